"""Mentions of names: the model's, the gazetteer's and capitalised runs, put right by rules of the document.

Boundaries, types and missed occurrences are settled here; which mentions are one entity is for `aliases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from tui_reader.insight.bounds import Mention, surname, trimmed
from tui_reader.insight.capitals import (
    capital_runs,
    dateline_place,
    is_shouted,
    labelled,
    named_bodies,
    named_people,
    repeated,
)
from tui_reader.insight.compounds import enlarged
from tui_reader.insight.evidence import WATERS, firm_word, settled
from tui_reader.insight.gazetteer import Gazetteer, Known
from tui_reader.insight.headlines import reduced
from tui_reader.insight.joining import abbreviated, joined
from tui_reader.insight.language import Name
from tui_reader.insight.wording import forms
from tui_reader.insight.words import word_set
from tui_reader.model.document import Block, Span
from tui_reader.model.insight import EntityKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "PER": "person", "ORG": "organisation",
    "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
"""Labels of the models that name what we show; all others are dropped."""


_TO = re.compile(r"(?:\b[Ii]n|\b[Nn]ear|[a-z] from|[a-z] to|\boutside|\bbetween) $")
_SIDE = re.compile(r"(?:(?!(?<=\w{3})/(?=[A-ZÀ-Þ]\w{2})).)+", re.DOTALL)
"""One of two names with a stroke between them."""
_PAIR = re.compile(r"(?:(?!\sand\s(?=[A-ZÀ-Þ])).)+", re.DOTALL)
"""One of two people with "and" between them."""
_COMMA = re.compile(r"(?:(?!,\s).)+", re.DOTALL)
"""One of two places with a comma between them."""
_PRONOUN = re.compile(r"[^.!?\n\"“”A-ZÀ-Þ]*?\b(she|her|herself|he|his|himself)\b")
"""The first pronoun behind a name, with no other name between them."""
_COUPLE = re.compile(r"(?<![\w’'.-])(?<![A-ZÀ-Þ][a-zà-ÿ] )(?P<first>[A-ZÀ-Þ][\w-]+)\sand\s$")
_NAMES = 2
"""Words of a first name with a surname."""
_FOLLOWS = 90
"""Characters behind a name in which a pronoun is looked for."""
_MOTHER = (
    "wife|mother|daughter|sister|widow|aunt|niece|grandmother|granddaughter|stepmother|fiancée|girlfriend"
)
_FATHER = "husband|father|son|brother|widower|uncle|nephew|grandfather|grandson|stepfather|fiancé|boyfriend"
_OF_SOMEBODY = r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Ww]hose)|['’]s?)\s(?:[\w-]+\s){0,2}?"
_KIN = re.compile(rf"{_OF_SOMEBODY}(?:(?P<f>{_MOTHER})|(?P<m>{_FATHER})),?\s$")
_KIN_BEHIND = re.compile(rf",\s{_OF_SOMEBODY.replace('[Hh]', 'h')}(?:(?P<f>{_MOTHER})|(?P<m>{_FATHER}))\b")
_ASIDE = 50
"""Characters beside a name in which a word of kin is looked for."""
_TOKEN = re.compile(r"(?<![\w@#])\w+")
_INSIDE = re.compile(r"\w|-[a-zà-ÿ]")
"""What goes on behind a form that is only the beginning of a word or compound."""
_LOUD = 5
"""Letters that a form needs to be known again in capitals."""


def find_mentions(
    text: str,
    blocks: Sequence[Block],
    names: Iterable[Name],
    tables: Gazetteer,
    *,
    model: bool,
    lang: str = "",
) -> list[Mention]:
    """All mentions of the prose `blocks`, in order, without overlaps. `names` are the model's, if any."""
    spans = [Span(block.start, block.end) for block in blocks]
    shouted = [span for span in spans if is_shouted(text[span.start : span.end])]
    tagged = [mention for name in names for mention in _tagged(text, name, tables)]
    tagged = [each for each in tagged if not (each.text.isupper() and _within(each, shouted))]
    told = {mention.text for mention in tagged if mention.kind != "person"}
    listed = [mention for span in spans for mention in _listed(text, span, tables, told, model=model)]
    listed = [each for each in listed if lang != "de" or each.text.casefold() not in forms("de", "small")]
    found = _merged(tagged, listed)
    if model:
        found = _merged(found, [each for span in spans for each in named_people(text, span, tables)])
        found = _merged(found, [each for span in spans for each in named_bodies(text, span, tables)])
    found = _merged(found, [each for span in spans for each in dateline_place(text, span, tables)])
    if not model:
        found = _merged(found, [each for span in spans for each in capital_runs(text, span, tables)])
        found = _merged(found, list(repeated(text, spans, tables)) if lang != "de" else [])
    found = reduced(text, spans, found, tables) if model else found
    found = _merged([each for span in spans for each in labelled(text, span, tables)], found)
    found = enlarged(text, spans, joined(text, found, tables), tables)
    found = abbreviated(text, spans, found, tables)
    found = settled(text, spans, found, tables)
    found = _merged(found, list(_untagged(text, spans, found, tables)))
    found = _merged(list(_couples(text, found, tables)), found)
    return [_hinted(text, each) for each in joined(text, found, tables)]


