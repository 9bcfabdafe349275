"""The small questions that opening, printing and saving ask."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.feed import SAVED_KEY, FeedSpec
from tui_reader.model.insight import Entity, Insight
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, insights, marks, search
from tui_reader.store.articles import Stored

EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
ReadyMaker = Callable[..., int]


def analyse(connection: sqlite3.Connection, article_id: int, name: str, linked: int | None = None) -> int:
    found = articles.article(connection, article_id)
    assert found is not None
    insight = Insight((), (Entity(name, "person", (Span(4, 7), Span(0, 3))),), analyser="a1")
    return insights.save_insight(
        connection, article_id, found.revision_id, insight, [linked], [(name.casefold(),)], now=1
    )[0]


def test_an_article_is_found_by_its_guid_while_it_is_there(
    connection: sqlite3.Connection, feed_id: int, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1)).added
    assert articles.by_guid(connection, feed_id, "guid-1") == article_id
    assert articles.by_guid(connection, feed_id + 1, "guid-1") == 0
    articles.remove_articles(connection, [article_id])
    assert articles.by_guid(connection, feed_id, "guid-1") == 0


def test_a_revision_is_found_by_its_id(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1)).added
    (only,) = articles.revisions(connection, article_id)
    assert articles.revision(connection, only.id) == only
    assert articles.revision(connection, only.id + 1) is None


@pytest.mark.parametrize(
    "query",
    [
        ArticleQuery(),
        ArticleQuery("unread"),
        ArticleQuery("starred"),
        ArticleQuery("today"),
        ArticleQuery(text="title "),
        ArticleQuery("unread", since=1_789_650_000),
        ArticleQuery(feed_ids=(1,)),
        ArticleQuery("unread", feed_ids=(2,)),
        ArticleQuery(feed_ids=(3,)),
    ],
    ids=str,
)
@pytest.mark.parametrize("hidden", [False, True])
def test_counting_agrees_with_finding(
    connection: sqlite3.Connection,
    store: StoreAll,
    entry: EntryMaker,
    now: int,
    query: ArticleQuery,
    hidden: bool,
) -> None:
    ids = store(*map(entry, range(9))).added
    marks.mark(connection, ids[:3], "read", True, now=now, label="read")
    marks.mark(connection, ids[2:5], "starred", True, now=now, label="star")
    marks.mark(connection, ids[4:6], "dismissed", True, now=now, label="dismiss")
    if hidden:
        saved = feeds.sync_specs(connection, [])[SAVED_KEY]
        articles.store_entries(connection, saved, [entry(20), entry(21)], kind="page", now=now)
    assert search.count(connection, query) == len(search.find(connection, query))


def test_an_article_counts_as_analysed_by_who_analysed_its_shown_text(
    connection: sqlite3.Connection, ready: ReadyMaker, store: StoreAll, entry: EntryMaker
) -> None:
    article_id = ready(1, "x" * 20)
    assert not insights.is_analysed(connection, article_id)
    analyse(connection, article_id, "Ida Brenn")
    asked = [insights.is_analysed(connection, article_id, analyser) for analyser in ("", "a1", "a2")]
    assert asked == [True, True, False]
    store(entry(1, content="after"))
    assert not insights.is_analysed(connection, article_id)


def test_mentions_of_an_entity_come_newest_first_from_shown_texts_only(
    connection: sqlite3.Connection, ready: ReadyMaker, store: StoreAll, entry: EntryMaker
) -> None:
    ids = [ready(number, "x" * 20) for number in range(3)]
    brenn = analyse(connection, ids[0], "Ida Brenn")
    for article_id in ids[1:]:
        analyse(connection, article_id, "Ida Brenn", brenn)
    store(entry(2, content="after"))
    assert insights.entity_mentions(connection, brenn) == [
        (ids[1], Span(0, 3)),
        (ids[1], Span(4, 7)),
        (ids[0], Span(0, 3)),
        (ids[0], Span(4, 7)),
    ]


def test_the_best_known_entities_come_first(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    ids = [ready(number, "x" * 20) for number in range(3)]
    analyse(connection, ids[0], "Olu Hart")
    brenn = analyse(connection, ids[1], "Ida Brenn")
    analyse(connection, ids[2], "Ida Brenn", brenn)
    names = [card.name for card in insights.known_entities(connection, 9)]
    assert names == ["Ida Brenn", "Olu Hart"]
    assert len(insights.known_entities(connection, 1)) == 1


def test_old_files_wait_for_analysis_when_nothing_newer_does(
    connection: sqlite3.Connection, ready: ReadyMaker, entry: EntryMaker, now: int
) -> None:
    old_news = ready(1, "Text.")
    spec = FeedSpec("local:~/texts", "local")
    local = feeds.sync_specs(connection, [FeedSpec("https://harbour.example/feed", "feed"), spec])[spec.key]
    stored = articles.store_entries(connection, local, [entry(2)], kind="file", now=now)
    (old_file,) = stored.added
    revision_id = articles.revisions(connection, old_file)[0].id
    articles.save_document(connection, revision_id, plain_document("Text."), reader_version="1")
    assert articles.unanalysed(connection, "a1", limit=9, since=now) == [old_file]
    assert articles.unanalysed(connection, "a1", limit=9) == [old_file, old_news]
    analyse(connection, old_file, "Ida Brenn")
    assert articles.unanalysed(connection, "a1", limit=9, since=now) == []
