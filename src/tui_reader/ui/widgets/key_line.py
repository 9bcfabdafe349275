"""The last line: the few keys that matter in the pane one is in. A click presses one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from tui_reader.ui.actions import Pane, by_id, on_line
from tui_reader.ui.keys import keys_of, shown
from tui_reader.ui.theme import styles

BARE = (
    ("feed.add", "add a feed"),
    ("refresh.all", "fetch all"),
    ("search", "search"),
    ("command", "command line"),
    ("close", "quit"),
    ("help", "help"),
)
"""Action and word of what can be done without any article."""


class KeyLine(Widget):
    """Keys in the accent, words muted; what does not fit is left out at the end, but the help stays."""

    class Pressed(Message):
        """Somebody clicked on an action."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__(id="key-line")
        self.keys = keys
        self.pane: Pane | Literal["prompt"] = "articles"
        self._waiting = ""
        self._bare = False

    def lack_articles(self, lacking: bool) -> None:
        """Show what can be done where no article is listed, in all panes but that of the sources."""
        if lacking != self._bare:
            self._bare = lacking
            self.refresh()

    def show(self, pane: Pane | Literal["prompt"]) -> None:
        """Show the keys of a pane, or of the prompt."""
        if pane != self.pane:
            self.pane = pane
            self.refresh()

    def wait(self, pressed: str) -> None:
        """Show what was pressed of a sequence or a count that is not complete; empty for nothing."""
        if pressed != self._waiting:
            self._waiting = pressed
            self.refresh()

    def render(self) -> Text:
        """The whole line."""
        palette = styles(self.app.current_theme, plain=self.app.no_color)
        entries = self._entries()
        room = self.size.width - 2

        def width() -> int:
            return sum(len(key) + len(label) + 3 for key, label, _ in entries)

        while len(entries) > 1 and width() > room:
            entries.pop(-2)
        text = Text(" ", no_wrap=True, end="")
        if self._waiting:
            text.append(f"{self._waiting}… ", palette.accent + Style(bold=True, reverse=True))
        for key, label, name in entries:
            meta = Style.from_meta({"action": name})
            text.append(key, palette.accent + Style(bold=True) + meta)
            text.append(f" {label}", palette.muted + meta)
            text.append("  ")
        return text

    def _entries(self) -> list[tuple[str, str, str]]:
        if self.pane == "prompt":
            return [
                ("enter", "keep", ""),
                ("tab", "complete", ""),
                ("esc", "as before", ""),
                ("↑ ↓", "through the hits", ""),
            ]
        known = by_id()
        here = [(one, one.label) for one in on_line(self.pane)]
        if self._bare and self.pane != "sources":
            here = [(known[name], label) for name, label in BARE]
        bound = [(shown(keys_of(one, self.keys)[:1]), label, one.id) for one, label in here]
        return [entry for entry in bound if entry[0]]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        name = event.style.meta.get("action")
        if isinstance(name, str) and name:
            self.post_message(self.Pressed(name))
