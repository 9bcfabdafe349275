"""What the pages of a site have taught: texts that stand on several of them, and where its articles stand.

Counts only; what they mean, `reading` knows. Each site is bounded, and so is their number.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from hashlib import blake2b

from tui_reader.model.site import SEEN, SiteFacts, SiteMemory

TEXTS = 3_000
"""Fingerprints kept of one site; those of a single page go first."""
SITES = 5_000
"""Sites kept; those that taught nothing for longest go first."""
PATHS = 20
_GIVEN = 1_000
_MOST = 0.5
"""The share of a site's pages whose article must stand at a path for it to count."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is remembered of one site."""

    host: str
    pages: int
    """How many of its articles taught."""
    repeated: int
    """How many texts count as the site's own."""
    container: str = ""
    """Where most of its articles stand, empty when nothing is sure."""
    changed_at: int = 0


def memory(connection: sqlite3.Connection, host: str, article_id: int, url: str = "") -> SiteMemory:
    """What the other pages of a host have taught, for the reading of one article; empty for a new host.

    `url` is the page's own address: it may have taught as another article already.
    """
    row = connection.execute("SELECT id, pages FROM site WHERE host = ?", (host,)).fetchone()
    if row is None:
        return SiteMemory()
    site_id, pages = row
    taught = _has_taught(connection, article_id) or _knows(connection, site_id, url)
    texts = connection.execute(
        "SELECT text FROM site_text WHERE site_id = ? AND pages >= ? ORDER BY pages DESC LIMIT ?",
        (site_id, SEEN + taught, _GIVEN),
    )
    repeated = frozenset(f"{text:012x}" for (text,) in texts)
    return SiteMemory(repeated, _paths(connection, site_id, pages))


def learn(
    connection: sqlite3.Connection, host: str, article_id: int, facts: SiteFacts, now: int, url: str = ""
) -> bool:
    """Take in what a page tells about its site, once an article and once an address; whether it was news.

    One page is often several articles, because several feeds name it.
    """
    if not host or _has_taught(connection, article_id):
        return False
    known = connection.execute("SELECT id FROM site WHERE host = ?", (host,)).fetchone()
    if known is not None and _knows(connection, known[0], url):
        return False
    connection.execute(
        """INSERT INTO site (host, pages, changed_at) VALUES (?, 1, ?)
        ON CONFLICT (host) DO UPDATE SET pages = pages + 1, changed_at = excluded.changed_at""",
        (host, now),
    )
    site_id = connection.execute("SELECT id FROM site WHERE host = ?", (host,)).fetchone()[0]
    connection.execute("INSERT INTO site_page (article_id, site_id) VALUES (?, ?)", (article_id, site_id))
    connection.executemany(
        """INSERT INTO site_text (site_id, text, pages) VALUES (?, ?, 1)
        ON CONFLICT (site_id, text) DO UPDATE SET pages = pages + 1""",
        [(site_id, int(text, 16)) for text in facts.texts] + [(site_id, _mark(url))] * bool(url),
    )
    if facts.container:
        connection.execute(
            """INSERT INTO site_path (site_id, path, pages) VALUES (?, ?, 1)
            ON CONFLICT (site_id, path) DO UPDATE SET pages = pages + 1""",
            (site_id, facts.container[:1_000]),
        )
    _bound(connection, site_id)
    return True


def sites(connection: sqlite3.Connection, limit: int = 1_000) -> list[Site]:
    """What is remembered, the sites with most pages first."""
    rows = connection.execute(
        "SELECT id, host, pages, changed_at FROM site ORDER BY pages DESC, host LIMIT ?", (limit,)
    ).fetchall()
    return [_site(connection, *row) for row in rows]


def site(connection: sqlite3.Connection, host: str) -> Site | None:
    """What is remembered of a host."""
    row = connection.execute(
        "SELECT id, host, pages, changed_at FROM site WHERE host = ?", (host,)
    ).fetchone()
    return _site(connection, *row) if row else None


