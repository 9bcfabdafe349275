"""The first line: the name, where one is, what is new, how fetching goes. It paints what it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from tui_reader.ui.format import ago, counted, fit
from tui_reader.ui.theme import styles


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says. Times are epoch seconds, 0 is never."""

    place: str = ""
    """The source, entity or search whose articles are listed."""
    unread: int = 0
    feeds: int = 0
    failed: int = 0
    fetched: int = 0
    work: str = ""
    """"fetching 12/47" while a worker is at it."""


class Header(Widget):
    """One line; drops what matters least when it is narrow."""

    def __init__(self) -> None:
        super().__init__(id="header")
        self.heading = Heading()
        self._now = 0

    def show(self, now: int, **changes: object) -> None:
        """Change some of the heading."""
        heading = replace(self.heading, **changes)  # type: ignore[arg-type]
        if (heading, now // 60) != (self.heading, self._now // 60):
            self.heading, self._now = heading, now
            self.refresh()

    def render(self) -> Text:
        """The whole line."""
        palette = styles(self.app.current_theme, plain=self.app.no_color)
        room = max(self.size.width - 2, 1)
        parts = self._facts()
        light = "●"
        while parts and sum(map(len, parts)) + 3 * len(parts) + 12 > room * 3 // 4:
            parts.pop(0 if self.heading.work and len(parts) > 1 else -1)
        right = " · ".join(parts)
        text = Text(" ", no_wrap=True, end="")
        text.append("tui-reader", palette.accent + Style(bold=True))
        left = fit(self.heading.place, max(room - len(right) - 17, 0))
        text.append("  " + left, palette.muted + Style(bold=True))
        gap = room - text.cell_len + 1 - len(right) - 2
        text.append(" " * max(gap, 1))
        text.append(right, palette.muted)
        colour = palette.fail if self.heading.failed else palette.accent if self.heading.work else palette.ok
        text.append(f" {light}", colour)
        return text

    def _facts(self) -> list[str]:
        heading = self.heading
        facts = [f"{heading.unread:,} unread", *([counted(heading.feeds, "feed")] if heading.feeds else [])]
        if heading.failed:
            facts.append(f"{heading.failed} failed")
        if heading.work:
            facts.append(heading.work)
        elif heading.fetched:
            facts.append(f"fetched {ago(self._now, heading.fetched)}")
        return facts
