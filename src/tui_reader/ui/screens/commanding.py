"""Commanding: the palette over all there is, and the command line. What they name is run elsewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui_reader.store.library import Superseded
from tui_reader.ui import keys, macros
from tui_reader.ui.actions import ACTIONS, Action
from tui_reader.ui.format import age, counted
from tui_reader.ui.ranking import ranked, together
from tui_reader.ui.screens.browsing import ORDERS, Browsing
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.noting import Noting
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.searching import Searching
from tui_reader.ui.screens.sharing import Sharing
from tui_reader.ui.screens.siting import Siting
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.widgets.offer_list import Offer

EACH = 8
"""Offers of a kind at most, while something is typed."""
ALL_ACTIONS = 100
FROM_LETTERS = 2
"""Letters from which articles and names are looked for."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What commands act on."""

    browsing: Browsing
    searching: Searching
    opening: Opening
    marking: Marking
    noting: Noting
    sharing: Sharing
    siting: Siting
    work: Workplace
    act: Callable[[Action], object]
    """Runs an action where one is."""


class Commanding:
    """Offers what can be done and runs what was chosen."""

    def __init__(self, view: View, parts: Parts) -> None:
        self.view = view
        self._parts = parts
        self._verbs: Mapping[str, tuple[Callable[[str], object], str]] = {
            "search": (parts.searching.find, "QUERY: search the library"),
            "sort": (self._sort, f"{' '.join(ORDERS)}: order the list"),
            "tag": (self._tag, "+WORD -WORD: tags of the article"),
            "note": (self._note, "TEXT: the note on the article"),
            "pipe": (self._pipe, "PROGRAM ARGUMENT…: hand the article to a program"),
            "go": (self._go, "NAME: list a source"),
            "site": (parts.siting.run, "HOST, or forget HOST: what a site's pages taught"),
            "edit": (lambda _: self.edit(), "open feeds.toml in $EDITOR"),
            "q": (lambda _: self._run("quit"), "quit"),
        }

    # The palette.

    def palette(self) -> None:
        """Find anything by a few letters of it."""
        hint = "an action, a source, a title, a name"
        self.view.screen.app.push_screen(Finder(">", hint, self._anything, eager=True), self._taken)

    async def _anything(self, text: str) -> Sequence[Offer]:
        if not text.strip():
            return [*self._actions(""), *self._sources("", ALL_ACTIONS)]
        near = [*self._actions(text)[:EACH], *self._sources(text, EACH)]
        near.sort(key=lambda offer: not together(offer.lit))
        if len(text.strip()) < FROM_LETTERS:
            return near
        try:
            names = await self.view.desk.names(text, EACH)
            articles = await self.view.desk.titles(text, EACH)
        except Superseded:
            return near
        found = [Offer(card.name, counted(card.articles, "article"), "name", card) for card in names]
        found += [
            Offer(row.title, f"{row.source} · {age(self.view.now, row.published)}", "article", row)
            for row in self.view.rows(articles)
        ]
        tight = sum(together(offer.lit) for offer in near)
        return [*near[:tight], *found, *near[tight:]]

    def _actions(self, text: str) -> list[Offer]:
        custom, pane = self.view.desk.config.keys, self._parts.browsing.panes.pane
        offers = [
            Offer(action.words, keys.shown(keys.keys_of(action, custom)[:2]), "action", action)
            for action in macros.all_actions(self.view.desk.config)
            if pane in action.where and action.group != "move" and action.id not in {"palette", "escape"}
        ]
        return ranked(text, offers, ALL_ACTIONS)

    def _sources(self, text: str, limit: int) -> list[Offer]:
        entries = self.view.sources.places()
        offers = [
            Offer(entry.label, f"{entry.count:,}" if entry.count else "", "source", entry)
            for entry in entries
        ]
        return ranked(text, offers, limit)

    def _taken(self, answer: Answer | None) -> None:
        value = answer.offer.value if answer and answer.offer else None
        if value is not None:
            self.view.screen.call_next(self._open, value)

    def _open(self, value: object) -> object:
        """Do what an offer stands for."""
        from tui_reader.model.article import ArticleRow
        from tui_reader.model.insight import EntityCard
        from tui_reader.ui.shelf import Entry

        match value:
            case Action():
                return self._parts.act(value)
            case Entry(place=place) if place is not None:
                self._parts.browsing.show(place)
                self._parts.browsing.panes.go("articles")
            case EntityCard(id=entity_id):
                self._parts.opening.page_of(entity_id)
            case ArticleRow(id=article_id):
                self._parts.opening.open(article_id)
        return None

    # The command line.

    def command(self) -> None:
        """Ask for a verb with its arguments, or an action by its id."""
        self.view.screen.app.push_screen(Finder(":", "", self._commands, low=True), self._entered)

    async def _commands(self, text: str) -> Sequence[Offer]:
        verb, blank, rest = text.lstrip().partition(" ")
        if blank:
            return self._arguments(verb, rest)
        custom, pane = self.view.desk.config.keys, self._parts.browsing.panes.pane
        offers = [Offer(name, words, value=name, fill=f"{name} ") for name, (_, words) in self._verbs.items()]
        offers += [
            Offer(action.id, f"{action.words}  {keys.shown(keys.keys_of(action, custom)[:1])}", value=action)
            for action in macros.all_actions(self.view.desk.config)
            if pane in action.where
        ]
        return ranked(verb, offers, ALL_ACTIONS)

    def _arguments(self, verb: str, rest: str) -> list[Offer]:
        if verb == "sort":
            offers = [Offer(order, words, fill=f"sort {order}") for order, words in ORDERS.items()]
        elif verb == "go":
            offers = [Offer(entry.label, fill=f"go {entry.label}") for entry in self.view.sources.places()]
        elif verb == "tag":
            tags = self.view.ask(self.view.desk.tags, [])
            head, _, word = rest.rpartition(" ")
            sign = word[:1] if word[:1] in {"+", "-"} else "+"
            offers = [
                Offer(f"{sign}{tag.name}", fill=f"tag {head} {sign}{tag.name} ".replace("  ", " "))
                for tag in tags
            ]
            return ranked(word.lstrip("+-"), offers, EACH)
        else:
            return []
        return ranked(rest, offers, EACH)

    def _entered(self, answer: Answer | None) -> None:
        if answer is not None:
            text = answer.text if answer.offer is None else (answer.offer.fill or answer.offer.text)
            self.view.screen.call_next(self.run, text)

    def run(self, text: str) -> object:
        """Run a line of the command line."""
        verb, _, rest = text.strip().lstrip(":").partition(" ")
        if not verb:
            return None
        if verb in self._verbs:
            return self._verbs[verb][0](rest.strip())
        known = macros.all_actions(self.view.desk.config)
        action = next((one for one in known if one.id == verb), None)
        if action is not None:
            return self._parts.act(action)
        near = ranked(verb, [Offer(name) for name in (*self._verbs, *(one.id for one in known))], 1)
        hint = f"; did you mean {near[0].text}?" if near else ""
        self.view.say(f"There is no command “{verb}”{hint}", "warning")
        return None

    def _run(self, name: str) -> object:
        return self._parts.act(next(action for action in ACTIONS if action.id == name))

    def _sort(self, text: str) -> None:
        order = next((order for order in ORDERS if order == text), None)
        if order is None:
            self.view.say(f"Orders are {', '.join(ORDERS)}", "warning")
        else:
            self._parts.browsing.sort_by(order)

    def _tag(self, text: str) -> None:
        ids = self._parts.marking.targets()
        if ids and text:
            self._parts.noting.tag(ids, text)
        else:
            self.view.say("Say which: tag +WORD -WORD", "warning")

    def _note(self, text: str) -> None:
        if here := self._parts.marking.here():
            self._parts.noting.write_note(here, text)

    def _pipe(self, text: str) -> None:
        if text:
            self._parts.sharing.hand_to(self._parts.marking.targets(), text)
        else:
            self._parts.sharing.pipe()

    def _go(self, text: str) -> None:
        found = self._sources(text, 1)
        if text and found:
            self._open(found[0].value)
        else:
            self.view.say(f"There is no source “{text}”", "warning")

    # feeds.toml.

    def edit(self, line: int = 1) -> None:
        """Open feeds.toml in the reader's editor, at a line, then take in what was changed."""
        argv = at_line(editor(os.environ), str(self.view.desk.config.path), line)
        app = self.view.screen.app
        try:
            with app.suspend():
                code = subprocess.run(argv, check=False).returncode
        except OSError as error:
            self.view.say(f"{argv[0]}: {error.strerror}; set $EDITOR", "error")
            return
        app.refresh(layout=True)
        if code:
            self.view.say(f"{argv[0]} ended with code {code}", "warning")
        self.reload()

    def reload(self) -> None:
        """Read feeds.toml again now."""
        self._parts.work.config.reread()


def editor(environment: Mapping[str, str]) -> list[str]:
    """The reader's editor as an argument list."""
    line = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        return shlex.split(line) or ["vi"]
    except ValueError:
        return [line]


def at_line(editor: Sequence[str], path: str, line: int) -> list[str]:
    """The arguments that open a file at a line, for editors that are known to take one."""
    name = Path(editor[0]).name
    if line > 1 and re.fullmatch(
        r"n?vim?|vim\.\w+|view|nano|pico|emacs|emacsclient|kak|ne|joe|mg|micro", name
    ):
        return [*editor, f"+{line}", path]
    if line > 1 and name in {"hx", "helix", "subl", "zed"}:
        return [*editor, f"{path}:{line}"]
    if line > 1 and name in {"code", "codium", "code-insiders"}:
        return [*editor, "-g", f"{path}:{line}"]
    return [*editor, path]
