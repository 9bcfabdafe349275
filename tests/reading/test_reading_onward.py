"""Where an article goes on: the next page of it, and never another article."""

from __future__ import annotations

import json

import pytest

from tui_reader.reading.api import article_from_json, machine_copy, next_page

HERE = "https://veld.example/2024/cranes"


def linked(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>The board put off its vote.</p>{body}</body></html>"


@pytest.mark.parametrize(
    ("here", "href", "words"),
    [
        (HERE, "/2024/cranes/2", "2"),
        (HERE + "/", "/2024/cranes/2/", "Next page"),
        (HERE, "/2024/cranes?page=2", "»"),
        (HERE + "?ref=9", "/2024/cranes?ref=9&page=2", "Next »"),
        (HERE + "?page=2", "/2024/cranes?page=3", "Weiter"),
        (HERE + ".html", "/2024/cranes-2.html", "Seite 2"),
        (HERE + "/page/2/", "/2024/cranes/page/3/", "Página siguiente"),
        (HERE + ",1.html", "cranes,2.html", "Page suivante"),
        ("https://www.veld.example/2024/cranes", HERE + "/2", "Next"),
    ],
)
def test_the_next_number_of_the_same_address_is_the_next_page(here: str, href: str, words: str) -> None:
    found = next_page(linked(f"<a href='{href}'>{words}</a>"), here)
    assert found
    assert found.rpartition("/2024/")[2] == href.rpartition("/")[2] or found.endswith(href)


def test_a_page_may_name_its_next_one_without_words() -> None:
    head = "<link rel=next href='https://veld.example/2024/cranes/2/'>"
    assert next_page(linked("", head), HERE + "/") == "https://veld.example/2024/cranes/2/"


@pytest.mark.parametrize(
    "link",
    [
        "<a rel=next href='/2024/another-story'>Next</a>",
        "<a rel=next href='https://other.example/2024/cranes/2'>Next</a>",
        "<a href='/2024/cranes/3'>3</a>",
        "<a href='/2024/cranes/2'>Two of the cranes will go to the eastern quay</a>",
        "<a href='/2024/cranes/2'>3</a>",
        "<a href='/2024/cranes/comment-page-2/'>2</a>",
        "<a href='http://veld.example/2024/cranes/2'>2</a>",
        "<a href='#2'>2</a>",
        "<a href='//[broken'>2</a>",
    ],
)
def test_other_articles_sites_and_comments_are_no_next_page(link: str) -> None:
    assert next_page(linked(link), HERE) is None


def test_a_number_that_names_an_article_is_no_page_number() -> None:
    assert next_page(linked("<a rel=next href='/story/42'>Next</a>"), "https://veld.example/story/41") is None


def test_the_last_page_has_no_next() -> None:
    links = "<a href='/2024/cranes'>1</a> <a href='/2024/cranes/2'>2</a>"
    assert next_page(linked(links), HERE + "/2") is None


def test_what_is_no_page_has_no_next_one() -> None:
    assert next_page(b"", HERE) is None
    assert next_page(linked("<a href='/2'>2</a>"), "file:///tmp/x") is None


def test_a_copy_for_programs_is_found_where_the_page_names_it() -> None:
    address = "https://veld.example/wp-json/wp/v2/posts/17"
    head = f"<link rel=alternate type='application/json' href='{address}'>"
    assert machine_copy(linked("", head), HERE) == address


def test_a_copy_for_programs_is_found_by_the_interface_and_the_number_of_the_post() -> None:
    page = (
        "<html><head><link rel='https://api.w.org/' href='https://veld.example/wp-json/'></head>"
        "<body class='single postid-17 dark'><p>The board.</p></body></html>"
    )
    assert machine_copy(page, HERE) == "https://veld.example/wp-json/wp/v2/posts/17"


def test_the_number_of_a_post_may_stand_in_its_short_address() -> None:
    head = (
        "<link rel='https://api.w.org/' href='https://veld.example/wp-json/'>"
        "<link rel=shortlink href='https://veld.example/?p=17'>"
    )
    assert machine_copy(linked("", head), HERE) == "https://veld.example/wp-json/wp/v2/posts/17"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<link rel=alternate type='application/json' href='https://other.example/wp-json/wp/v2/posts/17'>",
        "<link rel=alternate type='application/json+oembed' href='/wp-json/oembed/1.0/embed?url=x'>",
        "<link rel=alternate type='application/json' href='/feed.json'>",
        "<link rel='https://api.w.org/' href='https://other.example/wp-json/'>",
    ],
)
def test_no_copy_is_made_up(head: str) -> None:
    assert machine_copy(linked("", head), HERE) is None


def post(**fields: object) -> bytes:
    shown = {
        "title": {"rendered": "Harbour &amp; cranes"},
        "content": {"rendered": "<p>The board <a href='/b'>put off</a> its vote.</p>", "protected": False},
        "date": "2024-05-01T23:30:00",
        "date_gmt": "2024-05-02T01:30:00",
        "_embedded": {"author": [{"name": "Ada Quay"}]},
    }
    return json.dumps(shown | fields).encode()


def test_an_article_comes_out_of_its_copy_with_what_is_known_of_it() -> None:
    page = article_from_json(post(), HERE)
    assert page is not None
    assert page.document.text == "The board put off its vote."
    assert page.document.links[0].url == "https://veld.example/b"
    assert (page.title, page.authors) == ("Harbour & cranes", ("Ada Quay",))
    assert (page.day, page.published) == ("2024-05-01", 1714613400)


def test_a_list_of_one_post_is_that_post() -> None:
    assert article_from_json(b"[" + post() + b"]", HERE) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"[]",
        b"[" * 100_000,
        b'{"content": 5}',
        b'{"content": {"rendered": ["x"]}}',
        post(content={"rendered": "", "protected": True}),
        post(content={"rendered": "<p>Password:</p>", "protected": True}),
    ],
)
def test_answers_without_an_article_give_none(data: bytes) -> None:
    assert article_from_json(data, HERE) is None


def test_control_characters_of_a_copy_are_washed() -> None:
    page = article_from_json(post(title={"rendered": "a\u001b[2Jb"}, date="\u001b", date_gmt=7), HERE)
    assert page is not None
    assert (page.title, page.day, page.published) == ("a[2Jb", "", None)
