"""A reader's corrections of quotes: kept on the words, laid over what every analysis of the article finds.

Analysis never sees them. Its rows of `quote` are changed when it has stored them (`lay_over`), and are put
back as they were (`lift`) before a correction changes or goes.
"""

# ruff: noqa: S608 - the statements are made of constants of this module

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from tui_reader.errors import StoreError
from tui_reader.model.anchor import Anchor, anchor, locate
from tui_reader.model.correction import CORRECTED, SURE, Correction, Verdict
from tui_reader.model.document import Span
from tui_reader.model.text import clean_line
from tui_reader.store import documents, steps
from tui_reader.store.steps import Label, Part

_KEPT = "article_id, revision_id, verdict, exact, prefix, suffix, start, speaker, changed_at"
_ROW = """article_id, revision_id, ordinal, kind, spans, speaker, mention, mention_start, mention_end,
    speaker_class, entity_id, cue, cue_start, cue_end, confidence, speaker_confidence, rule"""
_COLUMNS = tuple(name.strip() for name in _ROW.split(","))
_SAME = 0.5
"""A quote is the one that was corrected when so much of both their words is shared."""
LABELS: dict[Verdict, str] = {
    "rejected": "no quotation",
    "speaker": "speaker corrected",
    "quote": "quotation added",
}
"""What a step is called."""
MOST_WORDS = 20_000
"""Characters of one quotation."""

Row = Sequence[Any]


def corrections(connection: sqlite3.Connection, article_id: int) -> list[Correction]:
    """The corrections of an article, each with its place in the text shown now, oldest first."""
    rows = connection.execute(
        f"SELECT id, {_KEPT} FROM correction WHERE article_id = ? ORDER BY id", (article_id,)
    ).fetchall()
    text = _text(connection, article_id) if rows else ""
    return [_correction(row, text) for row in rows]


def every(connection: sqlite3.Connection) -> Iterator[Correction]:
    """All corrections, by article."""
    ids = connection.execute("SELECT DISTINCT article_id FROM correction ORDER BY article_id").fetchall()
    for (article_id,) in ids:
        yield from corrections(connection, article_id)


def corrected(connection: sqlite3.Connection, quote_id: int) -> Correction | None:
    """The correction that made a quote what it is."""
    row = connection.execute(
        f"SELECT id, {_KEPT} FROM correction WHERE quote_id = ? AND quote_id > 0", (quote_id,)
    ).fetchone()
    return _correction(row, _text(connection, row[1])) if row else None


