"""Words of articles that nobody has read yet: found, taken out without a trace, replaced by better ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.model.article import Entry
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, feeds, forgetting, search, textindex, upkeep
from tui_reader.store.connection import open_store, transaction
from tui_reader.store.entries import Stored
from tui_reader.store.packing import prepare
from tui_reader.store.schema import STEPS, migrate
from tui_reader.store.schema_dense import DENSE

StoreAll = Callable[..., Stored]
EntryMaker = Callable[..., Entry]


def index(connection: sqlite3.Connection) -> int:
    """Index everything that waits, in batches as the job does."""
    done = below = 0
    while batch := textindex.waiting(connection, below):
        below = batch[0].article_id
        with transaction(connection):
            done += textindex.add_words(connection, batch)
    return done


def found(connection: sqlite3.Connection, text: str) -> list[int]:
    return list(search.find(connection, ArticleQuery(text=text)))


def terms(connection: sqlite3.Connection) -> set[str]:
    """Every word in the index."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'article_text', 'row')"
    )
    return {row[0] for row in connection.execute("SELECT term FROM temp.words")}


def shown(connection: sqlite3.Connection, article_id: int) -> int:
    article = articles.article(connection, article_id)
    assert article is not None
    return article.revision_id


def test_a_text_is_found_before_it_has_been_read(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>The <b>ferry</b> is late.</p>")).added
    assert found(connection, "ferry ") == []
    assert index(connection) == 1
    assert found(connection, '"ferry is late" ') == [one]
    assert found(connection, "title:title ferry ") == [one]
    assert found(connection, "title:ferry ") == []


def test_what_is_in_is_not_indexed_again(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    store(entry(1), entry(2))
    batch = textindex.waiting(connection, 0)
    assert textindex.add_words(connection, batch) == 2
    assert textindex.add_words(connection, batch) == 0
    assert textindex.count_waiting(connection) == 0
    assert textindex.waiting(connection, 0) == []


def test_batches_go_from_the_newest_to_the_oldest(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textindex, "MOST", 2)
    ids = store(*(entry(number) for number in range(5))).added
    batch = textindex.waiting(connection, 0)
    assert [each.article_id for each in batch] == sorted(ids)[-2:]
    batch = textindex.waiting(connection, batch[0].article_id)
    assert [each.article_id for each in batch] == sorted(ids)[1:3]


def test_a_batch_holds_no_more_text_than_it_may(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textindex, "CHARACTERS", 150)
    store(*(entry(number, content="word " * 20) for number in range(5)))
    assert len(textindex.waiting(connection, 0)) == 2
    assert index(connection) == 5


def test_a_document_takes_the_place_of_the_raw_words(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>Raw halibut.</p>")).added
    index(connection)
    articles.save_document(
        connection, shown(connection, one), plain_document("Smoked herring."), reader_version="1"
    )
    assert found(connection, "halibut ") == []
    assert found(connection, "herring ") == [one]
    assert terms(connection) == {"title", "1", "smoked", "herring"}


def test_a_text_that_was_read_meanwhile_is_passed_over(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>Raw halibut.</p>")).added
    batch = textindex.waiting(connection, 0)
    articles.save_document(connection, shown(connection, one), plain_document("Herring."), reader_version="1")
    assert textindex.add_words(connection, batch) == 0
    assert found(connection, "halibut ") == []


def test_a_text_that_changed_meanwhile_is_passed_over(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    store(entry(1, content="<p>Raw halibut.</p>"))
    batch = textindex.waiting(connection, 0)
    store(entry(1, content="<p>Herring.</p>"))
    assert textindex.add_words(connection, batch) == 0
    assert index(connection) == 1
    assert terms(connection) == {"title", "1", "herring"}


def test_a_changed_text_is_found_by_its_new_words_alone(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>Raw halibut.</p>")).added
    index(connection)
    store(entry(1, title="Another", content="<p>Herring.</p>"))
    assert found(connection, "herring ") == [one]
    assert terms(connection) == {"another", "herring"}


def test_a_page_takes_the_place_of_the_feed_s_text(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>Raw halibut.</p>")).added
    index(connection)
    page = "<html><script>var nothing</script><body>Herring</body></html>"
    articles.add_revision(connection, one, kind="page", media="page", source=page, base_url="", now=9)
    assert terms(connection) == {"title", "1", "herring"}
    articles.switch_revision(connection, one, "feed")
    assert terms(connection) == {"title", "1", "raw", "halibut"}


@pytest.mark.parametrize("read_first", [False, True])
def test_nothing_is_left_of_a_forgotten_article(
    connection: sqlite3.Connection, path: Path, store: StoreAll, entry: EntryMaker, read_first: bool
) -> None:
    (one,) = store(entry(1, content="<p>Secretive halibut.</p>")).added
    index(connection)
    if read_first:
        articles.save_document(
            connection, shown(connection, one), plain_document("Secretive."), reader_version="1"
        )
    scope = forgetting.article_scope(connection, one)
    assert scope is not None
    with transaction(connection):
        assert forgetting.forget(connection, scope, lambda *_: ()) == 1
    assert terms(connection) == set()
    forgetting.sweep(connection)
    assert b"halibut" not in path.read_bytes()


def test_a_damaged_source_does_not_hold_up_the_others(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    one, two = store(entry(1, content="Halibut. " * 40), entry(2, content="Herring. " * 40)).added
    connection.execute("UPDATE source SET blob = x'00' WHERE revision_id = ?", (shown(connection, one),))
    assert index(connection) == 2
    assert found(connection, "herring ") == [two]
    assert articles.remove_articles(connection, [one, two]) == 2
    assert terms(connection) == set()


def test_the_index_made_anew_holds_raw_words_too(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>Raw halibut.</p>")).added
    upkeep.rebuild_text_index(connection)
    assert found(connection, "halibut ") == [one]
    articles.remove_articles(connection, [one])
    assert terms(connection) == set()


@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_goes_in_and_out_without_a_trace(
    connection: sqlite3.Connection, feed_id: int, entry: EntryMaker, texts: list[str]
) -> None:
    given_ = [prepare(entry(number, content=text)) for number, text in enumerate(texts)]
    with transaction(connection):
        stored = articles.store_entries(connection, feed_id, given_, kind="feed", now=1_790_000_000)
    index(connection)
    with transaction(connection):
        articles.remove_articles(connection, stored.added)
        connection.execute("DELETE FROM status")
    assert terms(connection) == set()


def test_articles_of_an_older_library_wait_for_the_index(tmp_path: Path, entry: EntryMaker) -> None:
    path = tmp_path / "old.db"
    before = next(number for number, step in enumerate(STEPS) if any("article_unindexed" in s for s in step))
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, path, STEPS[:before])
    feed = feeds.sync_specs(old, [])["saved:"]
    ids = articles.store_entries(old, feed, [entry(1, content="<p>Halibut.</p>")], kind="page", now=5).added
    old.close()
    with open_store(path) as connection:
        assert index(connection) == 1
        assert found(connection, "halibut ") == list(ids)
    connection.close()


def test_an_upgraded_library_indexes_texts_and_documents_anew(tmp_path: Path, entry: EntryMaker) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, path, STEPS[: STEPS.index(DENSE)])
    feed = feeds.sync_specs(old, [])["saved:"]
    given_ = [entry(1, content="<p>Raw cod.</p>"), entry(2, content="<p>Raw halibut.</p>")]
    read, raw = articles.store_entries(old, feed, given_, kind="page", now=5).added
    index(old)
    articles.save_document(old, shown(old, read), plain_document("Smoked herring."), reader_version="1")
    old.close()
    with open_store(path) as connection:
        assert found(connection, "title ") == [read, raw]
        assert found(connection, "herring ") == []
        assert textindex.count_waiting(connection) == 2
        index(connection)
        assert found(connection, "herring ") == [read]
        assert found(connection, "halibut ") == [raw]
        assert found(connection, "title:herring OR raw cod ") == []
        assert articles.remove_articles(connection, [raw, read]) == 2
        assert terms(connection) == set()
    connection.close()


def test_a_document_made_meanwhile_is_not_overwritten_by_raw_words(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (one,) = store(entry(1, content="<p>Raw halibut.</p>")).added
    batch = textindex.waiting(connection, 0)
    articles.save_document(connection, shown(connection, one), plain_document("Herring."), reader_version="1")
    connection.execute("INSERT INTO article_text (article_text) VALUES ('delete-all')")
    textindex.add_titles(connection, [(one, "Title 1")])
    connection.execute("UPDATE article SET indexed = 0")
    assert textindex.add_words(connection, batch) == 0
    assert index(connection) == 1
    assert found(connection, "herring ") == [one]


def test_titles_of_many_small_commits_are_brought_together(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    def segments() -> int:
        found_ = connection.execute("SELECT count(DISTINCT segid) FROM article_text_idx").fetchone()
        return int(found_[0])

    ids = [one for number in range(12) for one in store(entry(number)).added]
    before = segments()
    textindex.gather_titles(connection)
    assert before == 12
    assert segments() == 1
    assert found(connection, "title ") == sorted(ids, reverse=True)
