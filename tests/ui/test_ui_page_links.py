"""Links: their letters, what the terminal is told, how they are listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui_reader.model.document import Block, Document, Link
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_hints import labelled, labels, links_on, remaining
from tui_reader.ui.widgets.page_layers import Layers
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead
from tui_reader.ui.widgets.page_links import LONGEST, host, hyperlink, listed, target
from tui_reader.ui.widgets.page_paint import Look, paint

TEXT = "See the timetable and 港の時刻表 of the port."
LINKS = (Link(4, 17, "https://port.example/times"), Link(22, 28, "https://minato.example/j"))
DOCUMENT = Document(TEXT, (Block(0, len(TEXT), "paragraph"),), LINKS)


@pytest.mark.parametrize("count", [0, 1, 25, 26, 625, 700])
def test_no_label_begins_another(count: int) -> None:
    found = labels(count)
    assert len(set(found)) == count
    assert len({len(label) for label in found}) <= 1


def test_typing_leaves_the_labels_that_go_on() -> None:
    assert remaining({"as": 1, "ad": 2, "sa": 3}, "a") == {"as": 1, "ad": 2}


def test_letters_stand_where_links_begin() -> None:
    layers = Layers()
    layers.take(DOCUMENT)
    page = lay_out(DOCUMENT, Masthead(""), 60, 50)
    look = Look(styles(NIGHT), links=LINKS)
    places = links_on(page, enumerate(page.lines), layers.marks, look)
    line = next(y for y, one in enumerate(page.lines) if one.kind == "text")
    assert places == {0: (line, page.left + 4), 1: (line, page.left + 22)}
    laid = [(cell, label) for (_, cell), label in zip(places.values(), ("a", "s"), strict=True)]
    row = labelled(paint(page, page.lines[line], layers.marks, look), laid, Style(reverse=True))
    text = "".join(segment.text for segment in row)
    assert text.strip() == "See ahe timetable and s の時刻表 of the port."


@given(
    st.lists(st.sampled_from(["a", "港", "👩🏽‍🎨", "é", "a b港"]), max_size=9),
    st.integers(0, 20),
    st.integers(1, 2),
)
def test_a_label_changes_no_width(parts: list[str], cell: int, size: int) -> None:
    segments = [Segment(part, Style()) for part in parts]
    width = sum(cell_len(part) for part in parts)
    row = labelled(segments, [(cell, "a" * size)], Style())
    if cell + size <= width:
        assert sum(cell_len(segment.text) for segment in row) == width


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", "ftp://a.example/x"])
def test_the_terminal_is_told_of_pages_and_people_only(url: str) -> None:
    assert target(url) == ""
    assert hyperlink(url, Style()).link is None


@given(st.text())
def test_no_address_holds_a_byte_that_a_terminal_obeys(rest: str) -> None:
    told = target("https://port.example/" + rest)
    assert told.isascii()
    assert all(" " < character < "\x7f" for character in told)


def test_an_address_that_is_too_long_for_terminals_is_not_told() -> None:
    assert target("https://port.example/" + "é" * LONGEST) == ""


def test_a_link_is_painted_with_its_address() -> None:
    layers = Layers()
    layers.take(DOCUMENT)
    page = lay_out(DOCUMENT, Masthead(""), 20, 20)
    look = Look(styles(NIGHT), links=LINKS)
    segments = [one for line in page.lines for one in paint(page, line, layers.marks, look)]
    told = {one.style.link for one in segments if one.style and one.style.link}
    assert told == {"https://port.example/times", "https://minato.example/j"}
    assert all(one.style is None or one.style.link is None for one in segments if "See" in one.text)


def test_lines_of_one_link_light_up_together() -> None:
    first, second = hyperlink("https://a.example/", Style()), hyperlink("https://a.example/", Style())
    assert first.link_id == second.link_id


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.port.example:8080/a?b", "port.example"),
        ("mailto:ada@port.example", "ada@port.example"),
    ],
)
def test_a_host_is_told_without_its_decoration(url: str, name: str) -> None:
    assert host(url) == name


def test_links_are_listed_once_with_the_first_words_there_are() -> None:
    text = " \nthe port again the port"
    links = (
        Link(2, 10, "https://port.example/"),
        Link(0, 1, "https://port.example/"),
        Link(11, 16, "https://x.example/"),
        Link(0, 1, "https://bare.example/"),
    )
    found = listed(Document(text, (Block(0, len(text), "paragraph"),), links))
    assert found == [
        ("the port", "https://port.example/"),
        ("https://bare.example/", "https://bare.example/"),
        ("again", "https://x.example/"),
    ]
