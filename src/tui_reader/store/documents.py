"""The texts of an article: revisions with the source as it came, and the documents made of them.

Earlier revisions are kept: a text that changed silently is news. One revision is current, and the article's
words, lead, search entry and insight are those of its document.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from tui_reader.errors import StoreError
from tui_reader.model.article import Media, Revision, RevisionKind
from tui_reader.model.document import Document
from tui_reader.store import textindex
from tui_reader.store.codec import digest, pack_document, pack_source, unpack_document, unpack_source


class Text(NamedTuple):
    """A text of an article, packed."""

    kind: RevisionKind
    media: Media
    base_url: str
    title: str
    source_hash: str
    codec: str
    blob: bytes


def add_revision(
    connection: sqlite3.Connection,
    article_id: int,
    *,
    kind: RevisionKind,
    media: Media,
    source: str,
    base_url: str,
    now: int,
) -> int:
    """Keep another text of an article and make it the current one; the revision's id.

    A text that is the latest of its kind already is not stored again.

    Raises StoreError when there is no such article.
    """
    row = connection.execute("SELECT title FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise StoreError(f"there is no article {article_id}", subject=str(article_id))
    text = Text(kind, media, base_url, str(row[0]), digest(source), *pack_source(source))
    revision_id = _keep(connection, article_id, text, now)
    show(connection, article_id, revision_id)
    return revision_id


def add_text(connection: sqlite3.Connection, article_id: int, text: Text, *, now: int) -> int:
    """Keep a source's newer text; current only when the article shows a text of this kind. The revision's
    id.
    """
    revision_id = _keep(connection, article_id, text, now)
    shown = connection.execute(
        "SELECT r.kind FROM article a JOIN revision r ON r.id = a.revision_id WHERE a.id = ?", (article_id,)
    ).fetchone()
    if shown is None or shown[0] == text.kind:
        show(connection, article_id, revision_id)
    return revision_id


def switch_revision(connection: sqlite3.Connection, article_id: int, kind: RevisionKind) -> bool:
    """Show the latest text of a kind; False when there is none."""
    row = connection.execute(
        "SELECT max(id) FROM revision WHERE article_id = ? AND kind = ?", (article_id, kind)
    ).fetchone()
    if row[0] is None:
        return False
    show(connection, article_id, int(row[0]))
    return True


def revisions(connection: sqlite3.Connection, article_id: int) -> list[Revision]:
    """All texts an article had, oldest first."""
    rows = connection.execute(
        """SELECT id, article_id, kind, seen_at, source_hash, media, base_url, title
        FROM revision WHERE article_id = ? ORDER BY id""",
        (article_id,),
    )
    return [Revision(*row) for row in rows]


def revision(connection: sqlite3.Connection, revision_id: int) -> Revision | None:
    """One text an article had or has."""
    row = connection.execute(
        """SELECT id, article_id, kind, seen_at, source_hash, media, base_url, title
        FROM revision WHERE id = ?""",
        (revision_id,),
    ).fetchone()
    return Revision(*row) if row else None


def source(connection: sqlite3.Connection, revision_id: int) -> str:
    """The text of a revision as it came, not washed.

    Raises StoreError when there is no such revision, StoreCorruptError when it is damaged.
    """
    row = connection.execute(
        "SELECT codec, blob FROM source WHERE revision_id = ?", (revision_id,)
    ).fetchone()
    if row is None:
        raise StoreError(f"there is no revision {revision_id}", subject=str(revision_id))
    return unpack_source(*row)


def save_document(
    connection: sqlite3.Connection, revision_id: int, document: Document, *, reader_version: str
) -> None:
    """Keep the document made of a revision; quotes and mentions found in another text of it are dropped.

    An article that came without a title or authors takes the document's. A revision that has gone in the
    meantime is no error: there is nothing to keep then.
    """
    row = connection.execute(
        """SELECT a.id, a.revision_id, a.title, a.authors
        FROM revision r JOIN article a ON a.id = r.article_id WHERE r.id = ?""",
        (revision_id,),
    ).fetchone()
    if row is None:
        return
    article_id, current, title, authors = row
    indexed = _indexed(connection, article_id)
    if revision_id in {current, indexed}:
        textindex.remove(connection, article_id)
    _write_document(connection, article_id, revision_id, document, reader_version)
    if current != revision_id:
        if indexed == revision_id:
            textindex.add(connection, article_id, revision_id)
        return
    if not title and document.title:
        connection.execute("UPDATE article SET title = ? WHERE id = ?", (document.title, article_id))
    if not authors and document.authors:
        names = json.dumps(document.authors[:10], ensure_ascii=False)
        connection.execute("UPDATE article SET authors = ? WHERE id = ?", (names, article_id))
    textindex.add(connection, article_id, revision_id)
    _reflect(connection, article_id)


def document(connection: sqlite3.Connection, revision_id: int) -> Document | None:
    """The document made of a revision, None when there is none yet.

    Raises StoreCorruptError when it is damaged.
    """
    row = connection.execute(
        "SELECT codec, text, layers FROM body WHERE revision_id = ?", (revision_id,)
    ).fetchone()
    return unpack_document(*row) if row else None


def reader_version(connection: sqlite3.Connection, revision_id: int) -> str:
    """The version of `reading` that made a revision's document; empty when there is none."""
    row = connection.execute(
        "SELECT reader_version FROM document WHERE revision_id = ?", (revision_id,)
    ).fetchone()
    return str(row[0]) if row else ""


