"""Writes the page from what was measured; what bench/oscal and bench/jmh found comes from bench/oscal.md and bench/single.md, what was tried by hand from bench/tried.md."""
import os

from rig import goals
from rig.figures import number, p99, pick, ratios, spread
from rig.peers import everyone

EMBEDDED = [os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), name) for name in ("oscal.md", "single.md", "tried.md")]
NAMES = {"direct": "direct, no proxy", **{peer.key: peer.name for peer in everyone()}}


def page(about, results):
    lines = ["# Benchmarks", "", *_about(about), "", "## The goals", "", *_bars(), "", *goals.table(results)]
    for row, title, section in SECTIONS:
        if row in results:
            lines += ["", f"## {title}", ""]
            lines += [f"Failed: {results[row]['failed']}"] if "failed" in results[row] else section(results)
    for path in filter(os.path.exists, EMBEDDED):
        with open(path) as file:
            lines += ["", file.read().rstrip()]
    return "\n".join(lines) + "\n"


def _about(about):
    text = [
        f"Written by `{about['command']}` on {about['date']}, in {about['took'] / 60:.0f} minutes; do not edit (what was tried by hand: "
        "`bench/tried.md`). How it is measured: [bench/README.md](../bench/README.md).", "",
        f"Machine: {about['cores']} × {about['cpu']}, {about['memory']}, Linux {about['kernel']}, {about['files']:,} descriptors; load "
        f"{about['load_before']:.1f} before and {about['load_after']:.1f} after, of which the run itself is up to {about['cores']}. It is shared: "
        "only ratios within one round mean something, absolute times do not.", "",
        "Versions: " + ", ".join(f"{name.strip('*')} {version}" for name, version in about["versions"].items()) + "."]
    if about["missing"]:
        text += ["", "Left out: " + "; ".join(f"{name.strip('*')} ({why})" for name, why in about["missing"].items()) + "."]
    if about["quick"]:
        text += ["", "**A smoke run: these figures mean nothing.**"]
    return text


def _bars():
    return ["A ratio is Postern's figure to the peer's in the same round. Median [least–greatest]. Not measured by this rig: mcp-auth-proxy (P3), "
            "a run-time image made by jlink (P8). Single verifications (P13) are below, in \"Single pieces\", by `bench/jmh`.", "",
            "How far to trust a row: silent streams (P6, P9), stalled clients (P11) and forged tokens (P12) are one sample each. The latency added to an "
            "event is a difference of small numbers whose spread takes in zero, and CPU for each event comes in steps of 2 to 4 µs, as the kernel counts in "
            "hundredths of a second: a miss of P5 by less than a third is not told from a hit. Of some hundred POSTs in the stale keep-alive test, one or "
            "three failures rank nobody."]


def _table(heads, rows):
    return ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads), *("| " + " | ".join(row) + " |" for row in rows)]


def _peers(results, row):
    return [key for key in NAMES if key in results[row]]


def _small(results):
    def row(peer, count):
        def of(name, key=peer):
            return pick(results, "small", key, count, name)
        cpu = of("cpu")
        if peer == "direct":
            return [NAMES[peer], "–", "–", "–", "1", spread(of("p50")), spread(of("p99")), "–", number(sum(of("errors")))]
        return [NAMES[peer], spread(cpu), spread(ratios(cpu, of("cpu", "nginx"))), spread(ratios(cpu, of("cpu", "haproxy-jwt"))),
                spread(ratios(of("rps"), of("rps", "direct"))), spread(of("p50")), spread(of("p99")), number(max(of("rss"))),
                number(sum(of("errors")))]
    lines = ["A POST of 1 KB answered by 2 KB, one token, connections kept. Postern writes its audit line for each request; the peers write none."]
    for count in ("32", "1", "256"):
        heads = [f"{count} connection{'s' if count != '1' else ''}", "CPU µs/request", "to nginx", "to haproxy + jwt", "rate to direct",
                 "p50 µs", "p99 µs", "RSS MB", "errors"]
        lines += ["", *_table(heads, [row(peer, count) for peer in _peers(results, "small")])]
    return lines


def _start(results):
    marks = list(next(iter(results["start"].values()))[0]["cpu"])
    return _table(["", "first 200 ms", *(f"CPU ms through {int(mark):,}" for mark in marks), "RSS MB ready", "RSS MB after"], [
        [NAMES[peer], spread(pick(results, "start", peer, "ready")), *(spread(pick(results, "start", peer, "cpu", mark)) for mark in marks),
         spread(pick(results, "start", peer, "rss_ready")), spread(pick(results, "start", peer, "rss_after"))]
        for peer in _peers(results, "start")])


