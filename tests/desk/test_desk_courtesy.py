"""Whoever asks the web knows who wants to be left alone: pages, what is saved, feeds that are looked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk import adding, courtesy, saving
from tui_reader.errors import FetchError
from tui_reader.sources.plan import WAITING
from tui_reader.store import feeds
from tui_reader.store.library import Library

NOW = 1_790_000_000


class Busy:
    """Asks everybody to come back in ten minutes."""

    url = ""
    asked = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.asked += 1
        writer.write(
            b"HTTP/1.1 429 Busy\r\nRetry-After: 600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        await writer.drain()
        writer.close()


@pytest.fixture
async def busy() -> AsyncIterator[Busy]:
    server = Busy()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/a"
    yield server
    listening.close()
    await listening.wait_closed()


@pytest.mark.parametrize(("later", "asked"), [(60, 1), (700, 2)])
async def test_what_an_origin_asked_of_one_holds_for_the_next(
    busy: Busy, tmp_path: Path, later: int, asked: int
) -> None:
    config = Config(tmp_path / "feeds.toml")
    with Library.open(tmp_path / "store.db") as library:
        for now in (NOW, NOW + later):
            async with courtesy.asking(config, library, partial(int, now)) as fetcher:
                with pytest.raises(FetchError):
                    await fetcher.get(busy.url)
    assert busy.asked == asked


async def test_saving_asks_nobody_who_wants_to_be_left_alone(busy: Busy, tmp_path: Path) -> None:
    config = Config(tmp_path / "feeds.toml")
    with Library.open(tmp_path / "store.db") as library:
        for now in (NOW, NOW + 60):
            (row,) = await asyncio.to_thread(saving.save, config, library, [busy.url], now)
        assert library.read(feeds.origin_waits, NOW)
    assert "asked us to wait until" in str(row.data["error"])
    assert busy.asked == 1


async def test_a_feed_is_not_looked_for_before_the_time(busy: Busy, tmp_path: Path) -> None:
    waits = {busy.url.removesuffix("/a"): int(time.time()) + 600}
    with pytest.raises(FetchError) as told:
        await asyncio.to_thread(adding.find, Config(tmp_path / "feeds.toml"), busy.url, waits=waits)
    assert (told.value.kind, busy.asked) == (WAITING, 0)
