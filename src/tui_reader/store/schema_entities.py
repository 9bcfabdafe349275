"""What a reader decides about names: which are one, which are not, whom to watch, whom to hide."""

from __future__ import annotations

# A ruling says that whoever goes by a key, in one article or (0) anywhere, is this entity; analysis asks for
# it before it compares names. Entities with a ruling or a mark stay when no article mentions them any more.
ENTITIES: tuple[str, ...] = (
    "ALTER TABLE appearance ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE entity_ruling (
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        article_id INTEGER NOT NULL DEFAULT 0,
        entity_id INTEGER NOT NULL,
        PRIMARY KEY (kind, key, article_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX entity_ruling_entity ON entity_ruling (entity_id)",
    """CREATE TABLE entity_mark (
        mark TEXT NOT NULL, entity_id INTEGER NOT NULL, PRIMARY KEY (mark, entity_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX entity_mark_entity ON entity_mark (entity_id)",
)
"""`appearance.name`: what the article calls it in full, when that is not its name."""
