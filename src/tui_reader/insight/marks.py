"""Quotation marks: which belong together, in any of the styles the press uses. No words are judged here.

A stack-based matcher that works paragraph by paragraph: curly marks by direction, straight ones by parity and
side, doubled singles as one mark, British singles only where an apostrophe is ruled out. Only the outermost
stretch is kept; what is quoted within a quotation belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tui_reader.model.document import Span

MARK = re.compile(r"(?<=\S)'(?=''(?!'))|''|``|[\"“”„‟«»‹›「」『』]|['‘’‚]")
"""One quotation mark; single marks may as well be apostrophes."""

_PARTNERS = {
    '"': ('"', "”", "''"),
    "“": ("”", '"', "''"),
    "”": ("”",),
    "„": ("“", "”", '"', "‟"),
    "‟": ("”",),
    "``": ("''", '"', "``"),
    "''": ("''", '"'),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
}
_SINGLE = frozenset("'‘’‚")
_OPEN_ONLY = frozenset("“„‟「『")
_CLOSE_ONLY = frozenset("”」』")
_OPENS_AFTER = frozenset(" \t\n\xa0\u202f\u2009([{<-–—―/:>*|…")
_CLOSES_BEFORE = frozenset(" \t\n\xa0\u202f\u2009)]}.,;:!?-–—―/<*|…")
_ELISIONS = re.compile(r"['’](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|n\b|cause\b|round\b|bout\b)", re.IGNORECASE)
_FINAL = frozenset(".,!?;:…")
RUNAWAY = 3
"""Paragraphs an open quotation may go on without a new opening mark in each."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked stretch of one paragraph. `start` and `end` include the marks, `inner` leaves them out."""

    start: int
    end: int
    inner: Span
    paragraph: int
    closed: bool = True
    continues: bool = False
    """It goes on with the quotation that the previous paragraph left open."""
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    opening: bool
    """Its neighbours let it open: blank or bracket before, none after."""
    closing: bool


def stretches(text: str, paragraphs: Sequence[Span]) -> list[Stretch]:
    """The outermost marked stretches of each paragraph, in order, with continuations joined by flag."""
    found: list[Stretch] = []
    outward = _guillemets_point_outward(text)
    for number, paragraph in enumerate(paragraphs):
        marks = _marks(text, paragraph)
        doubles = [mark for mark in marks if mark.sign not in _SINGLE]
        outer = _pair(doubles, paragraph, number, outward=outward)
        singles = _pair_singles(text, [mark for mark in marks if mark.sign in _SINGLE], outer, number)
        outer = [each for each in outer if not any(one.start < each.start < one.end for one in singles)]
        found += sorted([*outer, *singles], key=lambda stretch: stretch.start)
    return _continued(text, found, paragraphs)


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    marks = []
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else "\n"
        after = text[end] if end < paragraph.end else "\n"
        if match.group() in {'"', "''"} and before.isdigit() and not after.isalpha() and _inches(text, start):
            continue
        left = before in _OPENS_AFTER or bool(MARK.match(before))
        right = after in _CLOSES_BEFORE or bool(MARK.match(after))
        opening = left and (not after.isspace())
        closing = right and not before.isspace()
        marks.append(_Mark(start, end, match.group(), opening, closing))
    return marks


def _inches(text: str, at: int) -> bool:
    """5'11" and 6' 2" are lengths when a foot mark stands before."""
    return bool(re.search(r"\d+['′’]\s?\d{1,2}$", text[max(0, at - 8) : at]))


def _guillemets_point_outward(text: str) -> bool:
    """Whether »this« is the style, judged by the first guillemet that touches a word on one side only."""
    found = re.search(r"(?:^|[\s(])([«»])\s?\w", text)
    return bool(found) and found is not None and found[1] == "»"


