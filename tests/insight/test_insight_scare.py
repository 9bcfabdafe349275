"""Scare quotes, titles and fragments against utterances."""

from __future__ import annotations

import pytest

from tui_reader.insight.marks import Stretch, stretches
from tui_reader.insight.scare import Marked, judge
from tui_reader.model.lines import paragraphs


def judged(text: str) -> list[Marked]:
    spans = paragraphs(text)
    earlier: list[tuple[Stretch, Marked]] = []
    for each in stretches(text, spans):
        earlier.append((each, judge(text, spans[each.paragraph], each, earlier)))
    return [kind for _, kind in earlier]


@pytest.mark.parametrize(
    "text",
    [
        '"We will rebuild the pier," she said.',
        'She said: "We will rebuild the pier."',
        '"No taps, no tricks", said Moura.',
        'She replied, "we had no choice."',
        '"Why?" she asked.',
    ],
)
def test_what_stands_for_a_sentence_is_speech(text: str) -> None:
    assert judged(text) == ["speech"]


def test_the_second_half_of_a_split_sentence_is_speech() -> None:
    assert judged('"The pier," she said, "will be rebuilt next year."') == ["speech", "speech"]


@pytest.mark.parametrize(
    "text",
    [
        'She called the plan "a ruinous piece of vanity" on Monday.',
        'The mayor said it was "resolutely opposed" to it.',
    ],
)
def test_a_part_of_the_sentence_is_a_fragment(text: str) -> None:
    assert judged(text) == ["fragment"]


@pytest.mark.parametrize(
    "text",
    [
        'He sang in the film "Harbour of Glass" last year.',
        'The so-called "silent cranes" stood still.',
        'It is known as "the long wait" here.',
        'They were dubbed "the night shift" by all.',
    ],
)
def test_titles_and_so_called_words_are_scare_quotes(text: str) -> None:
    assert judged(text) == ["scare"]
