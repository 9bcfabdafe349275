"""Feeds that give known articles new guids: recognised, never merged with what only looks alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from tui_reader.model.article import Entry
from tui_reader.store import marks
from tui_reader.store.articles import Stored

EntryMaker = Callable[..., Entry]
StoreAll = Callable[..., Stored]
HOME = "https://harbour.example/"


def flood(entries: list[Entry], turn: int) -> list[Entry]:
    """The same entries, each with a guid of its own for this turn."""
    return [replace(each, guid=f"{turn}-{place}") for place, each in enumerate(entries)]


@pytest.mark.parametrize("count", [1, 3, 20])
@pytest.mark.parametrize(
    "fields", [{}, {"url": ""}, {"published": None}, {"url": "", "published": None}, {"url": HOME}]
)
def test_a_feed_with_new_guids_each_time_adds_nothing(
    store: StoreAll, entry: EntryMaker, count: int, fields: dict[str, object]
) -> None:
    entries = [entry(n, **fields) for n in range(count)]
    added = store(*flood(entries, 0)).added
    for turn in range(1, 4):
        stored = store(*flood(entries, turn))
        assert (stored.added, stored.unchanged) == ((), len(added))


def test_new_entries_of_such_a_feed_are_added_and_only_they(store: StoreAll, entry: EntryMaker) -> None:
    for turn in range(4):
        entries = [entry(n) for n in range(turn * 3, turn * 3 + 6)]
        assert len(store(*flood(entries, turn)).added) == (6 if turn == 0 else 3)


def test_a_new_text_under_a_new_guid_is_a_new_text_of_the_same_article(
    store: StoreAll, entry: EntryMaker
) -> None:
    ids = store(entry(1), entry(2)).added
    stored = store(entry(1, guid="x", content="<p>More</p>"), entry(2))
    assert stored == Stored(changed=ids[:1], unchanged=1)


def test_a_dismissed_article_does_not_come_back_under_a_new_guid(
    connection: sqlite3.Connection, store: StoreAll, entry: EntryMaker, now: int
) -> None:
    ids = store(entry(1), entry(2)).added
    marks.mark(connection, ids, "dismissed", True, now=now, label="x")
    assert store(*flood([entry(1), entry(2)], 1)).added == ()


def test_what_stands_beside_it_in_one_fetch_is_another_article(store: StoreAll, entry: EntryMaker) -> None:
    store(entry(1))
    assert len(store(entry(1), entry(1, guid="x", content="<p>Other</p>", title="Other")).added) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another title", "content": "<p>Another</p>"},
        {"url": HOME + "else", "content": "<p>Another</p>"},
        {"url": HOME + "else", "published": 1_600_000_000},
    ],
)
def test_what_differs_in_more_than_its_guid_is_another_article(
    store: StoreAll, entry: EntryMaker, fields: dict[str, object]
) -> None:
    store(entry(1))
    assert len(store(entry(1, guid="x", **fields)).added) == 1


def test_one_title_on_one_page_day_after_day_is_an_article_each(store: StoreAll, entry: EntryMaker) -> None:
    for day in range(3):
        said = [entry(n, url=HOME, title="Water level", content=f"<p>{n}</p>") for n in (day, day + 1)]
        stored = store(*said)
    assert len(stored.added) == 1
