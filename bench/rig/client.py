"""A small HTTP/1.1 client on plain sockets: requests on one connection, and event streams."""
import json
import socket
import time

BODY = b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"%s"}}}'
SMALL = BODY % (b"x" * (1024 - len(BODY) + 2))


def head(method, token, length=None, query=""):
    fields = [f"{method} /mcp{query} HTTP/1.1", "Host: 127.0.0.1:28080", f"Authorization: Bearer {token}",
              "Accept: application/json, text/event-stream", "Mcp-Protocol-Version: 2025-11-25"]
    if length is not None:
        fields += ["Content-Type: application/json", f"Content-Length: {length}"]
    return ("\r\n".join(fields) + "\r\n\r\n").encode()


def connect(port, source="127.0.0.1", patience=20):
    link = socket.create_connection(("127.0.0.1", port), patience, source_address=(source, 0))
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return link


def read_head(link):
    """Status, the length that was said, and what came behind the head; status 0 when the connection ended."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = link.recv(65536)
        if not part:
            return 0, 0, b""
        data += part
    lines, _, rest = data.partition(b"\r\n\r\n")
    length = 0
    for line in lines.split(b"\r\n")[1:]:
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    return int(lines[9:12]), length, rest


def read_answer(link):
    status, length, rest = read_head(link)
    left = length - len(rest)
    buffer = bytearray(min(1 << 20, max(left, 1)))
    while left > 0:
        count = link.recv_into(buffer, min(left, len(buffer)))
        if not count:
            return 0
        left -= count
    return status


def post(link, request):
    """The status, or 0 where the connection broke without an answer."""
    try:
        link.sendall(request)
        return read_answer(link)
    except OSError:
        return 0


def small_post(token):
    return head("POST", token, len(SMALL)) + SMALL


def open_stream(port, token, every=0, source="127.0.0.1"):
    """A connection on which the first event has come."""
    link = connect(port, source)
    link.sendall(head("GET", token, query=f"?every={every}"))
    data = b""
    while b"data: " not in data:
        part = link.recv(65536)
        if not part or not data and not part.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"no stream: {(data + part)[:200]!r}")
        data += part
    return link


def ask(control, word):
    with socket.create_connection(("127.0.0.1", control), 20) as link:
        link.sendall(word.encode())
        data = b""
        while part := link.recv(1 << 20):
            data += part
    return json.loads(data)


def ready_after(port, request, began, patience=30):
    """Seconds from `began` to the first 200."""
    while time.monotonic() - began < patience:
        try:
            with connect(port) as link:
                if post(link, request) == 200:
                    return time.monotonic() - began
        except OSError:
            pass
        time.sleep(0.002)
    raise RuntimeError("never answered 200")
