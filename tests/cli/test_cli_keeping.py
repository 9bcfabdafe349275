"""What a reader does to articles from the command line; their texts, forgetting them, backups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program

ARTICLE = """Harbour council votes to dredge

Ilse Brandvold, the harbour master of Norvik, said the channel would be dredged twice a year.

"{0}" Brandvold said. "We will not wait for a tenth."
"""
FIRST, SECOND = "We have waited nine winters for this,", "We have waited seven winters for this,"


@pytest.fixture
def file(program: Program) -> Path:
    """The program with one article of a file."""
    folder = program.home / "articles"
    folder.mkdir()
    found = folder / "harbour.txt"
    found.write_text(ARTICLE.format(FIRST), encoding="utf-8")
    program.configure('[[local]]\npath = "articles"\n')
    program.run("fetch", "--local", "--quick")
    return found


@pytest.fixture
def article(program: Program, file: Path) -> str:
    """The id of that article."""
    return str(program.json("list")[0]["id"])


def read(program: Program, article: str) -> bool:
    return bool(program.json("show", article)["read"])


def test_marks_are_set_by_id_and_undone_and_redone(program: Program, article: str) -> None:
    assert program.json("mark", "read", article)["changed"] == 1
    assert program.json("undo") == {"undone": "1 article marked read"}
    assert not read(program, article)
    assert program.json("redo") == {"redone": "1 article marked read"}
    assert read(program, article)
    assert program.json("redo") == {"redone": None}


def test_marks_are_set_by_query(program: Program, article: str) -> None:
    assert program.json("mark", "read", "is:unread", "-ferry")["changed"] == 1
    assert program.json("mark", "unread", "ferry")["changed"] == 0
    assert read(program, article)


def test_a_star_is_put_on_and_taken_off(program: Program, article: str) -> None:
    program.run("star", article)
    assert program.json("show", article)["starred"]
    program.run("star", "--off", article)
    assert not program.json("show", article)["starred"]


def test_a_dismissed_article_leaves_the_lists_and_comes_back(program: Program, article: str) -> None:
    program.run("mark", "dismiss", article)
    assert program.json("list") == []
    program.run("undo")
    assert len(program.json("list")) == 1


def test_an_unknown_article_ends_with_3(program: Program, article: str) -> None:
    for verb in (["mark", "read", "7"], ["tag", "7", "+x"], ["note", "7"], ["show", "7", "--revisions"]):
        assert "no article has the id 7" in program.run(*verb, code=3).stderr


def test_tags_are_put_on_taken_off_and_listed(program: Program, article: str) -> None:
    program.run("tag", article, "+harbour", "+later")
    assert program.json("tag", article, "-later")["changed"] == 1
    assert program.json("tag") == [{"tag": "harbour", "articles": 1}]
    assert [row["id"] for row in program.json("search", "tag:harbour")] == [int(article)]
    assert program.json("show", article)["tags"] == ["harbour"]


@pytest.mark.parametrize("words", [["harbour"], ["+harbour"], ["5"], ["5", "+a", "b"]])
def test_tags_without_ids_or_signs_are_wrong_usage(program: Program, words: list[str]) -> None:
    assert "expected ids" in program.run("tag", *words, code=2).stderr


def test_a_note_is_written_printed_and_removed(program: Program, article: str) -> None:
    program.run("note", article, "ask Brandvold")
    assert program.run("note", article).stdout == "ask Brandvold\n"
    program.run("note", article, "--remove")
    assert program.json("note", article)["note"] == ""


def test_a_note_on_words_names_their_place(program: Program, article: str) -> None:
    program.run("analyse")
    program.run("note", article, "nine?", "--on", "nine winters")
    (remark,) = program.json("note", article)["remarks"]
    text = program.json("show", article)["text"]
    assert text[slice(*remark["span"])] == "nine winters"
    assert "does not say" in program.run("note", article, "x", "--on", "ten winters", code=3).stderr


def test_an_edited_article_shows_its_texts_and_the_quote_that_changed(
    program: Program, file: Path, article: str
) -> None:
    program.run("analyse")
    file.write_text(ARTICLE.format(SECOND), encoding="utf-8")
    program.run("fetch", "--local", "--all")
    listed = program.json("show", article, "--revisions")
    assert [(row["kind"], row["shown"], row["quotes"]) for row in listed] == [
        ("file", False, listed[0]["quotes"]),
        ("file", True, listed[0]["quotes"]),
    ]
    assert listed[0]["quotes"] > 0
    assert listed[0]["hash"] != listed[1]["hash"]
    found = program.json("show", article, "--diff")
    assert ("changed", "Ilse Brandvold") in [(row["kind"], row["speaker_before"]) for row in found["quotes"]]
    assert [row["text"] for row in found["pieces"] if row["kind"] != "same"] == ["nine", "seven"]
    assert "[-nine-] {+seven+} winters" in program.run("show", article, "--diff").stdout


def test_a_text_that_was_never_read_is_read_for_a_comparison(
    program: Program, file: Path, article: str
) -> None:
    file.write_text(ARTICLE.format(SECOND), encoding="utf-8")
    program.run("fetch", "--local", "--all", "--quick")
    found = program.json("show", article, "--diff")
    assert found["quotes"] is None
    assert [row["text"] for row in found["pieces"] if row["kind"] == "new"] == ["seven"]


def test_an_article_with_one_text_has_nothing_to_compare(program: Program, article: str) -> None:
    assert "no two such texts" in program.run("show", article, "--diff", code=3).stderr


@pytest.mark.parametrize("keep", [True, False])
def test_a_page_is_kept_byte_for_byte_when_the_setting_says_so(
    program: Program, serve: Callable[[dict[str, str]], str], keep: bool
) -> None:
    page = "<html><title>Ferry</title><body><p>" + "The ferry came late again. " * 30 + "</p></body></html>"
    root = serve({"ferry.html": page})
    program.configure(f'[reader]\nkeep_pages = {str(keep).lower()}\n[[feed]]\nurl = "{root}/feed"\n')
    (saved,) = program.json("save", f"{root}/ferry.html")
    shown = program.run("show", str(saved["id"]), "--page", code=0 if keep else 3)
    assert shown.stdout == (page if keep else "")
    (revision,) = program.json("show", str(saved["id"]))["revisions"]
    assert (revision["page_sha256"] is not None) is keep
    assert revision["url"] == f"{root}/ferry.html"


def bytes_of(folder: Path) -> bytes:
    return b"".join(found.read_bytes() for found in sorted(folder.rglob("*")) if found.is_file())


def test_forgetting_counts_first_and_then_leaves_no_byte(program: Program, file: Path, article: str) -> None:
    program.run("analyse")
    program.run("note", article, "ask Brandvold")
    (program.home / "data" / "tui-reader.log").write_text("Harbour council votes to dredge: slow\n")
    counted = program.json("forget", article)
    assert (counted["articles"], counted["forgotten"], counted["copies"]) == (1, False, [])
    assert len(program.json("list")) == 1
    assert program.json("forget", article, "--yes")["forgotten"]
    assert b"randvold" not in bytes_of(program.home / "data").replace(b"B", b"b")
    assert b"Harbour council" not in bytes_of(program.home / "data")
    file.write_text(ARTICLE.format(SECOND), encoding="utf-8")
    program.run("fetch", "--local", "--all", "--quick")
    assert program.json("list") == []


def test_forgetting_names_the_backups_that_still_hold_it(program: Program, article: str) -> None:
    target = str(program.home / "copy.db")
    program.run("backup", target)
    assert program.json("forget", article, "--yes")["copies"] == [{"path": target, "articles": 1}]


def test_an_entity_and_a_source_are_forgotten_by_name(program: Program, article: str) -> None:
    program.run("analyse")
    assert program.json("forget", "ilse brandvold")["articles"] == 1
    assert program.json("forget", "entity:Ilse Brandvold", "--yes")["kind"] == "entity"
    assert program.json("list") == []
    assert program.json("forget", "articles", "--yes")["kind"] == "feed"
    assert "there is no article, source or entity" in program.run("forget", "articles", code=3).stderr


def test_a_library_comes_back_from_its_backup(program: Program, article: str) -> None:
    target = program.home / "copy.db"
    size = program.json("backup", str(target))["bytes"]
    assert target.stat().st_size == size
    program.run("mark", "dismiss", article)
    restored: dict[str, Any] = program.json("restore", str(target))
    assert Path(restored["before"]).exists()
    assert len(program.json("list")) == 1


def test_what_is_no_backup_is_not_restored(program: Program, article: str) -> None:
    target = program.home / "copy.db"
    target.write_text("no database")
    assert "no library of tui-reader" in program.run("restore", str(target), code=1).stderr
    assert len(program.json("list")) == 1


def test_a_backup_overwrites_nothing(program: Program, file: Path) -> None:
    assert "exists already" in program.run("backup", str(file), code=1).stderr


def test_lists_are_sorted(program: Program, file: Path) -> None:
    for name in ("Banana", "apple"):
        (file.parent / f"{name}.txt").write_text(f"{name}\n\nA text about fruit.", encoding="utf-8")
    program.run("fetch", "--local", "--all", "--quick")
    titles = [row["title"] for row in program.json("list", "--sort", "title")]
    assert titles == ["apple", "Banana", "Harbour council votes to dredge"]
