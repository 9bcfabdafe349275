"""The texts of an article: revisions, documents, and a search that follows what is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.errors import StoreCorruptError, StoreError
from tui_reader.model.article import Entry
from tui_reader.model.document import Block, Document, Figure, Link, Style
from tui_reader.model.lines import plain_document
from tui_reader.model.query import ArticleQuery
from tui_reader.store import articles, search
from tui_reader.store.articles import Stored

EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
ReadyMaker = Callable[..., int]


def kinds(connection: sqlite3.Connection, article_id: int) -> list[str]:
    return [revision.kind for revision in articles.revisions(connection, article_id)]


def current_source(connection: sqlite3.Connection, article_id: int) -> str:
    found = articles.article(connection, article_id)
    assert found is not None
    return articles.source(connection, found.revision_id)


def test_a_fetched_page_is_shown_and_switching_goes_back(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    (article_id,) = store(entry(1)).added
    articles.add_revision(
        connection,
        article_id,
        kind="page",
        media="page",
        source="<html>",
        base_url="https://x.example/",
        now=now,
    )
    assert current_source(connection, article_id) == "<html>"
    assert articles.switch_revision(connection, article_id, "feed")
    assert current_source(connection, article_id) == "<p>Content 1</p>"
    assert not articles.switch_revision(connection, article_id, "file")


def test_the_same_page_again_is_the_same_revision(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    (article_id,) = store(entry(1)).added
    added = {
        articles.add_revision(
            connection, article_id, kind="page", media="page", source="<html>", base_url="", now=now + turn
        )
        for turn in range(2)
    }
    assert len(added) == 1
    assert kinds(connection, article_id) == ["feed", "page"]


def test_a_changed_feed_text_does_not_push_the_page_away(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    (article_id,) = store(entry(1)).added
    articles.add_revision(
        connection, article_id, kind="page", media="page", source="<html>", base_url="", now=now
    )
    store(entry(1, content="after"))
    assert kinds(connection, article_id) == ["feed", "page", "feed"]
    assert current_source(connection, article_id) == "<html>"


def test_a_page_for_an_article_that_is_gone_is_an_error(connection: sqlite3.Connection, now: int) -> None:
    with pytest.raises(StoreError, match="no article 7"):
        articles.add_revision(connection, 7, kind="page", media="page", source="", base_url="", now=now)


DOCUMENT = Document(
    "Harbour opens\nShips came — at last.\nmore",
    (Block(0, 13, "heading", 1), Block(14, 35, "paragraph"), Block(36, 40, "item", 1, "•")),
    (Link(14, 19, "https://x.example/"),),
    (Style(20, 24, "strong"),),
    (Figure(1, "https://x.example/p.jpg", "ships"),),
    "Harbour opens",
    ("Ida Brenn",),
    "en",
    state="partial",
    note="The page holds only a part of the article.",
)


def test_a_document_is_read_back_whole(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1)).added
    revision_id = articles.revisions(connection, article_id)[0].id
    assert articles.document(connection, revision_id) is None
    articles.save_document(connection, revision_id, DOCUMENT, reader_version="r7")
    assert articles.document(connection, revision_id) == DOCUMENT
    assert articles.reader_version(connection, revision_id) == "r7"


def test_a_document_gives_the_article_its_facts(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1, title="")).added
    articles.save_document(
        connection, articles.revisions(connection, article_id)[0].id, DOCUMENT, reader_version="1"
    )
    found = articles.article(connection, article_id)
    assert found is not None
    assert (found.title, found.words, found.lang, found.lead) == (
        "Harbour opens",
        8,
        "en",
        "Ships came — at last.",
    )


def test_the_title_of_the_entry_stands(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    (article_id,) = store(entry(1)).added
    articles.save_document(
        connection, articles.revisions(connection, article_id)[0].id, DOCUMENT, reader_version="1"
    )
    assert articles.rows(connection, [article_id])[0].title == "Title 1"


def test_a_document_of_a_revision_that_is_gone_is_let_go(connection: sqlite3.Connection) -> None:
    articles.save_document(connection, 99, DOCUMENT, reader_version="1")
    assert articles.document(connection, 99) is None


def test_a_damaged_document_is_said_to_be_so(connection: sqlite3.Connection, ready: ReadyMaker) -> None:
    article_id = ready(1, "Some text.")
    connection.execute("UPDATE body SET layers = substr(layers, 1, 9)")
    found = articles.article(connection, article_id)
    assert found is not None
    with pytest.raises(StoreCorruptError, match="damaged"):
        articles.document(connection, found.revision_id)


def test_articles_without_a_document_wait_newest_first(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, ready: ReadyMaker, now: int
) -> None:
    ids = store(*map(entry, range(4))).added
    ready(9, "Done.")
    assert articles.unread_documents(connection, limit=2) == [ids[3], ids[2]]
    assert articles.unread_documents(connection, limit=9, since=now - 360_000 + 7200) == [ids[3], ids[2]]


def test_a_changed_text_waits_for_its_document(
    connection: sqlite3.Connection, ready: ReadyMaker, store: StoreAll, entry: EntryMaker
) -> None:
    article_id = ready(1, "Done.")
    assert articles.unread_documents(connection, limit=9) == []
    store(entry(1, content="after"))
    assert articles.unread_documents(connection, limit=9) == [article_id]


def test_search_follows_the_shown_text(connection: sqlite3.Connection, ready: ReadyMaker, now: int) -> None:
    article_id = ready(1, "The lighthouse keeper spoke.")

    def found(word: str) -> bool:
        return list(search.find(connection, ArticleQuery(text=word))) == [article_id]

    page = articles.add_revision(
        connection, article_id, kind="page", media="page", source="<p>", base_url="", now=now
    )
    assert found("lighthouse ")
    articles.save_document(connection, page, plain_document("The ferry captain spoke."), reader_version="1")
    assert (found("lighthouse "), found("ferry "), found("spoke ")) == (False, True, True)
    articles.switch_revision(connection, article_id, "feed")
    assert (found("lighthouse "), found("ferry "), found("spoke ")) == (True, False, True)


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_text_index_stays_whole_through_changes(
    connection: sqlite3.Connection, ready: ReadyMaker, store: StoreAll, entry: EntryMaker, rounds: int
) -> None:
    article_id = ready(1, "Old words stand here.")
    for turn in range(rounds):
        store(entry(1, title=f"Heading {turn}", content=f"text {turn}"))
        revision_id = articles.revisions(connection, article_id)[-1].id
        articles.save_document(
            connection, revision_id, plain_document(f"Body{turn} words."), reader_version="2"
        )
    connection.execute("INSERT INTO article_text (article_text) VALUES ('integrity-check')")
    for gone in ("Old", "Title", *(f"Body{turn} " for turn in range(rounds - 1))):
        assert list(search.find(connection, ArticleQuery(text=f"{gone} "))) == []
    assert list(search.find(connection, ArticleQuery(text=f"Heading {rounds - 1} Body{rounds - 1} "))) == [
        article_id
    ]


def test_an_article_without_authors_takes_those_of_its_text(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker
) -> None:
    for number, given in enumerate(((), ("Ilse Brandvold",))):
        (article_id,) = store(entry(number, authors=given)).added
        found = articles.article(connection, article_id)
        assert found is not None
        made = Document("Fog.", (Block(0, 4, "paragraph"),), authors=("Ruta Quist",))
        articles.save_document(connection, found.revision_id, made, reader_version="1")
        now_known = articles.article(connection, article_id)
        assert now_known is not None
        assert now_known.authors == (given or ("Ruta Quist",))
