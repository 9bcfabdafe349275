"""Names put together and taken apart by hand: kept for ever, undone and done again like every other step.

A step moves what one entity has to another: whole appearances in articles where only one of them is named,
and, in a part each, the two appearances of articles that name both. Rulings make analysis follow.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from tui_reader.errors import StoreError
from tui_reader.store import steps
from tui_reader.store.entries import ID_SHIFT
from tui_reader.store.steps import Label, Part

Key = Callable[[str, str], str]
"""(kind of entity, name) -> the folded form that rulings are kept under."""

_DAY = 86_400
_ROW = "count, salience, role, aliases, name"


def merge(connection: sqlite3.Connection, kept: int, other: int, *, key: Key, now: int, label: Label) -> int:
    """Make one entity of two, under the name of `kept`; how many articles of `other` it got.

    From now on whoever is called as `other` was is `kept`. Raises StoreError when they are one or not there.
    """
    if kept == other:
        raise StoreError("that is one entity already", subject=str(kept))
    rows = _rows(connection, kept, other)
    both = _ids(
        connection,
        """SELECT a.article_id FROM appearance a CROSS JOIN appearance b
        ON b.entity_id = ?2 AND b.article_id = a.article_id WHERE a.entity_id = ?1""",
        (other, kept),
    )
    mine = _ids(connection, "SELECT article_id FROM appearance WHERE entity_id = ?", (other,))
    kind = rows[1][2]
    names = {rows[1][1], *_written(connection, other)}
    keys = _keys(connection, other)
    known = set(_keys(connection, kept))
    main: Part = {
        "kind": "entity",
        "from": other,
        "to": kept,
        "rows": rows,
        "ids": [one for one in mine if one not in set(both)],
        "drop": keys,
        "add": [one for one in keys if one not in known],
        "rulings": _new_rulings(connection, other, [(kind, key(kind, name), 0) for name in sorted(names)]),
        "marks": _marks(connection, other),
        "new_marks": [one for one in _marks(connection, other) if one not in _marks(connection, kept)],
    }
    parts = [main, *(_shared(connection, other, kept, rows, one) for one in both)]
    for part in parts:
        turn_any(connection, part, forward=True)
    steps.record(connection, parts, now=now, label=label)
    return len(mine)


def split(
    connection: sqlite3.Connection,
    entity_id: int,
    *,
    articles: Sequence[int] = (),
    alias: str = "",
    key: Key,
    now: int,
    label: Label,
) -> int:
    """Make an entity of its own of what some articles, or those that call it `alias`, name; its id.

    Raises StoreError when the entity is not there, has that name itself or is not so named in any article.
    """
    (_, name, kind) = _rows(connection, entity_id)[0]
    if alias and alias == name:
        raise StoreError(f"{name} is its own name; split off another one", subject=str(entity_id))
    called = {
        int(article_id): str(written) or name
        for article_id, written in connection.execute(
            "SELECT article_id, name FROM appearance WHERE entity_id = ?", (entity_id,)
        )
    }
    ids = [one for one in dict.fromkeys(articles) if one in called]
    ids = [one for one, written in called.items() if written == alias] if alias else ids
    if not ids:
        what = f"goes by {alias}" if alias else "is named"
        raise StoreError(f"{name} {what} in no such article", subject=str(entity_id))
    made = connection.execute(
        "INSERT INTO entity (name, kind) VALUES (?, ?)", (alias or called[ids[0]], kind)
    )
    new = int(made.lastrowid or 0)
    given = sorted({key(kind, called[one]) for one in ids})
    asked = [(kind, key(kind, alias), 0)] if alias else [(kind, key(kind, called[one]), one) for one in ids]
    part: Part = {
        "kind": "entity",
        "from": entity_id,
        "to": new,
        "rows": _rows(connection, new, entity_id),
        "ids": ids,
        "drop": given if alias else [],
        "add": given,
        "rulings": _new_rulings(connection, 0, asked),
        "marks": [],
        "new_marks": [],
    }
    turn_any(connection, part, forward=True)
    steps.record(connection, [part], now=now, label=label)
    return new


def name_of(connection: sqlite3.Connection, entity_id: int) -> str:
    """An entity's name. Raises StoreError when it is not there."""
    return _rows(connection, entity_id)[0][1]


