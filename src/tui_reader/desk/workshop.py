"""Workshop: processes that can be killed, for parsers that hang, crash or eat memory on hostile input.

One job is one call of a module-level function with picklable arguments. A job that runs out of time or memory
ends alone; the next one gets a fresh process.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from tui_reader.errors import ReadingError

if TYPE_CHECKING:
    from tui_reader.desk.hands import Hand, Job

P = ParamSpec("P")
R = TypeVar("R")

WALL = 20.0
"""Seconds a job may take, its wait for a free process not counted."""
JOBS_A_PROCESS = 2000
AHEAD = 2
"""Jobs given to one process, so that the next lies ready where the last one ends."""


class Workshop:
    """An async context manager round a few processes; the first starts with the first job.

    Used by one event loop at a time.
    """

    def __init__(self, processes: int = 1, *, wall: float = WALL) -> None:
        self.wall = wall
        self._processes = processes
        self._closed = False
        self._hands: list[Hand] = []
        self._waiting: deque[Job] = deque()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; jobs under way are cancelled."""
        self._closed = True
        hands, self._hands = self._hands, []
        for hand in hands:
            hand.end()
        while self._waiting:
            self._waiting.popleft().done.cancel()

    def start(self, job: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Start the processes and let each do this first; nobody waits for it."""
        from tui_reader.desk.hands import Job

        loop = asyncio.get_running_loop()
        while len(self._hands) < self._processes:
            hand = self._hired()
            first = Job((job, args, kwargs), loop.create_future())
            first.done.add_done_callback(_forget)
            hand.give(first)

    async def run(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do a job elsewhere. Raises what it raises, or ReadingError when it hangs or dies."""
        from tui_reader.desk.hands import Job

        if self._closed:
            raise ReadingError("the parsers have been ended")
        work = Job((job, args, kwargs), asyncio.get_running_loop().create_future())
        self._waiting.append(work)
        try:
            self._deal()
            result: R = await work.done
        except asyncio.CancelledError:
            self._leave(work)
            raise
        except MemoryError:
            raise ReadingError("the parser ran out of memory on this input") from None
        except RecursionError:
            raise ReadingError("the input is nested too deeply") from None
        return result

    def run_now(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The same for callers without an event loop."""
        return asyncio.run(self.run(job, *args, **kwargs))

    def _deal(self) -> None:
        """Give what waits to those who have least to do."""
        while self._waiting and not self._closed:
            hand = self._next()
            if hand is None:
                return
            work = self._waiting.popleft()
            if work.done.done():
                continue
            try:
                hand.give(work)
            except Exception as error:  # noqa: BLE001 - what cannot be handed over is its caller's fault alone
                work.done.set_exception(error)

    def _next(self) -> Hand | None:
        """Who takes the next job; None when all have enough."""
        for hand in self._hands[:]:
            if not hand.jobs and (hand.given >= JOBS_A_PROCESS or not hand.lives):
                hand.end()
                self._hands.remove(hand)
        able = [hand for hand in self._hands if hand.given < JOBS_A_PROCESS]
        free = min(able, key=lambda hand: len(hand.jobs), default=None)
        if (free is None or free.jobs) and len(self._hands) < self._processes:
            return self._hired()
        return free if free is not None and len(free.jobs) < AHEAD else None

    def _hired(self) -> Hand:
        from tui_reader.desk.hands import Hand

        hand = Hand(self.wall, self._deal, self._lost)
        self._hands.append(hand)
        return hand

    def _lost(self, hand: Hand, undone: list[Job]) -> None:
        """A process has ended: what it had been given besides goes to another."""
        if hand in self._hands:
            self._hands.remove(hand)
        self._waiting.extendleft(reversed(undone))
        self._deal()

    def _leave(self, work: Job) -> None:
        """Nobody waits for a job any more: the process that has it is ended, unless it has others to do
        first.
        """
        if work in self._waiting:
            self._waiting.remove(work)
        for hand in self._hands:
            if hand.jobs and hand.jobs[0] is work:
                hand.jobs.popleft()
                undone = list(hand.jobs)
                hand.jobs.clear()
                hand.end()
                self._lost(hand, undone)
                return


def _forget(future: asyncio.Future[Any]) -> None:
    """Take note of what became of a job that nobody waits for."""
    if not future.cancelled():
        future.exception()
