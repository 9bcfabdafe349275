"""The entities pane: whom the open article is about, and which other articles share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui_reader.model.insight import EntityKind, KnownEntity, RelatedArticle
from tui_reader.ui.format import fit, short_count, sparkline
from tui_reader.ui.widgets.grouped import Grouped

SECTIONS: tuple[tuple[EntityKind, str], ...] = (
    ("person", "PEOPLE"),
    ("organisation", "ORGANISATIONS"),
    ("place", "PLACES"),
)
REASON = 24
"""Cells of a name that tells why an article is related."""
SPARK = 8
"""Cells of a sparkline."""
ROOMY = 16
"""From so many lines on the pane tells what people are, under their names."""

Item = KnownEntity | RelatedArticle


@dataclass(frozen=True, slots=True)
class _Line:
    item: int | None
    content: Item | str
    detail: bool = False


def shares(related: RelatedArticle) -> str:
    """Source and last words of the names that are shared: "BBC · shares Keller, Haddad"."""
    known = zip(related.shared, related.kinds, strict=True)
    names = ", ".join(_short(name, kind) for name, kind in list(known)[:3])
    return f"{related.source} · shares {names}" if names else related.source


def _short(name: str, kind: str) -> str:
    """The family name of "Anna Keller"; all of "Acme Lines", of which the last word says nothing."""
    if kind != "person":
        return fit(name, REASON)
    last = name.rsplit(" ", 1)[-1]
    return last if last[:1].isupper() else name


class EntitiesPane(Grouped[_Line]):
    """Moving the cursor only points; the screen makes the reader light the mentions."""

    QUIET: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("entities", "5 Entities")
        self.items: list[Item] = []
        self._shown: tuple[Sequence[KnownEntity], Sequence[RelatedArticle]] = ((), ())
        self._roomy = False

    def show(
        self, entities: Sequence[KnownEntity], related: Sequence[RelatedArticle], *, keep: bool = False
    ) -> None:
        """Show an article's entities by kind; with `keep` the cursor stays on its own."""
        before = self.current if keep else None
        self._shown = entities, related
        self._lay_out()
        self.set_cursor(self._where(before))
        count = sum(not entity.hidden for entity in entities)
        self.note(f"{count:,}" if count else "")

    def resized(self, width: int) -> None:
        """Tell the roles, or leave them out, when the height has changed for it."""
        if self._roomy != (self.size.height >= ROOMY):
            self._lay_out()
        super().resized(width)

    def _lay_out(self) -> None:
        entities, related = self._shown
        self._roomy = self.size.height >= ROOMY
        self.items = []
        self._clear()
        for kind, title in SECTIONS:
            members = [entity for entity in entities if entity.kind == kind and not entity.hidden]
            if members:
                self._between(_Line(None, title))
                for entity in members:
                    self._put(entity)
        if related:
            if self._lines:
                self._between(_Line(None, ""))
            self._between(_Line(None, "RELATED"))
            for article in related:
                self._put(article)
        self.recount()

    def _put(self, item: Item) -> None:
        index = len(self.items)
        self.items.append(item)
        told = isinstance(item, RelatedArticle) or (self._roomy and item.role)
        self._add([_Line(index, item), *([_Line(index, item, detail=True)] if told else [])])

    def _where(self, item: Item | None) -> int:
        for index, other in enumerate(self.items):
            if item is not None and type(other) is type(item) and other.id == item.id:
                return index
        return 0

    @property
    def current(self) -> Item | None:
        """The entity or article under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    @property
    def entity(self) -> KnownEntity | None:
        """The entity under the cursor, when it is one."""
        return self.current if isinstance(self.current, KnownEntity) else None

    def point_at(self, entity_id: int) -> None:
        """Put the cursor on an entity."""
        for index, item in enumerate(self.items):
            if isinstance(item, KnownEntity) and item.id == entity_id:
                self.set_cursor(index)

    def line(self, y: int, width: int) -> list[Segment]:
        """A heading, an entity with its mentions here and articles, its role, or a related article."""
        line, paint = self._lines[y], self.palette
        current = self.pointing and line.item is not None and line.item == self.cursor
        strong = Style(bold=True) if current else Style()
        if isinstance(line.content, str):
            return [Segment(line.content, paint.muted)]
        if isinstance(line.content, RelatedArticle):
            if line.detail:
                return [Segment("  " + fit(shares(line.content), width - 4), paint.muted)]
            return [Segment(fit(line.content.title or "(no title)", width - 2), paint.ink + strong)]
        if line.detail:
            return [Segment("  " + fit(line.content.role, width - 4), paint.muted)]
        return self._entity(line.content, width, strong)

    def _entity(self, entity: KnownEntity, width: int, strong: Style) -> list[Segment]:
        paint = self.palette
        count = f"{short_count(entity.articles):>5}  "
        spark = sparkline(entity.trend, SPARK) if width >= 30 and len(entity.trend) > 1 else ""
        room = max(width - len(count) - len(spark) - 1, 4)
        name = fit(f"* {entity.name}" if entity.watched else entity.name, room)
        here = f" ×{len(entity.mentions)}" if len(entity.mentions) > 1 else ""
        here = here if cell_len(name) + len(here) <= room else ""
        return [
            Segment(name, paint.entity + strong),
            Segment(here, paint.muted),
            Segment(" " * (room - cell_len(name) - len(here) + 1) + spark, paint.muted),
            Segment(count, paint.muted if entity.articles == 1 else paint.ink),
        ]