def next_revision(connection: sqlite3.Connection) -> int:
    """The id after the last ever given; good for the rest of the transaction."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'revision'").fetchone()
    return int(row[0]) + 1 if row else 1


def _keep(connection: sqlite3.Connection, article_id: int, text: Text, now: int) -> int:
    """Store a revision unless it is the latest of its kind already."""
    latest = connection.execute(
        """SELECT id, source_hash, media, base_url FROM revision WHERE article_id = ? AND kind = ?
        ORDER BY id DESC LIMIT 1""",
        (article_id, text.kind),
    ).fetchone()
    if latest is not None and latest[1:] == (text.source_hash, text.media, text.base_url):
        return int(latest[0])
    revision_id = next_revision(connection)
    connection.execute(
        """INSERT INTO revision (id, article_id, kind, seen_at, source_hash, media, base_url, title)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (revision_id, article_id, text.kind, now, text.source_hash, text.media, text.base_url, text.title),
    )
    connection.execute(
        "INSERT INTO source (revision_id, codec, blob) VALUES (?, ?, ?)", (revision_id, text.codec, text.blob)
    )
    return revision_id


def show(connection: sqlite3.Connection, article_id: int, revision_id: int) -> None:
    """Make a text of an article the one it shows.

    The search entry of an earlier document stays until there is another; that of raw words is renewed.
    """
    connection.execute("UPDATE article SET revision_id = ? WHERE id = ?", (revision_id, article_id))
    _reflect(connection, article_id)
    ready, indexed = connection.execute(
        "SELECT ready, indexed FROM article WHERE id = ?", (article_id,)
    ).fetchone()
    wanted = revision_id if ready else -revision_id
    if indexed != wanted and (ready or indexed < 0):
        textindex.remove(connection, article_id)
        textindex.add(connection, article_id, wanted)


def _write_document(
    connection: sqlite3.Connection, article_id: int, revision_id: int, made: Document, version: str
) -> None:
    text_hash = digest(made.text)
    known = connection.execute(
        "SELECT text_hash FROM document WHERE revision_id = ?", (revision_id,)
    ).fetchone()
    if known is not None and known[0] != text_hash:
        _drop_offsets(connection, article_id, revision_id)
    connection.execute(
        """INSERT OR REPLACE INTO document (revision_id, reader_version, text_hash, words, lang, lead)
        VALUES (?, ?, ?, ?, ?, ?)""",
        (revision_id, version, text_hash, made.words(), made.lang, made.lead()),
    )
    connection.execute(
        "INSERT OR REPLACE INTO body (revision_id, codec, text, layers) VALUES (?, ?, ?, ?)",
        (revision_id, *pack_document(made)),
    )


def _drop_offsets(connection: sqlite3.Connection, article_id: int, revision_id: int) -> None:
    """Forget what points into a text that is no more; that the article speaks of its entities stays known."""
    connection.execute(
        "UPDATE analysis SET tried_revision = -1 WHERE article_id = ? AND tried_revision = ?",
        (article_id, revision_id),
    )
    stale = connection.execute(
        "UPDATE analysis SET revision_id = 0, analyser = '' WHERE article_id = ? AND revision_id = ?",
        (article_id, revision_id),
    )
    if stale.rowcount:
        from tui_reader.store import corrections

        # The numbers of quotes are used again.
        corrections.unplace(connection, article_id)
        connection.execute("DELETE FROM quote WHERE article_id = ?", (article_id,))
        connection.execute("DELETE FROM mention WHERE article_id = ?", (article_id,))


def _indexed(connection: sqlite3.Connection, article_id: int) -> int:
    return int(connection.execute("SELECT indexed FROM article WHERE id = ?", (article_id,)).fetchone()[0])


def _reflect(connection: sqlite3.Connection, article_id: int) -> None:
    """Let the article's row say what its current revision's document and insight say."""
    connection.execute(
        """UPDATE article SET ready = EXISTS (
            SELECT 1 FROM document WHERE revision_id = article.revision_id
        ) WHERE id = ?""",
        (article_id,),
    )
    connection.execute(
        """UPDATE article
        SET words = d.words, lang = coalesce(nullif(d.lang, ''), article.lang), lead = d.lead
        FROM document d WHERE article.id = ? AND d.revision_id = article.revision_id""",
        (article_id,),
    )
    connection.execute(
        """UPDATE article SET (analysed, quotes) = (
            SELECT coalesce(max(n.analyser), ''),
                (SELECT count(*) FROM quote q
                    WHERE q.article_id = article.id AND q.revision_id = article.revision_id)
            FROM analysis n WHERE n.article_id = article.id AND n.revision_id = article.revision_id)
        WHERE id = ?""",
        (article_id,),
    )
