"""Quotations found with the model: content, kind, cue and speaker as written."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import WEAK_QUOTE, Quote
from tui_reader.model.lines import plain_document


def quotes(reader: Analyser, text: str) -> list[tuple[str, str, str]]:
    found = reader.analyse(plain_document(text)).quotes
    return [("".join(text[s:e] for s, e in quote.spans), quote.mention, quote.kind) for quote in found]


def only(reader: Analyser, text: str) -> Quote:
    (quote,) = reader.analyse(plain_document(text)).quotes
    return quote


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ('"The pier is lost," Ann Lee said.', '"The pier is lost,"', "Ann Lee"),
        ('"The pier is lost," said Ann Lee, a lawyer from Leeds.', '"The pier is lost,"', "Ann Lee"),
        ('Ann Lee told reporters on Monday: "The pier is lost."', '"The pier is lost."', "Ann Lee"),
        ('"Who pays for it?" Ann Lee asked.', '"Who pays for it?"', "Ann Lee"),
        ('As Ann Lee put it, "The pier is lost."', '"The pier is lost."', "Ann Lee"),
        ('"No taps, no tricks", said Moura.', '"No taps, no tricks"', "Moura"),
    ],
)
def test_direct_speech_has_its_speaker(reader: Analyser, text: str, content: str, speaker: str) -> None:
    assert quotes(reader, text) == [(content, speaker, "direct")]


def test_who_is_called_on_to_do_something_belongs_to_the_call(reader: Analyser) -> None:
    quote = quotes(reader, "The council called on the owners to rebuild the pier.")
    assert quote == [("the owners to rebuild the pier", "The council", "indirect")]


def test_an_abbreviated_title_ends_no_sentence(reader: Analyser) -> None:
    quote = only(
        reader, 'Ann Lee said in a note on Monday that the pier was "a gift of Mr. Quill and his sons".'
    )
    assert quote.mention == "Ann Lee"


def test_an_utterance_split_by_its_attribution_is_one_quote(reader: Analyser) -> None:
    quote = only(reader, '"The pier," Ann Lee said, "will be rebuilt next year."')
    assert len(quote.spans) == 2


def test_a_follow_on_has_the_speaker_of_the_one_before(reader: Analyser) -> None:
    found = quotes(reader, '"The pier is lost," Ann Lee said. "We shall build another one."')
    assert [speaker for _, speaker, _ in found] == ["Ann Lee", "Ann Lee"]


def test_paragraphs_left_open_are_one_quote(reader: Analyser) -> None:
    text = 'Ann Lee said: "The pier is lost.\n\n"We shall build another one."'
    quote = only(reader, text)
    assert [text[s:e] for s, e in quote.spans] == ['"The pier is lost.', '"We shall build another one."']


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Ann Lee said that the pier was lost for good.", "that the pier was lost for good", "said"),
        ("The pier was lost for good, Ann Lee said.", "The pier was lost for good", "said"),
        ("The pier, she argued, would never be rebuilt.", None, "argued"),
        ("Ann Lee promised to rebuild the pier next year.", "to rebuild the pier next year", "promised"),
        ("The pier was lost for good, according to Ann Lee.", "The pier was lost for good", "according to"),
        ("She asked whether the pier could be rebuilt.", "whether the pier could be rebuilt", "asked"),
    ],
)
def test_indirect_speech_is_cut_to_its_clause(
    reader: Analyser, text: str, content: str | None, cue: str
) -> None:
    quote = only(reader, text)
    assert (quote.kind, quote.cue) == ("indirect", cue)
    assert content is None or text[quote.start : quote.end] == content


def test_a_second_verb_of_saying_begins_a_second_quote(reader: Analyser) -> None:
    found = quotes(reader, "Ann Lee said the pier was lost and warned that the hall would follow.")
    assert [content for content, _, _ in found] == ["the pier was lost", "that the hall would follow"]


def test_words_in_marks_within_reported_speech_make_it_mixed(reader: Analyser) -> None:
    assert only(reader, 'Ann Lee said the pier was "a ruin in all but name" and of no use.').kind == "mixed"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee thinks that the pier is lost.",
        "The mayor is expected to sign the decree.",
        "The crew was told to leave the pier.",
        "Ann Lee hopes to rebuild the pier.",
        "The 'no-tap' pledge was signed on Monday.",
    ],
)
def test_opinion_passives_and_scare_quotes_are_no_quotations(reader: Analyser, text: str) -> None:
    assert quotes(reader, text) == []


def test_labels_of_a_transcript_name_the_speaker(reader: Analyser) -> None:
    turns = [
        "HOLT: Who pays for it?",
        "REEVE: The town pays for it.",
        "HOLT: And who is that?",
        "REEVE: All of us.",
    ]
    text = "\n\n".join(turns)
    assert [speaker for _, speaker, _ in quotes(reader, text)] == ["HOLT", "REEVE", "HOLT", "REEVE"]


def test_a_dash_credits_the_speaker(reader: Analyser) -> None:
    assert quotes(reader, "“The sea takes what it wants.” — Oskar P. Quist") == [
        ("“The sea takes what it wants.”", "Oskar P. Quist", "direct")
    ]


def test_an_utterance_with_nobody_stays_unattributed(reader: Analyser) -> None:
    quote = only(reader, '"The sea takes what it wants, and gives back what it does not want."')
    assert (quote.speaker, quote.mention, quote.speaker_confidence) == ("", "", 0.0)


def test_credits_and_footers_yield_nothing(reader: Analyser) -> None:
    text = 'The pier is gone.\n\n-With assistance from Nell Overby, who said "it is gone".\n\nOther news'
    insight = reader.analyse(plain_document(text))
    assert (insight.quotes, insight.entities) == ((), ())


@pytest.mark.parametrize(
    "silence", ["declined to comment", "refused to be named", "declined to comment further"]
)
def test_saying_nothing_is_too_weak_a_quotation_to_be_shown(reader: Analyser, silence: str) -> None:
    text = f"The Harbour Office {silence}."
    assert all(quote.confidence < WEAK_QUOTE for quote in reader.analyse(plain_document(text)).quotes)
