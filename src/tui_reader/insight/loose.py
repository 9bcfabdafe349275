"""Marked utterances that no clause holds: credits, follow-ons, introductions; else they stay unattributed.

The sieve's later rules, most precise first. Works on text and drafts, needs no parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tui_reader.insight.drafts import Draft, Lead
from tui_reader.insight.marks import Stretch
from tui_reader.insight.mood import mood
from tui_reader.insight.scare import Marked, word_count
from tui_reader.model.document import Span

_CREDIT = re.compile(
    r"^\s*(?:―|—|–|--|-)\s*(?P<name>[^\W\d_](?:[^\n,(.]|(?<=\b[A-Z])\.|(?<=\b[DJMS]r)\.){1,60}?)\s*(?=[,(\n]|(?<!\b[A-Z])\.|$)"
)
_SENTENCE = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\b[A-Z])[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(]?[A-Z0-9À-Þ])"
)
_HEADED = re.compile(
    r"(?:^|[.!?][”\"’]?\s|\s[–—-]\s?)(?:More\s)?(?:[Ff]rom\s|Continued\s|Said\s|Says\s|Stated\s|Former\s(?:[a-z]+\s){1,5})?"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]*(?:\s(?:and\s|of\s|the\s)?[A-ZÀ-Þ][\w.'’-]*){0,5})(?:\s\([^()\n]{1,30}\))?"
    r"(?:\s(?:[Oo]n|via|at|writing\sat|in)\s[^:.!?]{2,50})?\s?:\s*$"
)
_PAPER = (
    r"(?:post|posts|posting|letter|statement|tweet|memo|speech|column|e-?mail|account|page|blog|book|op-ed|message"
    r"|remarks|report|essay|article|editorial|diary|note|piece|testimony)"
)
_FROM = re.compile(
    r"(?:^(?:[\w’'-]+\s){0,4}|[.!?][”\"’]?\s(?:[A-Z]?[a-z]+\s)?|\s[–—-]\s?(?:[A-Z]?[a-z]+\s)?)[Ff]rom\s(?P<name>(?:the\s[a-z]+(?=\s?:)|[A-ZÀ-Þ][\w-]*(?:\s[A-ZÀ-Þ][\w.-]*){0,3}(?=['’]|\s?:)))"
    rf"(?:['’]s?\s(?:[\w-]+\s){{0,3}}?{_PAPER}(?:\s(?:on|about|in|to|of)\s[^:.!?\n]{{2,50}})?)?\s?:\s*$"
)
"""A paper and whose it is, before a colon: "From Ann Lee's letter to the board:"."""
_OWNED = re.compile(
    r"(?<![\w.])(?!(?:It|He|She|That|There|What|Who|Here|Let|This|Where|How|When|Why|Everyone|Someone|Nobody|Now)\b)"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.\s)?[A-ZÀ-Þ][\w-]*(?:\s[A-ZÀ-Þ][\w-]*){0,2})['’]s?\s"
    r"(?:(?:[a-z-]+\s){1,3}(?:of|for|that|about|against)\s(?:an?\s|the\s)?)?$"
)
"""Whose words a marked part of a sentence is: "Ann Lee's rejection of “…”"."""
_NAMELIKE = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]*\.?|[A-Z]\.|\b(?:de|la|von|van|bin|al|of|N)\b)(?:\s(?:[A-ZÀ-Þ][\w'’-]*\.?|de|la|von|van|bin|al|of|the)){0,6}"
)
_THAT = re.compile(r"(?:\s[\w'’-]+,?){0,16}?\s(?=that\b)")
"""What may stand between a verb of saying and its clause."""
_NOBODY = frozenset({"it", "this", "that", "these", "those", "there", "which", "what", "i", "we", "you"})
"""Subjects of the running text that are nobody's."""
_BEHIND = 60
"""Characters behind a fragment in which the verb of who says it stands."""
_HEADING = 300
"""Characters before an utterance in which a label is looked for."""
_REACH = 1_500
"""Characters on each side of a fragment in which its sentence is looked for."""
FREE_WORDS = 3
"""Words that an unattributed fragment in mid-sentence needs to be shown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the loose rules look at: the text, its paragraphs and the judged stretches."""

    text: str
    paragraphs: Sequence[Span]
    stretches: Sequence[Stretch]
    judged: Sequence[Marked]
    leads: Sequence[Lead] = ()
    """Subjects of the running text with their verbs, in order; none where nothing is parsed."""
    governors: Mapping[int, Lead] = field(default_factory=dict)
    """For a marked fragment (by index) whose verb it hangs on."""
    parsed: bool = False


