"""The surface patterns of attribution, compiled for each language from the tables of `data/surface.json`.

Regular expressions only, each with the groups `who` and `cue`; what they are tried on is for `surface`.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from tui_reader.insight.verbs import speech_forms

NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof|St|M|Mme)\.\s)?(?:[A-Z]\.(?=\s[A-Z])|[A-ZÀ-ÞŁŚŠŽ][\w'’-]*)"
"""One capitalised word, or an initial."""
_LOWER = r"(?!(?:and|or|but|who|that|which|as|in|on|at|to|of)\b)[a-z][\w'’-]*"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns of one language, each with groups `who` and `cue`."""

    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    inside: tuple[re.Pattern[str], ...]
    """An attribution within the marks, as the French press has it."""
    by_sentence: bool
    """The second kind is matched from the beginning of the sentence before the marks."""
    tail: re.Pattern[str]
    """Where what follows the head of a speaker's phrase begins: "der Sprecher | des Senders"."""


_PERFECT = {
    "fr": r"(?:a|ont|avait|avaient)(?:-t)?(?:-\w+)?\s(?:(?:\w+ment|aussi|également|ensuite)\s)?",
    "de": r"(?:hat|hatte|haben|hatten|habe|wird|wurde|werden)\s(?:[\w'’-]+\s){0,10}?",
}
_NEVER = r"(?!)(?P<who>)(?P<cue>)"


@functools.cache
def tables() -> dict[str, dict[str, list[str] | str]]:
    """The words of each language."""
    raw: dict[str, dict[str, list[str] | str]] = json.loads(
        resources.files(__package__).joinpath("data", "surface.json").read_text("utf-8")
    )
    return raw


@functools.cache
def patterns(lang: str) -> Patterns:
    """The patterns of one language that has a table."""
    table = tables()[lang]
    who = _who(table, "small")
    appositive = r"(?:\s\([^)]{1,40}\))?(?:,\s[^,.;:\"“”„«»]{2,90},)?"
    forms = [*table["verbs"]] if lang != "en" else sorted(speech_forms())
    verb = _either(forms)
    if "participles" in table:
        verb = rf"(?:{verb}|{_PERFECT[lang]}{_either(table['participles'])})"
    says = rf"{table['aux']}(?P<cue>{verb})"
    inverted = rf"(?P<cue>{_either([*forms, *table['inverted']])})" if lang != "fr" else rf"(?P<cue>{verb})"
    asides = rf"(?:\s(?:{_either(table.get('asides', ['(?!)']))}|am\s\w+|mit|an|hinzu)){{0,3}}"
    own = rf"(?P<who>{who}){appositive}\s+(?:[\w'’-]+\s){{0,8}}?{says}\b"
    return Patterns(
        inside=(
            re.compile(rf",\s{inverted}\s(?P<who>{who})(?=[,.])"),
            re.compile(rf",\s{_attached(lang)}(?=[,.])"),
        ),
        by_sentence=lang != "en",
        after=(
            re.compile(rf"\s*[,–—-]?\s*{_attached(lang)}", re.IGNORECASE),
            re.compile(rf"\s*[,–—-]?\s*(?:\w+\s)?{_past_inverted(table, who)}"),
            re.compile(rf"\s*[,–—-]?\s*(?:\w+\s){{0,1}}?{inverted}{asides}\s+(?P<who>{who})"),
            re.compile(
                rf"['’]?\s*[,–—-]?\s*(?P<who>(?:(?:{_LOWER}\s){{1,3}}{NAME}(?:\s{NAME})*)|{who}){appositive}\s+{says}\b"
            ),
        ),
        before=_english(who, appositive, says, inverted)
        if lang == "en"
        else (
            *_cited(table),
            re.compile(rf"(?!{_opening(table)}){own}"),
            re.compile(rf".{{0,160}}?\b{_past_inverted(table, who)}"),
            re.compile(rf".{{0,160}}?\b{inverted}{asides}\s+(?P<who>{who})"),
            *_according(table),
        ),
        tail=re.compile(rf"(?<=\w)\s{_either(table.get('tails', ['(?!)']))}\s"),
    )


def _english(who: str, appositive: str, says: str, inverted: str) -> tuple[re.Pattern[str], ...]:
    """What may stand before the marks in English, ending at them."""
    adverb = r"(?:\s+(?:[\w'’-]+\s+){0,4}?)"
    return (
        re.compile(
            rf"\b[Aa]s\s+(?P<who>{who}){appositive}\s+(?:\w+\s)?(?P<cue>put\s(?:it|this|that))\b[^.!?\"“”]{{0,80}}[,:]\s*$"
        ),
        re.compile(rf"(?:^|[\s(]|['’])(?P<who>{who}){appositive}\s+{says}\b[^.!?\"“”„«»:]{{0,80}}[,:]\s*$"),
        re.compile(rf"\b{inverted}{adverb}(?P<who>{who}){appositive}[^.!?\"“”„«»:,]{{0,60}}:\s*$"),
    )


