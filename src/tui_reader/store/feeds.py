"""The sources as the library knows them: who they are, how they are doing, how much is unread.

A source that the configuration no longer names is hidden, never purged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from tui_reader.model.feed import SAVED_KEY, FeedRow, FeedSpec, FeedState
from tui_reader.store.ids import ID_SHIFT

_SAVED_TITLE = "Saved"
REMEMBERED = 86_400
"""Seconds for which an origin's wish to be left alone is known after its end: it is asked with more care."""
BELIEVED = 2
"""So often in a row must a server have said that a feed has moved."""
_STATE = attrgetter(*(field.name for field in fields(FeedState)[3:]), "feed_id")
"""What of a state is written, in the order of the statement."""


def sync_specs(connection: sqlite3.Connection, specs: Sequence[FeedSpec]) -> dict[str, int]:
    """Make the library's sources those of the configuration, in its order; key -> feed id.

    The source of single saved articles is always there, last unless it is named. Of two specs with one key
    the first holds.
    """
    wanted = {spec.key: spec for spec in reversed(specs)}
    ordered = [wanted[key] for key in dict.fromkeys(spec.key for spec in specs)]
    if SAVED_KEY not in wanted:
        ordered.append(FeedSpec(SAVED_KEY, "saved", title=_SAVED_TITLE))
    rows = [
        (spec.key, spec.kind, spec.title, spec.folder, _listed(spec.tags), place)
        for place, spec in enumerate(ordered)
    ]
    present = connection.execute(
        "SELECT key, kind, user_title, folder, tags, position FROM feed WHERE hidden = 0 ORDER BY position"
    ).fetchall()
    if present != rows:
        _take_over(connection, set(wanted))
        _write_specs(connection, rows)
    return {
        str(key): int(feed_id)
        for key, feed_id in connection.execute("SELECT key, id FROM feed WHERE hidden = 0")
    }


def _take_over(connection: sqlite3.Connection, wanted: set[str]) -> None:
    """Let sources that are named by the address they said they had moved to keep their articles."""
    moved = connection.execute(
        "SELECT key, moved_to FROM feed WHERE moved_seen >= ? AND moved_to <> ''", (BELIEVED,)
    ).fetchall()
    for key, target in moved:
        if key not in wanted and target in wanted:
            readdress(connection, key, target)


def readdress(connection: sqlite3.Connection, key: str, new: str) -> bool:
    """Give a source another key; False when there is none of the old, or one of the new already."""
    if connection.execute("SELECT 1 FROM feed WHERE key = ?", (new,)).fetchone():
        return False
    done = connection.execute(
        "UPDATE feed SET key = ?, moved_to = '', moved_seen = 0 WHERE key = ?", (new, key)
    )
    return done.rowcount > 0


def _write_specs(connection: sqlite3.Connection, rows: Sequence[tuple[str, str, str, str, str, int]]) -> None:
    connection.execute("UPDATE feed SET hidden = 1 WHERE hidden = 0")
    connection.executemany(
        """INSERT INTO feed (key, kind, user_title, folder, tags, position) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, user_title = excluded.user_title,
            folder = excluded.folder, tags = excluded.tags, position = excluded.position, hidden = 0""",
        rows,
    )


def _listed(tags: Sequence[str]) -> str:
    return json.dumps(list(tags), ensure_ascii=False) if tags else ""


def feed_states(connection: sqlite3.Connection) -> list[FeedState]:
    """The fetch states of all sources in use, in the order of the configuration."""
    rows = connection.execute(
        """SELECT id, key, kind, title, site_url, etag, last_modified, body_hash, last_checked, last_ok,
            next_due, failures, error_kind, error, moved_to, moved_seen, pause, skip_hours, skip_days,
            body_bytes, saved_bytes FROM feed WHERE hidden = 0 ORDER BY position, id"""
    )
    return [FeedState(*row) for row in rows]


