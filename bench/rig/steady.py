"""Requests at a steady rate, and streams whose events are counted: what one client sees while something goes on for long."""
import asyncio
import collections
import itertools

from rig import client

PATIENCE, ANSWER, CONNECTIONS = 30, 2048, 20
CLOSED = (ConnectionError, asyncio.IncompleteReadError, TimeoutError)


class Broken(Exception):
    """What came was no whole answer."""


async def read_head(reader):
    """The status and the fields, names in lower case."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = dict((name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:] if line))
    return int(lines[0].split(" ")[1]), fields


class Link:
    """One connection, kept for further requests while both sides want it."""

    def __init__(self, port, reader, writer):
        self.port, self.reader, self.writer, self.kept = port, reader, writer, True

    @classmethod
    async def to(cls, port):
        return cls(port, *await asyncio.open_connection("127.0.0.1", port))

    def is_open(self):
        return self.kept and not self.reader.at_eof() and not self.writer.is_closing()

    async def ask(self, request):
        self.writer.write(request)
        status, fields = await read_head(self.reader)
        body = await self.reader.readexactly(int(fields["content-length"]))
        if status == 200 and body != b"x" * ANSWER:
            raise Broken("another body than the upstream's")
        self.kept = fields.get("connection") != "close"
        return status, fields

    def close(self):
        self.writer.close()


class Requests:
    """Sends on schedule, whatever becomes of those before; repeats only where nothing was sent or 503 says to come back."""

    def __init__(self, rate, port, request, fresh_each=50):
        self.rate, self.port, self.request, self.fresh_each = rate, port, request, fresh_each
        self.counts, self.notes, self.delays = collections.Counter(), [], []
        self.paused = False
        self.ended, self.idle, self.running, self.free = False, [], set(), asyncio.Semaphore(CONNECTIONS)

    async def run(self):
        loop = asyncio.get_running_loop()
        due = loop.time()
        for number in itertools.count(1):
            due += 1 / self.rate
            await asyncio.sleep(max(0.0, due - loop.time()))
            if self.ended:
                break
            if self.paused:
                self._leave()
                continue
            task = asyncio.create_task(self._one(number))
            self.running.add(task)
            task.add_done_callback(self.running.discard)
        while self.running:
            await asyncio.wait(self.running)
        self._leave()

    def _leave(self):
        while self.idle:
            self.idle.pop().close()

    def _kept(self):
        while self.idle:
            link = self.idle.pop()
            if link.is_open() and link.port == self.port():
                return link
            link.close()
        return None

    async def _one(self, number):
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            async with self.free:
                answer = await self._once(number)
            if answer not in ("refused", "503 Retry-After"):
                self.counts["answers"] += 1
                self.delays.append(loop.time() - began)
                return
            await asyncio.sleep(0.2)

    async def _once(self, number):
        request, link = self.request(number), None if number % self.fresh_each == 0 else self._kept()
        try:
            link = link or await Link.to(self.port())
        except OSError:
            return self._count("refused")
        try:
            async with asyncio.timeout(PATIENCE):
                status, fields = await link.ask(request)
        except (*CLOSED, Broken) as error:
            link.close()
            return self._count("broken", f"request {number}: {error!r}")
        if link.kept and number % self.fresh_each:
            self.idle.append(link)
        else:
            link.close()
        if status == 503 and "retry-after" in fields:
            return self._count("503 Retry-After")
        return self._count(str(status), None if status == 200 else f"request {number}: {status}")

    def _count(self, answer, note=None):
        self.counts[answer] += 1
        if note and len(self.notes) < 20:
            self.notes.append(note)
        return answer


class Stream:
    """One event stream; counts what came out of turn, and keeps the number of the last event."""

    def __init__(self, number, port, token, every):
        self.number, self.port, self.every, self.head = number, port, every, None
        self.head = client.head("GET", token, query=f"?every={every}&stream={number}")
        self.last, self.out_of_turn, self.ended, self.writer = 0, 0, None, None

    async def follow(self):
        reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(self.head)
        status, _ = await read_head(reader)
        try:
            text = b""
            while status == 200 and (size := int(await reader.readline(), 16)):
                text += (await reader.readexactly(size + 2))[:-2]
                *events, text = text.split(b"\n\n")
                for event in events:
                    self._take(event)
            self.ended = f"stream {self.number}: {status}, ended after event {self.last}"
        except (*CLOSED, ValueError) as error:
            self.ended = f"stream {self.number}: {error!r} after event {self.last}"

    def _take(self, event):
        if not event.startswith(b":"):
            number = int(event.removeprefix(b"data: "))
            self.out_of_turn += number != self.last + 1
            self.last = number

    def leave(self):
        if self.writer:
            self.writer.close()
