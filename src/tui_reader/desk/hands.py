"""One process of a workshop as seen from outside: given jobs, it answers them in turn, or is killed.

Everything happens on the event loop of whoever waits; a process that nobody waits for is not looked at.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tui_reader.desk.workbench import SIZE
from tui_reader.errors import ReadingError

PIECE = 1 << 20
"""Bytes read at once."""
_START = """import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
import sys
sys.path[:] = {path!r}
from tui_reader.desk.workbench import main
main({descriptor})"""


@dataclass(slots=True, eq=False)
class Job:
    """A call to be made elsewhere, and what becomes of it."""

    call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
    done: asyncio.Future[Any]


class Hand:
    """One process. `freed` is called when it can take another job, `lost` with the jobs that it leaves undone
    when it ends.
    """

    def __init__(
        self, wall: float, freed: Callable[[], None], lost: Callable[[Hand, list[Job]], None]
    ) -> None:
        self.jobs: deque[Job] = deque()
        """What it has been given and has not answered."""
        self.given = 0
        self._wall, self._freed, self._lost = wall, freed, lost
        self._line, theirs = socket.socketpair()
        self._line.setblocking(False)
        with theirs:
            start = _START.format(path=sys.path, descriptor=theirs.fileno())
            self._process = subprocess.Popen([sys.executable, "-c", start], pass_fds=[theirs.fileno()])
        self._out, self._in = bytearray(), bytearray()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._limit: asyncio.TimerHandle | None = None

    @property
    def lives(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def give(self, job: Job) -> None:
        """Hand over a job; it is done after those given before. Raises what pickling its call raises."""
        parcel = pickle.dumps(job.call, pickle.HIGHEST_PROTOCOL)
        self.jobs.append(job)
        self.given += 1
        self._out += SIZE.pack(len(parcel))
        self._out += parcel
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._line, self._read)
            self._begin()
        self._write()

    def end(self) -> None:
        """Kill the process; its jobs are cancelled."""
        self._process.kill()
        self._process.wait()
        loop, jobs = self._loop, [job for job in self.jobs if not job.done.done()]
        self.jobs.clear()
        self._rest()
        self._line.close()
        for job in jobs:
            if loop is not None and not loop.is_closed():
                job.done.cancel()

    def _begin(self) -> None:
        """The clock of the job that is next."""
        assert self._loop is not None
        self._limit = self._loop.call_later(self._wall, self._late)

    def _rest(self) -> None:
        """Nothing to wait for."""
        if self._limit is not None:
            self._limit.cancel()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._line)
            self._loop.remove_writer(self._line)
        self._loop = self._limit = None

    def _write(self) -> None:
        """Send what the socket takes, the rest later."""
        assert self._loop is not None
        try:
            while self._out:
                del self._out[: self._line.send(memoryview(self._out)[:PIECE])]
        except BlockingIOError:
            self._loop.add_writer(self._line, self._write)
        except OSError:
            self._out.clear()  # it has gone, as reading tells
            self._loop.remove_writer(self._line)
        else:
            self._loop.remove_writer(self._line)

    def _read(self) -> None:
        """Take what has come; an answer, when it is whole."""
        try:
            piece = self._line.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._gone()
            return
        self._in += piece
        while self.jobs and len(self._in) >= SIZE.size:
            end = SIZE.size + SIZE.unpack_from(self._in)[0]
            if len(self._in) < end:
                return
            with memoryview(self._in) as view:
                good, value = pickle.loads(view[SIZE.size : end])  # noqa: S301 - from our own process
            del self._in[:end]
            self._answered(good, value)

    def _answered(self, good: bool, value: Any) -> None:
        job = self.jobs.popleft()
        if self._limit is not None:
            self._limit.cancel()
        if self.jobs:
            self._begin()
        else:
            self._rest()
        _settle(job, None if good else value, value)
        self._freed()

    def _late(self) -> None:
        """The job takes too long."""
        self._fail(f"gave up after {self._wall:.0f} s: the input makes the parser hang")

    def _gone(self) -> None:
        """The process has ended by itself."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        self._fail(f"the parser died on this input (exit {self._process.returncode})")

    def _fail(self, sentence: str) -> None:
        """End with the job under way; those behind it are somebody else's."""
        job, *others = self.jobs
        self.jobs.clear()
        self.end()
        _settle(job, ReadingError(sentence))
        self._lost(self, others)


def _settle(job: Job, error: BaseException | None, value: Any = None) -> None:
    """Tell whoever waits, unless nobody does any more."""
    if job.done.done():
        return
    if error is not None:
        job.done.set_exception(error)
    else:
        job.done.set_result(value)
