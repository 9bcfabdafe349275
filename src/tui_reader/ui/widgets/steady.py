"""Parts of the screen that never scroll: a size that changes asks for no second layout of the whole screen.

Textual lays the screen out anew whenever the virtual size of a widget has changed, because a scroll bar might
come or go. These have none, or one that is always there.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widgets import Static


class Column(Vertical):
    """Widgets one below the other."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class Row(Horizontal):
    """Widgets side by side."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class Line(Static):
    """A text in a place of fixed height."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class Bar(ScrollBar):
    """The scroll bar of a view that always has one. It is painted without the way of all widgets."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """A cell a row."""
        filters, (_, ground) = self.get_line_filters(), self.background_colors
        strips = self._cells(crop.line_range)
        for line_filter in filters:
            strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        return strips

    def _cells(self, rows: range) -> list[Strip]:
        """The cells of some rows, before the terminal's filters."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style):  # pragma: no cover
            raise TypeError(bar)
        painted = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            back_color=bar.style.bgcolor or Color.default(),
            bar_color=bar.style.color or Color.default(),
        )
        cells = list(painted.segments)
        return [_strip(*cells[row][:2]) for row in rows]


@lru_cache(maxsize=64)
def _strip(text: str, style: Style | None) -> Strip:
    """A cell as a line of its own; the same ones come again and again."""
    return Strip([Segment(text, style)], 1)
