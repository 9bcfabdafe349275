"""Sameness: which stored article an entry is although its guid is a new one. Reads only.

Some feeds give every entry a new guid each time they are asked, and would fill a library with copies.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui_reader.store.arrivals import clamp_date
from tui_reader.store.packing import Prepared

_ALL_FROM = 5
_ALL_SHARE = 0.8
_BACK = 2
"""How many times the entries of a fetch are looked back for single entries that have come again."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored article as far as it tells it from others."""

    article_id: int
    present: bool
    url: str
    entry_hash: bytes
    title: str = ""
    published: int = 0


def renamed(
    connection: sqlite3.Connection,
    feed_id: int,
    entries: Sequence[Prepared],
    known: Mapping[str, Known],
    now: int,
) -> dict[str, Known]:
    """Unknown guid -> the stored article it must mean; `known` are those stored under a guid of this fetch.

    A single entry is taken for a stored one of the feed's latest when both have one link, and one title, that
    no other has; or when all of it, but its date where that is not given, is the same. When nearly a whole
    fetch is unknown, one link that no other has, or one title at one second, is enough for each.
    """
    unknown = [entry for entry in entries if entry.guid not in known]
    if not unknown:
        return {}
    taken = {old.article_id for old in known.values()}
    latest = [
        old for old in _latest(connection, feed_id, _BACK * len(entries)) if old.article_id not in taken
    ]
    if not latest:
        return {}
    matches = _again(unknown, latest, entries, now)
    rest = [entry for entry in unknown if entry.guid not in matches]
    enough = _ALL_SHARE * len(entries)
    if not rest or len(entries) < _ALL_FROM or len(unknown) < enough:
        return matches
    taken |= {old.article_id for old in matches.values()}
    others = _alike(connection, feed_id, rest, taken, now)
    return matches | others if len(matches) + len(others) >= enough else matches


def _latest(connection: sqlite3.Connection, feed_id: int, count: int) -> Iterator[Known]:
    """The feed's newest articles, dismissed ones among them."""
    columns = "a.id, a.url, a.entry_hash, a.title, a.published"
    rows = connection.execute(
        f"""SELECT {columns} FROM status s INDEXED BY status_feed JOIN article a ON a.id = s.article_id
        WHERE s.feed_id = ? AND s.present = 1 AND s.dismissed = 0
        ORDER BY s.article_id DESC LIMIT ?""",  # noqa: S608  # names of this module
        (feed_id, count),
    ).fetchall()
    if (
        not rows
        and connection.execute("SELECT 1 FROM status WHERE feed_id = ?", (feed_id,)).fetchone() is None
    ):
        return
    oldest = rows[-1][0] if len(rows) == count else 0
    rows += connection.execute(
        f"""SELECT {columns} FROM status s INDEXED BY status_dismissed JOIN article a ON a.id = s.article_id
        WHERE s.article_id >= ? AND s.feed_id = ? AND s.present = 1 AND s.dismissed = 1""",  # noqa: S608
        (oldest, feed_id),
    )
    for article_id, url, found, title, published in rows:
        yield Known(article_id, present=True, url=url, entry_hash=found, title=title, published=published)


def _again(
    unknown: Sequence[Prepared], latest: Sequence[Known], entries: Iterable[Prepared], now: int
) -> dict[str, Known]:
    links = Counter(entry.url for entry in entries)
    stored = Counter(old.url for old in latest)
    by_link = {old.url: old for old in latest if old.url and stored[old.url] == 1}
    by_hash: dict[bytes, list[Known]] = {}
    for old in latest:
        by_hash.setdefault(old.entry_hash, []).append(old)
    matches: dict[str, Known] = {}
    taken: set[int] = set()
    for entry in unknown:
        same = by_link.get(entry.url) if links[entry.url] == 1 else None
        if same is None or same.title != entry.title:
            same = _whole(entry, by_hash.get(entry.entry_hash, ()), taken, now)
        if same is not None and same.article_id not in taken:
            taken.add(same.article_id)
            matches[entry.guid] = same
    return matches


def _whole(entry: Prepared, same: Iterable[Known], taken: set[int], now: int) -> Known | None:
    """One of the articles that say exactly what an entry says, of its second when that is given."""
    second = clamp_date(entry.published, now)
    for old in same:
        if old.article_id not in taken and (entry.published is None or old.published == second):
            return old
    return None


def _alike(
    connection: sqlite3.Connection, feed_id: int, entries: Iterable[Prepared], taken: set[int], now: int
) -> dict[str, Known]:
    """Stored articles by link alone, else by title and second; each for one entry."""
    by_url: dict[str, list[Known]] = {}
    by_title: dict[tuple[str, int], list[Known]] = {}
    for article_id, url, title, published, found in connection.execute(
        """SELECT a.id, a.url, a.title, a.published, a.entry_hash
        FROM status s JOIN article a ON a.id = s.article_id WHERE s.feed_id = ?""",
        (feed_id,),
    ):
        if article_id not in taken:
            old = Known(article_id, present=True, url=url, entry_hash=found, title=title)
            by_url.setdefault(url, []).append(old)
            by_title.setdefault((title, published), []).append(old)
    matches: dict[str, Known] = {}
    for entry in entries:
        same = by_url.get(entry.url, []) if entry.url else []
        if len(same) != 1 and entry.title and entry.published is not None:
            same = by_title.get((entry.title, clamp_date(entry.published, now)), [])
        if len(same) == 1 and same[0].article_id not in taken:
            taken.add(same[0].article_id)
            matches[entry.guid] = same[0]
    return matches
