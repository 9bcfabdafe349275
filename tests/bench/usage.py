"""What a program and all it starts use: time on the clock, of the processors, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One run."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the program and all its processes."""
    peak: float
    """MB in memory, over all processes at one moment."""
    code: int


def run_well(argv: Sequence[str], env: Mapping[str, str]) -> Usage:
    """As `run`. Raises CalledProcessError when the program fails, because then its figures mean nothing."""
    used = run(argv, env)
    if used.code:
        raise subprocess.CalledProcessError(used.code, list(argv))
    return used


def run(argv: Sequence[str], env: Mapping[str, str], limit: float = 600.0) -> Usage:
    """Run a program to its end; it is killed after `limit` seconds."""
    begun = time.monotonic()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(argv, stdin=quiet, stdout=quiet, stderr=quiet, env={**os.environ, **env})
    timer = threading.Timer(limit, process.kill)
    timer.start()
    over = threading.Event()
    peaks = [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, over, peaks))
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begun
    timer.cancel()
    over.set()
    watch.join()
    return Usage(wall, used.ru_utime + used.ru_stime, max(peaks), process.returncode)


def _watch(pid: int, over: threading.Event, peaks: list[float]) -> None:
    while not over.wait(EVERY):
        peaks.append(sum(map(_memory, _family(pid))))


def _family(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            started = children.read_text().split()
        except OSError:
            continue
        for child in started:
            found += _family(int(child))
    return found


def _memory(pid: int) -> float:
    """MB that a process holds in memory now; 0 when it has gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6
    except (OSError, IndexError):
        return 0.0
