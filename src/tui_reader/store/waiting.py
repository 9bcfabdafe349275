"""New articles that wait for rules on their text (stage 1), or on their quotes and entities (stage 2)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tui_reader.store.entries import ID_SHIFT

PATIENCE = 30 * 86_400
"""Articles published longer ago, in seconds, wait no more: nobody may ever analyse them."""


def wait(connection: sqlite3.Connection, ids: Sequence[int], stage: int, *, now: int) -> None:
    """Let articles wait for a stage; those that are too old are let go."""
    connection.executemany(
        "INSERT OR REPLACE INTO awaiting (article_id, stage) VALUES (?, ?)",
        [(article_id, stage) for article_id in ids],
    )
    connection.execute("DELETE FROM awaiting WHERE article_id < ?", ((now - PATIENCE) << ID_SHIFT,))


def ready(connection: sqlite3.Connection, limit: int = 500) -> list[tuple[int, int, int]]:
    """(article, the stage it waits for, the stage it has reached) of those that need not wait longer."""
    rows = connection.execute(
        """SELECT a.id, w.stage, CASE WHEN a.analysed > '' THEN 2 ELSE 1 END
        FROM awaiting w CROSS JOIN article a ON a.id = w.article_id
        WHERE a.ready = 1 AND (w.stage = 1 OR a.analysed > '') LIMIT ?""",
        (limit,),
    )
    return [(int(article_id), int(stage), int(reached)) for article_id, stage, reached in rows]


def let_go(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """These articles wait for nothing any more."""
    connection.execute(
        "DELETE FROM awaiting WHERE article_id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