def _couples(text: str, found: Sequence[Mention], tables: Gazetteer) -> Iterator[Mention]:
    """The first of two people who share a surname: "Eva" of "Eva and Paul Keller" stands for Eva Keller."""
    for each in found:
        words = each.text.split()
        if each.kind != "person" or len(words) != _NAMES or words[0] not in tables.first_names:
            continue
        other = _COUPLE.search(text, max(0, each.start - _FOLLOWS), each.start)
        if other and other["first"] in tables.first_names:
            first = other["first"]
            full, gender = f"{first} {words[1]}", tables.first_names[first]
            yield Mention(other.start(), other.end("first"), first, "person", gender=gender, stands_for=full)


def _hinted(text: str, mention: Mention) -> Mention:
    """A bare surname with the gender of the pronoun that follows it, a full name with what its kin tells."""
    if mention.kind == "person" and " " in mention.text:
        return _related(text, mention)
    if mention.kind != "person" or " " in mention.text or mention.title:
        return mention
    match = _PRONOUN.match(text, mention.end, mention.end + _FOLLOWS)
    if match is None:
        return mention
    return replace(mention, hint="f" if match[1].lower() in {"she", "her", "herself"} else "m")


def _related(text: str, mention: Mention) -> Mention:
    """A full name that is introduced as somebody's relative, marked so."""
    before = text[max(0, mention.start - _ASIDE) : mention.start]
    match = _KIN.search(before) or _KIN_BEHIND.match(text, mention.end, mention.end + _ASIDE)
    if match is None:
        return mention
    return replace(mention, kin=True, gender=mention.gender or ("f" if match["f"] else "m"))


def _within(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.start <= mention.start < span.end for span in spans)


def _tagged(text: str, name: Name, tables: Gazetteer) -> Iterator[Mention]:
    """The model's mention with its boundaries put right, or nothing."""
    kind = KINDS.get(name.label)
    if kind is None:
        return
    apart = _PAIR if kind == "person" else _SIDE
    if kind == "place" and text[name.start : name.end].removeprefix("the ") not in tables.forms:
        apart = _COMMA
    for part in apart.finditer(text, name.start, name.end):
        mention = trimmed(text, part.start(), part.end(), kind, tables)
        if mention is not None and not (mention.known and mention.known.people):
            yield mention


