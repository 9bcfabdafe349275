"""Sums that every opened article or name asks for; counting them anew would grow with the library.

Triggers keep them; `upkeep.problems` compares them with the truth.
"""

from __future__ import annotations

_ANALYSES = (
    "CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO tally (name, count) SELECT 'analyses', count(*) FROM analysis",
    """CREATE TRIGGER tally_analysis_added AFTER INSERT ON analysis BEGIN
        UPDATE tally SET count = count + 1 WHERE name = 'analyses';
    END""",
    """CREATE TRIGGER tally_analysis_removed AFTER DELETE ON analysis BEGIN
        UPDATE tally SET count = count - 1 WHERE name = 'analyses';
    END""",
)

_QUOTES = (
    "ALTER TABLE entity ADD COLUMN quotes INTEGER NOT NULL DEFAULT 0",
    """UPDATE entity SET quotes = (
        SELECT count(*) FROM quote WHERE quote.entity_id = entity.id AND quote.entity_id > 0
    )""",
    """CREATE TRIGGER entity_spoke AFTER INSERT ON quote WHEN new.entity_id > 0 BEGIN
        UPDATE entity SET quotes = quotes + 1 WHERE id = new.entity_id;
    END""",
    """CREATE TRIGGER entity_spoke_not AFTER DELETE ON quote WHEN old.entity_id > 0 BEGIN
        UPDATE entity SET quotes = quotes - 1 WHERE id = old.entity_id;
    END""",
    """CREATE TRIGGER entity_spoke_otherwise AFTER UPDATE OF entity_id ON quote BEGIN
        UPDATE entity SET quotes = quotes - 1 WHERE id = old.entity_id;
        UPDATE entity SET quotes = quotes + 1 WHERE id = new.entity_id;
    END""",
)

TALLIES: tuple[str, ...] = (*_ANALYSES, *_QUOTES)
