"""Marking: read, unread, saved; each key is one step that undo takes back."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.model.article import Mark
from tui_reader.ui.format import counted
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View

CHUNK = 500
"""Rows looked at in one go when many are marked."""


class Marking:
    """Changes marks through the desk and has the panes follow."""

    def __init__(self, view: View, browsing: Browsing) -> None:
        self.view = view
        self.opening: Opening
        self._browsing = browsing

    def read(self, article_id: int) -> None:
        """An article has been read."""
        opened = self.opening.opened
        known = (
            opened.status.read if opened and opened.article.id == article_id else self._row_read(article_id)
        )
        if not known:
            self._mark([article_id], "read", value=True, label="read")

    def _row_read(self, article_id: int) -> bool:
        rows = self.view.rows([article_id])
        return not rows or rows[0].read

    def toggle_read(self) -> None:
        """Read or unread."""
        for row in self.view.rows([self._here()]):
            self._mark([row.id], "read", value=not row.read, label="unread" if row.read else "read")

    def toggle_star(self) -> None:
        """Saved or not."""
        for row in self.view.rows([self._here()]):
            label = "not saved" if row.starred else "saved"
            self._mark([row.id], "starred", value=not row.starred, label=label)

    def _here(self) -> int:
        if self._browsing.panes.pane == "articles":
            return self.view.articles.current
        return self.opening.shown or self.view.articles.current

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
        self._mark(list(ids), "read", value=True, label=f"all {where} read", tell=True)

    def _mark(self, ids: list[int], mark: Mark, *, value: bool, label: str, tell: bool = False) -> None:
        self._browsing.keep(ids if len(ids) <= CHUNK else [])
        self.view.run(self._write(ids, mark, value=value, label=label, tell=tell), "mark")

    async def _write(self, ids: list[int], mark: Mark, *, value: bool, label: str, tell: bool) -> None:
        changed = await self.view.desk.mark(ids, mark, value=value, label=label)
        if tell:
            self.view.say(
                f"Marked {counted(changed, 'article')} as read · U undoes"
                if changed
                else "Nothing was unread"
            )
        await self._follow(ids if len(ids) <= CHUNK else None)

    async def _follow(self, ids: list[int] | None) -> None:
        self.view.articles.forget(ids)
        self.opening.outdated(ids)
        await self._browsing.recount()

    def undo(self) -> None:
        """Take the last change back."""
        self.view.run(self._undo(), "mark")

    def redo(self) -> None:
        """Do once more what was undone."""
        self.view.run(self._redo(), "mark")

    async def _undo(self) -> None:
        label = await self.view.desk.undo()
        self.view.say(f"Undone: {label}" if label else "There is nothing to undo")
        await self._after(label)

    async def _redo(self) -> None:
        label = await self.view.desk.redo()
        self.view.say(f"Done again: {label}" if label else "There is nothing to redo")
        await self._after(label)

    async def _after(self, label: str | None) -> None:
        if label:
            await self._follow(None)
            await self._browsing.reload()
