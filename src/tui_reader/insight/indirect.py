"""Indirect speech in German and French prose that nothing parsed: a verb of saying and its clause.

Goes by the words of one sentence: "dass", the mood of what others say, "laut", "zufolge", "wie X mitteilt",
", so X"; "que", "de" with an infinitive, "selon", ", a dit X".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.insight.drafts import Draft, Lead
from tui_reader.insight.loose import Sheet
from tui_reader.insight.mood import mood
from tui_reader.insight.wording import forms
from tui_reader.model.document import Span

_CLAUSE = re.compile(
    r",\s(?=(?:dass|daß|ob|wie|warum|weshalb|wann|wo|wer|was|wieso|inwieweit|welche[rsn]?)\b)"
)
_QUE = re.compile(r"\s(?=(?:que\b|qu['’]))")
_COMMA = re.compile(r",\s")
_ACCORDING = re.compile(
    r"[Ll]aut|[Gg]emäß|[Nn]ach(?:\s.+)?|[Aa]us\sSicht(?:\svon)?|[Ii]n den Augen|zufolge"
    r"|[Ss]elon|[Dd]['’]après|Pour|[ÀAà] en croire|(?:[Aa]ux|[Dd]e)\s.+\sde"
)
_AUXILIARY = re.compile(r"\b(?:hat|hatte|haben|hatten|habe)\s$")
_DATIVE = re.compile(
    r"\s(?:ihm|ihr|ihnen|(?:de[mnr]|seine[mnr]|ihre[mnr]|eine[mr])\s(?:[a-zäöüß]\w*\s){0,2}[A-ZÄÖÜ][\w-]*"
    r"|[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*)?)\s"
)
_UM = re.compile(r"\s(?=um\s(?:[a-zäöüß]\w*\s){0,2}[A-ZÄÖÜ])")
"""What somebody asks for in German."""
_BARE = re.compile(r"\s(?=(?:faire|commenter|répondre|réagir|s['’]exprimer|donner|communiquer)\b)")
"""What somebody did not wish to do in French."""
_APPOSED = re.compile(r",\s(?:ein|eine[mrs]?|de[mr]|die|das|une?|l[ea]|les)\s[^,.;]{2,80},\s")
_RELATIVE = re.compile(r"(?:der|die|das|den|dem|deren|dessen|denen)\s(?![A-ZÄÖÜ\d])")
_OTHER_CLAUSE = re.compile(
    r"(?:und|oder|aber|sondern|denn|doch|weil|als|während|nachdem|bevor|um|ohne|statt|obwohl|sodass|damit|falls|wenn|da|so"
    r"|nicht|auch|wobei|wodurch|womit|nur|vor|bei|mit|in)\b"
)
"""What begins a clause that is not the one reported."""
_ZU = re.compile(r"\b(?:zu\s[a-zäöüß]+n|\w+zu\w+en)\b")
_INFINITIVE = re.compile(
    r"\s(?=(?:(?:à|de)\s|d['’])(?:ne\s(?:pas|plus\srien|plus|rien|jamais)\s)?(?:(?:les?|la|se|lui|leur|en|y)\s|[lsn]['’])?\w+(?:er|ir|re|oir)\b)"
)
_PERFECT = re.compile(
    r"\s(?=(?:ne\s(?:pas|plus|jamais)\s)?(?:l['’])?(?:avoir|être|vouloir|devoir|pouvoir)\b)"
)
_NEXT = re.compile(r",?\set\s(?:l['’])?(?:a|ont|avait)\s\w+é?\b")
"""Where a French sentence goes on with the next thing its subject did."""
_PARTICLE = re.compile(r"\s(?:an|ein|vor|ab|auf|aus|mit|zu|zurück|fest|hin|heraus)$")
_NOUN = re.compile(
    r"(?:(?:de[nrm]|die|das|eine?[nrms]?|seine?[nrms]?|ihre?[nrms]?|mehr|keine?[nrms]?|diese?[nrms]?|weitere[nrms]?)\s)?"
    r"(?:[a-zäöüß\d]+(?:e|en|er|es)\s){0,2}[A-ZÄÖÜ]"
)
_SOME_NOUN = re.compile(
    r"(?:l[ea]s?\s|l['’]|des?\s|du\s|d['’]|une?\s|s(?:on|a|es)\s|leurs?\s|tout|plus|c(?:e|es|ette)\s|\d)"
)
_GAP = 6
"""Words that may stand between a French verb of saying and its "que"."""
_LEAST = 4
"""Words that a reported clause has."""
_NEAR = 3
"""Words that may stand between a German verb of saying with its subject and the comma before its clause."""
_LEAST_ASKED = 2
"""Words that what is asked, promised or denied has."""


LANGUAGES = frozenset({"de", "fr"})
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
            held = tuple(sorted({index for each in inside for index in each.held}))
            found.append(replace(draft, held=held))
            last = draft
        else:
            last = inside[-1] if inside else None
    return found


def _report(
    sheet: Sheet, sentence: Span, number: int, lead: Lead | None, last: Draft | None, lang: str
) -> Draft | None:
    """What one sentence reports: by its own verb of saying, or by its mood going on with the one before."""
    if lead is None:
        return _going_on(sheet, sentence, number, last, lang)
    report = _german if lang == "de" else _french
    spans = tuple(report(sheet.text, sentence, lead))
    words = sum(len(sheet.text[span.start : span.end].split()) for span in spans)
    least = _LEAST_ASKED if _asks(sheet.text, lead, lang) else _LEAST
    if words < least:
        return None
    return Draft(spans, number, 70, "reported", lead.cue, lead.source, lead.head)


def _going_on(sheet: Sheet, sentence: Span, number: int, last: Draft | None, lang: str) -> Draft | None:
    """A sentence without a verb of saying whose mood goes on with the report before it."""
    stop = _end(sheet.text, sentence)
    found = mood(lang).search(sheet.text, sentence.start, min(stop, sentence.start + 80))
    if not last or not last.source or not found:
        return None
    if lang == "fr" and not (last.cue and _ACCORDING.fullmatch(sheet.text, last.cue.start, last.cue.end)):
        return None
    return Draft((Span(sentence.start, stop),), number, 60, "reported on", last.cue, last.source, last.head)


def _asks(text: str, lead: Lead, lang: str) -> bool:
    cue = text[lead.cue.start : lead.cue.end].rsplit(maxsplit=1)[-1]
    return cue in forms(lang, "asking") or cue in forms(lang, "giving")


def _touches(draft: Draft, sentence: Span) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in draft.spans)


def _fits(sheet: Sheet, outer: Draft, inner: Draft) -> bool:
    """Whether the inner one is marked words within the outer one's clause."""
    return all(sheet.judged[index] == "fragment" for index in inner.held) and all(
        any(whole.start <= span.start and span.end <= whole.end + 1 for whole in outer.spans)
        for span in inner.spans
    )


