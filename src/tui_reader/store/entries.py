"""Taking in what a source gave: which entries are new, which changed, which are old acquaintances.

Identity is (feed, guid). Nothing here looks into an entry's content, and no entry ever removes an article.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui_reader.model.article import Entry, RevisionKind
from tui_reader.model.text import GUID_LIMIT
from tui_reader.store import arrivals, documents, textindex
from tui_reader.store.arrivals import Arrival, clamp_date
from tui_reader.store.codec import digest
from tui_reader.store.ids import ID_SHIFT, new_id
from tui_reader.store.packing import Prepared, prepare
from tui_reader.store.sameness import Known, renamed
from tui_reader.store.tombstones import buried

__all__ = ["ID_SHIFT", "Delivery", "Stored", "clamp_date", "new_id", "store_deliveries", "store_entries"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a source's entries: ids of added and of changed articles, and how many were as known."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one source gave."""

    feed_id: int
    entries: Sequence[Entry | Prepared]
    kind: RevisionKind
    base_url: str = ""


def store_entries(
    connection: sqlite3.Connection,
    feed_id: int,
    given: Sequence[Entry | Prepared],
    *,
    kind: RevisionKind,
    now: int,
    base_url: str = "",
) -> Stored:
    """As `store_deliveries`, of one source."""
    return store_deliveries(connection, [Delivery(feed_id, given, kind, base_url)], now)[0]


def store_deliveries(
    connection: sqlite3.Connection, deliveries: Sequence[Delivery], now: int
) -> list[Stored]:
    """Add what is new, update what changed; earlier texts and every status stay. `now` is epoch seconds.

    A changed text becomes a new revision; it is shown unless the reader has switched to another kind of text.
    What was forgotten stays out. When a source gives known articles new guids, those keep their ids and take
    the new names; see `sameness`. No source is delivered twice.
    """
    taken = [_take(connection, delivery, now) for delivery in deliveries]
    arrivals.insert(connection, [new for fresh, _, _ in taken for new in fresh], now)
    return [
        Stored(tuple(new.article_id for new in fresh), tuple(changed), unchanged)
        for fresh, changed, unchanged in taken
    ]


def _take(
    connection: sqlite3.Connection, delivery: Delivery, now: int
) -> tuple[list[Arrival], list[int], int]:
    """(what is new and not inserted yet, ids of what changed, how many are as known)."""
    feed_id, kind, base_url = delivery.feed_id, delivery.kind, delivery.base_url
    entries = [entry if isinstance(entry, Prepared) else prepare(entry) for entry in delivery.entries]
    entries, known = _identified(connection, feed_id, entries)
    forgotten = buried(connection, feed_id, entries)
    if forgotten:
        entries = [entry for entry in entries if entry.guid not in forgotten]
    adopted = renamed(connection, feed_id, entries, known, now)
    if adopted:
        connection.executemany(
            "UPDATE status SET guid = ? WHERE article_id = ?",
            [(guid, old.article_id) for guid, old in adopted.items()],
        )
        known = known | adopted
    fresh, changed, unchanged = [], [], 0
    for entry in entries:
        old = known.get(entry.guid)
        if old is None or not old.present:
            fresh.append(Arrival(entry, feed_id, kind, base_url, old.article_id if old else 0))
        elif old.entry_hash != entry.entry_hash and _update(
            connection, old.article_id, entry, kind=kind, now=now, base_url=base_url
        ):
            changed.append(old.article_id)
        else:
            unchanged += 1
    return fresh, changed, unchanged


def _identified(
    connection: sqlite3.Connection, feed_id: int, entries: Sequence[Prepared]
) -> tuple[list[Prepared], dict[str, Known]]:
    """The entries with guids that are unique among them, and what is stored under these guids.

    Of entries with one guid the first wins, unless their links differ: then the link becomes part of the guid
    for all but the one that is stored, or stands first, under the guid alone.
    """
    known = _lookup(connection, feed_id, (entry.guid for entry in entries))
    shared = {guid for guid, count in Counter(entry.guid for entry in entries).items() if count > 1}
    doubtful = [
        entry
        for entry in entries
        if entry.guid in shared or (entry.guid in known and known[entry.guid].url != entry.url)
    ]
    if not doubtful:
        return list(entries), known
    known |= _lookup(connection, feed_id, map(_linked_guid, doubtful))
    unique: dict[str, Prepared] = {}
    for entry in entries:
        guid = entry.guid
        owner = known[guid].url if guid in known else unique[guid].url if guid in unique else entry.url
        linked = _linked_guid(entry)
        if owner != entry.url and (linked in known or guid in shared):
            guid = linked
        unique.setdefault(guid, entry._replace(guid=guid))
    return list(unique.values()), known


def _linked_guid(entry: Prepared) -> str:
    joined = f"{entry.guid} {entry.url}"
    return joined if len(joined) <= GUID_LIMIT else digest(joined)


def _lookup(connection: sqlite3.Connection, feed_id: int, guids: Iterable[str]) -> dict[str, Known]:
    rows = connection.execute(
        """SELECT s.guid, s.article_id, s.present, coalesce(a.url, ''), coalesce(a.entry_hash, x'')
        FROM json_each(?) wanted
        CROSS JOIN status s ON s.feed_id = ? AND s.guid = wanted.value
        LEFT JOIN article a ON a.id = s.article_id""",
        (json.dumps(list(guids)), feed_id),
    )
    return {
        guid: Known(article_id, bool(present), url, found) for guid, article_id, present, url, found in rows
    }


def _update(
    connection: sqlite3.Connection,
    article_id: int,
    entry: Prepared,
    *,
    kind: RevisionKind,
    now: int,
    base_url: str,
) -> bool:
    """Take over what an entry says now; the date and the status stay. Whether that is anything else.

    A fingerprint also differs when it was made by another version of this program.
    """
    was = connection.execute(
        "SELECT title, url, authors, tags FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    title = was[0]
    retitled = bool(entry.title) and entry.title != title
    says = (entry.title if retitled else title, entry.url, entry.authors, entry.tags)
    indexed = textindex.remove(connection, article_id) if retitled else 0
    connection.execute(
        "UPDATE article SET title = ?, url = ?, authors = ?, tags = ?, entry_hash = ? WHERE id = ?",
        (*says, entry.entry_hash, article_id),
    )
    if retitled:
        textindex.add(connection, article_id, indexed)
    before = documents.next_revision(connection)
    text = documents.Text(
        kind, entry.media, base_url, entry.title, entry.source_hash, entry.codec, entry.blob
    )
    documents.add_text(connection, article_id, text, now=now)
    return was != says or documents.next_revision(connection) != before
