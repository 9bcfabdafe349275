"""PageView: a document laid out in a column, painted, selected from, kept in place when its width changes.

It knows nothing of articles and posts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.model.document import Span
from tui_reader.model.picture import Picture, Raster
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.page_art import fitted
from tui_reader.ui.widgets.page_copy import copied, extent
from tui_reader.ui.widgets.page_hints import Label, labelled, links_on
from tui_reader.ui.widgets.page_layers import Layers
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead, Page
from tui_reader.ui.widgets.page_paint import Look, offset_at, paint, pieces, selected
from tui_reader.ui.widgets.page_wide import Wide, in_view, moved, showing, wide_blocks

MEASURE = 78
BOLD = Style(bold=True)
_WORD = re.compile(r"\w+(?:['’\-.]\w+)*")


class PageView(LineView):
    """A page. Subclasses fill `_masthead` and `_layers`, then call `_lay_out`."""

    ALLOW_SELECT = True
    HAS_CURSOR: ClassVar[bool] = False
    GUTTER: ClassVar[int] = 0

    def __init__(self, *, measure: int = MEASURE, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- Textual's
        super().__init__(id=id, classes=classes)
        self._measure = measure
        self._masthead = Masthead("")
        self._layers = Layers()
        self._page: Page | None = None
        self._shifts: dict[int, int] = {}
        self._wide: tuple[Wide, ...] = ()
        """The blocks that are wider than the page, and how far those are scrolled, by block."""
        self._pressed = Offset(0, 0)
        self._pictures: Mapping[str, Picture] = {}
        self._labels: dict[int, list[Label]] = {}
        """The labels over the links in view, by line."""

    # Layout and place.

    def _lay_out(self) -> None:
        """Break the article into lines at the present width."""
        if self.size.width <= 0:
            self._page = None
            return
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        self._labels = {}
        self._page = self._laid()
        self._wide = wide_blocks(self._page)
        reach = {wide.block: wide.reach for wide in self._wide}
        self._shifts = {
            block: min(shift, reach[block]) for block, shift in self._shifts.items() if block in reach
        }
        self.recount()
        self.placed()

    def _laid(self) -> Page:
        """The article in lines."""
        layers = self._layers
        return lay_out(
            layers.document, self._masthead, self.size.width, self._measure, self._art, layers.remarks
        )

    def _art(self, url: str, column: int) -> Raster | None:
        picture = self._pictures.get(url)
        return fitted(picture, column, self.size.height) if picture else None

    def illustrate(self, pictures: Mapping[str, Picture]) -> None:
        """Show the pictures of these addresses, or none; what stood at the top stays there."""
        place = self._place()
        self._pictures = pictures
        self._lay_out()
        self._go_to(place)

    def resized(self, width: int) -> None:
        """Lay out at the new width; what stood at the top stays there."""
        del width
        place = self._place()
        self._lay_out()
        self._go_to(place)

    def placed(self) -> None:
        """Another part of the page is in view; for subclasses that tell of it."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the view."""
        super().watch_scroll_y(old_value, new_value)
        self.placed()

    def _place(self) -> int | None:
        """The offset at the top of the view; None at the head of the article."""
        if self._page is None:
            return None
        offset = self._page.offset_of(round(self.scroll_offset.y))
        return offset if offset >= 0 and self.scroll_offset.y > 0 else None

    @property
    def spot(self) -> int:
        """The offset at the top of the view, 0 at the head of the article; for coming back to it."""
        return self._place() or 0

    def return_to(self, spot: int) -> None:
        """Come back to a spot."""
        self._go_to(spot or None)

    def _go_to(self, offset: int | None) -> None:
        """Put an offset at the top of the view."""
        if self._page is not None:
            self.scroll_to_line(0 if offset is None else self._page.line_of(offset))

    # Where things stand.

    def _is_shown(self, offset: int) -> bool:
        """Whether the character at an offset stands on a line."""
        assert self._page is not None
        line = self._page.lines[self._page.line_of(offset)]
        return line.start <= offset < line.end

    def _in_view(self, start: int, end: int) -> bool:
        """Whether all of a stretch of text is on screen."""
        assert self._page is not None
        top, first, last = round(self.scroll_offset.y), self._page.line_of(start), self._page.line_of(end - 1)
        return top <= first and last < top + self.size.height

    def _reveal(self, start: int, end: int) -> None:
        """Bring a stretch of text a third down the view, unless all of it is in view."""
        if self._page is None:
            return
        if not self._in_view(start, end):
            self.scroll_to_line(self._page.line_of(start) - self.size.height // 3)
        self._show_aside(start, end)

    # What is wider than the page.

    @property
    def wide(self) -> Wide | None:
        """The block in view that is wider than the page; the one that most of it shows."""
        return in_view(self._wide, round(self.scroll_offset.y), self.size.height) if self._wide else None

    def sideways(self, steps: int, wide: Wide | None = None) -> bool:
        """Scroll the wide block in view, or another, to the right or (below 0) left; False if it stays."""
        wide = wide or self.wide
        return wide is not None and self._shift(wide, moved(wide, self._shifts.get(wide.block, 0), steps))

    def _shift(self, wide: Wide, shift: int) -> bool:
        if shift == self._shifts.get(wide.block, 0):
            return False
        self._shifts[wide.block] = shift
        self.repaint()
        self.placed()
        return True

    def _show_aside(self, start: int, end: int) -> None:
        """Scroll a wide block so that a stretch of its text is seen."""
        assert self._page is not None
        y = self._page.line_of(start)
        for wide in self._wide:
            if y in wide.lines:
                shift = self._shifts.get(wide.block, 0)
                self._shift(wide, showing(self._page, wide, Span(start, end), shift))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With shift the wheel scrolls the wide block under the pointer."""
        if event.shift:
            self._wheeled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same to the left."""
        if event.shift:
            self._wheeled(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """A wheel that turns sideways."""
        self._wheeled(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """The same to the left."""
        self._wheeled(event, -1)

    def _wheeled(self, event: events.MouseEvent, steps: int) -> None:
        event.stop()
        event.prevent_default()
        offset = event.get_content_offset(self)
        y = round(self.scroll_offset.y) + offset.y if offset else -1
        wide = next((wide for wide in self._wide if y in wide.lines), None)
        if wide is not None:
            self.sideways(steps, wide)

    # Painting.

    @property
    def line_count(self) -> int:
        """How many lines the article has at this width."""
        return len(self._page.lines) if self._page else 0

    def line(self, y: int, width: int) -> list[Segment]:
        """Paint one line."""
        del width
        assert self._page is not None
        line = self._page.lines[y]
        segments = paint(self._page, line, self._layers.marks, self._look())
        selection = self.text_selection
        span = selection.get_span(y) if selection is not None else None
        if span is not None and line.kind != "blank":
            segments = selected(segments, (max(span[0], self._page.left), span[1]), self.palette.selection)
        if y in self._labels:
            segments = labelled(segments, self._labels[y], self.palette.active_hit + BOLD)
        return segments

    def _look(self) -> Look:
        layers = self._layers
        links = layers.document.links
        return Look(
            self.palette, layers.active_quote, layers.active_entity, layers.active_hit, links, self._shifts
        )

    # Links.

    def links_in_view(self) -> dict[int, tuple[int, int]]:
        """The numbers of the links that can be seen, with the line and the cell where each begins."""
        if self._page is None:
            return {}
        top = round(self.scroll_offset.y)
        numbered = enumerate(self._page.lines[top : top + self.size.height], top)
        return links_on(self._page, numbered, self._layers.marks, self._look())

    def label(self, labels: Mapping[int, str]) -> None:
        """Lay letters over the links with these numbers; none takes them away."""
        self._labels = {}
        for link, (y, cell) in self.links_in_view().items():
            if link in labels:
                self._labels.setdefault(y, []).append((cell, labels[link]))
        self.repaint()

    def render_line(self, y: int) -> Strip:
        """A line that knows its place, for the mouse to select from."""
        return super().render_line(y).apply_offsets(0, y + self.scroll_offset.y)

    # Selecting with the mouse.

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what the mouse has selected."""
        del selection
        self.repaint()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the selection copies as: running text, not lines."""
        if self._page is None:
            return None
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(self.size.width, self.line_count)
        return copied(self._page, start, end, self._look()), "\n"

    def selected_span(self) -> Span | None:
        """The text that the mouse has selected; None when there is none."""
        selection = self.text_selection
        if self._page is None or selection is None:
            return None
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(self.size.width, self.line_count)
        span = Span(*extent(self._page, start, end, self._look()))
        return span if span.start < span.end else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember the place, for the word that a double click selects."""
        _, place = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        self._pressed = place or Offset(0, 0)

    @property
    def select_container(self) -> Widget:
        """What a third click selects in: this page alone, not the whole screen."""
        return self

    def text_select_all(self) -> None:
        """Select the word that was clicked twice; the page has no use for all of it at once."""
        column, y = self._pressed
        if self._page is None or not 0 <= y < self.line_count:
            return
        shown = self._page.lines[y]
        shift = self._shifts.get(shown.block, 0)
        line = "".join(piece.text for piece in pieces(self._page, shown, self.palette, shift))
        for word in _WORD.finditer(line):
            if word.start() <= column < word.end():
                span = Selection(Offset(word.start(), y), Offset(word.end(), y))
                self.screen.selections = {self: span}

    def offset_under(self, event: events.MouseEvent) -> int | None:
        """The offset of the character under the pointer; None where the text does not stand."""
        widget, place = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if self._page is None or widget is not self or place is None or not 0 <= place.y < self.line_count:
            return None
        return offset_at(self._page, self._page.lines[place.y], place.x, self._look(), exact=True)
