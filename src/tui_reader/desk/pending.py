"""Whether there is anything for the language worker to do; asked before any of it is loaded."""

from __future__ import annotations

from tui_reader.insight.versions import version
from tui_reader.reading.versions import VERSION
from tui_reader.store import articles, rereading, textindex, waiting
from tui_reader.store.connection import Connection


def is_any(conn: Connection, model: str, since: int) -> bool:
    """Whether a text is not indexed, read or analysed yet, or was read by another version of the program.

    `since` is how far back unasked analysis goes, in epoch seconds.
    """
    return bool(
        textindex.is_waiting(conn)
        or articles.unread_documents(conn, limit=1)
        or articles.unanalysed(conn, version(model), limit=1, since=since)
        or rereading.outdated(conn, VERSION, 1)
        or waiting.ready(conn, 1)
    )
