"""Dialogue whose turns a dash opens, as the French and Spanish press prints it: "— Je reste, dit-elle."

A run of such paragraphs counts when a turn asks something or says who speaks; else it may be a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tui_reader.insight.drafts import Draft
from tui_reader.insight.loose import Sheet
from tui_reader.insight.patterns import Patterns, patterns
from tui_reader.insight.scare import word_count
from tui_reader.insight.wording import tables
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity

_TURN = re.compile(r"[—–―]\s*(?=[^\W\d_]|[¿¡«„“\"…])")
_PLACE = re.compile(r"[,!?…](?=\s)|\s?[—–](?=[^\W\d_])|\s[—–](?=\s)")
"""Where an attribution may begin within a turn."""
_REST = re.compile(r"[^.,!?…—–]{0,60}?(?P<stop>[.,!?…—–]+)\s*")
_RUN = 2
"""Turns that follow each other."""


def turn_drafts(sheet: Sheet, entities: Sequence[Entity], lang: str) -> list[Draft]:
    """One draft for each turn that is no unnamed interviewer's question, with whoever is said to speak it."""
    known = patterns(lang if lang in tables() else "en")
    found: list[Draft] = []
    for run in _runs(sheet):
        drafts = {number: _turn(sheet, number, known) for number in run}
        asked = [number for number in run if _asks(sheet.text, sheet.paragraphs[number])]
        attributed = [number for number in run if drafts[number].source]
        if not attributed and (len(run) < _RUN or not asked):
            continue
        interview = len(asked) * 3 >= len(run) and not attributed
        guest = _only_person(sheet, run[0], entities) if interview else None
        for number in run:
            if not interview:
                found.append(drafts[number])
            elif number not in asked:
                found.append(replace(drafts[number], source=guest, head=guest))
    return [draft for draft in found if draft.spans]


def _runs(sheet: Sheet) -> Iterator[list[int]]:
    """Numbers of the paragraphs that a dash opens, those together that follow each other."""
    turns = [
        number
        for number, span in enumerate(sheet.paragraphs)
        if _TURN.match(sheet.text, span.start, span.end)
    ]
    for _, group in groupby(enumerate(turns), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in group]


def _asks(text: str, span: Span) -> bool:
    return text[span.start : span.end].rstrip().endswith("?")


def _turn(sheet: Sheet, number: int, known: Patterns) -> Draft:
    """A turn without its dash, and without the words that say who speaks it."""
    paragraph = sheet.paragraphs[number]
    dash = _TURN.match(sheet.text, paragraph.start, paragraph.end)
    start = dash.end() if dash else paragraph.start
    end = paragraph.start + len(sheet.text[paragraph.start : paragraph.end].rstrip())
    bare = Draft(_spans(sheet.text, (start, end)), number, 80, "turn", held=_held(sheet, number))
    for place in _PLACE.finditer(sheet.text, start, end):
        match = next(
            (hit for each in known.after if (hit := each.match(sheet.text[place.end() : end]))), None
        )
        if match is None or not match["who"]:
            continue
        who, cue = (
            Span(place.end() + match.start(name), place.end() + match.end(name)) for name in ("who", "cue")
        )
        stop = place.end() if place.group() in {"!", "?", "…"} else place.start()
        spans = _spans(sheet.text, (start, stop), (_after(sheet.text, place.end() + match.end(), end), end))
        return replace(bare, spans=spans, rate=88, cue=cue, source=who, head=who)
    return bare


def _after(text: str, at: int, end: int) -> int:
    """Where the words spoken go on behind an attribution; at the end when they do not."""
    rest = _REST.match(text, at, end)
    return rest.end() if rest else end


def _spans(text: str, *parts: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(low, high) for low, high in parts if low < high and word_count(text[low:high]))


def _held(sheet: Sheet, number: int) -> tuple[int, ...]:
    return tuple(index for index, mark in enumerate(sheet.stretches) if mark.paragraph == number)


def _only_person(sheet: Sheet, number: int, entities: Sequence[Entity]) -> Span | None:
    """The last mention before a dialogue of the only person named up to there."""
    before = sheet.paragraphs[number].start
    people = [
        [mention for mention in entity.mentions if mention.start < before]
        for entity in entities
        if entity.kind == "person"
    ]
    named = [mentions for mentions in people if mentions]
    return named[0][-1] if len(named) == 1 else None
