"""The texts a page's data and its feed hold stand in where the page's own elements hold less."""

from __future__ import annotations

import json

import pytest

from tui_reader.reading.candidates import FeedFacts
from tui_reader.reading.choosing import article_of
from tui_reader.reading.page import read_page
from tui_reader.reading.read import read
from tui_reader.reading.tree import parse

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


PARAGRAPHS = [{"type": "paragraph", "text": text} for text in LONG]
STATE = json.dumps({"story": {"title": "The ferry", "blocks": PARAGRAPHS}})


@pytest.mark.parametrize(
    "script",
    [
        f"window.__INITIAL_STATE__ = {STATE};",
        f"window['__DATA__']={STATE}",
        f"window.__PRELOADED__ = JSON.parse({json.dumps(STATE)});",
        f"var state = {json.dumps({'html': BODY})}; start(state);",
    ],
)
def test_the_text_in_data_that_a_script_gives_a_name_is_read(script: str) -> None:
    page = read_page(f"<html><body><div id=app></div><script>{script}</script></body></html>")
    assert page.document.text.split("\n\n") == LONG


def test_the_text_in_streamed_pieces_is_read() -> None:
    whole = f'1:I[5,"a"]\n2a:T5f3,{BODY}\n3:["$","div"]\n'
    pushes = "".join(
        f"<script>self.__next_f.push({json.dumps([1, whole[at : at + 300]])})</script>"
        for at in range(0, len(whole), 300)
    )
    assert read_page(f"<html><body><main></main>{pushes}</body></html>").document.text.split("\n\n") == LONG


@pytest.mark.parametrize(
    "script",
    [
        "window.x = " + "[" * 5_000,
        "window.x = {" + '"a":' * 2_000,
        "self.__next_f.push([1,",
        "self.__next_f.push([])",
        "window.x = JSON.parse(" + "'" * 3_000,
    ],
)
def test_broken_data_are_no_text(script: str) -> None:
    page = read_page(f"<html><body><p>Loading.</p><script>{script}</script></body></html>")
    assert page.document.text == "Loading."


@pytest.mark.parametrize("source", ["known", "stated"])
def test_the_feed_and_the_page_s_data_say_where_in_a_page_the_article_is(source: str) -> None:
    menu = "".join(f"<li><a href='/{n}'>Boat {n}</a></li>" for n in range(20))
    page = parse(f"<body><div class=a><ul>{menu}</ul></div><div class=b>{BODY}</div></body>")
    text = "\n".join(LONG)
    known, stated = (text, "") if source == "known" else ("", text)
    found, _ = article_of(page, "Boat 3", "", known=known, stated=stated)
    assert found.text.split("\n\n") == LONG


def test_the_teaser_of_a_feed_marks_a_beginning_that_the_extractor_left_out() -> None:
    first = "Fog held the morning boat at its quay for an hour, for the first time since the spring."
    html = f"<body><header><p class=perex>{first}</p></header><article>{BODY}</article></body>"
    document = read(html, "page", feed=FeedFacts(f"<b>{first}</b>"))
    assert document.text.split("\n\n") == [first, *LONG]


def test_the_authors_that_the_feed_names_come_first() -> None:
    html = f"<head><meta name=author content='Web Desk'></head><body><article>{BODY}</article></body>"
    document = read(html, "page", feed=FeedFacts(TEASER, authors=("Ada Quay",)))
    assert document.authors == ("Ada Quay",)


def test_the_text_in_linked_data_marks_what_the_extractor_left_out() -> None:
    first = "Fog held the morning boat at its quay for an hour, for the first time since the spring."
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"<p>{first}</p>" + BODY})
    html = (
        f"<html><head><script type='application/ld+json'>{data}</script></head>"
        f"<body><header><p class=perex>{first}</p></header><article>{BODY}</article></body></html>"
    )
    assert read_page(html).document.text.split("\n\n") == [first, *LONG]


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


def test_a_page_that_is_one_block_of_code_is_more_than_the_line_that_the_feed_gave() -> None:
    lines = "\n".join(f"Section {number}: the harbour master MUST close the gate." for number in range(60))
    source = f"<html><body><h1>Rules for harbours</h1><pre>{lines}</pre></body></html>"
    teaser = (
        "These rules say what a harbour master must do when the gate of a harbour is open and a storm comes"
        " up from the sea, and what the captains of the ships in it must do before he closes it, and after."
    )
    document = read(source, "page", title="Rules for harbours", feed=FeedFacts(f"<p>{teaser}</p>"))
    assert "Section 59: the harbour master" in document.text


REWORDED = (
    "What the keeper of the harbour had to say this week about boats that come late, and about those that"
    " come never at all, in a letter that nobody has answered yet."
)


def test_a_short_article_is_not_given_up_for_a_teaser_in_other_words() -> None:
    document = read(
        f"<html><body><article><p>{LONG[0]}</p></article>",
        "page",
        title=f"{LONG[0].split()[1]} {LONG[0].split()[2]} quietly",
        feed=FeedFacts(REWORDED),
    )
    assert document.text == LONG[0]


def test_a_short_text_about_something_else_gives_way_to_the_teaser() -> None:
    document = read(
        f"<html><body><article><p>{LONG[0]}</p></article>",
        "page",
        title="Keeper answers letters",
        feed=FeedFacts(REWORDED),
    )
    assert document.text == REWORDED


DAY = 1_772_496_000
"""2026-03-03, in epoch seconds."""


@pytest.mark.parametrize(
    ("published", "shown", "state"),
    [(None, REWORDED, "gone"), (DAY - 9_000_000, REWORDED, "gone"), (DAY, "", "")],
)
def test_a_page_that_has_come_to_hold_something_else_is_not_shown(
    published: int | None, shown: str, state: str
) -> None:
    whole = "".join(f"<p>{text} {text[::-1]}</p>" for text in LONG * 2)
    html = (
        "<head><meta property='article:published_time' content='2026-03-03T08:00:00Z'></head>"
        f"<body><article>{whole}</article></body>"
    )
    document = read(
        html, "page", title="Keeper answers letters", feed=FeedFacts(REWORDED, published=published)
    )
    assert (document.text if shown else "", document.state) == (shown, state)


def test_paragraphs_that_differ_by_one_word_are_all_found() -> None:
    lines = [
        f"The keeper of number {number} wrote down when the morning boat came in." for number in range(60)
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    found, _ = article_of(parse(f"<body><div>{body}</div></body>"), "\n".join(lines), "")
    assert found.text.split("\n\n") == lines
