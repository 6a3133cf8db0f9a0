"""What a process and its children have used, from /proc."""
import os

TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()


def tree(pid):
    pids, parents = [pid], {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(entry)] = int(_stat(entry)[1])
        except (OSError, IndexError):
            continue
    for known in pids:
        pids += [child for child, parent in parents.items() if parent == known]
    return pids


def cpu_seconds(pid):
    """User and system time of the process, its children and those of them that have ended."""
    total = 0
    for member in tree(pid):
        try:
            total += sum(int(field) for field in _stat(member)[11:15])
        except OSError:
            continue
    return total / TICK


def _status(pid, name):
    total = 0
    for member in tree(pid):
        try:
            with open(f"/proc/{member}/status") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith(name + ":"))
        except OSError:
            continue
    return total


def rss_kib(pid):
    return _status(pid, "VmRSS")


def threads(pid):
    return _status(pid, "Threads")


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))
