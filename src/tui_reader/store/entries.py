"""Taking in what a source gave: which entries are new, which changed, which are old acquaintances.

Identity is (feed, guid). Nothing here looks into an entry's content, and no entry ever removes an article.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from tui_reader.model.article import Entry, RevisionKind
from tui_reader.model.text import GUID_LIMIT
from tui_reader.store import documents, textindex
from tui_reader.store.codec import digest, pack_source
from tui_reader.store.tombstones import buried

ID_SHIFT = 20
"""Article ids are `published << ID_SHIFT` plus a counter within the second, so that order by id is order by
date.
"""

OLDEST = 631_152_000
"""1990-01-01; earlier dates are mistakes."""
AHEAD = 86_400
"""How far in the future, in seconds, an entry may be dated."""

_ADOPT_FROM = 5
_ADOPT_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a source's entries: ids of added and of changed articles, and how many were as known."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    article_id: int
    present: bool
    url: str
    entry_hash: bytes


def new_id(published: int, counter: int) -> int:
    """The article id for a date (epoch seconds, not negative) and a counter within that second."""
    return (published << ID_SHIFT) + counter


def clamp_date(published: int | None, now: int) -> int:
    """A believable date: `now` when there is none, at least `OLDEST`, at most a day ahead."""
    return now if published is None else max(OLDEST, min(published, now + AHEAD))


def store_entries(
    connection: sqlite3.Connection,
    feed_id: int,
    entries: Sequence[Entry],
    *,
    kind: RevisionKind,
    now: int,
    base_url: str = "",
) -> Stored:
    """Add what is new, update what changed; earlier texts and every status stay. `now` is epoch seconds.

    A changed text becomes a new revision; it is shown unless the reader has switched to another kind of text.
    What was forgotten stays out. When a source renames all its guids, the articles it is found to mean keep
    their ids and take the new names.
    """
    entries, known = _identified(connection, feed_id, entries)
    forgotten = buried(connection, feed_id, entries)
    entries = [entry for entry in entries if entry.guid not in forgotten]
    adopted = _renamed(connection, feed_id, entries, known, now)
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
            fresh.append(entry)
        elif old.entry_hash != _entry_hash(entry):
            _update(connection, old.article_id, entry, kind=kind, now=now, base_url=base_url)
            changed.append(old.article_id)
        else:
            unchanged += 1
    back = {guid: old.article_id for guid, old in known.items() if not old.present}
    added = _insert(connection, feed_id, fresh, back, kind=kind, now=now, base_url=base_url)
    return Stored(tuple(added), tuple(changed), unchanged)


def _identified(
    connection: sqlite3.Connection, feed_id: int, entries: Sequence[Entry]
) -> tuple[list[Entry], dict[str, _Known]]:
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
    unique: dict[str, Entry] = {}
    for entry in entries:
        guid = entry.guid
        owner = known[guid].url if guid in known else unique[guid].url if guid in unique else entry.url
        linked = _linked_guid(entry)
        if owner != entry.url and (linked in known or guid in shared):
            guid = linked
        unique.setdefault(guid, replace(entry, guid=guid))
    return list(unique.values()), known


def _linked_guid(entry: Entry) -> str:
    joined = f"{entry.guid} {entry.url}"
    return joined if len(joined) <= GUID_LIMIT else digest(joined)


def _lookup(connection: sqlite3.Connection, feed_id: int, guids: Iterable[str]) -> dict[str, _Known]:
    rows = connection.execute(
        """SELECT s.guid, s.article_id, s.present, coalesce(a.url, ''), coalesce(a.entry_hash, x'')
        FROM json_each(?) wanted
        CROSS JOIN status s ON s.feed_id = ? AND s.guid = wanted.value
        LEFT JOIN article a ON a.id = s.article_id""",
        (json.dumps(list(guids)), feed_id),
    )
    return {
        guid: _Known(article_id, bool(present), url, found) for guid, article_id, present, url, found in rows
    }


def _renamed(
    connection: sqlite3.Connection, feed_id: int, entries: Sequence[Entry], known: dict[str, _Known], now: int
) -> dict[str, _Known]:
    """Unknown guid -> the stored article it must mean; empty unless nearly the whole fetch is such."""
    unknown = [entry for entry in entries if entry.guid not in known]
    enough = _ADOPT_SHARE * len(entries)
    if len(entries) < _ADOPT_FROM or len(unknown) < enough:
        return {}
    by_url: dict[str, list[_Known]] = {}
    by_title: dict[tuple[str, int], list[_Known]] = {}
    taken = {old.article_id for old in known.values()}
    for article_id, url, title, published, found in connection.execute(
        """SELECT a.id, a.url, a.title, a.published, a.entry_hash
        FROM status s JOIN article a ON a.id = s.article_id WHERE s.feed_id = ?""",
        (feed_id,),
    ):
        if article_id not in taken:
            old = _Known(article_id, present=True, url=url, entry_hash=found)
            by_url.setdefault(url, []).append(old)
            by_title.setdefault((title, published), []).append(old)
    matches: dict[str, _Known] = {}
    for entry in unknown:
        same = by_url.get(entry.url, []) if entry.url else []
        if len(same) != 1 and entry.title and entry.published is not None:
            same = by_title.get((entry.title, clamp_date(entry.published, now)), [])
        if len(same) == 1 and same[0].article_id not in taken:
            taken.add(same[0].article_id)
            matches[entry.guid] = same[0]
    return matches if len(matches) >= enough else {}


def _insert(
    connection: sqlite3.Connection,
    feed_id: int,
    entries: Sequence[Entry],
    back: dict[str, int],
    *,
    kind: RevisionKind,
    now: int,
    base_url: str,
) -> list[int]:
    """Store new articles in batches; `back` names the ids of those that had been here before."""
    if not entries:
        return []
    ids = [back.get(entry.guid, 0) for entry in entries]
    _number(connection, entries, ids, now)
    connection.executemany(
        """INSERT INTO status (article_id, feed_id, guid) VALUES (?, ?, ?)
        ON CONFLICT (article_id) DO UPDATE SET present = 1""",
        [(article_id, feed_id, entry.guid) for article_id, entry in zip(ids, entries, strict=True)],
    )
    first = documents.next_revision(connection)
    connection.executemany(
        """INSERT INTO article (id, feed_id, title, url, authors, tags, published, arrived, entry_hash,
            revision_id, lang) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (article_id, feed_id, entry.title, entry.url, _listed(entry.authors), _listed(entry.tags),
             article_id >> ID_SHIFT, now, _entry_hash(entry), revision_id, entry.lang)
            for revision_id, (article_id, entry) in enumerate(zip(ids, entries, strict=True), first)
        ],
    )  # fmt: skip
    connection.executemany(
        """INSERT INTO revision (id, article_id, kind, seen_at, source_hash, media, base_url, title)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (revision_id, article_id, kind, now, digest(entry.content), entry.media, base_url, entry.title)
            for revision_id, (article_id, entry) in enumerate(zip(ids, entries, strict=True), first)
        ],
    )
    connection.executemany(
        "INSERT INTO source (revision_id, codec, blob) VALUES (?, ?, ?)",
        [(revision_id, *pack_source(entry.content)) for revision_id, entry in enumerate(entries, first)],
    )
    # The text index writes all it holds in memory to the disk whenever an id is smaller than the one before.
    textindex.add_titles(connection, sorted((i, entry.title) for i, entry in zip(ids, entries, strict=True)))
    return ids


def _number(connection: sqlite3.Connection, entries: Sequence[Entry], ids: list[int], now: int) -> None:
    """Fill the zeros in `ids`; of entries of one second the one further up is the newer."""
    dates = [clamp_date(entry.published, now) for entry in entries]
    free = {
        int(second): int(last) + 1 if last is not None else new_id(second, 0)
        for second, last in connection.execute(
            f"""SELECT value, (SELECT max(article_id) FROM status
                WHERE article_id >= value << {ID_SHIFT} AND article_id < (value + 1) << {ID_SHIFT})
            FROM json_each(?)""",  # noqa: S608  # a constant of this module
            (json.dumps(sorted(set(dates))),),
        )
    }
    for place in reversed(range(len(ids))):
        if not ids[place]:
            ids[place] = free[dates[place]]
            free[dates[place]] += 1


def _update(
    connection: sqlite3.Connection,
    article_id: int,
    entry: Entry,
    *,
    kind: RevisionKind,
    now: int,
    base_url: str,
) -> None:
    """Take over what an entry says now; the date and the status stay."""
    title = connection.execute("SELECT title FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    renamed = bool(entry.title) and entry.title != title
    indexed = textindex.remove(connection, article_id) if renamed else 0
    connection.execute(
        "UPDATE article SET title = ?, url = ?, authors = ?, tags = ?, entry_hash = ? WHERE id = ?",
        (
            entry.title if renamed else title,
            entry.url,
            _listed(entry.authors),
            _listed(entry.tags),
            _entry_hash(entry),
            article_id,
        ),
    )
    if renamed:
        textindex.add(connection, article_id, indexed)
    documents.add_text(
        connection,
        article_id,
        kind=kind,
        media=entry.media,
        source=entry.content,
        base_url=base_url,
        title=entry.title,
        now=now,
    )


def _entry_hash(entry: Entry) -> bytes:
    """A fingerprint of all that makes an entry another one; its date is none of it."""
    parts = (entry.title, entry.url, *entry.authors, "", *entry.tags, "", entry.media, entry.content)
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=16).digest()


def _listed(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False) if names else ""
