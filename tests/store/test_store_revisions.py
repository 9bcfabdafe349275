"""Texts an article had: showing one is a step, quotes stay with their text, orders of lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.insight import Insight, Quote
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery, Sort
from tui_reader.store import articles, insights, marks, ordering, revisions, search
from tui_reader.store.feeds import sync_specs

ReadyMaker = Callable[..., int]


def quote(speaker: str) -> Quote:
    return Quote((Span(0, 3),), "direct", speaker=speaker, mention_span=Span(1, 2), confidence=0.5)


def analyse(connection: sqlite3.Connection, article_id: int, *quotes: Quote) -> None:
    found = articles.article(connection, article_id)
    assert found is not None
    insights.begin_analysis(connection, article_id, "a1", 5)
    insight = Insight(quotes, (), analyser="a1")
    insights.save_insight(connection, article_id, found.revision_id, insight, [], [], now=5)


def change(connection: sqlite3.Connection, article_id: int, text: str, kind: Any = "feed") -> int:
    """Another text of the article, shown and readable; its revision."""
    revision = articles.add_revision(
        connection, article_id, kind=kind, media="text", source=text, base_url="", now=9
    )
    articles.save_document(connection, revision, plain_document(text), reader_version="1")
    return revision


def shown(connection: sqlite3.Connection, article_id: int) -> int:
    found = articles.article(connection, article_id)
    assert found is not None
    return found.revision_id


def test_quotes_of_an_earlier_text_stay_with_it(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "One text.")
    first = shown(connection, article_id)
    analyse(connection, article_id, quote("Ilse"), quote("Odd"))
    second = change(connection, article_id, "Two texts.")
    analyse(connection, article_id, quote("Bo"))
    assert revisions.quotes_of(connection, first) == [quote("Ilse"), quote("Odd")]
    assert revisions.quotes_of(connection, second) == [quote("Bo")]
    assert [known.quote.speaker for known in insights.quotes(connection, article_id)] == ["Bo"]


def test_quotes_of_a_text_are_kept_before_the_next_one_is_analysed(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "One text.")
    analyse(connection, article_id, quote("Ilse"))
    first = shown(connection, article_id)
    second = change(connection, article_id, "Two texts.")
    assert revisions.quotes_of(connection, first) == [quote("Ilse")]
    assert revisions.quotes_of(connection, second) is None


def test_a_text_without_quotes_was_analysed_all_the_same(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "One text.")
    first = shown(connection, article_id)
    assert revisions.quotes_of(connection, first) is None
    analyse(connection, article_id)
    assert revisions.quotes_of(connection, first) == []
    change(connection, article_id, "Two texts.")
    analyse(connection, article_id)
    assert revisions.quotes_of(connection, first) == []


def test_a_text_shown_again_and_analysed_again_has_one_set_of_quotes(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "One text.")
    first = shown(connection, article_id)
    analyse(connection, article_id, quote("Ilse"))
    change(connection, article_id, "Two texts.")
    analyse(connection, article_id, quote("Bo"))
    revisions.show(connection, article_id, first, now=5, label="shown")
    analyse(connection, article_id, quote("Ilse again"))
    assert revisions.quotes_of(connection, first) == [quote("Ilse again")]
    assert connection.execute("SELECT count(*) FROM earlier_quotes").fetchone() == (1,)


@pytest.mark.parametrize("by_kind", [True, False])
def test_showing_another_text_is_a_step(
    connection: sqlite3.Connection, ready: ReadyMaker, by_kind: bool
) -> None:
    article_id = ready(1, "One text.")
    first = shown(connection, article_id)
    second = change(connection, article_id, "Two texts.", "page")
    assert revisions.show(connection, article_id, "feed" if by_kind else first, now=5, label="shown")
    assert shown(connection, article_id) == first
    assert list(search.find(connection, ArticleQuery(text="one "))) == [article_id]
    assert marks.undo(connection, 6) == "shown"
    assert shown(connection, article_id) == second
    assert list(search.find(connection, ArticleQuery(text="two "))) == [article_id]
    marks.redo(connection, 6)
    assert shown(connection, article_id) == first


def test_a_text_of_another_article_is_not_shown(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    one, other = ready(1, "One."), ready(2, "Two.")
    assert not revisions.show(connection, one, shown(connection, other), now=5, label="shown")
    assert not revisions.show(connection, one, "page", now=5, label="shown")
    assert marks.undo(connection, 6) is None


def test_undo_leaves_a_third_text_shown(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "One.")
    first = shown(connection, article_id)
    change(connection, article_id, "Two.")
    revisions.show(connection, article_id, first, now=5, label="shown")
    third = change(connection, article_id, "Three.")
    marks.undo(connection, 6)
    assert shown(connection, article_id) == third


def test_a_page_is_kept_byte_for_byte(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "One.")
    revision = change(connection, article_id, "Two.", "page")
    body = b"<p>\xff\xfe</p>" * 99
    revisions.keep_page(connection, revision, body, "text/html; charset=x")
    found = revisions.page(connection, revision)
    assert found is not None
    assert (found.body, found.content_type) == (body, "text/html; charset=x")
    assert revisions.page_hashes(connection, article_id) == {revision: found.sha256}
    assert revisions.page(connection, shown(connection, ready(3, "x"))) is None


def test_removing_an_article_removes_its_pages_and_earlier_quotes(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "One.")
    analyse(connection, article_id, quote("Ilse"))
    revision = change(connection, article_id, "Two.", "page")
    analyse(connection, article_id, quote("Bo"))
    revisions.keep_page(connection, revision, b"<p>", "text/html")
    articles.remove_articles(connection, [article_id])
    for table in ("earlier_quotes", "raw_page"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.fixture
def sortable(connection: sqlite3.Connection, store: Callable[..., Any], entry: Callable[..., Entry]) -> list[int]:  # fmt: skip  # noqa: E501
    """Three articles, oldest first: titles b, A, c; quotes 1, 3, 3."""
    titles = ("b", "A", "c")
    ids: list[int] = [store(entry(n, title=title)).added[0] for n, title in enumerate(titles)]
    for article_id, quotes in zip(ids, (1, 3, 3), strict=True):
        connection.execute("UPDATE article SET quotes = ? WHERE id = ?", (quotes, article_id))
    return ids


@pytest.mark.parametrize(
    ("sort", "order"),
    [("newest", [2, 1, 0]), ("oldest", [0, 1, 2]), ("title", [1, 0, 2]), ("quotes", [2, 1, 0])],
)
@pytest.mark.parametrize("limit", [None, 2])
def test_lists_have_orders(
    connection: sqlite3.Connection, sortable: list[int], sort: Sort, order: list[int], limit: int | None
) -> None:
    found = search.find(connection, ArticleQuery(sort=sort), limit)
    assert list(found) == [sortable[place] for place in order][:limit]


def test_lists_by_source_go_by_the_title_a_reader_sees(
    connection: sqlite3.Connection, sortable: list[int], now: int
) -> None:
    saved = sync_specs(connection, [])["saved:"]
    connection.execute("UPDATE feed SET hidden = 0, user_title = 'zebra' WHERE id <> ?", (saved,))
    entry = Entry("s", "S", published=now)
    (own,) = articles.store_entries(connection, saved, [entry], kind="page", now=now).added
    found = search.find(connection, ArticleQuery(sort="source"))
    assert list(found) == [own, *sortable[::-1]]


def test_a_sorted_list_holds_the_newest_articles_of_a_large_one(
    connection: sqlite3.Connection, sortable: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "SORTED", 2)
    assert list(search.find(connection, ArticleQuery(sort="title"))) == [sortable[1], sortable[2]]
