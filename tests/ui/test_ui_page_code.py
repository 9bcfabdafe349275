"""Code on the page: what is bold, dim and slanted in it; figures above and below the line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.segment import Segment

from tests.ui.test_ui_page_reader import opened, reading
from tui_reader.model.document import Block, Document, Style
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_code import LONGEST, has_code, tokens
from tui_reader.ui.widgets.page_layers import Layers
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead
from tui_reader.ui.widgets.page_marks import MarkKind
from tui_reader.ui.widgets.page_paint import Look, paint

PALETTE = styles(NIGHT)
CODE = "def tide(hour):  # metres\n    return 'é high'"


def coded(code: str = CODE, language: str = "python") -> Document:
    before = "Some words."
    start = len(before) + 2
    blocks = (
        Block(0, len(before), "paragraph"),
        Block(start, start + len(code), "code", marker=language),
    )
    return Document(f"{before}\n\n{code}", blocks)


def marked(document: Document) -> list[tuple[MarkKind, str]]:
    return [(mark.kind, document.text[mark.start : mark.end]) for mark in tokens(document)]


def painted(document: Document, width: int = 60) -> list[Segment]:
    layers = Layers()
    layers.take(document)
    layers.lex(tokens(document))
    page = lay_out(document, Masthead(""), width, width)
    look = Look(PALETTE)
    return [segment for line in page.lines for segment in paint(page, line, layers.marks, look)]


def test_keywords_comments_and_strings_are_found_where_they_stand() -> None:
    assert marked(coded()) == [
        (MarkKind.KEYWORD, "def"),
        (MarkKind.COMMENT, "# metres"),
        (MarkKind.KEYWORD, "return"),
        (MarkKind.STRING, "'"),
        (MarkKind.STRING, "é high"),
        (MarkKind.STRING, "'"),
    ]


@pytest.mark.parametrize("language", ["", "no-such-language", "../../etc/passwd", "x" * 5000])
def test_a_language_that_nobody_knows_marks_nothing(language: str) -> None:
    assert marked(coded(language=language)) == []


@pytest.mark.parametrize(
    ("language", "code", "keyword"),
    [
        ("JavaScript", "const x = 1", "const"),
        ("sh", "if true; then :; fi", "if"),
        ("c++", "return 0;", "return"),
        ("html", "<em>x</em>", "em"),
    ],
)
def test_languages_go_by_the_names_that_pages_use(language: str, code: str, keyword: str) -> None:
    assert (MarkKind.KEYWORD, keyword) in [(kind, words) for kind, words in marked(coded(code, language))]


def test_a_prompt_is_as_quiet_as_a_comment() -> None:
    assert (MarkKind.COMMENT, "$ ") in marked(coded("$ ls -l\nfile", "console"))


def test_very_long_code_is_left_as_it_is() -> None:
    assert marked(coded("return " * (LONGEST // 7 + 1))) == []


def test_there_is_nothing_to_read_without_a_language() -> None:
    assert not has_code(coded(language=""))
    assert has_code(coded())


def test_weights_tell_them_apart_and_no_hue_does() -> None:
    looks = {segment.text: segment.style for segment in painted(coded())}
    bold, dim, plain = looks["def"], looks["# metres"], looks[" tide(hour):  "]
    assert bold is not None
    assert bold.bold
    assert dim is not None
    assert dim.color == PALETTE.muted.color
    assert plain is not None
    assert bold.color == plain.color == PALETTE.code.color
    assert bold.bgcolor == dim.bgcolor == PALETTE.code.bgcolor


def test_a_line_that_is_cut_keeps_the_weights_of_what_is_left() -> None:
    segments = painted(coded("return somewhere(very, far, away)"), width=20)
    (cut,) = [segment for segment in segments if segment.text == "…"]
    (keyword,) = [segment for segment in segments if segment.text == "return"]
    assert cut.style is not None
    assert not cut.style.bold
    assert keyword.style is not None
    assert keyword.style.bold


async def test_the_page_of_an_article_gets_its_weights_beside_the_keys() -> None:
    article = replace(opened(), document=coded(), quotes=(), entities=())
    async with reading(article) as (pilot, desk):
        for _ in range(200):
            if desk.pane._layers.tokens:
                break
            await pilot.pause(0.02)
        strip = next(one for y in range(10) if "def tide" in (one := desk.pane.render_line(y)).text)
        assert any(segment.style and segment.style.bold and "def" in segment.text for segment in strip)


@pytest.mark.parametrize(
    ("text", "style", "shown"),
    [
        ("10 m2", Style(4, 5, "sup"), "10 m²"),
        ("H2O", Style(1, 2, "sub"), "H₂O"),
        ("stopped[12]", Style(7, 11, "sup"), "stopped⁽¹²⁾"),
        ("the 5th", Style(5, 7, "sup"), "the 5th"),
    ],
)
def test_figures_stand_above_and_below_the_line_where_there_are_such(
    text: str, style: Style, shown: str
) -> None:
    document = Document(text, (Block(0, len(text), "paragraph"),), styles=(style,))
    assert shown in "".join(segment.text for segment in painted(document))
