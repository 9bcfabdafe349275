"""The schema of what feeds and origins ask for: where they moved, when to come back, what was spared."""

from __future__ import annotations

MANNERS: tuple[str, ...] = (
    "ALTER TABLE feed ADD COLUMN moved_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feed ADD COLUMN moved_seen INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN pause INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN body_bytes INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feed ADD COLUMN saved_bytes INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE origin_wait (origin TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
)