def correct(
    connection: sqlite3.Connection,
    article_id: int,
    span: Span,
    verdict: Verdict,
    speaker: str = "",
    *,
    now: int,
    label: Label,
) -> int:
    """Say of a stretch of the text shown now what it is, as one step of undo; the correction's id.

    It takes the place of an earlier one on the same words. Raises StoreError when the stretch is not in the
    text.
    """
    text = _text(connection, article_id)
    try:
        words = anchor(text, span)
    except ValueError as error:
        raise StoreError(f"nothing to correct in article {article_id}: {error}") from error
    if len(words.exact) > MOST_WORDS:
        raise StoreError(f"a quotation has at most {MOST_WORDS:,} characters", subject=str(article_id))
    before = [known for known in corrections(connection, article_id) if _alike(known.span, span) >= _SAME]
    if verdict == "rejected" and any(known.verdict == "quote" for known in before):
        # What only the reader calls a quotation is none any more when the reader says so.
        withdraw(connection, article_id, [known.id for known in before], now=now, label=label)
        return 0
    if any(known.verdict == "quote" for known in before):
        verdict = "quote"
    shown = _shown(connection, article_id)
    who = "" if verdict == "rejected" else clean_line(speaker).strip()
    row = (article_id, shown, verdict, words.exact, words.prefix, words.suffix, words.start, who, now)
    lift(connection, article_id)
    parts = [_removed(connection, known.id) for known in before]
    made = connection.execute(
        f"INSERT INTO correction ({_KEPT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    parts.append(_part(article_id, int(made or 0), None, row))
    lay_over(connection, article_id)
    steps.record(connection, parts, now=now, label=label)
    return int(made or 0)


def withdraw(
    connection: sqlite3.Connection, article_id: int, ids: Sequence[int], *, now: int, label: Label
) -> int:
    """Take corrections of an article back, as one step of undo, so that analysis has the word again; how
    many there were.
    """
    known = [each.id for each in corrections(connection, article_id) if each.id in set(ids)]
    if known:
        lift(connection, article_id)
        parts = [_removed(connection, one) for one in known]
        lay_over(connection, article_id)
        steps.record(connection, parts, now=now, label=label)
    return len(known)


def withdraw_at(connection: sqlite3.Connection, article_id: int, span: Span, *, now: int) -> int:
    """Take back what was said of a stretch of the text shown now; how many corrections there were."""
    ids = [each.id for each in corrections(connection, article_id) if _alike(each.span, span) >= _SAME]
    return withdraw(connection, article_id, ids, now=now, label="correction taken back")


def turn(connection: sqlite3.Connection, part: Part, forward: bool, _: int) -> None:
    """Do a step's part again, or take it back; a correction made anew since stays."""
    before, after = (part["before"], part["after"]) if forward else (part["after"], part["before"])
    present = connection.execute(f"SELECT {_KEPT} FROM correction WHERE id = ?", (part["id"],)).fetchone()
    if (None if present is None else list(present)) != before:
        return
    lift(connection, part["article"])
    if after is None:
        connection.execute("DELETE FROM correction WHERE id = ?", (part["id"],))
    else:
        connection.execute(
            f"INSERT OR REPLACE INTO correction (id, {_KEPT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (part["id"], *after),
        )
    lay_over(connection, part["article"])


def forget_speaker(connection: sqlite3.Connection, name: str) -> None:
    """Let go of every correction that names somebody; no step of undo brings it back."""
    rows = connection.execute("SELECT id, article_id, speaker FROM correction WHERE speaker <> ''").fetchall()
    for correction_id, article_id, speaker in rows:
        if speaker.casefold() == name.casefold():
            lift(connection, article_id)
            connection.execute("DELETE FROM correction WHERE id = ?", (correction_id,))
            lay_over(connection, article_id)


# What corrections do to the quotes.


def lay_over(connection: sqlite3.Connection, article_id: int) -> None:
    """Make the quotes that analysis stored say what the reader says; not twice without `lift` in between."""
    rows = connection.execute(
        f"SELECT id, {_KEPT} FROM correction WHERE article_id = ? ORDER BY id", (article_id,)
    ).fetchall()
    analysed = connection.execute(
        "SELECT revision_id FROM analysis WHERE article_id = ?", (article_id,)
    ).fetchone()
    if not rows or analysed is None or not analysed[0]:
        return
    # The text that was analysed, which need not be the one that is shown.
    document = documents.document(connection, analysed[0])
    for row in rows:
        each = _correction(row, document.text if document else "")
        if each.span is not None:
            _lay(connection, each, each.span, int(analysed[0]))
    _number(connection, article_id)


def lift(connection: sqlite3.Connection, article_id: int) -> None:
    """Put the quotes back as analysis had them."""
    rows = connection.execute(
        """SELECT verdict, quote_id, original FROM correction
        WHERE article_id = ? AND (quote_id > 0 OR original <> '') ORDER BY id DESC""",
        (article_id,),
    ).fetchall()
    for _, quote_id, original in rows:
        if quote_id:
            connection.execute("DELETE FROM quote WHERE id = ?", (quote_id,))
        if original:
            _restore(connection, json.loads(original))
    unplace(connection, article_id)
    if rows:
        _number(connection, article_id)


def unplace(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget what corrections did to the quotes, because those are all gone."""
    connection.execute(
        "UPDATE correction SET quote_id = 0, original = '' WHERE article_id = ?", (article_id,)
    )


def _lay(connection: sqlite3.Connection, each: Correction, span: Span, revision_id: int) -> None:
    known = _nearest(connection, each.article_id, span)
    original = "" if known is None else json.dumps(known, ensure_ascii=False)
    quote_id = int(known[0]) if known else 0
    if each.verdict == "rejected":
        if known is not None:
            connection.execute("DELETE FROM quote WHERE id = ?", (quote_id,))
        quote_id = 0
    elif known is not None:
        _give(connection, quote_id, each)
    elif each.verdict == "quote":
        quote_id = _make(connection, each, span, revision_id)
    connection.execute(
        "UPDATE correction SET quote_id = ?, original = ? WHERE id = ?", (quote_id, original, each.id)
    )


def _nearest(connection: sqlite3.Connection, article_id: int, span: Span) -> list[Any] | None:
    """The quote that shares most of its words with a stretch, as it stands; its id comes first."""
    rows = connection.execute(
        f"SELECT id, {_ROW} FROM quote WHERE article_id = ? ORDER BY ordinal", (article_id,)
    ).fetchall()
    spans = 1 + _COLUMNS.index("spans")
    extents = [_extent(row[spans]) for row in rows]
    best = max(range(len(rows)), key=lambda place: _alike(extents[place], span), default=None)
    return list(rows[best]) if best is not None and _alike(extents[best], span) >= _SAME else None


def _extent(spans: str) -> Span:
    each = json.loads(spans)
    return Span(each[0][0], each[-1][1]) if each else Span(0, 0)


def _alike(left: Span | None, right: Span) -> float:
    """How much of the stretch that both cover is shared, 0 to 1."""
    if left is None:
        return 0.0
    shared = min(left.end, right.end) - max(left.start, right.start)
    whole = max(left.end, right.end) - min(left.start, right.start)
    return max(shared, 0) / whole if whole else 0.0


def _give(connection: sqlite3.Connection, quote_id: int, each: Correction) -> None:
    """Let a quote be the named speaker's; how the text calls him or her stays when it fits nobody else."""
    connection.execute(
        """UPDATE quote SET speaker = ?, speaker_class = ?, entity_id = ?, confidence = ?,
        speaker_confidence = ?, rule = ? WHERE id = ?""",
        (
            each.speaker,
            _class(each.speaker),
            _entity(connection, each.article_id, each.speaker),
            SURE,
            SURE,
            CORRECTED,
            quote_id,
        ),
    )
    if not each.speaker:
        connection.execute(
            "UPDATE quote SET mention = '', mention_start = NULL, mention_end = NULL WHERE id = ?",
            (quote_id,),
        )


def _class(speaker: str) -> str:
    """What kind of speaker a name is; "the minister" begins small."""
    if not speaker:
        return "unknown"
    return "role" if speaker[0].islower() else "named"


def _make(connection: sqlite3.Connection, each: Correction, span: Span, revision_id: int) -> int:
    marked = each.anchor.exact[:1] in _MARKS and each.anchor.exact[-1:] in _MARKS
    values = {
        **dict.fromkeys(_COLUMNS, ""),
        "article_id": each.article_id,
        "revision_id": revision_id,
        "ordinal": 0,
        "kind": "direct" if marked else "indirect",
        "spans": json.dumps([span], separators=(",", ":")),
        "mention_start": None,
        "mention_end": None,
        "cue_start": None,
        "cue_end": None,
        "entity_id": 0,
        "speaker_class": "unknown",
        "confidence": SURE,
        "speaker_confidence": 0.0,
    }
    made = connection.execute(
        f"INSERT INTO quote ({_ROW}) VALUES ({','.join('?' * len(_COLUMNS))})",
        tuple(values[name] for name in _COLUMNS),
    ).lastrowid
    _give(connection, int(made or 0), each)
    return int(made or 0)


_MARKS = frozenset("\"'“”„‟‘’‚«»‹›「」『』")


def _restore(connection: sqlite3.Connection, row: Row) -> None:
    """A row of `quote` as it was; its speaker may be another entity of the library by now."""
    values = dict(zip(("id", *_COLUMNS), row, strict=True))
    if values["entity_id"]:
        here = connection.execute(
            "SELECT 1 FROM appearance WHERE entity_id = ? AND article_id = ?",
            (values["entity_id"], values["article_id"]),
        ).fetchone()
        if here is None:
            values["entity_id"] = _entity(connection, values["article_id"], values["speaker"])
    if connection.execute("SELECT 1 FROM quote WHERE id = ?", (values["id"],)).fetchone():
        values["id"] = None
    connection.execute(
        f"INSERT INTO quote (id, {_ROW}) VALUES ({','.join('?' * len(values))})", tuple(values.values())
    )


def _entity(connection: sqlite3.Connection, article_id: int, name: str) -> int:
    """The entity of the article that goes by a name there or in the library; 0 for none."""
    wanted = name.casefold()
    rows = connection.execute(
        """SELECT e.id, e.name, p.name, p.aliases FROM appearance p CROSS JOIN entity e ON e.id = p.entity_id
        WHERE p.article_id = ? ORDER BY e.id""",
        (article_id,),
    )
    for entity_id, known, here, aliases in rows:
        names = {known, here, *(json.loads(aliases) if aliases else ())}
        if wanted and wanted in {each.casefold() for each in names}:
            return int(entity_id)
    return 0


def _number(connection: sqlite3.Connection, article_id: int) -> None:
    """Keep the quotes in the order of the text, and their number in the article's row."""
    rows = connection.execute("SELECT id, spans FROM quote WHERE article_id = ?", (article_id,)).fetchall()
    order = sorted(rows, key=lambda row: (_extent(row[1]), row[0]))
    connection.executemany(
        "UPDATE quote SET ordinal = ? WHERE id = ? AND ordinal <> ?",
        [(place, quote_id, place) for place, (quote_id, _) in enumerate(order)],
    )
    connection.execute(
        """UPDATE article SET quotes = (SELECT count(*) FROM quote q
            WHERE q.article_id = article.id AND q.revision_id = article.revision_id) WHERE id = ?""",
        (article_id,),
    )


def _removed(connection: sqlite3.Connection, correction_id: int) -> Part:
    row = connection.execute(f"SELECT {_KEPT} FROM correction WHERE id = ?", (correction_id,)).fetchone()
    connection.execute("DELETE FROM correction WHERE id = ?", (correction_id,))
    return _part(int(row[0]), correction_id, row, None)


def _part(article_id: int, correction_id: int, before: Row | None, after: Row | None) -> Part:
    return {
        "kind": "correction",
        "article": article_id,
        "id": correction_id,
        "before": None if before is None else list(before),
        "after": None if after is None else list(after),
    }


def _correction(row: Row, text: str) -> Correction:
    (correction_id, article_id, revision_id, verdict, exact, prefix, suffix, start, speaker, changed_at) = row
    words = Anchor(exact, prefix, suffix, start)
    return Correction(
        correction_id, article_id, revision_id, verdict, words, speaker, changed_at, locate(text, words)
    )


def _shown(connection: sqlite3.Connection, article_id: int) -> int:
    row = connection.execute("SELECT revision_id FROM article WHERE id = ?", (article_id,)).fetchone()
    return int(row[0]) if row else 0


def _text(connection: sqlite3.Connection, article_id: int) -> str:
    document = documents.document(connection, _shown(connection, article_id))
    return document.text if document else ""
