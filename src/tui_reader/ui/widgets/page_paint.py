"""Painting of one laid-out line: offsets, marks and a palette in, segments out. Pure; it knows no widget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, split_text
from rich.segment import Segment
from rich.style import Style

from tui_reader.model.document import Block, Link, Span
from tui_reader.ui.emoji import joins, unjoined
from tui_reader.ui.format import fit
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.page_art import row
from tui_reader.ui.widgets.page_lines import TAB, Line, Page
from tui_reader.ui.widgets.page_links import hyperlink
from tui_reader.ui.widgets.page_marks import Mark, MarkKind, Marks
from tui_reader.ui.widgets.page_table import GAP, RULE, Table, cells_of
from tui_reader.ui.widgets.wrap import painted

CUT = "…"
DOT = " · "
MIN_CUE = 6
"""Cells from which a cue is written behind a speaker."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the page is looked at: its colours and what is active; 0 (for a hit -1) when nothing is."""

    palette: Palette
    quote: int = 0
    entity: int = 0
    hit: int = -1
    links: Sequence[Link] = ()
    """The document's, by the number in their marks."""
    shifts: Mapping[int, int] = field(default_factory=dict)
    """How far wide blocks are scrolled to the left, by block: code by cells, a table by columns."""


class Piece(NamedTuple):
    """A stretch of a line. With `start` below 0 it is ornament, else it shows that part of the text."""

    text: str
    style: Style
    start: int = -1
    end: int = -1


def paint(page: Page, line: Line, marks: Marks, look: Look) -> list[Segment]:
    """The segments of one line, its left margin included."""
    if line.kind == "art":
        raster = page.art[line.start]
        return [Segment(" " * page.left, look.palette.ink), *row(raster, line.end)]
    segments: list[Segment] = []
    for piece in pieces(page, line, look.palette, look.shifts.get(line.block, 0)):
        if piece.start < 0:
            segments.append(Segment(piece.text, piece.style))
            continue
        over = marks.within(piece.start, piece.end)
        if not over:
            segments.append(Segment(piece.text, piece.style))
        elif len(piece.text) == piece.end - piece.start:
            segments += _cut(piece, over, look)
        elif piece.text.endswith(CUT) and page.document.text.startswith(piece.text[:-1], piece.start):
            whole = Piece(piece.text[:-1], piece.style, piece.start, piece.start + len(piece.text) - 1)
            segments += [*_cut(whole, over, look), Segment(CUT, piece.style)]
        else:
            segments.append(Segment(piece.text, _over(piece.style, over, look)))
    return segments


def pieces(page: Page, line: Line, palette: Palette, shift: int = 0) -> Iterator[Piece]:
    """What stands on a line from left to right; its texts joined are the line. An emoji is one sign."""
    for piece in _pieces(page, line, palette, shift):
        position = 0
        for match in joins(piece.text) if piece.start >= 0 else ():
            yield from _around(piece, position, match)
            position = match.end()
        if not position:
            yield piece
        elif position < len(piece.text):
            yield _part(piece, position, len(piece.text))


def _around(piece: Piece, position: int, match: re.Match[str]) -> Iterator[Piece]:
    """What stands before an emoji, and the emoji as its first sign."""
    sign = max(match.start() - 1, position)
    if sign > position:
        yield _part(piece, position, sign)
    yield _part(piece, sign, match.end())._replace(text=piece.text[sign : match.start()])


def _part(piece: Piece, start: int, end: int) -> Piece:
    """The characters of a piece from `start` to `end`; the last of them stand for what was cut away, too."""
    last = piece.end if end == len(piece.text) else piece.start + end
    return Piece(piece.text[start:end], piece.style, piece.start + start, last)


