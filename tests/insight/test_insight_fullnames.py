"""Surnames that stand alone are named in full where the text leaves no doubt."""

from __future__ import annotations

from tui_reader.insight.aliases import Cluster
from tui_reader.insight.bounds import Mention
from tui_reader.insight.fullnames import completed
from tui_reader.insight.gazetteer import gazetteer


def _cluster(text: str, name: str, nth: int = 0, gender: str = "") -> Cluster:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    mention = Mention(start, start + len(name), name, "person")
    return Cluster("person", [mention], "f" if gender == "f" else "m" if gender == "m" else "")


def _names(text: str, *clusters: Cluster) -> list[str]:
    return [each.name() for each in completed(text, clusters, gazetteer())]


def test_a_bare_surname_takes_the_first_name_that_stands_with_it() -> None:
    text = "The host of Larry Quill Tonight was late. Mr. Quill was not."
    assert _names(text, _cluster(text, "Quill", 1)) == ["Larry Quill"]


def test_it_joins_the_person_who_has_that_name_already() -> None:
    text = "Larry Quill was late. Quill was sorry."
    assert _names(text, _cluster(text, "Larry Quill"), _cluster(text, "Quill", 1)) == ["Larry Quill"]


def test_two_first_names_leave_a_surname_bare() -> None:
    text = "Larry Quill and Anna Quill were late. Quill was sorry."
    assert _names(text, _cluster(text, "Quill", 2)) == ["Quill"]


def test_a_first_name_of_the_other_gender_is_not_taken() -> None:
    text = "The Anna Quill Prize was given. Mr. Quill was sorry."
    assert _names(text, _cluster(text, "Quill", 1, "m")) == ["Quill"]


def test_a_capitalised_word_that_is_no_first_name_is_not_taken() -> None:
    text = "Meanwhile Quill was late."
    assert _names(text, _cluster(text, "Quill")) == ["Quill"]


def test_a_first_name_that_no_table_has_is_told_by_its_capital_in_mid_sentence() -> None:
    text = "It was said by Zuvany Quill, a skipper. Mr. Quill was sorry."
    assert _names(text, _cluster(text, "Quill", 1)) == ["Zuvany Quill"]


def test_a_word_that_opens_a_sentence_is_no_first_name() -> None:
    text = "It rained. Meanwhile Quill was late. Quill was sorry."
    assert _names(text, _cluster(text, "Quill", 1)) == ["Quill"]
