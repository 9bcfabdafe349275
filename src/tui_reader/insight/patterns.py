"""The surface patterns of attribution, for each language from its tables and from what only it has.

Regular expressions only, each with the groups `who` and `cue`; what they are tried on is for `surface`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from tui_reader.insight import patterns_french as french
from tui_reader.insight import patterns_german as german
from tui_reader.insight.verbs import speech_forms
from tui_reader.insight.wording import NAME, Table, either, tables, who
from tui_reader.insight.words import word_set

_LOWER = r"(?!(?:and|or|but|who|that|which|as|in|on|at|to|of)\b)[a-z][\w'’-]*"
_APPOSITIVE = r"(?:\s\([^)]{1,40}\))?(?:,\s[^,.;:\"“”„«»]{2,90},)?"
_MARKED = r"(?:\s\([^)]{1,40}\))?(?:,\s(?:[^,.;:\"“”„«»]|[\"“][^,.;:\"“”]{1,40}[\"”]){2,90},)?"
"""The same with a marked word or two in it."""
_GAP = r"\s*[,–—-]?\s*"
"""What stands between the marks and an attribution behind them."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns of one language, each with groups `who` and `cue`."""

    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    inside: tuple[re.Pattern[str], ...]
    """An attribution within the marks, as the French press has it."""
    by_sentence: bool
    """The second kind is matched from the beginning of the sentence before the marks."""
    capital_nouns: bool
    """All nouns are written as names are."""
    tail: re.Pattern[str]
    """Where what follows the head of a speaker's phrase begins: "der Sprecher | des Senders"."""


@functools.cache
def patterns(lang: str) -> Patterns:
    """The patterns of one language that has a table."""
    table = tables()[lang]
    if lang == "en":
        return _english(table)
    speaker, verb = who(table), french.verb_of(table)
    asides = rf"(?:\s(?:{either(table.get('asides', ['(?!)']))}|am\s\w+|mit|an|hinzu)){{0,3}}"
    plain = verb if "reflexive" in table else either([*table["verbs"], *table["inverted"]])
    plain = rf"(?!{german.NAMED}){plain}" if german.is_german(table) else plain
    inverted = rf"(?P<cue>{plain}){asides}\s+(?P<who>{speaker})"
    own = rf"(?P<who>{speaker}){_APPOSITIVE}\s+(?:[\w'’-]+\s){{0,8}}?{table['aux']}(?P<cue>{verb})\b"
    opening = _opening(table)
    past, only = german.past_inverted(table), german.is_german(table)
    dative = german.dative_first(table) if only else ""
    return Patterns(
        inside=(
            re.compile(rf",\s(?P<cue>{plain})\s(?P<who>{speaker})(?=[,.])"),
            re.compile(rf",\s{french.attached(table)}(?=[,.])"),
        ),
        by_sentence=True,
        after=(
            re.compile(rf"{_GAP}{french.attached(table)}", re.IGNORECASE),
            *(german.behind_marks(table) if only else ()),
            re.compile(rf"{_GAP}(?:\w+\s)?{past}"),
            re.compile(rf"{_GAP}(?:\w+\s){{0,1}}?{inverted}"),
            *french.delayed(table, verb, speaker),
            re.compile(rf"{_unknown_verb(table)}\s(?P<who>{speaker})(?=[\s,.:;])"),
        ),
        before=(
            *(() if only else french.according(table)[:1]),
            *(german.cited(table, opening) if only else ()),
            re.compile(rf"{dative}(?!{opening}){own}"),
            *french.introduced(table, own),
            re.compile(rf".{{0,160}}?\b{past}"),
            re.compile(rf".{{0,160}}?\b{inverted}"),
            *(german.according(table) if only else french.according(table)),
            *_before_colon(table, speaker, opening),
        ),
        capital_nouns=only,
        tail=_tail(table),
    )


def _before_colon(table: Table, speaker: str, opening: str) -> tuple[re.Pattern[str], ...]:
    """Any verb with its subject in a sentence that a colon ends: "Eva Stahl lacht über die Frage:"."""
    verb = rf"(?!{either(table.get('copulas', ['(?!)']))}\b)(?P<cue>[a-zà-ÿß]{{3,}})"
    rest = r"\b[^:.!?«»„“]{0,160}:\s*$"
    straight = re.compile(rf"(?!{opening})(?P<who>{speaker}){_APPOSITIVE}\s+{verb}{rest}")
    if not german.is_german(table):
        return (straight,)
    return straight, re.compile(rf"{opening}[^:.!?«»„“]{{0,60}}?\s{verb}\s(?P<who>{speaker}){rest}")


