"""Words that only look like names: common nouns, products, families, what stands before a noun.

Told by how the document itself uses them; which kind the others are is for `evidence`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tui_reader.insight.bounds import Mention, surname
from tui_reader.insight.gazetteer import Gazetteer
from tui_reader.insight.words import alternatives, word_set
from tui_reader.model.document import Span

THING = re.compile(rf" (?!{alternatives('said')}\b|{alternatives('verb')}\b)[a-z]{{3}}")
"""A noun behind a name: "the Vinter chart"."""
_SMALL_WORD = re.compile(r"(?<![\w@./-])[^\W\d_A-ZÀ-Þ][^\W\d_]+(?![\w@]|\.\w)")
_COMPOUND = re.compile(r"-[a-zà-ÿ]")
_OPENS = re.compile(r"(?:^|[.!?:;\n]\s*[\"“‘(]?|\n\s*[\"“‘(])$")
_VERSION = re.compile(r" \d{1,2}(?:\.\d{1,2})?(?![\w%:-]| [A-Z])")
_BEHIND = re.compile(r"\s([a-z]{3,})\b")
_TWICE = 2
_THIRD = 3


def named(
    text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer, *, scored: bool
) -> list[Mention]:
    """The mentions without those that are no names in this document. `scored`: it has scores."""
    small = Counter(word for span in spans for word in _SMALL_WORD.findall(text[span.start : span.end]))
    parts = {word for each in found if " " in each.text for word in each.text.split()}
    listed = {word for each in found if each.known for word in each.known.name.split()}
    parts -= (_openers(text, found) | _nouns(found, small)) - listed
    found = [each for each in found if each.known or not _common(each, small, parts)]
    found = [each for each in found if not _of_compound(text, each) and not _thing(each)]
    found = _without_modifiers(text, _without_families(_parted(_run_together(found, tables))))
    return found if scored else _without_products(text, found)


def _common(mention: Mention, small: Counter[str], parts: set[str]) -> bool:
    """A single word that the document also writes small, and that is no part of a longer name."""
    word = mention.text
    if not word.isalpha() or word.isupper() or mention.title or not word[0].isupper():
        return False
    return word not in parts and word.lower() in small


def _openers(text: str, found: Sequence[Mention]) -> set[str]:
    """Single words that as names only ever begin a sentence, where capitals say nothing."""
    inside = {each.text for each in found if not _OPENS.search(text[max(0, each.start - 4) : each.start])}
    return {each.text for each in found} - inside


def _parted(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, a person cut off where two noun phrases were run together ("Vinter the Skarn Trust")."""
    people = {each.text for each in found if each.kind == "person"} | surnames_of(found)
    out = []
    for each in found:
        head = each.text.partition(" the ")[0]
        cut = head != each.text and not each.known and head in people
        out.append(replace(each, end=each.start + len(head), text=head, kind="person") if cut else each)
    return out


def _run_together(found: Sequence[Mention], tables: Gazetteer) -> list[Mention]:
    """The mentions, a known organisation parted from the surname behind it ("Financial Times Keller")."""
    surnames = surnames_of(found)
    out: list[Mention] = []
    for each in found:
        head, _, last = each.text.rpartition(" ")
        known = tables.forms.get(head)
        if each.known or last not in surnames or known is None or known.kind != "organisation":
            out.append(each)
            continue
        start = each.end - len(last)
        out.append(replace(each, end=each.start + len(head), text=head, kind="organisation", known=known))
        out.append(replace(each, start=start, text=last, kind="person"))
    return out


def _nouns(found: Sequence[Mention], small: Counter[str]) -> set[str]:
    """Words that the document writes small at least as often as it uses them for a name."""
    names = Counter(each.text for each in found)
    return {word for word, count in names.items() if small[word.lower()] >= max(count, _TWICE)}


def _without_families(found: Sequence[Mention]) -> list[Mention]:
    """Without the plural of a surname: "the Kellers" are several."""
    surnames = surnames_of(found)
    return [
        each for each in found if each.known or not (each.text.endswith("s") and each.text[:-1] in surnames)
    ]


def _of_compound(text: str, mention: Mention) -> bool:
    """Whether a name only begins a compound of another meaning: "the Haldane-critic site"."""
    return mention.known is None and bool(_COMPOUND.match(text, mention.end))


def _thing(mention: Mention) -> bool:
    """Whether it is a well-known product, or what ends as no name does."""
    first, _, version = mention.text.partition(" ")
    product = mention.text.replace(" ", "_") in word_set("product")
    product = product or (first in word_set("product") and version.isalnum() and version == version.upper())
    return mention.known is None and (product or mention.text.endswith("phobia"))


def _without_modifiers(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Without single words taken for people that only ever stand for something else ("the Vinter chart")."""
    names = Counter(each.text for each in found)
    longer = {word for each in found if " " in each.text for word in each.text.split()}
    nouns = {(each.text, _noun_behind(text, each)) for each in found if _modifies(text, each)}
    loose = Counter(each.text for each in found if (each.text, _noun_behind(text, each)) in nouns)
    people = Counter(each.text for each in found if each.kind == "person" and not each.title)
    gone = {
        form
        for form, count in loose.items()
        if 2 * count > names[form] == people[form] and form not in longer
    }
    return [each for each in found if each.text not in gone]


def _without_products(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Without names of products: unknown words of which a third stand before a version ("Lanterna 4")."""
    names = Counter(each.text for each in found if not each.known and " " not in each.text)
    versions = Counter(each.text for each in found if _VERSION.match(text, each.end))
    gone = {form for form, count in versions.items() if count >= _TWICE and _THIRD * count >= names[form] > 0}
    return [each for each in found if each.text not in gone]


def _modifies(text: str, mention: Mention) -> bool:
    plain = " " not in mention.text and mention.known is None
    before, after = text[max(0, mention.start - 5) : mention.start], text[mention.end : mention.end + 12]
    return plain and before.lower().endswith((" the ", "\nthe ")) and bool(THING.match(after))


def _noun_behind(text: str, mention: Mention) -> str:
    """The word behind a name: of "the Vinter chart" and "over Vinter chart" the same."""
    match = _BEHIND.match(text, mention.end)
    return match[1] if match else ""


def surnames_of(found: Sequence[Mention]) -> set[str]:
    """The last words of the full names of people."""
    return {surname(each.text) for each in found if each.kind == "person" and " " in each.text}
