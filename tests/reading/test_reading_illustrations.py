"""Which pictures of a page come with its article, and what is filled in between its paragraphs."""

from __future__ import annotations

import pytest

from tui_reader.model.document import Document
from tui_reader.reading.dom import read_html
from tui_reader.reading.page import read_page
from tui_reader.reading.read import read as read_any

LINES = [
    f"The {number} boat of the harbour watch went out before dawn, and its crew of four came back at noon"
    " with nothing to report but a buoy that had drifted off its chain in the night."
    for number in ("first", "second", "third", "fourth", "fifth")
]
PHOTO = "<img src='/photo/quay-at-noon.jpg' alt='Quay'>"


def read(lead: str = "", *, amid: str = "", tail: str = "") -> Document:
    before, after = ("".join(f"<p>{line}</p>" for line in lines) for lines in (LINES[:3], LINES[3:]))
    html = (
        "<body><header><nav><a href='/'>Home</a> <a href='/sport'>Sport and games</a></nav></header><main>"
        f"<h1>Boats of the watch</h1>{lead}<div class='text'>{before}{amid}{after}</div>{tail}</main></body>"
    )
    return read_page(html, url="https://veld.example/boats").document


def pictures(document: Document) -> list[str]:
    return [figure.url.rpartition("/")[2] for figure in document.figures]


def test_a_picture_among_paragraphs_is_the_articles() -> None:
    assert pictures(read(amid=f"<div>{PHOTO}</div>")) == ["quay-at-noon.jpg"]


def test_a_lead_picture_with_a_caption_above_the_text_is_the_articles() -> None:
    figure = f"<figure>{PHOTO}<figcaption>The quay at noon</figcaption></figure>"
    assert pictures(read(figure)) == ["quay-at-noon.jpg"]


def test_a_caption_that_is_not_marked_as_one_takes_no_picture_away() -> None:
    thumb = f"<div class='thumb'>{PHOTO}<div>The quay at noon</div></div>"
    assert pictures(read(amid=thumb)) == ["quay-at-noon.jpg"]


@pytest.mark.parametrize(
    "card",
    [
        f"<div class='related'>{PHOTO}<a href='/other'>Another story of the port</a></div>",
        f"<aside><div>{PHOTO}</div><a href='/a'>Read the story of the day</a></aside>",
        f"<div class='author-box'>{PHOTO}<p>Ada Quay writes about boats.</p></div>",
        "<img class='avatar' src='/photo/ada.jpg'>",
        "<img src='/photo/pixel.gif' width='1' height='1'>",
        "<img src='/photo/pixel.gif' width='0' height='0'>",
    ],
)
def test_pictures_of_cards_people_and_trackers_are_not(card: str) -> None:
    assert pictures(read(amid=card)) == []
    assert pictures(read(tail=card)) == []


def test_the_picture_of_a_card_below_the_article_is_not() -> None:
    card = f"<div class='card'><a href='/other'>{PHOTO}<h3>Another story of the port</h3></a></div>"
    assert pictures(read(tail=card)) == []


def test_a_picture_whose_height_a_script_sets_is_taken() -> None:
    assert pictures(read(amid="<img src='/photo/quay.jpg' width='570' height='0'>")) == ["quay.jpg"]


def test_a_plain_list_amid_the_article_is_kept_whole() -> None:
    items = ("Rope", "A lamp", "Bread for two days", "Charts of the bay")
    document = read(amid="<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    assert [document.of(block) for block in document.blocks if block.kind == "item"] == list(items)


def test_a_list_of_the_parts_of_the_page_is_kept() -> None:
    parts = "".join(f"<li><a href='#{part}'>{part} of the boats</a></li>" for part in ("Names", "Crews"))
    document = read(amid=f"<ul class='toc'>{parts}</ul>")
    assert [document.of(block) for block in document.blocks if block.kind == "item"] == [
        "Names of the boats",
        "Crews of the boats",
    ]


def test_a_list_of_other_stories_amid_the_article_is_not() -> None:
    links = "".join(
        f"<li><a href='/story/{part}'>A {part} story</a></li>" for part in ("long", "short", "new")
    )
    document = read(amid=f"<div class='related-stories'><ul>{links}</ul></div>")
    assert "story" not in document.text


def test_a_table_that_leads_the_article_is_kept() -> None:
    table = "<table><tr><th>Boats</th><td>5</td></tr><tr><th>Crew</th><td>20</td></tr></table>"
    html = "".join(f"<p>{line}</p>" for line in LINES)
    page = read_page(
        f"<body><h1>Boats of the watch</h1><div>{table}{html}</div></body>", url="https://veld.example/b"
    )
    assert "Boats\t5" in page.document.text


def test_a_picture_that_only_its_sources_name_is_the_first_of_them() -> None:
    picture = (
        "<picture><source srcset='/quay-400.webp 400w, /quay-900.webp 900w'><source srcset='/quay.jpg'>"
        "<img src='data:image/gif;base64,R0lGOD' alt='The quay'></picture>"
    )
    (figure,) = read_html(f"<p>Fog.</p>{picture}", base_url="https://quay.example/").figures
    assert (figure.url, figure.alt) == ("https://quay.example/quay-900.webp", "The quay")


STORY = "".join(
    f"<p>The ferry number {n} came back at noon, and nobody on the quay was surprised.</p>" for n in range(9)
)


@pytest.mark.parametrize(
    ("image", "body", "urls"),
    [
        ("/i/fog-over-quay.jpg", STORY, ["/i/fog-over-quay.jpg"]),
        (
            "/i/fog-1200x630.jpg",
            f"{STORY}<p><img src='/i/fog-300x200.jpg'>Last words of it all.</p>",
            ["/i/fog-300x200.jpg"],
        ),
        ("/i/fog.jpg", f"<img src='/i/other.jpg'>{STORY}", ["/i/other.jpg"]),
        ("/i/site-logo.png", STORY, []),
        ("javascript:alert(1)", STORY, []),
    ],
    ids=["alone", "same in another size", "another leads", "of the site", "no address"],
)
def test_the_picture_that_a_page_shows_to_others_leads_its_article(
    image: str, body: str, urls: list[str]
) -> None:
    page = f"<head><meta property='og:image' content='{image}'></head><body><article>{body}</article></body>"
    document = read_any(page, "page", base_url="https://quay.example/1", title="Fog over the quay")
    assert [figure.url for figure in document.figures] == [f"https://quay.example{url}" for url in urls]
