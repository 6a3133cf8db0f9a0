"""Row 6: POSTs spaced around the time at which the upstream closes an idle connection; each failure was the proxy's to avoid."""
import random
import threading
import time

from rig import client

CLIENTS = 20
# Five seconds is what uvicorn and Node do; one is below every proxy's own idle limit.
KEEP_ALIVE = (5, 1)


def measure(stage):
    results = {}
    for keep_alive in KEEP_ALIVE[-1:] if stage.quick else KEEP_ALIVE:
        stage.progress(f"stale keep-alive, upstream closes after {keep_alive} s")
        posts = 4 if stage.quick else 10 if keep_alive == 5 else 20
        with stage.streaming_upstream(keep_alive) as (upstream, _), stage.all(upstream, direct=False) as chosen:
            _all_at_once(chosen, keep_alive, posts, stage.small, results)
    return results


def _all_at_once(chosen, keep_alive, posts, request, results):
    tallies = {running.peer.key: [] for running in chosen}
    workers = [threading.Thread(target=_client, args=(running.port, keep_alive, posts, request, tallies[running.peer.key]))
               for running in chosen for _ in range(CLIENTS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for key, statuses in tallies.items():
        results.setdefault(key, {})[str(keep_alive)] = {
            "posts": len(statuses), "failed": sum(status != 200 for status in statuses)}


def _client(port, keep_alive, posts, request, statuses):
    link = client.connect(port)
    for _ in range(posts):
        status = client.post(link, request)
        statuses.append(status)
        if status != 200:
            link.close()
            link = client.connect(port)
        time.sleep(keep_alive + random.uniform(-0.01, 0.01))
    link.close()
