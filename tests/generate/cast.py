"""Who occurs in a generated library: people, organisations and places, the forms they are written in, and how
often they are in the news. Everything follows from one random generator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from tests.generate import names
from tui_reader.insight import linking
from tui_reader.model.insight import Entity, EntityKind

SHARED_SURNAME, SHARED_NAME = 0.08, 0.02
"""Shares of people who get another one's surname, and another one's full name."""
PEOPLE_LIMIT, BODY_LIMIT, PLACE_LIMIT = 30_000, 6_000, 2_000
ZIPF = 0.9
HEAD = 5
"""So many places the law is shifted, so that nobody is in every fifth article."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One person, organisation or place. `forms[0]` is its full name; `forms[1:]` follow a first mention."""

    number: int
    kind: EntityKind
    forms: tuple[str, ...]
    keys: tuple[str, ...]
    """Under which the library may know it, as the analyser would give them."""
    role: str = ""
    pronoun: str = "it"

    @property
    def name(self) -> str:
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Figures of one kind, the best known first, to be drawn by Zipf's law."""

    figures: tuple[Figure, ...]
    weights: tuple[float, ...]

    def draw(self, chance: Random, count: int) -> list[Figure]:
        """Up to `count` different ones."""
        drawn = chance.choices(self.figures, cum_weights=self.weights, k=count)
        return list({figure.number: figure for figure in drawn}.values())


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything of one library."""

    people: Crowd
    bodies: Crowd
    places: Crowd

    def all(self) -> tuple[Figure, ...]:
        return self.people.figures + self.bodies.figures + self.places.figures


def cast(chance: Random, articles: int) -> Cast:
    """A cast for a library of so many articles."""
    bodies = _bodies(chance, 1, max(20, min(articles // 120, BODY_LIMIT)))
    places = _places(chance, 1 + len(bodies), max(20, min(articles // 300, PLACE_LIMIT)))
    first = 1 + len(bodies) + len(places)
    people = _people(chance, first, max(100, min(articles // 30, PEOPLE_LIMIT)), bodies)
    return Cast(_crowd(people), _crowd(bodies), _crowd(places))


def _crowd(figures: Sequence[Figure]) -> Crowd:
    weights = accumulate((place + HEAD) ** -ZIPF for place in range(len(figures)))
    return Crowd(tuple(figures), tuple(weights))


def _people(chance: Random, first: int, count: int, bodies: Sequence[Figure]) -> list[Figure]:
    people: list[Figure] = []
    surnames = _surnames(chance, count)
    for place in range(count):
        female = chance.random() < 0.5
        given, surname = chance.choice(names.WOMEN if female else names.MEN), surnames[place]
        luck = chance.random()
        if people and luck < SHARED_NAME + SHARED_SURNAME:
            other = chance.choice(people)
            surname = other.name.split()[-1]
            if luck < SHARED_NAME:
                given, female = other.name.split()[0], other.pronoun == "she"
        role = f"{chance.choice(names.ROLES)} of {chance.choice(bodies).name}"
        people.append(_person(first + place, given, surname, role, female=female))
    return people


def _person(number: int, given: str, surname: str, role: str, *, female: bool) -> Figure:
    name, title = f"{given} {surname}", "Ms" if female else "Mr"
    forms = [name, surname, f"{title} {surname}"]
    if given in names.SHORT_FORMS:
        forms.append(f"{names.SHORT_FORMS[given]} {surname}")
    elif number % 7 == 0:
        forms.append(f"{given[0]}. {surname}")
    pronoun = "she" if female else "he"
    return Figure(number, "person", tuple(forms), _keys("person", forms), role, pronoun)


def _surnames(chance: Random, count: int) -> list[str]:
    made = [
        head + middle + tail
        for head in names.SURNAME_HEADS
        for middle in names.SURNAME_MIDDLES
        for tail in names.SURNAME_TAILS
    ]
    return chance.sample(made, count)


def _bodies(chance: Random, first: int, count: int) -> list[Figure]:
    made = [
        f"{head} {topic.capitalize()} {kind}"
        for head in names.BODY_HEADS
        for topic in names.TOPICS
        if "-" not in topic
        for kind in names.BODY_KINDS
    ]
    figures = []
    for number, name in enumerate(chance.sample(list(dict.fromkeys(made)), count), first):
        forms = [name, "".join(word[0] for word in name.split()), " ".join(name.split()[:2])]
        forms = forms[: chance.choice((1, 2, 3))]
        figures.append(Figure(number, "organisation", tuple(forms), _keys("organisation", forms)))
    return figures


def _places(chance: Random, first: int, count: int) -> list[Figure]:
    made = [head + tail for head in names.PLACE_HEADS for tail in names.PLACE_TAILS]
    return [
        Figure(number, "place", (name,), _keys("place", [name]))
        for number, name in enumerate(chance.sample(made, count), first)
    ]


def _keys(kind: EntityKind, forms: Sequence[str]) -> tuple[str, ...]:
    return linking.keys(Entity(forms[0], kind, (), tuple(forms[1:])))
