"""The main screen: puts the panes together, runs the actions, passes messages on to its parts."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.desk.workers import Workers
from tui_reader.errors import TuiReaderError
from tui_reader.model.events import Event
from tui_reader.ui import actions
from tui_reader.ui.actions import ACTIONS, GROUPS, Action, Pane, keys_of
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.opening import REST, Opening
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.sheet import Row, Sheet
from tui_reader.ui.screens.taking import Taking
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.shelf import Place
from tui_reader.ui.widgets.key_line import KeyLine
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.prompt import Prompt
from tui_reader.ui.widgets.quotes_pane import QuotesPane
from tui_reader.ui.widgets.reader_pane import ReaderPane

BANNER = 4
"""Lines of notices at the top."""


class MainScreen(Screen[None], inherit_bindings=False):
    """Five panes. Its parts do the work: panes, browsing, opening, marking, work."""

    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings()]
    AUTO_FOCUS = ""

    class Leave(Message):
        """The reader wants to go."""

    def __init__(
        self,
        desk: Newsdesk,
        workers: Callable[[Callable[[Event], None]], Workers],
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.view = View(self, desk)
        self.work = Workplace(self.view, workers)
        self.browsing = Browsing(self.view, self._listed)
        self.marking = Marking(self.view, self.browsing)
        self.opening = Opening(self.view, self.browsing, self.work, self.marking.read)
        self.taking = Taking(self.view, self.opening, self.work)
        self.panes = Panes(
            self.view, leave=self._leave_within, entered=self._entered, fold=self.browsing.fold
        )
        self.work.follower = self
        self.marking.opening = self.opening
        self.browsing.panes = self.opening.panes = self.panes
        self._parts: dict[str, object] = {
            "panes": self.panes,
            "browsing": self.browsing,
            "opening": self.opening,
            "taking": self.taking,
            "marking": self.marking,
            "work": self.work,
            "program": self,
        }
        self._actions = actions.by_id()
        self._notices = [*notices, *actions.problems(desk.config.keys)]
        self._stale = False
        self._reloading = False

    def compose(self) -> ComposeResult:
        """Header, panes, prompt, bottom line."""
        view = self.view
        yield view.header
        yield view.banner
        yield view.body
        yield view.prompt
        yield view.key_line

    def on_mount(self) -> None:
        """Paint from the store; everything else comes after the first frame."""
        for notice in self._notices:
            self.work.note(notice)
        shown = self._notices[:BANNER]
        if len(self._notices) > BANNER:
            shown = [*shown[:-1], f"… and {len(self._notices) - BANNER + 1} more: L shows all"]
        self.view.banner.update(Content("\n".join(shown)))
        self.view.banner.display = bool(self._notices)
        self.panes.arrange()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.panes.go(self.panes.pane)
        self.browsing.start()
        self.opening.now()
        self.view.run(self.browsing.recount(), "counts")
        self.work.start()
        self.call_after_refresh(_settle_memory)

    # Actions.

    async def action_act(self, name: str) -> None:
        """Run an action of the table, when it exists in the pane one is in."""
        action = self._actions[name]
        prompting = self.view.prompt.display and action.group != "move"
        if prompting or self.panes.pane not in action.where:
            return
        try:
            outcome = self.method(action)()
            if inspect.isawaitable(outcome):
                await outcome
        except TuiReaderError as error:
            self.view.say(str(error), "error")

    def method(self, action: Action) -> Callable[[], object]:
        """What an action runs."""
        part, _, method = action.method.partition(".")
        found: Callable[[], object] = getattr(self._parts[part], method)
        return found

    def escape(self) -> bool:
        """One level up; False when this is the top."""
        if self.view.banner.display:
            self.view.banner.display = False
            return True
        return self.panes.escape()

    def close_or_quit(self) -> None:
        """One level up, or out."""
        if not self.escape():
            self.leave()

    def leave(self) -> None:
        """Out."""
        self.post_message(self.Leave())

    def show_help(self) -> None:
        """The table of keys as it is now."""
        custom = self.view.desk.config.keys
        rows: list[Row] = []
        for group, title in GROUPS.items():
            rows += [("", ""), (title, "")] if rows else [(title, "")]
            rows += [
                (actions.shown(keys_of(action, custom)), action.words)
                for action in ACTIONS
                if action.group == group
            ]
        self.app.push_screen(Sheet("Keys", rows))

    def show_log(self) -> None:
        """What went wrong lately."""
        lines = [(line[:5], line[7:]) for line in self.work.log]
        self.app.push_screen(Sheet("Log", lines, empty="Nothing to report.", at_end=True))

    def copy_selection(self) -> None:
        """Copy what is selected with the mouse."""
        selected = self.get_selected_text()
        if selected:
            self.app.copy_to_clipboard(selected)
            self.view.say("Copied the selection")
        else:
            self.view.say("Nothing is selected; drag over the text first. q quits")

    def suspend(self) -> None:
        """Back to the shell; `fg` returns."""
        self.app.action_suspend_process()

    def _listed(self) -> None:
        self.opening.follow()

    def _leave_within(self) -> bool:
        return self.opening.leave() or self.browsing.leave()

    # What the panes say.

    def _entered(self, pane: Pane) -> None:
        del pane
        self.opening.entered()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click or a key focused a pane."""
        for pane, widget in self.view.panes.items():
            if event.widget is widget:
                if self.view.prompt.display:
                    self.browsing.search_left()
                self.panes.settle(pane)

    def on_resize(self) -> None:
        """Lay out again."""
        self.panes.arrange()

    @on(LineView.Highlighted)
    def _highlighted(self, event: LineView.Highlighted) -> None:
        view = self.view
        if event.view is view.articles:
            self.opening.follow()
        elif event.view is view.quotes:
            self.opening.point_at_quote()
        elif event.view is view.entities:
            self.opening.point_at_entity()
        elif event.view is view.sources:
            entry = view.sources.current
            self.set_timer(REST, lambda: self._rested(entry))

    def _rested(self, entry: object) -> None:
        if self.view.sources.current == entry:
            self.browsing.preview(self.view.sources.current)

    @on(LineView.Chosen)
    def _chosen(self, event: LineView.Chosen) -> None:
        for pane, widget in self.view.panes.items():
            if event.view is widget:
                self.panes.settle(pane)
                self.opening.enter()

    @on(QuotesPane.SpeakerChosen)
    def _speaker_chosen(self, event: QuotesPane.SpeakerChosen) -> None:
        self.opening.list_entity(event.entity_id)

    @on(ReaderPane.QuoteSelected)
    def _quote_selected(self, event: ReaderPane.QuoteSelected) -> None:
        self.opening.quote_active(event.quote_id)

    @on(ReaderPane.EntitySelected)
    def _entity_selected(self, event: ReaderPane.EntitySelected) -> None:
        self.opening.entity_active(event.entity_id)

    @on(ReaderPane.LinkChosen)
    def _link_chosen(self, event: ReaderPane.LinkChosen) -> None:
        self.taking.browse_to(event.url)

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        await self.action_act(event.action)

    @on(Prompt.Kept)
    def _kept(self, event: Prompt.Kept) -> None:
        self.browsing.search_kept(event.text)

    @on(Prompt.Dropped)
    def _dropped(self) -> None:
        self.browsing.search_dropped()

    @on(Prompt.Changed)
    def _typed(self, event: Prompt.Changed) -> None:
        if not isinstance(event, Prompt.Kept):
            self.browsing.typed(event.text)

    # What the library and the workers say.

    @property
    def place(self) -> Place:
        """What is listed."""
        return self.browsing.place

    def library_changed(self, articles: Sequence[int] | None) -> None:
        """Rows, texts or insights are other ones now; None is anything, no ids is the list and the counts."""
        if articles is None:
            self.view.articles.forget()
            self.opening.outdated()
        elif articles:
            self.view.articles.forget(articles)
            self.opening.outdated(articles)
            return
        else:
            self.opening.outdated([self.opening.shown])
        self._stale = True
        if not self._reloading:
            self._reloading = True
            self.view.run(self._reload(), "more")

    async def _reload(self) -> None:
        """Take in what changed, once more when something changes meanwhile; never two at a time."""
        try:
            while self._stale:
                self._stale = False
                await self.browsing.recount()
                await self.browsing.reload()
        finally:
            self._reloading = False

    @on(Worker.StateChanged)
    def _worker(self, event: Worker.StateChanged) -> None:
        """Say what a piece of work has failed with: the one place where such failures arrive."""
        event.stop()
        if event.state is WorkerState.ERROR:
            self.work.note(f"{event.worker.group}: {event.worker.error}")
            self.view.say(f"{event.worker.error}", "error")


def _settle_memory() -> None:
    """Take what start-up made out of the collector's way; its full runs are what delays keys."""
    gc.collect()
    gc.freeze()
