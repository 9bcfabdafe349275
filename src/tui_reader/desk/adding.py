"""Adding a feed: from the address of a feed, or of any page, to the feeds it may mean.

Only asks; what is chosen is written into feeds.toml by `config.writing`. The screen does this in a process of
its own, see `seeking`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tui_reader.config import Config
from tui_reader.desk.refresh import named_origins
from tui_reader.desk.workshop import Workshop
from tui_reader.errors import FeedParseError, FetchError, TuiReaderError
from tui_reader.model.charset import page_text
from tui_reader.model.subscription import Candidate
from tui_reader.model.text import clean_line, clean_url
from tui_reader.sources import discover, feeds, site_rules
from tui_reader.sources.addresses import parse, redact
from tui_reader.sources.http import Fetched, Fetcher, Limits

MOST = 8
"""Feeds that are offered at most."""
Tell = Callable[[str], None]
NONE: Mapping[str, int] = MappingProxyType({})
"""No origin has asked to be left alone."""


@dataclass(frozen=True, slots=True)
class _Search:
    fetcher: Fetcher
    workshop: Workshop
    tell: Tell

    async def by_rule(self, *addresses: str) -> tuple[Candidate, ...]:
        """The feeds that the rules of sites give for one of these addresses of a page."""
        for places in filter(None, map(site_rules.site_feeds, dict.fromkeys(addresses))):
            self.tell("asking for the feeds that pages of this site have")
            if found := await self.all(places):
                return found
        return ()

    async def all(self, places: Iterable[str]) -> tuple[Candidate, ...]:
        """Those places that hold a feed, in their order, one a body."""
        answers = await asyncio.gather(*(self.one(place) for place in places))
        found: dict[str, Candidate] = {}
        for answer in answers:
            if answer is not None:
                found.setdefault(answer[0], answer[1])
        return tuple(found.values())[:MOST]

    async def first(self, places: Iterable[str]) -> tuple[Candidate, ...]:
        """The first place that holds a feed, one asked after the other: these are guesses."""
        for place in places:
            self.tell(f"is there a feed at {redact(place)} ?")
            answer = await self.one(place)
            if answer is not None:
                return (answer[1],)
        return ()

    async def one(self, place: str) -> tuple[str, Candidate] | None:
        """(hash of the body, the feed) at an address, if it holds one."""
        try:
            answer = await self.fetcher.get(place, page=True, typed=False)
            return answer.body_hash, await self.parsed(answer, answer.moved_to or place)
        except (FetchError, TuiReaderError):
            return None

    async def parsed(self, answer: Fetched, url: str) -> Candidate:
        """The feed that an answer holds. Raises FeedParseError."""
        parsed = await self.workshop.run(
            feeds.parse_feed, answer.body, url=answer.url, content_type=answer.content_type
        )
        newest = max((entry.published or 0 for entry in parsed.entries), default=0)
        return Candidate(clean_url(url), parsed.title, len(parsed.entries), _kind(answer.body), newest)


def address(typed: str) -> str:
    """What a person typed as an address; "" when it cannot be one of the web."""
    given = typed.strip().removeprefix("feed:").removeprefix("//")
    url = clean_url(given if "://" in given or ":" in given.split("/", 1)[0] else f"https://{given}")
    host, _, port = given.split("/", 1)[0].rpartition(":")
    if not url.lower().startswith(("http://", "https://")) and host and port.isdecimal():
        url = clean_url(f"https://{given}")
    return url if url.lower().startswith(("http://", "https://")) else ""


def find(
    config: Config,
    url: str,
    *,
    offline: bool = False,
    tell: Tell = lambda _: None,
    waits: Mapping[str, int] = NONE,
) -> tuple[Candidate, ...]:
    """The feeds that an address means, best first: itself, else the first of these that gives any:
    the rule of its site, what its page names, well-known places. `tell` hears what is being asked; `waits`
    are the origins that asked to be left alone, and until when.

    The order is that of Miniflux (`subscription/finder.go`).

    Raises FetchError when the address does not answer, FeedParseError when no feed is found.
    """
    return asyncio.run(_find(config, url, tell, waits, offline=offline))


def find_typed(
    config: Config,
    typed: str,
    *,
    offline: bool = False,
    tell: Tell = lambda _: None,
    waits: Mapping[str, int] = NONE,
) -> tuple[Candidate, ...]:
    """As `find`, for what a person typed: without a scheme https is tried first, then http.

    Raises FetchError `bad-url` also for what cannot be an address.
    """
    url = address(typed)
    if not url:
        words = f"expected an http or https address, got {clean_line(typed, 200)}"
        raise FetchError(words, subject=clean_line(typed, 200), kind="bad-url")
    try:
        return find(config, url, offline=offline, tell=tell, waits=waits)
    except FetchError as error:
        if error.kind not in {"tls", "connect"} or "://" in typed:
            raise
        tell("no secure connection; asking without")
        try:
            plain = f"http{url.removeprefix('https')}"
            return find(config, plain, offline=offline, tell=tell, waits=waits)
        except FetchError:
            raise error from None


async def _find(
    config: Config, url: str, tell: Tell, waits: Mapping[str, int], *, offline: bool
) -> tuple[Candidate, ...]:
    allowed = named_origins(config) | {parse(url).place}
    asked = Fetcher(allowed=allowed, offline=offline, waits=waits, gaps=config.gaps)
    async with Workshop() as workshop, asked as fetcher:
        search = _Search(fetcher, workshop, tell)
        tell(f"asking {redact(url)}")
        try:
            page = await fetcher.get(url)
        except FetchError:
            if found := await search.by_rule(url):
                return found
            raise
        try:
            return (await search.parsed(page, page.moved_to or url),)
        except FeedParseError:
            named, canonical = await workshop.run(_named, page)
        if found := await search.by_rule(url, page.url, canonical):
            return found
        tell(f"the page names {len(named)} feed{'s' * (len(named) != 1)}")
        if found := await search.all(named):
            return found
        guesses = Fetcher(Limits(redirects=0), allowed=allowed, waits=fetcher.waits, gaps=config.gaps)
        async with guesses as plain:
            if found := await _Search(plain, workshop, tell).first(site_rules.well_known(page.url)):
                return found
    raise FeedParseError(
        f"{redact(url)} is no feed, names none, and none was found beside it; "
        "look on the site for “RSS” or “Feed” and give that address",
        subject=redact(url),
    )


def _named(page: Fetched) -> tuple[tuple[str, ...], str]:
    """(the feeds that a page names, the address it calls its own)."""
    text = page_text(page.body, page.content_type)
    return discover.feeds(text, page.url), discover.canonical(text, page.url)


def _kind(body: bytes) -> str:
    """What a feed is written in, by its first element."""
    head = body[:4000].decode("utf-8", "replace").lower()
    for sign, kind in (("<rss", "RSS"), ("<feed", "Atom"), ("<rdf:rdf", "RDF"), (":feed", "Atom")):
        if sign in head:
            return kind
    return "JSON Feed" if clean_line(head).startswith("{") else ""
