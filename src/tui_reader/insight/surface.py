"""Attribution by surface patterns around a marked utterance, for any language and where nothing is parsed.

Reads the words next to the marks: `"…," said Ann Lee`, `"…", so die Frau`, `a déclaré le maire : « … »`.
The tables of verbs and small words for each language are in `data/surface.json`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tui_reader.insight.drafts import Draft, Lead, touches
from tui_reader.insight.gazetteer import gazetteer
from tui_reader.insight.loose import Sheet
from tui_reader.insight.marks import Stretch
from tui_reader.insight.masking import dateline
from tui_reader.insight.patterns import Patterns, patterns
from tui_reader.insight.scare import word_count
from tui_reader.insight.wording import NAME, forms, tables
from tui_reader.model.document import Span

_TAIL = 260
"""Characters next to the marks that are read."""
_SENTENCE = 500
"""Characters of a sentence that are read."""
_BREAK = re.compile(
    r"(?<!\b[A-ZÄÖÜ\d])(?<!\b\d\d)(?<!\bDr)(?<!\bProf)(?<!\bSt)(?<!\bNr)[.!?…](?:\s?[\"”“’'»)\]])*\s+(?=[\"“„‘'«(»]?[A-Z0-9À-Þ])"
)
_BLANK_BREAK = re.compile(_BREAK.pattern.rsplit("(?=", 1)[0] + r"(?=[\"“„‘'«(»]|[A-Z0-9À-Þ])")
"""The same where marked stretches are blanked."""
_STAMP = re.compile(r"(?:\+{2,}\s)?\d{1,2}(?:[.:h]\d\d)?(?:\sUhr)?\s?[.:]\s")
"""The hour that an entry of a live report begins with."""
_ELIDED = re.compile(r"[LDld]['’]")
_CALLED = re.compile(
    r"(?:\b(?:von|als|vor|nann\w+|nenn\w+|für)\s(?:[a-zäöüß]+\s){0,3}|\b(?:es|ihn|sie|das|dies)\s)$"
)
"""What stands before a word that somebody uses of something."""
_NOUN = re.compile(
    r"(?<=\b(?:von|als|vor)\s)(?:eine?[mnrs]?|der|die|das|den|dem)\s(?:[a-zäöüß]+\s){0,2}$"
    r"|(?<=\bde\s)(?:une?|la|son|sa|ses|leurs?)\s(?:[a-zà-ÿ]+\s){0,2}$"
)
"""An article between a verb's preposition and the marks belongs to what is said: "sprach von | einem „…“"."""
_OF = re.compile(r"(?:\b(?:de(?:\sl[ao]s?)?|du|des|del|di|della|do|da)\s|['’])$")
"""A name behind these is no speaker's: "les gendarmes de Dol"."""
_FULL_NAME = re.compile(rf"{NAME}(?:\s(?:de|la|von|van|zu)\s{NAME}|\s{NAME}){{0,2}}$")
_APPOSED = re.compile(
    rf"(?:\s(?:de|du|des|der|di|of|von)\s{NAME})?,\s(?P<name>{NAME}(?:\s{NAME}){{1,3}})(?=[,.:;]|\s[a-z]|$)"
)
"""A name in apposition: le maire, Paul Fernet."""


def surface_drafts(sheet: Sheet, drafts: Sequence[Draft], lang: str) -> list[Draft]:
    """Utterances that `drafts` leave out and that stand next to a verb of saying with its subject."""
    known = patterns(lang if lang in tables() else "en")
    taken = sorted(span for draft in drafts if draft.source for span in draft.spans)
    found = []
    for index, stretch in enumerate(sheet.stretches):
        if sheet.judged[index] == "scare" or touches(taken, Span(stretch.start, stretch.end)):
            continue
        draft = _attributed(sheet, index, stretch, known)
        if draft is not None:
            found.append(draft)
    return found