def save_state(connection: sqlite3.Connection, state: FeedState) -> None:
    """Keep what a fetch told; in the same transaction as its entries, else a 304 could hide lost ones."""
    save_states(connection, [state])


def save_states(connection: sqlite3.Connection, states: Sequence[FeedState]) -> None:
    """As `save_state`, of many."""
    connection.executemany(
        """UPDATE feed SET title = ?, site_url = ?, etag = ?, last_modified = ?, body_hash = ?,
            last_checked = ?, last_ok = ?, next_due = ?, failures = ?, error_kind = ?, error = ?,
            moved_to = ?, moved_seen = ?, pause = ?, skip_hours = ?, skip_days = ?,
            body_bytes = ?, saved_bytes = ?
        WHERE id = ?""",
        map(_STATE, states),
    )


def forget_error(connection: sqlite3.Connection, key: str) -> None:
    """A source that is not asked any more does not fail."""
    connection.execute("UPDATE feed SET error = '', error_kind = '', failures = 0 WHERE key = ?", (key,))


def origin_waits(connection: sqlite3.Connection, now: int) -> dict[str, int]:
    """Origins that have asked to be left alone, with the epoch second until which they are or were.

    What was over a day ago is forgotten.
    """
    rows = connection.execute("SELECT origin, until FROM origin_wait WHERE until > ?", (now - REMEMBERED,))
    return {str(origin): int(until) for origin, until in rows}


def keep_waits(connection: sqlite3.Connection, waits: Mapping[str, int], now: int) -> None:
    """Remember until when origins are left alone; what was over a day ago goes."""
    connection.execute("DELETE FROM origin_wait WHERE until <= ?", (now - REMEMBERED,))
    connection.executemany(
        """INSERT INTO origin_wait (origin, until) VALUES (?, ?)
        ON CONFLICT (origin) DO UPDATE SET until = excluded.until""",
        waits.items(),
    )


def volumes(connection: sqlite3.Connection, since: int, days: int) -> dict[int, tuple[int, ...]]:
    """Feed id -> how many of its articles are dated on each of so many days from `since` (epoch seconds) on.

    What is dated later counts for the last of them.
    """
    rows = connection.execute(
        """SELECT feed_id, min(((id >> :shift) - :since) / 86400, :last), count(*) FROM article
        WHERE id >= :since << :shift GROUP BY 1, 2""",
        {"shift": ID_SHIFT, "since": since, "last": days - 1},
    )
    found: dict[int, list[int]] = {}
    for feed_id, day, count in rows:
        found.setdefault(int(feed_id), [0] * days)[day] = count
    return {feed_id: tuple(counts) for feed_id, counts in found.items()}


def feed_rows(connection: sqlite3.Connection) -> list[FeedRow]:
    """The sidebar: sources in use in the order of the configuration, with their unread and shown articles.

    Who was not reached for want of a network has no error of its own, nor has who merely bears a note.
    """
    rows = connection.execute(
        """SELECT id, key, kind, coalesce(nullif(user_title, ''), nullif(title, ''), key), folder, unread,
            total, CASE WHEN error_kind IN ('offline', 'noted') THEN '' ELSE error END, '',
            error_kind = 'retry-after'
        FROM feed WHERE hidden = 0 ORDER BY position, id"""
    )
    return [FeedRow(*row) for row in rows]


def named(connection: sqlite3.Connection, name: str) -> int:
    """The id of the source with this key or title, in any case, whether in use or hidden; 0 for none.

    A local source is named by its path too.
    """
    wanted = name.casefold()
    for feed_id, key, title, own in connection.execute("SELECT id, key, title, user_title FROM feed"):
        if wanted in {
            key.casefold(),
            key.removeprefix("local:").casefold(),
            title.casefold(),
            own.casefold(),
        }:
            return int(feed_id)
    return 0


def hidden_feeds(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Ids of the sources that the configuration no longer names."""
    return tuple(int(row[0]) for row in connection.execute("SELECT id FROM feed WHERE hidden = 1"))