def turn(connection: sqlite3.Connection, part: Part, forward: bool, _: int) -> None:
    """Do a step's part again, or take it back; articles that have changed since stay as they are."""
    turn_any(connection, part, forward=forward)


def turn_any(connection: sqlite3.Connection, part: Part, *, forward: bool) -> None:
    """Move what a part tells of."""
    source, target = (part["from"], part["to"]) if forward else (part["to"], part["from"])
    for row in part["rows"]:
        connection.execute("INSERT OR IGNORE INTO entity (id, name, kind) VALUES (?, ?, ?)", row)
    if part["kind"] == "entity-article":
        _turn_shared(connection, part, forward=forward)
    else:
        _move(connection, part["ids"], source, target)
        _turn_names(connection, part, forward=forward)
        for entity_id in (source, target):
            _recount(connection, entity_id)
    _remove_empty(connection, source)


def _turn_names(connection: sqlite3.Connection, part: Part, *, forward: bool) -> None:
    source, target = part["from"], part["to"]
    for keys, marks, who, sign in (
        (part["add"], part["new_marks"], target, forward),
        (part["drop"], part["marks"], source, not forward),
    ):
        statements = (
            ("INSERT OR IGNORE INTO entity_alias (key, entity_id) VALUES (?, ?)", keys),
            ("INSERT OR IGNORE INTO entity_mark (mark, entity_id) VALUES (?, ?)", marks),
        )
        removals = (
            ("DELETE FROM entity_alias WHERE key = ? AND entity_id = ?", keys),
            ("DELETE FROM entity_mark WHERE mark = ? AND entity_id = ?", marks),
        )
        for sql, values in statements if sign else removals:
            connection.executemany(sql, [(value, who) for value in values])
    for kind, key, article_id, before in part["rulings"]:
        _rule(connection, (kind, key, article_id), target if forward else before)


def _rule(connection: sqlite3.Connection, asked: tuple[str, str, int], entity_id: int) -> None:
    """Set a ruling, or with 0 take it away."""
    if entity_id:
        connection.execute(
            "INSERT OR REPLACE INTO entity_ruling (kind, key, article_id, entity_id) VALUES (?, ?, ?, ?)",
            (*asked, entity_id),
        )
    else:
        connection.execute("DELETE FROM entity_ruling WHERE kind = ? AND key = ? AND article_id = ?", asked)


def _new_rulings(
    connection: sqlite3.Connection, other: int, asked: Sequence[tuple[str, str, int]]
) -> list[tuple[str, str, int, int]]:
    """What is asked and all that led to `other`, each with the entity that it was before, 0 for none."""
    led = connection.execute(
        "SELECT kind, key, article_id, entity_id FROM entity_ruling WHERE entity_id = ?", (other,)
    ).fetchall()
    before = {(kind, key, article_id): entity_id for kind, key, article_id, entity_id in led}
    for each in asked:
        if each not in before:
            row = connection.execute(
                "SELECT entity_id FROM entity_ruling WHERE kind = ? AND key = ? AND article_id = ?", each
            ).fetchone()
            before[each] = row[0] if row else 0
    return [(*each, entity_id) for each, entity_id in before.items()]


