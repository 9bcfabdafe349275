"""Programs that give or change feeds: argument lists run without a shell, within limits, ended as a group."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui_reader.errors import FetchError
from tui_reader.model.text import clean_line

STEP = 65_536
_COMPLAINT = 4_000
"""Bytes kept of what a program says on its error output."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a program may take, bytes it may write."""

    wall: float = 60.0
    output: int = 20_000_000


class Commands:
    """Runs programs and knows which are under way, so that all can be ended at once."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        """`folder` is where the programs run: relative paths in their arguments start there."""
        self._folder = folder
        self._limits = limits or Limits()
        self._running: set[int] = set()
        self._lock = threading.Lock()

    async def run(self, argv: Sequence[str], given: bytes = b"") -> bytes:
        """What the program writes to its standard output when `given` is on its standard input.

        Raises FetchError: kinds `command` (it could not be started, or failed), `timeout`, `too-large`.
        """
        job = asyncio.ensure_future(asyncio.to_thread(self._run, tuple(argv), given))
        try:
            return await asyncio.shield(job)
        except asyncio.CancelledError:
            self.end()
            raise

    def end(self) -> None:
        """End every program under way, and all that it has started."""
        with self._lock:
            for group in self._running:
                _kill(group)

    def _run(self, argv: tuple[str, ...], given: bytes) -> bytes:
        process = self._start(argv)
        try:
            talk = _Talk(process, given, argv)
            talk.hold(self._limits)
        finally:
            with self._lock:
                _kill(process.pid)
                self._running.discard(process.pid)
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
        if process.returncode:
            said = clean_line(talk.complaint.decode("utf-8", "replace").strip().rpartition("\n")[2], 200)
            reason = f"ended with {process.returncode}" + (f": {said}" if said else "")
            raise _fault(argv, "command", reason)
        return b"".join(talk.output)

    def _start(self, argv: tuple[str, ...]) -> subprocess.Popen[bytes]:
        try:
            with self._lock:
                pipe = subprocess.PIPE
                process = subprocess.Popen(
                    argv,
                    stdin=pipe,
                    stdout=pipe,
                    stderr=pipe,
                    cwd=self._folder,
                    start_new_session=True,
                    bufsize=0,
                )
                self._running.add(process.pid)
        except (OSError, ValueError) as error:
            reason = str(getattr(error, "strerror", None) or error).lower()
            raise _fault(argv, "command", f"cannot be started: {clean_line(reason, 200)}") from error
        return process


class _Talk:
    """One conversation with a program: its input goes in, its output and complaints come out."""

    def __init__(self, process: subprocess.Popen[bytes], given: bytes, argv: Sequence[str]) -> None:
        self.process, self.argv = process, argv
        self.rest = memoryview(given)
        self.output: list[bytes] = []
        self.complaint = b""
        self.size = 0
        self.selector = selectors.DefaultSelector()

    def hold(self, limits: Limits) -> None:
        """Talk until the program has closed its output or has ended. Raises FetchError beyond the limits."""
        deadline = time.monotonic() + limits.wall
        with self.selector:
            self._register()
            while self._is_open() and not self._has_ended():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise _fault(self.argv, "timeout", f"did not finish within {limits.wall:g} seconds")
                self._turn(min(left, 0.2))
                if self.size > limits.output:
                    raise _fault(self.argv, "too-large", f"wrote more than {limits.output // 1_000_000} MB")
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
            return
        raise _fault(self.argv, "timeout", f"did not finish within {limits.wall:g} seconds")

    def _register(self) -> None:
        process = self.process
        for pipe, event in (
            (process.stdout, selectors.EVENT_READ),
            (process.stderr, selectors.EVENT_READ),
            (process.stdin, selectors.EVENT_WRITE),
        ):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
                self.selector.register(pipe, event)

    def _is_open(self) -> bool:
        return any(key.fileobj is self.process.stdout for key in self.selector.get_map().values())

    def _has_ended(self) -> bool:
        """Whether the program is gone and all it wrote is read; its children may hold the pipe open."""
        return self.process.poll() is not None and not self._turn(0)

    def _turn(self, patience: float) -> bool:
        """Move what can be moved now; whether anything was."""
        ready = self.selector.select(patience)
        for key, _ in ready:
            pipe = key.fileobj
            if pipe is self.process.stdin:
                self._write(key.fd)
            elif piece := os.read(key.fd, STEP):
                self._keep(piece, complaint=pipe is self.process.stderr)
            else:
                self.selector.unregister(pipe)
        return bool(ready)

    def _keep(self, piece: bytes, *, complaint: bool) -> None:
        if complaint:
            self.complaint = (self.complaint + piece)[-_COMPLAINT:]
        else:
            self.output.append(piece)
            self.size += len(piece)

    def _write(self, descriptor: int) -> None:
        """Give the program more; one that does not want its input may still have something to say."""
        try:
            self.rest = self.rest[os.write(descriptor, self.rest[:STEP]) :] if self.rest else self.rest
        except BlockingIOError:
            return
        except BrokenPipeError:
            self.rest = self.rest[:0]
        if not self.rest and self.process.stdin is not None:
            self.selector.unregister(self.process.stdin)
            self.process.stdin.close()


def _kill(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _fault(argv: Sequence[str], kind: str, reason: str) -> FetchError:
    name = clean_line(argv[0], 100)
    return FetchError(f"{name} {reason}", subject=name, kind=kind)
