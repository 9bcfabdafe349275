"""What a German sentence reports without marks: "dass", the mood of report, infinitives, nouns, "laut X".

Given the verb of saying and its subject; who that is has been found before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_reader.insight.drafts import Lead
from tui_reader.insight.mood import mood
from tui_reader.insight.wording import forms
from tui_reader.model.document import Span

_CLAUSE = re.compile(r",\s(?=(?:dass|daß|ob)\b)")
_ASKED = re.compile(r",\s(?=(?:wie|warum|weshalb|wann|wo|wer|was|wieso|inwieweit|welche[rsn]?)\b)")
_COMMA = re.compile(r",\s")
_ACCORDING = re.compile(
    r"[Ll]aut|[Gg]emäß|[Nn]ach(?:\s.+)?|[Aa]us\sSicht(?:\svon)?|[Ii]n\sden\sAugen|zufolge"
)
_AUXILIARY = re.compile(r"\b(?:hat|hatte|haben|hatten|habe)\s$")
_WIE = re.compile(r"\b[Ww]ie\s(?:aus\s)?$")
_RELATIVE = re.compile(r"(?:der|die|das|den|dem|deren|dessen|denen)\s(?![A-ZÄÖÜ\d])")
_IN_RELATIVE = re.compile(r",\s(?=(?:der|die|das|den|dem|deren|dessen)\s(?:[^,]{0,60})$)")
_OTHER_CLAUSE = re.compile(
    r"(?:und|oder|aber|sondern|denn|doch|weil|als|während|nachdem|bevor|um|ohne|statt|obwohl|sodass|damit|falls"
    r"|wenn|da|so|nicht|auch|wobei|wodurch|womit|nur|vor|bei|mit|in|was|wo)\b"
)
"""What begins a clause that is not the one reported."""
_STOP = re.compile(r",\s(?=(?:denn|wobei|weshalb|weswegen)\b)")
"""Where the narrator takes over again."""
_ZU = re.compile(r"\b(?:zu\s[a-zäöüß]+n|\w+zu\w+en)\b")
_PARTICLE = re.compile(r"\s(?:an|ein|vor|ab|auf|aus|mit|zu|zurück|fest|hin|heraus)$")
_NOUN = re.compile(
    r"(?:(?:de[nrm]|die|das|eine?[nrms]?|seine?[nrms]?|ihre?[nrms]?|mehr|keine?[nrms]?|diese?[nrms]?"
    r"|weitere[nrms]?)\s)?(?:(?:[a-zäöüß]+(?:e|en|er|es)|zwei|drei|vier|fünf|sechs|acht|zehn|\d[\d.,]*)\s){0,2}[A-ZÄÖÜ]"
)
_DATIVE = re.compile(
    r"\s(?:ihm|ihr|ihnen|(?:de[mnr]|seine[mnr]|ihre[mnr]|eine[mr])\s(?:[a-zäöüß]\w*\s){0,2}[A-ZÄÖÜ][\w-]*"
    r"|[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*)?)\s"
)
_UM = re.compile(r"\s(?=um\s(?:[a-zäöüß]\w*\s){0,2}[A-ZÄÖÜ])")
"""What somebody asks for."""
_VOR = re.compile(r"\s(?=vor\s(?:[a-zäöüß]\w*\s){0,3}[A-ZÄÖÜ])")
_WARNS = frozenset({"warnte", "warnt", "warnten", "warnen", "gewarnt"})
_TELLS = frozenset(
    {
        "teilte",
        "teilten",
        "berichtete",
        "berichteten",
        "meldete",
        "meldeten",
        "bestätigte",
        "sagte",
        "erklärte",
    }
)
_SUBORDINATE = re.compile(
    r"(?:Als|Wenn|Nachdem|Während|Bevor|Obwohl|Weil|Da|Um|Ohne|Statt|Sobald|Seit|Seitdem|Falls|Indem|Ob|Dass|Wie|Wer"
    r"|Was|Wo|Auf|Gefragt|Danach|Angesprochen|Anders)\b"
)
_WHOLE = 5
"""Words of a main clause that stands before a verb of telling."""
_BEGS = frozenset({"bat", "baten", "bittet", "bitten", "warb", "wirbt", "warben"})
_THROWS = frozenset({"warf", "wirft", "warfen", "werfen"})
_NEAR = 3
"""Words that may stand between a verb of saying with its subject and the comma before its clause."""


def german(text: str, sentence: Span, lead: Lead, end: int) -> Iterator[Span]:
    """The stretches of a sentence up to `end` that are the words of the lead's subject."""
    cue = text[lead.cue.start : lead.cue.end]
    low = min(lead.cue.start, lead.source.start)
    if _ACCORDING.fullmatch(cue):
        yield from _inserted(text, sentence, lead, end, low)
        return
    has = _AUXILIARY.search(text, sentence.start, low)
    low = has.start() if has else low
    wie = _WIE.search(text, max(sentence.start, low - 9), low)
    if wie:
        yield from around(text, sentence.start, end, lead, wie.start())
        return
    before = Span(sentence.start, len(text[:low].rstrip(" ,")))
    fronted = text[:low].rstrip().endswith(",") and before.start < before.end
    if cue in {"so", "So"}:
        if fronted:
            yield before
        return
    fronted = fronted and (
        bool(mood("de").search(text, before.start, before.end)) or _told(text, before, cue, lead)
    )
    if fronted:
        yield before
    yield from _clause(text, end, lead, fronted=fronted)


