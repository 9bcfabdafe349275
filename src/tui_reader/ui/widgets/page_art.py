"""Pictures as cells: the upper half of a cell is one pixel, the lower half the next. Pure."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tui_reader.model.picture import Picture, Raster

HALF = "▀"
LEAST_LINES, MOST_LINES = 6, 24
"""Lines that a picture may have in the lowest view and in the highest; else three quarters of the view."""
_SHADES = 0xF8F8F8
"""The bits of a colour that are kept: cells that look alike share a style."""


def fitted(picture: Picture, column: int, view: int) -> Raster:
    """The largest raster within a column of cells that leaves room for words in a view of so many lines."""
    return picture.fitting(column, 2 * min(max(view * 3 // 4, LEAST_LINES), MOST_LINES))


def lines_of(raster: Raster) -> int:
    """How many lines a raster stands on."""
    return (raster.height + 1) // 2


def row(raster: Raster, line: int) -> list[Segment]:
    """One line of a picture. Neighbouring cells of one look are one segment."""
    upper, lower = 2 * line, 2 * line + 1
    found: list[Segment] = []
    begin, last = 0, _look(raster, 0, upper, lower)
    for x in range(1, raster.width + 1):
        look = _look(raster, x, upper, lower) if x < raster.width else None
        if look != last:
            found.append(Segment(HALF * (x - begin), _style(*last)))
            begin, last = x, look or last
    return found


def _look(raster: Raster, x: int, upper: int, lower: int) -> tuple[int, int]:
    """The two colours of a cell; -1 below the last pixel."""
    below = raster.colour(x, lower) & _SHADES if lower < raster.height else -1
    return raster.colour(x, upper) & _SHADES, below


@lru_cache(maxsize=16_384)
def _style(above: int, below: int) -> Style:
    return Style(color=_colour(above), bgcolor=_colour(below) if below >= 0 else None)


@lru_cache(maxsize=16_384)
def _colour(value: int) -> Color:
    return Color.from_triplet(ColorTriplet(value >> 16, value >> 8 & 255, value & 255))
