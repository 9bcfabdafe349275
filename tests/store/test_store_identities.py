"""Names put together and taken apart by hand; entities watched and hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

import pytest

from tui_reader.errors import StoreError
from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.store import articles, forgetting, identities, insights, marks, upkeep, watching

ReadyMaker = Callable[..., int]
TEXT = "Ida Brenn met Bob Salm. “Bob Salm waits,” Brenn said."
TABLES = ("entity", "entity_alias", "entity_day", "appearance", "mention", "quote_about", "entity_ruling",
          "entity_mark", "entity_word")  # fmt: skip


def key(kind: str, name: str) -> str:
    del kind
    return name.casefold()


def named(name: str, *spans: Span, aliases: Sequence[str] = ()) -> Entity:
    return Entity(name, "person", spans or (Span(0, 9),), tuple(aliases), "", 0.5)


BRENN = named("Ida Brenn", Span(0, 9), Span(43, 48))
SALM = named("Bob Salm", Span(14, 22), Span(25, 33))
SAID = Quote((Span(24, 41),), "direct", "Ida Brenn", entity=0, confidence=0.9, speaker_confidence=0.9)


def save(
    connection: sqlite3.Connection, article_id: int, *found: Entity, linked: Sequence[int | None] = ()
) -> list[int]:
    article = articles.article(connection, article_id)
    assert article is not None
    return insights.save_insight(
        connection,
        article_id,
        article.revision_id,
        Insight((SAID,), found, "en", "a1"),
        linked or [None] * len(found),
        [(each.name.casefold(),) for each in found],
        now=1,
    )


def everything(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    found = {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES}
    found["quote"] = connection.execute("SELECT id, entity_id FROM quote ORDER BY id").fetchall()
    return found


@pytest.fixture
def people(connection: sqlite3.Connection, ready: ReadyMaker) -> tuple[int, int]:
    """Two who are one: each alone in an article, both in a third."""
    ida, bob = save(connection, ready(1, TEXT), BRENN, SALM)
    save(connection, ready(2, TEXT), BRENN, linked=(ida,))
    save(connection, ready(3, TEXT), SALM, linked=(bob,))
    return ida, bob


def merged(connection: sqlite3.Connection, people: tuple[int, int]) -> int:
    return identities.merge(connection, *people, key=key, now=5, label="merged")


def test_merging_moves_articles_quotes_and_names(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    assert merged(connection, people) == 2
    card = insights.entity_card(connection, people[0])
    assert card is not None
    assert (card.name, card.articles, card.quotes) == ("Ida Brenn", 3, 3)
    assert insights.entity_card(connection, people[1]) is None
    assert [one.id for one in insights.candidates(connection, ["bob salm"])] == [people[0]]
    assert upkeep.problems(connection) == []


def test_an_article_that_names_both_keeps_all_mentions(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    merged(connection, people)
    (first,) = connection.execute("SELECT min(id) FROM article").fetchone()
    (entity,) = insights.entities(connection, first)
    assert entity.mentions == (Span(0, 9), Span(14, 22), Span(25, 33), Span(43, 48))
    assert "Bob Salm" in entity.aliases


def test_undo_takes_a_merge_back_exactly_and_redo_does_it_again(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    before = everything(connection)
    merged(connection, people)
    after = everything(connection)
    assert after != before
    assert marks.undo(connection, 6) == "merged"
    assert everything(connection) == before
    assert marks.redo(connection, 7) == "merged"
    assert everything(connection) == after


def test_a_merge_decides_for_articles_to_come(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    merged(connection, people)
    assert insights.decided(connection, 99, [("person", "bob salm")]) == [people[0]]
    marks.undo(connection, 6)
    assert insights.decided(connection, 99, [("person", "bob salm")]) == [None]


def test_a_merge_survives_the_analysis_of_all_articles_anew(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    merged(connection, people)
    for (article_id,) in connection.execute("SELECT id FROM article ORDER BY id").fetchall():
        insights.drop_insight(connection, article_id)
    (first,) = connection.execute("SELECT min(id) FROM article").fetchone()
    assert insights.decided(connection, first, [("person", "bob salm")]) == [people[0]]
    assert save(connection, first, SALM, linked=people[:1]) == [people[0]]


def test_what_is_merged_is_no_longer_watched_apart(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    watching.mark_entity(connection, people[1], "watched", True, now=1, label="watch")
    merged(connection, people)
    assert watching.marked(connection, "watched") == {people[0]}
    marks.undo(connection, 6)
    assert watching.marked(connection, "watched") == {people[1]}


def test_an_entity_is_not_merged_with_itself_or_nobody(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    for other in (people[0], 999):
        with pytest.raises(StoreError):
            identities.merge(connection, people[0], other, key=key, now=5, label="x")


def test_an_article_is_split_off_and_undone(connection: sqlite3.Connection, people: tuple[int, int]) -> None:
    before = everything(connection)
    (second,) = connection.execute("SELECT id FROM article ORDER BY id LIMIT 1 OFFSET 1").fetchone()
    new = identities.split(connection, people[0], articles=[second], key=key, now=5, label="split")
    assert [each.id for each in insights.entities(connection, second)] == [new]
    assert insights.decided(connection, second, [("person", "ida brenn")]) == [new]
    assert insights.decided(connection, 99, [("person", "ida brenn")]) == [None]
    assert upkeep.problems(connection) == []
    marks.undo(connection, 6)
    assert everything(connection) == before


def test_a_name_is_split_off_for_ever(
    connection: sqlite3.Connection, people: tuple[int, int], ready: ReadyMaker
) -> None:
    ida = people[0]
    other = ready(4, TEXT)
    save(connection, other, named("Ida Moor"), linked=(ida,))
    new = identities.split(connection, ida, alias="Ida Moor", key=key, now=5, label="split")
    assert [(each.id, each.name) for each in insights.entities(connection, other)] == [(new, "Ida Moor")]
    assert insights.decided(connection, 99, [("person", "ida moor")]) == [new]


def test_what_was_merged_can_be_split_off_by_its_name(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    merged(connection, people)
    new = identities.split(connection, people[0], alias="Bob Salm", key=key, now=5, label="split")
    assert insights.decided(connection, 99, [("person", "bob salm")]) == [new]
    (third,) = connection.execute("SELECT max(id) FROM article").fetchone()
    assert [(each.id, each.name) for each in insights.entities(connection, third)] == [(new, "Bob Salm")]
    before = everything(connection)
    marks.undo(connection, 6)
    marks.redo(connection, 7)
    assert everything(connection) == before


def test_an_entity_keeps_its_own_name(connection: sqlite3.Connection, people: tuple[int, int]) -> None:
    with pytest.raises(StoreError, match="its own name"):
        identities.split(connection, people[0], alias="Ida Brenn", key=key, now=5, label="x")
    with pytest.raises(StoreError, match="in no such article"):
        identities.split(connection, people[0], articles=[12], key=key, now=5, label="x")


def test_watching_is_a_step(connection: sqlite3.Connection, people: tuple[int, int]) -> None:
    assert watching.mark_entity(connection, people[0], "watched", True, now=1, label="watch Ida")
    assert not watching.mark_entity(connection, people[0], "watched", True, now=2, label="watch Ida")
    assert watching.marked(connection, "watched") == {people[0]}
    assert marks.undo(connection, 3) == "watch Ida"
    assert watching.marked(connection, "watched") == frozenset()


@pytest.mark.parametrize("mark", ["watched", "hidden"])
def test_who_is_watched_or_hidden_stays_so_while_articles_are_read_anew(
    connection: sqlite3.Connection, people: tuple[int, int], mark: watching.EntityMark
) -> None:
    watching.mark_entity(connection, people[0], mark, True, now=1, label="mark")
    for (article_id,) in connection.execute("SELECT id FROM article").fetchall():
        insights.drop_insight(connection, article_id)
    assert insights.entity_card(connection, people[0]) is not None
    assert insights.entity_card(connection, people[1]) is None
    assert watching.marked(connection, mark) == {people[0]}


def test_forgetting_leaves_no_trace_of_a_merged_name(
    connection: sqlite3.Connection, people: tuple[int, int]
) -> None:
    merged(connection, people)
    scope = forgetting.entity_scope(connection, people[0])
    assert scope is not None
    forgetting.forget(connection, scope, lambda form, _: (form.casefold(),))
    for table in (*TABLES, "quote", "change"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_forgetting_the_article_of_a_merged_name_forgets_the_ruling(
    connection: sqlite3.Connection, ready: ReadyMaker, entry: Callable[..., Entry]
) -> None:
    del entry
    (ida,) = save(connection, ready(1, "Ida Brenn said."), named("Ida Brenn"))
    secret = ready(2, "Ida Moor said.")
    (moor,) = save(connection, secret, named("Ida Moor", Span(0, 8)))
    identities.merge(connection, ida, moor, key=key, now=5, label="merged")
    forgetting.forget(
        connection, forgetting.Scope("article", secret, "x"), lambda form, _: (form.casefold(),)
    )
    assert connection.execute("SELECT count(*) FROM entity_ruling").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM change").fetchone() == (0,)
