"""The lines of each kind of block and of pictures, and the space between. It paints nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from rich.cells import cell_len

from tui_reader.model.document import Block, Document
from tui_reader.model.picture import Raster
from tui_reader.ui.widgets.page_art import lines_of
from tui_reader.ui.widgets.page_lines import TAB, Line, LineKind, Masthead
from tui_reader.ui.widgets.page_table import Table, measured
from tui_reader.ui.widgets.wrap import wrap

MAX_INDENT = 12
BY = frozenset({"by", "and", "von", "und", "par", "et", "por", "y", "di"})


def words_of(line: str) -> frozenset[str]:
    """The words of a line, whatever their case."""
    return frozenset(re.findall(r"\w+", line.casefold()))


def picture_lines(figures: Iterable[int], above: list[Line], seen: Mapping[int, Raster]) -> list[Line]:
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


def space_before(previous: Block | None, block: Block, index: int, above: list[Line]) -> list[Line]:
    """The blank line before a block, where one stands; between block quotes it carries their rule."""
    if _last(above) in {"figure", "art"}:
        return [] if block.kind == "caption" else [Line("blank")]
    if previous is None:
        return [Line("blank")]
    if previous.kind == block.kind and block.kind in {"item", "credit"}:
        return []
    if previous.kind == block.kind == "quote" and previous.marker and block.marker:
        return []
    if previous.kind == block.kind == "quote":
        return [Line("blank", block=index)]
    return [Line("blank")] * (2 if block.kind == "credit" else 1)


def block_lines(
    document: Document, index: int, block: Block, widths: tuple[int, int], tables: dict[int, Table]
) -> list[Line]:
    """The lines of one block; `widths` are those of its text and of a table that does not fit in there."""
    text, (start, end), (width, breadth) = document.text, (block.start, block.end), widths
    if block.kind == "rule":
        return [Line("rule", start, end, index)]
    if block.kind == "code":
        return _verbatim(text, start, end, index)
    if block.kind == "table":
        table = tables[index] = measured(text, start, end, width, breadth)
        return _table(text, table, index, width)
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


def broad_code(document: Document, column: int, breadth: int) -> Iterator[tuple[int, int]]:
    """The blocks of code with lines too long for the column, and how wide they become with their surface."""
    for index, block in enumerate(document.blocks):
        if block.kind == "code" and (longest := longest_line(document, block)) + 2 > column:
            yield index, min(longest + 2, breadth)


def longest_line(document: Document, block: Block) -> int:
    """Cells of the longest line of a block of code."""
    return max(map(cell_len, document.of(block).replace("\t", TAB).split("\n")))


def _table(text: str, table: Table, index: int, width: int) -> list[Line]:
    """Rows when the columns fit, else each row as a record of "head: cell" lines."""
    if table.widths:
        return list(_rows(table, index))
    lines: list[Line] = []
    for number, row in enumerate(table.records):
        if number:
            lines.append(Line("blank"))
        for cell in row:
            spans = wrap(text, width - table.indent_of(cell), cell.start, cell.end)
            lines += [Line("record", *span, index, place == 0) for place, span in enumerate(spans)]
    return lines


def _rows(table: Table, index: int) -> Iterator[Line]:
    """The lines of rows; where cells are wrapped, with blank lines between them."""
    for number, row in enumerate(table.rows):
        if number and table.broken:
            yield Line("blank")
        for part in range(len(table.broken.get(row[0].start, ((),)))):
            yield Line("row", row[0].start, row[-1].end, index, number == 0, part)


def indents_of(document: Document) -> Iterator[int]:
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
            room = cell_len(block.marker) + 1 if block.marker else 0
            yield min(2 * (block.level - levels["quote"] + 1), MAX_INDENT) + room
        elif block.kind == "code":
            yield 1
        else:
            yield 0


def _least_level(document: Document, kind: str) -> int:
    return min((block.level for block in document.blocks if block.kind == kind), default=0)


def figures_of(document: Document, masthead: Masthead, seen: Container[int]) -> dict[int, list[int]]:
    """Indices of the figures that are seen or have words of their own, by the block they stand before."""
    facts = words_of(masthead.meta) | BY
    found: dict[int, list[int]] = {}
    for number, figure in enumerate(document.figures):
        said = facts
        if figure.block < len(document.blocks) and document.blocks[figure.block].kind == "caption":
            said = facts | words_of(document.of(document.blocks[figure.block]))
        if number in seen or not words_of(figure.alt) <= said:
            found.setdefault(figure.block, []).append(number)
    return found
