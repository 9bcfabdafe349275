"""Health: how the sources are doing, over the main screen, and what can be done about one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as Ink
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style

from tui_reader.desk import health
from tui_reader.errors import ConfigError, StoreError
from tui_reader.ui.format import counted, fit, pad, sparkline
from tui_reader.ui.screens.view import View
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.listing import Listing
from tui_reader.ui.widgets.wrap import wrapped

STATE, SPAN, VOLUME, CHART = 12, 6, 8, 14
"""Cells of the columns."""
WHAT, DETAILS = 8, 10
"""Cells of what a detail is, and lines of details at most."""
NARROW, WIDE = 70, 96
"""Cells from which the columns are shown, and from which the chart is among them."""
SHARE = 0.36
"""How much of the rest the name gets where there is a sentence beside it."""
FRAME = 140
"""Cells of the frame at most, as in the style sheet."""
EVERY = 1.0
"""Seconds between looks at a library that may have changed."""
_LOWER = str.maketrans("▂▃▄▅▆▇█", "▁▂▃▃▄▅▆")
MOVE = ("u", "takes the new address", "new address", "move", "take_address")
HINTS = (
    ("r", "asks again", "again", "ask", "retry"),
    ("R", "all that failed", "all failed", "all", "retry_all"),
    ("d", "off or on", "off/on", "off", "switch"),
    ("e", "edits its line", "edit", "edit", "edit"),
    ("U", "undoes", "undo", "undo", "undo"),
    ("Esc", "", "", "", "leave"),
)
"""Key, its words in three lengths, and what a click on them does."""


@dataclass(frozen=True, slots=True)
class Cures:
    """What can be done about a source."""

    retry: Callable[[Sequence[str]], object]
    """Fetches the sources of these keys."""
    edit: Callable[[str], object]
    """Opens feeds.toml at the source of this key."""
    enable: Callable[[health.Health], Awaitable[object]]
    """Switches a source off, or on again. Raises ConfigError."""
    move: Callable[[health.Health], Awaitable[object]]
    """Takes the address it has moved to. Raises ConfigError."""
    undo: Callable[[], object]
    """Takes back what was done last, here or elsewhere."""


class Sources(Listing):
    """One source a line."""

    def __init__(self) -> None:
        super().__init__("health", "")
        self.rows: Sequence[health.Health] = ()
        self.now = 0
        self.border_title = Content("Sources")
        self.empty = "No sources yet.\na adds one; or name them in feeds.toml, which :edit opens."

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
        """State, name and sentence; between them, where there is room, when and how much."""
        one, look = self.rows[y], self.palette
        width = max(width - self.styles.scrollbar_size_vertical, 0)
        times = f" ×{one.failures}" if one.failures > 1 and one.state != "off" else ""
        columns = self._columns(one, width)
        left = max(width - STATE - len(columns), 8)
        told = one.sentence.removeprefix(f"{one.host} ") if one.state != "off" else ""
        name = fit(one.name, left)
        if told and left >= NARROW - STATE:
            name = pad(name, round(left * SHARE) - 2) + "  "
        elif told:
            name = fit(name, max(left - 12, 8)) + "  "
        return [
            Segment(pad(one.state + times, STATE), self._shade(one)),
            Segment(columns, look.muted),
            Segment(name, look.muted if one.state == "off" else look.ink),
            Segment(fit(told, left - cell_len(name)), look.muted),
        ]

    def _shade(self, one: health.Health) -> Ink:
        if one.state in health.WELL:
            return self.palette.ok
        shades = {"off": self.palette.muted, "moved": self.palette.accent}
        known = self.palette.doubt if one.state in health.WAITING else self.palette.fail
        return shades.get(one.state, known)

    def _columns(self, one: health.Health, width: int) -> str:
        if width < NARROW:
            return ""
        asked = "now" if one.next_due <= self.now else health.span(one.next_due - self.now)
        good = health.span(self.now - one.last_ok) if one.last_ok else "never"
        volume = f"{one.a_week:>{VOLUME}.1f}" if any(one.days) else " " * (VOLUME - 1) + "–"
        chart = f"  {_chart(one.days)}" if width >= WIDE else ""
        return f"{good:>{SPAN}}{'–' if one.state == 'off' else asked:>{SPAN}}{volume}{chart}  "


def _chart(days: Sequence[int]) -> str:
    """Four weeks as bars of two days each, the last at the right; low enough not to touch the line above."""
    pairs = [sum(days[n : n + 2]) for n in range(0, len(days), 2)]
    return sparkline(pairs, CHART).translate(_LOWER)


class Heads(Listing):
    """The line above the columns."""

    HAS_CURSOR: ClassVar[bool] = False
    can_focus = False

    def __init__(self) -> None:
        super().__init__("health-heads", "")

    @property
    def line_count(self) -> int:
        """One line."""
        return 1

    def line(self, y: int, width: int) -> list[Segment]:  # noqa: ARG002 -- there is one
        """What the columns are."""
        chart = f"  {'four weeks':<{CHART}}" if width > WIDE else ""
        columns = f"{'good':>{SPAN}}{'next':>{SPAN}}{'a week':>{VOLUME}}{chart}  " if width > NARROW else ""
        return [Segment(pad("state", STATE) + columns + "source", self.palette.muted)]


class Details(Listing):
    """All that is known of the source under the cursor."""

    HAS_CURSOR: ClassVar[bool] = False
    can_focus = False

    def __init__(self) -> None:
        super().__init__("health-details", "")
        self.facts: Sequence[tuple[str, str]] = ()

    def show(self, one: health.Health | None, now: int) -> None:
        """Show another source."""
        self.facts = () if one is None else tuple(health.details(one, now))
        self._paint()

    def resized(self, width: int) -> None:
        """Wrap anew."""
        self._paint()
        super().resized(width)

    def _paint(self) -> None:
        self._lines = painted(self.facts, self.size.width - self.GUTTER - 1, self.palette)
        room = self.screen.size.height * 2 // 5
        self.styles.height = min(len(self._lines), DETAILS, room) + 1
        self.recount()
        self.repaint()

    _lines: Sequence[list[Segment]] = ()

    @property
    def line_count(self) -> int:
        """Wrapped lines."""
        return len(self._lines)

    def line(self, y: int, width: int) -> list[Segment]:  # noqa: ARG002 -- wrapped for it already
        """What, and the words."""
        return self._lines[y]


def painted(facts: Sequence[tuple[str, str]], width: int, look: Palette) -> list[list[Segment]]:
    """The facts as lines, what they are in a column of its own."""
    lines: list[list[Segment]] = []
    for what, words in facts:
        shade = look.fail if what == "told" else look.ink
        for number, line in enumerate(wrapped(words, max(width - WHAT, 8)) or [""]):
            lines.append([Segment(pad("" if number else what, WHAT), look.muted), Segment(line, shade)])
    return lines


def hints(room: int, *, moved: bool) -> Content:
    """The keys that help here, each to be clicked on, in the longest words that fit into so many cells."""
    for length in (1, 2, 3):
        found = Content(" · ").join(
            Content.styled(f"{one[0]} {one[length]}".strip(), Style.from_meta({"@click": f"screen.{one[4]}"}))
            for one in ((MOVE, *HINTS) if moved else HINTS)
        )
        if found.cell_length <= room:
            break
    return found


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
        Binding("R", "retry_all", show=False),
        Binding("d", "switch", show=False),
        Binding("u", "take_address", show=False),
        Binding("e", "edit", show=False),
        Binding("U", "undo", show=False),
    ]

    def __init__(self, view: View, cures: Cures) -> None:
        super().__init__()
        self._view, self.cures = view, cures
        self._watch = health.Watch(view.desk.library)
        self._busy = False
        self.sources = Sources()
        self.details = Details()

    def compose(self) -> ComposeResult:
        """The list, and below it what is known of the one under the cursor."""
        with Vertical(id="health-frame"):
            yield Heads()
            yield self.sources
            yield self.details

    def on_mount(self) -> None:
        """Take the keys, look, and look again while it is open: a refresh may be going on."""
        self.query_one("#health-frame").border_title = Content("Sources")
        self.sources.focus()
        self.call_next(self._look)
        self.set_interval(EVERY, self._look)

    async def _look(self) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            found = await self._watch.look(self._view.desk.config, self._view.now)
        except StoreError as error:
            self._view.say(str(error), "error")
            return
        finally:
            self._busy = False
        if found is not None:
            self.sources.show(found, self._view.now)
            self._say()

    @on(LineView.Highlighted)
    def _say(self) -> None:
        one, frame = self.sources.current, self.query_one("#health-frame")
        self.details.show(one, self._view.now)
        room = min(self.size.width, FRAME) - 6
        told = health.sums(self.sources.rows)
        frame.border_title = Content(fit(told if self.sources.rows else "Sources", room))
        frame.border_subtitle = hints(room, moved=bool(one and one.move))

    def on_resize(self) -> None:
        """Fit the hints to the new width."""
        self.call_after_refresh(self._say)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_retry(self) -> None:
        """Ask the source under the cursor now."""
        one = self.sources.current
        if one is not None and one.state == "off":
            self._view.say(f"{one.title} is switched off; d switches it on")
        elif one is not None:
            self._view.say(f"Asking {one.title} again")
            self.cures.retry((one.source,))

    def action_retry_all(self) -> None:
        """Ask all sources that failed."""
        failed = [one.source for one in self.sources.rows if one.error_kind and one.state != "off"]
        if failed:
            self._view.say(f"Asking {counted(len(failed), 'source')} again")
            self.cures.retry(failed)
        else:
            self._view.say("None has failed")

    async def action_switch(self) -> None:
        """Have the source under the cursor fetched no longer, or again."""
        one = self.sources.current
        if one is not None and one.kind != "feed":
            self._view.say("Only feeds are switched off; files are read when they change")
        elif one is not None:
            await self._cure(self.cures.enable, one)

    async def action_take_address(self) -> None:
        """Take the address that the source under the cursor says it has moved to."""
        one = self.sources.current
        if one is not None and one.move:
            await self._cure(self.cures.move, one)
        elif one is not None:
            self._view.say(f"{one.title} has not said that it has moved")

    async def _cure(self, cure: Callable[[health.Health], Awaitable[object]], one: health.Health) -> None:
        try:
            await cure(one)
        except ConfigError as error:
            self._view.say(str(error), "error")
        await self._look()

    def action_undo(self) -> None:
        """Take back what was done last."""
        self.cures.undo()

    def action_edit(self) -> None:
        """Open feeds.toml at the source under the cursor."""
        one = self.sources.current
        self.dismiss()
        self.app.call_later(self.cures.edit, one.source if one else "")

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
