"""[[query]] and [[rule]]: what they mean, and that a mistake is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader import config
from tui_reader.config import programs
from tui_reader.errors import ConfigError
from tui_reader.model.rule import Action, Rule, SavedQuery


def load(text: str) -> config.Config:
    return config.parse(text.encode(), Path("/x/feeds.toml"))


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_query_has_a_name_and_a_place() -> None:
    found = load('[[query]]\nname = "Rates"\nquery = "about:ecb after:-30d"\nfolder = "Money"\n')
    assert found.queries == (SavedQuery("Rates", "about:ecb after:-30d", "Money"),)


def test_a_rule_has_actions() -> None:
    found = load(
        '[[rule]]\nwhen = "feed:courier"\n'
        'do = ["mark-read", "star", "dismiss", "notify", "tag:to do", "run say \'a b\' c"]\n'
    )
    assert found.rules == (
        Rule(
            "feed:courier",
            (
                Action("mark-read"),
                Action("star"),
                Action("dismiss"),
                Action("notify"),
                Action("tag", "to do"),
                Action("run", argv=("say", "a b", "c")),
            ),
        ),
    )
    assert programs.named(found) == (("say", "a b", "c"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '[[query]]\nname = "A"\nquery = "storm is:blue"\n',
            "feeds.toml:3:19: query[1].query: is: expects one of",
        ),
        (
            '[[rule]]\nwhen = "fead:x"\ndo = ["star"]\n',
            "feeds.toml:2:9: rule[1].when: there is no field fead:",
        ),
        ('[[query]]\nname = "A"\nquery = "  "\n', "query[1].query: expected a query"),
        ('[[query]]\nname = " "\nquery = "x"\n', "query[1].name: expected a name"),
        ('[[query]]\nquery = "x"\n', "the key name is missing"),
        ('[[rule]]\nwhen = "x"\ndo = []\n', "rule[1].do: expected actions: mark-read"),
        ('[[rule]]\nwhen = "x"\ndo = ["stars"]\n', "did you mean star?"),
        ('[[rule]]\nwhen = "x"\ndo = ["run \'"]\n', "run: expected a program"),
        ('[[rule]]\nwhen = "x"\ndo = ["tag: "]\n', "did you mean tag:?"),
        ('[rule]\nwhen = "x"\n', "write [[rule]], with two brackets"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, says: str) -> None:
    (problem,) = problems(text)
    assert says in problem


def test_a_query_with_escapes_is_told_by_its_own_column() -> None:
    (problem,) = problems('[[query]]\nname = "A"\nquery = "said:\\"x\\" is:blue"\n')
    assert "feeds.toml:3:1:" in problem
    assert "at column 13 of the query" in problem


def test_queries_of_one_name_are_a_mistake() -> None:
    (problem,) = problems('[[query]]\nname = "A"\nquery = "x"\n[[query]]\nname = "A"\nquery = "y"\n')
    assert "feeds.toml:5:1: query[2].name: A is named twice" in problem


@pytest.mark.parametrize(
    ("when", "stage"),
    [
        ("feed:courier", 0),
        ("title:storm -tag:x", 0),
        ("storm", 1),
        ("lang:de", 1),
        ("said:keller", 2),
        ("feed:x OR about:y", 2),
        ("quotes:>3", 2),
        ("is:quoted", 2),
        ("is:unread", 0),
    ],
)
def test_a_rule_waits_for_what_it_asks(when: str, stage: int) -> None:
    assert Rule(when, ()).stage == stage
