"""Exporting: articles written into files, in the format one is asked for. No file is ever overwritten."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import FileError
from tui_reader.model.text import clean_line
from tui_reader.ui.format import counted
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.offer_list import Offer

if TYPE_CHECKING:
    from tui_reader.desk.publishing import ArticleFormat

_OFFERS = tuple(
    Offer(words, kind, value=kind)
    for words, kind in (("Markdown", "md"), ("HTML", "html"), ("text", "txt"), ("JSON, all layers", "json"))
)
PATH = 300
"""Characters of a path that are told."""


class Exporting:
    """Writes the articles at hand into the folder of `[reader] export`."""

    def __init__(self, view: View, marking: Marking) -> None:
        self.view = view
        self._marking = marking

    def ask(self) -> None:
        """Ask for the format; Enter takes the first that is offered."""
        ids = self._marking.targets()
        if ids:
            finder = Finder("write", "a format: md, html, txt or json", _formats, eager=True, low=True)
            self.view.screen.app.push_screen(finder, lambda answer: self._chosen(ids, answer))

    def _chosen(self, ids: list[int], answer: Answer | None) -> None:
        from tui_reader.desk.publishing import ARTICLE_FORMATS

        if answer is None:
            return
        wanted = answer.offer.value if answer.offer else answer.text
        kind = next((one for one in ARTICLE_FORMATS if one == wanted), None)
        if kind is None:
            self.view.say(f"Formats are {', '.join(ARTICLE_FORMATS)}", "warning")
        else:
            self.view.run(self._write(ids, kind), "more")

    async def _write(self, ids: list[int], kind: ArticleFormat) -> None:
        """One after the other, so that the keys are never held up by more than one."""
        from tui_reader.desk import publishing

        self.view.articles.select(None)
        folder, written, empty = publishing.folder(self.view.desk.config), [], 0
        try:
            for article_id in ids:
                found = self.view.ask(self.view.desk.library.read, None, publishing.piece, article_id)
                if found is not None:
                    written.append(await asyncio.to_thread(publishing.export, folder, found, kind))
                else:
                    empty += 1
        except FileError as error:
            self.view.say(str(error), "error")
        if empty:
            self.view.say(f"{counted(empty, 'article')} without a text to write yet", "warning")
        self._tell(written, folder)

    def _tell(self, written: Sequence[Path], folder: Path) -> None:
        if len(written) == 1:
            self.view.say(f"Wrote {clean_line(str(written[0]), PATH)}")
        elif written:
            self.view.say(f"Wrote {counted(len(written), 'article')} into {clean_line(str(folder), PATH)}")


async def _formats(text: str) -> Sequence[Offer]:
    typed = text.strip().casefold()
    return [
        offer for offer in _OFFERS if any(n.startswith(typed) for n in (offer.text.casefold(), offer.detail))
    ]
