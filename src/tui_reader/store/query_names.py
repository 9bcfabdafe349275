"""The names in a query -> the ids they mean in this library: sources, folders, entities."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tui_reader.model.names import fold

ENTITIES = 100
"""So many entities, the best known, may be meant by one name."""
GROWN = 5_000
"""So many words a name that is still being typed may go on to."""

_FORMS = "the inc corp corporation co company ltd limited llc plc ag gmbh sa se nv group holdings"
_SHED = frozenset(_FORMS.split())

LAST = "\U0010ffff"
"""Sorts after all that follows a prefix."""

_TITLE = "coalesce(nullif(user_title, ''), nullif(title, ''), key)"


def feeds_named(connection: sqlite3.Connection, name: str) -> tuple[int, ...]:
    """Sources of that very title or address; without one, those whose title or address holds the name."""
    wanted = name.casefold()
    rows = connection.execute(f"SELECT id, {_TITLE}, key FROM feed WHERE hidden = 0 ORDER BY id").fetchall()  # noqa: S608
    known = [(int(feed_id), title.casefold(), key.casefold()) for feed_id, title, key in rows]
    same = tuple(feed_id for feed_id, title, key in known if wanted in {title, key})
    return same or tuple(feed_id for feed_id, title, key in known if wanted in title or wanted in key)


def feeds_in(connection: sqlite3.Connection, folder: str, *, prefix: bool) -> tuple[int, ...]:
    """Sources of a folder, by its whole name, or by its beginning."""
    rows = connection.execute("SELECT id, folder FROM feed WHERE hidden = 0 ORDER BY id")
    return tuple(int(feed_id) for feed_id, each in rows if _same(each, folder, prefix=prefix))


def feeds_tagged(connection: sqlite3.Connection, tag: str, *, prefix: bool) -> tuple[int, ...]:
    """Sources to which the configuration gives a tag."""
    rows = connection.execute(
        """SELECT f.id, tag.value FROM feed f CROSS JOIN json_each(f.tags) tag
        WHERE f.hidden = 0 AND f.tags <> ''"""
    )
    return tuple({int(feed_id): None for feed_id, each in rows if _same(each, tag, prefix=prefix)})


def tags_from(connection: sqlite3.Connection, beginning: str, limit: int) -> list[tuple[str, int]]:
    """The reader's tags that begin so, each with its number of articles."""
    rows = connection.execute(
        "SELECT name, count(*) FROM tag WHERE name >= ? AND name < ? GROUP BY name ORDER BY name LIMIT ?",
        (beginning, beginning + LAST, limit),
    )
    return [(str(name), int(count)) for name, count in rows]


def entities_named(
    connection: sqlite3.Connection, name: str, *, prefix: bool, grown: int = GROWN
) -> tuple[int, ...]:
    """Entities one of whose names has all these words, in any order; the best known first."""
    words = fold(name).split()
    found = _entities(connection, words, prefix=prefix, grown=grown)
    # Keys of organisations and places are stored without articles and forms of companies.
    core = [word for word in words if word not in _SHED]
    if not found and 0 < len(core) < len(words):
        found = _entities(connection, core, prefix=prefix and words[-1] == core[-1], grown=grown)
    return found


def _entities(
    connection: sqlite3.Connection, words: list[str], *, prefix: bool, grown: int
) -> tuple[int, ...]:
    if not words:
        return ()
    parts = ["SELECT entity_id FROM entity_word WHERE word = ?"] * len(words)
    values: list[str | int] = list(words)
    if prefix:
        parts[-1] = """SELECT entity_id FROM (SELECT entity_id FROM entity_word
            WHERE word >= ? AND word < ? LIMIT ?)"""
        values += [words[-1] + LAST, grown]
    rows = connection.execute(
        f"""SELECT e.id FROM ({" INTERSECT ".join(parts)}) named
        CROSS JOIN entity e ON e.id = named.entity_id ORDER BY e.articles DESC, e.id LIMIT {ENTITIES}""",  # noqa: S608
        values,
    )
    return tuple(int(row[0]) for row in rows)


def entity_names(connection: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[str, int]]:
    """The names of these entities, each with its number of articles, in this order; each name once."""
    rows = connection.execute(
        """SELECT e.name, e.articles FROM json_each(?) wanted CROSS JOIN entity e ON e.id = wanted.value
        ORDER BY wanted.key""",
        (json.dumps(list(ids)),),
    )
    found: dict[str, int] = {}
    for name, articles in rows:
        found.setdefault(str(name), int(articles))
    return list(found.items())


def _same(known: str, typed: str, *, prefix: bool) -> bool:
    known, typed = known.casefold(), typed.casefold()
    return known.startswith(typed) if prefix else known == typed
