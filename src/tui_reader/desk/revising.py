"""The texts an article had: what each was, where it came from, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tui_reader.desk import printing
from tui_reader.desk.marking import remark_data
from tui_reader.desk.printing import Printed, iso
from tui_reader.errors import ReadingError, StoreMissingError
from tui_reader.model.article import Article, Revision
from tui_reader.model.difference import Piece, QuoteChange, changed_quotes, difference
from tui_reader.model.document import Document
from tui_reader.store import articles, notes, remarks, revisions, tags
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

Make = Callable[[Connection, Revision], Document | None]
"""How the document of a text that has none is made."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of an article and what differs between them. Spans count in the text they are of."""

    old: Revision
    new: Revision
    old_text: str
    new_text: str
    pieces: tuple[Piece, ...]
    quotes: tuple[QuoteChange, ...] | None
    """The quotes that differ; None when one of the texts was never analysed."""


def not_made(_: Connection, __: Revision) -> Document | None:
    """Leave a text without a document alone."""
    return None


def compare(
    conn: Connection, article_id: int, old: int = 0, new: int = 0, make: Make = not_made
) -> Comparison | None:
    """What differs between two texts of an article, named by their revisions' ids.

    Without `new` it is the text shown, without `old` the one of the same kind before `new`, or else any
    before it. None when there are no two such texts, or one of them has no document and `make` gives none.
    """
    article = articles.article(conn, article_id)
    known = {revision.id: revision for revision in articles.revisions(conn, article_id)}
    after = known.get(new or (article.revision_id if article else 0))
    before = known.get(old) if old else _before(list(known.values()), after)
    if article is None or before is None or after is None:
        return None
    first = articles.document(conn, before.id) or make(conn, before)
    second = articles.document(conn, after.id) or make(conn, after)
    if first is None or second is None:
        return None
    earlier, later = revisions.quotes_of(conn, before.id), revisions.quotes_of(conn, after.id)
    known_quotes = earlier is not None and later is not None
    return Comparison(
        before,
        after,
        first.text,
        second.text,
        tuple(difference(first.text, second.text)),
        tuple(changed_quotes(first, earlier or (), second, later or ())) if known_quotes else None,
    )


def _before(known: list[Revision], after: Revision | None) -> Revision | None:
    earlier = [revision for revision in known if after is not None and revision.id < after.id]
    same = [revision for revision in earlier if after is not None and revision.kind == after.kind]
    found = same or earlier
    return found[-1] if found else None


def make_document(conn: Connection, revision: Revision) -> Document | None:
    """Read a text now, in the process for parsers; None when there is nothing to read in it."""
    from tui_reader.desk.workshop import Workshop
    from tui_reader.reading import read

    text = articles.source(conn, revision.id)
    workshop = Workshop()
    try:
        return workshop.run_now(
            read.read, text, revision.media, base_url=revision.base_url, title=revision.title
        )
    except ReadingError:
        return None
    finally:
        workshop.close()


def whole(library: Library, article_id: int) -> Printed | None:
    """One article with its text, what was found in it, what a reader added, and all texts it had."""
    shown = printing.article(library, article_id)
    found = library.read(articles.article, article_id)
    if shown is None or found is None:
        return None
    added = {
        "tags": list(library.read(tags.tags_of, article_id)),
        "note": library.read(notes.note_of, article_id),
        "remarks": [remark_data(remark) for remark in library.read(remarks.remarks, article_id)],
        "revisions": provenance(library, found),
    }
    return Printed(shown.data | added, shown.text)


def page(library: Library, article_id: int) -> bytes:
    """The page that the text shown was made of. Raises StoreMissingError when it was not kept."""
    found = library.read(articles.article, article_id)
    kept = library.read(revisions.page, found.revision_id) if found else None
    if kept is None:
        raise StoreMissingError(f"no page of article {article_id} was kept", subject=str(article_id))
    return kept.body


def listed(library: Library, article_id: int) -> list[Printed]:
    """All texts an article had, oldest first. Raises StoreMissingError."""
    article = library.read(articles.article, article_id)
    if article is None:
        raise StoreMissingError(f"no article has the id {article_id}", subject=str(article_id))
    return [
        Printed(data, f"{data['id']} {data['seen'][:16].replace('T', ' ')} {_told(data)}")
        for data in provenance(library, article)
    ]


def _told(data: dict[str, Any]) -> str:
    quotes = "not analysed" if data["quotes"] is None else f"“{data['quotes']}"
    shown = " (shown)" if data["shown"] else ""
    return f"{data['kind']:<4} {data['hash'][:12]} {quotes} {data['title']}{shown}"


def provenance(library: Library, article: Article) -> list[dict[str, Any]]:
    """Of each text of an article: where it came from, when it was fetched, and its fingerprints."""
    return library.read(_provenance, article)


def _provenance(conn: Connection, article: Article) -> list[dict[str, Any]]:
    pages = revisions.page_hashes(conn, article.id)
    rows = []
    for revision in articles.revisions(conn, article.id):
        found = revisions.quotes_of(conn, revision.id)
        rows.append(
            {
                "id": revision.id,
                "kind": revision.kind,
                "media": revision.media,
                "url": revision.base_url or article.url or (article.guid if revision.kind == "file" else ""),
                "seen": iso(revision.seen_at),
                "hash": revision.source_hash,
                "page_sha256": pages.get(revision.id),
                "title": revision.title,
                "quotes": None if found is None else len(found),
                "shown": revision.id == article.revision_id,
            }
        )
    return rows


def compared(library: Library, article_id: int, old: int, new: int) -> Printed:
    """What differs between two texts: quotes first, then words marked [-gone-] and {+new+}.

    Raises StoreMissingError when there are no two texts to compare.
    """
    found = library.read(compare, article_id, old, new, make_document)
    if found is None:
        raise StoreMissingError(f"article {article_id} has no two such texts", subject=str(article_id))
    pieces = [
        {"kind": piece.kind, "span": list(piece.span), "text": _words(found, piece)} for piece in found.pieces
    ]
    data = {
        "article": article_id,
        "old": found.old.id,
        "new": found.new.id,
        "quotes": None if found.quotes is None else [_quote_data(change) for change in found.quotes],
        "pieces": pieces,
    }
    return Printed(data, _page(found))


def _words(found: Comparison, piece: Piece) -> str:
    text = found.old_text if piece.kind == "gone" else found.new_text
    return text[piece.span.start : piece.span.end]


def _quote_data(change: QuoteChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "speaker_before": change.speaker_before,
        "speaker_after": change.speaker_after,
    }


def _page(found: Comparison) -> str:
    head = [f"{iso(found.old.seen_at)} -> {iso(found.new.seen_at)}"]
    if found.quotes is None:
        head.append("Its quotes cannot be compared: one of the texts was not analysed.")
    head += [quote_line(change) for change in found.quotes or ()]
    marked = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    body = " ".join(marked[piece.kind].format(_words(found, piece)) for piece in found.pieces)
    return "\n".join([*head, "", body])


def quote_line(change: QuoteChange) -> str:
    """A quote that differs, in one line."""
    who, new_who = change.speaker_before or "unattributed", change.speaker_after or "unattributed"
    if change.kind == "changed":
        return f"changed: {who}: {change.before} -> {change.after}"
    if change.kind == "speaker":
        return f"another speaker: {who} -> {new_who}: {change.after}"
    return f"gone: {who}: {change.before}" if change.kind == "gone" else f"new: {new_who}: {change.after}"
