"""Reading generated articles as analysis would, and linking their names as the language worker does; and how
well that went.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from tests.generate.prose import Written
from tui_reader.insight import linking
from tui_reader.model.insight import Entity
from tui_reader.store import insights

CURT = 0.08
"""Share of names that an article never writes in full."""


class Quality(NamedTuple):
    """B-cubed over all appearances (Bagga and Baldwin 1998): of the appearances linked to the same entity how
    many are of the same figure, and the other way round."""

    precision: float
    recall: float


@dataclass(slots=True)
class Reader:
    """Sees names and roles only as the article writes them."""

    chance: Random

    def store(
        self, connection: sqlite3.Connection, article_id: int, revision_id: int, written: Written, now: int
    ) -> list[int]:
        """Link and store; the entity that each figure became."""
        seen = tuple(self._seen(place, each, written) for place, each in enumerate(written.insight.entities))
        named = [(each.kind, linking.name_key(each.kind, each.name)) for each in seen]
        linked = linking.link(
            seen,
            insights.candidates(connection, linking.wanted(seen)),
            analysed=insights.analysed(connection),
            decided=insights.decided(connection, article_id, named),
        )
        insight = replace(written.insight, entities=seen)
        keys = [linking.keys(each) for each in seen]
        return insights.save_insight(connection, article_id, revision_id, insight, linked, keys, now=now)

    def _seen(self, place: int, entity: Entity, written: Written) -> Entity:
        """Only the first person is introduced by role; some figures never get their full name."""
        entity = entity if place == 0 else replace(entity, role="")
        forms = [form for form in written.figures[place].forms[1:] if not form.startswith(("Mr ", "Ms "))]
        if forms and self.chance.random() < CURT:
            return replace(entity, name=self.chance.choice(forms), aliases=())
        return entity


def quality(pairs: Iterable[tuple[int, int]]) -> Quality:
    """How well (figure, entity) pairs, one an appearance, agree."""
    together = Counter(pairs)
    figures: defaultdict[int, int] = defaultdict(int)
    entities: defaultdict[int, int] = defaultdict(int)
    for (figure, entity), count in together.items():
        figures[figure] += count
        entities[entity] += count
    total = sum(together.values())
    return Quality(
        sum(count * count / entities[entity] for (_, entity), count in together.items()) / total,
        sum(count * count / figures[figure] for (figure, _), count in together.items()) / total,
    )