def _unknown_verb(table: Table) -> str:
    """A verb that the table does not know, where only one of saying can stand: "…", lachte Eva Stahl."""
    small = rf"(?!{either(table.get('copulas', ['(?!)']))}\b)"
    if german.is_german(table):
        return rf",\s{small}(?P<cue>[a-zäöüß]{{3,}})(?:\ssich)?"
    if "reflexive" not in table:
        return "(?!)(?P<cue>)"
    more = r"(?:\s(?!qu[ei]\b|dont\b)[a-zà-ÿ'’-]+){0,3}?"
    return rf"\s?,\s(?:(?=(?:a|ont|avait)\s)|{small})(?P<cue>[a-zà-ÿ'’-]+{more})"


def _english(table: Table) -> Patterns:
    """What may stand before the marks in English, ending at them, and behind them."""
    speaker, verb = who(table), either(sorted(speech_forms()))
    plain = either(sorted(speech_forms() - word_set("report noun")))
    loud = either(sorted({each.capitalize() for each in speech_forms() - word_set("report noun")}))
    adverb = r"(?:\s+(?:[\w'’-]+\s+){0,4}?)"
    says, stating = (rf"{table['aux']}(?P<cue>{each})" for each in (verb, plain))
    role = rf"(?:(?:the|a|an)\s)?(?:{NAME}\s){{0,3}}(?:{_LOWER}\s){{1,4}}{NAME}(?:\s{NAME})*"
    behind = rf"(?:{role})|{speaker}"
    return Patterns(
        inside=(),
        by_sentence=False,
        after=(
            re.compile(rf"{_GAP}(?:\w+\s){{0,1}}?(?P<cue>{verb})\s+(?P<who>{behind})"),
            re.compile(rf"['’]?{_GAP}(?P<who>{behind}){_MARKED}\s+{says}\b"),
            re.compile(
                rf"{_GAP}(?P<cue>per)\s(?P<who>the\s(?:[\w'’-]+\s){{0,2}}?[a-z][\w-]+|{NAME}(?:\s{NAME}){{0,3}})(?=[.,;])"
            ),
            re.compile(rf"['’]?{_GAP}(?P<who>{NAME}(?:\s{NAME}){{0,3}}){_MARKED}\s+(?P<cue>{loud})\b"),
        ),
        before=(
            re.compile(
                rf"\b[Ii]n\s(?P<who>{NAME}(?:\s{NAME}){{0,3}}?|the\s(?:[a-z]+\s)?[a-z]+)['’]s?\s"
                r"(?P<cue>(?:own\s)?(?:words|phrase|telling|account|description)),?\s*$"
            ),
            re.compile(
                rf"\b[Aa]s\s+(?P<who>{speaker}){_APPOSITIVE}\s+(?:\w+\s)?"
                r"(?P<cue>puts?\s(?:it|this|that))\b[^.!?\"“”]{0,80}[,:]\s*$"
            ),
            re.compile(
                rf"(?:^|[\s(]|['’])(?P<who>{speaker}){_APPOSITIVE}(?<!['’]s)\s+{stating}\b[^.!?\"“”„«»:]{{0,80}}[,:]\s*$"
            ),
            re.compile(
                rf"\b(?<!['’]s\s)(?P<cue>{plain}){adverb}(?P<who>{speaker}){_APPOSITIVE}[^.!?\"“”„«»:,]{{0,60}}:\s*$"
            ),
        ),
        capital_nouns=False,
        tail=_tail(table),
    )


def _tail(table: Table) -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)\s{either(table['tails'])}\s" if "tails" in table else "(?!)")


def _opening(table: Table) -> str:
    """What begins a sentence and is no subject: "Von der Bahn", but not "Von der Leyen sagte"."""
    openers = either(table.get("openers", ["(?!)"]))
    return rf"(?!Von\sder\s{NAME}\s{either(table['verbs'])}\b){openers}\b"
