"""Speakers who stand before a colon at the beginning of a paragraph: transcripts, interviews, headlines.

A label counts when it names somebody the document knows, or stands in capitals before several paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from tui_reader.insight.drafts import Draft
from tui_reader.insight.loose import Sheet
from tui_reader.insight.scare import word_count
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span

_LABEL = re.compile(
    r"[\"“”'‘]?(?P<name>[A-ZÀ-Þ][\w.'’-]*(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|de|la|von|van|bin|al)){0,4})\s?:\s+(?=\S)"
)

_INNER = re.compile(rf"(?:(?<=[.!?]\s)|(?<=[.!?][”\"’]\s)){_LABEL.pattern}")
"""A label within a paragraph, behind another one's words."""
_HEADING = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.'’-]*(?:\s[\w.'’-]+){0,4}): +(?=\S)")
"""A label before a headline, which need not have capitals: "AP-GfK poll"."""
_SENTENCES = re.compile(r"[.!?][\"”’']*\s+[A-ZÀ-Þ]")
_LONGEST = 25
"""Words of a headline."""
_HEADLINE = 80
"""Per cent of headlines behind a poll, a report or an organisation that are what it says."""
_QUESTIONS = ("Q", "Frage", "Question", "Pregunta", "Domanda")
_ANSWERS = frozenset(["A", "Antwort", "Réponse", "R", "Respuesta", "Risposta"])
"""Labels of an interview: the questions of an unnamed interviewer are no quotations."""


def headline_drafts(sheet: Sheet, bodies: Collection[str]) -> list[Draft]:
    """What a headline has somebody say: "Poll: Voters Want a Bridge". `bodies` are names of organisations."""
    match = _HEADING.match(sheet.text, *sheet.paragraphs[0]) if sheet.paragraphs else None
    if match is None:
        return []
    label = match["name"].split()
    known = match["name"] in bodies or label[-1].lower() in word_set("headline sources")
    whole = sheet.text[match.end() : sheet.paragraphs[0].end]
    if not known or _SENTENCES.search(whole) or word_count(whole) > _LONGEST:
        return []
    draft = _draft(sheet, 0, match, sheet.paragraphs[0].end)
    return [replace(draft, rule="headline", rate=_HEADLINE)] if draft is not None else []


def label_drafts(sheet: Sheet, names: Collection[str]) -> list[Draft]:
    """One draft for each labelled paragraph. `names` are the written forms of the people of the document."""
    known = {name.casefold() for name in names} | {name.split()[-1].casefold() for name in names}
    known |= {_initials(name) for name in names if " " in name}
    found = [(index, match) for index, match in _labels(sheet) if match]
    often = Counter(match["name"] for _, match in found)
    drafts = []
    for index, match in found:
        label = match["name"]
        shouted = label.isupper() and len(label) > 2 and often[label] > 1
        answers = label in _ANSWERS and any(often[question] > 1 for question in _QUESTIONS)
        if answers or shouted or label.casefold() in known or label.replace(" ", "") in known:
            drafts += _turns(sheet, index, match, {label.casefold(), *known, *map(str.casefold, _QUESTIONS)})
    return drafts


def _turns(sheet: Sheet, index: int, match: re.Match[str], known: Collection[str]) -> list[Draft]:
    """What each label of one paragraph introduces; the questions of an interview are left out."""
    end = sheet.paragraphs[index].end
    inner = [
        each for each in _INNER.finditer(sheet.text, match.end(), end) if each["name"].casefold() in known
    ]
    turns = [match, *inner]
    ends = [*(each.start() for each in inner), end]
    drafts = [
        _draft(sheet, index, turn, stop)
        for turn, stop in zip(turns, ends, strict=True)
        if turn["name"] not in _QUESTIONS
    ]
    return [draft for draft in drafts if draft is not None]


def _initials(name: str) -> str:
    """As interviews shorten a name: "A.T."."""
    return "".join(f"{word[0]}." for word in name.replace("-", " ").split())


def _labels(sheet: Sheet) -> list[tuple[int, re.Match[str] | None]]:
    return [
        (index, _LABEL.match(sheet.text, span.start, span.end)) for index, span in enumerate(sheet.paragraphs)
    ]


def _draft(sheet: Sheet, index: int, match: re.Match[str], stop: int) -> Draft | None:
    """What stands behind a label up to an offset, without the blanks there."""
    stop = match.end() + len(sheet.text[match.end() : stop].rstrip())
    source = Span(match.start("name"), match.end("name"))
    content = Span(match.end(), stop)
    own = [
        number
        for number, mark in enumerate(sheet.stretches)
        if mark.paragraph == index and match.start() <= mark.start < stop
    ]
    quoted = [sheet.stretches[number] for number in own if sheet.stretches[number].start >= content.start]
    if quoted and not _words_outside(sheet.text, content, [Span(mark.start, mark.end) for mark in quoted]):
        content = Span(quoted[0].start, quoted[-1].end)
    if word_count(sheet.text[content.start : content.end]) < 3:
        return None
    return Draft((content,), index, 85, "label", source=source, head=source, held=tuple(own))


def _words_outside(text: str, content: Span, marks: Sequence[Span]) -> int:
    total = word_count(text[content.start : content.end])
    return total - sum(word_count(text[mark.start : mark.end]) for mark in marks)
