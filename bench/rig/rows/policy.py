"""Row 9: what it costs to judge a call of 1 KB by rules, and to filter a list of 44 KB; Postern beside itself without them."""
import json

from rig import load
from rig.peers import Nginx, Postern, PosternWithPolicy
from rig.stage import turned, warm

CONNECTIONS = 32
TOOLS = 40


def measure(stage):
    java = next((peer.java for peer in stage.peers if isinstance(peer, Postern)), None)
    if java is None:
        raise RuntimeError("it is about Postern, which is not among the peers")
    plain = [peer for peer in stage.peers if isinstance(peer, (Nginx, Postern))]
    with stage.small_upstream() as upstream:
        calls = _turns(stage, upstream, "tools/call", [
            *plain, PosternWithPolicy(java, "rules", "**Postern**, ten rules", "rules.yaml"),
            PosternWithPolicy(java, "condition", "**Postern**, ten rules and a condition", "condition.yaml")])
    with stage.upstream(_list()) as upstream:
        lists = _turns(stage, upstream, "tools/list", [
            *plain, PosternWithPolicy(java, "unfiltered", "**Postern**, list read, not filtered", "unfiltered.yaml"),
            PosternWithPolicy(java, "rules", "**Postern**, list filtered", "rules.yaml")])
    return {"call": calls, "list": lists}


def _turns(stage, upstream, method, chosen):
    rounds, seconds = (2, 1) if stage.quick else (5, 2)
    results, running = {}, []
    try:
        for peer in chosen:
            running.append(stage.start(peer, upstream))
            stage.progress(f"{method}: warming {peer.name}")
            warm(lambda: _sample(running[-1], seconds, stage.token, method)["cpu"], stage.quick)
        for number in range(rounds):
            stage.progress(f"{method}, round {number + 1} of {rounds}")
            for one in turned(running, number):
                results.setdefault(one.peer.key, {"name": one.peer.name, "samples": []})["samples"].append(
                    _sample(one, seconds, stage.token, method))
    finally:
        for one in running:
            stage.stop(one)
    return results


def _sample(running, seconds, token, method):
    before = running.cpu()
    sample = load.small_posts(running.port, CONNECTIONS, seconds, token, method)
    sample["cpu"] = (running.cpu() - before) * 1e6 / sample["requests"]
    running.forget_log()
    if sample["errors"]:
        raise RuntimeError(f"{running.peer.name} did not answer {sample['errors']} requests of {method} by 2xx")
    return sample


def _list():
    """As the OSCAL server lists its 40 tools, in size: two of them are hidden from the rig's client."""
    def tool(name):
        return {"name": name, "description": "d" * 500, "inputSchema": {"type": "object", "properties": {
            f"argument{number}": {"type": "string", "description": "a" * 80} for number in range(4)}, "required": ["argument0"]}}
    tools = [tool(name) for name in [*(f"tool_{number}" for number in range(TOOLS - 2)), "secret_one", "secret_two"]]
    return json.dumps({"jsonrpc": "2.0", "id": 1, "result": {"tools": tools}})
