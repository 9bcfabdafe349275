"""The schema of what pages teach about their sites, of the further pages of an article, and of rereading."""

from __future__ import annotations

SITES: tuple[str, ...] = (
    """CREATE TABLE site (
        id INTEGER PRIMARY KEY,
        host TEXT NOT NULL UNIQUE,
        pages INTEGER NOT NULL DEFAULT 0,
        changed_at INTEGER NOT NULL DEFAULT 0
    )""",
    # `text` is a fingerprint of 48 bits: the words themselves are in no table but `body`.
    """CREATE TABLE site_text (
        site_id INTEGER NOT NULL,
        text INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        PRIMARY KEY (site_id, text)
    ) WITHOUT ROWID""",
    """CREATE TABLE site_path (
        site_id INTEGER NOT NULL,
        path TEXT NOT NULL,
        pages INTEGER NOT NULL,
        PRIMARY KEY (site_id, path)
    ) WITHOUT ROWID""",
    # Each article teaches once, however often it is read.
    "CREATE TABLE site_page (article_id INTEGER PRIMARY KEY, site_id INTEGER NOT NULL)",
    "CREATE INDEX site_page_site ON site_page (site_id, article_id)",
    # What belongs to a text beside its first page: the pages on which it goes on, and its copy for programs.
    """CREATE TABLE page_part (
        id INTEGER PRIMARY KEY,
        revision_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        url TEXT NOT NULL,
        codec TEXT NOT NULL,
        blob BLOB NOT NULL
    )""",
    "CREATE INDEX page_part_revision ON page_part (revision_id, id)",
    "CREATE INDEX document_version ON document (reader_version)",
)
