"""libcurl on the event loop, and a server that keeps silent, dawdles, or drops what it had kept open."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tui_reader.errors import FetchError
from tui_reader.sources.http import Fetched, Fetcher, Limits

MANY = Limits(per_origin=6)
KEPT = 6
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"


async def keep_open(fetcher: Fetcher, server: Any) -> None:
    """Leave six connections open behind six requests made at the same time."""
    together = asyncio.Barrier(KEPT)

    async def meets(write: Any) -> None:
        await together.wait()
        await write(HEAD + b"<rss/>")

    server.routes["/kept"] = meets
    server.stays_open.add("/kept")
    await asyncio.gather(*(fetcher.get(server.url("/kept")) for _ in range(KEPT)))


async def fetch_within(url: str, **limits: float) -> Fetched:
    async with Fetcher(Limits(**limits)) as fetcher:  # type: ignore[arg-type]
        return await fetcher.get(url)


async def test_who_takes_the_request_and_says_nothing_is_given_up_after_its_patience(server: Any) -> None:
    async def silent(_write: Any) -> None:
        await asyncio.sleep(60)

    server.routes["/f"] = silent
    with pytest.raises(FetchError) as caught:
        await fetch_within(server.url("/f"), read=0.2, feed_total=10)
    assert caught.value.kind == "timeout"
    assert "does not answer" in str(caught.value)


async def test_who_falls_silent_in_the_middle_is_given_up_as_well(server: Any) -> None:
    async def stops(write: Any) -> None:
        await write(HEAD + b"<r")
        await asyncio.sleep(60)

    server.routes["/f"] = stops
    with pytest.raises(FetchError) as caught:
        await fetch_within(server.url("/f"), read=0.2, feed_total=10)
    assert "does not answer" in str(caught.value)


async def test_who_goes_on_sending_may_take_longer_than_the_patience_for_silence(server: Any) -> None:
    async def dawdles(write: Any) -> None:
        await write(HEAD)
        for letter in b"<rss/>":
            await asyncio.sleep(0.2)
            await write(bytes([letter]))

    server.routes["/f"] = dawdles
    assert (await fetch_within(server.url("/f"), read=0.9, feed_total=10)).body == b"<rss/>"


async def test_a_request_that_every_kept_connection_drops_is_made_twice_and_no_more(server: Any) -> None:
    async def drops(_write: Any) -> None:
        return

    async with Fetcher(MANY) as fetcher:
        await keep_open(fetcher, server)
        server.routes["/f"] = drops
        with pytest.raises(FetchError) as caught:
            await fetcher.get(server.url("/f"))
    assert caught.value.kind == "network"
    assert [asked.path for asked in server.asked].count("/f") == 2


async def test_the_second_time_it_goes_over_a_new_connection(server: Any) -> None:
    before: list[int] = []

    async def drops_what_it_kept(write: Any) -> None:
        before.append(server.connections)
        if server.connections > KEPT:
            await write(HEAD + b"<rss/>")

    async with Fetcher(MANY) as fetcher:
        await keep_open(fetcher, server)
        server.routes["/f"] = drops_what_it_kept
        got = await fetcher.get(server.url("/f"))
    assert got.body == b"<rss/>"
    assert before == [KEPT, KEPT + 1]
