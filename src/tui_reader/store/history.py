"""The articles that were opened, in order, with a place in them that a reader walks back and forth; it
survives a restart.
"""

from __future__ import annotations

import sqlite3

from tui_reader.model.article import Visit

KEPT_VISITS = 500


def visit(connection: sqlite3.Connection, article_id: int, now: int) -> None:
    """Note that an article was opened. What lay ahead is dropped; opening the same one again is no visit."""
    here = _here(connection)
    if here is not None and here[1] == article_id:
        return
    if here is not None:
        connection.execute("DELETE FROM visit WHERE id > ?", (here[0],))
        connection.execute("UPDATE visit SET here = 0 WHERE here = 1")
    made = connection.execute(
        "INSERT INTO visit (article_id, at, here) VALUES (?, ?, 1)", (article_id, now)
    ).lastrowid
    connection.execute("DELETE FROM visit WHERE id <= ?", ((made or 0) - KEPT_VISITS,))


def step(connection: sqlite3.Connection, *, back: bool) -> int | None:
    """Go to the article opened before the present one, or after it; None at the end.

    Articles that are gone are skipped.
    """
    here = _here(connection)
    if here is None:
        return None
    order = "v.id < ? ORDER BY v.id DESC" if back else "v.id > ? ORDER BY v.id"
    row = connection.execute(
        f"""SELECT v.id, v.article_id FROM visit v CROSS JOIN article a ON a.id = v.article_id
        WHERE {order} LIMIT 1""",  # noqa: S608  # texts of this function
        (here[0],),
    ).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE visit SET here = 0 WHERE here = 1")
    connection.execute("UPDATE visit SET here = 1 WHERE id = ?", (row[0],))
    return int(row[1])


def visits(connection: sqlite3.Connection, limit: int = 50) -> list[Visit]:
    """The articles opened last, newest first."""
    rows = connection.execute("SELECT article_id, at, here FROM visit ORDER BY id DESC LIMIT ?", (limit,))
    return [Visit(article_id, at, bool(here)) for article_id, at, here in rows]


def _here(connection: sqlite3.Connection) -> tuple[int, int] | None:
    row = connection.execute("SELECT id, article_id FROM visit WHERE here = 1").fetchone()
    return (int(row[0]), int(row[1])) if row else None