def _pieces(page: Page, line: Line, palette: Palette, shift: int) -> Iterator[Piece]:
    """The same with joined emoji."""
    if page.left:
        yield Piece(" " * page.left, palette.ink)
    kind = line.kind
    if kind == "text":
        block = page.document.blocks[line.block]
        yield from _indent(page, line, block, palette)
        text = painted(page.document.text[line.start : line.end])
        yield Piece(text, _tone(block, palette), line.start, line.end)
    elif kind == "remark":
        yield Piece("✎ " if line.first else "  ", palette.accent)
        yield Piece(page.remarks[line.part][line.start : line.end], palette.muted + palette.emphasis)
    elif kind == "art":
        yield Piece(" " * page.art[line.start].width, palette.ink)
    elif kind == "said":
        yield Piece("│ ", palette.quote_rule)
        yield Piece(painted(page.document.text[line.start : line.end]), palette.ink, line.start, line.end)
    elif kind == "speaker":
        yield from _speakers(page, line, palette)
    elif kind == "blank":
        if line.block >= 0:
            yield from _indent(page, line, page.document.blocks[line.block], palette)
    elif kind == "code":
        yield from _code(page, line, palette, shift)
    elif kind == "row":
        yield from _row(page, line, palette, shift)
    elif kind == "record":
        yield from _record(page, line, palette)
    elif kind == "rule":
        yield Piece("─" * page.measure, palette.faint)
    elif kind == "figure":
        alt = painted(page.document.figures[line.start].alt.strip())
        yield Piece("▒ " + fit(alt, page.measure - 2), palette.muted)
    else:
        yield _head(page, line, palette)


def offset_at(page: Page, line: Line, column: int, look: Look, *, exact: bool = False) -> int | None:
    """The offset in the text under character `column` of a line; None on lines that show nothing of the text.

    On ornament it is the nearest end of the text, or None when `exact`.
    """
    position, nearest = 0, None
    for piece in pieces(page, line, look.palette, look.shifts.get(line.block, 0)):
        stop = position + len(piece.text)
        if piece.start >= 0:
            if column < stop and not (exact and column < position):
                return piece.start + max(0, min(column - position, piece.end - piece.start))
            nearest = piece.end
        position = stop
    return None if exact else nearest


def _head(page: Page, line: Line, palette: Palette) -> Piece:
    """A line of the title, of the facts below it, or of a note where the text would be."""
    head = page.masthead
    if line.kind == "title" and line.block >= 0:
        return Piece(painted(page.document.text[line.start : line.end]), palette.title, line.start, line.end)
    source = {"title": head.title, "meta": head.meta, "note": head.note}[line.kind]
    words = source[line.start : line.end].replace("\N{NO-BREAK SPACE}", " ")
    if line.kind == "meta":
        words = words.removesuffix(DOT.rstrip())
    return Piece(words, palette.title if line.kind == "title" else palette.muted)


def _tone(block: Block, palette: Palette) -> Style:
    if block.kind == "heading":
        return palette.title
    return palette.muted if block.kind in {"caption", "credit"} else palette.ink