def pages_of(connection: sqlite3.Connection, host: str, limit: int) -> list[int]:
    """Ids of the newest articles that taught about a host."""
    rows = connection.execute(
        """SELECT p.article_id FROM site s JOIN site_page p ON p.site_id = s.id
        WHERE s.host = ? ORDER BY p.article_id DESC LIMIT ?""",
        (host, limit),
    )
    return [int(row[0]) for row in rows]


def forget_site(connection: sqlite3.Connection, host: str) -> bool:
    """Remember nothing of a host; whether there was anything."""
    row = connection.execute("SELECT id FROM site WHERE host = ?", (host,)).fetchone()
    if row is not None:
        _drop(connection, int(row[0]))
    return row is not None


def forget_page(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of what taught; the texts that it alone may have had go with it."""
    row = connection.execute("SELECT site_id FROM site_page WHERE article_id = ?", (article_id,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM site_page WHERE article_id = ?", (article_id,))
        connection.execute("DELETE FROM site_text WHERE site_id = ? AND pages = 1", row)


def _has_taught(connection: sqlite3.Connection, article_id: int) -> bool:
    found = connection.execute("SELECT 1 FROM site_page WHERE article_id = ?", (article_id,)).fetchone()
    return found is not None


def _knows(connection: sqlite3.Connection, site_id: int, url: str) -> bool:
    """Whether the page at an address has taught: its address is marked among the site's texts."""
    found = connection.execute(
        "SELECT 1 FROM site_text WHERE site_id = ? AND text = ?", (site_id, _mark(url))
    ).fetchone()
    return bool(url) and found is not None


def _mark(url: str) -> int:
    return int.from_bytes(blake2b(f"\0{url}".encode("utf-8", "replace"), digest_size=6).digest())


def _paths(connection: sqlite3.Connection, site_id: int, pages: int) -> tuple[str, ...]:
    """The paths at which most articles stand, the commonest first; none before there are enough pages."""
    least = max(SEEN, _MOST * pages)
    rows = connection.execute(
        "SELECT path FROM site_path WHERE site_id = ? AND pages >= ? ORDER BY pages DESC, path LIMIT 3",
        (site_id, least),
    )
    return tuple(str(row[0]) for row in rows)


def _site(connection: sqlite3.Connection, site_id: int, host: str, pages: int, changed_at: int) -> Site:
    repeated = connection.execute(
        "SELECT count(*) FROM site_text WHERE site_id = ? AND pages > ?", (site_id, SEEN)
    ).fetchone()[0]
    return Site(host, pages, repeated, next(iter(_paths(connection, site_id, pages)), ""), changed_at)


def _bound(connection: sqlite3.Connection, site_id: int) -> None:
    """Keep a site, and the number of sites, within their limits."""
    count = connection.execute("SELECT count(*) FROM site_text WHERE site_id = ?", (site_id,)).fetchone()[0]
    for pages in (1, 2):
        if count > TEXTS:
            count -= connection.execute(
                "DELETE FROM site_text WHERE site_id = ? AND pages = ?", (site_id, pages)
            ).rowcount
    connection.execute(
        """DELETE FROM site_path WHERE site_id = ?1 AND path NOT IN (
            SELECT path FROM site_path WHERE site_id = ?1 ORDER BY pages DESC, path LIMIT ?2)""",
        (site_id, PATHS),
    )
    extra = connection.execute(
        "SELECT id FROM site WHERE id <> ? ORDER BY changed_at DESC LIMIT -1 OFFSET ?", (site_id, SITES)
    ).fetchall()
    for (old,) in extra:
        _drop(connection, old)


def _drop(connection: sqlite3.Connection, site_id: int) -> None:
    for table in ("site_text", "site_path", "site_page"):
        connection.execute(f"DELETE FROM {table} WHERE site_id = ?", (site_id,))  # noqa: S608  # own names
    connection.execute("DELETE FROM site WHERE id = ?", (site_id,))
