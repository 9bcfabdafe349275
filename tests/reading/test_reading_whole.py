"""Articles of several pages, and copies for programs, become one text whose layers keep to their words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.article import PagePart
from tui_reader.model.document import Document
from tui_reader.reading.candidates import FeedFacts
from tui_reader.reading.dom import read_html
from tui_reader.reading.whole import joined, read_whole

URL = "https://quay.example/lamp"


def prose(word: str, count: int = 6) -> str:
    return "".join(
        f"<p>The {word} of paragraph {number} was spoken of at length on the quay of Skarrow, where nobody "
        f'had expected <b>that {word}</b> to <a href="/{word}/{number}">last</a> until the winter.</p>'
        for number in range(count)
    )


def page(body: str) -> str:
    return f"<html><title>Lamp</title><body><article><h1>Lamp</h1>{body}</article></body></html>"


def test_layers_of_a_further_page_stand_on_their_words() -> None:
    document = joined(read_html(prose("oil"), base_url=URL), read_html(prose("wick"), base_url=URL))
    assert [document.text[link.start : link.end] for link in document.links] == ["last"] * 12
    assert [document.text[style.start : style.end] for style in document.styles][-1] == "that wick"


def test_pictures_of_a_further_page_stand_where_they_stood() -> None:
    picture = '<img src="https://quay.example/wick.jpg" alt="A wick" width="600" height="400">'
    document = joined(read_html(prose("oil")), read_html(f"{prose('wick', 2)}{picture}{prose('glass', 1)}"))
    (figure,) = document.figures
    assert document.of(document.blocks[figure.block]).startswith("The glass of paragraph 0")


def test_a_page_that_says_nothing_new_changes_nothing() -> None:
    document = read_html(f"<h1>Lamp</h1>{prose('oil')}")
    assert joined(document, read_html(f"<h1>Lamp</h1>{prose('oil', 3)}")) is document


def test_a_copy_that_is_shorter_is_not_taken() -> None:
    copy = PagePart("copy", f"{URL}.json", json.dumps({"content": {"rendered": prose("wick", 2)}}))
    document, _ = read_whole(page(prose("oil")), [copy], base_url=URL)
    assert "wick" not in document.text


def test_links_of_a_copy_start_from_the_page() -> None:
    copy = PagePart(
        "copy", "https://quay.example/wp-json/1", json.dumps({"content": {"rendered": prose("wick")}})
    )
    document, _ = read_whole(page("<p>Please turn on JavaScript.</p>"), [copy], base_url=URL)
    assert {link.url for link in document.links} >= {"https://quay.example/wick/0"}


def test_a_further_page_that_is_a_wall_is_left_out() -> None:
    wall = PagePart("next", f"{URL}/2", "<html><title>Just a moment...</title><body>cf-chl</body></html>")
    document, _ = read_whole(page(prose("oil")), [wall], base_url=URL)
    assert "moment" not in document.text


_HTML = st.lists(
    st.sampled_from(
        ["<p>one fog</p>", "<p>two <b>fogs</b></p>", "<h2>Fog</h2>", "<ul><li>a</li><li>b</li></ul>", "<hr>"]
        + [f"<p>{'long ' * 12}{n} <a href='https://x.example/{n}'>link</a></p>" for n in range(3)]
        + ["<table><tr><td>1</td><td>2</td></tr></table>", "<img src='https://x.example/p.jpg' width=500>"]
    ),
    max_size=12,
).map("".join)


@given(_HTML, _HTML)
def test_any_two_documents_can_be_joined(first: str, second: str) -> None:
    one, two = read_html(first), read_html(second)
    whole: Document = joined(one, two)
    assert whole.problem() == ""
    assert whole.text.startswith(one.text)
    assert {block.kind for block in whole.blocks} >= {block.kind for block in one.blocks}


def test_what_the_feed_gave_whole_is_not_doubled_by_further_pages() -> None:
    feed = FeedFacts(f"{prose('oil')}{prose('wick')}".replace(", where", " – where"))
    further = PagePart("next", f"{URL}/2", page(prose("wick")))
    document, _ = read_whole(page(prose("oil")), [further], base_url=URL, feed=feed)
    assert document.text.count("The wick of paragraph 3") == 1
    assert document.text.count("The oil of paragraph 3") == 1


def test_a_feed_that_gave_more_than_all_pages_is_shown() -> None:
    feed = FeedFacts("".join(prose(word) for word in ("oil", "wick", "glass", "lamp")))
    further = PagePart("next", f"{URL}/2", page(prose("wick")))
    document, _ = read_whole(page(prose("oil")), [further], base_url=URL, feed=feed)
    assert "The glass of paragraph 5" in document.text


@pytest.mark.parametrize("given", ["", "".join(prose(word) for word in ("oil", "wick", "glass", "lamp"))])
def test_the_feed_names_the_authors_of_an_article_with_further_pages(given: str) -> None:
    feed = FeedFacts(given or prose("oil"), authors=("Ruta Alvsen",))
    further = PagePart("next", f"{URL}/2", page(prose("wick")))
    document, _ = read_whole(page(prose("oil")), [further], base_url=URL, feed=feed)
    assert document.authors == ("Ruta Alvsen",)
