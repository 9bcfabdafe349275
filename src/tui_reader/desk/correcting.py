"""Corrections of quotes as the command line makes, lists, exports and imports them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from tui_reader.desk.marking import known
from tui_reader.desk.printing import Printed, iso
from tui_reader.errors import FileError, StoreMissingError
from tui_reader.model.anchor import Anchor, locate
from tui_reader.model.correction import Correction, Verdict
from tui_reader.model.document import Span
from tui_reader.store import articles, corrections, portable
from tui_reader.store.connection import Connection
from tui_reader.store.corrections import LABELS
from tui_reader.store.library import Library

FORM = "tui-reader correction 1"
"""What a line of an export says it is."""


class _Article(msgspec.Struct, frozen=True):
    source: str
    guid: str
    url: str = ""
    title: str = ""


class _Line(msgspec.Struct, frozen=True):
    """One line of an export. `before` and `after` are what stands around the words."""

    form: str
    article: _Article
    verdict: Verdict
    words: str
    before: str = ""
    after: str = ""
    start: int = 0
    speaker: str = ""


class Taken(NamedTuple):
    """What an import did."""

    added: int
    absent: int
    """Corrections of articles that are not in this library."""
    known: int
    """Corrections that stood already."""


def say(library: Library, article_id: int, words: str, verdict: Verdict, speaker: str, now: int) -> Printed:
    """Say of words of an article what they are; what was said. Raises StoreMissingError, StoreError."""
    known(library, article_id)
    library.write_now(_say, article_id, words, verdict, speaker, now)
    who = f": {speaker}" if speaker else ""
    data = {"article": article_id, "verdict": verdict, "words": words, "speaker": speaker}
    return Printed(data, f"{LABELS[verdict].capitalize()}{who}. `tui-reader undo` takes it back.")


def _say(conn: Connection, article_id: int, words: str, verdict: Verdict, speaker: str, now: int) -> int:
    found = articles.article(conn, article_id)
    document = articles.document(conn, found.revision_id) if found else None
    place = locate(document.text, Anchor(words)) if document else None
    if place is None:
        raise StoreMissingError(f"the article does not say {words!r}", subject=str(article_id))
    return corrections.correct(conn, article_id, place, verdict, speaker, now=now, label=LABELS[verdict])


def withdraw(library: Library, correction_id: int, now: int) -> Printed:
    """Take one correction back. Raises StoreMissingError when it is not there."""
    found = next((each for each in _all(library) if each.id == correction_id), None)
    if found is None:
        raise StoreMissingError(f"no correction has the id {correction_id}", subject=str(correction_id))
    library.write_now(
        corrections.withdraw, found.article_id, [found.id], now=now, label="correction taken back"
    )
    return Printed({"withdrawn": correction_id}, "Taken back: the quote is as it was found.")


def listed(library: Library) -> Iterator[Printed]:
    """All corrections, by article."""
    for each in _all(library):
        data = {"id": each.id, "article": each.article_id, "changed": iso(each.changed_at), **_facts(each)}
        place = "" if each.span else " · not in the text shown now"
        who = f" → {each.speaker or 'nobody'}" if each.verdict != "rejected" else ""
        words = " ".join(each.anchor.exact.split())
        yield Printed(data, f"{each.id} {each.article_id} {LABELS[each.verdict]}{who}: {words}{place}")


def exported(library: Library) -> Iterator[str]:
    """All corrections as lines of JSON that another library takes."""
    for each in _all(library):
        article = library.read(portable.named, each.article_id)
        if article is not None:
            line = {
                "form": FORM,
                "article": article._asdict(),
                **_facts(each),
                "changed": iso(each.changed_at),
            }
            yield json.dumps(line, ensure_ascii=False)


def take(library: Library, lines: Iterable[bytes], now: int, *, name: str) -> Taken:
    """Take in what `exported` gave, as one step of undo an article.

    Raises FileError at the first line that is none; nothing has been taken in then.
    """
    asked = [_line(line, place, name) for place, line in enumerate(lines, 1) if line.strip()]
    results = [library.write_now(_take, each, now) for each in asked]
    return Taken(*(sum(found == word for found in results) for word in ("added", "absent", "known")))


def _take(conn: Connection, line: _Line, now: int) -> str:
    article_id = portable.article_named(conn, line.article.source, line.article.guid)
    found = articles.article(conn, article_id) if article_id else None
    document = articles.document(conn, found.revision_id) if found else None
    words = Anchor(line.words, line.before, line.after, line.start)
    place = locate(document.text, words) if document else None
    if article_id is None or place is None:
        return "absent"
    if _stands(corrections.corrections(conn, article_id), line, place):
        return "known"
    corrections.correct(
        conn, article_id, place, line.verdict, line.speaker, now=now, label=LABELS[line.verdict]
    )
    return "added"


def _stands(present: Sequence[Correction], line: _Line, place: Span) -> bool:
    said = (place, line.verdict, line.speaker)
    return any((each.span, each.verdict, each.speaker) == said for each in present)


def _line(line: bytes, place: int, name: str) -> _Line:
    try:
        found = msgspec.json.decode(line, type=_Line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FileError(f"{name}:{place}: no correction: {error}", subject=name) from error
    if found.form != FORM:
        raise FileError(f"{name}:{place}: expected the form {FORM!r}", subject=name)
    return found


def _facts(each: Correction) -> dict[str, Any]:
    return {
        "verdict": each.verdict,
        "words": each.anchor.exact,
        "before": each.anchor.prefix,
        "after": each.anchor.suffix,
        "start": each.anchor.start,
        "speaker": each.speaker,
    }


def _all(library: Library) -> list[Correction]:
    return library.read(_listed)


def _listed(conn: Connection) -> list[Correction]:
    return list(corrections.every(conn))
