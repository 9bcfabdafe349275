"""The workplace: the worker processes as the screen sees them. It starts them and spreads their news.

Nothing goes to the network before the reader asks for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from textual.content import Content
from textual.timer import Timer

from tui_reader.desk.folders import Folders
from tui_reader.desk.reloading import Difference
from tui_reader.desk.seeking import Seeker
from tui_reader.desk.workers import Workers
from tui_reader.model import events
from tui_reader.model.text import clean_line
from tui_reader.ui import browser
from tui_reader.ui.format import counted
from tui_reader.ui.screens.live_config import LiveConfig
from tui_reader.ui.screens.view import Severity, View
from tui_reader.ui.shelf import Place

NEWS_EVERY = 0.2
"""Seconds in which events are gathered before the panes take them in."""
LISTED_EVERY = 1.0
"""Seconds between two listings while a refresh goes on bringing news."""
POLL = 1.0
LATER = 2.0
"""Seconds after the first frame in which nothing else is started."""
SHORTEST = 60
"""Seconds between refreshes at least."""
QUIET = 2
"""Seconds without news of our workers after which a change of the library is somebody else's."""
LOG_LINES = 500
_STAGES = {
    "fetch": "fetching",
    "pages": "reading pages",
    "read": "preparing",
    "analyse": "looking for quotes",
    "illustrate": "fetching pictures",
}


class Follower(Protocol):
    """What the screen does when the library has changed."""

    def library_changed(self, articles: Sequence[int] | None) -> None:
        """These articles have another text, row or insight; None is anything."""

    def rekey(self) -> None:
        """The configuration has other keys."""

    @property
    def place(self) -> Place:
        """What is listed."""


