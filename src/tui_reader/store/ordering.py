"""Orders of a list other than those by date, which `search` gives: by source, title or quotes.

They sort the newest `SORTED` articles of a list in memory, which bounds the work; older ones are left out.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from itertools import chain

from tui_reader.model.query import BY_DATE, Sort

SORTED = 5_000
"""Lists by source, title or quotes hold so many articles, the newest, at most."""

_ORDERS: dict[Sort, str] = {
    "source": "coalesce(nullif(f.user_title, ''), nullif(f.title, ''), f.key) COLLATE NOCASE, a.id DESC",
    "title": "a.title COLLATE NOCASE, a.id DESC",
    "quotes": "a.quotes DESC, a.id DESC",
}


def needed(sort: Sort, limit: int | None) -> int | None:
    """How many of the newest articles must be found, so that `limit` can be given in an order."""
    return limit if sort in BY_DATE else SORTED


def ordered(connection: sqlite3.Connection, found: array[int], sort: Sort, limit: int | None) -> array[int]:
    """Ids as `search` found them, in the order asked for, at most `limit`."""
    if sort in BY_DATE:
        return found
    rows = connection.execute(
        f"""SELECT a.id FROM json_each(?) wanted
        CROSS JOIN article a ON a.id = wanted.value
        CROSS JOIN feed f ON f.id = a.feed_id ORDER BY {_ORDERS[sort]} LIMIT ?""",  # noqa: S608  # own constant
        (json.dumps(found.tolist()), -1 if limit is None else limit),
    )
    return array("q", chain.from_iterable(rows))
