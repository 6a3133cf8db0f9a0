"""What a figure depends on besides the code: machine, kernel, versions, load, date, command."""
import os
import platform
import sys
import time

from rig import processes


def _field(path, name):
    with open(path) as file:
        for line in file:
            if line.startswith(name):
                return line.partition(":")[2].strip()
    return "?"


def describe(chosen):
    return {
        "began": time.time(), "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "command": " ".join(["bench/run", *sys.argv[1:]]), "quick": chosen.quick, "rows": chosen.rows,
        "cpu": _field("/proc/cpuinfo", "model name"), "cores": len(processes.CORES),
        "memory": f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) // 1048576} GiB",
        "kernel": platform.release(), "files": processes.files_limit(), "load_before": os.getloadavg()[0],
        "versions": {"Python": platform.python_version()}, "missing": {},
    }
