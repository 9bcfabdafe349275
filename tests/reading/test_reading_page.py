"""Whole pages: the article is chosen and keeps its structure, and what the page says about it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.document import Document
from tui_reader.model.markup import html_of
from tui_reader.reading.align import align
from tui_reader.reading.api import article
from tui_reader.reading.authors import author_names
from tui_reader.reading.dom import read_html
from tui_reader.reading.page import Page, read_page
from tui_reader.reading.read import read
from tui_reader.reading.selection import select

URL = "https://harbour.example/2024/cranes"
FIRST = (
    "The harbour board met on Tuesday evening and put off its vote on the four new cranes until the autumn,"
    " three of its members said after the meeting, which lasted for almost five hours."
)
SECOND = (
    "Ruta Alvsen, who heads the board, told reporters that nobody had yet shown how the cranes would pay for"
    " themselves within the ten years that the plan of the port allows."
)
THIRD = (
    "Dock workers had gathered outside the building since the afternoon and left only when the decision was"
    " read out to them by a clerk, according to two people who were there."
)
HEAD = """<title>Cranes wait for the autumn | Harbour News</title><meta charset="utf-8">
<meta property="og:title" content="Cranes wait for the autumn - Harbour News">
<meta property="og:site_name" content="Harbour News"><meta property="og:image" content="/cranes.jpg">
<meta property="article:published_time" content="2024-05-03T21:15:00-04:00">
<meta name="author" content="By Ruta Quist">
<meta name="description" content="The vote on the cranes is put off.">"""
BODY = f"""<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul>
</nav></header>
<article><h1>Cranes wait for the autumn</h1><p>{FIRST}</p>
<figure><img src="/quay.jpg" alt="Quay"><figcaption>The
quay at dusk</figcaption>
</figure><p>{SECOND} <a href="/plan">The plan</a> is <em>public</em>.</p>
<blockquote><p>{THIRD}</p></blockquote>
<ul><li>Four cranes were planned for the north quay</li><li>Two are being
built in the yards of a neighbour</li></ul><p>{FIRST.replace("Tuesday", "Wednesday")}</p></article>
<footer><p>All rights reserved.</p></footer>"""
PAGE = f'<!doctype html><html lang="en-GB"><head>{HEAD}</head><body>{BODY}</body></html>'


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(PAGE.encode(), url=URL)


def test_the_article_is_chosen_and_the_rest_is_left(page: Page) -> None:
    assert FIRST in page.document.text
    assert "Sport" not in page.document.text
    assert "All rights" not in page.document.text


def test_structure_comes_from_the_page_itself(page: Page) -> None:
    kinds = [block.kind for block in page.document.blocks if block.kind != "heading"]
    assert kinds == ["paragraph", "caption", "paragraph", "quote", "item", "item", "paragraph"]


def test_links_and_pictures_move_with_their_blocks(page: Page) -> None:
    document = page.document
    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("The plan", "https://harbour.example/plan")
    ]
    figure = document.figures[0]
    assert figure.url == "https://harbour.example/quay.jpg"
    assert document.blocks[figure.block].kind == "caption"


def test_what_the_page_says_about_itself(page: Page) -> None:
    assert page.title == page.document.title == "Cranes wait for the autumn"
    assert page.authors == ("Ruta Quist",)
    assert page.published == 1_714_785_300
    assert page.day == "2024-05-03"
    assert page.site == "Harbour News"
    assert page.image == "https://harbour.example/cranes.jpg"
    assert page.lang == "en"
    assert page.description == "The vote on the cranes is put off."


def test_a_known_title_overrules_the_page() -> None:
    assert read_page(PAGE, url=URL, title="Known").title == "Known"


def test_linked_data_is_believed_first() -> None:
    data = """<script type="application/ld+json">{"@graph": [{"@type": "Organization"},
    {"@type": "NewsArticle",
    "headline": "Cranes must wait", "author": [{"@type": "Person", "name": "Ona Brandt"},
    {"name": "Per Quist"}],
    "datePublished": "2024-05-03T10:00:00Z"}]}</script>"""
    page = read_page(
        PAGE.replace("<title>", data + "<title>").replace("<h1>Cranes wait for the autumn</h1>", ""), url=URL
    )
    assert page.authors == ("Ona Brandt", "Per Quist")
    assert page.title == "Cranes must wait"


def test_broken_linked_data_does_no_harm() -> None:
    broken = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert read_page(PAGE.replace("<title>", broken + "<title>"), url=URL).authors == ("Ruta Quist",)


def test_bytes_in_another_character_set_are_understood() -> None:
    data = (
        PAGE.replace("utf-8", "windows-1252")
        .replace("Tuesday evening", "Tuesday evening – déjà")
        .encode("cp1252")
    )
    assert "– déjà" in read_page(data, url=URL).document.text


def test_a_page_the_extractor_finds_nothing_in_is_walked() -> None:
    page = read_page("<html><body><main><p>One line.</p></main></body></html>")
    assert "One line." in page.document.text


@pytest.mark.parametrize("source", ["", "<html></html>", "\x00", "<", "plain words"])
def test_pages_with_next_to_nothing_raise_nothing(source: str) -> None:
    assert read_page(source).document.problem() == ""


def test_a_page_through_the_common_door_has_its_furniture_marked() -> None:
    document = read(
        PAGE.replace("</article>", "<p>Ruta Alvsen contributed to this report.</p></article>"),
        "page",
        base_url=URL,
    )
    assert document.blocks[-1].kind == "credit"


def test_the_plain_face_has_what_the_evaluator_reads() -> None:
    found = article(PAGE.encode(), URL)
    assert found["title"] == "Cranes wait for the autumn"
    assert found["date"] == "2024-05-03"
    assert found["authors"] == ["Ruta Quist"]
    assert "<blockquote>" in found["html"]
    assert FIRST in found["text"]


def test_simple_html_says_what_the_document_says() -> None:
    source = '<ul><li>a<ol><li>b</ol><li>c &lt;</ul><table><tr><td>x<td>y<tr><td>1<td>2</table><p><a href="https://e.org/?a=1&amp;b">z</a></p>'
    again = read_html(html_of(read_html(source)))
    first = read_html(source)
    assert again.text == first.text
    assert [(b.kind, b.level) for b in again.blocks] == [(b.kind, b.level) for b in first.blocks]
    assert again.links == first.links


def test_a_text_that_stands_twice_on_a_page_is_taken_once_and_in_order() -> None:
    found = align(f"{FIRST}\n{SECOND}", [SECOND, FIRST, THIRD, SECOND])
    assert found.kept == [False, True, False, True]
    assert found.covered == 1.0


def test_short_lines_between_chosen_blocks_are_kept() -> None:
    assert (
        align(f"{FIRST}\nBoard and workers {SECOND}", [FIRST, "Board and workers", SECOND]).kept == [True] * 3
    )


def test_text_that_is_not_on_the_page_is_not_covered() -> None:
    found = align(f"{FIRST}\n{SECOND}\n{SECOND}", [THIRD])
    assert found.kept == [False]
    assert found.covered == 0.0


@given(st.lists(st.booleans(), min_size=9, max_size=9))
def test_any_selection_of_blocks_is_a_valid_document(kept: list[bool]) -> None:
    whole = read_html(BODY, base_url=URL)
    chosen = [*kept, *[True] * len(whole.blocks)][: len(whole.blocks)]
    part = select(whole, chosen)
    assert part.problem() == ""
    assert [part.of(block) for block in part.blocks] == _texts(whole, chosen)
    linked = {whole.text[link.start : link.end] for link in whole.links}
    assert {part.text[link.start : link.end] for link in part.links} <= linked


def _texts(document: Document, kept: list[bool]) -> list[str]:
    return [document.of(block) for block, keep in zip(document.blocks, kept, strict=True) if keep]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ruta Alvsen and Per Quist", ["Ruta Alvsen", "Per Quist"]),
        ("Von Jörg Mühlner, Ona Brandt", ["Jörg Mühlner", "Ona Brandt"]),
        ("Ruta Alvsen, Senior Staff Writer", ["Ruta Alvsen"]),
        ("Ruta Alvsen | May 3, 2024", ["Ruta Alvsen"]),
        ("https://harbour.example/people/ruta", []),
        ("Harbour News", []),
        ("Alvsen Boats LLC", []),
        ("Board of Trustees", []),
        ("Wp-Block-Post-Author Is-Layout", []),
        ("admin", []),
        ("Updated January", []),
        ("ruta@harbour.example", []),
        ("Ruta Alvsen; Ruta Alvsen", ["Ruta Alvsen"]),
    ],
)
def test_names_are_taken_out_of_bylines(line: str, names: list[str]) -> None:
    assert author_names([line], sites=["Harbour News"]) == names


LABELLED = '<meta name="twitter:data1" content="Ruta Quist">'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            f'<meta name="twitter:label1" content="Written by">{LABELLED}',
            "",
        ),
        ("", '<div><p class="a">Written by</p><p class="b">Ruta Quist</p></div>'),
        ("", "<div><span>By</span><span>Ruta Quist</span></div>"),
        ("", '<div class="post_author-name">Ruta Quist</div>'),
        ("", '<a href="/authors/ruta-quist"><span>Ruta Quist</span></a>'),
        ('<meta property="og:site_name" content="Ruta Quist"><meta name="author" content="Ruta Quist">', ""),
    ],
)
def test_an_author_is_found_where_pages_name_one(head: str, body: str) -> None:
    page = read_page(f"<html><head>{head}</head><body><h1>Cranes</h1>{body}<p>{FIRST}</p><p>{SECOND}</p>")
    assert page.authors == ("Ruta Quist",)


@pytest.mark.parametrize(
    "body",
    [
        '<p class="comment-author">Ruta says</p>',
        "<p>By the time the cranes came, the port was closed.</p>",
        '<meta property="article:author" content="https://faces.example/ruta.quist">',
    ],
)
def test_no_author_is_made_up(body: str) -> None:
    assert read_page(f"<html><body><h1>Cranes</h1>{body}<p>{FIRST}</p><p>{SECOND}</p>").authors == ()


def test_the_name_of_the_site_is_no_title_though_it_is_the_first_heading() -> None:
    page = read_page(
        "<html><head><title>The long wait for the cranes - Quay Notes</title></head>"
        f"<body><h1>Quay Notes</h1><h2>The long wait for the cranes</h2><p>{FIRST}</p><p>{SECOND}</p>"
    )
    assert page.title == "The long wait for the cranes"


def test_what_comes_after_the_end_of_a_page_glued_into_another_is_read() -> None:
    glued = f"<html><body><nav>Menu</nav></body></html><div class=story><p>{FIRST}</p><p>{SECOND}</p></div>"
    document = read_page(f"{glued}</body></html>").document
    assert FIRST in document.text
    assert SECOND in document.text


def test_an_article_in_a_button_that_was_never_closed_is_read() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD, FIRST.replace("four", "six")))
    document = read_page(f"<body><button>Menu<div>{paragraphs}</div></body>").document
    assert document.text.count("cranes") == 3
    assert THIRD in document.text


def test_a_closed_button_is_no_text() -> None:
    page = PAGE.replace("<blockquote>", "<button><p>Share this</p></button><blockquote>")
    assert "Share" not in read_page(page).document.text


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<meta property='og:title' content='7 ways to save on cranes in 2024'>",
            "<h1>Seven ways to save money on cranes</h1>",
            "Seven ways to save money on cranes",
        ),
        (
            "<title>Quay Notes: a week afloat</title><meta property='og:title' content='A week afloat'>",
            "<h1>Quay Notes</h1>",
            "A week afloat",
        ),
        (
            "<title>Keep the port safe | Office for the Harbours of the Eastern Coast</title>",
            "<h1>Keep the port safe</h1>",
            "Keep the port safe",
        ),
        ("<title>The cranes are here</title>", "<h1>All our stories of May</h1>", "The cranes are here"),
        ("<title>Veld</title>", "<h1>Menu and more</h1><h1>Veld is far</h1>", "Veld is far"),
    ],
)
def test_the_first_heading_is_the_title_when_the_page_s_titles_are_about_the_same(
    head: str, body: str, title: str
) -> None:
    page = read_page(f"<html><head>{head}</head><body>{body}<p>{FIRST}</p><p>{SECOND}</p></body></html>")
    assert page.title == title


def test_a_story_in_a_script_without_spaces_is_found_and_is_no_wall() -> None:
    lines = (
        "港湾委員会は火曜日の夜、四基の新しいクレーンについての採決を秋まで見送ったと、委員三人が明らかにした。",
        "委員長は記者団に対し、計画が認める十年以内に費用を回収できる見通しを誰も示していないと述べた。",
        "午後から建物の外に集まっていた港の労働者たちは、書記が決定を読み上げた後にその場を離れた。",
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = (
        "<html lang=ja><title>採決は秋に | 港新聞</title><nav><a href=/>ホーム</a></nav>"
        f"<main><h1>採決は秋に</h1>{body}</main><aside><a href=/1>港の食堂が閉店</a></aside>"
    )
    document = read_page(html, url="https://veld.example/ja").document
    assert document.text.split("\n\n") == list(lines)
    assert (document.state, document.words() > 60) == ("", True)
