"""Quotation marks: which belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.insight.marks import stretches
from tui_reader.model.lines import paragraphs


def marked(text: str) -> list[str]:
    return [text[each.start : each.end] for each in stretches(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We go," she said. "Now."', ['"We go,"', '"Now."']),
        ("“We go,” she said. “Now.”", ["“We go,”", "“Now.”"]),
        ("``We go,'' she said. ''Now.''", ["``We go,''", "''Now.''"]),
        ("„Wir gehen“, sagte sie. »Jetzt.«", ["„Wir gehen“", "»Jetzt.«"]),
        ("« Nous partons », dit-elle. «Oui»", ["« Nous partons »", "«Oui»"]),
        ("「行きます」と彼女は言った。", ["「行きます」"]),
        ("'We can't go,' she said, 'and won't.'", ["'We can't go,'", "'and won't.'"]),
        ("‘We can’t go,’ she said.", ["‘We can’t go,’"]),
        ("”We go” she said.", ["”We go”"]),
    ],
)
def test_each_style_is_paired(text: str, found: list[str]) -> None:
    assert marked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The workers' hall isn't the mayor's.",
        "Back in the '90s they didn't.",
        "He is 6'2\" tall.",
        "Rock 'n' roll",
    ],
)
def test_apostrophes_and_inches_are_no_quotation(text: str) -> None:
    assert marked(text) == []


def test_a_possessive_does_not_end_a_british_quotation() -> None:
    assert marked("'It is the crews' own boat,' he said.") == ["'It is the crews' own boat,'"]


def test_only_the_outer_quotation_is_reported() -> None:
    assert marked("“She said ‘no’ and “never” again,” he said.") == ["“She said ‘no’ and “never” again,”"]


def test_nested_doubled_singles_close_with_the_outer_mark() -> None:
    assert marked("''They said, 'Stand in line,''' she recalled.") == ["''They said, 'Stand in line,'''"]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    text = '"We go and never come back.\n\nNothing more.'
    (found,) = stretches(text, paragraphs(text))
    assert (text[found.start : found.end], found.closed) == ('"We go and never come back.', False)


def test_a_reopened_paragraph_continues_the_one_left_open() -> None:
    text = "“First part.\n\n“Second part,” she said."
    first, second = stretches(text, paragraphs(text))
    assert (first.continues, second.continues) == (False, True)


def test_a_closed_paragraph_is_not_continued() -> None:
    text = "“First part.”\n\n“Second part,” she said."
    assert [each.continues for each in stretches(text, paragraphs(text))] == [False, False]


@given(st.text(alphabet="ab .,\n\"'“”‘’„«»`-", max_size=60))
def test_stretches_never_overlap_and_stay_inside(text: str) -> None:
    last = 0
    for each in stretches(text, paragraphs(text)):
        assert last <= each.start <= each.inner.start < each.inner.end <= each.end <= len(text)
        last = each.end
