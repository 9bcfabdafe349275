"""Starts and ends the worker processes of the screen (door, language worker) and reads their events.

The workers run the program's own verbs with pipes for standard input and output; closing their standard
input ends them, so that no worker outlives the screen, however it ends.
"""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path

from tui_reader.desk import wire
from tui_reader.model.events import Event, Finished, Notice, Resting

LINE_LIMIT = 1 << 20
PATIENCE = 2.0
"""Seconds a worker gets to end by itself."""
RESTARTS = 3
"""How often a language worker that died is started again."""


class Workers:
    """The workers of one screen: the door, the language worker, short errands.

    `program` is the argv that runs this program with its global options.
    """

    def __init__(self, program: Sequence[str], log: Path, on_event: Callable[[Event], None]) -> None:
        self.program = tuple(program)
        self.log = log
        self.on_event = on_event
        self._door: Process | None = None
        self._language: Process | None = None
        self._others: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starts = 0
        self._sent = 0
        self._starting: set[asyncio.Task[Process]] = set()
        self._busy = False
        self._reviving = False
        self._waiting: list[dict[str, object]] = []
        self._stopping = False

    @property
    def fetching(self) -> bool:
        """Whether the door is at work."""
        return self._busy

    @property
    def analysing(self) -> bool:
        """Whether the language worker is there."""
        return self._language is not None

    async def refresh(self, *args: str) -> bool:
        """Run `fetch` with these arguments; False when one is already running."""
        if self._busy or self._stopping:
            return False
        self._busy = True
        self._spawn(self._run_door(args))
        return True

    async def also(self, *args: str) -> None:
        """Run another verb that reports events, beside a refresh and beside others of its kind."""
        if not self._stopping:
            self._spawn(self._run_other(args))

    async def look_at(self, article_ids: Sequence[int]) -> None:
        """Ask the language worker for these articles first; starts it when it is not running."""
        self._order({"first": list(article_ids)})

    async def more(self) -> None:
        """Tell the language worker that there may be new articles."""
        self._order({"more": True})

    async def stop(self) -> None:
        """End all workers, kindly first; returns when they are gone."""
        self._stopping = True
        await asyncio.gather(*self._starting, return_exceptions=True)
        running = [process for process in (self._door, self._language, *self._others) if process is not None]
        await asyncio.gather(*(self._end(process) for process in running))
        for task in tuple(self._tasks):
            task.cancel()

    async def _start(self, *args: str) -> Process:
        with self.log.open("ab") as log:
            start = asyncio.create_task(
                asyncio.create_subprocess_exec(
                    *self.program, *args, stdin=PIPE, stdout=PIPE, stderr=log, limit=LINE_LIMIT
                )
            )
            self._starting.add(start)
            start.add_done_callback(self._starting.discard)
            return await asyncio.shield(start)

    def _order(self, order: dict[str, object]) -> None:
        """Send an order, or keep it until the language worker is up."""
        if self._language is not None:
            self._tell(self._language, order)
            return
        self._waiting.append(order)
        if not self._reviving and not self._stopping and self._starts <= RESTARTS:
            self._reviving = True
            self._starts += 1
            self._spawn(self._run_language())

    def _tell(self, process: Process, order: dict[str, object]) -> None:
        self._sent += 1
        if process.stdin is not None:
            with suppress(ConnectionError, RuntimeError):
                process.stdin.write(json.dumps(order).encode() + b"\n")

    async def _run_door(self, args: Sequence[str]) -> None:
        self._door = await self._start("fetch", "--events", *args)
        finished = await self._relay(self._door)
        self._door = None
        self._busy = False
        if not finished and not self._stopping:
            self.on_event(Finished("fetch", message=f"the refresh ended early; see {self.log}"))

    async def _run_other(self, args: Sequence[str]) -> None:
        process = await self._start(*args)
        self._others.add(process)
        finished = await self._relay(process)
        self._others.discard(process)
        if not finished and not self._stopping:
            self.on_event(Finished(args[0], failed=1, message=f"{args[0]} ended early; see {self.log}"))

    async def _run_language(self) -> None:
        process = self._language = await self._start("analyse", "--serve")
        self._reviving = False
        self._sent = 0
        orders, self._waiting = self._waiting, []
        for order in orders:
            self._tell(process, order)
        await self._relay(process)
        self._others.discard(process)
        if self._language is not process:
            return
        self._language = None
        if not self._stopping:
            self.on_event(Notice(f"the language worker ended; see {self.log}", "warning"))

    async def _relay(self, process: Process) -> bool:
        """Pass events on until the worker is gone; whether it said that it had finished."""
        finished = False
        if process.stdout is None:
            return False
        async for line in process.stdout:
            event = wire.decode(line)
            if isinstance(event, Resting):
                self._let_go(process, event.orders)
            elif event is not None:
                finished = finished or isinstance(event, Finished)
                self.on_event(event)
        await process.wait()
        return finished

    def _let_go(self, process: Process, orders: int) -> None:
        """End a language worker that has nothing to do; the next order starts another one."""
        if process is self._language and orders == self._sent and process.stdin is not None:
            self._language = None
            self._starts = 0
            self._others.add(process)
            process.stdin.close()

    async def _end(self, process: Process) -> None:
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
