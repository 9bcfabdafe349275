"""Letters laid over the links in view, typed to choose one. Pure; what is chosen is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from rich.cells import cell_len, split_text
from rich.segment import Segment
from rich.style import Style

from tui_reader.ui.widgets.page_lines import Line, Page
from tui_reader.ui.widgets.page_marks import MarkKind, Marks
from tui_reader.ui.widgets.page_paint import Look, pieces

LETTERS = "asdfghjklweruiopcvbnmxzty"
"""Those under the fingers first."""

Label = tuple[int, str]
"""The cell of a line at which a label begins, and its letters."""


def labels(count: int) -> list[str]:
    """So many labels of one length, none of which begins another."""
    size = 1
    while len(LETTERS) ** size < count:
        size += 1
    found = ("".join(letters) for letters in product(LETTERS, repeat=size))
    return [label for label, _ in zip(found, range(count), strict=False)]


def links_on(
    page: Page, numbered: Iterable[tuple[int, Line]], marks: Marks, look: Look
) -> dict[int, tuple[int, int]]:
    """Link number -> (line, cell) of its first character on these lines, in their order."""
    found: dict[int, tuple[int, int]] = {}
    for y, line in numbered:
        for link, cell in _links(page, line, marks, look):
            found.setdefault(link, (y, cell))
    return found


def _links(page: Page, line: Line, marks: Marks, look: Look) -> Iterator[tuple[int, int]]:
    """The links of one line and the cells where they begin."""
    cell = 0
    for piece in pieces(page, line, look.palette, look.shifts.get(line.block, 0)):
        if piece.start >= 0:
            for mark in sorted(marks.within(piece.start, piece.end)):
                if mark.kind == MarkKind.LINK:
                    yield mark.ref, cell + cell_len(piece.text[: max(mark.start - piece.start, 0)])
        cell += cell_len(piece.text)


def labelled(segments: Sequence[Segment], laid: Sequence[Label], style: Style) -> list[Segment]:
    """A line with labels laid over its cells; a wide character that is half covered leaves a blank."""
    text: list[Segment] = list(segments)
    for cell, label in laid:
        before, rest = _split(text, cell)
        _, after = _split(rest, len(label))
        text = [*before, Segment(label, style), *after]
    return text


def _split(segments: Sequence[Segment], cell: int) -> tuple[list[Segment], list[Segment]]:
    """The segments before a cell and those from it on."""
    before: list[Segment] = []
    for number, (text, style, _) in enumerate(segments):
        width = cell_len(text)
        if width > cell:
            left, right = split_text(text, cell)
            parts = [Segment(right, style)] if right else []
            return [*before, *([Segment(left, style)] if left else [])], [*parts, *segments[number + 1 :]]
        before.append(Segment(text, style))
        cell -= width
    return before, []


def remaining(hints: Mapping[str, int], typed: str) -> dict[str, int]:
    """The labels that go on from what is typed, with their links."""
    return {label: link for label, link in hints.items() if label.startswith(typed)}