def _move(connection: sqlite3.Connection, ids: Sequence[int], source: int, target: int) -> None:
    """Whole appearances, where the target has none."""
    found = _ids(
        connection,
        """SELECT w.value FROM json_each(?1) w
        CROSS JOIN appearance a ON a.entity_id = ?2 AND a.article_id = w.value
        WHERE NOT EXISTS (SELECT 1 FROM appearance b WHERE b.entity_id = ?3 AND b.article_id = w.value)""",
        (json.dumps(list(ids)), source, target),
    )
    here = json.dumps(found)
    # An appearance without a name goes by its entity's, which is another one from now on.
    connection.execute(
        """UPDATE appearance SET name = CASE name
            WHEN '' THEN (SELECT name FROM entity WHERE id = ?1)
            WHEN (SELECT name FROM entity WHERE id = ?2) THEN '' ELSE name END
        WHERE entity_id = ?1 AND article_id IN (SELECT value FROM json_each(?3))""",
        (source, target, here),
    )
    for table in ("appearance", "mention", "quote_about", "quote"):
        connection.execute(
            f"""UPDATE {table} SET entity_id = ?
            WHERE entity_id = ? AND article_id IN (SELECT value FROM json_each(?))""",  # noqa: S608
            (target, source, here),
        )


def _shared(
    connection: sqlite3.Connection,
    other: int,
    kept: int,
    rows: Sequence[tuple[int, str, str]],
    article_id: int,
) -> Part:
    """The part of an article that names both."""
    return {
        "kind": "entity-article",
        "from": other,
        "to": kept,
        "rows": rows,
        "article": article_id,
        "other": _appearance(connection, other, article_id),
        "kept": _appearance(connection, kept, article_id),
        "quotes": _ids(
            connection, "SELECT id FROM quote WHERE entity_id = ? AND article_id = ?", (other, article_id)
        ),
    }


def _appearance(connection: sqlite3.Connection, entity_id: int, article_id: int) -> dict[str, list[Any]]:
    row = connection.execute(
        f"SELECT {_ROW} FROM appearance WHERE entity_id = ? AND article_id = ?",  # noqa: S608
        (entity_id, article_id),
    ).fetchone()
    spans = connection.execute(
        "SELECT start, end FROM mention WHERE article_id = ? AND entity_id = ?", (article_id, entity_id)
    )
    return {"row": list(row), "spans": [list(span) for span in spans]}


def _turn_shared(connection: sqlite3.Connection, part: Part, *, forward: bool) -> None:
    article_id, other, kept = part["article"], part["from"], part["to"]
    here = {
        int(row[0])
        for row in connection.execute(
            "SELECT entity_id FROM appearance WHERE article_id = ? AND entity_id IN (?, ?)",
            (article_id, other, kept),
        )
    }
    if here != ({other, kept} if forward else {kept}):
        return
    for entity_id in (other, kept):
        for table in ("appearance", "mention"):
            connection.execute(
                f"DELETE FROM {table} WHERE article_id = ? AND entity_id = ?",  # noqa: S608
                (article_id, entity_id),
            )
    if forward:
        _put(connection, kept, article_id, _united(part["kept"], part["other"], part["rows"][1][1]))
    else:
        _put(connection, kept, article_id, part["kept"])
        _put(connection, other, article_id, part["other"])
    _count_one(connection, other, article_id, -1 if forward else 1)
    connection.execute(
        "UPDATE quote SET entity_id = ? WHERE id IN (SELECT value FROM json_each(?)) AND entity_id = ?",
        (kept if forward else other, json.dumps(part["quotes"]), other if forward else kept),
    )
    _about_anew(connection, article_id)


def _united(kept: dict[str, list[Any]], other: dict[str, list[Any]], name: str) -> dict[str, list[Any]]:
    """The appearance of both; `name` is the other's when its appearance gives none."""
    _, salience, role, aliases, own = kept["row"]
    _, more, role2, aliases2, written = other["row"]
    spans = sorted({tuple(span) for span in (*kept["spans"], *other["spans"])})
    forms = list(dict.fromkeys([*_listed(aliases), written or name, *_listed(aliases2)]))
    row = [len(spans), max(salience, more), role or role2, json.dumps(forms, ensure_ascii=False), own]
    return {"row": row, "spans": [list(span) for span in spans]}


def _listed(stored: str) -> list[str]:
    return list(json.loads(stored)) if stored else []


def _put(
    connection: sqlite3.Connection, entity_id: int, article_id: int, known: dict[str, list[Any]]
) -> None:
    connection.execute(
        f"INSERT INTO appearance (entity_id, article_id, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (entity_id, article_id, *known["row"]),
    )
    connection.executemany(
        "INSERT INTO mention (article_id, entity_id, start, end) VALUES (?, ?, ?, ?)",
        [(article_id, entity_id, *span) for span in known["spans"]],
    )


