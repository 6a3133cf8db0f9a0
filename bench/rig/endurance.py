"""What the long commands share: where they run, how they end, and where their results go."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from rig import client, postern, processes
from rig.stage import Stage
from rig.steady import ANSWER

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGET = os.path.join(ROOT, "bench", "target")
PAGE = os.path.join(ROOT, "docs", "reliability.md")


class Ground:
    """The issuer and the upstream, and Postern as the launcher starts it; nothing is pinned to a core."""

    def __init__(self):
        os.makedirs(TARGET, exist_ok=True)
        self.java = postern.launchers_command(ROOT, os.path.join(TARGET, "launcher.log"))
        self.version = postern.version(self.java)
        processes.PROXY_CORE = processes.LOAD_CORE = processes.UPSTREAM_CORE = None
        processes.pin(None)
        self.stage = Stage([], False)
        self.issuer, self.progress = self.stage.issuer, self.stage.progress

    def start(self, port, upstream, log):
        """Returns when the first request is answered."""
        command = [*self.java, "serve", *postern.options(port, upstream, self.issuer.url, drain="30s")]
        process = processes.start(command, None, log)
        try:
            client.ready_after(port, client.small_post(self.issuer.token()), time.monotonic())
        except RuntimeError as error:
            with open(log, errors="replace") as text:
                raise RuntimeError(f"Postern {error}: {text.read()[-600:]}") from None
        return process

    def close(self):
        self.stage.close()


def post(token, query=""):
    return client.head("POST", token, len(client.SMALL), f"?answer={ANSWER}{query}") + client.SMALL


def until_signalled(command):
    """A signal ends the command as an error does, so that everything it started is stopped."""
    def ended(signum, frame):
        raise SystemExit(f"{command}: ended by signal {signum}")
    for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(name, ended)


def keep(name, samples):
    path = os.path.join(TARGET, name)
    with open(path, "w") as file:
        file.writelines(json.dumps(sample) + "\n" for sample in samples)
    return os.path.relpath(path, ROOT)


def commit():
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "?"


def compiled(folder):
    """The tests' class path, with copies of our classes in that folder, so that the checkout may be built again meanwhile."""
    os.makedirs(folder, exist_ok=True)
    libraries, copies = os.path.join(folder, "libraries"), []
    maven("-pl", "proxy", "test-compile", "dependency:build-classpath", "-DincludeScope=test", f"-Dmdep.outputFile={libraries}")
    for name in ("test-classes", "classes"):
        copies.append(os.path.join(folder, name))
        shutil.rmtree(copies[-1], ignore_errors=True)
        shutil.copytree(os.path.join(ROOT, "proxy", "target", name), copies[-1])
    with open(libraries) as file:
        return ":".join([*copies, file.read().strip()])


def maven(*arguments):
    subprocess.run(["./mvnw", "-q", "-B", "-ntp", *arguments], cwd=ROOT, check=True)


def java(tool="java"):
    said = subprocess.run(["sh", "-c", '. .mvn/jdk25.sh && echo "$JAVA_HOME"'], cwd=ROOT, capture_output=True, text=True, check=True)
    return os.path.join(said.stdout.strip(), "bin", tool)


def when(command):
    text = " ".join([f"bench/{command}", *(word for word in sys.argv[1:] if word != "--record")])
    return f"`{text}`, {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}, commit {commit()}, load of the machine {os.getloadavg()[0]:.1f} at the end."


def record(title, lines):
    """Writes one part of the page's section "Endurance" anew, and nothing else of the page."""
    with open(PAGE) as file:
        before, _, rest = file.read().partition("\n## Endurance\n")
    end = re.search(r"^## ", rest, re.M)
    section, after = (rest[:end.start()], "\n" + rest[end.start():]) if end else (rest, "")
    section = replaced(section, "### " + title, lines)
    with open(PAGE, "w") as file:
        file.write(before.rstrip() + "\n\n## Endurance\n\n" + section.lstrip("\n") + after)
    print("written:", os.path.relpath(PAGE))


def replaced(text, heading, lines):
    """The text with what is below that heading, up to the next one like it, said anew; at the end where there is none yet."""
    part = heading + "\n\n" + "\n".join(lines) + "\n"
    level = heading.partition(" ")[0]
    old = re.search(rf"^{re.escape(heading)}\n.*?(?=^{level} |\Z)", text, re.M | re.S)
    if not old:
        return text.rstrip() + "\n\n" + part
    rest = text[old.end():]
    return text[:old.start()] + part + ("\n" + rest if rest else "")


def table(command, rows, notes):
    """What was promised and what was found."""
    return [when(command), "", *notes, "", "| bar | promised | found | kept |", "| --- | --- | --- | --- |",
            *(f"| {name} | {bar} | {found} | {'yes' if kept else '**no**'} |" for name, bar, found, kept in rows)]


def verdict(rows):
    """Ends the command: 0 where every bar is met, else 1 and a sentence for each that is not."""
    missed = [f"Missed: {name}: {found}, promised was {bar}." for name, bar, found, kept in rows if not kept]
    for sentence in missed:
        print(sentence, file=sys.stderr)
    sys.exit(1 if missed else 0)
