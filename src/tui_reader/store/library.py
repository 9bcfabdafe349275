"""The library in lanes: immediate reads, searches that a newer one interrupts, looks that nothing interrupts,
and one writer.

A function handed in takes a connection first; a writing one runs in a transaction of its own. Nothing here
knows what the functions do.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from tui_reader.errors import StoreError
from tui_reader.store.connection import BUSY_SECONDS, open_store, store_errors, transaction

P = ParamSpec("P")
T = TypeVar("T")

_STEPS_BETWEEN_LOOKS = 20_000
"""Instructions of SQLite's machine, about a millisecond, after which a search looks whether it is still
wanted.
"""


class Superseded(StoreError):  # noqa: N818  # not a failure: the answer is no longer wanted
    """A newer search took this one's place; its answer is no longer wanted."""


class _Ticket:
    """One search: wanted until a newer one comes or its caller gives up."""

    def __init__(self) -> None:
        self.wanted = True


class Library:
    """The library file, open for one process. Close it, or use it as a context manager."""

    def __init__(self, path: Path, writer: sqlite3.Connection | None, busy_seconds: float) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._writer = writer
        self._reader = open_store(path, readonly=True, busy_seconds=busy_seconds)
        self._searcher: sqlite3.Connection | None = None
        self._looker: sqlite3.Connection | None = None
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._search_lane = ThreadPoolExecutor(1, thread_name_prefix="library-search")
        self._look_lane = ThreadPoolExecutor(1, thread_name_prefix="library-look")
        self._write_lane = ThreadPoolExecutor(1, thread_name_prefix="library-write")
        self._ticket = _Ticket()
        self._version = _data_version(writer or self._reader)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        readonly: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        upgrading: Callable[[int], None] = lambda _: None,
    ) -> Self:
        """Open the library, made or upgraded where needed. Raises what `connection.open_store` raises.

        `upgrading` is called with the size of the file, in bytes, before an older one is changed.
        """
        writer = None if readonly else open_store(path, busy_seconds=busy_seconds, upgrading=upgrading)
        try:
            return cls(path, writer, busy_seconds)
        except BaseException:
            if writer is not None:
                writer.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def readonly(self) -> bool:
        """Whether every write is refused."""
        return self._writer is None

    def read(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a quick read on the caller's thread: rows by id, counts. Raises StoreError."""
        with self._reading, store_errors(str(self.path)):
            return function(self._reader, *args, **kwargs)

    async def search(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a slow read on the search thread; the search before it, if still going, ends with Superseded.

        Cancelling the caller ends the search too. Raises StoreError.
        """
        self._ticket.wanted = False
        ticket = self._ticket = _Ticket()

        def job() -> T:
            return self._searched(ticket, lambda connection: function(connection, *args, **kwargs))

        try:
            return await asyncio.wrap_future(self._search_lane.submit(job))
        except asyncio.CancelledError:
            ticket.wanted = False
            raise

    async def look(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a slow read beside the searches, which neither ends them nor is ended by them; in turn with
        others of its kind. Raises StoreError.
        """

        def job() -> T:
            if self._looker is None:
                self._looker = open_store(self.path, readonly=True, busy_seconds=self._busy_seconds)
            with store_errors(str(self.path)):
                return function(self._looker, *args, **kwargs)

        return await asyncio.wrap_future(self._look_lane.submit(job))

    async def write(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a write on the writer thread, in a transaction; writes keep their order.

        A caller that is cancelled stops waiting; the write is done all the same. Raises StoreError.
        """

        def job() -> T:
            return self.write_now(function, *args, **kwargs)

        done: Future[T] = self._write_lane.submit(job)
        return await asyncio.shield(asyncio.wrap_future(done))

    def write_now(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a write on the caller's thread, in a transaction. Raises StoreError."""
        with self._writing:
            if self._writer is None:
                raise StoreError(f"the library {self.path} is read-only", subject=str(self.path))
            with store_errors(str(self.path)), transaction(self._writer) as connection:
                return function(connection, *args, **kwargs)

    def tend_now(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run upkeep on the caller's thread with the writer's connection, outside any transaction.

        Raises StoreError.
        """
        with self._writing:
            if self._writer is None:
                raise StoreError(f"the library {self.path} is read-only", subject=str(self.path))
            with store_errors(str(self.path)):
                return function(self._writer, *args, **kwargs)

    def changed(self) -> bool:
        """Whether another process has written since this was asked last. Never waits.

        While a write of our own is going on the answer is no; the next one tells.
        """
        if not self._writing.acquire(blocking=False):
            return False
        try:
            with store_errors(str(self.path)):
                version = _data_version(self._writer or self._reader)
        finally:
            self._writing.release()
        before, self._version = self._version, version
        return version != before

    def close(self) -> None:
        """Finish the writes, end the search, let SQLite tend its statistics, and close the file."""
        self._ticket.wanted = False
        for lane in (self._search_lane, self._look_lane, self._write_lane):
            lane.shutdown()
        for connection in (self._searcher, self._looker, self._reader):
            if connection is not None:
                connection.close()
        if self._writer is not None:
            _tend(self._writer)
            self._writer.close()

    def _searched(self, ticket: _Ticket, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run one search; the machine itself asks now and then whether it is still wanted.

        A progress handler rather than `interrupt()`, which would miss a search between two statements.
        """
        if not ticket.wanted:
            raise Superseded("a newer search took its place", subject=str(self.path))
        if self._searcher is None:
            self._searcher = open_store(self.path, readonly=True, busy_seconds=self._busy_seconds)
        self._searcher.set_progress_handler(lambda: not ticket.wanted, _STEPS_BETWEEN_LOOKS)
        try:
            with store_errors(str(self.path)):
                return function(self._searcher)
        except StoreError as error:
            if ticket.wanted:
                raise
            raise Superseded("a newer search took its place", subject=str(self.path)) from error


def _data_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _tend(connection: sqlite3.Connection) -> None:
    """Refresh the statistics of tables that have grown; a library that is busy or full can do without."""
    try:
        connection.execute("PRAGMA analysis_limit=400")
        connection.execute("PRAGMA optimize")
    except sqlite3.Error:
        return
