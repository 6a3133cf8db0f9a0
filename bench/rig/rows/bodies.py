"""Row 7: 100 MB either way, and clients that ask for 100 MB and do not read."""
import threading
import time

from rig import client
from rig.stage import turned

SIZE = 100 * 1024 * 1024
STALLED = 64
BLOCK = b"x" * (1 << 20)


def measure(stage):
    rounds = 1 if stage.quick else 3
    results = {}
    with stage.streaming_upstream() as (upstream, _), stage.all(upstream) as chosen:
        for number in range(rounds + 1):
            stage.progress(f"100 MB, round {number} of {rounds} (0 is to warm up)")
            for running in turned(chosen, number):
                sample = {"up": _watched(running, lambda: _up(running.port, stage.token)),
                          "down": _watched(running, lambda: _down(running.port, stage.token))}
                if number:
                    results.setdefault(running.peer.key, {}).setdefault("moved", []).append(sample)
        for running in chosen[1:]:
            results[running.peer.key]["stalled"] = _stalled(running, stage.token)
    return results


def _watched(running, transfer):
    """MiB a second, and by how much the memory rose at most, in MiB."""
    before, highest, over = running.rss(), [0], threading.Event()

    def watch():
        while not over.wait(0.02):
            highest[0] = max(highest[0], running.rss() - before)

    watcher = threading.Thread(target=watch)
    if running.pid:
        watcher.start()
    began = time.monotonic()
    try:
        transfer()
        seconds = time.monotonic() - began
    finally:
        over.set()
    if running.pid:
        watcher.join()
    return {"rate": SIZE / (1 << 20) / seconds, "rss": highest[0] / 1024}


def _up(port, token):
    with client.connect(port) as link:
        link.sendall(client.head("POST", token, SIZE))
        for _ in range(SIZE // len(BLOCK)):
            link.sendall(BLOCK)
        if client.read_answer(link) != 200:
            raise RuntimeError("a large request was not answered by 200")


def _down(port, token):
    with client.connect(port) as link:
        link.sendall(client.head("POST", token, 2, f"?answer={SIZE}") + b"{}")
        if client.read_answer(link) != 200:
            raise RuntimeError("a large answer did not come whole")


def _stalled(running, token):
    """KiB of the proxy's memory for each client that does not read."""
    before, links = running.rss(), []
    try:
        for _ in range(STALLED):
            link = client.connect(running.port)
            links.append(link)
            link.sendall(client.head("POST", token, 2, f"?answer={SIZE}") + b"{}")
        time.sleep(2)
        return (running.rss() - before) / STALLED
    finally:
        for link in links:
            link.close()
