"""The texts a page's data and its feed hold stand in where the page's own elements hold less."""

from __future__ import annotations

import json

from tui_reader.reading.candidates import FeedFacts
from tui_reader.reading.page import read_page
from tui_reader.reading.read import read

LONG = [
    f"In week {number} the ferry ran on time every morning but one, when fog lay on the sound and the captain"
    " waited until the church tower could be seen from the bridge again."
    for number in range(1, 9)
]
BODY = "".join(f"<p>{text}</p>" for text in LONG)
TEASER = "<p>The ferry ran on time but once, its captain says.</p>"


def test_the_text_in_linked_data_is_read_where_the_elements_hold_little() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "The ferry", "articleBody": "\n".join(LONG)})
    head = f'<script type="application/ld+json">{data}</script>'
    page = read_page(f"<html><head>{head}</head><body><p>Loading the story.</p></body></html>")
    assert [page.document.of(block) for block in page.document.blocks] == LONG


def test_the_text_in_a_framework_s_data_is_read_where_the_elements_hold_little() -> None:
    data = json.dumps({"props": {"pageProps": {"post": {"body": BODY}}}})
    frame = f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>'
    assert [*read_page(f"<html><body>{frame}</body></html>").document.text.split("\n\n")] == LONG


def test_data_about_something_else_takes_no_article_s_place() -> None:
    other = " ".join(f"Terms of use, part {number}, say what may not be done." for number in range(90))
    data = json.dumps({"@type": "NewsArticle", "articleBody": other})
    page = read_page(
        f'<html><head><script type="application/ld+json">{data}</script></head>'
        f"<body><article>{BODY}</article></body></html>"
    )
    assert page.document.text.split("\n\n") == LONG


def test_a_page_that_holds_less_than_its_feed_leaves_the_feed_s_text() -> None:
    document = read(f"<html><body><article><p>{LONG[0]}</p></article>", "page", feed=FeedFacts(BODY))
    assert document.text.split("\n\n") == LONG


def test_a_page_that_holds_more_than_its_feed_is_read() -> None:
    document = read(f"<html><body><article>{BODY}</article>", "page", feed=FeedFacts(TEASER))
    assert document.text.split("\n\n") == LONG
    assert (document.state, document.note) == ("", "")


def test_an_article_about_walls_is_behind_none() -> None:
    told = "<p>Readers are asked to subscribe to continue reading, and to verify you are human.</p>"
    page = read_page(
        "<html><head><title>404 days of fog</title></head>"
        f"<body><article><p>{LONG[0]}</p>{told}{BODY}</article></body></html>"
    )
    assert page.document.state == ""
