"""Entities from the command line: found, shown, put together, taken apart, watched."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Program

FIRST = """Ferry line refuses to wait

Ilse Brandvold, the harbour master of Norvik, met Tobias Rehn of Acme Lines on Monday.

"We will not wait for a tenth winter," Ilse Brandvold said. "Tobias Rehn knows it."
"""
SECOND = """Old quay closes

Elsie Brandvold, the harbour master of Norvik, closed the old quay on Tuesday with Tobias Rehn.
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Two articles in which one person goes by two names."""
    program = Program(tmp_path_factory.mktemp("names"))
    folder = program.home / "articles"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    program.configure('[insight]\nmodel = "none"\n\n[[local]]\npath = "articles"\n')
    program.run("fetch", "--local")
    program.run("analyse")
    return program


@pytest.fixture
def named(filled: Program) -> dict[str, int]:
    """The ids by name; all steps of earlier tests are undone."""
    while filled.json("undo")["undone"]:
        pass
    return {each["name"]: each["id"] for each in filled.json("entities")}


def shown(program: Program, entity: object) -> Any:
    return program.json("entities", "show", str(entity))


def test_words_that_are_no_verb_are_looked_for(filled: Program, named: dict[str, int]) -> None:
    assert [each["name"] for each in filled.json("entities", "Tobias")] == ["Tobias Rehn"]
    assert "Tobias Rehn" in filled.run("entities", "--limit", "9").stdout
    assert "merge" in filled.run("entities", "--help").stdout
    assert named


def test_everything_about_one_is_shown(filled: Program, named: dict[str, int]) -> None:
    rehn = shown(filled, named["Tobias Rehn"])
    assert (rehn["articles"], rehn["watched"]) == (2, False)
    assert {each["name"] for each in rehn["associates"]} >= {"Ilse Brandvold", "Elsie Brandvold"}
    assert [each["words"] for each in rehn["quotes_about"]] == ['"Tobias Rehn knows it."']
    assert shown(filled, "tobias rehn")["id"] == rehn["id"]


def test_two_names_are_made_one_and_two_again(filled: Program, named: dict[str, int]) -> None:
    done = filled.json("entities", "merge", "Ilse Brandvold", "Elsie Brandvold")
    assert done == {"id": named["Ilse Brandvold"], "merged": named["Elsie Brandvold"], "articles": 1}
    assert shown(filled, "Ilse Brandvold")["aliases"] == ["Elsie Brandvold"]
    split = filled.json("entities", "split", "Ilse Brandvold", "--alias", "Elsie Brandvold")
    assert shown(filled, split["split"])["articles"] == 1
    assert filled.json("undo")["undone"] == "Elsie Brandvold split off"
    assert filled.json("undo")["undone"] == "Elsie Brandvold is Ilse Brandvold"
    assert shown(filled, named["Elsie Brandvold"])["articles"] == 1


def test_a_merge_survives_another_analysis(filled: Program, named: dict[str, int]) -> None:
    filled.json("entities", "merge", "Ilse Brandvold", "Elsie Brandvold")
    second = filled.home / "articles" / "second.txt"
    second.write_text(SECOND.replace("on Tuesday", "on Wednesday"), encoding="utf-8")
    filled.run("fetch", "--local", "--all")
    filled.run("analyse")
    (article,) = [each["id"] for each in filled.json("list", "Wednesday")]
    names = [each["name"] for each in filled.json("show", str(article))["entities"]]
    assert "Ilse Brandvold" in names
    assert "Elsie Brandvold" not in names
    second.write_text(SECOND, encoding="utf-8")
    filled.run("fetch", "--local", "--all")
    filled.run("analyse")


def test_an_article_is_split_off(filled: Program, named: dict[str, int]) -> None:
    (article,) = [each["id"] for each in filled.json("list", "quay")]
    done = filled.json("entities", "split", "Tobias Rehn", "--article", str(article))
    assert (shown(filled, named["Tobias Rehn"])["articles"], shown(filled, done["split"])["articles"]) == (
        1,
        1,
    )
    assert "several entities" in filled.run("entities", "show", "Tobias Rehn", code=1).stderr


def test_watched_names_are_a_query(filled: Program, named: dict[str, int]) -> None:
    assert filled.json("list", "is:watched") == []
    assert filled.json("entities", "watch", "Ilse Brandvold")["changed"]
    assert [each["title"] for each in filled.json("list", "is:watched")] == ["Ferry line refuses to wait"]
    assert shown(filled, named["Ilse Brandvold"])["watched"]
    filled.run("entities", "watch", "Ilse Brandvold", "--off")
    assert filled.json("list", "is:watched") == []


def test_whom_one_hides_is_nobodys_associate(filled: Program, named: dict[str, int]) -> None:
    filled.json("entities", "hide", str(named["Ilse Brandvold"]))
    assert "Ilse Brandvold" not in {each["name"] for each in shown(filled, "Tobias Rehn")["associates"]}


def test_wrong_names_end_with_the_exit_codes_of_everywhere(filled: Program, named: dict[str, int]) -> None:
    del named
    assert "no entity is called" in filled.run("entities", "show", "Nobody Such", code=3).stderr
    assert "no entity has the id" in filled.run("entities", "merge", "1", "99999", code=3).stderr
    filled.run("entities", "split", "Tobias Rehn", code=2)
    assert (
        "one entity already" in filled.run("entities", "merge", "Tobias Rehn", "Tobias Rehn", code=1).stderr
    )
