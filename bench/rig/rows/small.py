"""Row 1: small POSTs at 1, 32 and 256 connections: CPU per request, rate, latency, memory."""
from rig import load
from rig.stage import turned, warm


def measure(stage):
    rounds, seconds = (2, 1) if stage.quick else (5, 2)
    results = {}
    with stage.small_upstream() as upstream, stage.all(upstream) as chosen:
        for running in chosen:
            stage.progress(f"warming {running.peer.name}")
            warm(lambda: sum(_sample(running, count, seconds, stage.token)["cpu"] for count in (256, 32)), stage.quick)
        for connections in (32, 1, 256):
            for number in range(rounds):
                stage.progress(f"small POST, {connections} connections, round {number + 1} of {rounds}")
                for running in turned(chosen, number):
                    sample = _sample(running, connections, seconds, stage.token)
                    results.setdefault(running.peer.key, {}).setdefault(str(connections), []).append(sample)
    return results


def _sample(running, connections, seconds, token):
    before = running.cpu()
    sample = load.small_posts(running.port, connections, seconds, token)
    sample["cpu"] = (running.cpu() - before) * 1e6 / sample["requests"]
    sample["rss"] = running.rss() / 1024
    running.forget_log()
    return sample
