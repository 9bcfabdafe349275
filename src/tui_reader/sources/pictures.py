"""Pictures of articles, fetched when a reader asks for them: bounded in size, judged by their first bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tui_reader.errors import FetchError
from tui_reader.sources.http import Fetcher, Limits

LIMITS = Limits(wire=8_000_000, decoded=8_000_000, page_total=30.0)
MOST = 60
"""Pictures of one article."""
TOGETHER = 40_000_000
"""Bytes of all pictures of one article."""
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A picture as it came: its bytes, its kind by these, the ending of a file for it."""

    data: bytes
    media: str
    ending: str


def kind_of(data: bytes) -> tuple[str, str] | None:
    """(media type, ending) of a picture by its first bytes, None when it is none that is known."""
    for begin, media, ending in _BEGINNINGS:
        if data.startswith(begin):
            return media, ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", "webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif", "avif"
    return None


async def fetch(
    urls: Iterable[str],
    *,
    allowed: Iterable[str] = (),
    offline: bool = False,
    waits: Mapping[str, int] = MappingProxyType({}),
    told: Callable[[str], None] = lambda _: None,
) -> dict[str, Found]:
    """Address -> picture, of those that could be had; `told` hears a sentence about each of the others.

    `allowed` are the host:port of the configuration, which may be private; `waits` the origins that
    asked to be left alone, and until when.
    """
    found: dict[str, Found] = {}
    size = 0
    async with Fetcher(LIMITS, allowed=allowed, offline=offline, waits=waits, pictures=True) as fetcher:

        async def one(url: str) -> None:
            nonlocal size
            try:
                fetched = await fetcher.get(url, page=True)
            except FetchError as error:
                told(str(error))
                return
            kind = kind_of(fetched.body)
            size += len(fetched.body)
            if kind is not None and size <= TOGETHER:
                found[url] = Found(fetched.body, *kind)
            else:
                told(f"{fetched.url[:200]} is no picture" if kind is None else "the pictures are too large")

        wanted = [url for url in dict.fromkeys(urls) if url.startswith(("http://", "https://"))]
        await asyncio.gather(*(one(url) for url in wanted[:MOST]))
    return found
