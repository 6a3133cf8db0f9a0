"""The two OSCAL servers, started on the same folder of documents and called with the same bytes."""
import http.client
import json
import os
import shutil
import subprocess
import time

from rig import accounting, processes
from rig.peers import Missing

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGET = os.path.join(ROOT, "bench", "target", "oscal")
GENERATION = "2026-07-28"
META = {"io.modelcontextprotocol/protocolVersion": GENERATION, "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"}}


class Server:
    """One that runs: its process, and a connection that is kept."""

    def __init__(self, key, command, port, env, folder):
        self.key, self.port, self.log = key, port, os.path.join(folder, key + ".log")
        open(self.log, "w").close()
        self.began = time.monotonic()
        self.process = processes.start(command, None, self.log, env)
        self.link = None

    def connect(self):
        """Anew: the Python server closes connections that were silent for five seconds."""
        if self.link:
            self.link.close()
        self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

    def send(self, body, fields):
        """The bytes of the answer to one POST."""
        try:
            self.link.request("POST", "/mcp", body, fields)
            answer = self.link.getresponse()
            data = answer.read()
        except (http.client.HTTPException, ConnectionError):
            self.link.close()
            if self.process.poll() is not None:
                with open(self.log, errors="replace") as text:
                    raise RuntimeError(f"{self.key} ended with {self.process.returncode}: {text.read()[-600:]}") from None
            raise
        if answer.status != 200:
            raise RuntimeError(f"{self.key} answered {answer.status}: {data[:300]!r}")
        return data

    def until_answers(self, call, patience=120):
        """Seconds from exec to the first answer."""
        while time.monotonic() - self.began < patience:
            if self.process.poll() is not None:
                break
            try:
                self.connect()
                self.send(*call)
                return time.monotonic() - self.began
            except OSError:
                time.sleep(0.005)
        with open(self.log, errors="replace") as text:
            raise RuntimeError(f"{self.key} did not start: {text.read()[-600:]}")

    def cpu(self):
        return accounting.cpu_seconds(self.process.pid)

    def rss(self):
        return accounting.rss_kib(self.process.pid) / 1024

    def stop(self):
        self.link.close()
        processes.stop(self.process)


def message(method, params, fields):
    """Body and fields of a request, the same for both servers: the generation without sessions."""
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": META}}
    return json.dumps(body).encode(), {"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
                                       "MCP-Protocol-Version": GENERATION, "Mcp-Method": method, **fields}


def call(tool, arguments):
    return message("tools/call", {"name": tool, "arguments": arguments}, {"Mcp-Name": tool})


LIST = message("tools/list", {}, {})


def result(data):
    """What a tool said: its structured result, else its text, which is JSON in the Python server's shapes."""
    if data.startswith((b"event:", b":", b"data:")):
        data = [line for line in data.splitlines() if line.startswith(b"data:")][-1][5:]
    said = json.loads(data)["result"]
    if said.get("isError"):
        raise RuntimeError("a call was refused: " + said["content"][0]["text"][:300])
    return said.get("structuredContent") or json.loads(said["content"][0]["text"])


class Java:
    key, name = "java", "**postern-oscal**"

    def prepare(self):
        """Asks the launcher for the command, so that what users get is measured."""
        log, port = os.path.join(TARGET, "launcher.log"), processes.free_port()
        process = processes.start([os.path.join(ROOT, "postern-oscal"), "--port", str(port)], None, log)
        try:
            processes.until_listening(process, port, log, patience=900)
            with open(f"/proc/{process.pid}/cmdline") as file:
                words = file.read().split("\0")
            with open(f"/proc/{process.pid}/environ") as file:
                settings = [setting for setting in file.read().split("\0") if setting.startswith("MALLOC_")]
        finally:
            processes.stop(process)
        self.command = ["env", *settings, *words[:words.index("--port")]]
        java = next(word for word in words if word.endswith("/java"))
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr.split('"')[1]
        commit = subprocess.run(["git", "log", "-1", "--format=%h", "--", "oscal-mcp", "postern-oscal", "pom.xml"], cwd=ROOT,
                                capture_output=True, text=True, check=False).stdout.strip()
        return f"of commit {commit or '?'} on JDK {said}"

    def start(self, folder, documents):
        port = processes.free_port()
        library = ["--library", documents] if documents else []
        return Server(self.key, [*self.command, "--port", str(port), *library], port, None, folder)


class Python:
    key, name, port = "python", "Python server", 8000

    def prepare(self):
        self.venv = os.environ.get("OSCAL_MCP_VENV") or os.path.join(ROOT, "oscal-mcp", "python", ".venv")
        done = subprocess.run([os.path.join(ROOT, "oscal-mcp", "python", "run"), "--install-only"], check=False, env={**os.environ, "OSCAL_MCP_VENV": self.venv})
        if done.returncode:
            raise Missing("the Python server could not be installed")
        python = os.path.join(self.venv, "bin", "python")
        asked = "import platform, importlib.metadata as m; print(m.version('mcp-server-for-oscal'), 'on Python', platform.python_version())"
        return subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()

    def start(self, folder, documents):
        # Its database is unpacked into the temporary folder, at each start anew.
        scratch = os.path.join(folder, "python")
        shutil.rmtree(scratch, ignore_errors=True)
        os.makedirs(scratch)
        env = {**os.environ, "TMPDIR": scratch, "OSCAL_MCP_HOST": "127.0.0.1"}
        env.pop("OSCAL_DOCUMENTS_DIR", None)
        if documents:
            env["OSCAL_DOCUMENTS_DIR"] = documents
        return Server(self.key, [os.path.join(self.venv, "bin", "mcp-server-for-oscal"), "--transport", "streamable-http"], self.port, env, folder)