def _indent(page: Page, line: Line, block: Block, palette: Palette) -> Iterator[Piece]:
    """The rule beside a block quote; the marker on an item's first line, none where an item goes on."""
    cells = page.indents[line.block]
    if not cells:
        return
    if block.kind == "quote":
        room = cell_len(block.marker) + 1 if block.marker else 0
        yield Piece("│ " * ((cells - room) // 2), palette.faint)
        if room and line.kind != "blank":
            yield Piece(f"{block.marker} " if line.first else " " * room, palette.muted)
    elif line.first and block.marker:
        marker = block.marker + " "
        yield Piece(" " * (cells - cell_len(marker)) + marker, palette.muted)
    else:
        yield Piece(" " * cells, palette.ink)


def _speakers(page: Page, line: Line, palette: Palette) -> Iterator[Piece]:
    """Who says the passage below, and how; several are parted by dots."""
    room = page.measure
    for number, speaker in enumerate(page.passages[line.start].speakers):
        if number and room > len(DOT):
            yield Piece(DOT, palette.muted)
            room -= len(DOT)
        name, cue = fit(speaker.name, room - 2), ""
        room -= cell_len(name)
        look = palette.muted + Style(bold=True) if speaker.doubtful else palette.title
        if speaker.entity:
            look += Style.from_meta({"speaker": speaker.entity})
        yield Piece(name, look)
        if speaker.cue and room > MIN_CUE:
            cue = " " + fit(speaker.cue, room - 3)
            yield Piece(cue, palette.muted)
        if speaker.doubtful:
            yield Piece(" ?", palette.doubt)
        room -= cell_len(cue) + 2 * speaker.doubtful


def _code(page: Page, line: Line, palette: Palette, shift: int) -> Iterator[Piece]:
    """A line of verbatim text on its surface, `shift` cells of it scrolled away, cut at the column's edge."""
    room = page.breadth_of(line.block) - 2
    yield Piece("‹" if shift and line.end > line.start else " ", palette.code)
    for part in _expanded(page.document.text, line):
        text, start, end = _scrolled(part, shift)
        shift = max(shift - cell_len(part[0]), 0)
        shown = fit(text, room)
        if shown:
            yield Piece(shown, palette.code, start, end)
        room -= cell_len(shown)
    yield Piece(" " * (room + 1), palette.code)


def _scrolled(part: tuple[str, int, int], shift: int) -> tuple[str, int, int]:
    """What is left of a stretch when `shift` cells are scrolled away."""
    text, start, end = part
    if not shift:
        return part
    kept = split_text(text, shift)[1] if shift < cell_len(text) else ""
    return kept, max(end - len(kept), start), end


def _expanded(text: str, line: Line) -> Iterator[tuple[str, int, int]]:
    """The stretches of a verbatim line and where they stand in the text; a tab is four blanks."""
    position = line.start
    for part in text[line.start : line.end].split("\t"):
        if position > line.start:
            yield TAB, position - 1, position
        if part:
            yield part, position, position + len(part)
        position += len(part) + 1


def _row(page: Page, line: Line, palette: Palette, shift: int) -> Iterator[Piece]:
    """A line of a row of a table; where there are too many columns, those that are seen beside the first."""
    table, text = page.tables[line.block], page.document.text
    style = palette.title if line.first and len(table.rows) > 1 else palette.ink
    broken = table.broken.get(line.start)
    cells = broken[line.part] if broken else cells_of(text, line.start, line.end)
    edge = palette.accent if line.first else palette.faint
    seen = table.window(shift) if table.room else range(1, len(table.widths))
    room = table.room
    for column in (0, *seen):
        if column == seen.start and table.room:
            yield Piece(" ‹ " if shift else " │ ", edge if shift else palette.faint)
            room -= RULE
        elif column:
            yield Piece(" " * GAP, palette.ink)
            room -= GAP
        yield from _cell(text, cells[column] if column < len(cells) else None, table, column, style, line)
        room -= table.widths[column]
    if table.room and seen.stop < len(table.widths):
        yield Piece(" " * (room - 1) + "›", edge)


def _cell(
    text: str, given: Span | None, table: Table, column: int, style: Style, line: Line
) -> Iterator[Piece]:
    """A cell, or a line of it, as wide as its column; figures stand at the right."""
    width = table.widths[column]
    cell = given or Span(line.start, line.start)
    shown = fit(painted(text[cell.start : cell.end]), width)
    blanks = Piece(" " * (width - cell_len(unjoined(shown))), style)
    if blanks.text and table.numeric[column]:
        yield blanks
    if shown:
        yield Piece(shown, style, cell.start, cell.end)
    if blanks.text and not table.numeric[column]:
        yield blanks


def _record(page: Page, line: Line, palette: Palette) -> Iterator[Piece]:
    """A line of one cell of a table that is too wide for rows, behind the name of its column."""
    label = page.tables[line.block].label_at(line.start)
    if label is not None:
        yield Piece("  " + (label if line.first else " " * cell_len(label)), palette.muted)
    text = painted(page.document.text[line.start : line.end])
    yield Piece(text, palette.title if label is None else palette.ink, line.start, line.end)


def _cut(piece: Piece, over: list[Mark], look: Look) -> Iterator[Segment]:
    """A piece in segments of one style each."""
    start, end = piece.start, piece.end
    edges = {start, end}
    for mark in over:
        edges.add(max(mark.start, start))
        edges.add(min(mark.end, end))
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        covering = [mark for mark in over if mark.start <= left and mark.end >= right]
        text = _shifted(piece.text[left - start : right - start], covering)
        yield Segment(text, _over(piece.style, covering, look))


def _shifted(text: str, covering: list[Mark]) -> str:
    """Figures and signs above or below the line as such, when there are such characters for all of them."""
    for mark in covering:
        signs = _SIGNS.get(mark.kind)
        if signs and all(ord(character) in signs for character in text):
            return text.translate(signs)
    return text


def _over(style: Style, covering: list[Mark], look: Look) -> Style:
    """A style under the marks that cover it, the lowest first."""
    quoted = False
    for mark in covering:
        if mark.kind in _QUOTES:
            laid = _quote_style(mark, look)
            quoted = quoted or laid is not None
        elif mark.kind in _MENTIONS:
            laid = _mention_style(mark, look, quoted=quoted)
        elif mark.kind == MarkKind.HIT:
            laid = look.palette.active_hit if mark.ref == look.hit else look.palette.hit
        elif mark.kind == MarkKind.LINK and mark.ref < len(look.links):
            laid = hyperlink(look.links[mark.ref].url, look.palette.link)
        else:
            laid = _inline(mark.kind, look.palette)
        style = style + laid if laid else style
    return style


_SIGNS = {
    MarkKind.RAISED: str.maketrans("0123456789+-−=()[]n*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾ⁿ*"),
    MarkKind.LOWERED: str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_QUOTES = frozenset({MarkKind.QUOTE, MarkKind.SILENT_QUOTE})
_MENTIONS = frozenset({MarkKind.MENTION, MarkKind.LATER_MENTION})


def _quote_style(mark: Mark, look: Look) -> Style | None:
    """Gold, inverse for the active quote; nothing for indirect speech that is not active."""
    if mark.ref == look.quote:
        return look.palette.active_quote
    return look.palette.quote if mark.kind == MarkKind.QUOTE else None


def _mention_style(mark: Mark, look: Look, *, quoted: bool) -> Style | None:
    """Teal and underlined, inside a quote only underlined; inverse wherever the active entity is named."""
    if mark.ref == look.entity:
        return look.palette.active_entity
    if mark.kind == MarkKind.LATER_MENTION:
        return None
    return look.palette.mention_in_quote if quoted else look.palette.mention


def _inline(kind: MarkKind, palette: Palette) -> Style:
    """What the source itself marked."""
    if kind == MarkKind.LINK:
        return palette.link
    if kind in {MarkKind.STRONG, MarkKind.KEYWORD}:
        return palette.strong
    if kind in {MarkKind.EMPHASIS, MarkKind.STRING}:
        return palette.emphasis
    if kind == MarkKind.NOTE:
        return palette.noted
    if kind == MarkKind.COMMENT:
        return palette.muted
    if kind in _SIGNS:
        return Style.null()
    return palette.strike if kind == MarkKind.STRIKE else palette.code


def selected(segments: list[Segment], span: tuple[int, int], style: Style) -> list[Segment]:
    """The segments with the characters of `span` (end -1: to the end) as the mouse's selection."""
    start, end = span
    laid: list[Segment] = []
    position = 0
    for text, under, _ in segments:
        left = min(max(start - position, 0), len(text))
        right = len(text) if end < 0 else min(max(end - position, left), len(text))
        over = under + style if under else style
        parts = ((text[:left], under), (text[left:right], over), (text[right:], under))
        laid += [Segment(part, look) for part, look in parts if part]
        position += len(text)
    return laid
