"""Row 3: events: what a proxy adds to the latency of one stream, and its CPU for each event of 50 streams."""
import re
import selectors
import statistics
import time

from rig import client
from rig.stage import turned, warm

SENT = re.compile(rb"data: (\d+)\n\n")
STREAMS = 50


def measure(stage):
    rounds, seconds = (1, 1) if stage.quick else (5, 2)
    results = {}
    with stage.streaming_upstream() as (upstream, _), stage.all(upstream) as chosen:
        for running in chosen:
            warm(lambda: _many(running, stage.token, seconds), stage.quick)
        for number in range(rounds):
            stage.progress(f"events, round {number + 1} of {rounds}")
            for running in turned(chosen, number):
                cpu = _many(running, stage.token, seconds)
                latency = _one(running, stage.token, seconds)
                results.setdefault(running.peer.key, []).append({"cpu": cpu, "p50": latency})
    return results


def _one(running, token, seconds):
    """Median microseconds from an event's writing to its reading, one event each 4 ms."""
    delays, end = [], time.monotonic() + seconds
    with client.open_stream(running.port, token, every=4) as link:
        while time.monotonic() < end:
            data = link.recv(65536)
            now = time.monotonic_ns()
            delays += [(now - int(sent)) / 1000 for sent in SENT.findall(data)]
    return statistics.median(delays)


def _many(running, token, seconds):
    """CPU microseconds of the proxy for each event, 50 streams with an event each 20 ms."""
    links = [client.open_stream(running.port, token, every=20) for _ in range(STREAMS)]
    try:
        with selectors.DefaultSelector() as selector:
            for link in links:
                link.setblocking(False)
                selector.register(link, selectors.EVENT_READ)
            count, before, end = 0, running.cpu(), time.monotonic() + seconds
            while time.monotonic() < end:
                for key, _ in selector.select(0.1):
                    count += len(SENT.findall(key.fileobj.recv(65536)))
            return (running.cpu() - before) * 1e6 / max(count, 1)
    finally:
        for link in links:
            link.close()
