"""The tables of the library and the steps that lead to them, one a version.

A step, once released, never changes: a new version is a new step at the end. Rows by id touch neither
`source` nor `body`, which hold nearly all of the bytes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from tui_reader.store.schema_arrivals import ARRIVALS
from tui_reader.store.schema_corrections import CORRECTIONS
from tui_reader.store.schema_dense import DENSE
from tui_reader.store.schema_entities import ENTITIES
from tui_reader.store.schema_ids import IDS
from tui_reader.store.schema_ids import prepare as prepare_ids
from tui_reader.store.schema_indexing import INDEXING
from tui_reader.store.schema_manners import MANNERS
from tui_reader.store.schema_search import MEASURED, SEARCHED
from tui_reader.store.schema_sites import SITES
from tui_reader.store.schema_tallies import TALLIES

APPLICATION_ID = 0x74756972
"""What marks a SQLite file as ours: "tuir"."""

Step = tuple[str, ...]

_FEEDS: Step = (
    """CREATE TABLE feed (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        site_url TEXT NOT NULL DEFAULT '',
        user_title TEXT NOT NULL DEFAULT '',
        folder TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        total INTEGER NOT NULL DEFAULT 0,
        etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '',
        body_hash TEXT NOT NULL DEFAULT '',
        last_checked INTEGER NOT NULL DEFAULT 0,
        last_ok INTEGER NOT NULL DEFAULT 0,
        next_due INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        error_kind TEXT NOT NULL DEFAULT '',
        error TEXT NOT NULL DEFAULT ''
    )""",
)

# An article's identity lives with its status because both outlive the article; `present` says whether the
# article is there now. Every list is a walk along one of the partial indexes, which hold all that the walk
# needs.
_STATUS: Step = (
    """CREATE TABLE status (
        article_id INTEGER PRIMARY KEY,
        feed_id INTEGER NOT NULL REFERENCES feed(id),
        guid TEXT NOT NULL,
        present INTEGER NOT NULL DEFAULT 1,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        dismissed INTEGER NOT NULL DEFAULT 0,
        changed_at INTEGER NOT NULL DEFAULT 0,
        UNIQUE (feed_id, guid)
    )""",
    "CREATE INDEX status_shown ON status (article_id, feed_id) WHERE present = 1 AND dismissed = 0",
    "CREATE INDEX status_feed ON status (feed_id, article_id) WHERE present = 1 AND dismissed = 0",
    """CREATE INDEX status_unread ON status (article_id, feed_id)
        WHERE present = 1 AND dismissed = 0 AND read = 0""",
    """CREATE INDEX status_feed_unread ON status (feed_id, article_id)
        WHERE present = 1 AND dismissed = 0 AND read = 0""",
    """CREATE INDEX status_starred ON status (article_id, feed_id)
        WHERE present = 1 AND dismissed = 0 AND starred = 1""",
    # The sidebar shows these counts after every key that marks an article, so they are kept, not counted.
    """CREATE TRIGGER status_added AFTER INSERT ON status BEGIN
        UPDATE feed SET total = total + (new.present AND NOT new.dismissed),
            unread = unread + (new.present AND NOT new.dismissed AND NOT new.read)
        WHERE id = new.feed_id;
    END""",
    """CREATE TRIGGER status_changed AFTER UPDATE OF present, dismissed, read ON status BEGIN
        UPDATE feed SET
            total = total + (new.present AND NOT new.dismissed) - (old.present AND NOT old.dismissed),
            unread = unread + (new.present AND NOT new.dismissed AND NOT new.read)
                - (old.present AND NOT old.dismissed AND NOT old.read)
        WHERE id = new.feed_id;
    END""",
)

# `ready`: the current revision has a document. `analysed`: the analyser whose insight of the current revision
# is stored, or nothing. `indexed`: the revision whose text stands in `article_text`; see `textindex`.
_ARTICLES: Step = (
    """CREATE TABLE article (
        id INTEGER PRIMARY KEY REFERENCES status(article_id),
        feed_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        authors TEXT NOT NULL,
        tags TEXT NOT NULL,
        published INTEGER NOT NULL,
        arrived INTEGER NOT NULL,
        entry_hash BLOB NOT NULL,
        revision_id INTEGER NOT NULL DEFAULT 0,
        ready INTEGER NOT NULL DEFAULT 0,
        indexed INTEGER NOT NULL DEFAULT 0,
        analysed TEXT NOT NULL DEFAULT '',
        quotes INTEGER NOT NULL DEFAULT 0,
        words INTEGER NOT NULL DEFAULT 0,
        lang TEXT NOT NULL DEFAULT '',
        lead TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX article_unready ON article (id) WHERE ready = 0",
    "CREATE INDEX article_analysed ON article (analysed, id) WHERE ready = 1",
    """CREATE TABLE revision (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        seen_at INTEGER NOT NULL,
        source_hash TEXT NOT NULL,
        media TEXT NOT NULL,
        base_url TEXT NOT NULL,
        title TEXT NOT NULL
    )""",
    "CREATE INDEX revision_article ON revision (article_id, kind, id)",
    "CREATE TABLE source (revision_id INTEGER PRIMARY KEY, codec TEXT NOT NULL, blob BLOB NOT NULL)",
    """CREATE TABLE document (
        revision_id INTEGER PRIMARY KEY,
        reader_version TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        words INTEGER NOT NULL,
        lang TEXT NOT NULL,
        lead TEXT NOT NULL
    )""",
    """CREATE TABLE body (
        revision_id INTEGER PRIMARY KEY,
        codec TEXT NOT NULL,
        text BLOB NOT NULL,
        layers BLOB NOT NULL
    )""",
    # One index of two columns, so that words may be spread over title and text. Contentless: the text is
    # already in `body`. Rows are found in the order of their ids, which is the order of their dates; nothing
    # is ranked.
    """CREATE VIRTUAL TABLE article_text USING fts5 (
        title, body, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    )""",
)

