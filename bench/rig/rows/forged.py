"""Row 8: forged ES256 tokens at 1,000 a second, and the latency of valid requests before and meanwhile."""
import statistics
import threading
import time

from rig import client

RATE, SENDERS, VALID_RATE = 1000, 20, 200
# These do not check ES256 at all, or no token.
WITHOUT = ("nginx", "haproxy", "haproxy-jwt")


def measure(stage):
    seconds = 2 if stage.quick else 8
    results = {}
    with stage.small_upstream() as upstream:
        for peer in stage.peers:
            if peer.key in WITHOUT:
                continue
            stage.progress(f"forged tokens: {peer.name}")
            running = stage.start(peer, upstream)
            try:
                results[peer.key] = _sample(stage, running, seconds)
            finally:
                stage.stop(running)
    return results


def _sample(stage, running, seconds):
    _valid(running.port, stage.small, seconds)
    _both(stage, running, seconds / 2)
    calm = _valid(running.port, stage.small, seconds)
    before = running.cpu()
    attacked, statuses = _both(stage, running, seconds)
    return {"calm": calm, "attacked": attacked, "sent": len(statuses) / seconds, "cpu": (running.cpu() - before) / seconds,
            "statuses": {str(status): statuses.count(status) for status in sorted(set(statuses))}}


def _both(stage, running, seconds):
    share = int(RATE * seconds / SENDERS)
    requests = [[client.small_post(stage.issuer.forged()) for _ in range(share)] for _ in range(SENDERS)]
    statuses = []
    senders = [threading.Thread(target=_forge, args=(running.port, batch, seconds, statuses)) for batch in requests]
    for sender in senders:
        sender.start()
    attacked = _valid(running.port, stage.small, seconds)
    for sender in senders:
        sender.join()
    return attacked, statuses


def _forge(port, batch, seconds, statuses):
    link, began = client.connect(port, source="127.0.0.2"), time.monotonic()
    for number, request in enumerate(batch):
        due = began + number * seconds / len(batch)
        if time.monotonic() > began + seconds:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        status = client.post(link, request)
        statuses.append(status)
        if status in (0, 429, 503):
            link.close()
            link = client.connect(port, source="127.0.0.2")
    link.close()


def _valid(port, request, seconds):
    """p50 and p99 in microseconds of requests sent at a fixed rate on one connection."""
    delays, end = [], time.monotonic() + seconds
    with client.connect(port) as link:
        while (began := time.monotonic()) < end:
            if client.post(link, request) != 200:
                raise RuntimeError("a valid request was refused")
            took = time.monotonic() - began
            delays.append(took * 1e6)
            time.sleep(max(0.0, 1 / VALID_RATE - took))
    return {"p50": statistics.median(delays), "p99": statistics.quantiles(delays, n=100)[98]}
