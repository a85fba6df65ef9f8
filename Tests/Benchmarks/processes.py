"""Times whole processes by the operating system's own accounting."""
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    wall: float  # seconds from start to exit
    cpu: float  # seconds, user and system
    peak: float  # bytes, the greatest resident set
    others: float  # cores' worth of work that everything else on the machine did meanwhile


class Failed(Exception):
    """A process that did not end well."""


def busy_seconds():
    """What all processors have done since the machine was started, idle and waiting left out."""
    with open("/proc/stat", encoding="ascii") as file:
        ticks = [int(word) for word in file.readline().split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def run(command):
    """Runs a command to its end; its output is shown only where it fails."""
    with tempfile.TemporaryFile() as output:
        busy, start = busy_seconds(), time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - start
        busy = busy_seconds() - busy
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            text = output.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(command)}: exit {process.returncode}: {text[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss * 1024, max(0.0, busy - cpu) / wall)
