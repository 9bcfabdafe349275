"""Where links lead: what the terminal is told so that it can open them (OSC 8), and their hosts. Pure."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlsplit

from rich.style import Style

from tui_reader.model.document import Document

LONGEST = 2083
"""Bytes of an address that terminals take."""
_SCHEMES = ("http://", "https://", "mailto:")
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"
"""What may stand in an address beside letters and digits; everything else is written as %XX."""


def target(url: str) -> str:
    """An address as bytes that no terminal obeys, or nothing when it leads to no page and no person."""
    if not url.lower().startswith(_SCHEMES):
        return ""
    told = quote(url, safe=_KEPT, errors="replace")
    return told if len(told) <= LONGEST else ""


@lru_cache(maxsize=2048)
def hyperlink(url: str, look: Style) -> Style:
    """How a link looks, with its address for the terminal; all lines of a link share one style."""
    told = target(url)
    return look + Style(link=told) if told else look


def host(url: str) -> str:
    """Where a link leads, in a few words: the host without "www.", or the address of a person."""
    parts = urlsplit(url)
    return (parts.hostname or parts.path).removeprefix("www.")


def listed(document: Document) -> list[tuple[str, str]]:
    """The links of an article once each, as (words, address), in the order of the text.

    Of several to one address the first with words gives them; a link around a picture has none.
    """
    words: dict[str, str] = {}
    for link in sorted(document.links, key=lambda link: link.start):
        text = " ".join(document.text[link.start : link.end].split())
        words[link.url] = words.get(link.url) or text
    return [(text or url, url) for url, text in words.items()]
