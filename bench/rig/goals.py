"""The goals, each with our figure from this run and by how much it was missed."""
import statistics

from rig.figures import number, p99, pick, ratios, spread

US = "postern"
WITH_TOKENS = ("haproxy-jwt", "go", "go-cache", "typescript", "oauth2-proxy")


def rows(results):
    def of(peer, *path):
        return pick(results, path[0], peer, *path[1:])

    def against(peer, *path):
        return ratios(of(US, *path), of(peer, *path))

    def added(peer):
        return [ours - direct for ours, direct in zip(of(peer, "events", "p50"), of("direct", "events", "p50"))]

    def percentile(path):
        values = of(US, *path)
        return [2000.0 if None in values else p99(values)] if values else []

    def faster(connections):
        rivals = [of(peer, "small", connections, "rps") for peer in WITH_TOKENS]
        best = [max(rates) for rates in zip(*filter(None, rivals))]
        return ratios(of(US, "small", connections, "rps"), best)

    kept_up = [sent for sent in of(US, "forged", "sent") if sent >= 950]
    under_attack = ratios(of(US, "forged", "attacked", "p99"), of(US, "forged", "calm", "p99")) if kept_up else []
    through = of(US, "start", "cpu", "20000") and ("start", "cpu", "20000")
    failed = [of(US, "keepalive", seconds, "failed") for seconds in ("5", "1")]
    return [
        ("P1", "CPU for each request, 32 connections, to nginx's plain proxy_pass", "×", 1.0, against("nginx", "small", "32", "cpu")),
        ("P2", "the same to haproxy + jwt_verify", "×", 0.35, against("haproxy-jwt", "small", "32", "cpu")),
        ("P2", "the same, 256 connections", "×", 0.35, against("haproxy-jwt", "small", "256", "cpu")),
        ("P3", "the same to Go with a cache, 32 connections", "×", 0.20, against("go-cache", "small", "32", "cpu")),
        ("P3", "the same to the TypeScript SDK", "×", 0.05, against("typescript", "small", "32", "cpu")),
        ("P4", "CPU from exec through 20,000 requests, to Go with a cache", "×", 0.5, against("go-cache", *through) if through else []),
        ("P5", "latency added to an event (p50), to nginx's", "×", 1.0, [statistics.median(added(US)) / statistics.median(added("nginx"))]
            if added(US) and added("nginx") else []),
        ("P5", "CPU for each event, 50 streams, to nginx's", "×", 1.15, against("nginx", "events", "cpu")),
        ("P6", "memory for each silent stream, both sides", " KiB", 3, of(US, "idle", "kib")),
        ("P6", "CPU with all of them silent, of each second", " ms", 0, of(US, "idle", "idle_cpu")),
        ("P7", "the client left: p99 until the upstream sees it", " ms", 10, percentile(("disconnects", "client"))),
        ("P7", "the upstream left: p99 until the client sees it", " ms", 10, percentile(("disconnects", "upstream"))),
        ("P7", "all silent streams leave at once", " s", 2, of(US, "idle", "left")),
        ("P8", "from exec to the first 200 (jar and AOT cache as the launcher starts it)", " ms", 450, of(US, "start", "ready")),
        ("P9", "memory when ready", " MB", 80, of(US, "start", "rss_ready")),
        ("P9", "memory under load, 32 connections", " MB", 100, of(US, "small", "32", "rss")),
        ("P9", "memory with all silent streams", " MB", 100, of(US, "idle", "rss")),
        ("P10", "failures in the stale keep-alive test (5 s and 1 s)", "", 0, [sum(map(sum, failed))] if any(failed) else []),
        ("P11", "100 MB upwards, rate to Go's", "×", -0.8, against("go-cache", "bodies", "moved", "up", "rate")),
        ("P11", "100 MB downwards, rate to Go's", "×", -0.8, against("go-cache", "bodies", "moved", "down", "rate")),
        ("P11", "growth of memory meanwhile", " MiB", 4, of(US, "bodies", "moved", "up", "rss") + of(US, "bodies", "moved", "down", "rss")),
        ("P11", "memory for each of 64 clients that do not read", " KiB", 64, of(US, "bodies", "stalled")),
        ("P12", "forged ES256 tokens answered, of 1,000 a second that were due", "/s", -950, of(US, "forged", "sent")),
        ("P12", "p99 of valid requests meanwhile, to calm; counts only where the 1,000 were answered", "×", 2, under_attack),
        *(("", f"rate at {count} connections, to the best peer that checks tokens", "×", -1.0, faster(count)) for count in ("1", "32", "256")),
    ]


def table(results):
    lines = ["| # | goal | bar | measured | reached |", "| --- | --- | --- | --- | --- |"]
    for key, text, unit, bar, values in rows(results):
        sign = "≥" if bar < 0 else "≤"
        lines.append(f"| {key} | {text} | {sign} {abs(bar):g}{unit} | {spread(values, unit)} | {verdict(bar, values, unit)} |")
    return lines


def verdict(bar, values, unit):
    values = [value for value in values if value is not None]
    if not values:
        return "not measured"
    middle, limit = statistics.median(values), abs(bar)
    if middle >= limit if bar < 0 else middle <= limit:
        return "yes"
    if not limit:
        return f"no, {number(middle)}{unit} too many"
    return f"no, by {number(abs(middle / limit - 1) * 100)} %"
