"""Naming: the pages of entities, and what a reader decides about names: one, two, watched, hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_reader.desk.dossiers import MARKED
from tui_reader.model.insight import KnownEntity
from tui_reader.store.library import Superseded
from tui_reader.store.watching import EntityMark
from tui_reader.ui.format import KINDS, counted
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.offer_list import Offer

if TYPE_CHECKING:
    from tui_reader.ui.screens.dossier import DossierScreen, Wish

OFFERS = 12


class Naming:
    """Acts on the entity under the cursor of its pane."""

    def __init__(self, view: View, browsing: Browsing, opening: Opening) -> None:
        self.view = view
        self._browsing = browsing
        self._opening = opening
        self._page: DossierScreen | None = None

    def open(self, entity_id: int) -> None:
        """Open an entity's page."""
        from tui_reader.ui.screens.dossier import DossierScreen

        self._page = DossierScreen(self.view.desk, entity_id, self._toggle)
        self.view.screen.app.push_screen(self._page, self._closed)

    def _closed(self, wish: Wish | None) -> None:
        self._page = None
        if wish is None:
            return
        if not wish.article:
            self._opening.list_entity(wish.entity)
            return
        self._opening.open(wish.article)
        if wish.quote:
            self.view.reader.select_quote(wish.quote)
            self._opening.quote_active(wish.quote)

    # Watching and hiding.

    def watch(self) -> None:
        """Watch the entity under the cursor, or no longer."""
        entity = self._entity()
        if entity is not None:
            self._toggle(entity.id, "watched", not entity.watched)

    def hide(self) -> None:
        """Take the entity under the cursor out of the side panes."""
        entity = self._entity()
        if entity is not None:
            self._toggle(entity.id, "hidden", not entity.hidden)

    def _entity(self) -> KnownEntity | None:
        entity = self.view.entities.entity
        if entity is None:
            self.view.say("Choose a name first")
        return entity

    def _toggle(self, entity_id: int, mark: EntityMark, value: bool) -> None:
        self.view.run(self._mark(entity_id, mark, value=value), "mark")

    async def _mark(self, entity_id: int, mark: EntityMark, *, value: bool) -> None:
        if await self.view.desk.mark_entity(entity_id, mark, value=value):
            await self._changed()
            card = self.view.ask(self.view.desk.entity, None, entity_id)
            if card is not None:
                self.view.say(f"{card.name} {MARKED[mark][0 if value else 1]} · U undoes")

    async def _changed(self) -> None:
        """Show names and counts as they are now."""
        self._opening.outdated()
        if self._page is not None:
            self._page.refresh_marks()
        await self._browsing.recount()

    # One and two.

    def merge(self) -> None:
        """Ask which other name is the same, and make them one."""
        entity = self._entity()
        if entity is None:
            return

        async def offers(text: str) -> Sequence[Offer]:
            if not text.strip():
                return []
            try:
                found = await self.view.desk.names(text, OFFERS)
            except Superseded:
                return []
            return [
                Offer(card.name, counted(card.articles, "article"), KINDS[card.kind], card.id)
                for card in found
                if card.id != entity.id
            ]

        finder = Finder(f"{entity.name} =", "another name of the same", offers, eager=True)
        self.view.screen.app.push_screen(finder, lambda answer: self._answered(entity, answer))

    def _answered(self, entity: KnownEntity, answer: Answer | None) -> None:
        other = answer.offer.value if answer and answer.offer else None
        if isinstance(other, int):
            self.view.run(self._merge(entity, other), "mark")

    async def _merge(self, entity: KnownEntity, other: int) -> None:
        count = await self.view.desk.merge(entity.id, other)
        await self._changed()
        self.view.say(f"{counted(count, 'more article')} about {entity.name} · U undoes")

    def split(self) -> None:
        """Whoever the open article names so is somebody else from now on."""
        entity, article = self._entity(), self._opening.shown
        if entity is None or not article:
            return
        if entity.articles < 2:
            self.view.say(f"No other article mentions {entity.name}")
            return
        self.view.run(self._split(entity, article), "mark")

    async def _split(self, entity: KnownEntity, article: int) -> None:
        await self.view.desk.split(entity.id, articles=[article])
        await self._changed()
        self.view.say(f"This article's {entity.name} is another one · U undoes")
