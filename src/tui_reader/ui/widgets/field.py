"""Field: one line that somebody types into. A letter at the cursor, and one taken back, take the short way.

Whatever else changes the text goes through Textual's own Input: selections, words, the clipboard, a text
wider than its place.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

Told = Callable[[str, int], object]
"""Hears of the text and of the column of the cursor in it."""


class Field(Input):
    """Calls `told` after each change, and posts no message on the way up."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, told: Told, hint: str, *, name: str) -> None:
        super().__init__(placeholder=hint, compact=True, id=name)
        self._told = told
        self._styles_of_text: tuple[Style, Style] | None = None
        """Of a text and of the cursor in it; asked of the style sheet once a theme."""

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._told(event.value, self.cursor_position)

    async def _on_key(self, event: events.Key) -> None:
        """Take a letter, or take one back, when nothing but the text and the cursor changes by it."""
        at, value = self.cursor_position, self.value
        if event.is_printable and event.character:
            before, added = value[:at], event.character
        elif event.key == "backspace" and at > 0:
            before, added = value[: at - 1], ""
        else:
            return
        if self._is_plain(added):
            event.stop()
            event.prevent_default()
            self._write(before + added, value[at:])

    def _is_plain(self, added: str) -> bool:
        """Whether the text stands wholly in its place, with the added letter too, and nothing is selected."""
        room = self.size.width - 1
        return (
            self.selection.is_empty
            and not self._initial_value
            and not self.scroll_offset.x
            and cell_len(self.value) + cell_len(added) < room
        )

    def _write(self, before: str, after: str) -> None:
        """Another text with the cursor between its halves: what an Input's watchers do, if it is needed."""
        value = before + after
        self.set_reactive(Input.value, value)
        self.set_reactive(Input.selection, Selection.cursor(len(before)))
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        self._restart_blink()
        # Where the terminal's own cursor waits, which input methods follow.
        self.app.cursor_position = self.cursor_screen_offset
        self.refresh()
        self._told(value, len(before))

    def notify_style_update(self) -> None:
        """Follow a change of theme."""
        super().notify_style_update()
        self._styles_of_text = None

    def render_line(self, y: int) -> Strip:
        """The text and the cursor; what is selected, or too long, is painted by Input."""
        value, at = self.value, self.cursor_position
        if y or not value.isprintable() or not self.selection.is_empty or self.scroll_offset.x:
            return super().render_line(y)
        if not value or not self.has_focus:
            return super().render_line(y)
        room = self.scrollable_content_region.width + 1
        if (length := cell_len(value)) >= room:
            return super().render_line(y)
        ink, cursor = self._inks()
        end = value[at : at + 1] or " "
        length += at == len(value)
        pieces = [
            Segment(value[:at], ink),
            Segment(end, cursor if self._cursor_visible else ink),
            Segment(value[at + 1 :] + " " * (room - length), ink),
        ]
        return Strip([piece for piece in pieces if piece.text], room)

    def _inks(self) -> tuple[Style, Style]:
        if self._styles_of_text is None:
            ink = self.rich_style
            self._styles_of_text = ink, ink + self.get_component_rich_style("input--cursor")
        return self._styles_of_text
