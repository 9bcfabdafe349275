"""Indirect speech in prose that nothing parsed, in other languages than English: a verb and its clause.

Goes sentence by sentence; what a verb reports is for `reported_german` and `reported_romance`, and a sentence
without one may go on with the report before it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.insight.drafts import Draft, Lead
from tui_reader.insight.loose import Sheet
from tui_reader.insight.mood import mood
from tui_reader.insight.reported_german import german
from tui_reader.insight.reported_romance import ACCORDING, added, romance
from tui_reader.insight.wording import either, forms
from tui_reader.model.document import Span

_EARLY = 80
"""Characters from a sentence's beginning within which its mood is looked for."""
_JOINTS = {"de": "und", "fr": "et"}
_JOINT = re.compile(r",?\s(?:und|et)(?:\s(?:l['’])?(?:a|ont|avait))?\s$")
_LEAST = 4
"""Words that a reported clause has."""
_NEAR = 3
"""Words that may stand between a German verb of saying with its subject and the comma before its clause."""
_LEAST_ASKED = 1
"""Words that what is asked, promised or denied has."""


LANGUAGES = frozenset({"de", "es", "fr", "it", "pt"})
"""Those that have the rules below."""


def indirect_drafts(
    sheet: Sheet, sentences: Sequence[Span], drafts: Sequence[Draft], lang: str
) -> list[Draft]:
    """What the sentences report in which somebody says something and no marked utterance stands."""
    taken = sorted(drafts, key=lambda each: each.spans[0].start)
    starts = [span.start for span in sheet.paragraphs]
    found: list[Draft] = []
    last: Draft | None = None
    for sentence in sentences:
        number = bisect_right(starts, sentence.start) - 1
        inside = [each for each in taken if _touches(each, sentence)]
        lead = next((each for each in sheet.leads if sentence.start <= each.cue.start < sentence.end), None)
        before = last if last and last.paragraph == number else None
        draft = _report(sheet, sentence, number, lead, before, lang)
        if draft and all(_fits(sheet, draft, each) for each in inside):
            inner = [each for each in inside if any(_touches(each, span) for span in draft.spans)]
            held = tuple(sorted({index for each in inner for index in each.held}))
            rate = max([draft.rate, *(each.rate for each in inner)])
            last = replace(draft, held=held, rate=rate)
            if found and _one_stretch(sheet.text, found[-1], last):
                last = replace(last, spans=(Span(found.pop().spans[0].start, last.spans[0].end),))
            found.append(last)
            second = _again(sheet.text, sentence, lead, last, lang) if lead else None
            if second:
                found[-1:] = [_cut(sheet.text, last, second), second]
        elif lead and lang == "de" and not inside:
            last = Draft((), number, 0, "lead", lead.cue, lead.source, lead.head)
        else:
            last = inside[-1] if inside else None
        also = _added(sheet, sentence, number, lead) if lang == "fr" and lead else None
        if also:
            found.append(also)
    return found


def _again(text: str, sentence: Span, lead: Lead, first: Draft, lang: str) -> Draft | None:
    """What the subject of a sentence reports with a second verb: "… et promis …", "… und forderte …"."""
    end = _end(text, sentence)
    content = first.spans[-1]
    match = _second(lang).search(text, content.start, end)
    if match is None or content.start == sentence.start:
        return None
    cue = Lead(Span(*match.span("cue")), lead.source, lead.head, speech=True, main=False)
    spans = tuple(_contents(text, Span(match.start(), end), cue, end, lang))
    spans = tuple(span for span in spans if span.start > match.end("cue"))
    return (
        Draft(spans, first.paragraph, first.rate, "reported", cue.cue, lead.source, lead.head)
        if spans
        else None
    )


def _cut(text: str, first: Draft, second: Draft) -> Draft:
    """The first report without the second verb and what it reports."""
    start = second.cue.start if second.cue else second.spans[0].start
    last = first.spans[-1]
    stop = last.start + len(_JOINT.sub("", text[last.start : start]))
    return replace(first, spans=(*first.spans[:-1], Span(last.start, min(last.end, stop))))


