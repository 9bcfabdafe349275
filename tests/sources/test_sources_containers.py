"""E-mails, web archives and books as local files, also damaged and hostile ones."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import FileError
from tui_reader.model.article import Entry
from tui_reader.sources.containers import CONTAINERS, contents
from tui_reader.sources.local import named, read_file

PACKAGE = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>The &amp; Lamp</dc:title>
<dc:creator>Ruta Quist</dc:creator><dc:language>en-GB</dc:language><dc:date>2021-05-04</dc:date></metadata>
<manifest><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="lamp.png" media-type="image/png"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>"""
CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'


def book(**changed: str) -> bytes:
    files = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/one a.xhtml": "<html><body class='x'><p>The lamp was lit.</p></body></html>",
        "OPS/two.xhtml": "<html><body><p>It went out.</p></body></html>",
        **changed,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def letter() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Brücken im Mai"
    message["From"] = "Jördis Kamphaus <letter@nordlicht.example>"
    message["Date"] = "Mon, 20 Jan 2025 10:00:00 +0100"
    message.set_content("Nur Text.")
    message.add_alternative("<table><tr><td><p>Die Brücke bleibt zu.</p></td></tr></table>", subtype="html")
    message.add_attachment("<p>An attachment</p>", subtype="html", filename="a.html")
    return message


def entry(tmp_path: Path, name: str, data: bytes) -> Entry:
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(named(str(path)))


def test_a_newsletter_is_its_html_with_sender_and_date(tmp_path: Path) -> None:
    found = entry(tmp_path, "a.eml", letter().as_bytes())
    assert (found.title, found.authors) == ("Brücken im Mai", ("Jördis Kamphaus",))
    assert (found.published, found.media) == (1_737_363_600, "html")
    assert "Die Brücke bleibt zu." in found.content
    assert "attachment" not in found.content


def test_a_letter_of_plain_text_is_plain_text(tmp_path: Path) -> None:
    found = entry(
        tmp_path, "a.eml", b"Subject: Fog\nContent-Type: text/plain; charset=latin-1\n\nN\xe9bel.\n"
    )
    assert (found.title, found.media, found.content.strip()) == ("Fog", "text", "Nébel.")


def test_a_web_archive_is_its_page_with_its_address(tmp_path: Path) -> None:
    page = (
        b"From: <Saved by a browser>\nSnapshot-Content-Location: https://a.example/story\nSubject: The fog\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html\n'
        b"Content-Transfer-Encoding: quoted-printable\nContent-Location: https://a.example/story\n\n"
        b"<html><body><p>Fog =E2=80=94 again.</p></body></html>\n--B\nContent-Type: image/png\n\nxx\n--B--\n"
    )
    found = entry(tmp_path, "a.mhtml", page)
    assert (found.title, found.media, found.url) == ("The fog", "page", "https://a.example/story")
    assert "Fog — again." in found.content


def test_a_book_is_its_chapters_in_reading_order(tmp_path: Path) -> None:
    found = entry(tmp_path, "a.epub", book())
    assert (found.title, found.authors, found.lang) == ("The & Lamp", ("Ruta Quist",), "en")
    assert found.content.index("The lamp was lit.") < found.content.index("It went out.")
    assert found.published == 1_620_086_400


def test_a_book_that_unpacks_without_end_is_read_to_its_limit() -> None:
    found = contents(book(**{"OPS/two.xhtml": "<body>" + "boo " * 10_000_000}), ".epub")
    assert 1_000_000 < len(found.content) < 5_000_000


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.epub", b"PK\x03\x04 no archive", "damaged"),
        ("a.epub", book()[:-40], "damaged"),
        ("a.epub", book(**{"META-INF/container.xml": "<x/>"}), "no book"),
        ("a.eml", b"", "no e-mail"),
        ("a.eml", b"Subject: x\nContent-Type: image/png\n\nx", "no text"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=why):
        entry(tmp_path, name, data)


@given(st.binary(max_size=400), st.sampled_from(sorted(CONTAINERS)))
def test_any_bytes_give_contents_or_a_reason(data: bytes, ending: str) -> None:
    with suppress(ValueError):
        assert "\x00" not in contents(b"Subject: x\n" + data, ending).content
