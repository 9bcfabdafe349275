"""The news of a generated library: stories, told by several outlets in their own words, some of them revised.

Articles come in the order of their dates, so that a store is filled from its end.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.generate import names
from tests.generate.cast import Cast, Figure, cast
from tests.generate.prose import Babble, Pen, Saying, Written, capital

PER_DAY = 600
REVISED = 0.03
OUTLETS_A_STORY = (1, 1, 1, 1, 2, 2, 3, 4, 6, 8)
SPREAD = 36 * 3600
"""Seconds within which a story is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """One article of one outlet; `revised` is the text it was changed to later."""

    number: int
    story: int
    outlet: int
    published: int
    written: Written
    revised: Written | None = None


@dataclass(frozen=True, slots=True)
class _Story:
    number: int
    people: list[Figure]
    others: list[Figure]
    sayings: list[Saying]
    topic: str


class World:
    """Makes the articles of one library. The same numbers give the same library."""

    def __init__(self, *, articles: int, seed: int, outlets: int, now: int) -> None:
        self.articles, self.outlets, self.now = articles, outlets, now
        self._chance = Random(seed)
        self.cast: Cast = cast(self._chance, articles)
        self._babble = Babble(self._chance)

    @property
    def words(self) -> tuple[str, ...]:
        """The vocabulary, commonest first."""
        return self._babble.words

    def tell(self) -> Iterator[Told]:
        """All articles, oldest first."""
        waiting: list[tuple[int, int, int, _Story]] = []
        number = story_number = 0
        planned = 0
        begin = self.now - max(3600, self.articles * 86_400 // PER_DAY)
        while number < self.articles:
            day = begin + planned * (self.now - begin) // self.articles
            while planned < self.articles and (not waiting or waiting[0][0] >= day):
                story = self._story(story_number)
                story_number += 1
                for outlet in self._tellers():
                    when = min(self.now, day + int(self._chance.random() * SPREAD))
                    heapq.heappush(waiting, (when, planned, outlet, story))
                    planned += 1
                day = begin + planned * (self.now - begin) // self.articles
            when, _, outlet, story = heapq.heappop(waiting)
            yield self._told(number, story, outlet, when)
            number += 1

    def _tellers(self) -> list[int]:
        count = min(self._chance.choice(OUTLETS_A_STORY), self.outlets)
        return self._chance.sample(range(self.outlets), count)

    def _story(self, number: int) -> _Story:
        chance, cast_ = self._chance, self.cast
        people = cast_.people.draw(chance, chance.randint(1, 5))
        others = cast_.bodies.draw(chance, chance.randint(0, 2)) + cast_.places.draw(chance, 2)
        sayings = [
            Saying(
                chance.choice(people) if chance.random() < 0.9 else None,
                self._babble.say(chance, chance.randint(6, 24)),
            )
            for _ in range(chance.randint(0, 6))
        ]
        return _Story(number, people, others, sayings, chance.choice(names.TOPICS))

    def _told(self, number: int, story: _Story, outlet: int, when: int) -> Told:
        dice = self._chance.getrandbits(64)
        written = self._write(story, story.sayings, Random(dice))
        revised = None
        if story.sayings and self._chance.random() < REVISED:
            revised = self._write(story, self._reworded(story.sayings), Random(dice))
        return Told(number, story.number, outlet, when, written, revised)

    def _reworded(self, sayings: list[Saying]) -> list[Saying]:
        """Every saying ends otherwise."""
        return [
            replace(saying, words=f"{saying.words} {self._babble.say(self._chance, 3)}") for saying in sayings
        ]

    def _write(self, story: _Story, sayings: list[Saying], chance: Random) -> Written:
        """Tell a story. The same dice give the same text but for what is said."""
        pen = Pen(chance)
        tail = self._babble.say(chance, chance.randint(2, 5))
        title = f"{story.people[0].name.split()[-1]} {story.topic} {tail}"
        self._open(pen, story, chance)
        others = [*story.people[1:], *story.others[1:]]
        for saying in chance.sample(sayings, chance.randint((len(sayings) + 1) // 2, len(sayings))):
            pen.quote(saying, "indirect" if saying.by and chance.random() < 0.2 else "direct")
            if chance.random() < 0.6:
                self._fill(pen, others, chance)
            pen.paragraph()
        for _ in range(min(int(chance.expovariate(0.35)), 20)):
            self._fill(pen, others, chance)
            pen.paragraph()
        return pen.done(capital(title))

    def _open(self, pen: Pen, story: _Story, chance: Random) -> None:
        pen.introduce(story.people[0])
        pen.write(f" {self._babble.say(chance, 5)} the {story.topic} in ")
        pen.name(story.others[-1])
        pen.write(f" {self._babble.say(chance, chance.randint(5, 15))}.")
        pen.paragraph()

    def _fill(self, pen: Pen, others: list[Figure], chance: Random) -> None:
        for _ in range(chance.randint(1, 3)):
            pen.sentence(self._babble.say(chance, chance.randint(6, 22)))
            if others and chance.random() < 0.5:
                pen.write(" ")
                pen.name(chance.choice(others))
                pen.write(f" {self._babble.say(chance, 4)}")
            pen.write(".")
