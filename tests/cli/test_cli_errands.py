"""Errands of the screen: verbs it runs beside itself, whose events it reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Program

Serve = Callable[[dict[str, str]], str]

PAGE = (
    "<html><head><title>Ferry fares rise</title></head><body><article><h1>Ferry fares rise</h1>"
    + "<p>The fares of the ferry to Norvik rise by a tenth in spring, the harbour board decided.</p>" * 5
    + "</article></body></html>"
)


def events(program: Program, *verb: str, code: int = 0) -> list[dict[str, Any]]:
    return [json.loads(line) for line in program.run(*verb, code=code).stdout.splitlines()]


def test_a_link_is_saved_and_told_by_its_title(program: Program, serve: Serve) -> None:
    program.configure("")
    told = events(program, "save", "--events", f"{serve({'a.html': PAGE})}/a.html")
    assert [one["event"] for one in told] == ["Notice", "Finished"]
    assert told[0]["message"] == "Saved: Ferry fares rise"
    assert (told[1]["stage"], told[1]["added"]) == ("save", 1)
    assert [row["title"] for row in program.json("list")] == ["Ferry fares rise"]


def test_what_cannot_be_saved_is_told_in_a_sentence(program: Program, serve: Serve) -> None:
    program.configure("")
    told = events(program, "save", "--events", f"{serve({})}/gone.html")
    assert told[0]["level"] == "error"
    assert "nothing at this address" in told[0]["message"]
    assert told[-1]["failed"] == 1


def test_offline_no_picture_is_asked_for_and_the_reason_is_told(program: Program) -> None:
    figure = '<p>The ferry is back after a long winter.</p><img src="http://127.0.0.1:9/a.png" alt="A ferry">'
    (program.home / "news").mkdir()
    (program.home / "news" / "a.html").write_text(
        PAGE.replace("</article>", f"{figure}</article>"), encoding="utf-8"
    )
    program.configure('[[local]]\npath = "news"\n')
    program.run("fetch", "--local")
    (article,) = program.json("list")
    told = events(program, "--offline", "illustrate", str(article["id"]), "--events", code=1)
    assert told[-1]["stage"] == "illustrate"
    assert "working offline" in told[-1]["message"]


def test_an_article_without_pictures_is_no_failure(program: Program) -> None:
    (program.home / "news").mkdir()
    (program.home / "news" / "a.html").write_text(PAGE, encoding="utf-8")
    program.configure('[[local]]\npath = "news"\n')
    program.run("fetch", "--local")
    (article,) = program.json("list")
    assert events(program, "illustrate", str(article["id"]), "--events")[-1]["failed"] == 0