_INSIGHTS: Step = (
    # `revision_id` and `analyser` tell of the insight that is stored, `tried_*` and `attempts` of the one
    # begun and not saved yet; `tried_revision` is -1 when the text has changed under it.
    """CREATE TABLE analysis (
        article_id INTEGER PRIMARY KEY,
        revision_id INTEGER NOT NULL DEFAULT 0,
        analyser TEXT NOT NULL DEFAULT '',
        at INTEGER NOT NULL,
        tried_revision INTEGER NOT NULL DEFAULT 0,
        tried_analyser TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE quote (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL,
        revision_id INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        spans TEXT NOT NULL,
        speaker TEXT NOT NULL,
        mention TEXT NOT NULL,
        mention_start INTEGER,
        mention_end INTEGER,
        speaker_class TEXT NOT NULL,
        entity_id INTEGER NOT NULL,
        cue TEXT NOT NULL,
        cue_start INTEGER,
        cue_end INTEGER,
        confidence REAL NOT NULL,
        speaker_confidence REAL NOT NULL,
        rule TEXT NOT NULL
    )""",
    "CREATE INDEX quote_article ON quote (article_id, ordinal)",
    "CREATE INDEX quote_entity ON quote (entity_id, article_id) WHERE entity_id > 0",
    """CREATE TABLE entity (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE entity_alias (
        key TEXT NOT NULL, entity_id INTEGER NOT NULL, PRIMARY KEY (key, entity_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX entity_alias_entity ON entity_alias (entity_id)",
    """CREATE TABLE entity_day (
        entity_id INTEGER NOT NULL, day INTEGER NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (entity_id,
        day)
    ) WITHOUT ROWID""",
    """CREATE TABLE appearance (
        entity_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        count INTEGER NOT NULL,
        salience REAL NOT NULL,
        role TEXT NOT NULL,
        aliases TEXT NOT NULL,
        PRIMARY KEY (entity_id, article_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX appearance_article ON appearance (article_id)",
    """CREATE TABLE mention (
        article_id INTEGER NOT NULL,
        entity_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        PRIMARY KEY (article_id, entity_id, start, end)
    ) WITHOUT ROWID""",
)

_CHANGES: Step = (
    """CREATE TABLE change (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        label TEXT NOT NULL,
        payload TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX change_undone ON change (undone, id)",
)

# What a reader adds. Like `status`, it outlives the article. A remark stands on words of a text, which it
# keeps with what stood around them; AUTOINCREMENT because an undone remark comes back under its id.
_KEPT: Step = (
    """CREATE TABLE IF NOT EXISTS tag (
        name TEXT NOT NULL COLLATE NOCASE,
        article_id INTEGER NOT NULL,
        PRIMARY KEY (name, article_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS tag_article ON tag (article_id, name)",
    """CREATE TABLE IF NOT EXISTS note (
        article_id INTEGER PRIMARY KEY, text TEXT NOT NULL, changed_at INTEGER NOT NULL
    )""",
    """CREATE TABLE remark (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL,
        revision_id INTEGER NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        changed_at INTEGER NOT NULL
    )""",
    "CREATE INDEX remark_article ON remark (article_id, id)",
    """CREATE TABLE visit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        here INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX visit_here ON visit (here) WHERE here = 1",
    "CREATE INDEX visit_article ON visit (article_id)",
    # The quotes of texts an article no longer shows, apart from `quote`, whose rows are of shown texts only.
    """CREATE TABLE earlier_quotes (
        revision_id INTEGER PRIMARY KEY, analyser TEXT NOT NULL, quotes TEXT NOT NULL
    )""",
    """CREATE TABLE raw_page (
        revision_id INTEGER PRIMARY KEY,
        content_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        codec TEXT NOT NULL,
        blob BLOB NOT NULL
    )""",
    # Forgotten articles are known by keyed hashes of their identities alone.
    "CREATE TABLE forgotten (hash BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE seal (key BLOB NOT NULL)",
    "INSERT INTO seal (key) VALUES (randomblob(32))",
    "CREATE TABLE backup_made (path TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
)

STEPS: tuple[Step, ...] = (
    (*_FEEDS, *_STATUS, *_ARTICLES, *_INSIGHTS, *_CHANGES),
    _KEPT,
    SEARCHED,
    MEASURED,
    TALLIES,
    ENTITIES,
    MANNERS,
    SITES,
    CORRECTIONS,
    ARRIVALS,
    INDEXING,
    DENSE,
    IDS,
)
"""`STEPS[n]` leads from version n to version n + 1."""


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    steps: Sequence[Step] = STEPS,
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """Bring the file at `path` to version `len(steps)`; a backup of the old one is made beside it first.

    All missing steps are one transaction. Two processes may call this at the same time. `told` is called with
    the size of the file, in bytes, before an older one is changed: a large one takes minutes.

    Raises sqlite3.Error when a step failed; the file is as it was then.
    """
    if _version(connection) == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if 0 < version < len(steps):
            told(path.stat().st_size)
            _back_up(path, version)
        prepare_ids(connection)
        for step in steps[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def backup_path(path: Path, version: int) -> Path:
    """Where the backup made before leaving `version` stands."""
    return path.with_name(f"{path.name}.backup-v{version}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _back_up(path: Path, version: int) -> None:
    """Copy the library aside; earlier backups go only when the new one is whole.

    The caller holds the library's write lock, so that nobody upgrades it meanwhile; therefore the copy is
    made through a connection of its own.
    """
    target = backup_path(path, version)
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("VACUUM INTO ?", (str(unfinished),))
    unfinished.replace(target)
    for older in path.parent.glob(f"{path.name}.backup-v*"):
        if older != target:
            older.unlink()