def _told(text: str, before: Span, cue: str, lead: Lead) -> bool:
    """Whether a main clause without the mood of report is what an inverted verb of telling reports."""
    words = text[before.start : before.end]
    inverted = lead.source.start > lead.cue.end
    plain = "," not in words and len(words.split()) >= _WHOLE and not _SUBORDINATE.match(words)
    return inverted and cue in _TELLS and plain


def _inserted(text: str, sentence: Span, lead: Lead, end: int, low: int) -> Iterator[Span]:
    """The rest of a sentence around "laut X", or of the relative clause in which it stands."""
    relative = _IN_RELATIVE.search(text[sentence.start : low])
    if relative is None:
        yield from around(text, sentence.start, end, lead, low)
        return
    high = max(lead.cue.end, lead.source.end)
    comma = _COMMA.search(text, high, end)
    yield from around(text, sentence.start + relative.end(), comma.start() if comma else end, lead, low)


def _clause(text: str, end: int, lead: Lead, *, fronted: bool) -> Iterator[Span]:
    """What a verb of saying reports after itself: a clause, an infinitive or a noun."""
    cue = text[lead.cue.start : lead.cue.end]
    after = max(lead.cue.end, lead.source.end)
    comma = _COMMA.search(text, after, end)
    clause = None if fronted else _CLAUSE.search(text, after, end)
    near = comma is not None and len(text[after : comma.start()].split()) <= _NEAR
    if clause and comma and near and clause.start() > comma.start() and not _skipped(text, comma.end(), end):
        clause = comma if mood("de").search(text, comma.end(), clause.start()) else clause
    if clause is None and near:
        clause = _ASKED.match(text, comma.start(), end) if comma else None
    if clause:
        stop = _STOP.search(text, clause.end(), end)
        yield Span(clause.end(), stop.start() if stop else end)
    elif comma and (
        mood("de").search(text, comma.end(), end)
        or (not fronted and _plain(text, comma.end(), end, cue, near=near))
    ):
        yield Span(comma.end(), end)
    elif not fronted:
        yield from _noun(text, after, comma.start() if comma else end, cue)


def _skipped(text: str, start: int, end: int) -> bool:
    """Whether what follows a comma is no clause that a verb of saying has."""
    return bool(_RELATIVE.match(text, start, end) or _OTHER_CLAUSE.match(text, start, end))


def _plain(text: str, start: int, end: int, cue: str, *, near: bool) -> bool:
    """Whether a clause without the mood of report, or an infinitive, is what somebody says."""
    if _skipped(text, start, end):
        return False
    if cue in forms("de", "asking") and _ZU.search(text, start, end):
        return True
    return near and cue in forms("de", "plain") and not _COMMA.search(text, start, min(end, start + 25))


def _noun(text: str, after: int, stop: int, cue: str) -> Iterator[Span]:
    """What is demanded, announced or denied: a noun with what belongs to it, without the verb's particle."""
    if cue in _BEGS or cue in _WARNS:
        asked = (_UM if cue in _BEGS else _VOR).search(text, after, stop)
        if asked:
            yield Span(asked.end(), stop)
        return
    if cue not in forms("de", "giving") or text[after:stop].endswith(" nicht"):
        return
    if cue in _THROWS:
        receiver = _DATIVE.match(text, after, stop)
        after = receiver.end() if receiver and text[:stop].endswith(" vor") else stop
    start = after + len(text[after:stop]) - len(text[after:stop].lstrip())
    stop -= len(found.group()) if (found := _PARTICLE.search(text[start:stop])) else 0
    if _NOUN.match(text, start, stop):
        yield Span(start, stop)


_APPOSED = re.compile(r",\s(?:qui|dont|ein|eine[mrs]?|de[mr]|die|das|une?|l[ea]|les)\s[^,.;]{2,80},\s")
_GAP = re.compile(r"[\s,–—]*")
_WHICH = re.compile(r",\s(?:qui|que|dont|der|die|das)\b")


def around(text: str, start: int, end: int, lead: Lead, low: int) -> Iterator[Span]:
    """The rest of a stretch around "laut X", with what stands in apposition to X left out."""
    high = max(lead.cue.end, lead.source.end)
    before = Span(start, len(text[:low].rstrip(" ,–—-")))
    has_before = len(text[before.start : before.end].split()) > 1
    if has_before:
        yield before
    apposed = None if has_before else _APPOSED.match(text, high, end)
    skipped = _GAP.match(text, apposed.end() if apposed else high)
    following = Span(skipped.end() if skipped else high, end)
    if following.end - following.start > 1 and not (has_before and _WHICH.match(text, high)):
        yield following
