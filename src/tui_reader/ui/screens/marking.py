"""Marking: read, unread, saved, dismissed, of one article or all that are selected; each key is one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from tui_reader.model.article import Mark
from tui_reader.ui.format import counted
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View

CHUNK = 500
"""Rows looked at in one go when many are marked."""


class Elsewhere(Protocol):
    """Who is asked first when something is undone: changes that are not the library's."""

    async def undo(self) -> bool:
        """Whether the last change was theirs and is taken back, or was told to have failed."""

    async def redo(self) -> bool:
        """The same for what was undone last."""


class Marking:
    """Changes marks through the desk and has the panes follow."""

    def __init__(self, view: View, browsing: Browsing) -> None:
        self.view = view
        self.opening: Opening
        self.elsewhere: Elsewhere | None = None
        self._browsing = browsing

    # Which articles.

    def here(self) -> int:
        """The article a key means: under the cursor in the list, else the one shown."""
        if self._browsing.panes.pane == "articles":
            return self.view.articles.current
        return self.opening.shown or self.view.articles.current

    def targets(self) -> list[int]:
        """The articles a key means: those selected in the list, else the one at hand."""
        if self._browsing.panes.pane == "articles" and self.view.articles.begun is not None:
            return self.view.articles.selected()
        return [self.here()] if self.here() else []

    def select(self) -> None:
        """Select from the cursor on, or let go of the selection."""
        articles = self.view.articles
        articles.select(None if articles.begun is not None else articles.cursor)

    # Marks.

    def read(self, article_id: int) -> None:
        """An article has been read."""
        opened = self.opening.opened
        known = (
            opened.status.read if opened and opened.article.id == article_id else self._row_read(article_id)
        )
        if not known:
            self._mark([article_id], "read", value=True, done="read")

    def _row_read(self, article_id: int) -> bool:
        rows = self.view.rows([article_id])
        return not rows or rows[0].read

    def toggle_read(self) -> None:
        """Read or unread: all as the first of them is not."""
        ids = self.targets()
        for row in self.view.rows(ids[:1]):
            self._mark(ids, "read", value=not row.read, done="unread" if row.read else "read")

    def toggle_star(self) -> None:
        """Saved or not."""
        ids = self.targets()
        for row in self.view.rows(ids[:1]):
            self._mark(ids, "starred", value=not row.starred, done="not saved" if row.starred else "saved")

    def dismiss(self) -> None:
        """Out of the lists; the cursor stays on its row."""
        ids = self.targets()
        if ids:
            self.view.run(self._dismiss(ids), "mark")

    async def _dismiss(self, ids: list[int]) -> None:
        articles = self.view.articles
        index = articles.index_of(ids[-1])
        after = articles.ids[index + 1] if index + 1 < len(articles.ids) else 0
        changed = await self.view.desk.mark(ids, "dismissed", value=True, label=_label("dismissed"))
        self.view.say(f"{counted(changed, 'article')} dismissed · U brings back")
        articles.select(None)
        self._browsing.drop(ids)
        if after and articles.holds(after):
            articles.move_to(articles.index_of(after))
        await self.follow(ids)
        await self._browsing.reload()

    def read_above(self) -> None:
        """Everything above the cursor as read."""
        self._mark_many(self.view.articles.ids[: self.view.articles.cursor], "above")

    def read_all(self) -> None:
        """Everything listed as read."""
        self._mark_many(self.view.articles.ids, f"in {self._browsing.place.name}")

    def _mark_many(self, ids: Sequence[int], where: str) -> None:
        if not ids:
            self.view.say("There is nothing to mark")
            return
        self._mark(list(ids), "read", value=True, done=f"{where} read", tell=True)

    def _mark(self, ids: list[int], mark: Mark, *, value: bool, done: str, tell: bool = False) -> None:
        self._browsing.keep(ids)
        tell = tell or len(ids) > 1
        self.view.articles.select(None)
        self.view.run(self._write(ids, mark, value=value, done=done, tell=tell), "mark")

    async def _write(self, ids: list[int], mark: Mark, *, value: bool, done: str, tell: bool) -> None:
        changed = await self.view.desk.mark(ids, mark, value=value, label=_label(done))
        if tell:
            self.view.say(
                f"Marked {counted(changed, 'article')} as {done} · U undoes"
                if changed
                else "That changed nothing"
            )
        await self.follow(ids)

    async def follow(self, ids: Sequence[int] | None) -> None:
        """Have the panes take in what changed about these articles, or all."""
        ids = None if ids is not None and len(ids) > CHUNK else ids
        self.view.articles.forget(ids)
        self.opening.outdated(ids)
        await self._browsing.recount()

    # Back and forth.

    def undo(self) -> None:
        """Take the last change back."""
        self.view.run(self._undo(), "mark")

    def redo(self) -> None:
        """Do once more what was undone."""
        self.view.run(self._redo(), "mark")

    async def _undo(self) -> None:
        if self.elsewhere is not None and await self.elsewhere.undo():
            return
        label = await self.view.desk.undo()
        self.view.say(f"Undone: {label}" if label else "There is nothing to undo")
        await self._after(label)

    async def _redo(self) -> None:
        if self.elsewhere is not None and await self.elsewhere.redo():
            return
        label = await self.view.desk.redo()
        self.view.say(f"Done again: {label}" if label else "There is nothing to redo")
        await self._after(label)

    async def _after(self, label: str | None) -> None:
        if label:
            await self.follow(None)
            await self._browsing.reload()


def _label(words: str) -> Callable[[int], str]:
    """What a step is called: "3 articles saved"."""
    return lambda count: f"{counted(count, 'article')} {words}"
