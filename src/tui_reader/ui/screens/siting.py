"""Siting: what the pages of an article's site have taught, shown and forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.desk import handing, siting
from tui_reader.errors import TuiReaderError
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.sheet import Sheet
from tui_reader.ui.screens.view import View

FORGET = "forget"


class Siting:
    """Has pages looked through by the program's own verb: the screen loads no reader of pages."""

    def __init__(self, view: View, marking: Marking, program: Sequence[str]) -> None:
        self.view = view
        self._marking = marking
        self._program = program

    def show(self) -> None:
        """Show what is known of the site of the article at hand."""
        self.run("")

    def run(self, text: str) -> None:
        """HOST, `forget HOST`, or nothing for the site of the article at hand."""
        verb, _, rest = text.strip().partition(" ")
        forgets = verb == FORGET
        host = (rest.strip() if forgets else text.strip()) or self._host()
        if not host:
            self.view.say("This article has no address; name a site: site example.org", "warning")
        else:
            self.view.run(self._forget(host) if forgets else self._show(host), "more")

    def _host(self) -> str:
        """The address of the article at hand."""
        opened = self.view.ask(self.view.desk.open, None, self._marking.here())
        return opened.article.url if opened else ""

    async def _show(self, host: str) -> None:
        try:
            found = await handing.hand([*self._program, "site", host], "")
        except TuiReaderError as error:
            self.view.say(str(error), "warning")
            return
        lines = found.output.rstrip().split("\n")
        if found.code:
            self.view.say(lines[-1].removeprefix("tui-reader: "), "warning")
            return
        rows = [(line, "") for line in lines]
        self.view.screen.app.push_screen(Sheet("What its pages taught", rows, plain=True))

    async def _forget(self, host: str) -> None:
        try:
            name = await self.view.desk.library.write(siting.forget, host)
        except TuiReaderError as error:
            self.view.say(str(error), "warning")
            return
        self.view.say(f"Forgot what the pages of {name} taught; its articles stay")
