from __future__ import annotations

from dataclasses import replace

from tui_reader.desk.newsdesk import Counts
from tui_reader.model.feed import FeedRow
from tui_reader.model.query import ArticleQuery
from tui_reader.ui import shelf

COUNTS = Counts(
    sources=(
        FeedRow(1, "https://a.example", "feed", "Alpha", "World", 3, 9),
        FeedRow(2, "https://b.example", "feed", "Beta", "", 0, 4, error="The server did not answer."),
        FeedRow(3, "https://c.example", "feed", "Gamma", "World", 2, 5),
        FeedRow(4, "local:notes", "local", "Notes", "Files", 1, 1),
        FeedRow(5, "saved:", "saved", "Saved", "", 0, 0),
    ),
    today=2,
    unread=6,
    starred=1,
    total=19,
)


def labels(folded: set[str]) -> list[str]:
    return [entry.label for entry in shelf.entries(COUNTS, folded) if entry.label]


def test_the_library_comes_first_then_feeds_by_folder_then_files() -> None:
    assert labels(set()) == [
        "LIBRARY", "Today", "Unread", "Saved", "All",
        "FEEDS", "World", "Alpha", "Gamma", "Beta",
        "FILES", "Files", "Notes",
    ]  # fmt: skip


def test_a_folded_folder_hides_its_sources_and_keeps_its_count() -> None:
    assert "Alpha" not in labels({"World"})
    world = next(entry for entry in shelf.entries(COUNTS, {"World"}) if entry.label == "World")
    assert (world.count, world.folded) == (5, True)


def test_a_folder_is_the_place_of_all_its_sources() -> None:
    world = next(entry for entry in shelf.entries(COUNTS, set()) if entry.label == "World")
    assert world.place is not None
    assert world.place.query == ArticleQuery(feed_ids=(1, 3))
    assert world.place.keys == ("https://a.example", "https://c.example")


def test_saved_queries_stand_after_the_library_and_their_folder_is_any_of_them() -> None:
    rows = (
        FeedRow(0, "query:Rates", "query", "Rates", "Money", 2, 2, query="about:bank "),
        FeedRow(0, "query:Sea", "query", "Sea", "Money", 1, 1, query="seas OR tide "),
    )
    found = shelf.entries(replace(COUNTS, queries=rows), set())
    assert [entry.label for entry in found][6:10] == ["QUERIES", "Money", "Rates", "Sea"]
    money, rates = found[7], found[8]
    assert rates.place is not None
    assert rates.place.query == ArticleQuery(text="about:bank ")
    assert money.place is not None
    assert money.place.query.text == "(about:bank ) OR (seas OR tide )"
    assert money.count == 3


def test_a_failing_source_carries_its_sentence() -> None:
    beta = next(entry for entry in shelf.entries(COUNTS, set()) if entry.label == "Beta")
    assert beta.error == "The server did not answer."


def test_today_is_asked_for_by_the_second_the_day_began() -> None:
    assert shelf.asked(shelf.TODAY, 1000) == ArticleQuery(since=1000)
    assert shelf.asked(shelf.UNREAD, 1000) == shelf.UNREAD.query


def test_a_search_for_nothing_is_the_place_itself() -> None:
    assert shelf.ALL.searched("") is shelf.ALL
    assert shelf.ALL.searched("tide").query.text == "tide"
