from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.store import articles, insights, upkeep

NOW = 1_790_000_000
ReadyMaker = Callable[..., int]


@pytest.fixture
def spoken(connection: sqlite3.Connection, ready: ReadyMaker) -> tuple[int, int]:
    """An article with two quotes of one person, and that person."""
    article_id = ready(1, "“Yes,” Anna Keller said. “No,” she said.")
    quotes = tuple(Quote((Span(*span),), "direct", "Anna Keller", entity=0) for span in ((0, 6), (25, 30)))
    return article_id, save(connection, article_id, quotes)


def save(connection: sqlite3.Connection, article_id: int, quotes: tuple[Quote, ...]) -> int:
    article = articles.article(connection, article_id)
    assert article is not None
    keller = Entity("Anna Keller", "person", (Span(7, 18),))
    known = insights.find_entities(connection, "anna")
    linked = [known[0].id if known else None]
    insight = Insight(quotes, (keller,), analyser="a1")
    keys = [("anna keller",)]
    (entity,) = insights.save_insight(
        connection, article_id, article.revision_id, insight, linked, keys, now=NOW
    )
    return entity


def spoke(connection: sqlite3.Connection, entity_id: int) -> int:
    card = insights.entity_card(connection, entity_id)
    assert card is not None
    return card.quotes


def test_a_card_counts_the_quotes_of_an_entity(
    connection: sqlite3.Connection, spoken: tuple[int, int]
) -> None:
    assert spoke(connection, spoken[1]) == 2
    assert upkeep.problems(connection) == []


def test_the_count_follows_another_analysis(connection: sqlite3.Connection, spoken: tuple[int, int]) -> None:
    article_id, entity_id = spoken
    save(connection, article_id, (Quote((Span(0, 6),), "direct", "Anna Keller", entity=0),))
    assert spoke(connection, entity_id) == 1
    assert upkeep.problems(connection) == []


def test_the_count_follows_a_quote_to_another_speaker(
    connection: sqlite3.Connection, spoken: tuple[int, int]
) -> None:
    other = connection.execute("INSERT INTO entity (name, kind) VALUES ('Omar Haddad', 'person')").lastrowid
    connection.execute("UPDATE quote SET entity_id = ? WHERE ordinal = 1", (other,))
    assert (spoke(connection, spoken[1]), spoke(connection, other or 0)) == (1, 1)


def test_analyses_are_counted_while_they_are_there(
    connection: sqlite3.Connection, spoken: tuple[int, int], ready: ReadyMaker
) -> None:
    count = "SELECT count FROM tally WHERE name = 'analyses'"
    save(connection, ready(2, "Anna Keller was there."), ())
    assert connection.execute(count).fetchone()[0] == 2
    articles.remove_articles(connection, [spoken[0]])
    assert connection.execute(count).fetchone()[0] == 1
    assert upkeep.problems(connection) == []


def test_a_wrong_count_is_a_problem(connection: sqlite3.Connection, spoken: tuple[int, int]) -> None:
    connection.execute("UPDATE tally SET count = 9")
    connection.execute("UPDATE entity SET quotes = 9")
    assert upkeep.problems(connection) == ["quote counts of entities: 1 wrong", "count of analyses: 1 wrong"]
