"""Which entity of the library an entity of a document is: by name, and where the name does not settle it by
context.

Cautious on purpose: two different full names are never one, a surname alone or initials lead to somebody only
when the company they keep agrees, and people of one name are kept apart by what they are and whom they are
mentioned with.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui_reader.insight.aliases import acronym, fold, thing_key
from tui_reader.insight.gazetteer import gazetteer
from tui_reader.model.insight import Candidate, Entity, EntityKind

NAMED, ALIAS, WEAK = 2.5, 1.5, -1.0
"""What a name is worth: the same name; one's name among the other's forms; a form that both only share, a
short form of a first name, initials."""
SAME_ROLE, OTHER_ROLES = 4.0, 6.0
"""What it is worth that a role is the same, and what it costs that all are others."""
COMPANY, ONE_COMPANION = 8.0, 4.0
"""Companions count so much at most, all together and each."""
SMOOTHING = 5.0
"""So many articles' worth of doubt about whom an entity is mentioned with."""
MARGIN, NAMESAKE_MARGIN = 0.7, 2.0
"""By so much a short form must fit one better than the next, and the full name of a person; of namesakes it
is otherwise the one that is mentioned `FAMOUS` times as often.
"""
FAMOUS = 4

_ROLE_WORD = re.compile(r"\w+")
_SMALL = frozenset(["a", "an", "and", "at", "for", "former", "from", "in", "new", "of", "on", "the", "to"])


class _Fit(NamedTuple):
    """How well a candidate fits, the larger the better."""

    score: float
    articles: int
    age: int
    id: int
    grade: float
    roles: int
    """How many are known of it."""


def keys(entity: Entity) -> tuple[str, ...]:
    """The folded forms under which the library may know an entity, its name first.

    One-word forms of a person with a fuller name are none; middle initials may be left out; demonyms are
    none of a country's.
    """
    forms = [entity.name, *entity.aliases]
    if entity.kind == "person":
        full = [form for form in forms if len(_words(form)) > 1] or [entity.name]
        return tuple(dict.fromkeys(key for form in full for key in (fold(form), _bare(form))))
    adjectives = {
        form for form, known in gazetteer().forms.items() if known.adjective and known.name == entity.name
    }
    return tuple(dict.fromkeys(thing_key(form) for form in forms if form not in adjectives))


def name_key(kind: EntityKind, name: str) -> str:
    """The folded form of one name; decisions by hand are kept under it."""
    return fold(name) if kind == "person" else thing_key(name)


def wanted(entities: Sequence[Entity]) -> list[str]:
    """The keys by which to look for candidates: those of the entities, and other forms of first names."""
    found = {key for entity in entities for key in keys(entity)}
    for entity in entities:
        found.update(_nicknamed(entity))
    return sorted(key for key in found if key)


def link(
    entities: Sequence[Entity],
    candidates: Sequence[Candidate],
    *,
    analysed: int = 0,
    decided: Sequence[int | None] = (),
) -> tuple[int | None, ...]:
    """For each entity of a document the id of the library's entity that it is, or None.

    Two entities are never one of another kind. `analysed`: of how many articles the library knows the
    entities. `decided`: what was decided by hand, which goes before everything.
    """
    linker = _Linker(candidates, analysed)
    found: list[int | None] = list(decided) or [None] * len(entities)
    open_ones = [place for place, known in enumerate(found) if known is None]
    clear = {place: linker.clear(entities[place]) for place in open_ones}
    company = {known for known in (*found, *clear.values()) if known is not None}
    for place in open_ones:
        found[place] = linker.best(entities[place], company - {clear[place]})
    return tuple(found)


