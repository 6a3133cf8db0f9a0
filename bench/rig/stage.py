"""What every row needs: the issuer, a token, the upstreams, and peers started for as long as a row lasts."""
import contextlib
import os
import shutil
import sys
import tempfile
import time

from rig import accounting, client, peers, processes
from rig.issuer import Issuer

ANSWER = '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"%s"}]}}'


class Running:
    """A peer that listens; `pid` is None for the direct path."""

    def __init__(self, peer, port, process=None, began=0.0, log=None):
        self.peer, self.port, self.process, self.began, self.log = peer, port, process, began, log
        self.pid = process.pid if process else None

    def cpu(self):
        return accounting.cpu_seconds(self.pid) if self.pid else 0.0

    def rss(self):
        return accounting.rss_kib(self.pid) if self.pid else 0

    def forget_log(self):
        if self.log:
            os.truncate(self.log, 0)


class Direct:
    key, name = "direct", "direct, no proxy"


class Stage:
    def __init__(self, found, quick):
        self.peers, self.quick = found, quick
        self.files = processes.files_limit()
        self.folder = tempfile.mkdtemp(prefix="postern-bench-")
        os.chmod(self.folder, 0o711)  # nginx's worker, which may be another user, reads its answer below
        self.issuer = Issuer(self.folder, processes.free_port())
        self.token = self.issuer.token()
        self.small = client.small_post(self.token)
        self.count = 0
        self._started = {}

    def close(self):
        processes.stop_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    def progress(self, text):
        print(time.strftime("%H:%M:%S "), text, file=sys.stderr, flush=True)

    def _folder(self):
        self.count += 1
        path = os.path.join(self.folder, str(self.count))
        os.mkdir(path)
        return path

    def small_upstream(self):
        return self.upstream(ANSWER % ("y" * (2048 - len(ANSWER) + 2)))

    @contextlib.contextmanager
    def upstream(self, answer):
        folder, port = self._folder(), processes.free_port()
        with open(os.path.join(folder, "answer.json"), "w") as file:
            file.write(answer)
        config = peers.filled("upstream.conf", folder, {"DIR": folder, "PORT": port, "FILES": self.files})
        with self._process(["nginx", "-p", folder, "-c", config], processes.UPSTREAM_CORE, port, folder):
            yield port

    @contextlib.contextmanager
    def streaming_upstream(self, keep_alive=300):
        folder, port, control = self._folder(), processes.free_port(), processes.free_port()
        script = os.path.join(os.path.dirname(__file__), "upstream.py")
        command = [sys.executable, script, str(port), str(control), str(keep_alive)]
        with self._process(command, processes.UPSTREAM_CORE, control, folder):
            yield port, control

    @contextlib.contextmanager
    def _process(self, command, core, port, folder):
        log = os.path.join(folder, "log")
        process = processes.start(command, core, log)
        try:
            processes.until_listening(process, port, log)
            yield process
        finally:
            processes.stop(process)

    def start(self, peer, upstream):
        """Returns when the peer has answered its first request."""
        folder, port = self._folder(), processes.free_port()
        log = os.path.join(folder, "log")
        command = peer.command(peers.Place(folder, self.issuer, port, upstream))
        began = time.monotonic()
        process = processes.start(command, processes.PROXY_CORE, log)
        running = Running(peer, port, process, began, log)
        try:
            running.ready = client.ready_after(port, self.small, began)
        except RuntimeError as error:
            processes.stop(process)
            with open(log, errors="replace") as text:
                raise RuntimeError(f"{peer.name} {error}: {text.read()[-400:]}") from None
        return running

    def stop(self, running):
        if running.process:
            processes.stop(running.process)

    @contextlib.contextmanager
    def all(self, upstream, without=(), direct=True):
        """Every peer at once, so that rounds can go from one to the next; the idle ones cost nothing."""
        chosen = [Running(Direct(), upstream)] if direct else []
        try:
            for peer in self.peers:
                if peer.key not in without:
                    chosen.append(self.start(peer, upstream))
            yield chosen
        finally:
            for running in chosen:
                self.stop(running)


def turned(items, by):
    """The same items, beginning further on each round, so that nobody is always first."""
    by %= len(items)
    return items[by:] + items[:by]


def warm(cost, quick):
    """Asks for the cost again until it no longer falls by a twentieth, since a JVM takes its time; at most ten times."""
    before = cost()
    for _ in range(0 if quick else 9):
        now = cost()
        if now >= before * 0.95:
            return
        before = now
