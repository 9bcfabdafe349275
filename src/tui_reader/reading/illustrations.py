"""Which pictures of a page are its article's, by what stands around them.

A picture belongs to the smallest element around it that has text: where none of that text is the article's,
it is that of a card, a column or an advertisement. Captions count for nothing: they often are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.model.document import Document
from tui_reader.reading.around import Ground, container
from tui_reader.reading.tree import Element

_LIMIT = 2_000
"""Pictures of one page that are looked at."""
_NEAR = 6
"""Blocks above an article at which a picture may be its own though not in its container."""
_NEVER = re.compile(
    r"(?:^|[\s_-])(?:g?r?avatars?|headshot|author|profile|icons?|emoji|sprite|pixel|badge|byline)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of pictures that show nothing of a story."""
_WITHIN = 3
"""How many elements around a picture are asked for such names."""
_CAPTION = 80
_LINES = 2
"""Blocks, pictures and words that a caption may have where the page does not call it one."""


@dataclass(slots=True)
class _Text:
    """What stands in an element around pictures, captions left out."""

    blocks: int = 0
    words: float = 0.0
    linked: float = 0.0
    kept: bool = False
    headed: bool = False

    def is_caption(self) -> bool:
        """Whether it may be what a page says under a picture: a card has a heading, or links away."""
        return not self.headed and self.words <= _CAPTION and self.linked < 0.5 * self.words


def belonging(
    document: Document,
    elements: Sequence[Element],
    ground: Ground,
    kept: Sequence[bool],
    foreign: set[Element],
) -> list[bool]:
    """Of each figure of a document, whether it is the article's. `elements`: the figures'."""
    if not elements or True not in kept:
        return [False] * len(document.figures)
    home = container(ground, kept)
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    ways = [(element, *element.iterancestors()) for element in elements[:_LIMIT]]
    texts = _texts(document, ground, kept, {place for way in ways for place in way})
    places = [next((place for place in way if place in texts), None) for way in ways]
    times = Counter(places)
    found = []
    for figure, way, place in zip(document.figures, ways, places, strict=False):
        text = texts[place] if place is not None else _Text(headed=True)
        near = first - _NEAR <= figure.block <= last + 1
        framed = any(each.tag == "figure" for each in (place, *way[:_WITHIN]) if each is not None)
        amid = first <= figure.block <= last and text.blocks <= _LINES and times[place] <= _LINES
        shown = text.kept or (text.is_caption() and ((near and framed) or amid))
        known = not _is_never(way) and foreign.isdisjoint(way)
        found.append(shown and known and (near or home in way))
    return found + [False] * (len(document.figures) - len(found))


def _texts(
    document: Document, ground: Ground, kept: Sequence[bool], wanted: set[Element]
) -> dict[Element, _Text]:
    """The texts of those of the `wanted` elements that have some."""
    texts: dict[Element, _Text] = {}
    rows = zip(document.blocks, ground.paths.ways, ground.words, ground.linked, kept, strict=True)
    for block, way, words, linked, keep in rows:
        if block.kind in {"caption", "rule"}:
            continue
        for place in way:
            if place in wanted:
                text = texts.setdefault(place, _Text())
                text.blocks += 1
                text.words += words
                text.linked += words * linked
                text.kept = text.kept or keep
                text.headed = text.headed or block.kind == "heading"
    return texts


def _is_never(way: Sequence[Element]) -> bool:
    """Whether a picture, or what is close around it, is named after something that is no illustration."""
    for place in way[:_WITHIN]:
        if place.tag in {"figure", "article", "body"}:
            break
        names = " ".join((place.get("class") or "", place.get("id") or ""))[:300]
        if names.strip() and _NEVER.search(names):
            return True
    return "/avatar" in (way[0].get("src") or "")[:500].lower()
