"""What a query that is being typed may go on to: fields, states, and the names that the library knows.

`complete` is the whole of it: it looks at the piece the cursor stands behind and takes a few milliseconds
however large the library is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tui_reader.model.feed import FeedRow
from tui_reader.model.query_fields import FIELDS, STATES, UNNAMED
from tui_reader.model.query_lexer import QUOTES
from tui_reader.store import feeds, query_names
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

LIMIT = 12
WORDS = 1_000
"""Names are looked for among so many words that begin as typed."""

_PIECE = re.compile(
    rf"""(?:^|(?<=[\s(-]))(?!-)(?:(?P<field>[A-Za-z]+):)?
    (?:[{QUOTES}](?P<quoted>[^{QUOTES}]*) | (?P<bare>[^\s{QUOTES}():]*))$""",
    re.VERBOSE,
)
_AGES = ("today", "yesterday", "7d", "30d", "1y")
_COUNTS = (">0", ">3", ">10", "0")
_LANGS = ("en", "fr", "de", "es", "it")


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `text` in place of the columns `start` to `end`; `about` says what it is."""

    start: int
    end: int
    text: str
    label: str
    about: str = ""


def complete(library: Library, text: str, cursor: int) -> list[Completion]:
    """What the piece of `text` before `cursor` may become, likeliest first, at most `LIMIT`.

    Values end with a blank, so that the next word may follow; fields end with their colon.
    """
    piece = _PIECE.search(text[:cursor])
    if piece is None:
        return []
    field, quoted, bare = piece["field"], piece["quoted"], piece["bare"]
    typed = bare if quoted is None else quoted
    if field is None:
        found = iter(()) if quoted is not None or not typed else _words(typed)
        return [Completion(piece.start(), cursor, *rest) for rest in islice(found, LIMIT)]
    if field.casefold() not in FIELDS:
        return []
    name = field.casefold()
    values = library.read(_values, name, typed)
    return [
        Completion(piece.start(), cursor, f"{name}:{_quoted(value)} ", value, about)
        for value, about in values
    ]


def _words(typed: str) -> Iterator[tuple[str, str, str]]:
    """Fields that begin as typed, and states, which stand for `is:`."""
    begin = typed.casefold()
    for kind in FIELDS.values():
        if kind.name.startswith(begin):
            yield f"{kind.name}:", f"{kind.name}:", kind.about
    for state in STATES:
        if state.startswith(begin):
            yield f"is:{state} ", f"is:{state}", FIELDS["is"].about


def _values(conn: Connection, field: str, typed: str) -> list[tuple[str, str]]:
    """(value, what it is) of a field, that the typed beginning may mean."""
    begin = typed.casefold()
    match field:
        case "feed":
            return list(islice(_sources(feeds.feed_rows(conn), begin), LIMIT))
        case "folder":
            folders = dict.fromkeys(row.folder for row in feeds.feed_rows(conn) if row.folder)
            return [(name, "a folder") for name in folders if name.casefold().startswith(begin)][:LIMIT]
        case "tag":
            known = query_names.tags_from(conn, typed, LIMIT)
            return [(name, _articles(count)) for name, count in known]
        case "said" | "about" | "entity":
            return _people(conn, field, typed)
        case _:
            fixed = {"is": STATES, "after": _AGES, "before": _AGES, "quotes": _COUNTS, "lang": _LANGS}
            return [(value, "") for value in fixed.get(field, ()) if value.startswith(begin)]


def _sources(rows: list[FeedRow], begin: str) -> Iterator[tuple[str, str]]:
    """Titles that begin as typed, then those that hold it."""
    for row in sorted(rows, key=lambda row: not row.title.casefold().startswith(begin)):
        if begin in row.title.casefold():
            yield row.title, f"{row.unread:,} unread"


def _people(conn: Connection, field: str, typed: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if field == "said" and UNNAMED.startswith(typed.casefold()):
        found.append((UNNAMED, "no name is given"))
    if typed.strip():
        ids = query_names.entities_named(conn, typed, prefix=True, grown=WORDS)[:LIMIT]
        known = query_names.entity_names(conn, ids)
        found += [(name, _articles(count)) for name, count in known]
    return found[:LIMIT]


def _articles(count: int) -> str:
    return f"{count:,} article{'s' * (count != 1)}"


def _quoted(value: str) -> str:
    """A value as it is written: in quotation marks when a blank or a bracket would end it."""
    bare = re.fullmatch(rf"[^\s{QUOTES}()*]+", value)
    return value if bare else '"' + re.sub(rf"[{QUOTES}]", " ", value) + '"'
