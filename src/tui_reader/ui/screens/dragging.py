"""Dragging: the mouse moves the borders between panes. How large panes may be, layout.Sizes knows."""

from __future__ import annotations

from typing import Literal

from textual.geometry import Region

from tui_reader.ui.actions import Pane
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.view import View

Edge = tuple[Pane, Literal["right", "left", "bottom"]]
EDGES: tuple[Edge, ...] = (
    ("sources", "right"),
    ("quotes", "left"),
    ("entities", "left"),
    ("articles", "bottom"),
    ("quotes", "bottom"),
)
"""The borders that can be taken hold of; none of them is in text that the mouse selects."""


class Dragging:
    """Holds one border from a press of the button to its release."""

    def __init__(self, view: View, panes: Panes) -> None:
        self.view = view
        self._panes = panes
        self._edge: Edge | None = None
        self._sizes = panes.sizes
        self._region = Region()
        """Sizes and place of the pane when its border was taken: between two moves nothing is laid out."""

    @property
    def on(self) -> bool:
        """Whether a border is held."""
        return self._edge is not None

    def take(self, x: int, y: int) -> bool:
        """Take hold of the border at a cell of the screen; whether there is one."""
        self._edge = next((edge for edge in EDGES if self._is_at(edge, x, y)), None)
        if self._edge is not None:
            self._sizes, self._region = self._panes.sizes, self.view.panes[self._edge[0]].region
        return self.on

    def _is_at(self, edge: Edge, x: int, y: int) -> bool:
        pane, side = edge
        region = self.view.panes[pane].region
        if not self._panes.shows(pane) or not region.contains(x, y) or self._panes.alone:
            return False
        if side == "bottom":
            return y == region.bottom - 1
        return x == (region.x if side == "left" else region.right - 1)

    def move(self, x: int, y: int) -> None:
        """The pointer is at another cell: the border follows as far as it may."""
        if self._edge is None:
            return
        pane, side = self._edge
        region = self._region
        columns = {"right": x + 1 - region.right, "left": region.x - x}.get(side, 0)
        rows = y + 1 - region.bottom if side == "bottom" else 0
        self._panes.stretch(pane, columns, rows, since=self._sizes)

    def drop(self) -> None:
        """Let go."""
        self._edge = None