def _listed(
    text: str, span: Span, tables: Gazetteer, witnessed: AbstractSet[str], *, model: bool
) -> Iterator[Mention]:
    """Gazetteer forms; the ambiguous ones only when there is no model to ask."""
    for hit in tables.find(text[span.start : span.end]):
        start, end = span.start + hit.start, span.start + hit.end
        form = text[start:end]
        if hit.known.people or text[end : end + 1] == "$":
            continue
        told = form in witnessed or _located(text, start, end, hit.known) or _described(text, end, hit.known)
        if hit.known.unsure and model and not told:
            continue
        if _part_of_name(text, start, end, span) and hit.known.kind == "place" and len(form.split()) == 1:
            continue
        yield Mention(start, end, form, hit.known.kind, hit.known)


def _located(text: str, start: int, end: int, known: Known) -> bool:
    """Whether a place stands behind a preposition of place, and before no other name."""
    before = _TO.search(text[max(0, start - 30) : start])
    alone = not re.match(r"(?: [A-ZÀ-Þ]|['’]s )", text[end : end + 3])
    return known.kind == "place" and not known.adjective and alone and bool(before)


def _described(text: str, end: int, known: Known) -> bool:
    """Whether a demonym that is also a language stands before a thing of the country: "English gardens"."""
    noun = re.match(r" ([a-z]{4,})\b", text[end : end + 30])
    return known.adjective and noun is not None and noun[1] not in word_set("tongue")


def _part_of_name(text: str, start: int, end: int, span: Span) -> bool:
    """A capitalised word of no sentence start stands before it, without a comma: "T-Mobile US"."""
    before = re.search(r"([A-Z][\w'’-]+) $", text[max(span.start, start - 30) : start])
    return (
        bool(before)
        and text[start:end].isupper()
        and len(text[start:end]) <= 3
        and before is not None
        and not re.search(r"(?:[.!?:]\s+|^)" + re.escape(before[1]) + r" $", text[span.start : start])
    )


def _merged(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """Both lists; where they overlap the longer one stays, the first when equal."""
    kept: list[Mention] = []
    ranked = sorted(
        [(-(each.end - each.start), 0, each.start, each) for each in first]
        + [(-(each.end - each.start), 1, each.start, each) for each in second],
        key=lambda row: row[:3],
    )
    taken: set[int] = set()
    for _, _, _, each in ranked:
        place = range(each.start, each.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(each)
    return kept


def _untagged(
    text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer
) -> Iterator[Mention]:
    """Occurrences that the model missed of forms it found elsewhere; surnames of full names too."""
    forms: dict[str, Mention] = {}
    people = {word for each in found if each.kind == "person" for word in each.text.split()}
    for each in found:
        if len(each.text) >= 3 and each.text not in word_set("no name"):
            forms.setdefault(each.text, each)
        first, firm = each.text.split()[0], firm_word(each, tables)
        if firm and firm not in people:
            forms.setdefault(firm, replace(each, known=None))
        last = surname(each.text)
        if first in WATERS and each.kind == "place" and last not in people and last not in tables.forms:
            forms.setdefault(last, replace(each, known=None))
        if each.kind == "person" and len(last) >= 3 and " " in each.text:
            forms.setdefault(last, replace(each, known=None, title=""))
    for form, each in list(forms.items()):
        if len(form) >= _LOUD - bool(each.known and each.kind == "place") and not form.isupper():
            forms.setdefault(form.upper(), each)
    starts: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        word = _TOKEN.match(form)
        starts.setdefault(word.group() if word else "", []).append(form)
    for span in spans:
        yield from _again(text, span, forms, starts)


def _again(
    text: str, span: Span, forms: dict[str, Mention], starts: dict[str, list[str]]
) -> Iterator[Mention]:
    """Occurrences of the forms in one block, the longest at each place; `starts`: forms by first word."""
    last = span.start
    for word in _TOKEN.finditer(text, span.start, span.end):
        start = word.start()
        if start < last:
            continue
        for form in starts.get(word.group(), ()):
            end = start + len(form)
            if end <= span.end and text.startswith(form, start) and not _INSIDE.match(text, end):
                last = end
                yield replace(forms[form], start=start, end=end, text=form, title="", sure=False)
                break
