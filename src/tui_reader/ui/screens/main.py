"""The main screen: puts the panes together, runs the actions, passes messages on to its parts."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.desk.subscriptions import Subscriptions
from tui_reader.desk.workers import Workers
from tui_reader.errors import TuiReaderError
from tui_reader.model.events import Event
from tui_reader.ui import actions, keys, macros, tidying
from tui_reader.ui.actions import Action, Pane
from tui_reader.ui.keys import Fingers
from tui_reader.ui.memory import Remembered
from tui_reader.ui.painting import Frugal
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.commanding import Commanding, Parts
from tui_reader.ui.screens.correcting import Correcting
from tui_reader.ui.screens.doctor import Doctor
from tui_reader.ui.screens.dragging import Dragging
from tui_reader.ui.screens.exporting import Exporting
from tui_reader.ui.screens.finding import Finding
from tui_reader.ui.screens.glancing import Glancing
from tui_reader.ui.screens.linking import Linking
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.naming import Naming
from tui_reader.ui.screens.noting import Noting
from tui_reader.ui.screens.opening import REST, Opening
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.program import Program
from tui_reader.ui.screens.revising import Revising
from tui_reader.ui.screens.searching import Searching
from tui_reader.ui.screens.sharing import Sharing
from tui_reader.ui.screens.siting import Siting
from tui_reader.ui.screens.subscribing import Subscribing
from tui_reader.ui.screens.taking import Taking
from tui_reader.ui.screens.unread import Unread
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import LISTED_EVERY, Workplace
from tui_reader.ui.shelf import Place
from tui_reader.ui.widgets.key_line import KeyLine
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.prompt import Prompt
from tui_reader.ui.widgets.quotes_pane import QuotesPane
from tui_reader.ui.widgets.reader_pane import ReaderPane

BANNER = 4
"""Lines of notices at the top."""
IN_PROMPT = frozenset({"up", "down", "pageup", "pagedown"})
"""Keys that move in the list while the prompt has the others."""


class MainScreen(Screen[None], inherit_bindings=False):
    """Five panes. Its parts do the work."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""

    class Leave(Message):
        """The reader wants to go."""

    def __init__(
        self,
        desk: Newsdesk,
        workers: Callable[[Callable[[Event], None]], Workers],
        notices: Sequence[str] = (),
        last: Remembered | None = None,
    ) -> None:
        super().__init__()
        self._compositor = self._painting = Frugal()
        self._painting.held = True
        self._last = last
        self.view = View(self, desk)
        self.work = Workplace(self.view, workers)
        self.browsing = Browsing(self.view, self._listed)
        self.searching = Searching(self.view, self.browsing)
        self.view.prompt.typed = self.searching.typed
        self.marking = Marking(self.view, self.browsing)
        self.opening = Opening(self.view, self.browsing, self.work, self.marking.read)
        self.opening.unread = Unread(self.view, self.browsing)
        self.noting = Noting(self.view, self.marking, self.opening)
        self.sharing = Sharing(self.view, self.marking)
        self.finding = Finding(self.view, self.opening)
        self.naming = Naming(self.view, self.browsing, self.opening)
        self.opening.page_of = self.naming.open
        self.panes = Panes(
            self.view, leave=self._leave_within, entered=self._entered, fold=self.browsing.fold
        )
        self.dragging = Dragging(self.view, self.panes)
        self.work.follower = self
        self.marking.opening = self.opening
        self.browsing.panes = self.opening.panes = self.panes
        self.glancing = Glancing(self.view, self.opening, self.work)
        self._parts = self._named_parts()
        self._actions = actions.by_id()
        self.rekey()
        self._notices = [*notices, *macros.told(desk.config)]
        self._stale = False
        self._reloading = False
        self.settled = False
        """Whether anything has been shown yet: before that there is no place to remember."""

    def _named_parts(self) -> dict[str, object]:
        """The parts by the names that the table of actions calls them."""
        view, opening, marking, work = self.view, self.opening, self.marking, self.work
        browsing, searching, noting, sharing = self.browsing, self.searching, self.noting, self.sharing
        siting = Siting(view, marking, work.program)
        commanded = Parts(browsing, searching, opening, marking, noting, sharing, siting, work, self.act)
        commanding = Commanding(view, commanded)
        changes = Subscriptions(view.desk)
        subscribing = marking.elsewhere = Subscribing(view, browsing, work, changes)
        return {
            "panes": self.panes,
            "browsing": browsing,
            "searching": searching,
            "opening": opening,
            "unread": opening.unread,
            "taking": Taking(view, opening, marking, work),
            "marking": marking,
            "naming": self.naming,
            "noting": noting,
            "correcting": Correcting(view, marking, opening),
            "sharing": sharing,
            "siting": siting,
            "exporting": Exporting(view, marking),
            "finding": self.finding,
            "glancing": self.glancing,
            "linking": Linking(view, opening, work),
            "revising": Revising(view, opening),
            "commanding": commanding,
            "work": work,
            "health": Doctor(view, work, changes, commanding.edit, marking.undo),
            "subscribing": subscribing,
            "program": Program(view, self.panes, work, lambda: self.post_message(self.Leave())),
        }

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
        if self._last is not None:
            self.panes.restore(self._last.pane, self._last.sizes, zen=self._last.zen)
        self.panes.arrange()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.panes.go(self.panes.pane)
        self.browsing.start(self._last)
        self.opening.now()
        if self._last is not None:
            self.opening.restore(self._last.shown, self._last.offset)
        self.settled = True
        self._painting.held = False
        self.refresh()
        self.view.run(self.browsing.recount(), "counts")
        self.work.start()
        self.call_after_refresh(tidying.settle)

    @property
    def remembered(self) -> Remembered:
        """Where one is now."""
        view, articles = self.view, self.view.articles
        return Remembered(
            place=self.browsing.place,
            sort=self.browsing.sort,
            article=articles.current,
            row=articles.cursor - round(articles.scroll_offset.y),
            shown=self.opening.shown,
            offset=view.reader.spot,
            pane=self.panes.pane,
            zen=self.panes.zen,
            folded=tuple(sorted(self.browsing.folded)),
            sizes=self.panes.sizes,
        )

    # Keys and actions.

    async def on_key(self, event: events.Key) -> None:
        """Run what a key, or the last of several, means in the pane one is in."""
        if isinstance(self.focused, Input) and event.key not in IN_PROMPT:
            return
        event.stop()
        event.prevent_default()
        waited = self._fingers.shown
        found = self._fingers.press(keys.pressed(event.key, event.character), self.panes.pane)
        if self._fingers.shown != waited:
            self.view.key_line.wait(self._fingers.shown)
        if found is not None:
            await self.act(*found)

    def rekey(self) -> None:
        """Take other keys from the configuration."""
        config = self.view.desk.config
        self._fingers = Fingers(keys.keymap(config.keys, macros.of(config.macros)))

    async def act(self, action: Action, times: int = 0) -> bool:
        """Run an action, so many times when it was counted, if it exists in the pane one is in.

        False when it does not, or has failed: then the rest of a macro does not run.
        """
        prompting = self.view.prompt.display and action.group != "move"
        if prompting or self.panes.pane not in action.where:
            return False
        if action.steps:
            return await macros.run(action, self._step)
        run = self.method(action)
        if action.id == "article.next-unread" and self.finding.on:
            run, times = self.finding.next, 0
        try:
            outcome = run(times) if times and action.times else run()
            if inspect.isawaitable(outcome):
                await outcome
        except TuiReaderError as error:
            self.view.say(str(error), "error")
            return False
        return True

    async def _step(self, action: Action) -> bool:
        """Run an action of a macro, unless the one before it asks something."""
        return self.app.screen is self and await self.act(action)

    def method(self, action: Action) -> Callable[..., object]:
        """What an action runs."""
        part, _, method = action.method.partition(".")
        found: Callable[..., object] = getattr(self._parts[part], method)
        return found

    def _listed(self) -> None:
        self.opening.follow()

    def _leave_within(self) -> bool:
        levels = (self.finding, self.opening, self.glancing, self.browsing)
        return any(level.leave() for level in levels)

    # What the panes say.

    def _entered(self, pane: Pane) -> None:
        del pane
        self.opening.entered()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click or a key focused a pane."""
        for pane, widget in self.view.panes.items():
            if event.widget is widget:
                if self.view.prompt.display:
                    self.searching.left()
                self.panes.settle(pane)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border between panes."""
        if event.button == 1 and self.dragging.take(event.screen_x, event.screen_y):
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """A border that is held follows; without the button the release was missed."""
        if self.dragging.on and not event.button:
            self.on_mouse_up()
        elif self.dragging.on:
            self.dragging.move(event.screen_x, event.screen_y)

    def on_mouse_up(self) -> None:
        """Let a border go."""
        if self.dragging.on:
            self.dragging.drop()
            self.release_mouse()

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
        self.naming.open(event.entity_id)

    @on(ReaderPane.QuoteSelected)
    def _quote_selected(self, event: ReaderPane.QuoteSelected) -> None:
        self.opening.quote_active(event.quote_id)

    @on(ReaderPane.EntitySelected)
    def _entity_selected(self, event: ReaderPane.EntitySelected) -> None:
        self.opening.entity_active(event.entity_id)

    @on(ReaderPane.LinkChosen)
    def _link_chosen(self, event: ReaderPane.LinkChosen) -> None:
        self.work.browse(event.url)

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        await self.act(self._actions[event.action])

    @on(Prompt.Kept)
    def _kept(self, event: Prompt.Kept) -> None:
        self.searching.kept(event.text)

    @on(Prompt.Dropped)
    def _dropped(self) -> None:
        self.searching.dropped()

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
        """Take in what changed, once more when something changes meanwhile; never two at a time.

        While a refresh brings news all the time, keys come first: lists are made anew now and then.
        """
        try:
            while self._stale:
                self._stale = False
                await self.browsing.recount()
                await self.browsing.reload()
                if self.work.fetching:
                    await asyncio.sleep(LISTED_EVERY)
        finally:
            self._reloading = False

    @on(Worker.StateChanged)
    def _worker(self, event: Worker.StateChanged) -> None:
        """Say what a piece of work has failed with: the one place where such failures arrive."""
        event.stop()
        if event.state is WorkerState.ERROR:
            self.work.note(f"{event.worker.group}: {event.worker.error}")
            self.view.say(f"{event.worker.error}", "error")
