"""LineView: a scrolling view of lines made on demand, with or without a cursor over items of one or more.

It holds no data: a subclass says how many lines there are and paints one. Nothing here animates, and nothing
touches a line that is not on screen.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui_reader.ui.emoji import unjoined
from tui_reader.ui.theme import Palette, styles
from tui_reader.ui.widgets.framed import Frame, frame_of
from tui_reader.ui.widgets.steady import Bar

CACHED_STRIPS = 2048


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """A virtual list of lines.

    A subclass gives `line_count` and `line(y, width)`. When an item has several lines it also gives
    `item_count`, `item_at(y)` and `lines_of(item)`. After its data changed it calls `recount()`.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    HAS_CURSOR: ClassVar[bool] = True
    """Whether keys move a cursor over items; without one they scroll."""
    GUTTER: ClassVar[int] = 1
    """Cells at the left where the cursor's bar stands."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """All lines, seen or not, and at least a view full: then the scroll bar, which is always there, is blank.
    Neither moves anything else, so that no layout of the screen is asked for.
    """

    @dataclass
    class Highlighted(Message):
        """The cursor moved to another item."""

        view: LineView
        index: int

        @property
        def control(self) -> LineView:
            """The view that sent it."""
            return self.view

    @dataclass
    class Chosen(Message):
        """An item was opened, by Enter or by a click."""

        view: LineView
        index: int

        @property
        def control(self) -> LineView:
            """The view that sent it."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- Textual's
        super().__init__(id=id, classes=classes)
        self._cursor = 0
        self._strips: dict[Hashable, Strip] = {}
        self._frame: Frame | None = None
        self._palette: Palette | None = None
        self._base: Style | None = None

    # What a subclass gives.

    @property
    def line_count(self) -> int:
        """How many lines there are at the present width."""
        return 0

    @property
    def item_count(self) -> int:
        """How many items the cursor can stand on."""
        return self.line_count

    def line(self, y: int, width: int) -> list[Segment]:
        """Paint line `y` into at most `width` cells. Longer lines are cut, shorter ones filled."""
        raise NotImplementedError

    def line_key(self, y: int) -> Hashable:
        """What identifies the content of a line in the cache of strips."""
        return y

    def item_at(self, y: int) -> int | None:
        """The item that line `y` belongs to; None for lines between items."""
        return y if 0 <= y < self.item_count else None

    def lines_of(self, item: int) -> range:
        """The lines of an item."""
        return range(item, item + 1)

    # The cursor.

    @property
    def cursor(self) -> int:
        """The item the cursor stands on; 0 also when there are none."""
        return self._cursor

    def set_cursor(self, index: int, *, scroll: bool = True) -> None:
        """Put the cursor on an item without telling anybody; for restoring a place."""
        index = max(0, min(index, self.item_count - 1))
        if index != self._cursor:
            self._refresh_item(self._cursor)
            self._cursor = index
            self._refresh_item(index)
        if scroll:
            self.scroll_into_view(index)

    def move_to(self, index: int) -> None:
        """Put the cursor on an item, clamped to what is there, and post `Highlighted` when it moved."""
        if not self.HAS_CURSOR:
            self.scroll_to_line(index)
            return
        before = self._cursor
        self.set_cursor(index)
        if self._cursor != before:
            self.post_message(self.Highlighted(self, self._cursor))

    def move(self, delta: int) -> None:
        """Move the cursor by items, or scroll by lines where there is no cursor."""
        if self.HAS_CURSOR:
            self.move_to(self._cursor + delta)
        else:
            self.scroll_to_line(round(self.scroll_offset.y) + delta)

    def page(self, pages: float) -> None:
        """Move by pages: 1 and -1 keep one line of the old page in view, 0.5 and -0.5 are half a page."""
        lines = round(max(self.size.height - (1 if abs(pages) >= 1 else 0), 1) * pages) or (
            1 if pages > 0 else -1
        )
        if not self.HAS_CURSOR:
            self.move(lines)
            return
        if not self.item_count:
            return
        anchor = self.lines_of(self._cursor).start
        target = self._nearest_item(anchor + lines, 1 if pages > 0 else -1)
        self.scroll_to_line(round(self.scroll_offset.y) + lines)
        self.move_to(target)

    def top(self) -> None:
        """Go to the first item or line."""
        self.move_to(0)
        self.scroll_to_line(0)

    def bottom(self) -> None:
        """Go to the last item or line."""
        self.move_to(max(self.item_count, self.line_count) if self.HAS_CURSOR else self.line_count)
        self.scroll_to_line(self.line_count)

    def choose(self) -> None:
        """Post `Chosen` for the item under the cursor."""
        if self.HAS_CURSOR and self.item_count:
            self.post_message(self.Chosen(self, self._cursor))

    def _nearest_item(self, y: int, step: int) -> int:
        """The item at a line, or the nearest one from there in the direction of `step`, clamped."""
        if y < 0:
            return 0
        if y >= self.line_count:
            return self.item_count - 1
        while 0 <= y < self.line_count:
            item = self.item_at(y)
            if item is not None:
                return item
            y += step
        return 0 if step < 0 else self.item_count - 1

    # Scrolling.

    def scroll_to_line(self, y: int) -> None:
        """Scroll so that line `y` is the first in view, as far as there are lines; at once."""
        self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def scroll_into_view(self, item: int) -> None:
        """Scroll as little as needed to show an item; its head when it is taller than the view."""
        if not 0 <= item < self.item_count or self.size.height <= 0:
            return
        lines = self.lines_of(item)
        first, height = round(self.scroll_offset.y), self.size.height
        if lines.start < first or len(lines) > height:
            self.scroll_to_line(lines.start)
        elif lines.stop > first + height:
            self.scroll_to_line(lines.stop - height)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint the lines now in view, and the scroll bar, which costs as much, when its thumb moves."""
        bar = self.vertical_scrollbar if self.show_vertical_scrollbar else None
        if bar is not None and self._thumb(bar.position) != self._thumb(new_value):
            bar.position = round(new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _thumb(self, y: float) -> int:
        """Where the scroll bar's thumb stands when line `y` is the first in view, in halves of a cell."""
        if y >= self.max_scroll_y:
            return -1
        return round(2 * y * self.size.height / max(self.virtual_size.height, 1))

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is asked for first."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = self.make_bar()
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001 -- as Textual starts its own
        return self._vertical_scrollbar

    def make_bar(self) -> ScrollBar:
        """The scroll bar of this view."""
        return Bar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)

    # Painting.

    @property
    def palette(self) -> Palette:
        """The styles of the present theme."""
        if self._palette is None:
            self._palette = styles(self.app.current_theme, plain=self.app.no_color)
        return self._palette

    def recount(self) -> None:
        """Take new data in: forget what is painted, count again, keep the cursor within."""
        self._strips.clear()
        size = Size(self.size.width, max(self.line_count, self.size.height))
        if size != self.virtual_size:
            self.virtual_size = size
            self._scroll_update(size)
        self._cursor = max(0, min(self._cursor, self.item_count - 1))
        self.refresh()

    def repaint(self) -> None:
        """Forget what is painted, when the looks of lines changed but not their number."""
        self._strips.clear()
        self.refresh()

    @property
    def base(self) -> Style:
        """The style under everything; asked of the style sheet once a paint, not once a line."""
        return self._base or self.rich_style

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint the lines of a region of the view, its frame included."""
        frame = frame_of(self)
        if frame is None:
            return super().render_lines(crop)
        if frame != self._frame:
            self._frame = frame
            self._strips.clear()
        self._base = self.rich_style
        filters, inside = self.get_line_filters(), self._inside()
        strips: list[Strip] = []
        for y in crop.line_range:
            if y not in inside:
                strips += super().render_lines(Region(0, y, self.region.width, 1))
                continue
            strip = self._framed(y - inside.start, frame)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, frame.ground)
            strips.append(strip)
        self._base = None
        start, end = crop.column_span
        return (
            [strip.crop(start, end) for strip in strips] if (start, end) != (0, self.region.width) else strips
        )

    def _inside(self) -> range:
        """The rows of the widget that are not those of its frame."""
        top = self.gutter.top
        return range(top, top + self.size.height)

    def _framed(self, row: int, frame: Frame) -> Strip:
        """A row of the view between the sides of the frame, from the cache or into it."""
        y, width = row + self.scroll_offset.y, self.size.width
        if not 0 <= y < self.line_count:
            return frame.around(self.render_line(row), self.region.width)
        current = self._has_cursor(y)
        key = (self.line_key(y), width, current, current and self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= CACHED_STRIPS:
                self._strips.clear()
            framed = frame.around(self._strip(y, width, current=current), self.region.width)
            strip = self._strips[key] = framed
        return strip

    def _has_cursor(self, y: int) -> bool:
        return self.HAS_CURSOR and self.item_at(y) == self._cursor

    def render_line(self, y: int) -> Strip:
        """The row `y` of the view without its frame, painted anew: what the mouse is told about."""
        y += self.scroll_offset.y
        if not 0 <= y < self.line_count:
            return Strip.blank(self.size.width, self.base)
        return self._strip(y, self.size.width, current=self._has_cursor(y))

    def _strip(self, y: int, width: int, *, current: bool) -> Strip:
        """Paint one line: the bar, what the subclass paints, the row's surface under both."""
        palette = self.palette
        segments = self.line(y, max(width - self.GUTTER, 0))
        base = self.base + palette.cursor_row if current else self.base
        if self.GUTTER:
            bar = palette.cursor_bar if self.has_focus else palette.cursor_bar_blurred
            gutter = Segment("▌" if current else " ", bar if current else palette.ink)
            segments = [gutter, Segment(" " * (self.GUTTER - 1), base), *segments]
        laid = [
            Segment(unjoined(text), base + style if style else base) for text, style, _ in segments if text
        ]
        length = sum(map(_width, laid))
        if length > width:
            return Strip(laid, length).adjust_cell_length(width, base)
        if length < width:
            laid.append(Segment(" " * (width - length), base))
        return Strip(laid, width)

    def _refresh_item(self, item: int) -> None:
        """Paint the lines of one item again."""
        if 0 <= item < self.item_count:
            lines = self.lines_of(item)
            self.refresh_lines(lines.start, len(lines))

    def notify_style_update(self) -> None:
        """Follow a change of theme."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Count again at the new width."""
        self.resized(event.size.width)

    def resized(self, width: int) -> None:
        """The width changed or the view got its first one: count again and keep the cursor in view."""
        del width
        self.recount()
        if self.HAS_CURSOR:
            self.scroll_into_view(self._cursor)

    def on_focus(self) -> None:
        """Show the bar in its colour."""
        self._refresh_item(self._cursor)

    def on_blur(self) -> None:
        """Show the bar muted."""
        self._refresh_item(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the item under the pointer and open it."""
        if not self.HAS_CURSOR or event.button != 1:
            return
        offset = event.get_content_offset(self)
        item = self.item_at(round(self.scroll_offset.y) + offset.y) if offset else None
        if item is not None:
            self.move_to(item)
            self.post_message(self.Chosen(self, item))


def _width(segment: Segment) -> int:
    """The cells of a segment."""
    text = segment.text
    return len(text) if text.isascii() else cell_len(text)
