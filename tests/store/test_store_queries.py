"""What each field of the query language finds, and that no combination of them leaves the indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.errors import QueryError
from tui_reader.model.article import Entry
from tui_reader.model.document import Span
from tui_reader.model.feed import FeedSpec
from tui_reader.model.insight import Entity, Insight, Quote
from tui_reader.model.query import ArticleQuery, Sort
from tui_reader.store import articles, feeds, insights, marks, search
from tui_reader.store.query_names import entities_named, feeds_named

ReadyMaker = Callable[..., int]
EntryMaker = Callable[..., Entry]

TEXT = "Ilse Brandvold spoke of Odd Hellesund and Norvik. The minister spoke of Norvik. He was calm."


def at(word: str) -> Span:
    start = TEXT.index(word)
    return Span(start, start + len(word))


BRANDVOLD = Entity("Ilse Brandvold", "person", (at("Ilse Brandvold"),), ("Ms Brandvold",), salience=0.9)
HELLESUND = Entity("Odd Hellesund", "person", (at("Odd Hellesund"),), salience=0.2)
NORVIK = Entity("Norvik", "place", (at("Norvik"), Span(71, 77)), salience=0.3)
OF_HELLESUND = Quote(
    (at("of Odd Hellesund"),), "direct", "Ilse Brandvold", "Ilse Brandvold", speaker_class="named", entity=0
)
OF_NORVIK = Quote((Span(65, 78),), "indirect", "", "the minister", speaker_class="role")
NOBODY = Quote((at("He was calm"),), "direct", speaker_class="unnamed")


@pytest.fixture
def known(connection: sqlite3.Connection, ready: ReadyMaker, now: int) -> dict[str, int]:
    """name -> article: talk (quotes and entities), calm (German, tagged), plain (of another source, bare)."""
    talk = ready(1, TEXT, title="Harbour talk", authors=("Jo Tamsin", "Kai Öberg"), lang="en")
    calm = ready(2, "Ruhige See.", title="Calm seas", tags=("Weather news",), lang="de-AT")
    specs = [
        FeedSpec("https://harbour.example/feed", "feed", title="Harbour Post", folder="Coast"),
        FeedSpec("https://b.example/", "feed", title="Inland Courier", folder="Land", tags=("dry",)),
    ]
    other = feeds.sync_specs(connection, specs)["https://b.example/"]
    entry = Entry("p", "Plain bread", published=now - 3600)
    plain = articles.store_entries(connection, other, [entry], kind="feed", now=now).added[0]
    found = (BRANDVOLD, HELLESUND, NORVIK)
    revision = articles.article(connection, talk)
    assert revision is not None
    insights.save_insight(
        connection, talk, revision.revision_id,
        Insight((OF_HELLESUND, OF_NORVIK, NOBODY), found, analyser="a1"),
        (None, None, None), [("ilse brandvold", "ms brandvold"), ("odd hellesund",), ("norvik",)], now=now,
    )  # fmt: skip
    connection.execute("INSERT INTO tag (name, article_id) VALUES ('keep', ?)", (calm,))
    connection.execute("INSERT INTO note (article_id, text, changed_at) VALUES (?, 'Ask', 1)", (calm,))
    marks.mark(connection, [calm], "read", True, now=now, label="read")
    marks.mark(connection, [plain], "starred", True, now=now, label="star")
    return {"talk": talk, "calm": calm, "plain": plain}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("feed:harbour", "calm talk"),
        ('feed:"inland courier"', "plain"),
        ("feed:b.example", "plain"),
        ("-feed:harbour", "plain"),
        ("feed:nowhere", ""),
        ("folder:coast ", "calm talk"),
        ("folder:coa", "calm talk"),
        ("folder:coa ", ""),
        ("tag:keep ", "calm"),
        ("tag:KEEP ", "calm"),
        ("tag:kee", "calm"),
        ("tag:dry ", "plain"),
        ('tag:"weather news"', "calm"),
        ("-tag:keep ", "plain talk"),
        ("title:seas ", "calm"),
        ("title:ruhige ", ""),
        ("author:tamsin ", "talk"),
        ('author:"kai oberg"', "talk"),
        ("author:tam", "talk"),
        ("-author:tamsin ", "plain calm"),
        ("lang:de", "calm"),
        ("lang:en", "talk"),
        ("is:unread", "plain talk"),
        ("is:read", "calm"),
        ("is:starred", "plain"),
        ("is:noted", "calm"),
        ("is:quoted", "talk"),
        ("is:analysed", "talk"),
        ("-is:analysed", "plain calm"),
        ("quotes:3", "talk"),
        ("quotes:>3", ""),
        ("quotes:>=3", "talk"),
        ("quotes:<3", "plain calm"),
        ("quotes:<=0", "plain calm"),
        ("said:brandvold ", "talk"),
        ("said:brand", "talk"),
        ('said:"brandvold ilse"', "talk"),
        ("said:minister ", "talk"),
        ("said:hellesund ", ""),
        ("said:unnamed ", "talk"),
        ("-said:unnamed ", "plain calm"),
        ("about:hellesund ", "talk"),
        ("about:brandvold ", "talk"),
        ("about:nobody ", ""),
        ("-about:nobody ", "plain calm talk"),
        ("entity:norvik ", "talk"),
        ("said:brandvold about:hellesund ", "talk"),
        ("said:brandvold about:norvik ", ""),
        ("said:minister about:norvik ", "talk"),
        ("said:unnamed about:norvik ", ""),
        ("said:brandvold -about:norvik ", ""),
        ("said:brandvold entity:norvik calm ", "talk"),
        ("after:2026-01-01", "plain calm talk"),
        ("before:2026-01-01", ""),
        ("after:2h", "plain"),
        ("-after:2h", "calm talk"),
        ("seas OR bread ", "plain calm"),
        ("said:brandvold OR title:bread ", "plain talk"),
        ("tag:keep OR author:tamsin ", "calm talk"),
        ("(is:starred OR is:noted) -bread ", "calm"),
        ("-bread ", "calm talk"),
        ("-(seas OR bread) ", "talk"),
        ("harbour -calm ", ""),
        ("seas -harbour ", "calm"),
        ("-(is:read OR said:brandvold) ", "plain"),
    ],
)
def test_a_query_finds(
    connection: sqlite3.Connection, known: dict[str, int], text: str, names: str, now: int
) -> None:
    found = search.find(connection, ArticleQuery(text=text), now=now)
    by_id = {article_id: name for name, article_id in known.items()}
    assert [by_id[one] for one in found] == names.split()
    assert search.count(connection, ArticleQuery(text=text), now=now) == len(found)


def test_dismissed_articles_are_found_when_they_are_asked_for(
    connection: sqlite3.Connection, known: dict[str, int], now: int
) -> None:
    marks.mark(connection, [known["calm"]], "dismissed", True, now=now, label="dismiss")

    def found(text: str) -> list[int]:
        return list(search.find(connection, ArticleQuery(text=text)))

    assert found("seas ") == []
    assert found("is:dismissed") == [known["calm"]]
    assert found("seas is:dismissed") == [known["calm"]]
    assert found("-is:dismissed") == [known["plain"], known["talk"]]
    assert found("is:dismissed OR bread ") == [known["plain"], known["calm"]]


def test_only_what_changed_its_tags_and_authors_is_found_by_them(
    connection: sqlite3.Connection, store: Callable[..., Any], entry: EntryMaker
) -> None:
    store(entry(1, authors=("Old Hand",), tags=("before",)))
    store(entry(1, authors=("New Hand",), tags=()))
    counted = {
        text: search.count(connection, ArticleQuery(text=text))
        for text in ("author:old ", "author:new ", "author:hand ", "tag:before ")
    }
    assert counted == {"author:old ": 0, "author:new ": 1, "author:hand ": 1, "tag:before ": 0}


def test_nothing_of_a_removed_article_stays_in_the_indexes(
    connection: sqlite3.Connection, known: dict[str, int]
) -> None:
    articles.remove_articles(connection, list(known.values()))
    for table, column in (("quote_about", "*"), ("entity_word", "*"), ("awaiting", "*")):
        assert connection.execute(f"SELECT {column} FROM {table}").fetchall() == []
    for table, words in (("article_facts", "tamsin OR weather"), ("quote_speaker", "minister")):
        assert (
            connection.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (words,)).fetchall() == []
        )


def test_a_name_means_the_best_known_entities_that_have_all_its_words(
    connection: sqlite3.Connection, known: dict[str, int]
) -> None:
    (ilse,) = entities_named(connection, "Brandvold, Ilse", prefix=False)
    assert entities_named(connection, "ms brandvold", prefix=False) == (ilse,)
    assert entities_named(connection, "ilse bra", prefix=True) == (ilse,)
    assert entities_named(connection, "odd brandvold", prefix=False) == ()
    assert entities_named(connection, "The Norvik Group", prefix=False) == entities_named(
        connection, "norvik", prefix=False
    )


def test_a_whole_title_means_that_source_alone(connection: sqlite3.Connection, now: int) -> None:
    specs = [FeedSpec(f"https://{n}.example/", "feed", title=n) for n in ("Post", "Post Extra")]
    ids = feeds.sync_specs(connection, specs)
    assert feeds_named(connection, "post") == (ids["https://Post.example/"],)
    assert len(feeds_named(connection, "pos")) == 2


def test_quotes_asked_for_are_those_of_the_speaker_about_the_entity(
    connection: sqlite3.Connection, known: dict[str, int]
) -> None:
    ids = list(known.values())
    by_ordinal = dict(connection.execute("SELECT id, ordinal FROM quote"))

    def asked(text: str) -> list[int] | None:
        found = search.quotes_asked(connection, text, ids)
        return None if found is None else sorted(by_ordinal[one] for one in found)

    assert asked("calm is:unread") is None
    assert asked("said:brandvold ") == [0]
    assert asked("about:norvik ") == [1]
    assert asked("said:unnamed ") == [2]
    assert asked("said:minister about:hellesund ") == []


def test_matching_keeps_to_the_given_articles(
    connection: sqlite3.Connection, known: dict[str, int], now: int
) -> None:
    ids = [known["talk"], known["plain"]]
    assert search.matching(connection, "-nothing", ids, now=now) == [known["plain"], known["talk"]]
    assert search.matching(connection, "said:brandvold harbour", ids, now=now) == [known["talk"]]
    assert search.matching(connection, "brea", ids, now=now) == []


def test_counting_stops_where_it_is_told(connection: sqlite3.Connection, known: dict[str, int]) -> None:
    assert search.count(connection, ArticleQuery(text="-x "), 2) == 2


def test_an_invalid_query_is_an_error_and_no_empty_list(connection: sqlite3.Connection) -> None:
    with pytest.raises(QueryError) as caught:
        search.find(connection, ArticleQuery(text="storm is:blue"))
    assert caught.value.column == 9


LEAVES = [
    *(
        "storm ",
        '"two words" ',
        "feed:harbour ",
        "folder:coast ",
        "tag:keep ",
        "title:seas ",
        "author:tamsin ",
    ),
    *(
        "lang:de ",
        "after:30d ",
        "before:2w ",
        "is:unread ",
        "is:read ",
        "is:starred ",
        "is:noted ",
        "is:quoted ",
    ),
    *("is:analysed ", "said:brandvold ", "said:unnamed ", "about:norvik ", "entity:norvik ", "quotes:>3 "),
]


def statements(connection: sqlite3.Connection, query: ArticleQuery, limit: int | None = None) -> list[str]:
    """What a search asks, but for what it asks of the few sources."""
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    search.find(connection, query, limit)
    connection.set_trace_callback(None)
    return [sql for sql in asked if sql.startswith("SELECT") and " FROM feed" not in sql]


def strays(connection: sqlite3.Connection, sql: str) -> list[str]:
    """The steps of a plan that read a table without an index; lists made on the way are none."""
    made = ("SCAN d", "SCAN w", "SCAN named", "SCAN (", "SCAN CONSTANT")
    return [
        step
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        if step.startswith("SCAN") and "INDEX" not in step and not step.startswith(made)
    ]


SMALL = ("note", "remark")
"""Tables of what a reader has written, read whole to list it."""


@pytest.mark.parametrize(
    ("few", "limit"), [(search.FEW, None), (-1, None), (-1, 9)], ids=["few", "many", "page"]
)
@pytest.mark.parametrize("second", ["", *LEAVES, *(f"-{leaf}" for leaf in LEAVES), "OR"])
def test_every_combination_walks_along_indexes(
    connection: sqlite3.Connection,
    known: dict[str, int],
    second: str,
    few: int,
    limit: int | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    either = [f"{first}OR {other}" for first, other in combinations(LEAVES, 2)]
    for text in either if second == "OR" else [first + second for first in LEAVES]:
        for sql in statements(connection, ArticleQuery(text=text), limit):
            steps = strays(connection, sql)
            assert not [step for step in steps if step.removeprefix("SCAN ") not in SMALL], (text, steps)


def test_the_plan_test_sees_a_walk_over_a_table(connection: sqlite3.Connection) -> None:
    assert strays(connection, "SELECT article_id FROM status s WHERE s.changed_at > 5") == ["SCAN s"]


@pytest.mark.parametrize(
    "text", ["storm ", "author:tamsin ", "entity:norvik ", "feed:inland ", "is:starred ", "is:quoted "]
)
def test_newest_first_needs_no_sorting(
    connection: sqlite3.Connection, known: dict[str, int], text: str
) -> None:
    *_, sql = statements(connection, ArticleQuery(text=text))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert not [step for step in plan if "ORDER BY" in step], plan


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("-storm author:tamsin is:read ", "MERGE (EXCEPT)"),
        ("quotes:<3 -lang:de ", "MERGE (INTERSECT)"),
        ("-storm lang:en ", "MERGE (INTERSECT)"),
        ("storm OR said:brandvold ", "MERGE (UNION)"),
        ("(-storm OR is:read) -is:starred ", "MERGE (UNION)"),
        ("-(storm OR is:starred) ", "MERGE (EXCEPT)"),
    ],
)
def test_wide_conditions_are_merged_in_the_order_of_ids(
    connection: sqlite3.Connection,
    known: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    step: str,
) -> None:
    monkeypatch.setattr(search, "FEW", -1)
    *_, sql = statements(connection, ArticleQuery(text=text), 9)
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert step in steps
    assert strays(connection, sql) == []


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("text", ["-zebra -is:noted ", "-zebra -is:starred ", "-zebra is:unread "])
def test_what_is_asked_after_a_merge_stays_in_order(
    connection: sqlite3.Connection, known: dict[str, int], sort: Sort, text: str
) -> None:
    found = list(search.find(connection, ArticleQuery(text=text, sort=sort)))
    assert len(found) > 1
    assert found == sorted(found, reverse=sort == "newest")


def test_a_speaker_that_is_an_alternative_to_a_word_is_not_paired_with_whom_it_is_about(
    connection: sqlite3.Connection, known: dict[str, int], now: int
) -> None:
    text = "(zebra OR said:brandvold ) about:norvik "
    apart = set(search.find(connection, ArticleQuery(text="said:brandvold "))) & set(
        search.find(connection, ArticleQuery(text="about:norvik "))
    )
    assert set(search.find(connection, ArticleQuery(text=text), now=now)) == apart != set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*LEAVES, "-", "OR ", "(", ") "]), max_size=10).map("".join))
def test_every_way_to_search_agrees_with_asking_each_article(
    connection: sqlite3.Connection, known: dict[str, int], now: int, text: str
) -> None:
    try:
        found = list(search.find(connection, ArticleQuery(text=text), now=now))
    except QueryError:
        return
    assert search.matching(connection, text, list(known.values()), now=now) == found
