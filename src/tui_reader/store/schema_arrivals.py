"""What new articles need no longer do row by row."""

from __future__ import annotations

ARRIVALS: tuple[str, ...] = (
    # Within a trigger FTS5 writes out what it holds after every row, which takes eight times as long:
    # `arrivals` puts authors and tags of many articles into their index at once.
    "DROP TRIGGER article_facts_added",
)
