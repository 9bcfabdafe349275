"""Regular expressions find in titles and texts, last of all conditions, within their bounds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from tui_reader.errors import QueryError
from tui_reader.model.article import Entry
from tui_reader.model.query import ArticleQuery
from tui_reader.store import marks, patterns, search
from tui_reader.store.entries import Stored

EntryMaker = Callable[..., Entry]
ReadyMaker = Callable[..., int]
StoreAll = Callable[..., Stored]

SLOW = "text:/(a|aa|a.)+(b|bb)+$/"


@pytest.fixture
def known(ready: ReadyMaker, store: StoreAll, entry: EntryMaker) -> dict[str, int]:
    """name -> article, the oldest first: storm and calm with texts, bare without one."""
    storm = ready(1, "Waves rose.\nNobody stormed out and/or in.", title="Storms over Norvik")
    calm = ready(2, "The sea was calm, the minister said.", title="Calm after the STORM")
    (bare,) = store(entry(3, title="Bread, butter")).added
    return {"storm": storm, "calm": calm, "bare": bare}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("title:/storm(s|ed)?/", "calm storm"),
        (r"title:/storm\b/", "calm"),
        ("title:/(?-i:STORM)/", "calm"),
        ("-title:/storm/", "bare"),
        ("text:/storm(s|ed)/", "storm"),
        ("text:/and/or/", "storm"),
        ("text:/(?m)^nobody/", "storm"),
        ("-text:/minister said/", "bare storm"),
        ("text:/^$/", "bare"),
        ("title:/storm/ text:/minister said/", "calm"),
        ("(title:/bread/ OR text:/waves/)", "bare storm"),
        ("-(title:/storm/ text:/waves/)", "bare calm"),
        ("calm title:/storm/", "calm"),
        ("is:starred title:/./", "storm"),
        ("title:/nowhere/", ""),
    ],
)
def test_a_pattern_finds(
    connection: sqlite3.Connection, known: dict[str, int], now: int, text: str, names: str
) -> None:
    marks.mark(connection, [known["storm"]], "starred", True, now=now, label="star")
    expected = [known[name] for name in names.split()]
    query = ArticleQuery(text=text)
    assert list(search.find(connection, query, now=now)) == expected
    assert list(search.find(connection, ArticleQuery(text=text, sort="oldest"), now=now)) == expected[::-1]
    assert search.count(connection, query, now=now) == len(expected)
    assert search.matching(connection, text, list(known.values()), now=now) == expected


def test_a_list_of_a_pattern_is_given_in_pieces(
    connection: sqlite3.Connection, known: dict[str, int]
) -> None:
    query = ArticleQuery(text="title:/r/")
    whole = list(search.find(connection, query))
    assert len(whole) == 3
    assert list(search.find(connection, query, 1)) == whole[:1]
    assert list(search.find(connection, query, 1, beyond=whole[0])) == whole[1:2]
    oldest = ArticleQuery(text="title:/r/", sort="oldest")
    assert list(search.find(connection, oldest, 1, beyond=whole[2])) == whole[1:2]
    assert search.count(connection, query, 2) == 2


def test_other_orders_hold_what_a_pattern_finds(
    connection: sqlite3.Connection, known: dict[str, int]
) -> None:
    found = search.find(connection, ArticleQuery(text="title:/r/", sort="title"))
    assert list(found) == [known["bare"], known["calm"], known["storm"]]


def test_dismissed_articles_are_not_found_by_a_pattern(
    connection: sqlite3.Connection, known: dict[str, int], now: int
) -> None:
    marks.mark(connection, [known["calm"]], "dismissed", True, now=now, label="dismiss")
    assert list(search.find(connection, ArticleQuery(text="title:/storm/"))) == [known["storm"]]
    both = ArticleQuery(text="is:dismissed title:/storm/")
    assert list(search.find(connection, both)) == [known["calm"]]


@pytest.mark.parametrize(("text", "limit"), [("title:/storms/", "TITLES"), ("text:/waves/", "TEXTS")])
def test_only_the_newest_articles_are_looked_at(
    connection: sqlite3.Connection,
    known: dict[str, int],
    text: str,
    limit: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    oldest = known["storm"]
    monkeypatch.setattr(patterns, limit, 2)
    assert list(search.find(connection, ArticleQuery(text=text))) == []
    assert list(search.find(connection, ArticleQuery(text=f"norvik {text}"))) == [oldest]


def test_a_pattern_that_takes_too_long_for_a_text_is_an_error(
    connection: sqlite3.Connection, ready: ReadyMaker
) -> None:
    ready(1, "a" * 4_000 + "c")
    with pytest.raises(QueryError, match="more than 20 ms for one text") as caught:
        search.find(connection, ArticleQuery(text=f"is:unread {SLOW}"))
    assert caught.value.column == len("is:unread ")
    assert caught.value.subject == f"is:unread {SLOW}"


def test_a_search_has_its_time_too(
    connection: sqlite3.Connection, known: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "SEARCH_SECONDS", 0.0)
    with pytest.raises(QueryError, match="for one search"):
        search.find(connection, ArticleQuery(text="title:/(s|t|o)+rm/"))


def test_without_a_pattern_no_text_is_read(connection: sqlite3.Connection, known: dict[str, int]) -> None:
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    search.find(connection, ArticleQuery(text="storm and/or "))
    assert not [sql for sql in asked if "body" in sql]
