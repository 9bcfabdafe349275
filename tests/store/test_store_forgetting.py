"""Forgetting: nothing of an article is left in any byte of the library, and it does not come back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui_reader.errors import StoreBusyError
from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.feed import SAVED_KEY, FeedSpec
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.model.lines import plain_document
from tui_reader.store import (
    articles,
    backup,
    feeds,
    forgetting,
    history,
    insights,
    marks,
    notes,
    remarks,
    revisions,
    tags,
    upkeep,
)
from tui_reader.store.connection import open_store, transaction

EntryMaker = Callable[..., Entry]
ReadyMaker = Callable[..., int]

TEXT = 'Quillfeather spoke. "Zugzwang vexes jocks," said Wilhelmina Quillfeather.'
SECRETS = (
    "quillfeather", "zugzwang", "brontosaur", "xylophone", "kumquat", "ptarmigan", "hazelnut", "isthmus",
    "grimble", "yakmarket", "hollyhock",
)  # fmt: skip
"""Words of the article, its earlier text, title, link, both kinds of tags, note, remark, a step's label,
author, a speaker who is no entity."""


def secret_article(connection: sqlite3.Connection, ready: ReadyMaker, now: int) -> int:
    """An article with all that can hang on one, spread over two texts."""
    article_id = ready(
        1,
        "The brontosaur slept.",
        title="Xylophone",
        url="https://harbour.example/kumquat",
        authors=("Ocel Grimble",),
        tags=("yakmarket",),
    )
    _analysed(connection, article_id, "The brontosaur slept.", "brontosaur")
    articles.add_revision(
        connection, article_id, kind="page", media="page", source="<p>brontosaur</p>", base_url="", now=now
    )
    found = articles.article(connection, article_id)
    assert found is not None
    revisions.keep_page(connection, found.revision_id, b"<p>hazelnut brontosaur</p>", "text/html")
    articles.save_document(connection, found.revision_id, plain_document(TEXT), reader_version="1")
    _analysed(connection, article_id, TEXT, "Wilhelmina Quillfeather")
    tags.tag(connection, [article_id], add=["ptarmigan"], now=now, label="tagged ptarmigan")
    notes.set_note(connection, article_id, "a hazelnut note", now=now, label="noted Xylophone")
    remarks.add_remark(connection, article_id, Span(0, 12), "isthmus", now=now, label="noted")
    history.visit(connection, article_id, now)
    return article_id


def _analysed(connection: sqlite3.Connection, article_id: int, text: str, name: str) -> None:
    start = text.index(name)
    entity = Entity(name, "person", (Span(start, start + len(name)),))
    quotes = (
        Quote((Span(0, 9),), "direct", speaker=name, mention=name, entity=0, confidence=0.9),
        Quote((Span(0, 5),), "direct", mention="the hollyhock", speaker_class="role", confidence=0.9),
    )
    found = articles.article(connection, article_id)
    assert found is not None
    insights.begin_analysis(connection, article_id, "a1", 5)
    insights.save_insight(
        connection,
        article_id,
        found.revision_id,
        Insight(quotes, (entity,), analyser="a1"),
        [None],
        [(name.casefold(),)],
        now=5,
    )


def packed(connection: sqlite3.Connection) -> list[bytes]:
    """The compressed bytes of all texts."""
    rows = connection.execute("SELECT blob FROM source UNION ALL SELECT text FROM body").fetchall()
    return [bytes(row[0]) for row in rows]


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()).lower()


def keys(form: str, _: str) -> list[str]:
    return [form.casefold()]


def forget(connection: sqlite3.Connection, scope: forgetting.Scope | None) -> int:
    assert scope is not None
    with transaction(connection):
        count = forgetting.forget(connection, scope, keys)
    forgetting.sweep(connection)
    return count


def test_no_byte_of_a_forgotten_article_is_left(
    path: Path, connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    other = ready(2, "The ferry came.", title="Ferry")
    kept = packed(connection)
    article_id = secret_article(connection, ready, now)
    gone = [blob for blob in packed(connection) if blob not in kept]
    before = bytes_of(path.parent)
    assert [word for word in SECRETS if word.encode() not in before] == []
    assert forget(connection, forgetting.article_scope(connection, article_id)) == 1
    after = bytes_of(path.parent)
    assert [word for word in SECRETS if word.encode() in after] == []
    assert [blob for blob in gone if blob.lower() in after] == []
    assert upkeep.problems(connection) == []
    assert [row.id for row in articles.rows(connection, [other, article_id])] == [other]


def test_what_had_been_deleted_before_goes_too(
    path: Path, connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    connection.execute("PRAGMA secure_delete=OFF")
    article_id = secret_article(connection, ready, now)
    notes.set_note(connection, article_id, "", now=now, label="removed")
    tags.tag(connection, [article_id], remove=["ptarmigan"], now=now, label="removed")
    forget(connection, forgetting.article_scope(connection, article_id))
    after = bytes_of(path.parent)
    assert [word for word in SECRETS if word.encode() in after] == []


def test_a_scope_counts_texts_and_quotes(connection: sqlite3.Connection, ready: ReadyMaker, now: int) -> None:
    scope = forgetting.article_scope(connection, secret_article(connection, ready, now))
    assert scope is not None
    assert (scope.name, scope.revisions, scope.quotes) == ("Xylophone", 2, 2)


def test_a_forgotten_article_does_not_come_back(
    connection: sqlite3.Connection, feed_id: int, entry: EntryMaker, store: Callable[..., Any]
) -> None:
    (article_id,) = store(entry(1)).added
    forget(connection, forgetting.article_scope(connection, article_id))
    assert store(entry(1), entry(2)).added == (articles.by_guid(connection, feed_id, "guid-2"),)


@pytest.mark.parametrize(
    "again", [{"title": "Another title"}, {"guid": "another guid"}, {"content": "Another text"}]
)
def test_a_forgotten_article_does_not_come_back_changed(
    connection: sqlite3.Connection, entry: EntryMaker, store: Callable[..., Any], again: dict[str, str]
) -> None:
    (article_id,) = store(entry(1)).added
    forget(connection, forgetting.article_scope(connection, article_id))
    assert store(entry(1, **again)).added == ()


def test_another_article_with_the_same_link_is_taken_in(
    connection: sqlite3.Connection, entry: EntryMaker, store: Callable[..., Any]
) -> None:
    (article_id,) = store(entry(1)).added
    forget(connection, forgetting.article_scope(connection, article_id))
    assert len(store(entry(2, url=entry(1).url)).added) == 1


def test_what_is_saved_by_hand_comes_back(
    connection: sqlite3.Connection, entry: EntryMaker, now: int
) -> None:
    saved = feeds.sync_specs(connection, [])[SAVED_KEY]
    (article_id,) = articles.store_entries(connection, saved, [entry(1)], kind="page", now=now).added
    forget(connection, forgetting.article_scope(connection, article_id))
    assert len(articles.store_entries(connection, saved, [entry(1)], kind="page", now=now).added) == 1


def test_steps_of_a_forgotten_article_go_and_those_of_others_stay(
    connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    one, other = ready(1, "One."), ready(2, "Two.")
    marks.mark(connection, [one], "starred", True, now=now, label="starred")
    marks.mark(connection, [one, other], "read", True, now=now, label="both")
    forget(connection, forgetting.article_scope(connection, one))
    assert [marks.undo(connection, now) for _ in range(2)] == ["both", None]
    assert articles.status(connection, other).read is False


def test_a_forgotten_source_takes_its_articles_its_row_and_its_name_in_labels(
    path: Path, connection: sqlite3.Connection, feed_id: int, ready: ReadyMaker, now: int
) -> None:
    ids = [ready(1, "One."), ready(2, "Two.")]
    saved = feeds.sync_specs(connection, [])[SAVED_KEY]
    entry = Entry("kept", "Kept", content="<p>Kept</p>")
    (kept,) = articles.store_entries(connection, saved, [entry], kind="page", now=now).added
    marks.mark(connection, [*ids, kept], "read", True, now=now, label="all in Harbour Post read")
    articles.remove_articles(connection, ids[:1])
    assert forget(connection, forgetting.feed_scope(connection, feed_id)) == 1
    assert connection.execute("SELECT id FROM feed").fetchall() == [(saved,)]
    assert marks.undo(connection, now) == "a change"
    assert b"harbour" not in bytes_of(path.parent)


def test_a_forgotten_source_that_is_named_again_brings_new_articles_only(
    connection: sqlite3.Connection, feed_id: int, entry: EntryMaker, store: Callable[..., Any], now: int
) -> None:
    store(entry(1))
    forget(connection, forgetting.feed_scope(connection, feed_id))
    spec = FeedSpec("https://harbour.example/feed", "feed")
    again = feeds.sync_specs(connection, [spec])[spec.key]
    stored = articles.store_entries(connection, again, [entry(1), entry(2)], kind="feed", now=now)
    assert [row.title for row in articles.rows(connection, stored.added)] == ["Title 2"]


def test_a_forgotten_entity_takes_every_article_that_names_it(
    path: Path, connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    secret_article(connection, ready, now)
    ready(2, "Nobody linked Wilhelmina Quillfeather here.")
    kept = ready(3, "The ferry came.")
    (card,) = insights.find_entities(connection, "Wilhelmina Quillfeather", 5)
    assert forget(connection, forgetting.entity_scope(connection, card.id)) == 2
    assert connection.execute("SELECT id FROM article").fetchall() == [(kept,)]
    assert b"quillfeather" not in bytes_of(path.parent)
    assert upkeep.problems(connection) == []


def test_names_that_only_the_forgotten_article_gave_an_entity_go(
    connection: sqlite3.Connection, ready: ReadyMaker, now: int
) -> None:
    one = ready(1, "Ilse Zuiderwijk Brandvold came. Brandvold left.")
    other = ready(2, "Ilse Brandvold spoke. Brandvold left.")
    _mentioned(connection, one, "Ilse Zuiderwijk Brandvold", None)
    (card,) = insights.find_entities(connection, "Ilse Zuiderwijk Brandvold", 5)
    _mentioned(connection, other, "Ilse Brandvold", card.id)
    forget(connection, forgetting.article_scope(connection, one))
    assert connection.execute("SELECT name FROM entity").fetchall() == [("Ilse Brandvold",)]
    aliases = connection.execute("SELECT key FROM entity_alias ORDER BY key").fetchall()
    assert aliases == [("brandvold",), ("ilse brandvold",)]


def _mentioned(connection: sqlite3.Connection, article_id: int, name: str, known: int | None) -> None:
    found = articles.article(connection, article_id)
    document = articles.document(connection, found.revision_id) if found else None
    assert found is not None
    assert document is not None
    short = document.text.rindex("Brandvold")
    entity = Entity(name, "person", (Span(0, len(name)), Span(short, short + 9)), ("Brandvold",))
    insights.save_insight(
        connection,
        article_id,
        found.revision_id,
        Insight((), (entity,), analyser="a1"),
        [known],
        [(name.casefold(), "brandvold")],
        now=5,
    )


def test_copies_say_whether_they_hold_it(
    connection: sqlite3.Connection, ready: ReadyMaker, tmp_path: Path
) -> None:
    one, other = ready(1, "One."), ready(2, "Two.")
    backup.back_up(connection, tmp_path / "copy.db")
    scope = forgetting.article_scope(connection, one)
    assert scope is not None
    wanted = forgetting.identities(connection, scope)
    forget(connection, scope)
    assert forgetting.held(connection, wanted) == 0
    with closing(backup.open_copy(tmp_path / "copy.db")) as copy:
        assert forgetting.held(copy, wanted) == 1
    assert articles.article(connection, other) is not None


def test_a_process_that_reads_an_old_state_is_named_as_what_keeps_the_bytes(
    path: Path, connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    article_id = ready(1, "One.")
    connection.execute("PRAGMA busy_timeout=50")
    with closing(open_store(path, readonly=True)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM article").fetchone()
        with pytest.raises(StoreBusyError, match="still reads the log"):
            forget(connection, forgetting.article_scope(connection, article_id))
    forgetting.sweep(connection)


def test_nothing_is_forgotten_that_is_not_there(connection: sqlite3.Connection) -> None:
    assert forgetting.article_scope(connection, 9) is None
    assert forgetting.feed_scope(connection, 9) is None
    assert forgetting.entity_scope(connection, 9) is None