class _Linker:
    """The candidates of one document, by kind and key."""

    def __init__(self, candidates: Sequence[Candidate], analysed: int) -> None:
        self._by_key: defaultdict[tuple[EntityKind, str], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            for key in dict.fromkeys((*candidate.keys, name_key(candidate.kind, candidate.name))):
                self._by_key[candidate.kind, key].append(candidate)
        self._shares = {
            each.id: (each.articles + 1) / (max(analysed, each.articles) + 2) for each in candidates
        }

    def clear(self, entity: Entity) -> int | None:
        """The only candidate of this name, to go by when other names are looked at."""
        named = self._by_key.get((entity.kind, name_key(entity.kind, entity.name)), [])
        return named[0].id if len(named) == 1 else None

    def best(self, entity: Entity, company: Iterable[int]) -> int | None:
        """The candidate that fits best, when it fits well enough."""
        friends = tuple(company)
        fits = [self._fit(entity, each, friends) for each in self._near(entity)]
        fits = sorted((fit for fit in fits if fit.score > 0), reverse=True)
        if not fits:
            return None
        named = fits[0].grade == NAMED
        least = fits[0].score - (NAMESAKE_MARGIN if named else MARGIN)
        rivals = sorted((fit for fit in fits if fit.score > least), key=lambda fit: -fit.articles)
        famous = 1 if entity.kind != "person" else FAMOUS
        if len(rivals) == 1 or (named and rivals[0].articles >= famous * rivals[1].articles):
            return rivals[0].id
        alike = [fit for fit in rivals if not fit.roles and fit.score >= NAMED + NAMESAKE_MARGIN]
        return alike[0].id if named and alike else None

    def _near(self, entity: Entity) -> list[Candidate]:
        looked = (*keys(entity), *_nicknamed(entity))
        near = {each.id: each for key in looked for each in self._by_key.get((entity.kind, key), ())}
        return list(near.values())

    def _fit(self, entity: Entity, candidate: Candidate, company: Sequence[int]) -> _Fit:
        grade = name_grade(entity, candidate)
        if grade is None:
            return _Fit(-math.inf, 0, 0, candidate.id, WEAK, 0)
        agreed = role_agreement(entity.role, candidate.roles)
        role = agreed * (SAME_ROLE if agreed > 0 else OTHER_ROLES)
        score = grade + role + self._company(candidate, company)
        return _Fit(score, candidate.articles, -candidate.id, candidate.id, grade, len(candidate.roles))

    def _company(self, candidate: Candidate, company: Sequence[int]) -> float:
        """How much more often than by chance it is mentioned with those who are here: the logarithm of the
        ratio, smoothed; companions that it lacks say nothing.
        """
        together = dict(candidate.companions)
        total = 0.0
        for friend in company:
            if friend in together and friend != candidate.id:
                share = self._shares.get(friend, 1.0)
                rate = (together[friend] + SMOOTHING * share) / (candidate.seen + SMOOTHING)
                total += min(max(math.log(rate / share), 0.0), ONE_COMPANION)
        return min(total, COMPANY)


def name_grade(entity: Entity, candidate: Candidate) -> float | None:
    """What the names alone are worth; None when they cannot be one's."""
    mine, other = name_key(entity.kind, entity.name), name_key(candidate.kind, candidate.name)
    if entity.kind == "person":
        return _person_grade(entity, mine, other, candidate.keys)
    if mine == other:
        return NAMED
    if mine in candidate.keys or other in keys(entity):
        return ALIAS
    return None


def _person_grade(entity: Entity, mine: str, other: str, known: Sequence[str]) -> float | None:
    words, others = mine.split(), other.split()
    if len(words) < 2 or len(others) < 2:
        return WEAK if mine == other else None
    if mine == other:
        return WEAK if len(words[0]) == 1 else NAMED
    if not _one_person(words, others):
        return None
    initials = len(words[0]) == 1 or len(others[0]) == 1
    written = mine in known or other in keys(entity) or _bare(mine) == _bare(other)
    return ALIAS if written and not initials else WEAK


def _one_person(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two full names in folded words may be one person's."""
    middle, else_middle = words[1:-1], others[1:-1]
    if words[-1] != others[-1]:
        shorter, longer = sorted((words, others), key=len)
        return list(longer[: len(shorter)]) == list(shorter)
    if middle and else_middle and {word[0] for word in middle}.isdisjoint(word[0] for word in else_middle):
        return False
    first, second = words[0], others[0]
    if first == second or second in gazetteer().nicknames.get(first, ()):
        return True
    return 1 in {len(first), len(second)} and first[0] == second[0]


def _words(name: str) -> list[str]:
    return name.replace(".", " ").split()


def _bare(name: str) -> str:
    """A folded name without middle initials."""
    words = fold(name.replace(".", " ")).split()
    return " ".join(word for place, word in enumerate(words) if place in {0, len(words) - 1} or len(word) > 1)


def _nicknamed(entity: Entity) -> list[str]:
    """The person's folded name with other forms of the first name."""
    words = fold(entity.name).split()
    if entity.kind != "person" or len(words) < 2:
        return []
    return [" ".join([other, *words[1:]]) for other in gazetteer().nicknames.get(words[0], ())]


def role_agreement(role: str, roles: Sequence[str]) -> float:
    """1 when one of the roles is the same office or the same house, -1 when all are others, 0 when nobody
    knows.
    """
    if not role or not roles:
        return 0.0
    return max(_agreement(role, other) for other in roles)


def _agreement(one: str, two: str) -> float:
    houses, other_houses = _houses(one), _houses(two)
    if houses and other_houses:
        shared = len(houses & other_houses) / min(len(houses), len(other_houses))
        alike = shared > 0.5 or acronym(one) in other_houses or acronym(two) in houses
        return 1.0 if alike else -1.0
    offices, other_offices = _offices(one), _offices(two)
    return 0.5 if offices & other_offices else -0.25


def _houses(role: str) -> set[str]:
    """The words of a role that are names: "chief executive of Acme Lines"."""
    return {word for word in _ROLE_WORD.findall(role) if word[0].isupper()}


def _offices(role: str) -> set[str]:
    return {word for word in _ROLE_WORD.findall(role) if word[0].islower() and word not in _SMALL}
