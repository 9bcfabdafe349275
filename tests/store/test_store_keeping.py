"""Tags, notes, remarks, history: what a reader adds, and that each step of it can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tui_reader.errors import StoreError
from tui_reader.model.article import TagCount
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document
from tui_reader.store import articles, history, marks, notes, remarks, steps, tags
from tui_reader.store.connection import open_store

ReadyMaker = Callable[..., int]
TEXT = "The ferry was late. Nobody knew why the ferry was late."


@pytest.fixture
def ids(ready: ReadyMaker) -> list[int]:
    return [ready(number, TEXT) for number in range(3)]


def put(connection: sqlite3.Connection, ids: list[int], *, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> int:  # fmt: skip  # noqa: E501
    return tags.tag(connection, ids, add=add, remove=remove, now=5, label=lambda count: f"{count} tagged")


def test_tags_are_counted(connection: sqlite3.Connection, ids: list[int]) -> None:
    put(connection, ids, add=("rates",))
    put(connection, ids[:1], add=("later",))
    assert tags.tags(connection) == [TagCount("later", 1), TagCount("rates", 3)]
    assert tags.tags_of(connection, ids[0]) == ("later", "rates")


def test_tags_do_not_differ_by_case(connection: sqlite3.Connection, ids: list[int]) -> None:
    put(connection, ids[:1], add=("Rates",))
    assert put(connection, ids[:1], add=("rates",)) == 0
    put(connection, ids[:1], remove=("RATES",))
    assert tags.tags(connection) == []


def test_only_articles_that_change_are_counted_and_undone(
    connection: sqlite3.Connection, ids: list[int]
) -> None:
    put(connection, ids[:1], add=("rates",))
    assert put(connection, [*ids, 777], add=("rates",)) == 2
    assert marks.undo(connection, 6) == "2 tagged"
    assert tags.tags(connection) == [TagCount("rates", 1)]


def test_tags_put_on_and_taken_off_together_are_one_step(
    connection: sqlite3.Connection, ids: list[int]
) -> None:
    put(connection, ids[:1], add=("old",))
    put(connection, ids, add=("new",), remove=("old",))
    marks.undo(connection, 6)
    assert tags.tags(connection) == [TagCount("old", 1)]
    marks.redo(connection, 6)
    assert tags.tags(connection) == [TagCount("new", 3)]


def test_a_tag_without_a_name_is_refused(connection: sqlite3.Connection, ids: list[int]) -> None:
    with pytest.raises(StoreError, match="needs a name"):
        put(connection, ids, add=(" \x07",))


def test_a_note_is_written_replaced_and_removed(connection: sqlite3.Connection, ids: list[int]) -> None:
    for text in ("first\nline", "second", ""):
        assert notes.set_note(connection, ids[0], text, now=5, label="noted")
        assert notes.note_of(connection, ids[0]) == text
    assert not notes.set_note(connection, ids[0], " ", now=5, label="noted")


def test_notes_walk_back_and_forth(connection: sqlite3.Connection, ids: list[int]) -> None:
    for text in ("one", "two", ""):
        notes.set_note(connection, ids[0], text, now=5, label=text)
    seen = []
    for turn in (marks.undo, marks.undo, marks.undo, marks.redo, marks.redo, marks.redo):
        turn(connection, 6)
        seen.append(notes.note_of(connection, ids[0]))
    assert seen == ["two", "one", "", "one", "two", ""]


def test_undo_leaves_a_note_alone_that_was_written_anew_since(
    connection: sqlite3.Connection, ids: list[int]
) -> None:
    notes.set_note(connection, ids[0], "one", now=5, label="noted")
    connection.execute("UPDATE note SET text = 'by another process'")
    marks.undo(connection, 6)
    assert notes.note_of(connection, ids[0]) == "by another process"


def test_notes_are_washed_and_bounded(connection: sqlite3.Connection, ids: list[int]) -> None:
    notes.set_note(connection, ids[0], "a\x1b[31mb", now=5, label="noted")
    assert notes.note_of(connection, ids[0]) == "a[31mb"
    with pytest.raises(StoreError, match="20,001"):
        notes.set_note(connection, ids[0], "x" * 20_001, now=5, label="noted")


def test_an_article_that_is_not_there_takes_no_note(connection: sqlite3.Connection) -> None:
    with pytest.raises(StoreError, match="no article 9"):
        notes.set_note(connection, 9, "x", now=5, label="noted")


def remark(connection: sqlite3.Connection, article_id: int, words: str, text: str) -> int:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return remarks.add_remark(connection, article_id, span, text, now=5, label="noted")


def show(connection: sqlite3.Connection, article_id: int, text: str) -> None:
    """Another text of the article, shown and with a document."""
    revision = articles.add_revision(
        connection, article_id, kind="feed", media="text", source=text, base_url="", now=9
    )
    articles.save_document(connection, revision, plain_document(text), reader_version="1")


def test_a_remark_knows_its_words_and_their_place(connection: sqlite3.Connection, ids: list[int]) -> None:
    remark(connection, ids[0], "Nobody knew", "really?")
    (found,) = remarks.remarks(connection, ids[0])
    assert found.span == Span(20, 31)
    assert (found.anchor.exact, found.text) == ("Nobody knew", "really?")


def test_a_remark_follows_its_words_into_a_new_text(connection: sqlite3.Connection, ids: list[int]) -> None:
    remark(connection, ids[0], "Nobody knew", "really?")
    show(connection, ids[0], "Corrected. " + TEXT)
    (found,) = remarks.remarks(connection, ids[0])
    assert found.span == Span(31, 42)


def test_a_remark_whose_words_are_gone_stays_with_its_text(
    connection: sqlite3.Connection, ids: list[int]
) -> None:
    remark(connection, ids[0], "Nobody knew", "really?")
    first = articles.revisions(connection, ids[0])[0].id
    show(connection, ids[0], "The ferry was late.")
    (found,) = remarks.remarks(connection, ids[0])
    assert (found.span, found.revision_id) == (None, first)


def test_remarks_are_changed_removed_undone_and_redone(
    connection: sqlite3.Connection, ids: list[int]
) -> None:
    made = remark(connection, ids[0], "ferry", "one")
    remarks.change_remark(connection, made, "two", now=6, label="noted")
    remarks.change_remark(connection, made, "", now=7, label="noted")
    seen = []
    for turn in (marks.undo, marks.undo, marks.undo, marks.redo, marks.redo, marks.redo):
        turn(connection, 8)
        seen.append([(found.id, found.text) for found in remarks.remarks(connection, ids[0])])
    assert seen == [[(made, "two")], [(made, "one")], [], [(made, "one")], [(made, "two")], []]


def test_a_remark_on_nothing_is_refused(connection: sqlite3.Connection, ids: list[int]) -> None:
    with pytest.raises(StoreError, match="nothing to note on"):
        remarks.add_remark(connection, ids[0], Span(500, 510), "x", now=5, label="noted")


def test_history_walks_back_and_forth(connection: sqlite3.Connection, ids: list[int]) -> None:
    for article_id in ids:
        history.visit(connection, article_id, 5)
    back = [history.step(connection, back=True) for _ in range(3)]
    assert back == [ids[1], ids[0], None]
    assert [history.step(connection, back=False) for _ in range(3)] == [ids[1], ids[2], None]


def test_history_and_its_place_survive_a_restart(
    path: Path, connection: sqlite3.Connection, ids: list[int]
) -> None:
    for article_id in ids:
        history.visit(connection, article_id, 5)
    history.step(connection, back=True)
    with closing(open_store(path)) as again:
        assert history.step(again, back=True) == ids[0]


def test_opening_another_article_drops_what_lay_ahead(connection: sqlite3.Connection, ids: list[int]) -> None:
    for article_id in ids[:2]:
        history.visit(connection, article_id, 5)
    history.step(connection, back=True)
    history.visit(connection, ids[2], 6)
    assert history.step(connection, back=False) is None
    assert history.step(connection, back=True) == ids[0]


def test_opening_an_article_again_is_no_visit(connection: sqlite3.Connection, ids: list[int]) -> None:
    for _ in range(2):
        history.visit(connection, ids[0], 5)
    assert len(history.visits(connection)) == 1


def test_history_skips_articles_that_are_gone(connection: sqlite3.Connection, ids: list[int]) -> None:
    for article_id in ids:
        history.visit(connection, article_id, 5)
    articles.remove_articles(connection, [ids[1]])
    assert history.step(connection, back=True) == ids[0]


def test_history_is_bounded(connection: sqlite3.Connection, ids: list[int]) -> None:
    for turn in range(history.KEPT_VISITS + 20):
        history.visit(connection, ids[turn % 2], turn)
    assert len(history.visits(connection, 9999)) == history.KEPT_VISITS


def test_a_step_over_a_whole_library_lies_compressed(connection: sqlite3.Connection) -> None:
    many = list(range(1, 20_001))
    connection.execute("INSERT INTO feed (id, key, kind) VALUES (1, 'k', 'feed')")
    connection.executemany(
        "INSERT INTO status (article_id, feed_id, guid) VALUES (?, 1, ?)", [(n, str(n)) for n in many]
    )
    marks.mark(connection, many, "read", True, now=5, label="all")
    assert connection.execute("SELECT length(payload) FROM change").fetchone()[0] < 60_000
    marks.undo(connection, 6)
    assert connection.execute("SELECT count(*) FROM status WHERE read = 1").fetchone() == (0,)


def test_steps_written_by_the_first_version_can_be_undone(
    connection: sqlite3.Connection, ids: list[int]
) -> None:
    connection.execute("UPDATE status SET read = 1")
    payload = f'{{"mark":"read","value":true,"ids":[{ids[0]}]}}'
    connection.execute("INSERT INTO change (at, label, payload) VALUES (5, 'old', ?)", (payload,))
    assert marks.undo(connection, 6) == "old"
    assert articles.status(connection, ids[0]).read is False


def test_articles_are_struck_from_steps(connection: sqlite3.Connection, ids: list[int]) -> None:
    marks.mark(connection, ids, "read", True, now=5, label="all")
    notes.set_note(connection, ids[0], "x", now=5, label="noted")
    steps.strike(connection, {ids[0]})
    assert marks.undo(connection, 6) == "all"
    assert [articles.status(connection, article_id).read for article_id in ids] == [True, False, False]