@functools.cache
def _second(lang: str) -> re.Pattern[str]:
    """The joint and the verb of a second report; in French with the auxiliary or without."""
    if lang not in _JOINTS:
        return re.compile(r"(?!)(?P<cue>)")
    cues = forms(lang, "asking") | forms(lang, "giving")
    auxiliary = r"(?:(?:l['’])?(?:a|ont|avait)\s)?" if lang == "fr" else ""
    return re.compile(rf",?\s{_JOINTS[lang]}\s{auxiliary}(?P<cue>{either(sorted(cues))})\b")


def _added(sheet: Sheet, sentence: Span, number: int, lead: Lead) -> Draft | None:
    """What the subject of a French sentence says besides, in a participle's clause."""
    more = added(sheet.text, lead, _end(sheet.text, sentence))
    return Draft((more[1],), number, 92, "reported", more[0], lead.source, lead.head) if more else None


def _one_stretch(text: str, one: Draft, two: Draft) -> bool:
    """Whether two sentences that only their mood gives to a speaker follow each other at once."""
    both = (
        one.rule == two.rule == "reported on" and one.source == two.source and not one.held and not two.held
    )
    return both and not text[one.spans[-1].end : two.spans[0].start].strip(" .!?")


def _report(
    sheet: Sheet, sentence: Span, number: int, lead: Lead | None, last: Draft | None, lang: str
) -> Draft | None:
    """What one sentence reports: by its own verb of saying, or by its mood going on with the one before."""
    if lead is None:
        return _going_on(sheet, sentence, number, last, lang)
    end = _end(sheet.text, sentence)
    joint = _second(lang).search(sheet.text, lead.cue.end, end) if lang == "de" else None
    end = joint.start() if joint and "," not in sheet.text[lead.cue.end : joint.start()] else end
    spans = tuple(_contents(sheet.text, sentence, lead, end, lang))
    words = sum(len(sheet.text[span.start : span.end].split()) for span in spans)
    least = _LEAST_ASKED if _asks(sheet.text, lead, lang) else _LEAST
    if words < least:
        return None
    return Draft(spans, number, 70, "reported", lead.cue, lead.source, lead.head)


def _contents(text: str, sentence: Span, lead: Lead, end: int, lang: str) -> Iterator[Span]:
    if lang == "de":
        return german(text, sentence, lead, end)
    return romance(text, sentence, lead, end, lang)


def _going_on(sheet: Sheet, sentence: Span, number: int, last: Draft | None, lang: str) -> Draft | None:
    """A sentence without a verb of saying whose mood goes on with the report before it."""
    stop = _end(sheet.text, sentence)
    found = mood(lang).search(sheet.text, sentence.start, stop)
    if not last or not last.source or not found or found.start() > sentence.start + _EARLY:
        return None
    if lang == "fr" and not (last.cue and ACCORDING.fullmatch(sheet.text, last.cue.start, last.cue.end)):
        return None
    return Draft((Span(sentence.start, stop),), number, 60, "reported on", last.cue, last.source, last.head)


def _asks(text: str, lead: Lead, lang: str) -> bool:
    cue = text[lead.cue.start : lead.cue.end].rsplit(maxsplit=1)[-1]
    return cue in forms(lang, "asking") or cue in forms(lang, "giving")


def _touches(draft: Draft, sentence: Span) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in draft.spans)


def _fits(sheet: Sheet, outer: Draft, inner: Draft) -> bool:
    """Whether the inner one is marked words within the outer one's clause, or stands apart from it."""
    if not any(_touches(inner, whole) for whole in outer.spans):
        return inner.cue == outer.cue
    return all(sheet.judged[index] == "fragment" for index in inner.held) and all(
        any(whole.start <= span.start and span.end <= whole.end + 1 for whole in outer.spans)
        for span in inner.spans
    )


def _end(text: str, sentence: Span) -> int:
    return sentence.start + len(text[sentence.start : sentence.end].rstrip(" .!?\n+"))
