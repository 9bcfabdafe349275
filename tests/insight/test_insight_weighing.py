"""Readings of reported clauses: which are proposed, which is chosen, and how sure."""

from __future__ import annotations

import time

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.insight.choices import Choice
from tui_reader.insight.weighing import Weights, english, likeliest
from tui_reader.model.lines import plain_document

LONG = (0, 19)
NEARLY = (0, 18)
SHORT = (0, 4)


def choice(content: tuple[int, int], *marks: str) -> Choice:
    return Choice((content,), marks)


def table(**marks: float) -> Weights:
    return Weights(0.0, dict(marks))


def test_nothing_is_chosen_where_nothing_is_proposed() -> None:
    assert likeliest([], table()) == (0, 0.0)


def test_the_reading_with_the_greater_weight_is_chosen() -> None:
    index, sure = likeliest([choice(SHORT, "low"), choice(LONG, "high")], table(low=-3.0, high=3.0))
    assert (index, sure > 0.9) == (1, True)


def test_readings_that_share_nearly_all_words_support_each_other() -> None:
    alone = choice(SHORT, "best")
    pair = [choice(LONG, "good"), choice(NEARLY, "good")]
    index, _ = likeliest([alone, *pair], table(best=1.2, good=1.0))
    assert index in {1, 2}


def test_likelihood_is_shared_with_no_reading_at_all() -> None:
    _, sure = likeliest([choice(LONG)], table())
    assert sure == pytest.approx(0.5)


def test_a_mark_that_stands_twice_counts_once() -> None:
    _, once = likeliest([choice(LONG, "mark")], table(mark=1.0))
    _, twice = likeliest([choice(LONG, "mark", "mark")], table(mark=1.0))
    assert once == twice


def test_the_table_weighs_what_readings_are_described_by(reader: Analyser) -> None:
    text = "Ann Lee said that the pier was lost, which nobody had expected."
    (cue,) = reader.readings(plain_document(text))
    known = {mark for marks, _ in cue for mark in marks} & english().marks.keys()
    assert len(known) > 20


def test_each_reading_stands_in_the_text_after_its_cue(reader: Analyser) -> None:
    text = "Ann Lee said on Monday that the pier was lost and that the hall would follow."
    (cue,) = reader.readings(plain_document(text))
    ends = {text[spans[0].start : spans[0].end].rsplit(maxsplit=1)[-1] for _, spans in cue}
    assert {"lost", "follow"} <= ends


def test_a_document_without_a_model_has_no_readings(ruler: Analyser) -> None:
    assert list(ruler.readings(plain_document("Ann Lee said that the pier was lost."))) == []


def test_the_narrators_aside_is_no_part_of_what_is_said(reader: Analyser) -> None:
    text = "Ann Lee said the pier was lost, a claim that Tom Orr denied."
    first = reader.analyse(plain_document(text)).quotes[0]
    assert text[first.start : first.end] == "the pier was lost"


def test_a_pronoun_alone_is_no_quotation(reader: Analyser) -> None:
    assert not reader.analyse(plain_document("The meeting thanked him. The members praised her.")).quotes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"The pier is lost," says Ann Lee, who runs the harbour.', "Ann Lee"),
        ('The advert uses footage of Ann Lee saying, "The pier is lost to the sea."', "Ann Lee"),
        ('Ann Lee had this to say about the pier: "It is lost to the sea."', "Ann Lee"),
        ("The pier was a danger to ships, said the harbour master.", "the harbour master"),
        ('Ann Lee said the pier was lost, adding, "We shall build a better one."', "Ann Lee"),
    ],
)
def test_the_speaker_is_found_where_the_parse_hangs_him_elsewhere(
    reader: Analyser, text: str, speaker: str
) -> None:
    assert reader.analyse(plain_document(text)).quotes[-1].mention == speaker


def test_marked_words_that_nobody_says_are_no_quotation(reader: Analyser) -> None:
    text = 'The "great big wall of the old harbour town" fell into the sea in March.'
    assert not [quote for quote in reader.analyse(plain_document(text)).quotes if not quote.mention]


def test_the_speaker_of_a_doubtful_clause_is_doubtful(reader: Analyser) -> None:
    text = "The council answered a rise in visits. Ann Lee said that the pier was lost."
    doubtful, sure = reader.analyse(plain_document(text)).quotes
    assert doubtful.confidence <= 0.55
    assert doubtful.speaker_confidence < 0.7 < sure.speaker_confidence


@pytest.mark.parametrize("words", ["he said that ", "he said, ", 'a "b c d" he said '])
def test_a_sentence_without_end_is_read_in_time_that_grows_with_it(reader: Analyser, words: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        reader.analyse(plain_document(words * times))
        return time.process_time() - start

    seconds(10)
    assert seconds(600) < 16 * max(seconds(150), 0.1)


def test_nobody_speaks_who_stands_in_marks(reader: Analyser) -> None:
    text = "Ann Lee laughed -- ''Tom made the pier'' -- and, asked again, said that the pier was lost."
    assert "Tom" not in {quote.mention for quote in reader.analyse(plain_document(text)).quotes}
