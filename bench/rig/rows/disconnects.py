"""Row 5: how soon one side hears that the other has gone, in a stream that is silent."""
import time

from rig import client


def measure(stage):
    times = 5 if stage.quick else 50
    results = {}
    with stage.streaming_upstream() as (upstream, control), stage.all(upstream) as chosen:
        stage.progress("disconnects")
        for running in chosen:
            _client_leaves(running, stage.token, control)
            results[running.peer.key] = {
                "client": _repeated(_client_leaves, times, running, stage.token, control),
                "upstream": _repeated(_upstream_leaves, times, running, stage.token, control)}
    return results


def _repeated(leave, times, *arguments):
    """As often as asked, but three that never arrive are enough."""
    delays = []
    while len(delays) < times and delays.count(None) < 3:
        delays.append(leave(*arguments))
    return delays


def _client_leaves(running, token, control):
    """Milliseconds until the upstream saw it, or None after two seconds."""
    link = client.open_stream(running.port, token)
    time.sleep(0.02)
    client.ask(control, "reset")
    gone = time.monotonic()
    link.close()
    while time.monotonic() - gone < 2:
        time.sleep(0.02)
        state = client.ask(control, "state")
        if state["closed"]:
            return (state["closed"][0] - gone) * 1000
    client.ask(control, "cut")
    return None


def _upstream_leaves(running, token, control):
    with client.open_stream(running.port, token) as link:
        link.settimeout(2)
        time.sleep(0.02)
        cut = client.ask(control, "cut")["now"]
        try:
            while link.recv(65536):
                pass
        except TimeoutError:
            return None
        except OSError:
            pass
        return (time.monotonic() - cut) * 1000
