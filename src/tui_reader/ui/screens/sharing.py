"""Sharing: articles handed to programs of the reader's, those of [[share]] and those typed after `|`."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.config.settings import Share
from tui_reader.desk import handing
from tui_reader.desk.handing import Outcome
from tui_reader.desk.newsdesk import Opened
from tui_reader.errors import HandingError
from tui_reader.ui.format import counted
from tui_reader.ui.ranking import ranked
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.sheet import Sheet
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.offer_list import Offer

JSON = "json:"
"""Before a typed command: it gets JSON, an article a line, instead of text."""
REMEMBERED = 20
SHORT = 120
"""Output up to so many characters on one line is told in passing."""


class Sharing:
    """Runs argument lists, never a shell, beside the keys."""

    def __init__(self, view: View, marking: Marking) -> None:
        self.view = view
        self._marking = marking
        self._typed: list[str] = []

    def pipe(self) -> None:
        """Ask which program gets the articles at hand."""
        ids = self._marking.targets()
        if not ids:
            return
        hint = f"a program and its arguments gets the text; {JSON} before it: JSON"
        finder = Finder("|", hint, self._offer, low=True)
        self.view.screen.app.push_screen(finder, lambda answer: self._chosen(ids, answer))

    async def _offer(self, text: str) -> Sequence[Offer]:
        shares = [
            Offer(share.name, " ".join(share.command), "share", share)
            for share in self.view.desk.config.share
        ]
        typed = [Offer(line, "", "before") for line in reversed(self._typed)]
        return ranked(text, [*shares, *typed], REMEMBERED)

    def _chosen(self, ids: list[int], answer: Answer | None) -> None:
        if answer is None:
            return
        if answer.offer is not None and isinstance(answer.offer.value, Share):
            self.view.run(self._share(ids, answer.offer.value), "more")
        else:
            self.hand_to(ids, answer.offer.text if answer.offer else answer.text)

    def hand_to(self, ids: list[int], line: str) -> None:
        """Hand articles to the program of a line, split as a shell would but run without one."""
        line = line.strip()
        if not line:
            return
        self._typed = [*(one for one in self._typed if one != line), line][-REMEMBERED:]
        self.view.run(self._pipe(ids, line), "more")

    async def _pipe(self, ids: list[int], line: str) -> None:
        as_json = line.startswith(JSON)
        try:
            argv = handing.split(line.removeprefix(JSON))
            texts = [(handing.as_json if as_json else handing.as_text)(one) for one in self._opened(ids)]
            self._tell(await handing.hand(argv, "\n".join(texts) if not as_json else "".join(texts)))
        except HandingError as error:
            self.view.say(str(error), "error")

    async def _share(self, ids: list[int], share: Share) -> None:
        try:
            for opened in self._opened(ids):
                given = {"text": handing.as_text, "json": handing.as_json}.get(share.input, _link)(opened)
                self._tell(await handing.hand(handing.filled(share.command, opened), given))
        except HandingError as error:
            self.view.say(str(error), "error")

    def _opened(self, ids: list[int]) -> list[Opened]:
        self.view.articles.select(None)
        return [opened for one in ids if (opened := self.view.ask(self.view.desk.open, None, one))]

    def _tell(self, outcome: Outcome) -> None:
        """What came of it: one line in passing, more of them in a sheet."""
        name, output = outcome.argv[0], outcome.output.strip()
        failed = f"{name} ended with code {outcome.code}" if outcome.code else ""
        if "\n" not in output and len(output) <= SHORT:
            words = ": ".join(part for part in (failed or name, output or ("" if failed else "done")) if part)
            self.view.say(words, "error" if failed else "information")
            return
        lines = output.split("\n")
        title = failed or f"{name}: {counted(len(lines), 'line')}"
        self.view.screen.app.push_screen(Sheet(title, [(line, "") for line in lines], plain=True))


def _link(opened: Opened) -> str:
    return f"{opened.article.url}\n"
