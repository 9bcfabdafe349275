"""Corrections from the command line: said, listed, carried to another library, taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program

ARTICLE = """Ferry line refuses to wait

Ilse Brandvold, the harbour master of Norvik, met Tobias Rehn of Acme Lines on Monday.

"We will not wait for a tenth winter," Ilse Brandvold said.

Wait and see, as Tobias Rehn likes to put it.
"""
SAID = "We will not wait for a tenth winter"
MISSED = "Wait and see"


def library(home: Path) -> Program:
    program = Program(home)
    folder = home / "articles"
    folder.mkdir(parents=True)
    (folder / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    program.configure('[insight]\nmodel = "none"\n\n[[local]]\npath = "articles"\n')
    program.run("fetch", "--local")
    program.run("analyse")
    return program


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return library(tmp_path_factory.mktemp("corrected"))


@pytest.fixture
def article(filled: Program) -> str:
    """The article's id; all steps of earlier tests are undone."""
    while filled.json("undo")["undone"]:
        pass
    return str(filled.json("list")[0]["id"])


def speakers(program: Program) -> list[str]:
    return [each["speaker"] for each in program.json("quotes")]


def test_a_quote_is_given_to_somebody_else(filled: Program, article: str) -> None:
    filled.run("corrections", "speaker", article, SAID, "Tobias Rehn")
    assert speakers(filled) == ["Tobias Rehn"]


def test_a_quote_that_is_none_goes(filled: Program, article: str) -> None:
    filled.run("corrections", "reject", article, SAID)
    assert speakers(filled) == []


def test_a_missed_quote_is_added(filled: Program, article: str) -> None:
    filled.run("corrections", "quote", article, MISSED, "Tobias Rehn")
    assert speakers(filled) == ["Ilse Brandvold", "Tobias Rehn"]


def test_undo_takes_a_correction_back(filled: Program, article: str) -> None:
    filled.run("corrections", "reject", article, SAID)
    assert filled.json("undo")["undone"] == "no quotation"
    assert speakers(filled) == ["Ilse Brandvold"]


def test_a_correction_holds_when_all_is_analysed_again(filled: Program, article: str) -> None:
    filled.run("corrections", "speaker", article, SAID, "Tobias Rehn")
    with closing(sqlite3.connect(filled.home / "data" / "library.db")) as store, store:
        store.execute("UPDATE article SET analysed = 'an older one'")
    assert '"added":1' in filled.run("analyse", "--json").stdout
    assert speakers(filled) == ["Tobias Rehn"]


def test_words_that_the_article_does_not_say_are_told(filled: Program, article: str) -> None:
    told = filled.run("corrections", "reject", article, "never said", code=3).stderr
    assert "the article does not say 'never said'" in told


def test_corrections_are_listed_and_withdrawn_by_their_ids(filled: Program, article: str) -> None:
    filled.run("corrections", "reject", article, SAID)
    (listed,) = filled.json("corrections")
    assert (listed["verdict"], listed["words"]) == ("rejected", SAID)
    filled.run("corrections", "withdraw", str(listed["id"]))
    assert filled.json("corrections") == []


def test_an_id_that_is_no_correction_is_told(filled: Program, article: str) -> None:
    assert article
    assert "no correction has the id 999" in filled.run("corrections", "withdraw", "999", code=3).stderr


def exported(program: Program, article: str, tmp_path: Path) -> Path:
    program.run("corrections", "speaker", article, SAID, "Tobias Rehn")
    program.run("corrections", "quote", article, MISSED, "Tobias Rehn")
    path = tmp_path / "corrections.jsonl"
    path.write_text(program.run("corrections", "export").stdout, encoding="utf-8")
    return path


def test_another_library_takes_an_export(filled: Program, article: str, tmp_path: Path) -> None:
    path = exported(filled, article, tmp_path)
    while filled.json("undo")["undone"]:
        pass
    assert filled.json("corrections", "import", str(path)) == {"added": 2, "absent": 0, "known": 0}
    assert speakers(filled) == ["Tobias Rehn", "Tobias Rehn"]


def test_what_stands_already_is_not_taken_in_twice(filled: Program, article: str, tmp_path: Path) -> None:
    path = exported(filled, article, tmp_path)
    assert filled.json("corrections", "import", str(path)) == {"added": 0, "absent": 0, "known": 2}


def test_corrections_of_articles_that_are_not_here_are_counted(
    filled: Program, article: str, tmp_path: Path
) -> None:
    path = exported(filled, article, tmp_path)
    other = Program(tmp_path / "other")
    other.home.mkdir()
    other.configure("")
    taken: Any = other.json("corrections", "import", str(path))
    assert taken == {"added": 0, "absent": 2, "known": 0}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"no json", id="no JSON"),
        pytest.param(b'{"form": "other 1", "article": {"source": "", "guid": ""}, "verdict": "rejected", '
                     b'"words": "x"}', id="another form"),
        pytest.param(b'{"form": 1}', id="another type"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_export_is_refused_by_its_line(
    filled: Program, article: str, tmp_path: Path, line: bytes
) -> None:
    path = exported(filled, article, tmp_path)
    path.write_bytes(path.read_bytes() + line)
    told = filled.run("corrections", "import", str(path), code=1).stderr
    assert "corrections.jsonl:3:" in told


@pytest.mark.usefixtures("article")
def test_a_quote_says_what_its_speaker_is(filled: Program) -> None:
    assert [quote["role"] for quote in filled.json("quotes")] == ["harbour master of Norvik"]
