"""The washing of untrusted text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.text import clean_line, clean_markup_line, clean_text, clean_url, cut

NASTY = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("<>&;#ab/ lt\"'=\u0301\u0344\u1100\u1161\u202e\x1b\x9d\u200d\ufe0f\r\n"),
    ),
    max_size=60,
)
CHUNKS = st.lists(
    st.sampled_from(
        ["&amp;", "&lt;", "b>", "<", "</b>", "&#38;", "lt;", "&", "#60;", " ", "<!--", "-->", "i", "\u200e"]
    ),
    max_size=20,
).map("".join)


@given(NASTY)
def test_text_washed_twice_is_text_washed_once(value: str) -> None:
    assert clean_text(clean_text(value)) == clean_text(value)


@given(st.one_of(NASTY, CHUNKS), st.integers(1, 40))
def test_lines_washed_twice_are_lines_washed_once(value: str, limit: int) -> None:
    line, markup = clean_line(value, limit), clean_markup_line(value, limit)
    assert clean_line(line, limit) == line
    assert clean_markup_line(markup, limit) == markup
    assert max(len(line), len(markup)) <= limit


@given(st.one_of(NASTY, NASTY.map("https://example.org/".__add__)))
def test_addresses_washed_twice_are_addresses_washed_once(value: str) -> None:
    assert clean_url(clean_url(value)) == clean_url(value)


@given(NASTY)
def test_no_control_character_survives(value: str) -> None:
    left = {unicodedata.category(c) for c in clean_text(value) if c not in "\n\t"}
    assert not left & {"Cc", "Cs"}
    assert not set(clean_text(value)) & set("\u202e\u2066\u200f\ufeff\u00ad")


def test_terminal_sequences_lose_their_escape() -> None:
    assert clean_text("A\x1b]52;c;x\x07B\x9b31mC") == "A]52;c;xB31mC"


def test_every_kind_of_line_break_becomes_a_newline() -> None:
    assert clean_text("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


def test_joiners_of_emoji_and_scripts_stay() -> None:
    assert clean_text("👩\u200d🚀 می\u200cخواهم") == "👩\u200d🚀 می\u200cخواهم"


def test_text_is_composed() -> None:
    assert clean_text("cafe\u0301") == "café"


def test_piled_up_marks_are_cut() -> None:
    assert len(clean_text("z" + "\u0336" * 500)) == 9


@pytest.mark.parametrize(
    "title", ["a < b", "AT&T", "List<String> in Java", "i<b and b>c", "x <y> z", "R&D & more"]
)
def test_titles_that_only_look_like_markup_stay(title: str) -> None:
    assert clean_markup_line(title) == title


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<b>Bold</b> move", "Bold move"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("&lt;em&gt;Late&lt;/em&gt; edition", "Late edition"),
        ("one<br/>two", "one two"),
        ('<a href="https://example.org/?a=b">link</a>', "link"),
        ("caf&eacute; &#8212; bar", "café — bar"),
        ("a<!-- hidden -->b", "ab"),
    ],
)
def test_tags_and_references_are_taken_out_of_titles(markup: str, line: str) -> None:
    assert clean_markup_line(markup) == line


@pytest.mark.parametrize(
    "hostile",
    [
        "&" + "amp;" * 100_000,
        "<" * 50_000 + "b>" * 50_000,
        "<b " + "a=b " * 100_000,
        "<!--" * 100_000,
        "&lt" * 200_000,
    ],
)
def test_a_title_is_washed_in_bounded_time(hostile: str) -> None:
    started = time.process_time()
    clean_markup_line(hostile)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--help",
        "//example.org",
        "https://",
        "https://e.org/" + "a" * 3000,
        "",
    ],
)
def test_what_is_no_web_address_is_empty(address: str) -> None:
    assert clean_url(address) == ""


def test_blanks_in_addresses_are_mended() -> None:
    assert clean_url(" https://example.org/a b\n") == "https://example.org/a%20b"


def test_cutting_leaves_clusters_whole() -> None:
    assert cut("abcde\u0301fgh", 6) == "abcd…"
    assert cut("short", 10) == "short"
