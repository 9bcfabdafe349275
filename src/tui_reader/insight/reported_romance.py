"""What sentences in French and its kin report without marks: "que", infinitives, nouns, "a dit X", "selon X".

Given the verb of saying and its subject; who that is has been found before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_reader.insight.drafts import Lead
from tui_reader.insight.reported_german import around
from tui_reader.insight.wording import forms
from tui_reader.model.document import Span

ACCORDING = re.compile(
    r"[Ss]elon|[Dd]['’]après|Pour|[ÀAà] en croire|(?:[Aa]ux|[Dd]e)\s.+\sde"
    r"|[Ss]egún|[Ss]econdo|[Ss]egundo|[Dd]e acordo com"
)
_QUE = re.compile(r"\s(?=(?:que\b|qu['’]|che\b))")
_NE = r"(?:ne\s(?:pas|plus\srien|plus|rien|jamais)\s)?"
_OBJECT = r"(?:(?:les?|la|se|lui|leur|en|y)\s|[lsn]['’])?"
_INFINITIVE = re.compile(rf"\s(?=(?:(?:à|de)\s|d['’]){_NE}{_OBJECT}\w+(?:er|ir|re|oir)\b)")
_PERFECT = re.compile(rf"\s(?=(?:{_NE}|n['’])(?:l['’])?(?:avoir|être|vouloir|devoir|pouvoir)\b)")
_BARE = re.compile(r"\s(?=(?:faire|commenter|répondre|réagir|s['’]exprimer|donner|communiquer)\b)")
"""What somebody did not wish to do."""
_SAYING = re.compile(rf"\s(?=(?!hier\b|premier\b){_NE}{_OBJECT}[a-zàâçéèêëîïôûù]+(?:er|ir|re|oir)\b)")
"""An infinitive at once behind the verb: "a dit suivre le dossier"."""
_COLON = re.compile(r"\s?:\s(?![«\"“])")
_STOP = re.compile(r",\s(?=faute\sd|malgré\s|tandis\squ|alors\squ|sans\s(?:préciser|donner|dire))")
"""Where the narrator takes over again."""
_DENIED = re.compile(r"\s(?:pas|plus|jamais|guère)\b")
_NEXT = re.compile(r",?\set\s(?:l['’])?(?:a|ont|avait)\s\w+é?\b")
"""Where a sentence goes on with the next thing its subject did."""
_NOUN = re.compile(
    r"(?:deux\s|trois\s|quatre\s|cinq\s|six\s|dix\s|l[ea]s?\s|l['’]|des?\s|du\s|d['’]|une?\s|s(?:on|a|es)\s|leurs?\s|tout|plus|c(?:e|es|ette)\s|\d)"
)
_GAP = 6
"""Words that may stand between a verb of saying and its "que"."""


def romance(text: str, sentence: Span, lead: Lead, end: int, lang: str) -> Iterator[Span]:
    """The stretches of a sentence up to `end` that are the words of the lead's subject."""
    cue = text[lead.cue.start : lead.cue.end]
    low = min(lead.cue.start, lead.source.start)
    if ACCORDING.fullmatch(cue):
        yield from around(text, sentence.start, end, lead, low)
        return
    if _DENIED.match(text, lead.cue.end, end) and re.search(r"\bn(?:e\s|['’])$", text[low : lead.cue.start]):
        return
    stop = found.start() if (found := _NEXT.search(text, lead.cue.end, end)) else end
    colon = _COLON.match(text, lead.cue.end, stop)
    if colon:
        yield Span(colon.end(), end)
        return
    que = _QUE.search(text, lead.cue.end, stop)
    if que and len(text[lead.cue.end : que.start()].split()) <= _GAP:
        narrator = _STOP.search(text, que.end(), stop)
        yield Span(que.end(), narrator.start() if narrator else stop)
        return
    if text[:low].rstrip().endswith(",") and lead.source.start > lead.cue.end and low > sentence.start:
        yield Span(sentence.start, len(text[:low].rstrip(" ,")))
        return
    yield from _object(text, stop, lead, cue.rsplit(maxsplit=1)[-1], lang)


def _object(text: str, stop: int, lead: Lead, cue: str, lang: str) -> Iterator[Span]:
    """An infinitive or a noun that a verb of promising, asking or denying has."""
    after = max(lead.cue.end, lead.source.end)
    if cue in forms(lang, "asking"):
        wish = cue.startswith(("souh", "voulu"))
        direct = None if wish else _SAYING.match(text, lead.cue.end, stop)
        if direct:
            yield Span(direct.end(), stop)
            return
        for pattern in (_BARE,) if wish else (_INFINITIVE, _PERFECT):
            found = pattern.search(text, lead.cue.end, stop)
            if found and len(text[lead.cue.end : found.start()].split()) <= _GAP:
                yield Span(found.end(), stop)
                return
    if cue in forms(lang, "giving"):
        start = after + len(text[after:stop]) - len(text[after:stop].lstrip())
        start += 3 if cue in {"part", "état"} and text.startswith("de ", start) else 0
        if _NOUN.match(text, start, stop):
            yield Span(start, stop)


def added(text: str, lead: Lead, end: int) -> tuple[Span, Span] | None:
    """The participle and the clause of what the subject says besides: ", estimant que le pont tiendra"."""
    participles = "|".join(sorted(forms("fr", "adding")))
    found = re.compile(rf",\s(?P<cue>{participles})\s(?=que\b|qu['’])").search(text, lead.cue.end, end)
    return (Span(*found.span("cue")), Span(found.end(), end)) if found else None
