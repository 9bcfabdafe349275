"""Speakers and ends that the marks tell where the parse goes astray; work that stays in proportion."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.insight.marks import Stretch
from tui_reader.insight.masking import FILLER, mask
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document


def said(reader: Analyser, text: str) -> list[tuple[str, str]]:
    """The quotations of a text, each with its speaker as written."""
    found = reader.analyse(plain_document(text)).quotes
    return [("".join(text[s:e] for s, e in quote.spans), quote.mention) for quote in found]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Ann Lee told the council that the pier was lost: "Lost for good," she claimed.', "she"),
        ('When the sea rises, Mr. Hale added, "there will be no pier left at all."', "Mr. Hale"),
        ('"Can it be saved at all?" said Leeds-based harbour engineer Ann Lee.', "Ann Lee"),
        ("Ann Lee – whose books were made public ― boasted, “That makes me rich.”", "Ann Lee"),
    ],
)
def test_who_stands_beside_the_marks_speaks(reader: Analyser, text: str, speaker: str) -> None:
    assert any(mention.endswith(speaker) for content, mention in said(reader, text) if content[0] in '"“')


@pytest.mark.parametrize(("after", "stop"), [(" He answered at once.", "?"), (" Ann Lee asked.", ",")])
def test_a_question_ends_its_sentence_before_a_pronoun(after: str, stop: str) -> None:
    text = '"Would you do it again?"' + after
    stretch = Stretch(0, 24, Span(1, 23), 0)
    assert mask(text, Span(0, len(text)), [(0, stretch, "speech")]).text.startswith(f'"{FILLER}{stop}"')


def test_a_content_that_enters_marks_goes_on_to_their_end(reader: Analyser) -> None:
    text = 'Johnnie Vail said he had fought "for the pier, knowing that back home we had no pier at all."'
    assert [content[-16:] for content, _ in said(reader, text)] == ['no pier at all."']


def test_a_letter_that_says_something_speaks_for_whoever_sends_it(reader: Analyser) -> None:
    text = "Ann Lee released a statement that says the pier is lost."
    assert said(reader, text) == [("the pier is lost", "Ann Lee")]


def test_a_sentence_without_end_is_read_in_one_way_only(reader: Analyser) -> None:
    page = plain_document("he said that " * 300)
    assert [len(cue) for cue in reader.readings(page) if len(cue) > 9] == []


@pytest.mark.parametrize(
    "text",
    [
        "Veltrano is ready to sign a pledge as it tries to counter suggestions that its cranes can listen.",
        "The council wants to dispel fears that the pier will sink.",
    ],
)
def test_what_somebody_sets_out_to_oppose_is_no_quotation(reader: Analyser, text: str) -> None:
    assert said(reader, text) == []