def _end(text: str, sentence: Span) -> int:
    return sentence.start + len(text[sentence.start : sentence.end].rstrip(" .!?\n+"))


def _german(text: str, sentence: Span, lead: Lead) -> Iterator[Span]:
    """The stretches of a German sentence that are somebody's words."""
    end = _end(text, sentence)
    cue = text[lead.cue.start : lead.cue.end]
    low = min(lead.cue.start, lead.source.start)
    if _ACCORDING.fullmatch(cue):
        yield from _around(text, sentence.start, end, lead, low)
        return
    has = _AUXILIARY.search(text, sentence.start, low)
    low = has.start() if has else low
    if re.search(r"\b[Ww]ie\s$", text[max(sentence.start, low - 4) : low]):
        yield from _around(text, sentence.start, end, lead, low - 4)
        return
    before = Span(sentence.start, len(text[:low].rstrip(" ,")))
    fronted = text[:low].rstrip().endswith(",") and before.start < before.end
    if cue in {"so", "So"}:
        if fronted:
            yield before
        return
    fronted = fronted and bool(mood("de").search(text, before.start, before.end))
    if fronted:
        yield before
    yield from _german_clause(text, end, lead, fronted=fronted)


def _german_clause(text: str, end: int, lead: Lead, *, fronted: bool) -> Iterator[Span]:
    """What a German verb of saying reports after itself: a clause, an infinitive or a noun."""
    cue = text[lead.cue.start : lead.cue.end]
    after = max(lead.cue.end, lead.source.end)
    clause = None if fronted else _CLAUSE.search(text, after, end)
    comma = clause or _COMMA.search(text, after, end)
    if comma and (
        clause
        or mood("de").search(text, comma.end(), end)
        or (not fronted and _plain_clause(text, comma.start(), comma.end(), end, after, cue))
    ):
        yield Span(comma.end(), end)
    elif not fronted:
        yield from _german_noun(text, after, comma.start() if comma else end, cue)


