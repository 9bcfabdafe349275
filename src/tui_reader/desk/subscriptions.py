"""Subscriptions: feeds added, switched off, moved and taken out while the reader is open, each undone by `U`.

The file is edited here and taken in elsewhere: whoever calls reads the configuration again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tui_reader.config import editing, writing
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.subscription import Subscription
from tui_reader.store import feeds, steps
from tui_reader.store.library import Library

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Change:
    words: str
    forth: Work
    back: Work
    after: int
    """The latest step of the library when this was done: a later one is undone first."""


class Subscriptions:
    """Edits feeds.toml on a thread. Remembers its changes until the program ends."""

    def __init__(self, desk: Newsdesk) -> None:
        self._desk = desk
        self._done: list[_Change] = []
        self._undone: list[_Change] = []

    def knows(self, url: str) -> bool:
        """Whether feeds.toml names this address already, in whatever spelling."""
        return not writing.missing(self._desk.config, [Subscription(url)])

    def folders(self) -> tuple[str, ...]:
        """The folders that sources are in, in the order of the file."""
        return tuple(dict.fromkeys(spec.folder for spec in self._desk.config.sources if spec.folder))

    async def add(self, feed: Subscription, name: str) -> bool:
        """Write a feed into the file; False when it is there. Raises ConfigError."""
        if self.knows(feed.url):
            return False
        await self._do(
            f"{name} added",
            partial(writing.add, self._path, [feed]),
            partial(editing.remove, self._path, feed.url),
        )
        return True

    async def enable(self, key: str, name: str, *, on: bool) -> None:
        """Have a feed fetched again, or no longer. Raises ConfigError."""
        await self._do(
            f"{name} switched {'on' if on else 'off'}",
            partial(self._enable, key, on=on),
            partial(self._enable, key, on=not on),
        )

    async def move(self, key: str, url: str, name: str) -> None:
        """Take the address that a feed says it has moved to; its articles go with it. Raises ConfigError."""
        await self._do(f"{name} moved", partial(self._move, key, url), partial(self._move, url, key))

    async def undo(self) -> str:
        """Take the last change back, when nothing was done in the library since; its words, else "".

        Raises ConfigError.
        """
        latest, _ = self._desk.library.read(steps.ends)
        if not self._done or latest > self._done[-1].after:
            return ""
        change = self._done[-1]
        await asyncio.to_thread(change.back)
        self._undone.append(self._done.pop())
        return change.words

    async def redo(self) -> str:
        """Do once more what was undone last, when it was a change of ours; its words, else ""."""
        latest, following = self._desk.library.read(steps.ends)
        self._undone = [change for change in self._undone if latest <= change.after]
        if not self._undone or 0 < following <= self._undone[-1].after:
            return ""
        change = self._undone[-1]
        await asyncio.to_thread(change.forth)
        self._done.append(self._undone.pop())
        return change.words

    @property
    def _path(self) -> Path:
        return self._desk.config.path

    async def _do(self, words: str, forth: Work, back: Work) -> None:
        await asyncio.to_thread(forth)
        latest, _ = self._desk.library.read(steps.ends)
        self._done.append(_Change(words, forth, back, latest))
        self._undone.clear()

    def _enable(self, key: str, *, on: bool) -> None:
        editing.enable(self._path, key, on=on)
        if not on:
            self._desk.library.write_now(feeds.forget_error, key)

    def _move(self, key: str, url: str) -> None:
        move(self._path, self._desk.library, key, url)


def move(path: Path, library: Library, key: str, url: str) -> None:
    """Give a feed another address, in the library and in feeds.toml; its articles go with it.

    The library first: the file may be read by another process as soon as it is written. Raises ConfigError;
    then all is as it was.
    """
    moved = library.write_now(feeds.readdress, key, url)
    try:
        editing.move(path, key, url)
    except BaseException:
        if moved:
            library.write_now(feeds.readdress, url, key)
        raise
