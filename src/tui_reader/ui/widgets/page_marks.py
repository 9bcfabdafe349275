"""Marks over a document's text: what is a link, a quote, a mention, a search hit at an offset. Pure.

All layers of one article lie in one index by stretches of text, so that a line finds its marks at once
however long the article, or one quote in it, is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from tui_reader.model.document import Document
from tui_reader.model.insight import WEAK_QUOTE, KnownEntity, KnownQuote

_SHIFT = 10
"""Marks are found by stretches of 1,024 characters."""
HITS_LIMIT = 10_000


class MarkKind(IntEnum):
    """What a mark says; larger lies above smaller."""

    KEYWORD = 0
    COMMENT = 1
    STRING = 2
    STRONG = 3
    EMPHASIS = 4
    CODE = 5
    STRIKE = 6
    RAISED = 7
    LOWERED = 8
    LINK = 9
    NOTE = 10
    SILENT_QUOTE = 11
    """Indirect speech: shown only while it is the active quote."""
    QUOTE = 12
    LATER_MENTION = 13
    """An entity named before in the same paragraph: shown only while it is the active entity."""
    MENTION = 14
    HIT = 15


class Mark(NamedTuple):
    """One stretch of one layer. `ref` is the quote's or entity's id, or the number of the link or hit."""

    start: int
    end: int
    kind: MarkKind
    ref: int = 0


class Marks:
    """The layers of one article, found by offset. Filled once, read by every line that is painted."""

    __slots__ = ("_stretches",)

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._stretches: dict[int, list[Mark]] = {}
        for mark in marks:
            for stretch in range(mark.start >> _SHIFT, ((mark.end - 1) >> _SHIFT) + 1):
                self._stretches.setdefault(stretch, []).append(mark)

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that overlap `start` to `end`, those that lie lower first."""
        found: list[Mark] = []
        first = start >> _SHIFT
        for stretch in range(first, ((max(end - 1, start)) >> _SHIFT) + 1):
            edge = stretch << _SHIFT if stretch != first else 0
            found += [
                mark
                for mark in self._stretches.get(stretch, ())
                if edge <= mark.start < end and mark.end > start
            ]
        found.sort(key=_layer)
        return found

    def at(self, offset: int) -> list[Mark]:
        """The marks at one character, those that lie lower first."""
        return self.within(offset, offset + 1)


def _layer(mark: Mark) -> int:
    return mark.kind


def marks_of(
    document: Document,
    quotes: Iterable[KnownQuote],
    entities: Iterable[KnownEntity],
    hits: Sequence[Mark] = (),
    more: Sequence[Mark] = (),
) -> Marks:
    """All marks of an article, with `more` from elsewhere; those outside of the text are left out."""
    size = len(document.text)
    every = (
        *more,
        *_source_marks(document),
        *_quote_marks(quotes),
        *_mention_marks(document, entities),
        *hits,
    )
    return Marks(mark for mark in every if 0 <= mark.start < mark.end <= size)


def shown_quotes(quotes: Iterable[KnownQuote]) -> list[KnownQuote]:
    """The quotes that are shown as such, in the order of the text."""
    sure = [known for known in quotes if known.quote.confidence >= WEAK_QUOTE and known.quote.spans]
    return sorted(sure, key=lambda known: known.quote.start)


def hits_of(text: str, terms: Iterable[str]) -> list[Mark]:
    """Where search words begin a word, whatever their case; at most 10,000 places."""
    wanted = sorted({term for term in terms if term.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(term)}" for term in wanted), re.IGNORECASE)
    hits: list[Mark] = []
    for number, match in enumerate(pattern.finditer(text)):
        if number >= HITS_LIMIT:
            break
        hits.append(Mark(match.start(), match.end(), MarkKind.HIT, number))
    return hits


def _source_marks(document: Document) -> Iterator[Mark]:
    kinds = {
        "strong": MarkKind.STRONG,
        "emphasis": MarkKind.EMPHASIS,
        "code": MarkKind.CODE,
        "strike": MarkKind.STRIKE,
        "sup": MarkKind.RAISED,
        "sub": MarkKind.LOWERED,
    }
    for style in document.styles:
        if style.kind in kinds:
            yield Mark(style.start, style.end, kinds[style.kind])
    for number, link in enumerate(document.links):
        yield Mark(link.start, link.end, MarkKind.LINK, number)


def _quote_marks(quotes: Iterable[KnownQuote]) -> Iterator[Mark]:
    for known in shown_quotes(quotes):
        kind = MarkKind.SILENT_QUOTE if known.quote.kind == "indirect" else MarkKind.QUOTE
        for start, end in known.quote.spans:
            yield Mark(start, end, kind, known.id)


def _mention_marks(document: Document, entities: Iterable[KnownEntity]) -> Iterator[Mark]:
    """Mentions, told apart by whether they are the first of their entity in their block."""
    starts = [block.start for block in document.blocks]
    for entity in entities:
        last = -1
        for start, end in sorted(entity.mentions):
            block = bisect_right(starts, start)
            yield Mark(start, end, MarkKind.LATER_MENTION if block == last else MarkKind.MENTION, entity.id)
            last = block
