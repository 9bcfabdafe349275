"""Layout of one article at one width: which stretch of which text stands on which line. It paints nothing.

Lines know offsets, never words or styles, so that 50,000 words are laid out in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_reader.model.document import Block, Document, Span
from tui_reader.model.picture import Raster
from tui_reader.model.same import same_line
from tui_reader.ui.widgets.page_blocks import (
    BY,
    block_lines,
    broad_code,
    figures_of,
    indents_of,
    picture_lines,
    space_before,
    words_of,
)
from tui_reader.ui.widgets.page_lines import Line, Masthead, Page, anchored, breadth_of, column_of, strings
from tui_reader.ui.widgets.page_table import Table

AIRY = 90
"""Cells of the pane from which the title has a blank line above it."""
NOTE_INDENT = 2
"""Cells in front of the reader's own words."""


def lay_out(
    document: Document,
    masthead: Masthead,
    width: int,
    measure: int,
    art: Callable[[str, int], Raster | None] = lambda *_: None,
    remarks: Sequence[tuple[Span, str]] = (),
) -> Page:
    """Lay an article out in `width` cells, in a column of at most `measure`.

    `art` gives the picture of an address at the width of the column, if it is to be seen. `remarks` are the
    reader's, each below the block in which its words begin.
    """
    left, column = column_of(width, measure)
    breadth = breadth_of(width, left, column)
    hidden = hidden_blocks(document, masthead)
    indents = tuple(indents_of(document))
    tables: dict[int, Table] = {}
    seen = {
        number: raster
        for number, figure in enumerate(document.figures)
        if (raster := art(figure.url, column)) is not None
    }
    figures = figures_of(document, masthead, seen)
    lines = head_lines(document, masthead, hidden, width, column)
    previous: Block | None = None
    for index, block in enumerate(document.blocks):
        lines += picture_lines(figures.get(index, ()), lines, seen)
        if index in hidden:
            lines += remark_lines(remarks, Span(block.start, block.end), column)
        if index in hidden or (block.start == block.end and block.kind != "rule"):
            continue
        lines += space_before(previous, block, index, lines)
        lines += block_lines(document, index, block, (column - indents[index], breadth), tables)
        lines += remark_lines(remarks, Span(block.start, block.end), column)
        previous = block
    lines += picture_lines(figures.get(len(document.blocks), ()), lines, seen)
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
        remarks=tuple(text for _, text in remarks),
        broad=dict(broad_code(document, column, breadth)),
    )


def hidden_blocks(document: Document, masthead: Masthead) -> frozenset[int]:
    """The blocks on no line: furniture, and first lines that only repeat the title or the facts below it."""
    hidden = {index for index, block in enumerate(document.blocks) if block.kind == "furniture"}
    facts = words_of(masthead.meta) | BY
    for index, block in enumerate(document.blocks):
        line = document.of(block)[:500]
        if index in hidden:
            continue
        if block.kind == "credit":
            if words_of(line) <= facts:
                hidden.add(index)
        elif block.kind in {"heading", "paragraph"} and same_line(line, masthead.title):
            hidden.add(index)
        else:
            break
    return frozenset(hidden)


def head_lines(
    document: Document, masthead: Masthead, hidden: frozenset[int], width: int, column: int
) -> list[Line]:
    """The lines above the text; where there is room, a blank one first.

    A title that stands in the text, too, is the one of the text, so that its layers are seen.
    """
    lines = [Line("blank")] if width >= AIRY else []
    title = strings("title", masthead.title, column)
    for index in sorted(hidden):
        block = document.blocks[index]
        if document.of(block) == masthead.title:
            at = block.start
            title = (line._replace(start=line.start + at, end=line.end + at, block=index) for line in title)
            break
    return [*lines, *title, *strings("meta", masthead.meta, column)]


def remark_lines(remarks: Sequence[tuple[Span, str]], within: Span, column: int) -> list[Line]:
    """The lines of the remarks on words that begin within a stretch of text."""
    return [
        line
        for number, (span, text) in enumerate(remarks)
        if within.start <= span.start < within.end
        for line in strings("remark", text, column - NOTE_INDENT, number)
    ]


def note_lines(masthead: Masthead, column: int) -> list[Line]:
    """The lines below the text: a note, and a blank one to end with."""
    note = [Line("blank"), *strings("note", masthead.note, column)] if masthead.note else []
    return [*note, Line("blank")]