class Workplace:
    """Owns the workers. Events come in on the event loop and leave in batches."""

    def __init__(self, view: View, workers: Callable[[Callable[[events.Event], None]], Workers]) -> None:
        self.view = view
        self.follower: Follower
        self.illustrated: Callable[[], object] = lambda: None
        self.log: list[str] = []
        self._workers = workers(self._heard)
        self.config = LiveConfig(view, self._reconfigured, self.note)
        self._pending: list[events.Event] = []
        self._timed = False
        self._quiet_since = 0
        self._stale = False
        self._unreached = False
        """Whether the banner says that there is no network."""
        self._silent = False
        """The refresh under way was not asked for: it says nothing when nothing came of it."""
        self._next: Timer | None = None
        self._folders = Folders(view.desk.library)
        self._looking = False

    def start(self) -> None:
        """Take in local files and have the language worker go on; no network."""
        self.view.screen.set_interval(POLL, self._poll)
        self._every()
        if any(spec.kind == "local" for spec in self.view.desk.config.sources):
            self._silent = True
            self.view.run(self._refresh("--local"), "work")
        else:
            self.view.screen.set_timer(LATER, self._more)

    def _more(self) -> None:
        """Have the language worker look whether there is anything to do."""
        self.view.run(self._workers.more(), "work")

    async def stop(self) -> None:
        """End the workers."""
        await self._workers.stop()

    @property
    def fetching(self) -> bool:
        """Whether a refresh is under way."""
        return self._workers.fetching

    # Orders.

    def refresh(self) -> None:
        """Fetch what is listed: its sources, or everything for a place of the library."""
        self.fetch(self.follower.place.keys)

    def refresh_all(self) -> None:
        """Fetch everything."""
        self.fetch(())

    def fetch(self, keys: Sequence[str]) -> None:
        """Fetch these sources, or all; from then on also every so often, when the configuration says so."""
        if not self.view.desk.config.sources:
            self.view.say("No sources yet: a adds one", "warning")
            return
        if self.config.problems:
            self.view.say(f"Mend feeds.toml first: {self.config.problems[0]}", "warning")
            return
        arguments = [part for key in keys for part in ("--only", key)]
        self._silent = False
        self.view.run(self._refresh("--all", *arguments, told=True), "work")
        self._every()

    def _every(self) -> None:
        """Begin the wait for the next refresh anew; there is one such wait at most."""
        every = self.view.desk.config.refresh
        if self._next is not None:
            self._next.stop()
        self._next = self.view.screen.set_timer(max(every, SHORTEST), self._again) if every else None

    def _again(self) -> None:
        """Fetch what is due, unless nothing was ever fetched: the reader asks for the first time."""
        if self.view.header.heading.fetched and not self._workers.fetching and not self.config.problems:
            self._silent = True
            self.view.run(self._refresh(), "work")
        self._every()

    async def _refresh(self, *arguments: str, told: bool = False) -> None:
        if await self._workers.refresh(*arguments):
            self.view.header.show(self.view.now, work="fetching" if told else "")
        elif told:
            self.view.say("A refresh is under way already")

    async def fetch_page(self, article_id: int) -> None:
        """Fetch the full text of an article."""
        if await self._workers.refresh("--page", str(article_id)):
            self._silent = True
            self.view.header.show(self.view.now, work="fetching the page")
        else:
            self.view.say("A refresh is under way; try again when it is done")

    def save(self, url: str) -> None:
        """Fetch a page and keep it as an article of its own."""
        self.view.say(f"Saving {clean_line(url, 200)}")
        self.view.run(self._workers.also("save", "--events", url), "work")

    @property
    def program(self) -> Sequence[str]:
        """The argv that runs this program in the same places."""
        return self._workers.program

    def seeker(self) -> Seeker:
        """Who looks for the feeds of an address."""
        return Seeker(self._workers.program, self._workers.log)

    def illustrate(self, article_id: int) -> None:
        """Fetch the pictures of an article; `illustrated` hears what came of it."""
        self.view.header.show(self.view.now, work="fetching pictures")
        self.view.run(self._workers.also("illustrate", "--events", str(article_id)), "work")

    def look_at(self, ids: Sequence[int]) -> None:
        """Have the language worker look at these articles first."""
        self.view.run(self._workers.look_at(ids), "work")

    def browse(self, url: str) -> None:
        """Open an address in the browser and say which."""
        argv = browser.command(self.view.desk.config.browser, url)
        if not argv:
            self.view.say(f"Not an address that can be opened: {clean_line(url, 200)}", "warning")
        elif browser.start(argv):
            self.view.say(f"Opening {clean_line(url, 200)}")
        else:
            self.view.say(f"There is no program {argv[0]}; the address is {clean_line(url, 200)}", "error")

    # News.

    def _reconfigured(self, difference: Difference) -> None:
        self.follower.library_changed([])
        if {"keys", "macros"} & set(difference.settings):
            self.follower.rekey()
        if "refresh" in difference.settings:
            self._every()
        if difference.local:
            self._silent = True
            self.view.run(self._refresh("--local"), "work")

    def _poll(self) -> None:
        """Notice what other processes wrote; while our own workers speak for themselves, later."""
        self.config.poll()
        if (
            not self._looking
            and not self._workers.fetching
            and self._folders.is_due(self.view.desk.config.sources)
        ):
            self._looking = True
            self.view.run(self._look(), "more")
        self._stale = self.view.ask(self.view.desk.changed, otherwise=False) or self._stale
        talking = self._workers.fetching or self.view.now - self._quiet_since < QUIET
        if self._stale and not talking:
            self._stale = False
            self.follower.library_changed(None)
            # Another process that brought articles leaves their analysis to our language worker while that
            # holds the backlog, and cannot tell it so.
            if self.view.ask(self.view.desk.has_unread_texts, otherwise=False):
                self._more()

    async def _look(self) -> None:
        """Take in what has come into watched folders."""
        try:
            keys = await asyncio.to_thread(self._folders.look, self.view.desk.config.sources)
        finally:
            self._looking = False
        if keys:
            self._silent = True
            await self._refresh("--local", *(part for key in keys for part in ("--only", key)))

    def _heard(self, event: events.Event) -> None:
        self._pending.append(event)
        self._quiet_since = self.view.now
        if not self._timed and self.view.screen.is_running:
            self._timed = True
            self.view.screen.set_timer(NEWS_EVERY, self._spread)

    def _spread(self) -> None:
        self._timed = False
        batch, self._pending = self._pending, []
        told = {event.stage: event for event in batch if isinstance(event, events.Progress)}
        for event in batch:
            if not isinstance(event, events.Progress) or event is told[event.stage]:
                self._take(event)
        touched = {e.article_id for e in batch if isinstance(e, events.DocumentReady | events.InsightReady)}
        whole = any(isinstance(event, events.ArticlesAdded | events.Finished) for event in batch)
        if touched:
            self.follower.library_changed(sorted(touched))
        if whole:
            self.follower.library_changed([])

    def _take(self, event: events.Event) -> None:
        match event:
            case events.Progress(stage="reread", done=done, total=total):
                self.view.header.show(self.view.now, work=f"re-reading, {total - done:,} left")
            case events.Progress(stage="index", done=done, total=total):
                self.view.header.show(self.view.now, work=f"indexing, {total - done:,} left")
            case events.Progress(stage=stage, done=done, total=total):
                of = f" {done:,}/{total:,}" if total else ""
                self.view.header.show(self.view.now, work=f"{_STAGES.get(stage, clean_line(stage, 20))}{of}")
            case events.FeedFailed(feed=feed, message=message):
                self.note(f"{feed}: {message}")
            case events.Finished():
                self._finished(event)
            case events.Notice(message=message, level="banner"):
                self.note(message)
                self._unreached = True
                self.view.banner.update(Content(message))
                self.view.banner.display = True
            case events.Notice(message=message, level=level):
                self.note(message)
                self.view.say(message, _severity(level))

    def _finished(self, event: events.Finished) -> None:
        self.view.header.show(self.view.now, work="")
        if event.stage == "save":
            self.view.run(self._workers.more(), "work")
        if event.stage == "illustrate":
            self.illustrated()
        if event.stage in {"save", "illustrate"} and event.message:
            self.view.say(event.message, "warning")
        if self._unreached and (event.added or event.changed or event.unchanged):
            self._unreached = self.view.banner.display = False
        if event.stage in {"fetch", "pages"}:
            self.view.run(self._workers.more(), "work")
            words = event.message or summary(event)
            self.note(words)
            if event.failed or event.message or not self._silent or event.added:
                self.view.say(words, "warning" if event.failed or event.message else "information")
            self._silent = False

    def note(self, words: str) -> None:
        """Write a line into the log view."""
        self.log = [*self.log, f"{_clock(self.view.now)}  {clean_line(words)}"][-LOG_LINES:]


def summary(event: events.Finished) -> str:
    """The sums of a refresh in a sentence: "3 new articles, 1 changed, 2 sources failed (L says why)"."""
    parts: Iterable[str] = (
        counted(event.added, "new article") if event.added else "nothing new",
        f"{event.changed:,} changed" if event.changed else "",
        f"{counted(event.failed, 'source')} failed (L says why)" if event.failed else "",
    )
    words = ", ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _severity(level: str) -> Severity:
    return "error" if level == "error" else "warning" if level == "warning" else "information"


def _clock(now: int) -> str:
    from datetime import datetime

    return f"{datetime.fromtimestamp(now).astimezone():%H:%M}"
