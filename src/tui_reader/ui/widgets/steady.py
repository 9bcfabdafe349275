"""Parts of the screen that never scroll: a size that changes asks for no second layout of the whole screen.

Textual lays the screen out anew whenever the virtual size of a widget has changed, because a scroll bar might
come or go. These have none, or one that is always there.
"""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar
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
    """The scroll bar of a view that always has one."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
