"""Pages that browsers and SingleFile saved: their address, their date, and the folders beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec
from tui_reader.sources.local import expand, named, read_file

SINGLE = """<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://quay.example/fog?a=1&amp;b=2
 saved date: Mon Jun 02 2031 12:11:12 GMT+0200 (Central European Summer Time)
--><title>The fog</title><p>Fog over the quay."""


def entry(tmp_path: Path, text: str) -> Entry:
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    return read_file(named(str(path)))


def test_a_page_of_singlefile_knows_its_address_and_when_it_was_saved(tmp_path: Path) -> None:
    found = entry(tmp_path, SINGLE)
    assert (found.url, found.published) == ("https://quay.example/fog?a=1&b=2", 1_938_161_472)


def test_the_date_of_the_article_goes_before_that_of_its_saving(tmp_path: Path) -> None:
    dated = SINGLE.replace(
        "<title>", "<meta property=article:published_time content=2031-05-01T00:00:00Z><title>"
    )
    assert entry(tmp_path, dated).published == 1_935_360_000


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0026)https://quay.example/fog -->", "https://quay.example/fog"),
        ('<link href="https://quay.example/a" rel="canonical">', "https://quay.example/a"),
        ('<meta property="og:url" content="https://quay.example/b">', "https://quay.example/b"),
        ('<link rel=canonical href="/fog"><meta property="og:url" content="javascript:x">', ""),
        (
            '<link href="https://quay.example/a?utm_source=x&p=1" rel="canonical">',
            "https://quay.example/a?p=1",
        ),
        ("<!-- saved from url=(0014)about:internet -->", ""),
    ],
)
def test_the_address_of_a_saved_page(head: str, url: str, tmp_path: Path) -> None:
    assert entry(tmp_path, f"<html>{head}<p>Fog.").url == url


@pytest.mark.parametrize("folder", ["Fog_files", "Fog-Dateien", "Fog_fichiers"])
def test_what_a_browser_saved_beside_a_page_is_no_article(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    for name in ("Fog.html", f"{folder}/advert.html", f"{folder}/data.json"):
        (tmp_path / name).write_text("<p>Fog.")
    found = expand(FeedSpec("local:x", "local", path=str(tmp_path)))
    assert [Path(file.path).name for file in found] == ["Fog.html"]


def test_a_folder_with_such_a_name_and_no_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "Fog_files").mkdir()
    (tmp_path / "Fog_files" / "note.txt").write_text("Fog.")
    assert len(expand(FeedSpec("local:x", "local", path=str(tmp_path)))) == 1


def test_pictures_written_into_a_page_do_not_keep_its_text_away(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 400_000}" alt="Fog">'
    found = entry(tmp_path, SINGLE.replace("<p>", f"{picture}<p>") + "</p>")
    assert len(found.content) < 1_000
    assert "Fog over the quay." in found.content
    assert found.title == "The fog"


def test_small_pictures_in_a_page_stay(tmp_path: Path) -> None:
    dot = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    assert dot in entry(tmp_path, f"<p>Fog.</p>{dot}").content
