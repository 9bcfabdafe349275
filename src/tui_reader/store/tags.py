"""The reader's own tags on articles. What a feed calls its entries is none of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tui_reader.errors import StoreError
from tui_reader.model.article import TagCount
from tui_reader.model.text import TAG_LIMIT, clean_line
from tui_reader.store import steps
from tui_reader.store.steps import Label, Part


def tag(
    connection: sqlite3.Connection,
    ids: Sequence[int],
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    now: int,
    label: Label,
) -> int:
    """Put tags on articles and take others off, as one step of undo; how many articles really changed.

    Tags are washed, and "Rates" is "rates". Raises StoreError when a name is empty.
    """
    parts: list[Part] = []
    for names, value in ((add, True), (remove, False)):
        for name in names:
            word = tag_name(name)
            changed = _differing(connection, ids, word, value)
            if changed:
                _set(connection, changed, word, value)
                parts.append({"kind": "tag", "name": word, "value": value, "ids": changed})
    steps.record(connection, parts, now=now, label=label)
    return len(steps.touched(parts))


def tag_name(name: str) -> str:
    """A tag as it is stored. Raises StoreError when nothing is left of it."""
    word = clean_line(name, TAG_LIMIT)
    if not word:
        raise StoreError("a tag needs a name", subject=name)
    return word


def tags(connection: sqlite3.Connection) -> list[TagCount]:
    """All tags with their numbers of articles, in alphabetical order."""
    return [
        TagCount(name, count)
        for name, count in connection.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name")
    ]


def tags_of(connection: sqlite3.Connection, article_id: int) -> tuple[str, ...]:
    """The tags of one article, in alphabetical order."""
    found = connection.execute("SELECT name FROM tag WHERE article_id = ? ORDER BY name", (article_id,))
    return tuple(row[0] for row in found)


def turn(connection: sqlite3.Connection, part: Part, forward: bool, _: int) -> None:
    """Do a step's part again, or take it back."""
    _set(connection, part["ids"], part["name"], part["value"] == forward)


def _differing(connection: sqlite3.Connection, ids: Sequence[int], name: str, value: bool) -> list[int]:
    found = connection.execute(
        """SELECT DISTINCT s.article_id FROM json_each(?) wanted
        CROSS JOIN status s ON s.article_id = wanted.value
        WHERE EXISTS (SELECT 1 FROM tag t WHERE t.name = ? AND t.article_id = s.article_id) <> ?""",
        (json.dumps(list(ids)), name, value),
    )
    return [int(row[0]) for row in found]


def _set(connection: sqlite3.Connection, ids: Sequence[int], name: str, value: bool) -> None:
    statement = (
        "INSERT OR IGNORE INTO tag (name, article_id) VALUES (?, ?)"
        if value
        else "DELETE FROM tag WHERE name = ? AND article_id = ?"
    )
    connection.executemany(statement, [(name, article_id) for article_id in ids])
