"""Emoji that terminals draw differently: one sign each, everything behind it in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_reader.model.document import Block, Document, Link
from tui_reader.ui.emoji import unjoined
from tui_reader.ui.format import pad
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_layers import Layers
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead, Page
from tui_reader.ui.widgets.page_paint import Look, offset_at, paint, pieces

LOOK = Look(styles(NIGHT))
WORDS = st.lists(
    st.sampled_from(
        ["Ada", "👨‍👩‍👧‍👦", "❤️", "👋🏽", "👩🏽‍🎨", "港", "1️⃣", "می‌خواهیم", "é", "🇬🇧", "⚓️", "a👍🏿b", "🏽"]
    ),
    min_size=1,
    max_size=12,
)


def laid(text: str, width: int = 24) -> Page:
    return lay_out(Document(text, (Block(0, len(text), "paragraph"),)), Masthead(""), width, width)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨‍👩‍👧‍👦 family", "👨 family"),
        ("👩🏽‍🎨", "👩"),
        ("I ❤️ it", "I ❤ it"),
        ("1️⃣ first", "1 first"),
        ("👋🏽👋🏿", "👋👋"),
        ("می‌خواهیم", "می‌خواهیم"),
        ("क्‍ष", "क्‍ष"),
        ("🏽", "🏽"),
        ("🇬🇧🤝🇳🇴", "🇬🇧🤝🇳🇴"),
        ("plain", "plain"),
    ],
)
def test_an_emoji_is_its_first_sign_and_letters_stay_joined(text: str, shown: str) -> None:
    assert unjoined(text) == shown


@given(WORDS)
def test_what_is_unjoined_stays_so(words: list[str]) -> None:
    once = unjoined(" ".join(words))
    assert unjoined(once) == once


@given(WORDS, st.integers(8, 40))
def test_a_line_is_never_wider_than_the_column(words: list[str], width: int) -> None:
    page = laid(" ".join(words), width)
    for line in page.lines:
        text = "".join(piece.text for piece in pieces(page, line, LOOK.palette))
        assert text == unjoined(text)
        assert cell_len(text) <= page.left + page.measure


@given(WORDS)
def test_every_character_that_is_seen_leads_to_its_place(words: list[str]) -> None:
    page = laid(" ".join(words))
    for line in page.lines:
        column = 0
        for piece in pieces(page, line, LOOK.palette):
            for at, sign in enumerate(piece.text):
                offset = offset_at(page, line, column + at, LOOK, exact=True)
                if piece.start >= 0:
                    assert offset is not None
                    assert page.document.text[offset] == sign
            column += len(piece.text)


def test_a_mark_over_an_emoji_and_behind_it_covers_what_it_should() -> None:
    text = "See 👨‍👩‍👧‍👦 the port ❤️ now"
    start = text.index("the port")
    document = Document(
        text, (Block(0, len(text), "paragraph"),), (Link(start, start + 8, "https://port.example/"),)
    )
    layers = Layers()
    layers.take(document)
    page = lay_out(document, Masthead(""), 60, 60)
    look = Look(styles(NIGHT), links=document.links)
    row = [one for line in page.lines for one in paint(page, line, layers.marks, look)]
    assert [one.text for one in row if one.style and one.style.link] == ["the port"]
    assert "".join(one.text for one in row).strip() == "See 👨 the port ❤ now"


def test_columns_stand_below_each_other_behind_emoji() -> None:
    text = "Name\tHeight\n❤️ Ada\t62\n👩🏽‍🎨 Olaf\t58"
    page = lay_out(Document(text, (Block(0, len(text), "table"),)), Masthead(""), 60, 60)
    rows = ["".join(one.text for one in pieces(page, line, LOOK.palette)) for line in page.lines]
    assert len({cell_len(row.rstrip()) for row in rows if row.strip()}) == 1


def test_a_column_of_a_list_is_as_wide_with_emoji() -> None:
    assert cell_len(pad("I ❤️ it 👨‍👩‍👧‍👦", 20)) == 20
