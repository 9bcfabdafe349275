"""How worker processes live: nice to others, one of a kind at a time, gone when their parent is gone."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_reader.errors import StoreBusyError

NICENESS = 10
"""How far a worker stands back: a screen that answers a key gets nine tenths of a processor they share."""
_PR_SET_PDEATHSIG = 1


def be_nice() -> None:
    """Give way to the screen."""
    with suppress(OSError):
        os.nice(NICENESS)


def end_with_parent() -> None:
    """End this process when its parent ends, also when the parent is killed.

    Linux does it by itself; elsewhere a thread watches. Call it first thing in the child.
    """
    parent = os.getppid()
    if os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
        return
    threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def read_orders(take: Callable[[bytes], None], end: Callable[[], None]) -> None:
    """Hand each line of standard input to `take` on a thread of its own, and call `end` at its end."""

    def read() -> None:
        # os.read: a thread that waits in a buffered reader makes the interpreter abort at its end.
        waiting = b""
        while piece := os.read(sys.stdin.fileno(), 65536):
            *lines, waiting = (waiting + piece).split(b"\n")
            for line in lines:
                take(line)
        end()

    threading.Thread(target=read, daemon=True, name="orders").start()


def stop_now() -> None:
    """Leave at once; what is committed stays, a transaction under way is rolled back by the next reader."""
    os._exit(0)


def stop_soon(patience: float = 1.5) -> None:
    """Leave after `patience` seconds at the latest, for work that has been told to end."""
    timer = threading.Timer(patience, stop_now)
    timer.daemon = True
    timer.start()


@contextmanager
def only_one(path: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold a lock file for a while. After `wait` seconds raises StoreBusyError naming the holder."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _acquire(handle, path, time.monotonic() + wait)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or "unknown"
                raise StoreBusyError(
                    f"another {path.stem} is running (process {holder})", subject=str(path)
                ) from None
            time.sleep(0.1)
        else:
            return