def loose_drafts(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Attribute every utterance that `drafts` leave out; returns the drafts of those, in order."""
    holder = _holders(sheet, drafts)
    out: list[Draft] = []
    for index, stretch in enumerate(sheet.stretches):
        if index in holder or sheet.judged[index] == "scare":
            continue
        draft = (
            _attribute(sheet, index, stretch, holder, drafts)
            if sheet.judged[index] == "speech"
            else _fragment(sheet, index, stretch, drafts)
        )
        if draft is not None:
            holder[index] = draft
            out.append(draft)
    return out


def _fragment(sheet: Sheet, index: int, stretch: Stretch, drafts: Sequence[Draft]) -> Draft | None:
    """A marked part of a sentence that no report holds: its sentence's subject speaks."""
    words = word_count(sheet.text[stretch.inner.start : stretch.inner.end])
    if words < FREE_WORDS or not stretch.closed:
        return None
    bare = Draft((Span(stretch.start, stretch.end),), stretch.paragraph, 45, "fragment", held=(index,))
    paragraph = sheet.paragraphs[stretch.paragraph]
    opening = max(paragraph.start, stretch.start - _REACH)
    breaks = [match.end() for match in _SENTENCE.finditer(sheet.text[opening : stretch.start])]
    first = opening + (breaks[-1] if breaks else 0)
    own = _leads(sheet, first, stretch.start)
    said = next((each for each in own if each.speech), None)
    whole = _clause(sheet, stretch, said, drafts) if said and sheet.parsed else None
    if said and whole:
        return replace(_led(bare, said, "sentence", 50), spans=(whole,))
    owner = _OWNED.search(sheet.text, opening, stretch.start) if sheet.parsed else None
    if owner:
        named = Span(*owner.span("name"))
        return replace(bare, source=named, head=Span(named.start + owner["name"].rfind(" ") + 1, named.end))
    behind = next(iter(_leads(sheet, stretch.end, min(paragraph.end, stretch.end + _BEHIND))), None)
    if behind and behind.speech and _closes(sheet.text, stretch, behind):
        return _led(bare, behind, "sentence", 50)
    governor = sheet.governors.get(index)
    earlier = _earlier(drafts, stretch)
    if governor and not (earlier and _nobody(sheet.text, governor)):
        return _led(bare, governor, "fragment", 45)
    following = sheet.text[stretch.end : min(paragraph.end, stretch.end + _REACH)]
    stop = _SENTENCE.search(following)
    last = stretch.end + (stop.start() if stop else len(following))
    own = [lead for lead in own if not (earlier and _nobody(sheet.text, lead))]
    own = own[-1:] or [lead for lead in _leads(sheet, stretch.end, last) if lead.speech]
    if own:
        return _said(bare, own[0])
    if earlier:
        return _like(bare, earlier, "fragment", 45)
    led = _last_subject(sheet, stretch) if mood("de").search(sheet.text, first, last) else None
    return _said(bare, led) if led else bare


def _closes(text: str, stretch: Stretch, lead: Lead) -> bool:
    """Whether a sentence that goes on behind marked words ends with who says them: "…," Ann Lee said."""
    ended = text[stretch.inner.start : stretch.inner.end].rstrip()[-1:] in {".", "?", "!"}
    near = 0 <= lead.source.start - stretch.end <= 1
    return near and not ended and text[lead.cue.end : lead.cue.end + 1] in {".", ",", ";"}


def _nobody(text: str, lead: Lead) -> bool:
    """Whether a subject can say nothing: "it is “…”"."""
    return text[lead.source.start : lead.source.end].lower() in _NOBODY


def _leads(sheet: Sheet, start: int, end: int) -> Sequence[Lead]:
    """The subjects whose verbs stand in a part of the text."""
    at = [bisect_left(sheet.leads, offset, key=_cue_start) for offset in (start, end)]
    return sheet.leads[at[0] : at[1]]


def _cue_start(lead: Lead) -> int:
    return lead.cue.start


def _clause(sheet: Sheet, stretch: Stretch, lead: Lead, drafts: Sequence[Draft]) -> Span | None:
    """What the verb of saying reports from "that" to the end of its sentence, unless a quotation is there."""
    paragraph = sheet.paragraphs[stretch.paragraph]
    that = _THAT.match(sheet.text, lead.cue.end, stretch.start)
    if that is None:
        return None
    start = that.end()
    following = sheet.text[stretch.end : paragraph.end]
    closed = sheet.text[stretch.inner.start : stretch.inner.end].rstrip()[-1:] in {".", "?", "!"}
    stop = _SENTENCE.search(following)
    rest = "" if closed else following[: stop.start()] if stop else following
    end = stretch.end + len(rest.rstrip(" .!?\n"))
    if lead.source.start >= start or any(
        span.start < end and start < span.end for draft in drafts for span in draft.spans
    ):
        return None
    return Span(start, end)


def _said(bare: Draft, lead: Lead) -> Draft:
    """A fragment in the sentence of a verb of saying is its subject's, in that of another verb perhaps."""
    return _led(bare, lead, "sentence" if lead.speech else "fragment", 45)


def _holders(sheet: Sheet, drafts: Sequence[Draft]) -> dict[int, Draft]:
    """Which draft holds which stretch."""
    holder: dict[int, Draft] = {}
    ends = [stretch.end for stretch in sheet.stretches]
    for draft in drafts:
        for span in draft.spans:
            index = bisect_right(ends, span.start)
            while index < len(ends) and sheet.stretches[index].start < span.end:
                holder[index] = draft
                index += 1
    return holder


def _attribute(
    sheet: Sheet, index: int, stretch: Stretch, holder: dict[int, Draft], drafts: Sequence[Draft]
) -> Draft:
    """The sieve for one utterance."""
    bare = Draft((Span(stretch.start, stretch.end),), stretch.paragraph, 48, "unattributed", held=(index,))
    credit = _credit(sheet, stretch)
    if credit:
        return replace(bare, rule="credit", rate=90, source=credit, head=credit)
    before = holder.get(index - 1)
    if before and stretch.continues:
        return _like(bare, before, "continued", 92)
    named = _headed(sheet, stretch)
    if named:
        return replace(bare, rule="label", rate=88, source=named, head=named)
    announced = _announced(sheet, stretch)
    if announced:
        return _led(bare, announced, "colon", 74)
    if before and _same_paragraph(sheet, index - 1, index):
        return _like(bare, before, "follow-on", 92)
    after = holder.get(index + 1)
    if after and _same_paragraph(sheet, index, index + 1) and _adjacent(sheet, index):
        return _like(bare, after, "follow-on", 88)
    earlier = _earlier(drafts, stretch)
    if earlier:
        return _like(bare, earlier, "follow-on", 88)
    led = _last_subject(sheet, stretch)
    if led:
        return _led(bare, led, "subject before", 58)
    if _alone(sheet, stretch) and stretch.paragraph:
        return _from_paragraph_before(sheet, stretch, bare, drafts, before)
    return replace(bare, rate=48 if stretch.closed else 42)


def _from_paragraph_before(
    sheet: Sheet, stretch: Stretch, bare: Draft, drafts: Sequence[Draft], before: Draft | None
) -> Draft:
    """An utterance that is all of its paragraph: whoever the one before quotes last, else its subject."""
    number = stretch.paragraph - 1
    own = [each for each in drafts if each.paragraph == number]
    if before and before.paragraph == number:
        own.append(before)
    if own:
        return _like(bare, max(own, key=lambda each: each.spans[-1].end), "next paragraph", 78)
    span = sheet.paragraphs[number]
    subjects = [lead for lead in sheet.leads if span.start <= lead.cue.start < span.end and lead.main]
    if subjects:
        return _led(bare, subjects[-1], "paragraph before", 50)
    return replace(bare, rate=48 if stretch.closed else 42)


def _like(bare: Draft, model: Draft, rule: str, rate: int) -> Draft:
    return replace(bare, rule=rule, rate=rate, cue=model.cue, source=model.source, head=model.head)


def _led(bare: Draft, lead: Lead, rule: str, rate: int) -> Draft:
    return replace(bare, rule=rule, rate=rate, cue=lead.cue, source=lead.source, head=lead.head)


def _headed(sheet: Sheet, stretch: Stretch) -> Span | None:
    """A bare name before the colon that leads to an utterance: "From Ann Lee at the Post: “…”"."""
    start = sheet.paragraphs[stretch.paragraph].start
    if stretch.paragraph and not sheet.text[start : stretch.start].strip():
        start = sheet.paragraphs[stretch.paragraph - 1].start
    low = max(start, stretch.start - _HEADING)
    before = sheet.text[low : stretch.start] if low == start else " " + sheet.text[low + 1 : stretch.start]
    start = low
    match = _FROM.search(before) or _HEADED.search(before)
    return Span(start + match.start("name"), start + match.end("name")) if match else None


def _announced(sheet: Sheet, stretch: Stretch) -> Lead | None:
    """Who speaks in the sentence that a colon ends before the utterance, here or in the paragraph before."""
    start = sheet.paragraphs[stretch.paragraph].start
    before = sheet.text[start : stretch.start].rstrip()
    if not before and stretch.paragraph:
        start = sheet.paragraphs[stretch.paragraph - 1].start
        before = sheet.text[start : stretch.start].rstrip()
    if not before.endswith(":"):
        return None
    breaks = [match.end() for match in _SENTENCE.finditer(before)]
    first = start + (breaks[-1] if breaks else 0)
    own = [lead for lead in sheet.leads if first <= lead.cue.start < start + len(before)]
    speaking = [lead for lead in own if lead.speech]
    return speaking[-1] if speaking else own[-1] if own else None


def _earlier(drafts: Sequence[Draft], stretch: Stretch) -> Draft | None:
    """The last quotation of any kind before it in its paragraph."""
    own = [
        each for each in drafts if each.paragraph == stretch.paragraph and each.spans[-1].end <= stretch.start
    ]
    return own[-1] if own else None


def _last_subject(sheet: Sheet, stretch: Stretch) -> Lead | None:
    """The subject of the last main clause before it in its paragraph."""
    start = sheet.paragraphs[stretch.paragraph].start
    own = [lead for lead in sheet.leads if start <= lead.cue.start < stretch.start and lead.main]
    return own[-1] if own else None


def _same_paragraph(sheet: Sheet, one: int, two: int) -> bool:
    return sheet.stretches[one].paragraph == sheet.stretches[two].paragraph


def _adjacent(sheet: Sheet, index: int) -> bool:
    """Nothing but stops and blanks up to the next stretch."""
    return not word_count(sheet.text[sheet.stretches[index].end : sheet.stretches[index + 1].start])


def _alone(sheet: Sheet, stretch: Stretch) -> bool:
    """Whether the utterance is all its paragraph has."""
    paragraph = sheet.paragraphs[stretch.paragraph]
    if paragraph.end - paragraph.start > stretch.end - stretch.start + 40:
        return False
    rest = sheet.text[paragraph.start : stretch.start] + sheet.text[stretch.end : paragraph.end]
    return not word_count(rest)


def _credit(sheet: Sheet, stretch: Stretch) -> Span | None:
    """`"…" — Name`: on the same line or, after a line that is only the quotation, on the next."""
    paragraph = sheet.paragraphs[stretch.paragraph]
    match = _CREDIT.match(sheet.text[stretch.end : paragraph.end])
    if match is None and _alone(sheet, stretch) and stretch.paragraph + 1 < len(sheet.paragraphs):
        following = sheet.paragraphs[stretch.paragraph + 1]
        match = _CREDIT.match(sheet.text[following.start : following.end])
        return _named(match, following.start)
    return _named(match, stretch.end)


def _named(match: re.Match[str] | None, offset: int) -> Span | None:
    if match is None or not _NAMELIKE.fullmatch(match["name"].strip()):
        return None
    return Span(offset + match.start("name"), offset + match.end("name"))
