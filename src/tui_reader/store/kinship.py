"""Whom of the library a document's entities may be: candidates by key, with what tells namesakes apart, and
what was decided by hand. Read only; `insight.linking` decides.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from tui_reader.model.insight import Candidate, EntityKind

MAX_CANDIDATES = 400
"""So many entities may share the keys of one document; of more, the best known ones."""
MAX_CONTEXTS = 80
"""Of so many candidates roles and companions are read."""
ROLES = 60
"""The roles of so many of an entity's newest articles count."""
SEEN = 24
"""The companions of so many of them."""


def candidates(connection: sqlite3.Connection, keys: Sequence[str]) -> list[Candidate]:
    """The stored entities that go by any of these normalised keys, best known first.

    Each comes with its roles and companions; only companions that are candidates themselves are named.
    """
    rows = connection.execute(
        """SELECT e.id, e.name, e.kind, e.articles,
            (SELECT json_group_array(key) FROM entity_alias WHERE entity_id = e.id)
        FROM (SELECT DISTINCT l.entity_id AS id FROM json_each(?) wanted
            CROSS JOIN entity_alias l ON l.key = wanted.value) found
        CROSS JOIN entity e ON e.id = found.id
        ORDER BY e.articles DESC, e.id LIMIT ?""",
        (json.dumps(list(keys)), MAX_CANDIDATES),
    )
    found = [
        Candidate(entity_id, name, kind, tuple(json.loads(known)), articles)
        for entity_id, name, kind, articles, known in rows
    ]
    company = json.dumps([each.id for each in found])
    told = [_with_context(connection, each, company) for each in found[:MAX_CONTEXTS]]
    return told + found[MAX_CONTEXTS:]


def analysed(connection: sqlite3.Connection) -> int:
    """Of how many articles the entities are known."""
    return int(connection.execute("SELECT count FROM tally WHERE name = 'analyses'").fetchone()[0])


def decided(
    connection: sqlite3.Connection, article_id: int, named: Sequence[tuple[EntityKind, str]]
) -> list[int | None]:
    """For each (kind, key of a name) the entity that a reader decided it is, here or in all articles."""
    return [_ruling(connection, article_id, kind, key) for kind, key in named]


def _ruling(connection: sqlite3.Connection, article_id: int, kind: str, key: str) -> int | None:
    row = connection.execute(
        """SELECT entity_id FROM entity_ruling WHERE kind = ? AND key = ? AND article_id IN (0, ?)
        ORDER BY article_id DESC LIMIT 1""",
        (kind, key, article_id),
    ).fetchone()
    return int(row[0]) if row else None


def _with_context(connection: sqlite3.Connection, candidate: Candidate, company: str) -> Candidate:
    roles = connection.execute(
        "SELECT role FROM appearance WHERE entity_id = ? ORDER BY article_id DESC LIMIT ?",
        (candidate.id, ROLES),
    )
    together = connection.execute(
        """SELECT o.entity_id, count(*) FROM (
            SELECT article_id FROM appearance WHERE entity_id = ?1 ORDER BY article_id DESC LIMIT ?2
        ) r
        CROSS JOIN appearance o ON o.article_id = r.article_id
        WHERE o.entity_id <> ?1 AND o.entity_id IN (SELECT value FROM json_each(?3))
        GROUP BY o.entity_id""",
        (candidate.id, SEEN, company),
    ).fetchall()
    return replace(
        candidate,
        roles=tuple(dict.fromkeys(role for (role,) in roles if role)),
        companions=tuple((int(one), int(count)) for one, count in together),
        seen=min(candidate.articles, SEEN),
    )
