"""A web page where a feed was expected: which feeds does it name? Pure; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tui_reader.model.text import clean_url
from tui_reader.sources.addresses import joined

LOOK = 300_000
"""How many characters of a page are looked at."""
MOST = 10
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
    """The address that a page calls its own; "" when it names none."""
    own = next((link for link in _links(page) if (link.get("rel") or "").lower() == "canonical"), None)
    address = clean_url(joined(url, (own.get("href") or "").strip())) if own is not None else ""
    return address if address.startswith(("http://", "https://")) else ""


def _links(page: str) -> Iterator[etree._Element]:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page[:LOOK].encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return
    if root is not None:
        yield from root.iter("link")


def _is_feed(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in _TYPES
