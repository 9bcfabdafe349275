"""Health: how the sources are doing, over the main screen. `r` asks one again, `e` opens feeds.toml."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from tui_reader.desk import health
from tui_reader.store.library import Superseded
from tui_reader.ui.format import fit, pad
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.listing import Listing

STATE, SPAN, VOLUME = 12, 6, 7
"""Cells of the columns."""
Retry = Callable[[Sequence[str]], object]
"""Fetches the sources of these keys."""
HINT = "r asks again · e edits feeds.toml · Esc closes"


class Sources(Listing):
    """One source a line."""

    def __init__(self) -> None:
        super().__init__("health", "")
        self.rows: Sequence[health.Health] = ()
        self.now = 0
        self.border_title = Content("Sources")
        self.empty = "No sources yet: name them in feeds.toml, or write `tui-reader add URL`."

    def show(self, rows: Sequence[health.Health], now: int) -> None:
        """Show other rows, with the cursor on the same source."""
        kept = self.current
        self.rows, self.now = rows, now
        place = next((n for n, one in enumerate(rows) if kept and one.source == kept.source), 0)
        self.set_cursor(place)
        self.recount()

    @property
    def current(self) -> health.Health | None:
        """The source under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def line_count(self) -> int:
        """How many sources there are."""
        return len(self.rows)

    def line_key(self, y: int) -> Hashable:
        """What a painted line stands for."""
        return y, self.rows[y], self.now // 60

    def line(self, y: int, width: int) -> list[Segment]:
        """State, age of the last good answer, time to the next, articles a week, title and sentence."""
        one, look = self.rows[y], self.palette
        asked = "now" if one.next_due <= self.now else health.span(one.next_due - self.now)
        good = health.span(self.now - one.last_ok) if one.last_ok else "never"
        times = f" ×{one.failures}" if one.failures > 1 else ""
        well = one.state in {"ok", "new"}
        columns = f"{good:>{SPAN}}{asked:>{SPAN}}{one.a_week:>{VOLUME}.1f}  "
        left = max(width - STATE - len(columns), 8)
        words = f"{one.title}: {one.sentence}" if one.sentence else one.title
        return [
            Segment(pad(one.state + times, STATE), look.ok if well else look.fail),
            Segment(columns, look.muted),
            Segment(fit(words, left), look.ink),
        ]


class HealthScreen(ModalScreen[None], inherit_bindings=False):
    """The sources with what is wrong first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,exclamation_mark", "leave", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("pagedown,space,ctrl+d", "page(1.0)", show=False),
        Binding("pageup,backspace,ctrl+u", "page(-1.0)", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "bottom", show=False),
        Binding("r,enter", "retry", show=False),
        Binding("e", "edit", show=False),
    ]

    def __init__(
        self, view: View, retry: Callable[[Sequence[str]], object], edit: Callable[[], object]
    ) -> None:
        super().__init__()
        self._view, self._retry, self._edit = view, retry, edit
        self.sources = Sources()

    def compose(self) -> ComposeResult:
        """One frame."""
        yield self.sources

    def on_mount(self) -> None:
        """Take the keys, look, and look again while it is open: a refresh may be going on."""
        self.sources.focus()
        self.call_next(self._look)
        self.set_interval(2.0, self._look)

    async def _look(self) -> None:
        desk, now = self._view.desk, self._view.now
        try:
            found = await health.current(desk.config, desk.library, now)
        except Superseded:
            return
        if found != self.sources.rows or self.sources.now // 60 != now // 60:
            self.sources.show(found, now)
        self._say()

    @on(LineView.Highlighted)
    def _say(self) -> None:
        one = self.sources.current
        spared = f"{one.saved_bytes / 1e6:,.1f} MB spared · " if one and one.saved_bytes >= 50_000 else ""
        self.sources.note(spared + HINT)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_retry(self) -> None:
        """Ask the source under the cursor now."""
        one = self.sources.current
        if one is not None:
            self._retry((one.source,))

    def action_edit(self) -> None:
        """Open feeds.toml."""
        self.dismiss()
        self.app.call_later(self._edit)

    def action_move(self, delta: int) -> None:
        """Move the cursor."""
        self.sources.move(delta)

    def action_page(self, pages: float) -> None:
        """Move by pages."""
        self.sources.page(pages)

    def action_top(self) -> None:
        """The first."""
        self.sources.top()

    def action_bottom(self) -> None:
        """The last."""
        self.sources.bottom()


class Doctor:
    """Opens the screen of health."""

    def __init__(
        self, view: View, retry: Callable[[Sequence[str]], object], edit: Callable[[], object]
    ) -> None:
        self.view = view
        self._retry, self._edit = retry, edit

    def show(self) -> None:
        """How the sources are doing."""
        self.view.screen.app.push_screen(HealthScreen(self.view, self._retry, self._edit))
