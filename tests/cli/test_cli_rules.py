"""Rules on new articles, run by the program as a user runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program

HARBOUR = """Harbour council votes to dredge

Ilse Brandvold, the harbour master of Norvik, said the channel would be dredged twice a year.

"We have waited nine winters for this," Brandvold said. "We will not wait for a tenth."
"""
BREAD = """Bread prices fall again

Flour has become cheaper in Norvik for the third month in a row, the millers' guild reports.
"""


@pytest.fixture
def reader(program: Program) -> Program:
    folder = program.home / "articles"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "bread.txt").write_text(BREAD, encoding="utf-8")
    return program


def rule(when: str, *do: str) -> str:
    actions = ", ".join(f"'''{action}'''" for action in do)
    return f"[[local]]\npath = \"articles\"\n[[rule]]\nwhen = '{when}'\ndo = [{actions}]\n"


def titles(reader: Program, query: str) -> list[str]:
    return sorted(row["title"].split()[0] for row in reader.json("list", query))


@pytest.mark.parametrize(
    ("when", "verbs"),
    [
        ("title:harbour", ["--quick"]),
        ("title:/^harbou?r/", ["--quick"]),
        ("text:/nine winters?/", []),
        ("winters", []),
        ("said:brandvold", []),
        ("quotes:>0", []),
    ],
)
def test_a_rule_meets_new_articles_when_it_can(reader: Program, when: str, verbs: list[str]) -> None:
    reader.configure(rule(when, "star", "mark-read", "tag:port"))
    reader.run("fetch", *verbs)
    assert titles(reader, "is:starred") == ["Harbour"]
    assert titles(reader, "is:read") == ["Harbour"]
    assert titles(reader, "tag:port") == ["Harbour"]


def test_a_rule_on_texts_waits_until_there_are_texts(reader: Program) -> None:
    reader.configure(rule("winters", "star"))
    reader.run("fetch", "--quick")
    assert titles(reader, "is:starred") == []
    reader.run("analyse")
    assert titles(reader, "is:starred") == ["Harbour"]


def test_a_rule_that_takes_too_long_is_told_and_keeps_no_article_out(reader: Program) -> None:
    (reader.home / "articles" / "long.txt").write_text("a" * 4_000 + "c", encoding="utf-8")
    reader.configure(rule("title:/./ text:/(a|aa|a.)+(b|bb)+$/", "star"))
    done = reader.run("fetch")
    told = " ".join((done.stdout + done.stderr).split())
    assert "was left out: text: this regular expression takes too long" in told
    assert len(reader.json("list", "")) == 3
    assert titles(reader, "is:starred") == []


def test_what_a_rule_did_is_undone_and_not_done_again(reader: Program) -> None:
    reader.configure(rule("title:bread", "dismiss"))
    reader.run("fetch")
    assert titles(reader, "is:dismissed") == ["Bread"]
    assert "rule title:bread: dismissed" in reader.run("undo").stdout
    reader.run("fetch", "--all")
    reader.run("analyse", "--all")
    assert titles(reader, "is:dismissed") == []


def test_a_rule_tells(reader: Program) -> None:
    reader.configure(rule("title:bread", "notify"))
    assert "Bread prices fall again · articles" in reader.run("fetch", "--quick").stderr


def runner(reader: Program, code: str) -> Path:
    script = reader.home / "take.py"
    script.write_text(code, encoding="utf-8")
    return script


def took(reader: Program) -> list[Any]:
    file = reader.home / "took"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_a_program_gets_the_article_once_it_is_allowed(reader: Program) -> None:
    script = runner(
        reader, "import sys, pathlib\nwith open(sys.argv[1], 'a') as f: f.write(sys.stdin.read() + '\\n')"
    )
    target = reader.home / "took"
    reader.configure(rule("said:brandvold", f'run {sys.executable} {script} "{target}"'))
    reader.run("config", "allow", "--yes")
    reader.run("fetch", "--quick")
    reader.run("analyse")
    (article,) = took(reader)
    assert article["title"] == "Harbour council votes to dredge"
    assert "nine winters" in article["text"]


def test_a_program_that_is_not_allowed_is_not_run(reader: Program) -> None:
    target = reader.home / "ran"
    reader.configure(rule("title:bread", f"run touch {target}"))
    reader.run("fetch", "--quick")
    reader.run("analyse")
    assert not target.exists()


def test_no_shell_reads_what_is_run(reader: Program) -> None:
    reader.configure(rule("winters", "run echo $(touch shell) ; touch shell"))
    reader.run("config", "allow", "--yes")
    reader.run("fetch")
    assert not list(reader.home.glob("**/shell"))


def test_a_dry_run_prints_what_would_happen_and_does_nothing(reader: Program) -> None:
    reader.configure('[[local]]\npath = "articles"\n')
    reader.run("fetch")
    reader.configure(rule("said:brandvold", "dismiss", "tag:port"))
    (row,) = reader.json("rules", "--dry-run")
    assert (row["rule"], row["title"]) == (1, "Harbour council votes to dredge")
    assert row["do"] == ["dismiss", "tag:port"]
    assert reader.json("rules", "--dry-run", "--since", "2999-01-01") == []
    assert titles(reader, "is:dismissed") == []


def test_rules_are_listed_with_when_they_apply(reader: Program) -> None:
    reader.configure(rule("said:brandvold", "star"))
    assert reader.run("rules").stdout == "1 said:brandvold → star (when its quotes are known)\n"


def test_a_day_that_is_none_ends_with_2(reader: Program) -> None:
    reader.configure("")
    assert "--since" in reader.run("rules", "--since", "soon", code=2).stderr
