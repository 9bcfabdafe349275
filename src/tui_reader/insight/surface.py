"""Attribution by surface patterns around a marked utterance, for any language and where nothing is parsed.

Reads the words next to the marks: `"…," said Ann Lee`, `"…", so die Frau`, `a déclaré le maire : « … »`.
The tables of verbs and small words for each language are in `data/surface.json`.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from tui_reader.insight.drafts import Draft, touches
from tui_reader.insight.loose import Sheet
from tui_reader.insight.marks import Stretch
from tui_reader.insight.scare import word_count
from tui_reader.insight.verbs import speech_forms
from tui_reader.model.document import Span

_TAIL = 260
_BREAK = re.compile(r"(?<!\b[A-ZÄÖÜ])(?<!\bDr)(?<!\bProf)[.!?…][\"”“’'»)\]]*\s+(?=[\"“„‘'«(»]?[A-Z0-9À-Þ])")
"""Characters next to the marks that are read."""
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof|St|M|Mme)\.\s)?(?:[A-Z]\.(?=\s[A-Z])|[A-ZÀ-ÞŁŚŠŽ][\w'’-]*)"

_LOWER = r"(?!(?:and|or|but|who|that|which|as|in|on|at|to|of)\b)[a-z][\w'’-]*"

_FULL_NAME = re.compile(rf"{_NAME}(?:\s(?:de|la|von|van|zu)\s{_NAME}|\s{_NAME}){{0,2}}$")
_APPOSED = re.compile(
    rf"(?:\s(?:de|du|des|der|di|of|von)\s{_NAME})?,\s(?P<name>{_NAME}(?:\s{_NAME}){{1,3}})(?=[,.:;]|\s[a-z]|$)"
)
"""A name in apposition: le maire, Paul Fernet."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Compiled patterns of one language, each with groups `who` and `cue`."""

    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    inside: re.Pattern[str]
    """An attribution within the marks, as the French press has it."""
    by_sentence: bool
    """The second kind is matched from the beginning of the sentence before the marks."""


def surface_drafts(sheet: Sheet, drafts: Sequence[Draft], lang: str) -> list[Draft]:
    """Utterances that `drafts` leave out and that stand next to a verb of saying with its subject."""
    patterns = _patterns(lang if lang in _tables() else "en")
    taken = sorted(span for draft in drafts if draft.source for span in draft.spans)
    found = []
    for index, stretch in enumerate(sheet.stretches):
        if sheet.judged[index] == "scare" or touches(taken, Span(stretch.start, stretch.end)):
            continue
        draft = _attributed(sheet, index, stretch, patterns)
        if draft is not None:
            found.append(draft)
    return found


def speaker_names(sheet: Sheet, lang: str) -> list[Span]:
    """The names of people among the speakers, where there is no model to find names."""
    found = []
    for draft in surface_drafts(sheet, [], lang):
        match = _FULL_NAME.search(sheet.text, draft.source.start, draft.source.end) if draft.source else None
        if match and (lang != "de" or " " in match.group()):
            found.append(Span(*match.span()))
    return found


def _attributed(sheet: Sheet, index: int, stretch: Stretch, patterns: _Patterns) -> Draft | None:
    """The first pattern that fits: what follows the marks, then what stands before them."""
    paragraph = sheet.paragraphs[stretch.paragraph]
    after = sheet.text[stretch.end : min(stretch.end + _TAIL, paragraph.end)]
    start = max(stretch.start - _TAIL, paragraph.start)
    before = sheet.text[start : stretch.start]
    if patterns.by_sentence:
        breaks = [match.end() for match in _BREAK.finditer(before)]
        start += breaks[-1] if breaks else 0
        before = sheet.text[start : stretch.start]
    speech = sheet.judged[index] == "speech" or (patterns.by_sentence and _long(sheet.text, stretch))
    if speech:
        for pattern in patterns.after:
            match = pattern.match(after)
            if match and not _next_sentence(sheet.text, stretch, after, match):
                return _draft(index, stretch, match, stretch.end, 90)
    if patterns.by_sentence:
        inner = sheet.text[stretch.inner.start : stretch.inner.end]
        match = patterns.inside.search(inner)
        if match:
            return _draft(index, stretch, match, stretch.inner.start, 88)
    if patterns.by_sentence and before.rstrip()[-1:] not in {":", ","} and speech and not before.strip():
        return None
    for pattern in patterns.before:
        match = (pattern.match if patterns.by_sentence else pattern.search)(before)
        if match:
            return _draft(index, stretch, match, start, 90 if sheet.judged[index] == "speech" else 70)
    return None


def _next_sentence(text: str, stretch: Stretch, after: str, match: re.Match[str]) -> bool:
    """Whether what follows the marks introduces the next utterance rather than ends this one."""
    closed = text[stretch.inner.start : stretch.inner.end].rstrip()[-1:] == "."
    return (closed and after.lstrip()[:1].isupper()) or after[match.end() : match.end() + 1] == ":"


def _long(text: str, stretch: Stretch) -> bool:
    return word_count(text[stretch.inner.start : stretch.inner.end]) >= 4


