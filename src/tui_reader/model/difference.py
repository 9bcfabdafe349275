"""What differs between two texts of one article, word by word, and which quotes differ.

Only words count: white space and the places of line breaks are no difference. The work is bounded: texts are
compared paragraph by paragraph first, and stretches with too many words to compare are given as replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from tui_reader.model.document import Document, Span
from tui_reader.model.insight import Quote

COMPARED = 4_000_000
"""Pairs of words, or of paragraphs, compared in one stretch at most."""
ALIKE = 0.6
"""Two quotes with so large a share of common words are one that was changed."""

_WORD = re.compile(r"\S+")

PieceKind = Literal["same", "gone", "new"]


class Piece(NamedTuple):
    """A run of words that both texts have, that is gone, or that is new; the span in the text it is of.

    For "same" the span is of the new text.
    """

    kind: PieceKind
    span: Span


QuoteChangeKind = Literal["changed", "speaker", "gone", "new"]


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote that differs between two texts: its words, its speaker, or that it is there at all."""

    kind: QuoteChangeKind
    before: str = ""
    after: str = ""
    speaker_before: str = ""
    speaker_after: str = ""


class _Words(NamedTuple):
    spans: list[Span]
    words: list[str]
    lines: list[tuple[int, int]]
    """First and one past the last word of each paragraph."""


def difference(old: str, new: str) -> list[Piece]:
    """The runs of words that lead from one text to another, in order; what is gone before what is new."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for kind, a1, a2, b1, b2 in _runs(before, after):
        if kind == "equal":
            pieces.append(Piece("same", _span(after, b1, b2)))
            continue
        if a2 > a1:
            pieces.append(Piece("gone", _span(before, a1, a2)))
        if b2 > b1:
            pieces.append(Piece("new", _span(after, b1, b2)))
    return pieces


def changed_quotes(
    old: Document, old_quotes: Sequence[Quote], new: Document, new_quotes: Sequence[Quote]
) -> list[QuoteChange]:
    """The quotes that differ between two texts: those changed, then gone, then new, each in text order."""
    before = [(_content(old, quote), _speaker(quote)) for quote in old_quotes]
    after = [(_content(new, quote), _speaker(quote)) for quote in new_quotes]
    pairs = _equal_pairs(before, after)
    pairs += _alike_pairs(before, after, pairs)
    met_before, met_after = {i for i, _ in pairs}, {j for _, j in pairs}
    changes: list[QuoteChange] = []
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        (words, who), (new_words, new_who) = before[i], after[j]
        if words.split() != new_words.split():
            changes.append(QuoteChange("changed", words, new_words, who, new_who))
        elif who != new_who:
            changes.append(QuoteChange("speaker", words, new_words, who, new_who))
    changes += [
        QuoteChange("gone", words, "", who) for i, (words, who) in enumerate(before) if i not in met_before
    ]
    changes += [
        QuoteChange("new", "", words, "", who) for j, (words, who) in enumerate(after) if j not in met_after
    ]
    return changes


def _words(text: str) -> _Words:
    spans: list[Span] = []
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        first = len(spans)
        spans += [Span(start + found.start(), start + found.end()) for found in _WORD.finditer(line)]
        if len(spans) > first:
            lines.append((first, len(spans)))
        start += len(line) + 1
    return _Words(spans, [text[span.start : span.end] for span in spans], lines)


def _span(text: _Words, first: int, last: int) -> Span:
    return Span(text.spans[first].start, text.spans[last - 1].end)


Run = tuple[str, int, int, int, int]
"""(difflib's tag, first and last word in the old text, the same in the new one)."""


def _runs(before: _Words, after: _Words) -> Iterator[Run]:
    """Compare paragraphs, then the words of those that differ; neighbouring runs of one kind are joined."""
    present: Run | None = None
    for run in _raw_runs(before, after):
        if present is not None and present[0] == run[0] == "equal":
            present = ("equal", present[1], run[2], present[3], run[4])
            continue
        if present is not None:
            yield present
        present = run
    if present is not None:
        yield present


def _raw_runs(before: _Words, after: _Words) -> Iterator[Run]:
    old = [" ".join(before.words[a:b]) for a, b in before.lines]
    new = [" ".join(after.words[a:b]) for a, b in after.lines]
    for tag, a1, a2, b1, b2 in _opcodes(old, new):
        i1, i2 = _bounds(before.lines, a1, a2)
        j1, j2 = _bounds(after.lines, b1, b2)
        if tag == "equal":
            yield "equal", i1, i2, j1, j2
            continue
        for kind, k1, k2, m1, m2 in _opcodes(before.words[i1:i2], after.words[j1:j2]):
            yield kind, i1 + k1, i1 + k2, j1 + m1, j1 + m2


def _bounds(lines: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The words of paragraphs `first` to `last`."""
    return (lines[first][0], lines[last - 1][1]) if last > first else (0, 0)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """What difflib says, unless it would take too long."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    rest_old, rest_new = old[head : len(old) - tail], new[head : len(new) - tail]
    found: list[Run] = [("equal", 0, head, 0, head)] if head else []
    if len(rest_old) * len(rest_new) > COMPARED:
        found.append(("replace", head, len(old) - tail, head, len(new) - tail))
    else:
        matcher = SequenceMatcher(None, rest_old, rest_new, autojunk=False)
        found += [(tag, head + a, head + b, head + c, head + d) for tag, a, b, c, d in matcher.get_opcodes()]
    if tail:
        found.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return found


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items agree from the beginning."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


Said = tuple[str, str]
"""(words, speaker) of a quote."""


def _equal_pairs(before: Sequence[Said], after: Sequence[Said]) -> list[tuple[int, int]]:
    """Quotes of the same words; of several the first ones go together."""
    places: dict[str, list[int]] = {}
    for i, (words, _) in enumerate(before):
        places.setdefault(" ".join(words.split()), []).append(i)
    pairs = []
    for j, (words, _) in enumerate(after):
        waiting = places.get(" ".join(words.split()))
        if waiting:
            pairs.append((waiting.pop(0), j))
    return pairs


def _alike_pairs(
    before: Sequence[Said], after: Sequence[Said], paired: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The rest by likeness, the most alike first; quotes of one speaker before others."""
    met_before, met_after = {i for i, _ in paired}, {j for _, j in paired}
    rest_before = [i for i in range(len(before)) if i not in met_before]
    rest_after = [j for j in range(len(after)) if j not in met_after]
    if (
        sum(len(before[i][0]) for i in rest_before) * sum(len(after[j][0]) for j in rest_after)
        > 10 * COMPARED
    ):
        return []
    scores = sorted(
        (
            (_likeness(before[i][0], after[j][0]), before[i][1] == after[j][1], -abs(i - j), i, j)
            for i in rest_before
            for j in rest_after
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for score, _, _, i, j in scores:
        if score >= ALIKE and i not in met_before and j not in met_after:
            met_before.add(i)
            met_after.add(j)
            pairs.append((i, j))
    return pairs


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _content(document: Document, quote: Quote) -> str:
    return " … ".join(document.text[span.start : span.end] for span in quote.spans)


def _speaker(quote: Quote) -> str:
    return quote.speaker or quote.mention
