"""New articles on their way into the tables: numbered by their dates, then inserted together.

Everything goes in in the order of the ids, whatever sources it comes from: the text indexes write out all
they hold whenever an id is smaller than the one before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tui_reader.model.article import RevisionKind
from tui_reader.store import documents, textindex
from tui_reader.store.ids import ID_SHIFT, new_id, second_of
from tui_reader.store.packing import Prepared

OLDEST = 631_152_000
"""1990-01-01; earlier dates are mistakes."""
AHEAD = 86_400
"""How far in the future, in seconds, an entry may be dated."""
_MINUTE = 60
ROWS = 64
"""Rows inserted with one statement; SQLite allows so many values wherever it runs."""


@dataclass(slots=True)
class Arrival:
    """One new article."""

    entry: Prepared
    feed_id: int
    kind: RevisionKind
    base_url: str
    article_id: int
    """0 until it is numbered, unless it had been here before."""
    published: int = 0
    """Epoch seconds, once it is numbered."""


def clamp_date(published: int | None, now: int) -> int:
    """A believable date: `now` when there is none, at least `OLDEST`, at most a day ahead."""
    return now if published is None else max(OLDEST, min(published, now + AHEAD))


def insert(connection: sqlite3.Connection, arrivals: Sequence[Arrival], now: int) -> None:
    """Number new articles and store them; their ids are in `arrivals` then."""
    if not arrivals:
        return
    _number(connection, arrivals, now)
    ordered = sorted(arrivals, key=lambda arrival: arrival.article_id)
    _add(
        connection,
        "INSERT INTO status (article_id, feed_id, guid) VALUES",
        [(new.article_id, new.feed_id, new.entry.guid) for new in ordered],
        "ON CONFLICT (article_id) DO UPDATE SET present = 1",
    )
    numbered = list(enumerate(ordered, documents.next_revision(connection)))
    _add(
        connection,
        """INSERT INTO article (id, feed_id, title, url, authors, tags, published, arrived, entry_hash,
            revision_id, lang) VALUES""",
        [
            (new.article_id, new.feed_id, new.entry.title, new.entry.url, new.entry.authors, new.entry.tags,
             new.published, now, new.entry.entry_hash, revision_id, new.entry.lang)
            for revision_id, new in numbered
        ],
    )  # fmt: skip
    _add(
        connection,
        """INSERT INTO revision (id, article_id, kind, seen_at, source_hash, media, base_url, title)
        VALUES""",
        [
            (revision_id, new.article_id, new.kind, now, new.entry.source_hash, new.entry.media, new.base_url,
             new.entry.title)
            for revision_id, new in numbered
        ],
    )  # fmt: skip
    _add(
        connection,
        "INSERT INTO source (revision_id, codec, blob) VALUES",
        [(revision_id, new.entry.codec, new.entry.blob) for revision_id, new in numbered],
    )
    textindex.add_facts(connection, [(new.article_id, new.entry.authors, new.entry.tags) for new in ordered])
    textindex.add_titles(connection, [(new.article_id, new.entry.title) for new in ordered])


def _add(
    connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[object, ...]], end: str = ""
) -> None:
    """Insert rows, many with one statement: with a row each, taking the interpreter's lock anew for every row
    takes as long as the row itself.
    """
    width = len(rows[0])
    for start in range(0, len(rows), ROWS):
        some = rows[start : start + ROWS]
        places = ",".join([f"({','.join('?' * width)})"] * len(some))
        connection.execute(f"{statement} {places} {end}", list(chain.from_iterable(some)))


def _number(connection: sqlite3.Connection, arrivals: Sequence[Arrival], now: int) -> None:
    """Fill the zeros; of entries of one second the one further up is the newer."""
    unnumbered = []
    for arrival in reversed(arrivals):
        if arrival.article_id:
            arrival.published = second_of(arrival.article_id)
        else:
            arrival.published = clamp_date(arrival.entry.published, now)
            unnumbered.append(arrival)
    free = _free(connection, {arrival.published for arrival in unnumbered})
    places: dict[int, int] = {}
    for arrival in unnumbered:
        second = places.get(arrival.published, arrival.published)
        while second_of(free[second]) > second:
            second += 1
            if second not in free:
                free |= _free(connection, set(range(second, second + _MINUTE)) - free.keys())
        places[arrival.published] = second
        arrival.article_id = free[second]
        free[second] += 1


def _free(connection: sqlite3.Connection, seconds: Iterable[int]) -> dict[int, int]:
    """Second -> the id after its last one, which is one of the next second when it is full."""
    rows = connection.execute(
        f"""SELECT value, (SELECT max(article_id) FROM status
            WHERE article_id >= value << {ID_SHIFT} AND article_id < (value + 1) << {ID_SHIFT})
        FROM json_each(?)""",  # noqa: S608  # a constant of this module
        (json.dumps(sorted(seconds)),),
    )
    return {int(second): int(last) + 1 if last is not None else new_id(second, 0) for second, last in rows}
