"""Anchors: what a reader marked in a text, in a form that finds it again in a later text of the same article.

An anchor is the exact words with what stood around them (the TextQuoteSelector of the W3C's Web Annotation
Data Model) and where they stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from tui_reader.model.document import Span

CONTEXT = 48
"""Characters kept on each side."""
PLACES = 200
"""So many places of the same words are compared at most."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a text, what stood before and after them, and where they began."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A reader's note on words of an article."""

    id: int
    article_id: int
    revision_id: int
    """The text it was written on."""
    anchor: Anchor
    text: str
    changed_at: int
    span: Span | None = None
    """Where the words stand in the text shown now; None when they are no longer in it."""


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of a stretch of a text. Raises ValueError when it is empty or outside the text."""
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"{span} is empty or outside the text")
    return Anchor(
        text[span.start : span.end],
        text[max(span.start - CONTEXT, 0) : span.start],
        text[span.end : span.end + CONTEXT],
        span.start,
    )


def locate(text: str, known: Anchor) -> Span | None:
    """Where an anchor's words stand in a text, None when nowhere.

    Of several places the one with the most of the old context wins, then the one nearest to where they were.
    """
    best = max(
        _places(text, known.exact),
        key=lambda start: (_agreement(text, start, known), -abs(start - known.start)),
        default=None,
    )
    return None if best is None else Span(best, best + len(known.exact))


def _places(text: str, exact: str) -> Iterator[int]:
    start = text.find(exact) if exact else -1
    for _ in range(PLACES):
        if start < 0:
            return
        yield start
        start = text.find(exact, start + 1)


def _agreement(text: str, start: int, known: Anchor) -> int:
    """How many characters of context stand where they stood, before and after."""
    end = start + len(known.exact)
    before = text[max(start - CONTEXT, 0) : start][::-1]
    after = text[end : end + CONTEXT]
    return _in_common(before, known.prefix[::-1]) + _in_common(after, known.suffix)


def _in_common(left: str, right: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
