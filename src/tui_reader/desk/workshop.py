"""Workshop: a process that can be killed, for parsers that hang, crash or eat memory on hostile input.

One job is one call of a module-level function with picklable arguments. A job that runs out of time or memory
ends alone; the next one gets a fresh process.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures import TimeoutError as JobTimeoutError
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from tui_reader.desk import lifetime
from tui_reader.errors import ReadingError

if TYPE_CHECKING:
    from pebble import ProcessPool

P = ParamSpec("P")
R = TypeVar("R")

WALL = 20.0
"""Seconds a job may take, its wait for a free process not counted."""
CPU = 20
"""CPU seconds a job may take."""
MEMORY = 1 << 30
"""Bytes of address space a worker may have."""
JOBS_A_PROCESS = 2000
PIPE = 1 << 20
"""Bytes on their way to a process, or back, before the sender waits."""


class Workshop:
    """An async context manager round one killable pool; the process starts with the first job."""

    def __init__(self, processes: int = 1, *, wall: float = WALL) -> None:
        self.wall = wall
        self._processes = processes
        self._pool: ProcessPool | None = None
        self._closed = False
        self._under_way: set[Future[Any]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End the processes; jobs under way are killed."""
        self._closed = True
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
        # The pool forgets a job that was on its way to a process when it was stopped.
        for future in tuple(self._under_way):
            future.cancel()

    def start(self, job: Callable[[], None]) -> None:
        """Start the processes and let each do this first; nobody waits for it."""
        if self._pool is None:
            self._pool = _pool(self._processes)
        for _ in range(self._processes):
            self._pool.schedule(job, timeout=self.wall)

    async def run(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do a job elsewhere. Raises what it raises, or ReadingError when it hangs or dies."""
        from pebble import ProcessExpired

        if self._pool is None:
            self._pool = _pool(self._processes)
        future = self._pool.schedule(_limited, args=(job, *args), kwargs=kwargs, timeout=self.wall)
        self._under_way.add(future)
        future.add_done_callback(self._under_way.discard)
        try:
            result: R = await asyncio.wrap_future(future)
        except JobTimeoutError:
            raise ReadingError(f"gave up after {self.wall:.0f} s: the input makes the parser hang") from None
        except ProcessExpired as error:
            raise ReadingError(f"the parser died on this input (exit {error.exitcode})") from None
        except BrokenExecutor:
            self._mend()
            raise ReadingError("the parser died on this input") from None
        except MemoryError:
            raise ReadingError("the parser ran out of memory on this input") from None
        except RecursionError:
            raise ReadingError("the input is nested too deeply") from None
        return result

    def _mend(self) -> None:
        """Replace a pool that a dying worker has broken."""
        if not self._closed and self._pool is not None:
            self._pool.stop()
            self._pool = _pool(self._processes)

    def run_now(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The same for callers without an event loop."""
        return asyncio.run(self.run(job, *args, **kwargs))


def _pool(processes: int) -> ProcessPool:
    from multiprocessing.context import SpawnContext

    from pebble import ProcessPool

    class Wide(SpawnContext):
        """Pipes that hold a whole feed: with 64 kB, writer and reader would wake each other all the time."""

        def Pipe(self, duplex: bool = True) -> tuple[Any, Any]:  # noqa: N802 -- multiprocessing's name
            ends = super().Pipe(duplex)
            with suppress(AttributeError, OSError):  # Linux alone, and within the user's allowance
                fcntl.fcntl(ends[1].fileno(), fcntl.F_SETPIPE_SZ, PIPE)
            return ends

    return ProcessPool(
        max_workers=processes,
        max_tasks=JOBS_A_PROCESS,
        initializer=_settle,
        context=Wide(),
    )


def _settle() -> None:
    """In the worker: no terminal, no interrupts, gone with its parent, bounded memory."""
    lifetime.end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard)
    )


def _limited(job: Callable[..., R], *args: object, **kwargs: object) -> R:
    """Run a job under a CPU limit counted from now."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU, hard))
    return job(*args, **kwargs)
