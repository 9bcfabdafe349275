"""What a reader does to articles, as the command line asks for it: which articles are meant, what a step is
called, and how it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from tui_reader.desk.printing import Printed, iso
from tui_reader.errors import StoreMissingError
from tui_reader.model.anchor import Remark
from tui_reader.model.article import Mark
from tui_reader.model.document import Span
from tui_reader.model.query import ArticleQuery
from tui_reader.model.query_parser import finished
from tui_reader.store import articles, history, marks, notes, remarks, search, tags
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

Change = Literal["read", "unread", "star", "unstar", "dismiss", "undismiss"]

CHANGES: Mapping[Change, tuple[Mark, bool, str]] = MappingProxyType(
    {
        "read": ("read", True, "marked read"),
        "unread": ("read", False, "marked unread"),
        "star": ("starred", True, "starred"),
        "unstar": ("starred", False, "no longer starred"),
        "dismiss": ("dismissed", True, "dismissed"),
        "undismiss": ("dismissed", False, "brought back"),
    }
)
"""Word of the command line -> mark, value, and how the step is told."""


def label(words: str) -> Callable[[int], str]:
    """What a step is called: the number of articles and what was done to them."""
    return lambda count: f"{count:,} article{'' if count == 1 else 's'} {words}"


def chosen(library: Library, targets: Sequence[str]) -> list[int]:
    """The articles that ids, or else the words of a query, name.

    Raises StoreMissingError for an unknown id.
    """
    if not all(target.isdecimal() for target in targets):
        return list(library.read(search.find, ArticleQuery(text=finished(" ".join(targets))), None))
    ids = [int(target) for target in targets]
    for article_id in ids:
        known(library, article_id)
    return ids


def known(library: Library, article_id: int) -> int:
    """An article's id. Raises StoreMissingError when there is no such article."""
    found = library.read(articles.article, article_id) if article_id < 1 << 63 else None
    if found is None:
        raise StoreMissingError(f"no article has the id {article_id}", subject=str(article_id))
    return article_id


def mark(library: Library, targets: Sequence[str], change: Change, now: int) -> Printed:
    """Mark articles, as one step; how many changed."""
    name, value, words = CHANGES[change]
    ids = chosen(library, targets)
    count = library.write_now(marks.mark, ids, name, value, now=now, label=label(words))
    return Printed({"changed": count, "asked": len(ids), "done": words}, label(words)(count))


def tag(library: Library, ids: Sequence[str], add: Sequence[str], remove: Sequence[str], now: int) -> Printed:
    """Put tags on articles and take others off, as one step; how many articles changed."""
    words = tagged(add, remove)
    count = library.write_now(
        tags.tag, chosen(library, ids), add=add, remove=remove, now=now, label=label(words)
    )
    data = {"changed": count, "added": list(add), "removed": list(remove)}
    return Printed(data, label(words)(count))


def tagged(add: Sequence[str], remove: Sequence[str]) -> str:
    """How a step of tags is told."""
    signed = [f"+{name}" for name in add] + [f"-{name}" for name in remove]
    return "tagged " + " ".join(signed)


def all_tags(library: Library) -> list[Printed]:
    """All tags with their numbers of articles."""
    return [
        Printed({"tag": found.name, "articles": found.articles}, f"{found.name} {found.articles}")
        for found in library.read(tags.tags)
    ]


def note(library: Library, article_id: int, text: str | None, now: int, *, on: str = "") -> Printed:
    """The note on an article, after writing it when there is a text; `on` notes on words of the article.

    Raises StoreMissingError when the article, or the words in it, are not there.
    """
    known(library, article_id)
    if text is not None and on:
        library.write_now(_remark, article_id, on, text, now)
    elif text is not None:
        words = "noted" if text.strip() else "without its note"
        library.write_now(notes.set_note, article_id, text, now=now, label=label(words))
    written = library.read(notes.note_of, article_id)
    found = library.read(remarks.remarks, article_id)
    lines = [written] if written else []
    lines += [f"“{remark.anchor.exact}”: {remark.text}" for remark in found]
    data = {"article": article_id, "note": written, "remarks": [remark_data(remark) for remark in found]}
    return Printed(data, "\n".join(lines) or "There is no note.")


def _remark(conn: Connection, article_id: int, on: str, text: str, now: int) -> int:
    shown = articles.article(conn, article_id)
    document = articles.document(conn, shown.revision_id) if shown else None
    start = document.text.find(on) if document and on else -1
    if start < 0:
        raise StoreMissingError(f"the article does not say {on!r}", subject=str(article_id))
    return remarks.add_remark(
        conn, article_id, Span(start, start + len(on)), text, now=now, label=label("noted")
    )


def remark_data(remark: Remark) -> dict[str, Any]:
    """A note on words as JSON; without a place when the words are not in the text shown."""
    return {
        "id": remark.id,
        "words": remark.anchor.exact,
        "text": remark.text,
        "changed": iso(remark.changed_at),
        "revision": remark.revision_id,
        "span": list(remark.span) if remark.span else None,
    }


def undo(library: Library, now: int) -> Printed:
    """Take the latest step back."""
    done = library.write_now(marks.undo, now)
    return Printed({"undone": done}, f"Undone: {done}" if done else "There is nothing to undo.")


def redo(library: Library, now: int) -> Printed:
    """Do the step again that was taken back last."""
    done = library.write_now(marks.redo, now)
    return Printed({"redone": done}, f"Done again: {done}" if done else "There is nothing to redo.")


def visited(library: Library, limit: int) -> list[Printed]:
    """The articles opened last, newest first."""
    found = library.read(history.visits, limit)
    rows = {row.id: row for row in library.read(articles.rows, [visit.article_id for visit in found])}
    return [
        Printed(
            {"id": row.id, "title": row.title, "source": row.source, "opened": iso(visit.at)},
            f"{row.id} {iso(visit.at)[:16].replace('T', ' ')} {row.title} · {row.source}",
        )
        for visit in found
        if (row := rows.get(visit.article_id))
    ]
