"""What a page tells about its site, and what the site's other pages tell about a page.

A text that stands on several pages of a site is the site's; the element that held earlier articles is likely
to hold this one. Pure: whoever keeps the memory counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from tui_reader.model.document import Document
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.reading.tree import Element

DOUBT = -3.0
"""The score below which no other mark makes a block part of an article: its text need not be remembered."""
FOREIGN = -8.0
"""What a block loses whose text stands on other pages of the site."""
AT_HOME = 0.6
"""What a block gains in the element that held earlier articles, and loses elsewhere."""
_LIMIT = 400
"""Texts of one page that are told."""
_LEAST = 3
"""Words; shorter texts (a date line, "Summary") may well stand in several articles."""
_LONG = 60
"""Words; a longer text is the site's only when it is no quotation: it is never told."""
_LOSS = 0.4
"""The share of an article that a memory may take; when it knows more, it has seen this very article."""
_LEVELS = 3
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]{2,39}")
_WORD = re.compile(r"\w+")


def facts(document: Document, scores: Sequence[float], home: Element | None) -> SiteFacts:
    """The facts of one page: `scores` of its blocks, and the smallest element that holds its article."""
    texts = (
        fingerprint(document.of(block))
        for block, score in zip(document.blocks, scores, strict=True)
        if score > DOUBT and block.kind not in {"code", "table", "rule"}
    )
    told = dict.fromkeys(text for text in texts if text)
    return SiteFacts(tuple(told)[:_LIMIT], container_path(home))


def shift(
    document: Document, ways: Sequence[Sequence[Element]], memory: SiteMemory, scores: Sequence[float]
) -> list[float]:
    """The scores as the memory of the site has them. `ways`: the elements around each block, inner first."""
    homes = _homes(ways, memory)
    foreign = _foreign(document, memory, scores)
    return [
        score
        + (FOREIGN if taken else 0.0)
        + ((AT_HOME if homes.intersection(way) else -AT_HOME) if homes else 0)
        for way, score, taken in zip(ways, scores, foreign, strict=True)
    ]


def _foreign(document: Document, memory: SiteMemory, scores: Sequence[float]) -> list[bool]:
    """Of each block, whether its text is the site's; none is when that would leave half an article."""
    texts = [document.of(block) for block in document.blocks]
    taken = [bool(memory.repeated) and fingerprint(text) in memory.repeated for text in texts]
    words = [len(text.split()) if score >= 0 else 0 for text, score in zip(texts, scores, strict=True)]
    lost = sum(size for size, gone in zip(words, taken, strict=True) if gone)
    return taken if lost <= _LOSS * sum(words) else [False] * len(taken)


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits for the words of a text; "" for one that says nothing about a site."""
    words = _WORD.findall(text[:2_000].casefold())
    if not _LEAST <= len(words) <= _LONG:
        return ""
    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=6).hexdigest()


def container_path(element: Element | None) -> str:
    """Tags, ids and classes of an element and those around it, outermost first; numbers are left out."""
    steps: list[str] = []
    while element is not None and len(steps) < _LEVELS and element.tag not in {"html", "body"}:
        steps.append(_step(element))
        element = element.getparent()
    return ">".join(reversed(steps))


def _step(element: Element) -> str:
    """One step of a path: the names that people gave, not those that tools count up."""
    names = [name for name in (element.get("class") or "")[:300].split() if _NAME.fullmatch(name)]
    own = (element.get("id") or "").strip()
    return "".join(
        (str(element.tag), f"#{own}" if _NAME.fullmatch(own) else "", *(f".{name}" for name in names[:3]))
    )


def _homes(ways: Sequence[Sequence[Element]], memory: SiteMemory) -> set[Element]:
    """The elements of this page at the path that held most articles; none when the page has no such place."""
    found: set[Element] = set()
    seen: set[Element] = set()
    for element in _each(ways) if memory.containers else ():
        if element not in seen:
            seen.add(element)
            if container_path(element) == memory.containers[0]:
                found.add(element)
    return found


def _each(ways: Sequence[Sequence[Element]]) -> Iterator[Element]:
    for way in ways:
        yield from way