def _opening(table: dict[str, list[str] | str]) -> str:
    """What begins a sentence and is no subject: "Von der Bahn", but not "Von der Leyen sagte"."""
    openers = _either(table.get("openers", ["(?!)"]))
    return rf"{openers}\b(?!\sder\s{NAME}\s{_either(table['verbs'])}\b)"


def _past_inverted(table: dict[str, list[str] | str], who: str) -> str:
    """The German perfect around its subject: "hatte Lena Roth in einem Brief erklärt"."""
    if "past" not in table:
        return _NEVER
    return (
        rf"(?:hat|hatte|haben|hatten|habe)\s(?P<who>{who})\s"
        rf"(?:[\w'’-]+\s){{0,10}}?(?P<cue>{_either(table['past'])})\b"
    )


def _cited(table: dict[str, list[str] | str]) -> tuple[re.Pattern[str], ...]:
    """German: who is cited with his words, a paper in which it says so, who is cited in the passive."""
    if "oblique" not in table:
        return ()
    who, subject = _who(table, "oblique"), _who(table, "small")
    past = _either(table["past"])
    phrase = r"(?P<cue>mit\s(?:den|diesen|folgenden)\s(?:\w+\s)?Worten)\b"
    return (
        re.compile(
            rf".{{0,160}}?\b(?P<cue>zitierte?n?)\s(?:\w+\s){{0,2}}?(?P<who>{who})\s(?=(?:wie\s|.{{0,40}}\bWorten\b))"
        ),
        re.compile(
            rf".{{0,160}}?\b(?P<cue>(?:heißt|hieß)\ses)\s(?:\w+\s){{0,2}}?(?:in|im|aus|auf|seitens)\s(?P<who>{who})"
        ),
        re.compile(rf"(?:In|Im|Aus|Auf|Seitens)\s(?P<who>{who})\s(?P<cue>(?:heißt|hieß)\ses)\b"),
        re.compile(
            rf"(?P<who>{subject})(?:,\s[^,.;:]{{2,90}},)?\s(?:wird|wurde|werden|wurden|hat|hatte|haben|hatten)\s"
            rf"(?:[\w'’-]+\s){{0,12}}?(?P<cue>{past})\b"
        ),
        re.compile(rf"(?P<who>{subject})(?:,\s[^.;:]{{2,140}}?)?\s(?:[\w'’-]+,?\s){{1,14}}?{phrase}"),
    )


def _according(table: dict[str, list[str] | str]) -> tuple[re.Pattern[str], ...]:
    """Laut X, selon X, and what stands before "zufolge"."""
    who = _who(table, "oblique" if "oblique" in table else "small")
    words = _either(table.get("according", ["(?!)"]))
    found = [re.compile(rf".*?\b(?P<cue>{words})\s(?P<who>{who})")]
    if "oblique" in table:
        found.append(re.compile(rf".{{0,160}}?\b(?P<who>{who})\s(?P<cue>zufolge)\b"))
    return tuple(found)


def _attached(lang: str) -> str:
    """French inversion: a-t-il dit, dit-elle."""
    if lang != "fr":
        return _NEVER
    return (
        r"(?:(?:nous|lui|leur|me|y)\s|m['’])?(?P<cue>(?:a|\w{3,})(?:-t)?-(?P<who>ils?|elles?|on)(?:\s\w+)?)"
    )


def _either(words: Sequence[str] | str) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _who(table: dict[str, list[str] | str], small: str) -> str:
    """A name with what may stand in it, a pronoun, or a short noun phrase that a word of `small` opens."""
    links = _either(table["links"])
    opening = _either([form for word in table[small] for form in (word, word.capitalize())])
    no_name = _either([word.capitalize() for word in (*table["small"], *table["pronouns"])])
    name = rf"(?!{no_name}\b){NAME}(?:\s(?:{links}\s?){{0,2}}{NAME}){{0,5}}"
    pronoun = _either([form for word in table["pronouns"] for form in (word, word.capitalize())])
    word = r"(?!(?:and|or|but|who|that|which|und|et)\b)[\w'’-]+"
    noun = name if table.get("nouns") == "capital" else rf"(?:{name}|{word})"
    phrase = rf"{opening}\b\s?(?:{word}\s){{0,3}}?{noun}(?:\s{name})?"
    if table.get("oblique") is None and "tails" in table:
        phrase += rf"(?:\s{_either(table['tails'])}\s?(?:{name}|[a-zà-ÿ][\w-]+))?"
    elif "tails" in table:
        phrase += rf"(?:\s{_either(table['tails'])}\s(?:[a-zäöü][\w-]*\s){{0,2}}{name})?"
    return rf"(?:{name}|{pronoun}\b|{phrase})"
