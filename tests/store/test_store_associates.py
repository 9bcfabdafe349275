"""One entity over the library: its company, its weeks, what it said and what others said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tests.store.test_store_keeping_plans import SMALL
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.store import articles, identities, insights, kinship, watching
from tui_reader.store.associates import log_likelihood

ReadyMaker = Callable[..., int]
TEXT = "Ida Brenn said: “Bob Salm waits.” Bob Salm said: “So be it.”"
BY_IDA = Quote((Span(16, 33),), "direct", "Ida Brenn", entity=0, confidence=0.9, speaker_confidence=0.9)
BY_BOB = Quote((Span(49, 60),), "direct", "Bob Salm", entity=1, confidence=0.9, speaker_confidence=0.9)


def save(
    connection: sqlite3.Connection, article_id: int, *names: str, quotes: tuple[Quote, ...] = ()
) -> list[int]:
    """Each name is one entity of the library; where a name does not stand in the text, it stands at 0."""
    found = articles.article(connection, article_id)
    assert found is not None
    entities = tuple(
        Entity(name, "person", (Span(max(TEXT.find(name, 17), 0), max(TEXT.find(name, 17), 0) + 8),))
        for name in names
    )
    known = {
        each.name: each.id for each in kinship.candidates(connection, [name.casefold() for name in names])
    }
    return insights.save_insight(
        connection,
        article_id,
        found.revision_id,
        Insight(quotes, entities, "en", "a1"),
        [known.get(name) for name in names],
        [(name.casefold(),) for name in names],
        now=1,
    )


@pytest.fixture
def ida(connection: sqlite3.Connection, ready: ReadyMaker) -> int:
    """Ida Brenn: three times with Bob Salm, and each time with one who is everywhere."""
    for number in range(1, 30):
        save(connection, ready(-number * 24, "x" * 80), "Everybody")
    for number in (-200, 90, 91):
        made = ready(number, TEXT)
        ids = save(connection, made, "Ida Brenn", "Bob Salm", "Everybody", quotes=(BY_IDA, BY_BOB))
    return ids[0]


def test_who_is_everywhere_does_not_lead(connection: sqlite3.Connection, ida: int) -> None:
    found = insights.associates(connection, ida, 5)
    assert [(each.name, each.together, each.articles) for each in found] == [
        ("Bob Salm", 3, 3),
        ("Everybody", 3, 32),
    ]


def test_an_associate_tells_when_both_were_seen(connection: sqlite3.Connection, ida: int, now: int) -> None:
    bob = insights.associates(connection, ida, 5)[0]
    assert (bob.first_seen, bob.last_seen) == (
        now - 360_000 - 200 * 3600,
        now - 360_000 + 91 * 3600,
    )


def test_the_hidden_are_no_associates(connection: sqlite3.Connection, ida: int) -> None:
    bob = insights.associates(connection, ida, 1)[0]
    watching.mark_entity(connection, bob.id, "hidden", True, now=1, label="hide")
    assert [each.name for each in insights.associates(connection, ida, 5)] == ["Everybody"]


def test_weeks_count_back_from_the_last_and_begin_with_the_first(
    connection: sqlite3.Connection, ida: int
) -> None:
    assert insights.weeks(connection, ida) == (1, 2)
    assert insights.weeks(connection, 999) == ()


def test_quotes_by_and_about_come_with_their_words(connection: sqlite3.Connection, ida: int) -> None:
    bob = insights.associates(connection, ida, 1)[0].id
    assert [line.words for line in insights.said(connection, ida, "by", 2)] == ["“Bob Salm waits.”"] * 2
    about = insights.said(connection, bob, "about", 9)
    assert [line.known.quote.speaker for line in about] == ["Ida Brenn"] * 3
    assert [line.published for line in about] == sorted((line.published for line in about), reverse=True)
    assert about[0].source == "Harbour Post"


@pytest.mark.parametrize(
    ("together", "theirs", "sign"), [(8, 10, 1), (8, 800, 0), (1, 900, -1)], ids=["often", "so-so", "rarely"]
)
def test_the_ratio_tells_often_from_rarely(together: int, theirs: int, sign: int) -> None:
    found = log_likelihood(together, 10, theirs, 1_000)
    assert (found > 1) - (found < -1) == sign


def test_the_ratio_is_dunnings() -> None:
    """The table (110, 2442; 111, 29114) of the paper's "the swiss"."""
    assert log_likelihood(110, 110 + 2442, 110 + 111, 31_777) == pytest.approx(270.72, abs=0.01)


def test_a_related_article_tells_only_what_is_rare(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    for number in range(1, 300):
        save(connection, ready(number, "x"), *(["Often"] if number < 20 else [f"Nobody {number}"]))
    for number in (400, 401):
        last = ready(number, "x")
        save(connection, last, "Often", "Ida Brenn")
    related = insights.related(connection, last, 1)[0]
    assert related.shared == ("Ida Brenn", "Often")
    assert related.kinds == ("person", "person")


PLANS: dict[str, Callable[[sqlite3.Connection, int], object]] = {
    "associates": lambda c, e: insights.associates(c, e, 8),
    "card": insights.entity_card,
    "weeks": insights.weeks,
    "by": lambda c, e: insights.said(c, e, "by", 8),
    "about": lambda c, e: insights.said(c, e, "about", 8),
    "candidates": lambda c, _: insights.candidates(c, ["ida brenn", "bob salm"]),
    "decided": lambda c, _: insights.decided(c, 1, [("person", "ida brenn")]),
    "watch": lambda c, e: watching.mark_entity(c, e, "watched", True, now=1, label="x"),
    "merge": lambda c, e: identities.merge(c, e, e + 1, key=lambda _, name: name, now=1, label="x"),
}


@pytest.mark.parametrize("name", PLANS)
def test_every_statement_walks_along_an_index(connection: sqlite3.Connection, ida: int, name: str) -> None:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    PLANS[name](connection, ida)
    connection.set_trace_callback(None)
    walked = {
        row[3].split(" VIRTUAL")[0].split(" USING")[0]
        for sql in dict.fromkeys(statements)
        if not sql.startswith(("BEGIN", "COMMIT", "--"))
        for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        if row[3].startswith("SCAN")
    }
    assert walked <= {*SMALL, "SCAN found", "SCAN r", "SCAN (subquery-2)", "SCAN (subquery-1)", "SCAN span"}
