"""Unread: the way from one unread article of the list to the next, near by or asked of the store."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Protocol

from tui_reader.model.query import BY_DATE, ArticleQuery, Scope, Sort
from tui_reader.ui.screens.view import View

NEAR = 256
"""Rows looked through for the next unread one before the store is asked."""
NONE = "Nothing unread in this list"


class Listed(Protocol):
    """What is listed at present."""

    sort: Sort

    def query(self) -> ArticleQuery:
        """The question the list answers."""

    async def find(self, query: ArticleQuery, limit: int | None = None, beyond: int = 0) -> array[int] | None:
        """Ids; None when something else was asked meanwhile."""


class Unread:
    """Moves the cursor; what it means that the cursor is elsewhere others know."""

    def __init__(self, view: View, listed: Listed) -> None:
        self.view = view
        self._listed = listed

    def next(self, times: int = 1) -> None:
        """The next unread article of the list, from its top again when there is none below."""
        for _ in range(min(times, NEAR)):
            self._step(1)

    def previous(self, times: int = 1) -> None:
        """The previous unread article."""
        for _ in range(min(times, NEAR)):
            self._step(-1)

    def _step(self, step: int) -> None:
        articles = self.view.articles
        start = articles.cursor
        for index in range(start + step, start + step * NEAR, step):
            if not 0 <= index < len(articles.ids):
                break
            row = articles.row(index)
            if row is not None and not row.read:
                articles.move_to(index)
                return
        self.view.run(self._far(step), "find", exclusive=True)

    async def _far(self, step: int) -> None:
        """Ask the store for the unread ones of this place and go to the nearest, around the ends."""
        articles = self.view.articles
        query = self._listed.query()
        if self._listed.sort in BY_DATE and query.scope != "starred":
            for after in (articles.current, 0):
                if await self._went_to_unread(step, after):
                    return
            self.view.say(NONE)
            return
        wanted: Scope = query.scope if query.scope == "starred" else "unread"
        ids = await self._listed.find(replace(query, scope=wanted))
        here = articles.cursor
        rest = sorted({articles.index_of(one) for one in ids or () if articles.holds(one)} - {here})
        if query.scope == "starred":
            read = {row.id for row in self.view.rows([articles.ids[index] for index in rest]) if row.read}
            rest = [index for index in rest if articles.ids[index] not in read]
        if not rest:
            self.view.say(NONE)
            return
        beyond = [index for index in rest if (index > here) == (step > 0)]
        articles.move_to((beyond or rest)[0 if step > 0 else -1])

    async def _went_to_unread(self, step: int, beyond: int) -> bool:
        """Go to the first unread article after `beyond`, in a list by date; False when there is none."""
        articles, here = self.view.articles, self.view.articles.current
        order: Sort = "newest" if (self._listed.sort == "newest") == (step > 0) else "oldest"
        ids = await self._listed.find(replace(self._listed.query(), scope="unread", sort=order), NEAR, beyond)
        found = next((one for one in ids or () if one != here and articles.holds(one)), None)
        if found is not None:
            articles.move_to(articles.index_of(found))
        return found is not None
