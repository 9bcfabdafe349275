"""View: the widgets of the main screen and the few things all its parts do with them. It decides nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal, ParamSpec, TypeVar

from textual.screen import Screen
from textual.widgets import Static

from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.errors import StoreError
from tui_reader.model.article import ArticleRow
from tui_reader.ui import clipboard
from tui_reader.ui.actions import PANES, Pane
from tui_reader.ui.widgets.article_list import ArticleList
from tui_reader.ui.widgets.entities_pane import EntitiesPane
from tui_reader.ui.widgets.header import Header
from tui_reader.ui.widgets.key_line import KeyLine
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.prompt import Prompt
from tui_reader.ui.widgets.quotes_pane import QuotesPane
from tui_reader.ui.widgets.reader_pane import ReaderPane
from tui_reader.ui.widgets.sources_pane import SourcesPane
from tui_reader.ui.widgets.steady import Column, Row

P = ParamSpec("P")
T = TypeVar("T")

Severity = Literal["information", "warning", "error"]
Group = Literal["find", "counts", "mark", "work", "more"]

REPEATED = 1.0
"""Seconds within which the same words are not told again."""


class View:
    """Made once a screen; the parts of the screen share it."""

    def __init__(self, screen: Screen[None], desk: Newsdesk) -> None:
        self.screen = screen
        self.desk = desk
        self.header = Header()
        self.banner = Static(id="banner")
        self.sources = SourcesPane()
        self.articles = ArticleList(self.rows)
        self.reader = ReaderPane(measure=desk.config.measure, id="reader")
        self.quotes = QuotesPane()
        self.entities = EntitiesPane()
        self.main = Column(self.articles, self.reader, id="main")
        self.side = Column(self.quotes, self.entities, id="side")
        self.body = Row(self.sources, self.main, self.side, id="body")
        self.prompt = Prompt()
        self.key_line = KeyLine(desk.config.keys)
        self.panes: dict[Pane, LineView] = dict(
            zip(PANES, (self.sources, self.articles, self.reader, self.quotes, self.entities), strict=True)
        )

    @property
    def now(self) -> int:
        """Epoch seconds."""
        return self.desk.now()

    def say(self, words: str, severity: Severity = "information") -> None:
        """Tell the reader something in passing, once however often a key asks for it; never as markup."""
        app, timeout = self.screen.app, 4.0 if severity == "information" else 8.0
        for told in list(app._notifications):  # noqa: SLF001 -- Textual names no other place for them
            if told.message == words and told.severity == severity:
                if told.time_left > timeout - REPEATED:
                    return
                app._unnotify(told, refresh=False)  # noqa: SLF001 -- as above
        self.screen.notify(words, severity=severity, timeout=timeout, markup=False)

    def copy(self, words: str) -> None:
        """Put a text on the clipboard: through the terminal, and through a program of the desktop."""
        self.screen.app.copy_to_clipboard(words)
        argv = clipboard.command()
        if argv and not self.screen.app.is_headless:
            self.run(_copied(words, argv), "more")

    def ask(self, function: Callable[P, T], otherwise: T, *args: P.args, **kwargs: P.kwargs) -> T:
        """Read from the store on the spot; a store that fails is told and gives what is said otherwise."""
        try:
            return function(*args, **kwargs)
        except StoreError as error:
            self.say(str(error), "error")
            return otherwise

    def rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """What the list shows of these articles."""
        return self.ask(self.desk.rows, [], ids)

    def stop(self, group: Group) -> None:
        """End what runs of a kind, because its outcome is no longer wanted."""
        self.screen.workers.cancel_group(self.screen, group)

    def run(self, work: Coroutine[Any, Any, None], group: Group, *, exclusive: bool = False) -> None:
        """Run something beside the keys; its failure becomes a notice, never the end of the program."""
        self.screen.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)


async def _copied(words: str, argv: Sequence[str]) -> None:
    await asyncio.to_thread(clipboard.copy, words, argv)
