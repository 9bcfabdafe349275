"""Whose turn it is: no pause for most origins, one at a time for those that have asked for patience."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from typing import Any

import pytest

from tui_reader.errors import FetchError
from tui_reader.sources.addresses import parse
from tui_reader.sources.http import Fetcher
from tui_reader.sources.plan import DAY, WAITING
from tui_reader.sources.turns import CAREFUL, GAPS, Turns, gap_of

ADDRESS = parse("http://quay.example/feed")
NAME = "http://quay.example:80"


async def moments(server: Any, count: int, **options: Any) -> list[float]:
    """When so many requests reached the server."""
    seen: list[float] = []

    async def note(write: Any) -> None:
        seen.append(time.monotonic())
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    for number in range(count):
        server.routes[f"/{number}"] = note
    async with Fetcher(**options) as fetcher:
        await asyncio.gather(*(fetcher.get(server.url(f"/{number}")) for number in range(count)))
    return seen


async def test_a_site_with_a_gap_is_asked_one_after_the_other(server: Any) -> None:
    seen = await moments(server, 3, gaps={"127.0.0.1": 1})
    assert all(later - earlier > 0.9 for earlier, later in pairwise(seen))
    assert server.most_open == 1


async def test_who_asked_for_patience_a_while_ago_is_asked_with_care(server: Any) -> None:
    waits = {f"http://127.0.0.1:{server.port}": int(time.time()) - 100}
    seen = await moments(server, 2, waits=waits)
    assert seen[1] - seen[0] > CAREFUL * 0.9


@pytest.mark.parametrize("past", [DAY + 10, -100])
async def test_neither_long_after_nor_before_is_there_a_pause(past: int) -> None:
    """What is still to come is no matter of turns: such an origin is not asked at all."""
    turns = Turns(64, 2, waits={NAME: 1_000_000 - past}, now=lambda: 1_000_000.0, tick=lambda: 5.0)
    for _ in range(100):
        async with turns.turn(ADDRESS, NAME):
            pass


async def test_what_would_wait_longer_than_a_minute_is_put_off() -> None:
    turns = Turns(64, 2, gaps={"quay.example": 61}, tick=lambda: 5.0)
    async with turns.turn(ADDRESS, NAME):
        pass
    with pytest.raises(
        FetchError, match="is asked once in 61 seconds; the turn of this one is later"
    ) as told:
        async with turns.turn(ADDRESS, NAME):
            pass
    assert (told.value.kind, told.value.retry_after) == (WAITING, 61)


async def test_of_all_origins_together_no_more_are_asked_at_once_than_there_are_places() -> None:
    turns, held, most = Turns(5, 2), 0, 0

    async def one(number: int) -> None:
        nonlocal held, most
        async with turns.turn(parse(f"http://q{number}.example/f"), f"http://q{number}.example:80"):
            held += 1
            most = max(most, held)
            await asyncio.sleep(0)
            held -= 1

    await asyncio.gather(*(one(number % 20) for number in range(60)))
    assert most == 5


async def test_one_that_stands_in_line_takes_no_place_of_others() -> None:
    turns = Turns(1, 2, gaps={"quay.example": 30}, tick=lambda: 5.0)
    async with turns.turn(ADDRESS, NAME):
        pass
    other = parse("http://pier.example/feed")

    async def second() -> None:
        async with turns.turn(ADDRESS, NAME):
            pass

    standing = asyncio.create_task(second())
    await asyncio.sleep(0)
    async with asyncio.timeout(1), turns.turn(other, "http://pier.example:80"):
        pass
    standing.cancel()


@pytest.mark.parametrize(
    ("host", "gap"),
    [
        ("www.reddit.com", GAPS["reddit.com"]),
        ("notreddit.com", 0),
        ("old.reddit.com", 3),
        ("quay.example", 7),
        ("news.quay.example", 2),
    ],
)
def test_the_configuration_goes_before_what_is_known(host: str, gap: int) -> None:
    assert gap_of(host, {"old.reddit.com": 3, "quay.example": 7, "news.quay.example": 2}) == gap
