"""Asks the web as the library knows it must be asked: who wants to be left alone is, whoever asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tui_reader.config import Config
from tui_reader.desk.refresh import named_origins
from tui_reader.sources.http import Fetcher
from tui_reader.store import feeds
from tui_reader.store.library import Library


@asynccontextmanager
async def asking(
    config: Config, library: Library, now: Callable[[], int], *, offline: bool = False
) -> AsyncIterator[Fetcher]:
    """A fetcher that knows what origins have asked for; what they ask for now is kept at the end."""
    waits = library.read(feeds.origin_waits, now())
    fetcher = Fetcher(
        allowed=named_origins(config), offline=offline, waits=waits, clock=now, gaps=config.gaps
    )
    async with fetcher:
        try:
            yield fetcher
        finally:
            if fetcher.waits != waits:
                await library.write(feeds.keep_waits, fetcher.waits, now())
