"""A folder with a file of every kind: each becomes an article with its title, text and quotes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.sources.test_sources_pdf import column, paper

SAID = "“The lamp will burn until the last boat is home tonight,” said Ilse Brandvold, the keeper of {}."
MORE = "Nobody on the quay had expected her to speak at all, and the boats were late that evening."
CONTAINER = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Epub lamp</dc:title></metadata>'
    '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)


def letter(title: str, kind: str = "text/html") -> str:
    return (
        f"Subject: {title}\nFrom: Ruta Quist <r@quay.example>\nMessage-ID: <{title[:3]}@quay.example>\n"
        f"Date: Mon, 02 Jun 2031 10:11:12 +0000\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n"
    )


def prose(kind: str) -> str:
    return f"<p>{SAID.format(kind)}</p><p>{MORE}</p>"


def book() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("book.opf", PACKAGE)
        archive.writestr("a.xhtml", f"<html><body>{prose('epub')}</body></html>")
    return target.getvalue()


def page(title: str, kind: str, before: str = "") -> str:
    return (
        f"<!DOCTYPE html>{before}<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"{prose(kind)}</article></body></html>"
    )


def fill(folder: Path) -> None:
    single = "<!-- Page saved with SingleFile url: https://quay.example/lamp saved date: Mon Jun 02 2031 -->"
    archived = letter("Mht lamp").replace("From: Ruta Quist <r@quay.example>", "From: <Saved by a browser>")
    mailbox = "From r@quay.example Mon Jun  2 10:11:12 2031\n{}\n"
    lines = (SAID.format("pdf").split(" said")[0], "said Ilse Brandvold, the keeper of pdf.")
    plain = [
        line.replace("“", "\x93").replace("”", "\x94").encode("latin-1").decode("cp1252") for line in lines
    ]
    texts = {
        "a.txt": f"Txt lamp\n\n{SAID.format('txt')}\n\n{MORE}\n",
        "b.md": f"---\ntitle: Md lamp\n---\n\n{SAID.format('md')}\n\n{MORE}\n",
        "c.html": page("Html lamp", "html", single),
        "d.eml": letter("Eml lamp") + prose("eml"),
        "e.mbox": mailbox.format(letter("Mbox lamp") + prose("mbox"))
        + mailbox.format(letter("Second lamp") + prose("second")),
        "f.mht": archived + page("Mht lamp", "mht"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "c_files").mkdir()
    (folder / "c_files" / "advert.html").write_text("<p>Buy a lamp.</p>")
    (folder / "g.epub").write_bytes(book())
    (folder / "h.pdf").write_bytes(paper(column(40, 700, *plain), info="/Title(Pdf lamp)"))


KINDS = ("Txt", "Md", "Html", "Eml", "Mbox", "Second", "Mht", "Epub", "Pdf")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("shelf"))
    (program.home / "files").mkdir()
    fill(program.home / "files")
    program.configure('[[local]]\npath = "files"\n')
    program.run("fetch", "--local")
    program.run("analyse")
    return program


def rows(shelf: Program) -> dict[str, Any]:
    return {row["title"]: row for row in shelf.json("list")}


def test_every_file_is_an_article_and_nothing_else_is(shelf: Program) -> None:
    assert sorted(rows(shelf)) == sorted(f"{kind} lamp" for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_any_kind_tells_who_said_what(shelf: Program, kind: str) -> None:
    shown = shelf.json("show", str(rows(shelf)[f"{kind} lamp"]["id"]))
    assert [quote["speaker"] for quote in shown["quotes"]] == ["Ilse Brandvold"], shown["text"]
    assert "until the last boat is home tonight" in shown["quotes"][0]["quote"]


def test_a_saved_page_knows_where_it_stood(shelf: Program) -> None:
    assert shelf.json("show", str(rows(shelf)["Html lamp"]["id"]))["url"] == "https://quay.example/lamp"


def test_a_second_look_reads_nothing_again(shelf: Program) -> None:
    assert '"added": 0' in shelf.run("fetch", "--local", "--json").stdout.replace('"added":0', '"added": 0')


def test_a_file_that_is_moved_keeps_its_star(program: Program) -> None:
    folder = program.home / "files"
    (folder / "read").mkdir(parents=True)
    (folder / "fog.txt").write_text("Fog over the quay\n\nNothing was seen all day.\n", encoding="utf-8")
    (folder / "rain.txt").write_text("Rain at Skarrow\n\nIt rained all day.\n", encoding="utf-8")
    program.configure('[[local]]\npath = "files"\n')
    program.run("fetch", "--local", "--quick")
    program.run("star", "title:fog")
    (folder / "fog.txt").rename(folder / "read" / "fog-of-june.txt")
    program.run("fetch", "--local", "--quick")
    found = program.json("list")
    assert sorted((row["title"], row["starred"]) for row in found) == [
        ("Fog over the quay", True),
        ("Rain at Skarrow", False),
    ]