def _about_anew(connection: sqlite3.Connection, article_id: int) -> None:
    """Whom the quotes of an article speak of."""
    connection.execute("DELETE FROM quote_about WHERE article_id = ?", (article_id,))
    connection.execute(
        """INSERT INTO quote_about (entity_id, article_id, quote_id)
        SELECT DISTINCT m.entity_id, q.article_id, q.id FROM quote q CROSS JOIN json_each(q.spans) span
        CROSS JOIN mention m ON m.article_id = q.article_id
            AND m.start < json_extract(span.value, '$[1]') AND m.end > json_extract(span.value, '$[0]')
        WHERE q.article_id = ?""",
        (article_id,),
    )


def _count_one(connection: sqlite3.Connection, entity_id: int, article_id: int, step: int) -> None:
    connection.execute("UPDATE entity SET articles = articles + ? WHERE id = ?", (step, entity_id))
    connection.execute(
        """INSERT INTO entity_day (entity_id, day, articles) VALUES (?, ?, ?)
        ON CONFLICT (entity_id, day) DO UPDATE SET articles = articles + excluded.articles""",
        (entity_id, (article_id >> ID_SHIFT) // _DAY, step),
    )


def _recount(connection: sqlite3.Connection, entity_id: int) -> None:
    connection.execute("DELETE FROM entity_day WHERE entity_id = ?", (entity_id,))
    connection.execute(
        f"""INSERT INTO entity_day (entity_id, day, articles)
        SELECT ?1, (article_id >> {ID_SHIFT}) / {_DAY}, count(*) FROM appearance
        WHERE entity_id = ?1 GROUP BY 2""",  # noqa: S608
        (entity_id,),
    )
    connection.execute(
        """UPDATE entity SET articles = (SELECT count(*) FROM appearance WHERE entity_id = ?1)
        WHERE id = ?1""",
        (entity_id,),
    )


def _remove_empty(connection: sqlite3.Connection, entity_id: int) -> None:
    """What has neither articles nor anything decided about it goes."""
    gone = connection.execute(
        """DELETE FROM entity WHERE id = ?1 AND articles <= 0
        AND NOT EXISTS (SELECT 1 FROM entity_ruling WHERE entity_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM entity_mark WHERE entity_id = ?1)""",
        (entity_id,),
    )
    if gone.rowcount:
        for table in ("entity_day", "entity_alias"):
            connection.execute(f"DELETE FROM {table} WHERE entity_id = ?", (entity_id,))  # noqa: S608


def _rows(connection: sqlite3.Connection, *ids: int) -> list[tuple[int, str, str]]:
    found = []
    for entity_id in ids:
        row = connection.execute("SELECT id, name, kind FROM entity WHERE id = ?", (entity_id,)).fetchone()
        if row is None:
            raise StoreError(f"there is no entity {entity_id}", subject=str(entity_id))
        found.append((int(row[0]), str(row[1]), str(row[2])))
    return found


def _written(connection: sqlite3.Connection, entity_id: int) -> list[str]:
    """The names that articles give it in full, other than its own."""
    found = connection.execute(
        "SELECT DISTINCT name FROM appearance WHERE entity_id = ? AND name <> ''", (entity_id,)
    )
    return [str(row[0]) for row in found]


def _keys(connection: sqlite3.Connection, entity_id: int) -> list[str]:
    found = connection.execute("SELECT key FROM entity_alias WHERE entity_id = ? ORDER BY key", (entity_id,))
    return [str(row[0]) for row in found]


def _marks(connection: sqlite3.Connection, entity_id: int) -> list[str]:
    found = connection.execute("SELECT mark FROM entity_mark WHERE entity_id = ? ORDER BY mark", (entity_id,))
    return [str(row[0]) for row in found]


def _ids(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[int]:
    return [int(row[0]) for row in connection.execute(sql, tuple(values))]
