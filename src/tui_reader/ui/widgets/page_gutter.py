"""The reader's margin: in place of a scroll bar, where quotes and names stand, and where one is.

The left half of a cell is gold where people are quoted, the right half teal where names stand; the more, the
stronger. A click goes there, what is in view can be dragged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.scrollbar import ScrollTo
from textual.strip import Strip

from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.steady import Bar

STEPS = 4
"""Strengths of a mark."""
_FULL_QUOTES, _FULL_NAMES = 0.7, 4.0
"""The share of lines with a quote, and names a line, from which a mark has its full strength."""


@dataclass(frozen=True, slots=True)
class Heat:
    """What stands beside one row of the margin: 0 (nothing) to STEPS."""

    quotes: int = 0
    names: int = 0


def heats(quotes: Sequence[range], names: Sequence[int], lines: int, rows: int) -> tuple[Heat, ...]:
    """The heat of `rows` rows beside `lines` lines: from the lines that quotes cover and those of names.

    Where there are fewer lines than rows each line is a row of its own.
    """
    if lines <= 0 or rows <= 0:
        return ()
    scale = min(rows / lines, 1.0)
    said, named = [0.0] * rows, [0.0] * rows
    for covered in quotes:
        for line in covered:
            if 0 <= line < lines:
                said[min(int(line * scale), rows - 1)] += scale
    for line in names:
        if 0 <= line < lines:
            named[min(int(line * scale), rows - 1)] += scale
    return tuple(
        Heat(_step(one / _FULL_QUOTES), _step(other / _FULL_NAMES))
        for one, other in zip(said, named, strict=True)
    )


def _step(share: float) -> int:
    return min(ceil(share * STEPS), STEPS)


class Margin(Bar):
    """A scroll bar that shows heat. `heat` has one entry a row."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(vertical=True, name="vertical", thickness=1)
        self.palette = palette
        self.heat: tuple[Heat, ...] = ()
        self._made: dict[tuple[int, Heat, bool], Strip] = {}

    def show(self, heat: tuple[Heat, ...], palette: Palette) -> None:
        """Show another article's heat, or the same in other colours."""
        if heat != self.heat or palette != self.palette:
            self.heat, self.palette = heat, palette
            self._made.clear()
            self.refresh()

    def _cells(self, rows: range) -> list[Strip]:
        """A cell a row, painted once for what it shows."""
        thumb = self.thumb
        return [self._cell(row, row in thumb) for row in rows]

    def _cell(self, row: int, here: bool) -> Strip:
        heat = self.heat[row] if row < len(self.heat) else Heat()
        key = (row, heat, here)
        if key not in self._made:
            action = "grab" if here else f"jump({row})"
            glyph, style = mark(heat, here, self.palette)
            self._made[key] = Strip([Segment(glyph, style + Style(meta={"@mouse.down": action}))], 1)
        return self._made[key]

    @property
    def thumb(self) -> range:
        """The rows beside what is in view; none when all of it is."""
        rows, lines, window = self.size.height, self.window_virtual_size, self.window_size
        if not rows or not window or window >= lines:
            return range(0)
        size = max(round(rows * window / lines), 1)
        start = round((rows - size) * min(self.position / (lines - window), 1.0))
        return range(start, start + size)

    def action_jump(self, row: int) -> None:
        """Bring what stands beside a row a third down the view."""
        lines = max(self.window_virtual_size, self.size.height)
        line = row * lines / max(self.size.height, 1)
        self.post_message(ScrollTo(y=max(line - self.window_size / 3, 0), animate=False))


@lru_cache(maxsize=256)
def mark(heat: Heat, here: bool, palette: Palette) -> tuple[str, Style]:
    """The glyph and the colours of one cell."""
    paper, quote = palette.active_quote.color, palette.quote.color
    if paper is None or quote is None or paper.triplet is None or quote.triplet is None:
        return _plain(heat, here, palette)
    thumb = palette.faint.color
    under = thumb if here and thumb is not None else paper
    gold = _blend(under, quote, heat.quotes, here) if heat.quotes else under
    teal = _blend(under, palette.entity.color, heat.names, here) if heat.names else under
    if gold == teal:
        return " ", Style(bgcolor=gold)
    return "▌", Style(color=gold, bgcolor=teal)


def _plain(heat: Heat, here: bool, palette: Palette) -> tuple[str, Style]:
    """Without shades of colour: a bar for quotes, a thin one for names, inverse in view."""
    glyph = "▌" if heat.quotes else "│" if heat.names else " "
    style = palette.quote if heat.quotes else palette.entity if heat.names else palette.ink
    return glyph, Style(color=style.color, reverse=here, dim=not here and not heat.quotes)


def _blend(under: Color, over: Color | None, strength: int, here: bool) -> Color:
    """`over` upon `under`, the more the stronger, stronger still beside what is in view."""
    if over is None or under.triplet is None or over.triplet is None:
        return over or under
    share = (0.45 if here else 0.2) + 0.5 * strength / STEPS
    mixed = (round(a + (b - a) * share) for a, b in zip(under.triplet, over.triplet, strict=True))
    return Color.from_triplet(ColorTriplet(*mixed))
