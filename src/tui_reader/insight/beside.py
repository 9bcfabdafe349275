"""Who speaks by what stands right beside the marks, where the parse of an English sentence finds another.

Reads names, pronouns and verbs of saying next to an utterance ("…," he claimed.); changes cue and speaker of
drafts that hold it, finds no new ones.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tui_reader.insight.drafts import Draft
from tui_reader.insight.loose import Sheet
from tui_reader.insight.marks import Stretch
from tui_reader.insight.verbs import speech_forms
from tui_reader.insight.wording import NAME, either
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span

_ASIDE = 260
"""Characters between somebody and his verb."""
_NEAR = 120
"""Characters next to the marks that are read."""
_OPEN = frozenset(",?!—–")
"""What an utterance ends with whose attribution follows."""
_OVERRULED = frozenset(
    {
        "unattributed",
        "surface",
        "colon",
        "subject before",
        "follow-on",
        "paragraph before",
        "sentence",
        "next paragraph",
    }
)
"""Rules that go by position, besides those of the clause."""
_APART = re.compile(
    r"(?:\s\([^()\n]{1,40}\))?(?P<aside>,\s[^;:\"“”\n]{2,220}?,)?"
    r"\s(?:had\s|has\s|also\s|later\s|then\s|once\s|now\s|[a-z]+ly\s){0,2}"
)
"""What stands between somebody and his verb: an apposition or a clause about him, in commas."""
_CLAUSE = re.compile(
    r"(?:^|[.!?]\s|[.!?][”\"]\s|\n|\b(?:[Ww]hen|[Ww]hile|as|[Aa]fter|[Bb]efore|[Ss]ince|because|[Aa]lthough"
    r"|[Tt]hough|if|that|and|but|which|whom|until|where)\s)(?:the\s)?(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s)?$"
)
"""What stands before the subject with which a clause begins."""
_BEFORE = 40
"""Characters before somebody in which his clause may begin."""
_TITLED = re.compile(r",\s(?:[A-Z][\w.]*\s){0,3}$")
"""What stands before a name in a clause of its own in the sentence: ", Chief Justice "."""
_STOP = re.compile(r"[a-zà-ÿ]{3}[.!?]\s[A-ZÀ-Þ]")


def beside(sheet: Sheet, drafts: Sequence[Draft], people: Sequence[Span] = ()) -> list[Draft]:
    """The drafts, each with the speaker that its marks have right beside them.

    `people` are the mentions of persons, in order: who stands before his verb, a clause about him between.
    """
    ends = [span.end for span in people]
    return [_led(sheet, _corrected(sheet, draft), people, ends) for draft in drafts]


def _led(sheet: Sheet, draft: Draft, people: Sequence[Span], ends: Sequence[int]) -> Draft:
    """The draft with the person who opens its clause, where the parse took one of the aside behind him."""
    if draft.cue is None or not draft.rule.startswith("clause:") or draft.rule == "clause:according":
        return draft
    index = bisect_right(ends, draft.cue.start)
    while index > 0 and draft.cue.start - ends[index - 1] < _ASIDE:
        index -= 1
        found = _opens(sheet, draft, people[index])
        if found:
            return replace(
                draft, source=people[index], head=Span(_last(sheet.text, people[index]), people[index].end)
            )
    return draft


def _opens(sheet: Sheet, draft: Draft, person: Span) -> bool:
    """Whether a person, a clause about him behind, is the subject of the cue and the draft has another."""
    cue = draft.cue
    if cue is None:
        return False
    between = _APART.fullmatch(sheet.text, person.end, cue.start)
    if between is None or (between["aside"] and _STOP.search(between["aside"])):
        return False
    source = draft.source
    if source and source.start < person.end and person.start < source.end:
        return False
    before = sheet.text[max(0, person.start - _BEFORE) : person.start]
    inner = source is not None and source.start >= person.end
    if between["aside"] is None:
        return source is not None and source.end < person.start and _TITLED.search(before) is not None
    return _CLAUSE.search(before) is not None or (inner and before.endswith(", "))


def _corrected(sheet: Sheet, draft: Draft) -> Draft:
    """Only where its words are those in marks: what else a clause holds, the parse tells."""
    bare = {Span(sheet.stretches[index].start, sheet.stretches[index].end) for index in draft.held}
    doubtful = draft.rule.startswith("clause:") or draft.rule in _OVERRULED
    if draft.rule == "clause:according" or not doubtful or bare != set(draft.spans):
        return draft
    for index in draft.held:
        stretch = sheet.stretches[index]
        if sheet.judged[index] != "speech":
            continue
        found = _after(sheet, stretch) or _before(sheet, stretch)
        if found is None:
            continue
        cue, who = found
        if draft.cue and draft.cue.start < cue.end and cue.start < draft.cue.end and draft.source:
            return draft
        return replace(draft, cue=cue, source=who, head=Span(_last(sheet.text, who), who.end), rule="beside")
    return draft


def _after(sheet: Sheet, stretch: Stretch) -> tuple[Span, Span] | None:
    """`…," he claimed` and `…," claimed Ann Lee`, where the utterance ends with a comma or the like."""
    if sheet.text[stretch.inner.start : stretch.inner.end].rstrip()[-1:] not in _OPEN:
        return None
    end = min(stretch.end + _NEAR, sheet.paragraphs[stretch.paragraph].end)
    match = _behind().match(sheet.text, stretch.end, end)
    if match is None or sheet.text[match.end() : match.end() + 1] == ":":
        return None
    return Span(*match.span("cue")), Span(*match.span("who"))


def _before(sheet: Sheet, stretch: Stretch) -> tuple[Span, Span] | None:
    """`…, Ann Lee added, "…`: a name, a verb of saying and a comma right before the marks."""
    start = max(stretch.start - _NEAR, sheet.paragraphs[stretch.paragraph].start)
    match = _ahead().search(sheet.text, start, stretch.start)
    return (Span(*match.span("cue")), Span(*match.span("who"))) if match else None


def _last(text: str, who: Span) -> int:
    return who.start + max(text[who.start : who.end].rfind(" "), -1) + 1


@functools.cache
def _behind() -> re.Pattern[str]:
    verb = either(sorted(speech_forms()))
    who = rf"(?P<who>he|she|they|{NAME}(?:\s{NAME}){{0,4}})"
    return re.compile(rf"\s{who}\s(?:also\s|then\s|later\s|had\s|has\s|[a-z]+ly\s)?(?P<cue>{verb})\b(?!\s?:)")


@functools.cache
def _ahead() -> re.Pattern[str]:
    verb = either(sorted(speech_forms() - word_set("report noun")))
    who = rf"(?P<who>[Hh]e|[Ss]he|[Tt]hey|{NAME}(?:\s{NAME}){{0,4}})"
    start = r"(?:^|(?<=[.!?”\"]\s)|(?<=,\s)|(?<=[.!?][”\"]\s))"
    return re.compile(
        rf"{start}{who}\s(?:also\s|then\s|later\s|had\s|has\s|[a-z]+ly\s)?(?P<cue>{verb})[,:]?\s$"
    )
