"""The words of each language that report speech, from `data/surface.json`, and what a speaker looks like.

Makes parts of regular expressions; what they are put together to is for `patterns`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import resources

Table = dict[str, list[str] | str]

NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof|St|M|Mme)\.\s)?(?:[A-Z]\.(?=\s[A-Z])|[A-ZÀ-ÞŁŚŠŽ][\w'’-]*)"
"""One capitalised word, or an initial."""
NEVER = r"(?!)(?P<who>)(?P<cue>)"
"""Fits nowhere."""
WORDS = r"[\w'’„“”\"«»-]+"
"""A word or a marked stretch."""
APPOSED = r"(?:\s\([^)]{1,40}\))?(?:,\s[^.;:]{2,90}?,)?"
"""What may stand behind a speaker before his verb: "(CDU)", ", mayor of the town,"."""


@functools.cache
def tables() -> dict[str, Table]:
    """The words of each language."""
    raw: dict[str, Table] = json.loads(
        resources.files(__package__).joinpath("data", "surface.json").read_text("utf-8")
    )
    return raw


@functools.cache
def forms(lang: str, heading: str) -> frozenset[str]:
    """The words that a language's table has under a heading; none where it has no such heading."""
    return frozenset(tables().get(lang, {}).get(heading, []))


def either(words: Sequence[str] | str) -> str:
    """Words as alternatives, longest first."""
    return "(?:" + "|".join(sorted(map(_escaped, words), key=len, reverse=True)) + ")"


def _escaped(word: str) -> str:
    """A word as it may be written: both apostrophes."""
    return word.replace(".", r"\.").replace("'", "['’]").replace("’", "['’]").replace("['['’]]", "['’]")


def who(table: Table, small: str = "small") -> str:
    """A name with what may stand in it, a pronoun, or a short noun phrase that a word of `small` opens."""
    links = either(table["links"])
    opening = either([form for word in table[small] for form in (word, word.capitalize())])
    no_name = either([word.capitalize() for word in (*table["small"], *table["pronouns"])])
    name = rf"(?!{no_name}\b){NAME}(?:\s(?:{links}\s?){{0,2}}{NAME}){{0,5}}"
    pronoun = either([form for word in table["pronouns"] for form in (word, word.capitalize())])
    if "stops" in table:
        return rf"(?:{_french_phrase(table, opening, name)}|{name}|{pronoun}\b)"
    word = r"(?!(?:and|or|but|who|that|which|und|et)\b)[\w'’-]+"
    noun = rf"(?:{name}|\d+-[Jj]ährigen?\b)" if table.get("nouns") == "capital" else rf"(?:{name}|{word})"
    phrase = rf"{opening}\b\s?(?:{word}\s){{0,3}}?{noun}(?:\s{name})?"
    if table.get("nouns") == "capital":
        genitive = rf"{NAME}s\s(?:[a-zäöüß]\w*\s){{0,2}}{name}"
        phrase = rf"(?:{phrase}|\d[\d.]*\s{NAME})"
        name = rf"(?:{genitive}|{name})"
    if "tails" not in table:
        return rf"(?:{name}|{pronoun}\b|{phrase})"
    tail = rf"(?:\s{either(table['tails'])}\s(?:[a-zäöü][\w-]*\s){{0,2}}{name})?"
    return rf"(?:{name}{tail}|{pronoun}\b|{phrase}{tail})"


def _french_phrase(table: Table, opening: str, name: str) -> str:
    """An article, small words up to the next verb or preposition, "de X" and a name."""
    ends = ["a", "ont", "avait", "avaient", "est", "sont", "de", "du", "des", "n"]
    stop = either([*table["stops"], *table["verbs"], *ends])
    word = rf"(?!{stop}\b)(?:[a-zà-ÿ][\w-]*|Premi(?:er|ère)\s[a-z]+)"
    of = rf"(?:\s(?:de\sl['’]|de\sla\s|du\s|des\s|de\s|d['’])(?:{name}|{word}(?:\s{word})?))"
    noun = rf"{word}(?:\s{word}){{0,2}}{of}{{0,2}}(?:\s{name}(?:\set\s{name})?)?"
    return rf"(?:{opening}(?:\s|(?<=['’])))(?:{noun}|{name}{of}?)"