def _draft(index: int, stretch: Stretch, match: re.Match[str], offset: int, rate: int) -> Draft:
    who = Span(offset + match.start("who"), offset + match.end("who"))
    named = (
        _APPOSED.match(match.string, match.end("who"))
        if not match["who"][0].isupper() or " " in match["who"]
        else None
    )
    if named:
        who = Span(who.start, offset + named.end("name"))
    cue = Span(offset + match.start("cue"), offset + match.end("cue"))
    said = match.string[who.start - offset : who.end - offset]
    head = Span(who.start + said.rstrip().rfind(" ") + 1, who.end)
    return Draft(
        (Span(stretch.start, stretch.end),), stretch.paragraph, rate, "surface", cue, who, head, held=(index,)
    )


@functools.cache
def _tables() -> dict[str, dict[str, list[str] | str]]:
    raw: dict[str, dict[str, list[str] | str]] = json.loads(
        resources.files(__package__).joinpath("data", "surface.json").read_text("utf-8")
    )
    return raw


@functools.cache
def _patterns(lang: str) -> _Patterns:
    table = _tables()[lang]
    forms = [*table["verbs"]] if lang != "en" else sorted(speech_forms())
    verb = _either(forms)
    if "participles" in table:
        perfect = r"(?:a|ont|avait|avaient)(?:-t)?(?:-\w+)?\s(?:\w+ment\s)?"
        verb = rf"(?:{verb}|{perfect}{_either(table['participles'])})"
    aux = str(table["aux"])
    who = _who(table)
    adverb = r"(?:\s+(?:[\w'’-]+\s+){0,4}?)"
    appositive = r"(?:\s\([^)]{1,40}\))?(?:,\s[^,.;:\"“”„«»]{2,90},)?"
    says = rf"{aux}(?P<cue>{verb})"
    inverted = rf"(?P<cue>{_either([*forms, *table['inverted']])})" if lang != "fr" else rf"(?P<cue>{verb})"
    own = rf"(?P<who>{who}){appositive}\s+(?:[\w'’-]+\s){{0,8}}?{says}\b"
    turned = rf".{{0,160}}?\b{inverted}\s+(?:(?:sich|auch|dazu|hierzu|nun|weiter)\s)?(?P<who>{who})"
    told = rf".*?(?P<cue>{_either(table.get('according', ['(?!)']))})\s(?P<who>{who})"
    before = (
        re.compile(rf"(?!{_either(table.get('openers', ['(?!)']))}\b){own}"),
        re.compile(turned),
        re.compile(told),
    )
    return _Patterns(
        inside=re.compile(rf",\s{inverted}\s(?P<who>{who})(?=[,.])"),
        by_sentence=lang != "en",
        after=(
            re.compile(rf"\s*[,–—-]?\s*{_attached(lang)}", re.IGNORECASE),
            re.compile(
                rf"\s*[,–—-]?\s*(?:\w+\s){{0,1}}?{inverted}(?:\s(?:auch|dazu|am\s\w+|mit|an|dem|hinzu))?\s+(?P<who>{who})"
            ),
            re.compile(
                rf"['’]?\s*[,–—-]?\s*(?P<who>(?:(?:{_LOWER}\s){{1,3}}{_NAME}(?:\s{_NAME})*)|{who}){appositive}\s+{says}\b"
            ),
        ),
        before=before
        if lang != "en"
        else (
            re.compile(
                rf"\b[Aa]s\s+(?P<who>{who}){appositive}\s+(?:\w+\s)?(?P<cue>put\s(?:it|this|that))\b[^.!?\"“”]{{0,80}}[,:]\s*$"
            ),
            re.compile(
                rf"(?:^|[\s(]|['’])(?P<who>{who}){appositive}\s+{says}\b[^.!?\"“”„«»:]{{0,80}}[,:]\s*$"
            ),
            re.compile(rf"\b{inverted}{adverb}(?P<who>{who}){appositive}[^.!?\"“”„«»:,]{{0,60}}:\s*$"),
        ),
    )


def _attached(lang: str) -> str:
    """French inversion: a-t-il dit, dit-elle."""
    if lang != "fr":
        return r"(?!)(?P<who>)(?P<cue>)"
    return r"(?P<cue>(?:a|avait|ont|dit|explique|\w+e)(?:-t)?-(?P<who>ils?|elles?|on)(?:\s\w+)?)"


def _either(words: Sequence[str] | str) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _who(table: dict[str, list[str] | str]) -> str:
    """A name with what may stand in it, a pronoun, or a short noun phrase."""
    links = _either(table["links"])
    small = _either([form for word in table["small"] for form in (word, word.capitalize())])
    no_name = _either([word.capitalize() for word in (*table["small"], *table["pronouns"])])
    name = rf"(?!{no_name}\b){_NAME}(?:\s(?:{links}\s?){{0,2}}{_NAME}){{0,5}}"
    pronoun = _either([form for word in table["pronouns"] for form in (word, word.capitalize())])
    word = r"(?!(?:and|or|but|who|that|which|und|et)\b)[\w'’-]+"
    noun = name if table.get("nouns") == "capital" else rf"(?:{name}|{word})"
    phrase = rf"{small}\s?(?:{word}\s){{0,3}}?{noun}(?:\s{name})?"
    return rf"(?:{name}|{pronoun}\b|{phrase})"