def _german_noun(text: str, after: int, stop: int, cue: str) -> Iterator[Span]:
    """What is demanded, announced or denied: a noun with what belongs to it, without the verb's particle."""
    if cue in {"bat", "baten", "bittet", "bitten", "warb", "wirbt", "warben"}:
        asked = _UM.search(text, after, stop)
        if asked:
            yield Span(asked.end(), stop)
        return
    if cue not in forms("de", "giving"):
        return
    if cue[:2] in {"wa", "wi", "we"}:
        receiver = _DATIVE.match(text, after, stop)
        after = receiver.end() if receiver and text[:stop].endswith(" vor") else stop
    start = after + len(text[after:stop]) - len(text[after:stop].lstrip())
    stop -= len(found.group()) if (found := _PARTICLE.search(text[start:stop])) else 0
    if _NOUN.match(text, start, stop):
        yield Span(start, stop)


def _plain_clause(text: str, comma: int, start: int, end: int, after: int, cue: str) -> bool:
    """Whether a clause without the mood of report, or an infinitive, is what somebody says."""
    if _RELATIVE.match(text, start, end) or _OTHER_CLAUSE.match(text, start, end):
        return False
    if cue in forms("de", "asking") and _ZU.search(text, start, end):
        return True
    near = len(text[after:comma].split()) <= _NEAR
    return near and cue in forms("de", "plain") and not _COMMA.search(text, start, min(end, start + 25))


def _french(text: str, sentence: Span, lead: Lead) -> Iterator[Span]:
    """The stretches of a French sentence that are somebody's words."""
    end = _end(text, sentence)
    cue = text[lead.cue.start : lead.cue.end]
    low = min(lead.cue.start, lead.source.start)
    if _ACCORDING.fullmatch(cue):
        yield from _around(text, sentence.start, end, lead, low)
        return
    stop = found.start() if (found := _NEXT.search(text, lead.cue.end, end)) else end
    que = _QUE.search(text, lead.cue.end, stop)
    if que and len(text[lead.cue.end : que.start()].split()) <= _GAP:
        yield Span(que.end(), stop)
        return
    if text[:low].rstrip().endswith(",") and lead.source.start > lead.cue.end and low > sentence.start:
        yield Span(sentence.start, len(text[:low].rstrip(" ,")))
        return
    yield from _french_object(text, stop, lead, cue.split()[-1])


def _french_object(text: str, stop: int, lead: Lead, cue: str) -> Iterator[Span]:
    """An infinitive or a noun that a French verb of promising, asking or denying has."""
    after = max(lead.cue.end, lead.source.end)
    if cue in forms("fr", "asking"):
        wish = cue.startswith(("souh", "voulu"))
        for pattern in (_BARE,) if wish else (_INFINITIVE, _PERFECT):
            found = pattern.search(text, lead.cue.end, stop)
            if found and len(text[lead.cue.end : found.start()].split()) <= _GAP:
                yield Span(found.end(), stop)
                return
    if cue in forms("fr", "giving"):
        start = after + len(text[after:stop]) - len(text[after:stop].lstrip())
        start += 3 if cue in {"part", "état"} and text.startswith("de ", start) else 0
        if _SOME_NOUN.match(text, start, stop):
            yield Span(start, stop)


def _around(text: str, start: int, end: int, lead: Lead, low: int) -> Iterator[Span]:
    """The rest of a sentence around "laut X", with what stands in apposition to X left out."""
    high = max(lead.cue.end, lead.source.end)
    before = Span(start, len(text[:low].rstrip(" ,–—-")))
    if len(text[before.start : before.end].split()) > 1:
        yield before
    apposed = _APPOSED.match(text, high, end) if before.end <= before.start else None
    skipped = re.compile(r"[\s,–—]*").match(text, apposed.end() if apposed else high)
    following = Span(skipped.end() if skipped else high, end)
    if following.end - following.start > 1 and not (
        before.end > before.start and re.match(r",\s(?:qui|que|dont|der|die|das)\b", text[high : high + 8])
    ):
        yield following