def speaker_names(sheet: Sheet, lang: str) -> list[Span]:
    """The names of people among the speakers, where there is no model to find names."""
    sources = {draft.source for draft in surface_drafts(sheet, [], lang) if draft.source}
    sources |= {lead.source for lead in surface_leads(sheet, lang)}
    headings = ("small", "oblique", "pronouns", "openers")
    small = {word.casefold() for heading in headings for word in forms(lang, heading)}
    found = []
    for source in sorted(sources):
        match = _FULL_NAME.search(sheet.text, source.start, source.end)
        name = match.group() if match else ""
        if not match or _ELIDED.match(name) or name.split()[0].casefold() in small:
            continue
        if _OF.search(sheet.text, source.start, match.start()):
            continue
        if name.split()[-1] in forms(lang, "reports"):
            continue
        if lang != "de" or " " in name:
            start = match.start() + (_office(name) if lang == "de" else 0)
            start += 3 if name.startswith("Me ") else 0
            found.append(Span(start, match.end()))
    return found


def _office(name: str) -> int:
    """Characters of a German noun that stands before first name and surname: "Trainerin Eva Stahl"."""
    words = name.split()
    noun = len(words) > 2 and words[0] not in gazetteer().first_names
    return len(words[0]) + 1 if noun else 0


def surface_leads(sheet: Sheet, lang: str) -> list[Lead]:
    """Who says something in each sentence of prose that nothing parsed; for languages with a table.

    Marked stretches count as one foreign word each, so that no verb is looked for in them.
    """
    if lang not in tables() or not patterns(lang).by_sentence:
        return []
    known = patterns(lang)
    blank = _blanked(sheet)
    found = []
    for span in sentences(sheet):
        match = next(
            (hit for each in known.before if (hit := each.match(blank[span.start : span.end]))), None
        )
        if match and _complete(match.string, match.end("cue"), match["cue"], lang):
            found.append(Lead(*_parts(match, span.start, known), speech=True, main=True))
    return found


def _complete(sentence: str, after: int, cue: str, lang: str) -> bool:
    """Whether a verb that says something only with its particle has it: "gab … an", but not "gab es"."""
    particles = _particles(lang).get(cue)
    return particles is None or bool(particles.search(sentence, after))


@functools.cache
def _particles(lang: str) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for pair in sorted(forms(lang, "particles")):
        verb, particle = pair.split(" ")
        found.setdefault(verb, []).append(particle)
    return {verb: re.compile(rf"\b(?:{'|'.join(words)})(?=[,.:;\s]|$)") for verb, words in found.items()}


def sentences(sheet: Sheet) -> list[Span]:
    """The sentences of all paragraphs, told by stops and capitals outside of marks, long ones cut."""
    blank, found = _blanked(sheet), []
    for paragraph in sheet.paragraphs:
        body = blank[paragraph.start : paragraph.end]
        ends = [match.end() for match in _BLANK_BREAK.finditer(body)]
        for begin, high in pairwise([0, *ends, len(body)]):
            stamp = _STAMP.match(body, begin, high)
            low = stamp.end() if stamp else begin or dateline(body)
            opening = low + len(body[low:high]) - len(body[low:high].lstrip())
            stop = max(opening, min(high, opening + _SENTENCE))
            found.append(Span(paragraph.start + opening, paragraph.start + stop))
    return found


def _blanked(sheet: Sheet) -> str:
    """The text with the inside of every marked stretch made of one small letter."""
    parts, last = [], 0
    for stretch in sheet.stretches:
        inner = stretch.inner
        if inner.start < last:
            continue
        size = inner.end - inner.start
        stop = sheet.text[inner.start : inner.end].rstrip()[-1:]
        stop = stop if stop in {".", "?", "!", "…"} else "x"
        parts += [sheet.text[last : inner.start], "x" * (size - 1), stop]
        last = inner.end
    return "".join([*parts, sheet.text[last:]])


def _attributed(sheet: Sheet, index: int, stretch: Stretch, known: Patterns) -> Draft | None:
    """The first pattern that fits: what follows the marks, what stands in them, then what stands before."""
    speech = sheet.judged[index] == "speech" or (known.by_sentence and _long(sheet.text, stretch))
    end = min(stretch.end + _TAIL, sheet.paragraphs[stretch.paragraph].end)
    after = sheet.text[stretch.end : end]
    if speech or (known.by_sentence and after.startswith(",")):
        for pattern in known.after:
            match = pattern.match(after)
            if match and not _next_sentence(sheet.text, stretch, after, match):
                return _draft(index, stretch, match, stretch.end, 90, known)
    return _within(sheet, index, stretch, known) or _behind(sheet, index, stretch, known, speech=speech)


