"""Who a speaker is that is called by his office: "the minister" after "Anna Keller, minister of transport".

Goes by the words beside the names of the document and by `data/roles.txt`; abstains unless one person fits.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from tui_reader.insight.abroad import beside_names
from tui_reader.insight.words import lines, word_set
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity

_PHRASE = re.compile(
    r"(?:(?:the|der|die|das|le|la|les)\s|l['’])(?:(?:[a-zà-ÿß-]+|Premier)\s){0,2}?(?P<noun>[A-Za-zÀ-ÿß-]{3,})"
    r"(?P<of>\s(?:of|for|de|du|des|der|d['’])\s?.+)?",
    re.IGNORECASE,
)
_ANSWERS = frozenset({"A", "Antwort", "Réponse", "R", "Respuesta", "Risposta"})
_OF = re.compile(r"\s(?:of|for|at|in|from|de\sla|de|du|des|der|von|für|à|au|aux)\s|\s(?:d|de\sl)['’]")
_WHO = re.compile(r"\s(?:who|that|which|qui)$")
_SMALL = 4
"""Letters of a word that may be an article, a preposition or the end of another."""
_BEFORE = 60
_AFTER = 80
_WORD = re.compile(r"[A-Za-zÀ-ÿß-]{2,}")
_TITLE = re.compile(r"(?P<role>(?:[\w’'-]+\.?\s){1,4})$")
_APPOSED_BEFORE = re.compile(r"(?:^|[.!?:»”\"]\s|\n)(?P<role>[^.,;:!?\n]{3,50}),\s$")
_APPOSED = re.compile(r",\s(?P<role>[^.,;:!?\n]{3,70})(?=[.,;])")
_CLAUSE = re.compile(
    r"^(?:who|which|that|whose|qui|que|dont|der|die|das|and|et|und|but|mais|aber|said|dit|sagte|a\s(?:dit|\w+é)|\d+)\b"
)


def role_holder(text: str, source: Span, entities: Sequence[Entity]) -> int | None:
    """The entity that a phrase like "the minister" means, if just one of those named before fits."""
    phrase = _WHO.sub("", text[source.start : source.end])
    relative = _WHO.search(text, source.start, source.end) is not None
    match = _PHRASE.fullmatch(phrase)
    noun = match["noun"].casefold() if match else ""
    if not relative and phrase not in _ANSWERS and noun not in _bodies() and noun not in _offices():
        return None
    before = [
        (index, [span for span in entity.mentions if span.start < source.start])
        for index, entity in enumerate(entities)
    ]
    if relative:
        apposed = [
            index for index, spans in before for span in spans if text[span.end : source.start] == ", "
        ]
        if apposed:
            return _single(apposed)
    if phrase in _ANSWERS:
        return _single([index for index, spans in before if spans and entities[index].kind == "person"])
    if match is None:
        return None
    place = {word.casefold() for word in _WORD.findall(match["of"] or "") if len(word) > _SMALL}
    if noun in _bodies():
        return None if place else _body(noun, before, entities)
    if noun not in _offices():
        return None
    wanted = _meanings(noun)
    fits = [
        index
        for index, spans in before
        if entities[index].kind == "person"
        and any(_holds(_roles(text, span), wanted, place) for span in spans)
    ]
    return _single(fits)


def _single(fits: Sequence[int]) -> int | None:
    return fits[0] if len(set(fits)) == 1 else None


def _body(noun: str, before: Sequence[tuple[int, list[Span]]], entities: Sequence[Entity]) -> int | None:
    """The only organisation whose name has the word, else the only one named before."""
    bodies = [index for index, spans in before if spans and entities[index].kind == "organisation"]
    named = [index for index in bodies if noun in entities[index].name.casefold()]
    return _single(named) if named else _single(bodies)


def _roles(text: str, span: Span) -> set[str]:
    """The words that say what somebody is, right before a mention of him or in apposition to it."""
    lead = text[max(0, span.start - _BEFORE) : span.start]
    tail = text[span.end : span.end + _AFTER]
    found: set[str] = set()
    title, ahead, behind = _TITLE.search(lead), _APPOSED_BEFORE.search(lead), _APPOSED.match(tail)
    if title and not re.search(r"[.,;:!?\n]\s*$", lead.rstrip(" ")):
        found |= _head(title["role"])
    if ahead:
        found |= _head(ahead["role"])
    if behind and not _CLAUSE.match(behind["role"]):
        found |= _head(behind["role"])
    return found


def _head(role: str) -> set[str]:
    """The words of a role that may be its office, and those of its place ("minister | of transport")."""
    parts = _OF.split(role, maxsplit=1)
    return _words(parts[0].split()[-2:]) | {f"of {word}" for word in _words(parts[1:])}


def _words(parts: Sequence[str]) -> set[str]:
    return {match.group().casefold() for part in parts for match in _WORD.finditer(part)}


def _holds(roles: set[str], wanted: frozenset[str], place: set[str]) -> bool:
    """Whether an office is one of those wanted, at the place if one is named; compounds end with theirs."""
    long = tuple(word for word in wanted if len(word) > _SMALL)
    return all(f"of {word}" in roles for word in place) and any(
        word in wanted or (long and word.endswith(long)) for word in roles
    )


@functools.cache
def _table() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    meanings: dict[str, frozenset[str]] = {}
    bodies: set[str] = set()
    for line in lines("roles.txt"):
        if ":" in line:
            noun, _, offices = line.partition(":")
            meanings[noun] = meanings.get(noun, frozenset()) | frozenset(offices.split())
        elif not line.startswith("["):
            bodies.update(line.split())
    return meanings, frozenset(bodies)


@functools.cache
def _offices() -> frozenset[str]:
    """All words that are known to name an office or a trade."""
    named = {office for meanings in _table()[0].values() for office in meanings} | set(_table()[0])
    return frozenset(named | word_set("role") | beside_names("de role") | beside_names("fr role"))


def _bodies() -> frozenset[str]:
    return _table()[1]


def _meanings(noun: str) -> frozenset[str]:
    return _table()[0].get(noun, frozenset()) | {noun}
