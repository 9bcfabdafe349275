"""A screen drawn as SVG: every cell in its place, lines and blocks as shapes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pyte

from scripts.cells import BASE, HEIGHT, MARGIN, WIDTH, svg

SPACE = "{http://www.w3.org/2000/svg}"


def drawn(text: str, columns: int = 20, rows: int = 2) -> ET.Element:
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(text)
    return ET.fromstring(svg(screen, "a <title> & more"))


def words(root: ET.Element) -> list[tuple[str | None, int, int]]:
    """(text, column, columns taken) of every text."""
    return [
        (item.text, int(item.get("x", "")) // WIDTH, int(item.get("textLength", "")) // WIDTH)
        for item in root.iter(f"{SPACE}text")
    ]


def test_the_picture_is_as_large_as_its_cells() -> None:
    root = drawn("", 80, 24)
    assert (root.get("width"), root.get("height")) == (
        str(80 * WIDTH + 2 * MARGIN),
        str(24 * HEIGHT + 2 * MARGIN),
    )


def test_words_stand_in_their_cells() -> None:
    assert words(drawn("ab cd   e")) == [("ab cd", 0, 5), ("e", 8, 1)]


def test_a_wide_character_takes_two_cells() -> None:
    assert words(drawn("日本 x")) == [("日本 x", 0, 6)]


def test_rows_go_down() -> None:
    root = drawn("a\r\nb")
    assert [item.get("y") for item in root.iter(f"{SPACE}text")] == [str(BASE), str(HEIGHT + BASE)]


def test_text_is_never_markup() -> None:
    root = drawn("<b> & </b>")
    assert words(root)[0][0] == "<b> & </b>"
    assert root.findtext(f"{SPACE}title") == "a <title> & more"


def test_styles_part_words_and_are_kept() -> None:
    root = drawn("a\x1b[1;4;38;2;1;2;3mb\x1b[0m")
    bold = list(root.iter(f"{SPACE}text"))[1]
    assert words(root) == [("a", 0, 1), ("b", 1, 1)]
    assert (bold.get("font-weight"), bold.get("text-decoration"), bold.get("fill")) == (
        "bold",
        "underline",
        "#010203",
    )


def test_reverse_changes_ink_and_paper() -> None:
    root = drawn("x\x1b[7;38;2;1;2;3;48;2;4;5;6mab\x1b[0m")
    box = [item for item in root.iter(f"{SPACE}rect") if item.get("fill") == "#010203"]
    assert [(item.get("x"), item.get("width")) for item in box] == [(str(WIDTH), str(2 * WIDTH))]
    assert list(root.iter(f"{SPACE}text"))[1].get("fill") == "#040506"


def test_frames_and_blocks_are_shapes() -> None:
    root = drawn("╭─╮ ▄")
    assert len(list(root.iter(f"{SPACE}path"))) == 3
    block = list(root.iter(f"{SPACE}rect"))[-1]
    assert (block.get("x"), block.get("y"), block.get("height")) == (
        str(4 * WIDTH),
        f"{HEIGHT / 2:g}",
        f"{HEIGHT / 2:g}",
    )
    assert words(root) == []
