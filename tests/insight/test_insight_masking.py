"""The masked copy leads back to the source, character by character."""

from __future__ import annotations

from tui_reader.insight.marks import stretches
from tui_reader.insight.masking import FILLER, Masked, dateline, mask
from tui_reader.insight.scare import Marked
from tui_reader.model.document import Span


def masked(text: str, *kinds: Marked) -> Masked:
    paragraph = Span(0, len(text))
    found = stretches(text, [paragraph])
    return mask(
        text, paragraph, [(n, each, kind) for (n, each), kind in zip(enumerate(found), kinds, strict=True)]
    )


def test_an_utterance_becomes_one_short_clause() -> None:
    assert masked('"Spies spy. Always," said Ann.', "speech").text == f'"{FILLER}," said Ann.'


def test_a_fragment_loses_only_its_marks() -> None:
    assert masked('She called it "a fine mess" twice.', "fragment").text == "She called it a fine mess twice."


def test_a_question_does_not_end_the_sentence_that_goes_on() -> None:
    assert masked('"Who pays?" Ann Lee asked.', "speech").text.startswith(f'"{FILLER},"')


def test_offsets_lead_back_to_the_source() -> None:
    text = 'First "a fine mess", then "We go now," said Ann Lee.'
    copy = masked(text, "fragment", "speech")
    at = copy.text.index("Lee")
    span, held = copy.span(at, at + 3)
    assert (text[span.start : span.end], held) == ("Lee", -1)


def test_a_filler_word_stands_for_the_whole_utterance() -> None:
    text = '"We go now," said Ann.'
    copy = masked(text, "speech")
    span, held = copy.span(1, 3)
    assert (text[span.start : span.end], held) == ('"We go now,"', 0)


def test_a_dateline_is_left_out() -> None:
    assert dateline("LYON (AFP) — The mayor said so.") == len("LYON (AFP) — ")
    assert dateline("The mayor - who knew - said so.") == 0
