"""The rest of an article whose page was fetched: the pages on which it goes on, its copy for programs.

Polite: the page's own host only, one page after the other with a pause, ten at most, and the copy only when
the page itself holds little. Whatever fails is left out; the first page is always kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tui_reader.desk.workshop import Workshop
from tui_reader.errors import TuiReaderError
from tui_reader.model.addresses import host_of
from tui_reader.model.article import PagePart
from tui_reader.model.charset import page_text
from tui_reader.reading import onward
from tui_reader.sources.http import Fetched, Fetcher
from tui_reader.sources.pdf import is_pdf

PAGES = 10
"""Pages of one article, the first included."""
PAUSE = 0.5
"""Seconds between two pages of one site."""
FEW = 250
"""Words; a page with fewer may hold less than its copy."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Where an article goes on, by one of its pages; empty when nowhere."""

    following: str = ""
    copy: str = ""


async def rest(
    fetched: Fetched,
    fetcher: Fetcher,
    workshop: Workshop,
    *,
    pages: int = PAGES,
    copy: bool = True,
    told: Callable[[str], None] = lambda _: None,
) -> tuple[PagePart, ...]:
    """The parts beside the first page, in order. `told` hears what could not be had."""
    if is_pdf(fetched.body):
        return ()
    found: list[PagePart] = []
    try:
        ahead = await workshop.run(look, _text(fetched), fetched.url)
        await _following(fetched, ahead, fetcher, workshop, pages, found)
    except TuiReaderError as error:
        told(f"a part of the article could not be had: {error}")
        return tuple(found)
    if copy and ahead.copy and not found:
        # A copy is more than anybody promised: nobody is told when there is none.
        with suppress(TuiReaderError):
            found += await _copied(fetched, ahead.copy, fetcher)
    return tuple(found)


async def _following(
    first: Fetched,
    ahead: Onward,
    fetcher: Fetcher,
    workshop: Workshop,
    pages: int,
    found: list[PagePart],
) -> None:
    """Add the pages after the first to `found`, until one is missing, known, or another site's."""
    seen = {first.body_hash}
    while ahead.following and len(seen) < pages:
        await asyncio.sleep(PAUSE)
        page = await fetcher.get(ahead.following, page=True)
        if page.body_hash in seen or host_of(page.url) != host_of(first.url) or is_pdf(page.body):
            return
        seen.add(page.body_hash)
        found.append(PagePart("next", page.url, _text(page)))
        ahead = await workshop.run(look, found[-1].text, page.url)


async def _copied(first: Fetched, address: str, fetcher: Fetcher) -> list[PagePart]:
    await asyncio.sleep(PAUSE)
    answer = await fetcher.get(address, page=True)
    same = host_of(answer.url) == host_of(first.url)
    return [PagePart("copy", answer.url, _text(answer))] if same else []


def look(html: str, url: str) -> Onward:
    """In the killable process: where a page says that its article goes on, and a copy if one is wanted."""
    following = onward.next_page(html, url) or ""
    copy = "" if following else onward.machine_copy(html, url) or ""
    return Onward(following, copy if copy and _holds_little(html, url) else "")


def _holds_little(html: str, url: str) -> bool:
    from tui_reader.reading.page import read_page

    document = read_page(html, url=url, dated=False).document
    return bool(document.state) or document.bulk() < FEW


def _text(fetched: Fetched) -> str:
    return page_text(fetched.body, fetched.content_type)
