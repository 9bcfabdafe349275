"""The names under which articles know an entity; taking back those that only forgotten articles gave it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from tui_reader.model.document import Span
from tui_reader.store import documents

Forms = Mapping[int, Collection[str]]
"""Entity id -> the forms in which texts write it."""

Keys = Callable[[str, str], Collection[str]]
"""(form, kind of entity) -> the normalised aliases that this form gives."""

WELL_KNOWN = 50
"""An entity of more other articles keeps its names: none of them is the secret of one article."""


def forms(connection: sqlite3.Connection, ids: Sequence[int]) -> Forms:
    """The forms in which the analysed texts of these articles write their entities."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for article_id in ids:
        row = connection.execute(
            "SELECT revision_id FROM analysis WHERE article_id = ?", (article_id,)
        ).fetchone()
        document = documents.document(connection, row[0]) if row else None
        if document is None:
            continue
        for entity_id, *span in connection.execute(
            "SELECT entity_id, start, end FROM mention WHERE article_id = ?", (article_id,)
        ):
            place = Span(*span)
            found[entity_id].add(" ".join(document.text[place.start : place.end].split()))
    return found


def take_back(connection: sqlite3.Connection, given: Forms, keys: Keys) -> None:
    """Let the entities that are left go by the forms of the articles that are left.

    `given` are the forms of articles that have just been taken out.
    """
    for entity_id, gone in given.items():
        row = connection.execute(
            "SELECT name, kind, articles FROM entity WHERE id = ?", (entity_id,)
        ).fetchone()
        if row is None or row[2] > WELL_KNOWN:
            continue
        name, kind, _ = row
        ids = [
            int(found[0])
            for found in connection.execute(
                "SELECT article_id FROM appearance WHERE entity_id = ?", (entity_id,)
            )
        ]
        left = set(forms(connection, ids).get(entity_id, ()))
        if name in gone and name not in left and left:
            name = max(sorted(left), key=len)
            connection.execute("UPDATE entity SET name = ? WHERE id = ?", (name, entity_id))
        stale = _all_keys(gone, kind, keys) - _all_keys({*left, name}, kind, keys)
        for table in ("entity_alias", "entity_ruling"):
            connection.executemany(
                f"DELETE FROM {table} WHERE entity_id = ? AND key = ?",  # noqa: S608  # names of this function
                [(entity_id, key) for key in stale],
            )


def _all_keys(names: Collection[str], kind: str, keys: Keys) -> set[str]:
    return {key for name in names for key in keys(name, kind)}
