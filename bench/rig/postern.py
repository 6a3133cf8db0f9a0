"""How the launcher starts Postern: asked of the launcher, so that the rig measures the flags that users get."""
import os
import subprocess
import time

from rig import processes
from rig.issuer import AUDIENCE


def options(port, upstream, issuer, drain="1s"):
    return ["--listen", f"127.0.0.1:{port}", "--ops-listen", "127.0.0.1:0", "--upstream", f"http://127.0.0.1:{upstream}/mcp",
            "--auth-resource-server-url", AUDIENCE, "--auth-issuer-url", issuer, "--drain-timeout", drain,
            # All of the rig's streams are of one subject.
            "--max-streams-per-address", "20000", "--max-streams-per-subject", "20000"]


def launchers_command(checkout, log):
    """Runs the launcher once, which builds what is missing, and takes the command it became, with what the launcher sets for
    the C library; without Postern's own options."""
    os.makedirs(os.path.dirname(log), exist_ok=True)
    issuer, port = "http://127.0.0.1:1", processes.free_port()
    process = processes.start([os.path.join(checkout, "postern"), "serve", *options(port, 1, issuer)],
                              processes.PROXY_CORE, log)
    try:
        processes.until_listening(process, port, log, patience=900)
        time.sleep(0.2)
        with open(f"/proc/{process.pid}/cmdline") as file:
            words = file.read().split("\0")
        with open(f"/proc/{process.pid}/environ") as file:
            settings = [setting for setting in file.read().split("\0") if setting.startswith("MALLOC_")]
    finally:
        processes.stop(process)
    return ["env", *settings, *words[:words.index("serve")]]


def version(java):
    program = next(word for word in java if word.endswith("/java"))
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=True).stderr.split('"')[1]
    checkout = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    commit = subprocess.run(["git", "log", "-1", "--format=%h", "--", "../proxy", "../postern", "../pom.xml"], cwd=checkout,
                            capture_output=True, text=True, check=False).stdout.strip()
    return f"of commit {commit or '?'} on JDK {said}"
