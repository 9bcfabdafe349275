"""Pictures that local files bring along: named when a file is read, taken out when asked for."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tui_reader.model.document import Document
from tui_reader.reading.read import read
from tui_reader.sources.inside import home, named_variables, taken
from tui_reader.sources.local import named, read_file

PROSE = "<p>The ferry came back at noon, as Ada Lind had said it would, and nobody was surprised.</p>"
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
PACKAGE = (
    "<package><dc:title>Tides</dc:title>"
    '<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
    '<itemref idref="one"/></package>'
)


def page(source: str) -> str:
    return f"<article><h1>Back</h1>{PROSE}<img src='{source}' alt='The quay'>{PROSE}"


def picture(colour: tuple[int, int, int] = (200, 20, 20)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (120, 80), colour).save(stream, "PNG")
    return stream.getvalue()


PNG, OTHER = picture(), picture((20, 20, 200))


def document(path: Path) -> Document:
    entry = read_file(named(str(path)))
    return read(entry.content, entry.media, base_url=entry.url, title=entry.title)


def inline(folder: Path) -> Path:
    data = base64.b64encode(PNG).decode()
    path = folder / "a.html"
    path.write_text(page(f"data:image/png;base64,{data}"))
    return path


def saved(folder: Path) -> Path:
    (folder / "a_files").mkdir()
    (folder / "a_files" / "the quay.png").write_bytes(PNG)
    path = folder / "a.html"
    path.write_text(f"<article><h1>Back</h1>{PROSE}<img src=\"./a_files/the%20quay.png\" alt='Quay'>{PROSE}")
    return path


def written(folder: Path) -> Path:
    (folder / "quay.png").write_bytes(PNG)
    path = folder / "a.md"
    path.write_text(
        "# Back\n\nThe ferry came back at noon.\n\n![The quay](quay.png)\n\nNobody was surprised.\n"
    )
    return path


def letter(folder: Path, reference: str = "cid:quay@port", header: str = "Content-ID: <quay@port>") -> Path:
    body = base64.encodebytes(PNG).decode()
    path = folder / "a.eml"
    path.write_text(
        "From: Ada Lind <ada@port.example>\nSubject: Back\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="edge"\n\n--edge\nContent-Type: text/html\n\n'
        f'{PROSE}<p><img src="{reference}" alt="Quay"></p>{PROSE}\n--edge\nContent-Type: image/png\n'
        f"Content-Transfer-Encoding: base64\n{header}\n\n{body}\n--edge--\n"
    )
    return path


def archive(folder: Path) -> Path:
    address = "https://port.example/quay.png"
    return letter(folder, address, f"Content-Location: {address}").rename(folder / "a.mht")


def book(folder: Path) -> Path:
    path = folder / "a.epub"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("META-INF/container.xml", CONTAINER)
        made.writestr("OEBPS/a.opf", PACKAGE)
        made.writestr(
            "OEBPS/text/one.xhtml", f"<body>{PROSE}<img src='../art/quay 1.png' alt='Quay'/>{PROSE}</body>"
        )
        made.writestr("OEBPS/art/quay 1.png", PNG)
    return path


def grouped(folder: Path) -> Path:
    """As SingleFile writes it: pictures once in a style sheet, drawings where they are shown."""
    data = base64.b64encode(PNG).decode()
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect fill-opacity="0"/></svg>'
    )
    path = folder / "a.html"
    path.write_text(
        f'<style>:root{{--sf-img-1: url("data:image/png;base64,{data}");--sf-img-2: url("x.svg")}}</style>'
        f"<article><h1>Back</h1>{PROSE}<img alt='The quay' src='data:image/svg+xml,{drawing}' "
        f'style="background-size:100% 100%!important;background-image:var(--sf-img-1)!important">{PROSE}'
    )
    return path


MAKERS = (inline, grouped, saved, written, letter, archive, book)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_picture_is_named_in_the_text_and_taken_out_of_the_file(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = make(tmp_path)
    (figure,) = document(path).figures
    assert figure.url.startswith(home(str(path)))
    assert taken(str(path), path.read_bytes(), [figure.url]) == {figure.url: PNG}


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_an_article_from_another_file_gets_nothing(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    (figure,) = document(path).figures
    assert taken(str(tmp_path / "other"), path.read_bytes(), [figure.url]) == {}


@pytest.mark.parametrize("reference", ["../secret.png", "/secret.png", ".hidden.png", "a/../../secret.png"])
def test_nothing_outside_of_the_folder_is_named(reference: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in (tmp_path / "secret.png", folder / ".hidden.png"):
        path.write_bytes(PNG)
    file = folder / "a.html"
    file.write_text(page(reference))
    assert not [figure for figure in document(file).figures if figure.url.startswith("inside:")]


@pytest.mark.parametrize("name", ["../secret.png", "%2e%2e/secret.png", "link.png", ".hidden.png", "%00"])
def test_nothing_outside_of_the_folder_is_opened(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in (tmp_path / "secret.png", folder / ".hidden.png"):
        path.write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    file = folder / "a.html"
    assert taken(str(file), b"", [f"{home(str(file))}beside/{name}"]) == {}


def test_a_page_can_name_no_file_by_itself(tmp_path: Path) -> None:
    (tmp_path / "quay.png").write_bytes(PNG)
    file = tmp_path / "a.html"
    hostile = "inside:0000000000000000/beside/quay.png"
    file.write_text(page(hostile))
    assert taken(str(file), file.read_bytes(), [hostile]) == {}


def test_the_picture_is_the_one_that_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    sources = [f"<img src='data:image/png;base64,{base64.b64encode(one).decode()}'>" for one in (PNG, OTHER)]
    path.write_text(f"<article><h1>Back</h1>{PROSE}{PROSE.join(sources)}{PROSE}")
    urls = [figure.url for figure in document(path).figures]
    assert list(taken(str(path), path.read_bytes(), urls).items()) == list(
        zip(urls, (PNG, OTHER), strict=True)
    )


def test_fonts_and_drawings_written_into_a_page_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"{PROSE}<img src='data:image/svg+xml;base64,{'A' * 400}'>{PROSE}")
    assert "base64" not in read_file(named(str(path))).content


def test_what_is_written_beside_a_picture_in_a_style_sheet_stays(tmp_path: Path) -> None:
    (figure,) = document(grouped(tmp_path)).figures
    assert figure.alt == "The quay"


def test_hostile_images_are_read_in_time() -> None:
    sheet = "<style>:root{--sf-img-1:url(inside:0/data/1)}</style>"
    for part in ("<img " + "a " * 200_000, "<img '" * 50_000, "<img " + "'a' " * 100_000, "<img" * 100_000):
        assert named_variables(sheet + part).startswith("<style>")


def test_a_damaged_book_has_no_pictures() -> None:
    assert taken("/b.epub", b"PK\x03\x04 no book", [f"{home('/b.epub')}member/a.png"]) == {}
