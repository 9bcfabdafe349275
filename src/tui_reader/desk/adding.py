"""Adding a feed: from the address of a feed, or of any page, to the feeds it may mean.

Only asks; what is chosen is written into feeds.toml by `config.writing`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from tui_reader.config import Config
from tui_reader.desk.refresh import named_origins
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FeedParseError, FetchError, TuiReaderError
from tui_reader.model.charset import page_text
from tui_reader.model.text import clean_url
from tui_reader.sources import discover, feeds, site_rules
from tui_reader.sources.addresses import redact
from tui_reader.sources.http import Fetched, Fetcher

MOST = 8
"""Feeds that are offered at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that answered."""

    url: str
    title: str
    entries: int


def find(config: Config, url: str, *, offline: bool = False) -> tuple[Candidate, ...]:
    """The feeds that an address means, best first: itself, else the first of these that gives any:
    the rule of its site, what its page names, well-known places.

    Raises FetchError when the address does not answer, FeedParseError when no feed is found.
    """
    return asyncio.run(_find(config, url, offline=offline))


async def _find(config: Config, url: str, *, offline: bool) -> tuple[Candidate, ...]:
    async with Workshop() as workshop, Fetcher(allowed=named_origins(config), offline=offline) as fetcher:
        by_rule = site_rules.site_feeds(url)
        if by_rule and (found := await _all(by_rule, fetcher, workshop)):
            return found
        page = await fetcher.get(url)
        try:
            return (await _parsed(page, page.moved_to or url, workshop),)
        except FeedParseError:
            named = await workshop.run(_named, page)
        for places in (named, site_rules.well_known(page.url)):
            if found := await _all(places, fetcher, workshop):
                return found
    raise FeedParseError(
        f"{redact(url)} is no feed, names none, and none was found beside it", subject=redact(url)
    )


async def _all(places: Iterable[str], fetcher: Fetcher, workshop: Workshop) -> tuple[Candidate, ...]:
    """Those places that hold a feed, in their order, one a body."""
    found: dict[str, Candidate] = {}
    for place in places:
        try:
            answer = await fetcher.get(place, page=True, typed=False)
            if answer.body_hash not in found:
                found[answer.body_hash] = await _parsed(answer, answer.moved_to or place, workshop)
        except (FetchError, TuiReaderError):
            continue
        if len(found) == MOST:
            break
    return tuple(found.values())


async def _parsed(answer: Fetched, url: str, workshop: Workshop) -> Candidate:
    parsed = await workshop.run(
        feeds.parse_feed, answer.body, url=answer.url, content_type=answer.content_type
    )
    return Candidate(clean_url(url), parsed.title, len(parsed.entries))


def _named(page: Fetched) -> tuple[str, ...]:
    return discover.feeds(page_text(page.body, page.content_type), page.url)
