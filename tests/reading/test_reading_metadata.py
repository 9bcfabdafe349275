"""When a page was published and where: its address and its own word go before a search of its text."""

from __future__ import annotations

import pytest

from tui_reader.reading import metadata
from tui_reader.reading.page import read_page

TEXT = "".join(
    f"<p>Part {number}: the harbour board of Veldmouth put off its vote on four new cranes on Tuesday"
    " evening, its clerk said after the meeting.</p>"
    for number in range(8)
)


def page(head: str = "", body: str = "") -> bytes:
    return (
        f"<html><head><title>Cranes wait for autumn</title>{head}</head>"
        f"<body><article><h1>Cranes wait for autumn</h1>{body}{TEXT}</article></body></html>"
    ).encode()


def test_the_day_in_an_address_is_the_place_s_and_goes_before_a_moment_in_utc() -> None:
    head = '<meta property="article:published_time" content="2031-06-03T01:10:00Z">'
    assert read_page(page(head), url="https://veld.example/2031/06/02/cranes/").day == "2031-06-02"


def test_a_page_that_states_no_day_is_searched_for_one() -> None:
    body = '<p class="date">Published on 2 June 2021</p>'
    assert read_page(page(body=body), url="https://veld.example/cranes").day == "2021-06-02"


@pytest.mark.parametrize("times", [0, 1])
def test_the_search_for_a_day_is_left_out_when_nobody_wants_it(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def search(_root: object, url: str) -> str:
        asked.append(url)
        return ""

    monkeypatch.setattr(metadata, "guessed_day", search)
    read_page(page(), url="https://veld.example/cranes", dated=bool(times))
    assert len(asked) == times


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="publisher" content="Veldmouth Courier">',
        '<meta name="application-name" content="Veldmouth Courier">',
        '<meta name="twitter:site" content="@Veldmouth Courier">',
    ],
)
def test_a_page_without_open_graph_still_names_its_site(head: str) -> None:
    assert read_page(page(head)).site == "Veldmouth Courier"


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ("<meta name=author content='Veldmouth'>", "", ()),
        ("<meta name=author content='veldmouth'>", "<p>By Ruta Alvsen</p>", ("Ruta Alvsen",)),
        ("<meta name=author content='ruta-webteam'>", "", ()),
        ("<meta name=author content='Ruta Alvsen'>", "<p>By Per Quist</p>", ("Ruta Alvsen",)),
        (
            "",
            "<div>Written by</div><div>Ruta Alvsen</div><div>Ruta has sailed since she was nine.</div>",
            ("Ruta Alvsen",),
        ),
        ("", "<p class=byline>By Veldmouth</p><p class=byline>By Ruta Alvsen</p>", ("Ruta Alvsen",)),
        ("", "<p class=byline>By Veldmouth</p><p class=byline>By Company Size</p>", ()),
    ],
    ids=[
        "the site",
        "the site beside a person",
        "an account",
        "stated",
        "beside its label",
        "second line",
        "no name",
    ],
)
def test_the_author_is_a_person_that_the_page_names_and_never_the_site(
    head: str, body: str, authors: tuple[str, ...]
) -> None:
    assert read_page(page(head, body), url="https://news.veldmouth.co.uk/cranes").authors == authors


def test_a_site_that_bears_the_name_of_its_author_is_the_last_resort() -> None:
    head = "<meta name=author content='Ruta Alvsen'>"
    assert read_page(page(head), url="https://rutaalvsen.com/cranes").authors == ("Ruta Alvsen",)
