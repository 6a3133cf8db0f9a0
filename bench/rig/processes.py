"""Starts what the rig needs, each pinned to its core, and ends all of it by process id, whatever happens."""
import ctypes
import os
import random
import resource
import signal
import socket
import subprocess
import time

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)
CORES = sorted(os.sched_getaffinity(0))
PROXY_CORE = CORES[0]
LOAD_CORE = CORES[1 % len(CORES)]
UPSTREAM_CORE = CORES[2 % len(CORES)] if len(CORES) > 2 else LOAD_CORE
PINNED = len(CORES) > 1

_started = []


def free_port():
    """Below the range that outgoing connections take: one to a port nobody listens on yet could meet itself."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def files_limit():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def pin(core):
    """To all of them where none is named."""
    if core is None:
        os.sched_setaffinity(0, CORES)
    elif PINNED:
        os.sched_setaffinity(0, {core})


def start(command, core, log, env=None):
    def prepare():
        # Ends with the rig even when the rig is killed.
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        pin(core)

    with open(log, "ab") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env,
                                   preexec_fn=prepare, start_new_session=True)
    _started.append(process)
    return process


def stop(process, patience=3):
    if process not in _started:
        return
    for name in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(name)
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
    process.wait()
    _started.remove(process)


def stop_all():
    for process in list(reversed(_started)):
        stop(process)


def until_listening(process, port, log, patience=30):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.01)
    with open(log, errors="replace") as text:
        raise RuntimeError(f"did not start: {text.read()[-600:]}")