def _within(sheet: Sheet, index: int, stretch: Stretch, known: Patterns) -> Draft | None:
    """An attribution between the marks, which parts the utterance."""
    inner = sheet.text[stretch.inner.start : stretch.inner.end]
    match = next((hit for each in known.inside if (hit := each.search(inner))), None)
    if match is None:
        return None
    whole = _draft(index, stretch, match, stretch.inner.start, 88, known)
    return replace(whole, spans=_parted(stretch, match))


def _behind(sheet: Sheet, index: int, stretch: Stretch, known: Patterns, *, speech: bool) -> Draft | None:
    """The utterance behind its attribution, of which a noun may begin before the marks."""
    start = max(stretch.start - _TAIL, sheet.paragraphs[stretch.paragraph].start)
    before = sheet.text[start : stretch.start]
    if known.by_sentence:
        breaks = [match.end() for match in _BREAK.finditer(before)]
        start += breaks[-1] if breaks else 0
        start += len(sheet.text[start : stretch.start]) - len(sheet.text[start : stretch.start].lstrip())
        before = sheet.text[start : stretch.start]
        if speech and not before.strip():
            return None
    for pattern in known.before:
        match = (pattern.match if known.by_sentence else pattern.search)(before)
        if match and (speech or not _mere_word(sheet.text, stretch, before, known)):
            rate = 90 if sheet.judged[index] == "speech" else 70
            draft = _draft(index, stretch, match, start, rate, known)
            noun = _NOUN.search(before, match.end()) if known.by_sentence and not speech else None
            return replace(draft, spans=(Span(start + noun.start(), stretch.end),)) if noun else draft
    return None


def _mere_word(text: str, stretch: Stretch, before: str, known: Patterns) -> bool:
    """German: whether a single marked word is no more than an unusual one."""
    one = word_count(text[stretch.inner.start : stretch.inner.end]) == 1
    return one and known.capital_nouns and not _CALLED.search(before)


def _parted(stretch: Stretch, match: re.Match[str]) -> tuple[Span, ...]:
    """What stands before and after an attribution within the marks."""
    before = Span(stretch.start, stretch.inner.start + match.start())
    skipped = re.compile(r"[\s,.]*").match(match.string, match.end())
    start = stretch.inner.start + (skipped.end() if skipped else match.end())
    return (before, Span(start, stretch.end)) if start < stretch.inner.end else (before,)


def _next_sentence(text: str, stretch: Stretch, after: str, match: re.Match[str]) -> bool:
    """Whether what follows the marks introduces the next utterance rather than ends this one."""
    closed = text[stretch.inner.start : stretch.inner.end].rstrip()[-1:] == "."
    alone = after[match.end() : match.end() + 1] == "."  # `…." Keller said.` is no new sentence
    opens = closed and after.lstrip()[:1].isupper() and not alone
    return opens or after[match.end() : match.end() + 1] == ":"


def _long(text: str, stretch: Stretch) -> bool:
    return word_count(text[stretch.inner.start : stretch.inner.end]) >= 4


def _draft(
    index: int, stretch: Stretch, match: re.Match[str], offset: int, rate: int, known: Patterns
) -> Draft:
    cue, who, head = _parts(match, offset, known)
    return Draft(
        (Span(stretch.start, stretch.end),), stretch.paragraph, rate, "surface", cue, who, head, held=(index,)
    )


def _parts(match: re.Match[str], offset: int, known: Patterns) -> tuple[Span, Span, Span]:
    """Cue, speaker as written and his head word, with the name in apposition to a phrase taken in."""
    who = Span(offset + match.start("who"), offset + match.end("who"))
    named = (
        _APPOSED.match(match.string, match.end("who"))
        if not match["who"][0].isupper() or not {" ", "'", "’"}.isdisjoint(match["who"])
        else None
    )
    if named:
        who = Span(who.start, offset + named.end("name"))
    said = match.string[who.start - offset : who.end - offset].rstrip()
    tail = None if named else known.tail.search(said, 4)
    core = said[: tail.start()] if tail else said
    head = Span(who.start + core.rfind(" ") + 1, who.start + len(core))
    return Span(offset + match.start("cue"), offset + match.end("cue")), who, head
