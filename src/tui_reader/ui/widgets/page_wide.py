"""Blocks that are wider than the page and scroll under it: code by cells, tables by columns. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui_reader.model.document import Span
from tui_reader.ui.widgets.page_blocks import longest_line
from tui_reader.ui.widgets.page_lines import TAB, Page

CELLS = 8
"""Cells that a step scrolls code by; a table is scrolled by a column."""


class Wide(NamedTuple):
    """A block that is too wide, the lines it stands on, and how far it can be scrolled."""

    block: int
    lines: range
    reach: int
    step: int


def wide_blocks(page: Page) -> tuple[Wide, ...]:
    """The wide blocks of a page, in its order."""
    return tuple(_wide(page))


def _wide(page: Page) -> Iterator[Wide]:
    for index, block in enumerate(page.document.blocks):
        if block.kind not in {"code", "table"} or index in page.hidden or block.start == block.end:
            continue
        first = page.line_of(block.start)
        if page.lines[first].block != index or page.lines[first].kind not in {"code", "row"}:
            continue
        if block.kind == "code":
            reach, step = max(longest_line(page.document, block) + 2 - page.breadth_of(index), 0), CELLS
        else:
            reach, step = page.tables[index].reach, 1
        if reach:
            yield Wide(index, range(first, page.line_of(block.end - 1) + 1), reach, step)


def in_view(wide: Sequence[Wide], top: int, height: int) -> Wide | None:
    """The wide block that most lines of a view show; the upper one of two."""
    view = range(top, top + height)
    seen = [(len(_common(each.lines, view)), each) for each in wide]
    best = max((count for count, _ in seen), default=0)
    return next((each for count, each in seen if count == best), None) if best else None


def _common(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


def moved(wide: Wide, shift: int, steps: int) -> int:
    """How far a block is scrolled after so many steps."""
    return max(0, min(shift + steps * wide.step, wide.reach))


def showing(page: Page, wide: Wide, span: Span, shift: int) -> int:
    """How far a block has to be scrolled for a stretch of its text to be seen; as it is when it is."""
    line = page.lines[page.line_of(span.start)]
    if line.kind == "row":
        return _column(page, wide, span, shift)
    text = page.document.text
    left = cell_len(text[line.start : span.start].replace("\t", TAB))
    right = cell_len(text[line.start : min(span.end, line.end)].replace("\t", TAB))
    room = page.breadth_of(wide.block) - 3
    if shift <= left and right <= shift + room:
        return shift
    return max(0, min(left - room // 3, wide.reach))


def _column(page: Page, wide: Wide, span: Span, shift: int) -> int:
    table = page.tables[wide.block]
    row = next((row for row in table.rows if row[0].start <= span.start <= row[-1].end), ())
    column = sum(cell.end < span.start for cell in row)
    if column == 0 or column in table.window(shift):
        return shift
    away = range(wide.reach + 1)
    return next((one for one in away if column in table.window(one)), wide.reach)
