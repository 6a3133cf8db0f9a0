"""An upstream for streams, large bodies and short keep-alive; a second port tells what it saw and cuts its streams.

Run as a process of its own: upstream.py PORT CONTROL-PORT KEEP-ALIVE-SECONDS. A GET is answered by events, one each
`every` milliseconds, or by silence after the first; a POST by a few bytes once its body is there, or by `answer` bytes,
after `wait` milliseconds. The events of a GET that names its `stream` by a number are counted from 1; others tell the time.
"""
import asyncio
import json
import random
import sys
import time
from urllib.parse import parse_qs, urlsplit

BLOCK = b"x" * 262144
streams, closed, sent = set(), [], {}


def event(stream=None):
    if stream is not None:
        sent[stream] = sent.get(stream, 0) + 1
    data = b"data: %d\n\n" % (time.monotonic_ns() if stream is None else sent[stream])
    return b"%x\r\n%s\r\n" % (len(data), data)


class Upstream(asyncio.Protocol):
    def __init__(self, keep_alive):
        self.keep_alive, self.buffer, self.body_left, self.owed, self.writing = keep_alive, b"", None, 0, True
        self.timer = None

    def connection_made(self, transport):
        self.transport = transport
        self._rest()

    def connection_lost(self, error):
        self._stop_timer()
        if self in streams:
            streams.discard(self)
            closed.append(time.monotonic())

    def _stop_timer(self):
        if self.timer:
            self.timer.cancel()
            self.timer = None

    def _rest(self):
        self.timer = asyncio.get_running_loop().call_later(self.keep_alive, self.transport.close)

    def pause_writing(self):
        self.writing = False

    def resume_writing(self):
        self.writing = True
        self._pour()

    def data_received(self, data):
        if self.body_left is not None:
            if self.body_left >= len(data):
                self.body_left -= len(data)
                data = b""
            else:
                data, self.body_left = data[self.body_left:], 0
            if self.body_left == 0:
                self._answer_in_time()
        self.buffer += data
        while self.body_left is None and b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self._request(head.decode("latin-1"))

    def _request(self, head):
        self._stop_timer()
        line, *fields = head.split("\r\n")
        method, target, _ = line.split(" ")
        self.query = {name: int(value[0]) for name, value in parse_qs(urlsplit(target).query).items()}
        lengths = [int(f.partition(":")[2]) for f in fields if f.lower().startswith("content-length:")]
        if method == "GET" and "every" in self.query:
            return self._stream()
        if any(f.lower().startswith("transfer-encoding:") for f in fields):
            raise ValueError("the rig sends no chunked body")
        left = (lengths or [0])[0]
        taken = min(left, len(self.buffer))
        self.buffer = self.buffer[taken:]
        self.body_left = left - taken
        if self.body_left == 0:
            self._answer_in_time()

    def _answer_in_time(self):
        self.body_left = None
        if "wait" not in self.query:
            return self._answer()
        self.timer = asyncio.get_running_loop().call_later(self.query["wait"] / 1000, self._answer)

    def _answer(self):
        self._stop_timer()
        self.owed = self.query.get("answer", 2)
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % self.owed)
        self._pour()

    def _pour(self):
        while self.owed and self.writing and not self.transport.is_closing():
            part = BLOCK[:self.owed]
            self.owed -= len(part)
            self.transport.write(part)
        if not self.owed and self not in streams and not self.timer:
            self._rest()

    def _stream(self):
        streams.add(self)
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
                             b"Transfer-Encoding: chunked\r\n\r\n" + event(self.query.get("stream")))
        every = self.query["every"] / 1000
        if every:
            self.timer = asyncio.get_running_loop().call_later(random.random() * every, self._tick, every)

    def _tick(self, every):
        self.timer = asyncio.get_running_loop().call_later(every, self._tick, every)
        self.transport.write(event(self.query.get("stream")))


class Control(asyncio.Protocol):
    """One word a connection: `state`, `reset`, `hold`, which sends no more events, or `cut`, which ends every stream in the middle."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if data.strip() == b"hold":
            for stream in streams:
                stream._stop_timer()
        answer = {"open": len(streams), "closed": list(closed), "sent": sent, "now": time.monotonic()}
        if data.strip() != b"state":
            closed.clear()
        if data.strip() == b"cut":
            for stream in list(streams):
                stream.transport.abort()
        self.transport.write(json.dumps(answer).encode())
        self.transport.close()


async def main(port, control, keep_alive):
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: Upstream(keep_alive), "127.0.0.1", port, backlog=4096)
    await loop.create_server(Control, "127.0.0.1", control)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
