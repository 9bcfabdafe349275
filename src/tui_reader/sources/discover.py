"""A web page where a feed was expected: which feeds does it name? Pure; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tui_reader.model.text import clean_url
from tui_reader.sources.addresses import joined

LOOK = 300_000
"""How many characters of a page are looked at."""
MOST = 10
_CHANNELS = re.compile(r"https?://(?:[\w-]+\.)?youtube\.com/")
_CHANNEL = re.compile(r"UC[\w-]{22}")
_CHANNEL_PAGE = "https://www.youtube.com/channel/"
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml"}
)


def feeds(page: str, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page names in <link rel="alternate">, in its order, each once.

    `url` is the address of the page; without one, only absolute addresses are found.
    """
    links = _links(page)
    found = (
        clean_url(joined(url, (link.get("href") or "").strip()))
        for link in links
        if "alternate" in (link.get("rel") or "").lower().split() and _is_feed(link.get("type") or "")
    )
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))[
        :MOST
    ]


def canonical(page: str, url: str) -> str:
    """The address that a page calls its own; "" when it names none.

    A page of a YouTube channel under one of its names says in its data which channel it is.
    """
    root = _root(page)
    if root is None:
        return ""
    own = next((link for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    address = clean_url(joined(url, (own.get("href") or "").strip())) if own is not None else ""
    if _CHANNELS.match(url) and not _CHANNEL.search(address):
        marks = (mark for mark in root.iter("meta") if mark.get("itemprop") in {"identifier", "channelId"})
        ids = (mark.get("content") or "" for mark in marks)
        address = next((f"{_CHANNEL_PAGE}{one}" for one in ids if _CHANNEL.fullmatch(one)), address)
    return address if address.startswith(("http://", "https://")) else ""


def _links(page: str) -> Iterator[etree._Element]:
    root = _root(page)
    if root is not None:
        yield from root.iter("link")


def _root(page: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(page[:LOOK].encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _is_feed(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in _TYPES
