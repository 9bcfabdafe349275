"""Articles coming in, changing, going and coming back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tui_reader.model.article import ArticleRow, ArticleStatus, Entry
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, marks, search
from tui_reader.store.articles import Stored
from tui_reader.store.ids import ID_SHIFT, second_of

EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
ReadyMaker = Callable[..., int]


def kinds(connection: sqlite3.Connection, article_id: int) -> list[str]:
    return [revision.kind for revision in articles.revisions(connection, article_id)]


def current_source(connection: sqlite3.Connection, article_id: int) -> str:
    found = articles.article(connection, article_id)
    assert found is not None
    return articles.source(connection, found.revision_id)


def test_an_entry_becomes_an_article(
    connection: sqlite3.Connection, feed_id: int, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    (article_id,) = store(entry(1, authors=("Ida Brenn", "Olu Hart"), lang="en")).added
    found = articles.article(connection, article_id)
    assert found is not None
    assert (found.feed_id, found.guid, found.title, found.url) == (
        feed_id,
        "guid-1",
        "Title 1",
        "https://harbour.example/1",
    )
    assert (found.authors, found.lang, found.feed_title) == (("Ida Brenn", "Olu Hart"), "en", "Harbour Post")
    assert (found.published, found.arrived) == (now - 356_400, now)
    assert current_source(connection, article_id) == "<p>Content 1</p>"


def test_ids_follow_the_dates(store: StoreAll, entry: EntryMaker) -> None:
    ids = store(entry(3), entry(1), entry(2)).added
    assert sorted(ids) == [ids[1], ids[2], ids[0]]


def test_of_entries_of_one_second_the_upper_is_the_newer(store: StoreAll, entry: EntryMaker) -> None:
    first = store(entry(1, published=1_700_000_000), entry(2, published=1_700_000_000)).added
    second = store(entry(3, published=1_700_000_000)).added
    assert first[1] < first[0] < second[0]
    assert {second_of(article_id) for article_id in first + second} == {1_700_000_000}


def test_more_articles_than_a_second_holds_keep_their_order_and_their_date(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    date, many = 1_700_000_000, 3 << ID_SHIFT
    (next_one,) = store(entry(8_000, published=date + 1)).added
    ids = store(*(entry(number, published=date) for number in range(many))).added
    (last,) = store(entry(9_000, published=date)).added
    assert list(ids) == sorted(ids, reverse=True)
    assert len({*ids, next_one, last}) == many + 2
    assert last > ids[0]
    assert second_of(last) - date <= 3
    dates = {row.published for row in articles.rows(connection, [*ids, last])}
    assert dates == {date}


def test_an_article_of_a_full_second_is_known_under_a_new_guid(store: StoreAll, entry: EntryMaker) -> None:
    date = 1_700_000_000
    store(*(entry(number, published=date) for number in range(2 << ID_SHIFT)))
    again = store(replace(entry(0, published=date), guid="renamed"))
    assert (again.added, again.unchanged) == ((), 1)


@pytest.mark.parametrize(
    ("said", "kept"),
    [(None, 0), (5, 631_152_000 - 1_790_000_000), (4_000_000_000, 86_400), (1_789_999_999, -1)],
)
def test_dates_are_clamped_to_the_believable(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int, said: int | None, kept: int
) -> None:
    (article_id,) = store(entry(1, published=said)).added
    found = articles.article(connection, article_id)
    assert found is not None
    assert found.published - now == kept


def test_the_same_entries_again_change_nothing(store: StoreAll, entry: EntryMaker) -> None:
    store(*map(entry, range(5)))
    assert store(*map(entry, range(5))) == Stored(unchanged=5)


def test_one_guid_in_two_feeds_is_two_articles(
    connection: sqlite3.Connection, feed_id: int, entry: EntryMaker, now: int
) -> None:
    for feed in (feed_id, feed_id + 1):
        stored = articles.store_entries(connection, feed, [entry(1)], kind="feed", now=now)
        assert len(stored.added) == 1


def test_of_two_entries_with_one_guid_and_link_the_first_wins(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    stored = store(entry(1, content="first"), entry(1, content="second"))
    assert len(stored.added) == 1
    assert current_source(connection, stored.added[0]) == "first"


def test_entries_with_one_guid_and_several_links_are_several_articles_for_good(
    store: StoreAll, entry: EntryMaker
) -> None:
    twins = [entry(n, guid="same") for n in (2, 1)]
    assert len(store(*twins).added) == 2
    assert store(*twins) == Stored(unchanged=2)
    assert store(twins[1]) == Stored(unchanged=1)
    assert len(store(entry(3, guid="same"), *twins).added) == 1


def test_a_link_that_changes_is_a_change_of_the_same_article(store: StoreAll, entry: EntryMaker) -> None:
    ids = store(entry(1)).added
    assert store(entry(1, url="https://harbour.example/moved")).changed == ids


def test_a_changed_text_is_shown_and_the_earlier_one_kept(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1, content="before")).added
    assert store(entry(1, content="after")) == Stored(changed=(article_id,))
    assert [
        articles.source(connection, revision.id) for revision in articles.revisions(connection, article_id)
    ] == ["before", "after"]
    assert current_source(connection, article_id) == "after"


def test_a_changed_article_stays_read(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    ids = store(entry(1)).added
    marks.mark(connection, ids, "read", True, now=now, label="read")
    store(entry(1, content="after"))
    assert articles.status(connection, ids[0]) == ArticleStatus(ids[0], read=True)


def test_a_changed_title_alone_makes_no_revision(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1)).added
    store(entry(1, title="Corrected"))
    assert kinds(connection, article_id) == ["feed"]
    assert articles.rows(connection, [article_id])[0].title == "Corrected"


def test_a_title_that_goes_missing_stays(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    ids = store(entry(1)).added
    store(entry(1, title=""))
    assert articles.rows(connection, ids)[0].title == "Title 1"


def test_new_guids_for_known_links_are_adopted(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    ids = store(*map(entry, range(6))).added
    marks.mark(connection, ids, "starred", True, now=now, label="star")
    stored = store(*(entry(n, guid=f"new-{n}") for n in range(6)))
    assert stored == Stored(unchanged=6)
    assert articles.article(connection, ids[3]) is not None
    assert articles.status(connection, ids[3]).starred


def test_new_guids_and_links_are_adopted_by_title_and_date(store: StoreAll, entry: EntryMaker) -> None:
    ids = store(*map(entry, range(6))).added
    stored = store(*(entry(n, guid=f"new-{n}", url=f"https://new.example/{n}") for n in range(6)))
    assert stored == Stored(changed=ids)


def test_new_entries_with_one_known_link_are_not_adopted(store: StoreAll, entry: EntryMaker) -> None:
    home = "https://harbour.example/"
    store(*(entry(n, url=home) for n in range(6)))
    assert len(store(*(entry(n, url=home) for n in range(10, 16))).added) == 6


def test_new_entries_without_dates_and_with_one_link_are_not_adopted(
    store: StoreAll, entry: EntryMaker
) -> None:
    fields = {"url": "https://harbour.example/", "published": None}
    store(*(entry(n, **fields) for n in range(6)))
    assert len(store(*(entry(n, **fields) for n in range(10, 16))).added) == 6


def test_an_article_that_comes_again_has_its_id_and_status_back(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    ids = store(*map(entry, range(3))).added
    marks.mark(connection, ids[1:2], "starred", True, now=now, label="star")
    assert articles.remove_articles(connection, ids) == 3
    assert articles.rows(connection, ids) == []
    assert articles.status(connection, ids[1]).starred
    assert store(*map(entry, range(3))).added == ids
    assert articles.rows(connection, ids[1:2])[0].starred


def test_a_removed_article_leaves_no_text_behind(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "A lighthouse stands here.")
    articles.remove_articles(connection, [article_id])
    for table in ("article", "revision", "source", "document", "body"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert list(search.find(connection, ArticleQuery(text="lighthouse"))) == []


def test_content_that_is_no_valid_unicode_is_kept(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    content = "<p>\ud800 broken \0 \udfff</p>" * 20
    (article_id,) = store(entry(1, content=content)).added
    assert current_source(connection, article_id) == content


def test_rows_come_in_the_order_asked_for_without_the_gone(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    ids = store(*map(entry, range(3))).added
    found = articles.rows(connection, [ids[2], 12345, ids[0]])
    assert found[0] == ArticleRow(
        ids[2], "Title 2", "Harbour Post", now - 352_800, 0, read=False, starred=False
    )
    assert [row.id for row in found] == [ids[2], ids[0]]


def test_an_unknown_article_is_none_with_a_blank_status(connection: sqlite3.Connection) -> None:
    assert articles.article(connection, 5) is None
    assert articles.status(connection, 5) == ArticleStatus(5)


def entries_of(count: int, entry: EntryMaker, **fields: Any) -> list[Entry]:
    return [entry(number, **fields) for number in range(count)]


def test_a_large_fetch_is_stored_without_a_query_for_each_entry(
    connection: sqlite3.Connection, feed_id: int, entry: EntryMaker, now: int
) -> None:
    asked: list[str] = []
    connection.set_trace_callback(lambda sql: asked.append(sql) if sql.startswith("SELECT") else None)
    articles.store_entries(connection, feed_id, entries_of(500, entry), kind="feed", now=now)
    connection.set_trace_callback(None)
    assert len(asked) < 10


def test_a_fingerprint_of_another_version_is_renewed_without_a_change(
    connection: sqlite3.Connection, feed_id: int, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1)).added
    connection.execute("UPDATE article SET entry_hash = x'00' WHERE id = ?", (article_id,))
    assert store(entry(1)) == articles.Stored((), (), 1)
    assert store(entry(1)).unchanged == 1
    assert len(articles.revisions(connection, article_id)) == 1
    assert connection.execute("SELECT length(entry_hash) FROM article").fetchone() == (16,)


def test_articles_of_several_sources_are_numbered_together(
    connection: sqlite3.Connection, feed_id: int, entry: EntryMaker, now: int
) -> None:
    deliveries = [articles.Delivery(feed, [entry(1), entry(2)], "feed") for feed in (feed_id, feed_id + 1)]
    stored = articles.store_deliveries(connection, deliveries, now)
    ids = [article_id for one in stored for article_id in one.added]
    assert len(set(ids)) == 4
    for feed, one in zip((feed_id, feed_id + 1), stored, strict=True):
        assert [articles.by_guid(connection, feed, entry(n).guid) for n in (1, 2)] == list(one.added)
