"""Layout of one article at one width: which stretch of which text stands on which line. It paints nothing.

Lines know offsets, never words or styles, so that 50,000 words are laid out in one go.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len

from tui_reader.model.document import Block, Document
from tui_reader.model.lines import same_line
from tui_reader.model.picture import Raster
from tui_reader.ui.widgets.page_art import lines_of
from tui_reader.ui.widgets.page_table import Table, measured
from tui_reader.ui.widgets.wrap import wrap

if TYPE_CHECKING:
    from tui_reader.ui.widgets.page_passages import Passage

LineKind = Literal[
    "title",
    "meta",
    "note",
    "blank",
    "text",
    "code",
    "row",
    "record",
    "rule",
    "figure",
    "speaker",
    "said",
    "art",
]
"""title, meta and note hold offsets into their own strings, the others into the document's text. A figure or
speaker has in `start` the index of its figure or passage; said is text of a passage; art is line `end` of the
picture of figure `start`. A record is one cell of a table that is too wide for rows.
"""

MIN_MEASURE = 10
MAX_INDENT = 12
AIRY = 90
"""Cells of the pane from which the title has a blank line above it."""


class Line(NamedTuple):
    """One line of the page."""

    kind: LineKind
    start: int = 0
    end: int = 0
    block: int = -1
    """Index of the block; -1 outside of them."""
    first: bool = True
    """Whether it is the first line of its block, item or record."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text, and a note below it when there is no text."""

    title: str
    meta: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An article laid out. `left` is the margin in cells, `measure` the width of the column."""

    masthead: Masthead
    document: Document
    lines: tuple[Line, ...]
    left: int
    measure: int
    indents: tuple[int, ...]
    """Cells in front of each block's text, its marker or rule included."""
    tables: dict[int, Table]
    """The tables, by block."""
    hidden: frozenset[int]
    """The blocks that stand on no line."""
    _anchors: tuple[list[int], list[int]]
    """Starts of the lines with text, and the numbers of these lines."""
    passages: tuple[Passage, ...] = ()
    """What stands on the page when it shows quotes only."""
    art: Mapping[int, Raster] = field(default_factory=dict)
    """The pictures that stand on the page, by the index of their figure."""

    def line_of(self, offset: int) -> int:
        """The line on which the character at an offset stands, else the one before it."""
        starts, numbers = self._anchors
        at = bisect_right(starts, offset) - 1
        return numbers[max(at, 0)] if numbers else 0

    def offset_of(self, y: int) -> int:
        """The offset with which line `y`, or the next one with text, begins; -1 above the text."""
        starts, numbers = self._anchors
        if not numbers or y < numbers[0]:
            return -1
        at = bisect_right(numbers, y) - 1
        return starts[at] if numbers[at] == y or at + 1 == len(starts) else starts[at + 1]


def lay_out(
    document: Document,
    masthead: Masthead,
    width: int,
    measure: int,
    art: Callable[[str, int], Raster | None] = lambda *_: None,
) -> Page:
    """Lay an article out in `width` cells, in a column of at most `measure`.

    `art` gives the picture of an address at the width of the column, if it is to be seen.
    """
    left, column = column_of(width, measure)
    hidden = hidden_blocks(document, masthead)
    indents = tuple(_indents(document))
    tables: dict[int, Table] = {}
    seen = {
        number: raster
        for number, figure in enumerate(document.figures)
        if (raster := art(figure.url, column)) is not None
    }
    figures = _figures(document, masthead, seen)
    lines = head_lines(masthead, width, column)
    previous: Block | None = None
    for index, block in enumerate(document.blocks):
        lines += _pictures(figures.get(index, ()), lines, seen)
        if index in hidden or (block.start == block.end and block.kind != "rule"):
            continue
        lines += _space(previous, block, index, lines)
        lines += _block(document, index, block, column - indents[index], tables)
        previous = block
    lines += _pictures(figures.get(len(document.blocks), ()), lines, seen)
    lines += note_lines(masthead, column)
    return Page(
        masthead,
        document,
        tuple(lines),
        left,
        column,
        indents,
        tables,
        hidden,
        anchored(lines),
        art=seen,
    )


