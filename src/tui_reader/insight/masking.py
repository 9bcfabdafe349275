"""The masked copy of a paragraph that is parsed: utterances become one short clause, marks of fragments go.

So a word inside a quotation can never be taken for the subject of the sentence around it, and a full stop
inside never ends that sentence. Offsets are mapped back; nothing is judged here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.insight.marks import Stretch
from tui_reader.insight.scare import Marked
from tui_reader.model.document import Span

FILLER = "It is so"
"""The clause that stands for an utterance; the parser takes it for what is said."""

_GOES_ON = re.compile(
    r"\s*(?:[a-zß-ÿ]|(?!(?:He|She|They|We|It|You|The|This|That|But|And)\b)(?:[A-Z][\w.'’-]*\s+){1,4}(?:\([^)]{1,20}\)\s+)?[a-z])"
)

_PLAIN = str.maketrans({"’": "'", "‘": "'", "―": "—"})
"""Apostrophes and dashes that the model does not know as such."""
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ .'-]{2,30}(?:,\s[A-Z][\w. ]{1,20})?(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
    r"|[A-Z][\w. ]{2,25}(?=\s\())\s*(?:\([A-Za-z][\w ]{1,20}\)\s*)?(?:—|–|--|-)\s+"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked paragraph: its text and, piece by piece, where each part of it comes from."""

    text: str
    starts: tuple[int, ...]
    """Where each piece begins in `text`."""
    sources: tuple[tuple[int, int, int], ...]
    """Per piece: source start, source end, and the index of the stretch it stands for or -1."""

    def piece(self, offset: int) -> tuple[int, int, int, int]:
        """Start in `text`, source start, source end and stretch of the piece that holds `offset`."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        return (self.starts[index], *self.sources[index])

    def span(self, start: int, end: int) -> tuple[Span, int]:
        """The source stretch of `text[start:end]` and the index of the utterance it stands for or -1."""
        at, source, source_end, held = self.piece(start)
        if held >= 0:
            return Span(source, source_end), held
        last_at, last_source, last_end, last_held = self.piece(max(end - 1, start))
        finish = last_end if last_held >= 0 else last_source + end - last_at
        return Span(source + start - at, max(finish, source + start - at)), -1


def mask(text: str, paragraph: Span, marked: Sequence[tuple[int, Stretch, Marked]]) -> Masked:
    """Build the masked copy of one paragraph from its stretches (index, stretch, judgement), in order."""
    parts: list[str] = []
    starts: list[int] = []
    sources: list[tuple[int, int, int]] = []
    size = 0

    def add(part: str, start: int, end: int, held: int = -1) -> None:
        nonlocal size
        if part:
            parts.append(part)
            starts.append(size)
            sources.append((start, end, held))
            size += len(part)

    at = paragraph.start + dateline(text[paragraph.start : paragraph.end])
    for index, stretch, kind in marked:
        add(_plain(text[at : stretch.start]), at, max(stretch.start, at))
        if kind == "speech":
            inner = text[stretch.inner.start : stretch.inner.end].rstrip()
            stop = _stop(inner, text[stretch.end : paragraph.end])
            add(f'"{FILLER}{stop}"', stretch.start, stretch.end, index)
        else:
            add(_plain(text[stretch.inner.start : stretch.inner.end]), *stretch.inner)
        at = stretch.end
    add(_plain(text[at : paragraph.end]), at, paragraph.end)
    return Masked("".join(parts), tuple(starts), tuple(sources))


def dateline(paragraph: str) -> int:
    """How long the place and agency are that a report begins with ("LYON (AFP) — "); 0 for none."""
    match = _DATELINE.match(paragraph)
    return match.end() if match else 0


def _stop(inner: str, after: str) -> str:
    """The stop within the marks; a comma for ? and ! where the sentence may go on with "…" he asked."""
    stop = inner.rstrip("'’\"”")[-1:]
    if stop in {"?", "!"} and _GOES_ON.match(after):
        return ","
    return stop if stop and stop in ".,!?;:" else ""


def _plain(text: str) -> str:
    """The same length with blanks and apostrophes as the model knows them."""
    return re.sub(r"[\n\t\xa0\u2009\u202f]", " ", text).translate(_PLAIN)
