"""Subscribing: adding a feed from within the reader, and taking such changes of feeds.toml back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from tui_reader.desk.subscriptions import Subscriptions
from tui_reader.errors import ConfigError
from tui_reader.model.subscription import Candidate, Subscription
from tui_reader.model.text import clean_line
from tui_reader.ui.ranking import ranked
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.seeking import Seeking
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.shelf import UNREAD, Entry
from tui_reader.ui.widgets.offer_list import Offer

OFFERED = 40
HINT = "folder, and +tags: World/Europe +daily; nothing is fine too"


class Subscribing:
    """Asks for an address, has it looked at, writes what was chosen, and fetches it."""

    def __init__(self, view: View, browsing: Browsing, work: Workplace, changes: Subscriptions) -> None:
        self.view = view
        self._browsing = browsing
        self._work = work
        self._changes = changes

    # Adding.

    def ask(self) -> None:
        """Ask for the address of a feed or a page."""
        if self._work.config.problems:
            self.view.say(f"Mend feeds.toml first: {self._work.config.problems[0]}", "warning")
            return
        seeking = Seeking(self._work.seeker().seek, self._changes.knows, self.view.now)
        self.view.screen.app.push_screen(seeking, self._chosen)

    def _chosen(self, found: Candidate | None) -> None:
        if found is None:
            return
        name = found.title or found.shown
        finder = Finder(f"add {clean_line(name, 40)}", HINT, self._folders, low=True)

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self.view.run(
                    self._add(found, name, answer.text if answer.offer is None else answer.offer.text), "more"
                )

        self.view.screen.app.push_screen(finder, answered)

    async def _folders(self, text: str) -> Sequence[Offer]:
        if "+" in text:
            return ()
        return ranked(text, [Offer(name, "folder") for name in self._changes.folders()], OFFERED)

    async def _add(self, found: Candidate, name: str, text: str) -> None:
        folder, tags = placed(text)
        if not await self._told(self._changes.add(Subscription(found.url, folder=folder, tags=tags), name)):
            return
        await self._work.config.take()
        self.view.say(f"Added {clean_line(name, 80)} to feeds.toml · U takes it out again")
        self._show(found.url)
        self._work.fetch((found.url,))

    def _show(self, key: str) -> None:
        """Go to the source, as soon as the list of sources has it."""
        self.view.run(self._go(key), "find")

    async def _go(self, key: str) -> None:
        await self._browsing.recount()
        entries = self.view.sources.places()
        place = next((one.place for one in entries if one.kind == "feed" and _keys(one) == (key,)), None)
        if place is not None:
            self._browsing.show(place)
            self._browsing.panes.go("articles")

    async def _told(self, work: Awaitable[bool]) -> bool:
        try:
            return await work
        except ConfigError as error:
            self.view.say(str(error), "error")
            return False

    # Back and forth.

    async def undo(self) -> bool:
        """Take the last change of feeds.toml back if it was the last thing done; whether it was."""
        return await self._turned(self._changes.undo, "Undone")

    async def redo(self) -> bool:
        """Do it once more."""
        return await self._turned(self._changes.redo, "Done again")

    async def _turned(self, turn: Callable[[], Awaitable[str]], done: str) -> bool:
        try:
            words = await turn()
        except ConfigError as error:
            self.view.say(str(error), "error")
            return True
        if words:
            await self._work.config.take()
            self._leave_what_is_gone()
            self.view.say(f"{done}: {clean_line(words, 100)}")
        return bool(words)

    def _leave_what_is_gone(self) -> None:
        """Go to what is unread when what was listed is in the file no more."""
        keys = set(self._browsing.place.keys)
        if keys and not keys & {spec.key for spec in self.view.desk.config.sources}:
            self._browsing.show(UNREAD)


def _keys(entry: Entry) -> tuple[str, ...]:
    return entry.place.keys if entry.place else ()


def placed(text: str) -> tuple[str, tuple[str, ...]]:
    """(folder, tags) of what was typed: tags are the words that begin with a plus."""
    words = clean_line(text).split(" ")
    tags = tuple(dict.fromkeys(word[1:] for word in words if word.startswith("+") and len(word) > 1))
    folder = " ".join(word for word in words if not word.startswith("+"))
    return folder.strip("/ "), tags
