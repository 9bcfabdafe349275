"""Inside a process of a workshop: one job after the other, in bounded memory, until whoever started it ends.

Imported by every such process before its first job, so that it imports next to nothing itself.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from struct import Struct
from typing import Any

from tui_reader.desk import lifetime

CPU = 20
"""CPU seconds a job may take."""
MEMORY = 1 << 30
"""Bytes of address space a process may have."""
BUFFER = 1 << 18
SIZE = Struct("=Q")
"""What stands before each pickle on the socket: its bytes."""


def main(descriptor: int) -> None:
    """Do what comes over the socket: pickles of (function, arguments, named arguments); each is answered by
    one of (whether it went well, what it gave or raised).
    """
    lifetime.end_with_parent()
    _settle()
    with suppress(OSError), socket.socket(fileno=descriptor) as line, line.makefile("rb", BUFFER) as orders:
        while head := orders.read(SIZE.size):
            answer = _answer(orders.read(SIZE.unpack(head)[0]))
            line.sendall(SIZE.pack(len(answer)))
            line.sendall(answer)


def load(*modules: str) -> None:
    """Import what jobs are going to need."""
    for name in modules:
        import_module(name)


def _settle() -> None:
    """No terminal, no interrupts, bounded memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard)
    )


def _answer(order: bytes) -> bytes:
    try:
        job, args, kwargs = pickle.loads(order)  # noqa: S301 - from the process that started this one
        return pickle.dumps((True, _limited(job, args, kwargs)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - the boundary of one job
        return _told(error)


def _limited(job: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run a job under a CPU limit counted from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU, hard))
    return job(*args, **kwargs)


def _told(error: Exception) -> bytes:
    """A failure, in words when it cannot be handed over as it is."""
    try:
        told = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(told)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an exception's own code does
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return told
