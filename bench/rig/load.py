"""Load by wrk: small POSTs, by default calls of 1 KB, on a number of connections for a number of seconds."""
import os
import shutil
import subprocess

from rig import processes
from rig.peers import CONFIGURATIONS, Missing


def version():
    if not shutil.which("wrk"):
        raise Missing("`wrk` is not installed")
    return subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False).stdout.split()[1]


def small_posts(port, connections, seconds, token, method="tools/call"):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency",
               "-s", os.path.join(CONFIGURATIONS, "post.lua"), f"http://127.0.0.1:{port}/mcp"]
    process = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True,
                             env={**os.environ, "BENCH_TOKEN": token, "BENCH_METHOD": method}, preexec_fn=lambda: processes.pin(processes.LOAD_CORE))
    line = [text for text in process.stdout.splitlines() if text.startswith("FIGURES")][0]
    count, micros, p50, p99, errors = map(int, line.split()[1:])
    return {"requests": count, "rps": count / (micros / 1e6), "p50": p50, "p99": p99, "errors": errors}
