"""Everything about one entity, and what a reader decides: which names are one, whom to watch or hide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from tui_reader.desk.printing import Printed, iso
from tui_reader.errors import StoreError, StoreMissingError
from tui_reader.model.article import ArticleRow
from tui_reader.model.insight import Associate, EntityCard, EntityKind
from tui_reader.model.query import ArticleQuery
from tui_reader.store import identities, insights, search, watching
from tui_reader.store.articles import rows
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library
from tui_reader.store.steps import Label
from tui_reader.store.watching import EntityMark

ASSOCIATES = 60
SAID = 60
"""Quotes of a kind on an entity's page."""
_SAME_NAME = 40

MARKED: dict[EntityMark, tuple[str, str]] = {
    "watched": ("watched", "no longer watched"),
    "hidden": ("hidden from the side panes", "shown in the side panes again"),
}
"""How a step is told, done and taken away."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One entity over the library, as its page shows it; articles and quotes come by themselves."""

    card: EntityCard
    watched: bool
    hidden: bool
    weeks: tuple[int, ...]
    """Articles a week up to its last, oldest first."""
    associates: tuple[Associate, ...]


def dossier(conn: Connection, entity_id: int) -> Dossier | None:
    """All of an entity but its articles and quotes, None when it is not there."""
    company = insights.associates(conn, entity_id, ASSOCIATES)
    card = insights.entity_card(conn, entity_id, company)
    if card is None:
        return None
    return Dossier(
        card,
        entity_id in watching.marked(conn, "watched"),
        entity_id in watching.marked(conn, "hidden"),
        insights.weeks(conn, entity_id),
        tuple(company),
    )


def page(conn: Connection, entity_id: int, articles: int) -> tuple[Dossier, tuple[ArticleRow, ...]] | None:
    """An entity with so many of its newest articles, None when it is not there."""
    found = dossier(conn, entity_id)
    if found is None:
        return None
    return found, tuple(rows(conn, search.find(conn, ArticleQuery(entity_id=entity_id), articles)))


def merge(conn: Connection, kept: int, other: int, now: int, label: Label = "") -> int:
    """Make one entity of two for ever; how many articles `kept` got. Raises StoreError."""
    words = label or f"{identities.name_of(conn, other)} is {identities.name_of(conn, kept)}"
    return identities.merge(conn, kept, other, key=_key, now=now, label=words)


def split(
    conn: Connection, entity_id: int, articles: tuple[int, ...], alias: str, now: int, label: Label = ""
) -> int:
    """Make an entity of its own of some articles, or of a name, for ever; its id. Raises StoreError."""
    words = label or f"{alias or identities.name_of(conn, entity_id)} split off"
    return identities.split(conn, entity_id, articles=articles, alias=alias, key=_key, now=now, label=words)


def mark(conn: Connection, entity_id: int, mark: EntityMark, value: bool, now: int) -> bool:
    """Watch or hide an entity, or no longer; whether that changed anything. Raises StoreError."""
    words = MARKED[mark][0 if value else 1]
    return watching.mark_entity(
        conn, entity_id, mark, value, now=now, label=f"{identities.name_of(conn, entity_id)} {words}"
    )


# As the command line asks for it.


def chosen(library: Library, words: str) -> int:
    """The entity that an id or a name means.

    Raises StoreMissingError when there is none, StoreError when there are several.
    """
    if words.isdecimal() and len(words) < 19:
        if library.read(insights.entity_card, int(words)) is not None:
            return int(words)
        raise StoreMissingError(f"no entity has the id {words}", subject=words)
    found = library.read(insights.find_entities, words, _SAME_NAME)
    cards = [card for card in found if card.name.casefold() == words.casefold()]
    if not cards:
        raise StoreMissingError(f"no entity is called {words}", subject=words)
    if len(cards) > 1:
        choices = ", ".join(f"{card.id} ({card.kind}, {card.articles} articles)" for card in cards)
        raise StoreError(f"several entities are called {words}; name one by its id: {choices}", subject=words)
    return cards[0].id


def merged(library: Library, kept: str, other: str, now: int) -> Printed:
    """Make one entity of two."""
    ids = chosen(library, kept), chosen(library, other)
    names = [library.read(identities.name_of, one) for one in ids]
    count = library.write_now(merge, *ids, now)
    told = f"{names[1]} is {names[0]} from now on ({count:,} articles); undo takes it back."
    return Printed({"id": ids[0], "merged": ids[1], "articles": count}, told)


def split_off(library: Library, entity: str, articles: tuple[int, ...], alias: str, now: int) -> Printed:
    """Make two entities of one."""
    entity_id = chosen(library, entity)
    new = library.write_now(split, entity_id, articles, alias, now)
    card = library.read(insights.entity_card, new)
    count = card.articles if card else 0
    name = library.read(identities.name_of, new)
    told = f"{name} is {new} from now on ({count:,} articles); undo takes it back."
    return Printed({"id": entity_id, "split": new, "articles": count}, told)


def marked(library: Library, entity: str, name: EntityMark, *, value: bool, now: int) -> Printed:
    """Watch or hide an entity, or no longer."""
    entity_id = chosen(library, entity)
    changed = library.write_now(mark, entity_id, name, value, now)
    told = f"{library.read(identities.name_of, entity_id)}: {MARKED[name][0 if value else 1]}"
    return Printed({"id": entity_id, name: value, "changed": changed}, told)


def whole(library: Library, entity: str) -> Printed:
    """Everything about one entity."""
    entity_id = chosen(library, entity)
    found = library.read(dossier, entity_id)
    if found is None:
        raise StoreMissingError(f"no entity has the id {entity}", subject=entity)
    said = {side: library.read(insights.said, entity_id, side, SAID) for side in ("by", "about")}
    card = found.card
    data: dict[str, Any] = {
        "id": card.id,
        "name": card.name,
        "type": card.kind,
        "aliases": list(card.aliases),
        "articles": card.articles,
        "first_seen": iso(card.first_seen),
        "last_seen": iso(card.last_seen),
        "watched": found.watched,
        "hidden": found.hidden,
        "weeks": list(found.weeks),
        "associates": [
            {
                "id": each.id,
                "name": each.name,
                "type": each.kind,
                "together": each.together,
                "articles": each.articles,
                "first_seen": iso(each.first_seen),
                "last_seen": iso(each.last_seen),
            }
            for each in found.associates
        ],
        **{
            f"quotes_{side}": [
                {"article": line.known.article_id, "speaker": line.known.quote.speaker, "words": line.words}
                for line in lines
            ]
            for side, lines in said.items()
        },
    }
    lines = [f"{card.name} · {card.kind} · {card.articles:,} articles"]
    lines += [f"  with {each.name} {each.together:,}" for each in found.associates]
    lines += [f"  says: {line.words}" for line in said["by"]]
    lines += [f"  {line.known.quote.speaker or 'somebody'} on it: {line.words}" for line in said["about"]]
    return Printed(data, "\n".join(lines))


def _key(kind: str, name: str) -> str:
    from tui_reader.insight import linking

    return linking.name_key(cast("EntityKind", kind), name)
