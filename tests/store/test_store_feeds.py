"""Sources: the configuration's order, hidden ones, states and counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tui_reader.model.article import Entry
from tui_reader.model.feed import SAVED_KEY, FeedSpec
from tui_reader.store import articles, feeds, marks

A = FeedSpec("https://a.example/", "feed", title="Own title", folder="North")
B = FeedSpec("local:~/texts", "local")


def test_sources_come_in_the_order_of_the_configuration_and_the_saved_one_last(
    connection: sqlite3.Connection,
) -> None:
    feeds.sync_specs(connection, [A, B])
    feeds.sync_specs(connection, [B, A])
    assert [row.key for row in feeds.feed_rows(connection)] == [B.key, A.key, SAVED_KEY]


def test_a_source_keeps_its_id(connection: sqlite3.Connection) -> None:
    before = feeds.sync_specs(connection, [A, B])
    assert feeds.sync_specs(connection, [B, A]) == before


def test_a_source_no_longer_named_is_hidden_and_comes_back_as_it_was(connection: sqlite3.Connection) -> None:
    before = feeds.sync_specs(connection, [A, B])
    assert set(feeds.sync_specs(connection, [B])) == {B.key, SAVED_KEY}
    assert A.key not in [row.key for row in feeds.feed_rows(connection)]
    assert feeds.sync_specs(connection, [A, B]) == before


def test_of_two_specs_with_one_key_the_first_holds(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [A, replace(A, title="Second")])
    assert [row.title for row in feeds.feed_rows(connection)] == ["Own title", "Saved"]


def test_a_changed_title_or_folder_is_taken_over(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [A])
    feeds.sync_specs(connection, [replace(A, title="New", folder="South")])
    row = feeds.feed_rows(connection)[0]
    assert (row.title, row.folder) == ("New", "South")


def test_an_unchanged_configuration_writes_nothing(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [A, B])
    before = connection.total_changes
    feeds.sync_specs(connection, [A, B])
    assert connection.total_changes == before


def test_a_saved_state_is_read_back(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [A])
    state = replace(
        feeds.feed_states(connection)[0],
        title="What it calls itself",
        site_url="https://a.example/",
        etag='"x"',
        last_modified="Mon",
        body_hash="ff",
        last_checked=5,
        last_ok=4,
        next_due=9,
        failures=2,
        error_kind="timeout",
        error="it took too long",
    )
    feeds.save_state(connection, state)
    assert feeds.feed_states(connection)[0] == state


def test_a_source_without_titles_is_shown_by_its_key(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [B])
    assert feeds.feed_rows(connection)[0].title == B.key


def test_what_a_source_calls_itself_gives_way_to_the_users_title(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [A, B])
    for state in feeds.feed_states(connection):
        feeds.save_state(connection, replace(state, title="Its own"))
    assert [row.title for row in feeds.feed_rows(connection)][:2] == ["Own title", "Its own"]


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    row = feeds.feed_rows(connection)[0]
    return row.unread, row.total


def test_the_counts_follow_every_mark_and_its_undoing(
    connection: sqlite3.Connection, store: Callable[..., Any], entry: Callable[..., Entry], now: int
) -> None:
    ids = store(*map(entry, range(4))).added
    seen = [counts(connection)]
    marks.mark(connection, ids[:2], "read", True, now=now, label="read")
    seen.append(counts(connection))
    marks.mark(connection, ids[1:3], "dismissed", True, now=now, label="dismiss")
    seen.append(counts(connection))
    marks.undo(connection, now)
    seen.append(counts(connection))
    articles.remove_articles(connection, ids[3:])
    seen.append(counts(connection))
    assert seen == [(4, 4), (2, 4), (1, 2), (2, 4), (1, 3)]


def test_who_was_not_reached_for_want_of_a_network_has_no_error_in_the_list(
    connection: sqlite3.Connection,
) -> None:
    feeds.sync_specs(connection, [A, B])
    connection.execute("UPDATE feed SET error = 'x', error_kind = iif(key = ?, 'offline', 'dns')", (A.key,))
    assert [row.error for row in feeds.feed_rows(connection)][:2] == ["", "x"]


def test_a_note_is_no_error_in_the_list(connection: sqlite3.Connection) -> None:
    feeds.sync_specs(connection, [A])
    connection.execute("UPDATE feed SET error = 'it is damaged', error_kind = 'noted'")
    assert feeds.feed_rows(connection)[0].error == ""


def _say_moved(connection: sqlite3.Connection, seen: int) -> None:
    connection.execute(
        "UPDATE feed SET moved_to = 'https://new/', moved_seen = ? WHERE key = ?", (seen, A.key)
    )


def test_a_source_named_by_the_address_it_moved_to_keeps_its_id(connection: sqlite3.Connection) -> None:
    before = feeds.sync_specs(connection, [A, B])
    _say_moved(connection, 2)
    after = feeds.sync_specs(connection, [replace(A, key="https://new/"), B])
    assert after["https://new/"] == before[A.key]


def test_a_move_that_was_said_once_is_not_believed(connection: sqlite3.Connection) -> None:
    before = feeds.sync_specs(connection, [A])
    _say_moved(connection, 1)
    assert feeds.sync_specs(connection, [replace(A, key="https://new/")])["https://new/"] != before[A.key]


def test_a_source_that_is_still_named_is_taken_over_by_none(connection: sqlite3.Connection) -> None:
    before = feeds.sync_specs(connection, [A])
    _say_moved(connection, 2)
    after = feeds.sync_specs(connection, [A, replace(A, key="https://new/")])
    assert after[A.key] == before[A.key]