def _events(results):
    direct = pick(results, "events", "direct", "p50")
    return ["One stream with an event each 4 ms for the latency; 50 streams with an event each 20 ms for the CPU.", "", *_table(
        ["", "p50 µs", "added p50 µs", "CPU µs/event", "CPU to nginx"],
        [[NAMES[peer], spread(pick(results, "events", peer, "p50")),
          spread([a - b for a, b in zip(pick(results, "events", peer, "p50"), direct)]) if peer != "direct" else "–",
          spread(pick(results, "events", peer, "cpu")) if peer != "direct" else "–",
          spread(ratios(pick(results, "events", peer, "cpu"), pick(results, "events", "nginx", "cpu"))) if peer != "direct" else "–"]
         for peer in _peers(results, "events")])]


def _idle(results):
    rows = []
    for peer in _peers(results, "idle"):
        one = results["idle"][peer]
        rows.append([NAMES[peer], "failed: " + one["failed"], *["–"] * 6] if "failed" in one else
                    [NAMES[peer], number(one["streams"]), number(one["kib"]), number(one["rss"]), number(one["threads"]),
                     number(one["idle_cpu"]), number(one["closing"]), number(one["left"])])
    return ["The time to leave ends when the upstream has seen the last one go; closing them is the client's own part of it.", "", *_table(
        ["", "streams", "KiB each", "RSS MB", "threads", "CPU ms/s", "closing s", "all gone s"], rows)]


def _disconnects(results):
    def of(values):
        there = [value for value in values if value is not None]
        lost = f", {len(values) - len(there)} never" if len(there) < len(values) else ""
        return (f"{spread(there)}, p99 {number(p99(there))}" if there else "") + lost
    return ["Milliseconds until the other side knows, in a silent stream; never: not within two seconds.", "", *_table(
        ["", "client leaves", "upstream leaves"],
        [[NAMES[peer], of(results["disconnects"][peer]["client"]), of(results["disconnects"][peer]["upstream"])]
         for peer in _peers(results, "disconnects")])]


def _keepalive(results):
    tallies = results["keepalive"]
    times = list(next(iter(tallies.values())))
    return ["POSTs spaced by the upstream's keep-alive time ± 10 ms; a failure is anything but the 200 it had for all others.", "", *_table(
        ["", *(f"upstream closes after {each} s" for each in times)],
        [[NAMES[peer], *(f"{tallies[peer][each]['failed']} of {tallies[peer][each]['posts']} failed" for each in times)]
         for peer in _peers(results, "keepalive")])]


def _bodies(results):
    def of(peer, way, name):
        return spread(pick(results, "bodies", peer, "moved", way, name))
    return _table(["100 MB", "up MiB/s", "down MiB/s", "RSS + MiB up", "RSS + MiB down", "RSS + KiB for each stalled client"], [
        [NAMES[peer], of(peer, "up", "rate"), of(peer, "down", "rate"), of(peer, "up", "rss"), of(peer, "down", "rss"),
         spread(pick(results, "bodies", peer, "stalled"))] for peer in _peers(results, "bodies")])


def _forged(results):
    def of(peer):
        one = results["forged"][peer]
        answers = ", ".join(f"{count} × {status}" for status, count in one["statuses"].items())
        return [NAMES[peer], number(one["sent"]), answers, number(one["calm"]["p50"]), number(one["attacked"]["p50"]),
                number(one["calm"]["p99"]), number(one["attacked"]["p99"]), number(one["cpu"] * 100) + " %"]
    return ["200 valid requests a second on one connection, µs; meanwhile different ES256 tokens with a known key and a wrong signature, "
            "1,000 a second on 20 connections from another address (fewer where answers came late).", "", *_table(
                ["", "forged/s", "their answers", "p50 calm", "p50 attacked", "p99 calm", "p99 attacked", "CPU of its core"],
                [of(peer) for peer in _peers(results, "forged")])]


def _policy(results):
    lines = ["CPU for each request at 32 connections. Ten rules, the last of which decides; of the list of 40 tools (44 KB) two are taken out."]
    for what, title in (("call", "a call of 1 KB"), ("list", "a list of 44 KB")):
        found = results["policy"][what]

        def of(key, name="cpu"):
            return [sample[name] for sample in found[key]["samples"]] if key in found else []
        lines += ["", *_table([title, "CPU µs/request", "to nginx", "to Postern without a policy", "p50 µs"], [
            [found[key]["name"], spread(of(key)), spread(ratios(of(key), of("nginx"))), spread(ratios(of(key), of("postern"))),
             spread(of(key, "p50"))] for key in found])]
    return lines


SECTIONS = [
    ("small", "Small requests", _small), ("policy", "Rules and lists", _policy),
    ("start", "From start on", _start), ("events", "Events", _events),
    ("idle", "Silent streams", _idle), ("disconnects", "Disconnects", _disconnects), ("keepalive", "Stale connections", _keepalive),
    ("bodies", "Large bodies", _bodies), ("forged", "Forged tokens", _forged)]
