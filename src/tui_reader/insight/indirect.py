"""Indirect speech in German and French prose that nothing parsed: a verb of saying and its clause.

Goes by the words of one sentence: "dass", the mood of what others say, "laut", "zufolge", ", so X"; "que",
"selon", ", a dit X".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.insight.drafts import Draft, Lead
from tui_reader.insight.loose import MOOD, Sheet
from tui_reader.model.document import Span

_CLAUSE = re.compile(r",\s(?=(?:dass|daß|ob|wie|warum|weshalb|wann|wo|wer|was)\b)")
_QUE = re.compile(r"\s(?=(?:que\b|qu['’]))")
_COMMA = re.compile(r",\s")
_ACCORDING = re.compile(r"[Ll]aut|[Nn]ach\s.+|Angaben|Aussagen|in den Augen|zufolge|[Ss]elon|[Dd]['’]après")
_FRENCH = re.compile(
    r"(?:a|ont|avait)\s|(?:dit|affirme|explique|assure|estime|ajoute|précise|indique|annonce)\b"
)
_GAP = 6
"""Words that may stand between a French verb of saying and its "que"."""
_LEAST = 4
"""Words that a reported clause has."""


LANGUAGES = frozenset({"de", "fr"})
"""Those that have the rules below."""


def indirect_drafts(sheet: Sheet, sentences: Sequence[Span], drafts: Sequence[Draft]) -> list[Draft]:
    """What the sentences report in which somebody says something and no marked utterance stands."""
    taken = sorted((draft for draft in drafts), key=lambda each: each.spans[0].start)
    starts = [span.start for span in sheet.paragraphs]
    found: list[Draft] = []
    last: Draft | None = None
    for sentence in sentences:
        number = bisect_right(starts, sentence.start) - 1
        inside = [each for each in taken if _touches(each, sentence)]
        lead = next((each for each in sheet.leads if sentence.start <= each.cue.start < sentence.end), None)
        draft = _report(sheet, sentence, number, lead, last if last and last.paragraph == number else None)
        if draft and all(_fits(sheet, draft, each) for each in inside):
            held = tuple(sorted({index for each in inside for index in each.held}))
            found.append(replace(draft, held=held))
            last = draft
        else:
            last = inside[-1] if inside else None
    return found


def _report(sheet: Sheet, sentence: Span, number: int, lead: Lead | None, last: Draft | None) -> Draft | None:
    """What one sentence reports: by its own verb of saying, or by its mood going on with the one before."""
    if lead is None:
        stop = _end(sheet.text, sentence)
        going_on = (
            last and last.source and MOOD.search(sheet.text, sentence.start, min(stop, sentence.start + 80))
        )
        if not last or not going_on:
            return None
        span = Span(sentence.start, stop)
        return Draft((span,), number, 60, "reported on", last.cue, last.source, last.head)
    spans = tuple(_reported(sheet.text, sentence, lead))
    if sum(len(sheet.text[span.start : span.end].split()) for span in spans) < _LEAST:
        return None
    return Draft(spans, number, 70, "reported", lead.cue, lead.source, lead.head)


def _touches(draft: Draft, sentence: Span) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in draft.spans)


def _fits(sheet: Sheet, outer: Draft, inner: Draft) -> bool:
    """Whether the inner one is marked words within the outer one's clause."""
    return all(sheet.judged[index] == "fragment" for index in inner.held) and all(
        any(whole.start <= span.start and span.end <= whole.end + 1 for whole in outer.spans)
        for span in inner.spans
    )


def _end(text: str, sentence: Span) -> int:
    return sentence.start + len(text[sentence.start : sentence.end].rstrip(" .!?\n"))


def _reported(text: str, sentence: Span, lead: Lead) -> Iterator[Span]:
    """The stretches of a sentence that are somebody's words."""
    end = _end(text, sentence)
    cue = text[lead.cue.start : lead.cue.end]
    if _ACCORDING.fullmatch(cue):
        yield from _around(text, sentence.start, end, lead)
        return
    if cue in {"so", "So"}:
        if text[: lead.cue.start].rstrip().endswith(","):
            yield Span(sentence.start, len(text[: lead.cue.start].rstrip(" ,")))
        return
    after = max(lead.cue.end, lead.source.end)
    que = _QUE.search(text, lead.cue.end, end)
    if que and len(text[lead.cue.end : que.start()].split()) <= _GAP:
        yield Span(que.end(), end)
        return
    clause = _CLAUSE.search(text, after, end)
    comma = clause or _COMMA.search(text, after, end)
    if comma and (clause or MOOD.search(text, comma.end(), end)):
        yield Span(comma.end(), end)
    elif text[sentence.start : lead.cue.start].rstrip().endswith(",") and (
        MOOD.search(text, sentence.start, lead.cue.start) or _turned(text, sentence, lead)
    ):
        yield Span(sentence.start, len(text[: lead.cue.start].rstrip(" ,")))


def _turned(text: str, sentence: Span, lead: Lead) -> bool:
    """French: a whole sentence, a comma, the verb and its subject: "…, a promis Anne Roux"."""
    return (
        _FRENCH.match(text, lead.cue.start) is not None and lead.source.start > lead.cue.end > sentence.start
    )


def _around(text: str, start: int, end: int, lead: Lead) -> Iterator[Span]:
    """The rest of a sentence around "laut X"."""
    low, high = min(lead.cue.start, lead.source.start), max(lead.cue.end, lead.source.end)
    before = Span(start, len(text[:low].rstrip(" ,")))
    if len(text[before.start : before.end].split()) > 1:
        yield before
    skipped = re.compile(r"[\s,]*").match(text, high)
    following = Span(skipped.end() if skipped else high, end)
    if following.end - following.start > 1:
        yield following
