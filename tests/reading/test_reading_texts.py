"""Markdown, plain text, bytes, languages, and the one door for all of them."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import ReadingError
from tui_reader.model.article import Media
from tui_reader.model.document import Document
from tui_reader.reading.language import guess_language
from tui_reader.reading.markdown import read_markdown
from tui_reader.reading.plain import read_plain
from tui_reader.reading.read import read

PROSE = "The harbour board met on Tuesday and put off its vote on the new cranes until the autumn, they said."
ANY_TEXT = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from("#*->`|[]()!_ \n\t=1.<p/&;")), max_size=80
)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.of(block)) for block in document.blocks]


@given(
    ANY_TEXT,
    st.sampled_from([media for media in get_args(Media) if media != "page"]),
    st.sampled_from(["", "a"]),
)
@settings(max_examples=300)
def test_any_text_of_any_kind_is_a_washed_document_or_a_reading_error(
    text: str, media: Media, title: str
) -> None:
    try:
        document = read(text, media, base_url="https://example.org/", title=title)
    except ReadingError:
        return
    assert document.problem() == ""
    assert not {unicodedata.category(c) for c in document.text if c not in "\n\t"} & {"Cc", "Cs"}


@pytest.mark.parametrize("media", get_args(Media))
def test_nothing_at_all_is_a_reading_error(media: Media) -> None:
    with pytest.raises(ReadingError):
        read(" \n\t ", media)


def test_credits_and_footers_are_marked_in_fragments() -> None:
    source = f"<p>By Ruta Alvsen</p><p>{PROSE}</p><p>The post Cranes appeared first on Harbour News.</p>"
    assert [block.kind for block in read(source, "html").blocks] == ["credit", "paragraph", "furniture"]


def test_a_doubled_title_in_a_fragment_is_furniture() -> None:
    document = read(f"<h1>Cranes wait</h1><p>Cranes wait</p><p>{PROSE}</p>", "html", title="Cranes wait")
    assert [block.kind for block in document.blocks] == ["heading", "furniture", "paragraph"]


def test_the_language_is_guessed_unless_it_is_known() -> None:
    assert read(f"<p>{PROSE}</p>", "html").lang == "en"
    assert read(f"<p>{PROSE}</p>", "html", lang="de-CH").lang == "de"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", PROSE),
        (
            "fr",
            "Le conseil du port a reporté le vote sur les nouvelles grues, ont-ils dit.",
        ),
        (
            "de",
            "Der Hafenrat hat die Abstimmung über die Kräne auf den Herbst verschoben, sagten die drei.",
        ),
        (
            "es",
            "El consejo del puerto aplazó hasta el otoño la votación sobre las nuevas grúas, según los tres.",
        ),
        (
            "it",
            "Il consiglio del porto ha rinviato il voto sulle nuove gru, che non sono nella giunta.",
        ),
        (
            "nl",
            "De raad heeft de stemming over de kranen uitgesteld tot in het najaar, zei een van de leden.",
        ),
        (
            "pt",
            "O conselho do porto adiou para o outono a votação sobre os novos guindastes, disse um dos três.",
        ),
        ("", "Kowalczyk Nowak 12 34 foo bar baz qux"),
        ("", "too short"),
    ],
)
def test_languages_are_told_apart(lang: str, text: str) -> None:
    assert guess_language(text) == lang


def test_markdown_keeps_its_structure() -> None:
    source = "# Top\n\nText *with* [link](/a)\n\n"
    source += "1. one\n   - deep\n\n> said\n\n```sh\nls  -l\n```\n\n|a|b|\n|-|-|\n|1|2|\n"
    document = read_markdown(source, base_url="https://example.org/")
    assert kinds(document) == [
        ("heading", "Top"),
        ("paragraph", "Text with link"),
        ("item", "one"),
        ("item", "deep"),
        ("quote", "said"),
        ("code", "ls  -l"),
        ("table", "a\tb\n1\t2"),
    ]
    assert document.links[0].url == "https://example.org/a"
    assert document.title == "Top"


def test_front_matter_gives_title_authors_and_language() -> None:
    document = read_markdown(
        '---\ntitle: "Cranes: a story"\nauthor: [Ruta Alvsen, Per Quist]\nlang: en-GB\n---\nBody.\n'
    )
    assert (document.title, document.authors, document.lang) == (
        "Cranes: a story",
        ("Ruta Alvsen", "Per Quist"),
        "en",
    )
    assert document.text == "Body."


def test_rules_at_the_top_of_markdown_are_no_front_matter() -> None:
    assert "One" in read_markdown("---\n\nOne\n\n---\n\nTwo").text


def test_raw_html_in_markdown_goes_through_the_walk() -> None:
    document = read_markdown("Seen <script>alert(1)</script> <sub>2</sub>")
    assert "alert" not in document.text
    assert document.styles[0].kind == "sub"


def test_wrapped_text_is_joined() -> None:
    source = textwrap.fill(f"{PROSE} {PROSE} {PROSE}", 70) + "\n\n" + textwrap.fill(f"{PROSE} {PROSE}", 70)
    assert [text for _, text in kinds(read_plain(source))] == [f"{PROSE} {PROSE} {PROSE}", f"{PROSE} {PROSE}"]


def test_underlined_titles_bullets_and_rules_are_understood() -> None:
    source = f"Cranes\n======\n\n{PROSE}\n\nLists\n-----\n* first\n* second\n3) third\n\n-----\n\n> {PROSE}"
    assert kinds(read_plain(source)) == [
        ("heading", "Cranes"),
        ("paragraph", PROSE),
        ("heading", "Lists"),
        ("item", "first"),
        ("item", "second"),
        ("item", "third"),
        ("rule", ""),
        ("quote", PROSE),
    ]


def test_a_known_title_is_the_heading() -> None:
    document = read_plain(f"Cranes wait\n\n{PROSE}", title="Cranes wait")
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]
