"""A pyte screen as SVG, cell by cell: no font metrics are trusted; lines and blocks are drawn as shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pyte
from pyte.screens import Char
from wcwidth import wcwidth

WIDTH, HEIGHT, BASE, MARGIN = 9, 19, 14, 14
"""A cell, the baseline in it and the margin of the page, in pixels."""
FONT = "'DejaVu Sans Mono','Menlo','Consolas','Liberation Mono',monospace"
INK, PAGE = "#dcd6c8", "#14161a"
_NAMED = {
    "black": "#000000", "red": "#cc3333", "green": "#4e9a06", "brown": "#c4a000",
    "blue": "#3465a4", "magenta": "#75507b", "cyan": "#06989a", "white": "#d3d7cf",
}  # fmt: skip
_LEFT, _RIGHT, _UP, _DOWN = 1, 2, 4, 8
_LINES = {
    "─": _LEFT | _RIGHT, "│": _UP | _DOWN, "╭": _RIGHT | _DOWN, "╮": _LEFT | _DOWN,
    "╰": _RIGHT | _UP, "╯": _LEFT | _UP, "├": _UP | _DOWN | _RIGHT, "┤": _UP | _DOWN | _LEFT,
    "┬": _LEFT | _RIGHT | _DOWN, "┴": _LEFT | _RIGHT | _UP, "┼": 15,
    "┌": _RIGHT | _DOWN, "┐": _LEFT | _DOWN, "└": _RIGHT | _UP, "┘": _LEFT | _UP,
}  # fmt: skip
_CURVES = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}


@dataclass(frozen=True, slots=True)
class Style:
    """What cells beside each other must share to be drawn at once."""

    ink: str
    paper: str
    bold: bool
    italic: bool
    under: bool
    strike: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Cells of one style in a row; `cells` is their number, wide ones count two."""

    column: int
    cells: int
    text: str
    style: Style


def svg(screen: pyte.Screen, title: str) -> str:
    """The screen as one SVG document, the same for the same screen."""
    width, height = screen.columns * WIDTH + 2 * MARGIN, screen.lines * HEIGHT + 2 * MARGIN
    rows = [list(runs(screen, row)) for row in range(screen.lines)]
    paper = rows[0][0].style.paper if rows and rows[0] else PAGE
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" font-family="{FONT}" font-size="14.95" xml:space="preserve">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{paper}"/>',
        f'<g transform="translate({MARGIN} {MARGIN})">',
    ]
    parts += [_paper(run, row, paper) for row, found in enumerate(rows) for run in found]
    parts += [shape for row, found in enumerate(rows) for run in found for shape in _ink(run, row)]
    return "\n".join([*filter(None, parts), "</g>", "</svg>", ""])


def runs(screen: pyte.Screen, row: int) -> Iterator[Run]:
    """The runs of one row, from left to right."""
    cells = [screen.buffer[row][column] for column in range(screen.columns)]
    start, text = 0, ""
    for column, cell in enumerate(cells):
        if column > start and _style(cell) != _style(cells[start]):
            yield Run(start, column - start, text, _style(cells[start]))
            start, text = column, ""
        text += cell.data
    yield Run(start, len(cells) - start, text, _style(cells[start]))


def _style(cell: Char) -> Style:
    ink, paper = _colour(cell.fg, INK), _colour(cell.bg, PAGE)
    if cell.reverse:
        ink, paper = paper, ink
    return Style(ink, paper, cell.bold, cell.italics, cell.underscore, cell.strikethrough)


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return _NAMED.get(name.removeprefix("bright"), f"#{name}" if len(name) == 6 else default)


def _paper(run: Run, row: int, paper: str) -> str:
    if run.style.paper == paper:
        return ""
    return _box(run.column * WIDTH, row * HEIGHT, run.cells * WIDTH, HEIGHT, run.style.paper)


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def _ink(run: Run, row: int) -> Iterator[str]:
    """Words as text stretched to their cells; lines and blocks as shapes."""
    word, start = "", run.column
    column = run.column
    for char in [*run.text, "  "]:
        drawn = _shape(char, column, row, run.style.ink)
        gap = char == "  " or (char == " " and word[-1:] == " ")
        if (drawn or gap) and word.strip():
            yield _text(word.rstrip(), start, row, run.style)
        if drawn:
            yield drawn
        if drawn or gap:
            word, start = "", column + 1
        elif not word and char == " ":
            start = column + 1
        else:
            word += char
        column += _cells(char)


def _cells(char: str) -> int:
    return max(wcwidth(char), 0) if len(char) == 1 else 0


def _text(word: str, column: int, row: int, style: Style) -> str:
    length = sum(map(_cells, word)) * WIDTH
    look = ' font-weight="bold"' * style.bold + ' font-style="italic"' * style.italic
    lines = " ".join(["underline"] * style.under + ["line-through"] * style.strike)
    look += f' text-decoration="{lines}"' if lines else ""
    return (
        f'<text x="{column * WIDTH}" y="{row * HEIGHT + BASE}" textLength="{length}" '
        f'lengthAdjust="spacingAndGlyphs" fill="{style.ink}"{look}>{escape(word, quote=False)}</text>'
    )


def _shape(char: str, column: int, row: int, ink: str) -> str:
    """A box or block character as a shape; nothing for any other."""
    x, y = column * WIDTH, row * HEIGHT
    if char in _LINES:
        return _line(char, x, y, ink)
    if not ("▀" <= char <= "▐") or len(char) != 1:
        return ""
    code = ord(char)
    if char == "▀":
        return _box(x, y, WIDTH, HEIGHT / 2, ink)
    if code <= ord("█"):
        high = HEIGHT * (code - 0x2580) / 8
        return _box(x, y + HEIGHT - high, WIDTH, high, ink)
    if char == "▐":
        return _box(x + WIDTH / 2, y, WIDTH / 2, HEIGHT, ink)
    return _box(x, y, WIDTH * (0x2590 - code) / 8, HEIGHT, ink)


def _line(char: str, x: int, y: int, ink: str) -> str:
    """A frame's piece, as a path through the middle of its cell."""
    middle, centre = x + WIDTH / 2, y + HEIGHT / 2
    if char in _CURVES:
        across, along = _CURVES[char]
        path = f"M{middle + across * WIDTH / 2:g} {centre:g}Q{middle:g} {centre:g} {middle:g} "
        path += f"{centre + along * HEIGHT / 2:g}"
    else:
        ends = {
            _LEFT: (x, centre),
            _RIGHT: (x + WIDTH, centre),
            _UP: (middle, y),
            _DOWN: (middle, y + HEIGHT),
        }
        path = "".join(
            f"M{middle:g} {centre:g}L{end[0]:g} {end[1]:g}"
            for side, end in ends.items()
            if _LINES[char] & side
        )
    return f'<path d="{path}" stroke="{ink}" fill="none"/>'