def _pair(marks: Sequence[_Mark], paragraph: Span, number: int, *, outward: bool) -> list[Stretch]:
    """Match double marks; the depth counts nesting and only the outermost pair is reported."""
    found: list[Stretch] = []
    stack: list[_Mark] = []
    for index, mark in enumerate(marks):
        if stack and _closes(mark, stack, outward=outward):
            partner = _partner(mark, stack) or stack[-1].sign
            while stack[-1].sign != partner:
                stack.pop()
            opened = stack.pop()
            if not stack and opened.end < mark.start:
                found.append(Stretch(opened.start, mark.end, Span(opened.end, mark.start), number))
        elif _may_open(mark, outward=outward):
            if len(stack) == 1 and stack[0].sign == mark.sign and not _nests(mark, marks[index + 1 :]):
                found.append(_unclosed(stack.pop(), mark.start, number))
            stack.append(mark)
    if stack and stack[0].end < paragraph.end:
        found.append(_unclosed(stack[0], paragraph.end, number))
    return [stretch for stretch in found if stretch.inner.end > stretch.inner.start]


def _nests(mark: _Mark, later: Sequence[_Mark]) -> bool:
    """Whether an opening mark within a quotation of its own kind nests: both are closed later."""
    if mark.sign in {'"', "''"}:
        return False
    return (
        mark.sign != "“"
        or sum(each.sign == "”" for each in later) > sum(each.sign == "“" for each in later) + 1
    )


def _unclosed(mark: _Mark, end: int, number: int) -> Stretch:
    return Stretch(mark.start, end, Span(mark.end, end), number, closed=False)


def _partner(mark: _Mark, stack: Sequence[_Mark]) -> str:
    return next((each.sign for each in reversed(stack) if mark.sign in _PARTNERS[each.sign]), "")


def _closes(mark: _Mark, stack: Sequence[_Mark], *, outward: bool) -> bool:
    if mark.sign in {"«", "»"} and (mark.sign == "»") is outward:
        return False
    if not _partner(mark, stack):
        return mark.sign == "“" and stack[-1].sign == "“" and mark.closing and not mark.opening
    if mark.sign in {'"', "''", "``"}:
        return not (mark.opening and not mark.closing)
    if mark.sign == "“":
        return stack[-1].sign == "„"
    return not (mark.sign == "”" and stack[-1].sign == "”" and mark.opening and not mark.closing)


def _may_open(mark: _Mark, *, outward: bool) -> bool:
    if mark.sign in {"«", "»"}:
        return (mark.sign == "»") is outward
    if mark.sign in _CLOSE_ONLY:
        return mark.sign == "”" and mark.opening and not mark.closing
    return mark.sign in _OPEN_ONLY or mark.sign in {"‹", "``"} or mark.opening or not mark.closing


def _pair_singles(text: str, marks: Sequence[_Mark], outer: Sequence[Stretch], number: int) -> list[Stretch]:
    """Single marks that quote: outside double ones, opening at a word's start, closing at a clause's end."""
    free = [mark for mark in marks if not any(each.start <= mark.start < each.end for each in outer)]
    found: list[Stretch] = []
    last = 0
    for index, mark in enumerate(free):
        if mark.start < last or not mark.opening or mark.sign == "’" or _ELISIONS.match(text, mark.start):
            continue
        close = _single_close(text, free[index + 1 :])
        if close and close.start > mark.end:
            found.append(Stretch(mark.start, close.end, Span(mark.end, close.start), number, single=True))
            last = close.end
    return found


def _single_close(text: str, later: Sequence[_Mark]) -> _Mark | None:
    """The mark that closes: the first after a stop, else the first that no letter follows."""
    plain: _Mark | None = None
    for mark in later:
        if mark.opening and not mark.closing and mark.sign != "’":
            break
        if mark.closing and mark.sign != "‘":
            if text[mark.start - 1] in _FINAL or text[mark.end : mark.end + 1] in _FINAL:
                return mark
            plain = plain or mark
    return plain


def _continued(text: str, found: list[Stretch], paragraphs: Sequence[Span]) -> list[Stretch]:
    """Flag stretches that go on from a paragraph left open; forget runaways."""
    out = list(found)
    for index, (one, two) in enumerate(pairwise(found), start=1):
        follows = two.paragraph == one.paragraph + 1
        opens = not text[paragraphs[two.paragraph].start : two.start].strip()
        if not one.closed and follows and opens and not one.single:
            out[index] = replace(two, continues=True)
    return out
