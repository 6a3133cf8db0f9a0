"""Row 2: from exec on: time to the first 200, CPU through 1, 1,000, 5,000 and 20,000 requests, memory ready and after."""
from rig import client
from rig.stage import turned

MARKS = (1, 1000, 5000, 20000)


def measure(stage):
    rounds, marks = (1, MARKS[:3]) if stage.quick else (3, MARKS)
    results = {}
    with stage.small_upstream() as upstream:
        for number in range(rounds):
            stage.progress(f"start, round {number + 1} of {rounds}")
            for peer in turned(stage.peers, number):
                results.setdefault(peer.key, []).append(_sample(stage, peer, upstream, marks))
    return results


def _sample(stage, peer, upstream, marks):
    running = stage.start(peer, upstream)
    try:
        sample = {"ready": running.ready * 1000, "rss_ready": running.rss() / 1024, "cpu": {"1": running.cpu() * 1000}}
        with client.connect(running.port) as link:
            for number in range(2, marks[-1] + 1):
                if client.post(link, stage.small) != 200:
                    raise RuntimeError(f"{peer.name}: request {number} failed")
                if number in marks:
                    sample["cpu"][str(number)] = running.cpu() * 1000
        sample["rss_after"] = running.rss() / 1024
        return sample
    finally:
        stage.stop(running)
