"""Row 4: silent streams: memory and threads of the proxy for as many as the descriptor limit lets, and all leaving at once."""
import time

from rig import accounting, client

SOURCES = [f"127.0.0.{last}" for last in range(2, 10)]


def measure(stage):
    wanted = 500 if stage.quick else min(10000, (stage.files - 1200) // 2)
    results = {}
    for peer in stage.peers:
        stage.progress(f"{wanted} silent streams: {peer.name}")
        with stage.streaming_upstream() as (upstream, control):
            running = stage.start(peer, upstream)
            try:
                results[peer.key] = _sample(running, stage.token, control, wanted)
            except (OSError, RuntimeError) as error:
                results[peer.key] = {"failed": str(error)[:120]}
            finally:
                stage.stop(running)
    return results


def _sample(running, token, control, wanted):
    links = []
    try:
        # What the first streams cost once, classes and buffers, is not the price of a stream.
        links += [client.open_stream(running.port, token) for _ in range(50)]
        before = running.rss()
        while len(links) < wanted:
            links.append(client.open_stream(running.port, token, source=SOURCES[len(links) % len(SOURCES)]))
        time.sleep(2)
        full, cpu = running.rss(), running.cpu()
        time.sleep(3)
        sample = {"streams": wanted, "kib": (full - before) / (wanted - 50), "rss": full / 1024,
                  "threads": accounting.threads(running.pid), "idle_cpu": (running.cpu() - cpu) * 1000 / 3}
    finally:
        client.ask(control, "reset")
        began = time.monotonic()
        for link in links:
            link.close()
        closed = time.monotonic() - began
    sample["closing"] = closed
    sample["left"] = _all_gone(control, began)
    return sample


def _all_gone(control, began):
    """Seconds until the upstream had seen the last one go; None when some were still open after 20."""
    while time.monotonic() - began < 20:
        state = client.ask(control, "state")
        if not state["open"]:
            return max(state["closed"]) - began
        time.sleep(0.2)
    return None