def column_of(width: int, measure: int) -> tuple[int, int]:
    """The left margin and the width of the column: at most `measure`, centred, with air where it fits."""
    air = 2 if width >= 60 else 1
    column = max(min(measure, width - 2 * air), MIN_MEASURE)
    return max((width - column) // 2, 0), column


def hidden_blocks(document: Document, masthead: Masthead) -> frozenset[int]:
    """The blocks on no line: furniture, and first lines that only repeat the title or the facts below it."""
    hidden = {index for index, block in enumerate(document.blocks) if block.kind == "furniture"}
    facts = _words(masthead.meta) | _BY
    for index, block in enumerate(document.blocks):
        line = document.of(block)[:500]
        if index in hidden:
            continue
        if block.kind == "credit":
            if _words(line) <= facts:
                hidden.add(index)
        elif block.kind in {"heading", "paragraph"} and same_line(line, masthead.title):
            hidden.add(index)
        else:
            break
    return frozenset(hidden)


_BY = frozenset({"by", "and", "von", "und", "par", "et", "por", "y", "di"})


def _words(line: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", line.casefold()))


def head_lines(masthead: Masthead, width: int, column: int) -> list[Line]:
    """The lines above the text; where there is room, a blank one first."""
    lines = [Line("blank")] if width >= AIRY else []
    lines += _strings("title", masthead.title, column)
    return [*lines, *_strings("meta", masthead.meta, column)]


def note_lines(masthead: Masthead, column: int) -> list[Line]:
    """The lines below the text: a note, and a blank one to end with."""
    note = [Line("blank"), *_strings("note", masthead.note, column)] if masthead.note else []
    return [*note, Line("blank")]


def _strings(kind: LineKind, text: str, column: int) -> Iterator[Line]:
    """Lines of a string that is not the document's; its newlines part lines."""
    position = 0
    for part in text.split("\n"):
        for number, span in enumerate(wrap(text, column, position, position + len(part))):
            yield Line(kind, *span, first=number == 0)
        position += len(part) + 1


def _pictures(figures: Iterable[int], above: list[Line], seen: Mapping[int, Raster]) -> list[Line]:
    """Words for figures stand close to each other, a blank line below anything else, as do pictures."""
    lines: list[Line] = []
    for figure in figures:
        if figure in seen:
            lines.append(Line("blank"))
            lines += [Line("art", figure, y, first=y == 0) for y in range(lines_of(seen[figure]))]
        elif _last(lines or above) == "figure":
            lines.append(Line("figure", figure))
        else:
            lines += [Line("blank"), Line("figure", figure)]
    return lines


def _last(lines: list[Line]) -> LineKind:
    return lines[-1].kind if lines else "blank"


def _space(previous: Block | None, block: Block, index: int, above: list[Line]) -> list[Line]:
    """The blank line before a block, where one stands; between block quotes it carries their rule."""
    if _last(above) in {"figure", "art"}:
        return [] if block.kind == "caption" else [Line("blank")]
    if previous is None:
        return [Line("blank")]
    if previous.kind == block.kind and block.kind in {"item", "credit"}:
        return []
    if previous.kind == block.kind == "quote":
        return [Line("blank", block=index)]
    return [Line("blank")] * (2 if block.kind == "credit" else 1)


def _block(document: Document, index: int, block: Block, width: int, tables: dict[int, Table]) -> list[Line]:
    """The lines of one block."""
    text, (start, end) = document.text, (block.start, block.end)
    if block.kind == "rule":
        return [Line("rule", start, end, index)]
    if block.kind == "code":
        return _verbatim(text, start, end, index)
    if block.kind == "table":
        return _table(text, start, end, index, width, tables)
    return [
        Line("text", *span, index, number == 0) for number, span in enumerate(wrap(text, width, start, end))
    ]


def _verbatim(text: str, start: int, end: int, index: int) -> list[Line]:
    """A line for each line of the source."""
    lines, position = [], start
    for part in text[start:end].split("\n"):
        lines.append(Line("code", position, position + len(part), index, position == start))
        position += len(part) + 1
    return lines


def _table(text: str, start: int, end: int, index: int, width: int, tables: dict[int, Table]) -> list[Line]:
    """Rows when the columns fit, else each row as a record of "head: cell" lines."""
    table = tables[index] = measured(text, start, end, width)
    if table.widths:
        return [
            Line("row", row[0].start, row[-1].end, index, number == 0)
            for number, row in enumerate(table.rows)
        ]
    lines: list[Line] = []
    for number, row in enumerate(table.records):
        if number:
            lines.append(Line("blank"))
        for cell in row:
            spans = wrap(text, width - table.indent_of(cell), cell.start, cell.end)
            lines += [Line("record", *span, index, place == 0) for place, span in enumerate(spans)]
    return lines


def _indents(document: Document) -> Iterator[int]:
    """How far the text of each block stands in, markers and rules included."""
    levels = {kind: _least_level(document, kind) for kind in ("item", "quote")}
    hanging: dict[int, int] = {}
    for block in document.blocks:
        if block.kind == "item":
            nesting = min(2 * (block.level - levels["item"]), MAX_INDENT)
            if block.marker:
                hanging[block.level] = nesting + cell_len(block.marker) + 1
            yield hanging.get(block.level, nesting + 2)
        elif block.kind == "quote":
            yield min(2 * (block.level - levels["quote"] + 1), MAX_INDENT)
        elif block.kind == "code":
            yield 1
        else:
            yield 0


def _least_level(document: Document, kind: str) -> int:
    return min((block.level for block in document.blocks if block.kind == kind), default=0)


def _figures(document: Document, masthead: Masthead, seen: Container[int]) -> dict[int, list[int]]:
    """Indices of the figures that are seen or have words of their own, by the block they stand before."""
    facts = _words(masthead.meta) | _BY
    found: dict[int, list[int]] = {}
    for number, figure in enumerate(document.figures):
        said = facts
        if figure.block < len(document.blocks) and document.blocks[figure.block].kind == "caption":
            said = facts | _words(document.of(document.blocks[figure.block]))
        if number in seen or not _words(figure.alt) <= said:
            found.setdefault(figure.block, []).append(number)
    return found


def anchored(lines: list[Line]) -> tuple[list[int], list[int]]:
    """Where the lines with text begin in it, and their numbers; `Page` finds places by them."""
    texts = [(line.start, y) for y, line in enumerate(lines) if line.block >= 0 and line.kind != "blank"]
    return [start for start, _ in texts], [y for _, y in texts]
