"""Who a speaker is: surnames, roles, he and she, and when nobody is named."""

from __future__ import annotations

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import WEAK_SPEAKER, Quote
from tui_reader.model.lines import plain_document


def quotes(reader: Analyser, text: str) -> tuple[Quote, ...]:
    return reader.analyse(plain_document(text)).quotes


def test_a_surname_is_the_full_name(reader: Analyser) -> None:
    text = 'Maria Keller arrived late.\n\n"The pier is lost," Keller said.'
    (quote,) = quotes(reader, text)
    assert (quote.speaker, quote.mention, quote.speaker_class) == ("Maria Keller", "Keller", "named")


def test_the_index_leads_to_the_entity(reader: Analyser) -> None:
    insight = reader.analyse(plain_document('"The pier is lost," Maria Keller said.'))
    (quote,) = insight.quotes
    assert quote.entity is not None
    assert insight.entities[quote.entity].name == "Maria Keller"


def test_she_is_the_woman_who_was_the_subject(reader: Analyser) -> None:
    text = "Maria Keller met the crew on Monday. She said the pier was lost."
    (quote,) = quotes(reader, text)
    assert (quote.mention, quote.speaker, quote.speaker_class) == ("She", "Maria Keller", "pronoun")


def test_he_is_never_a_woman(reader: Analyser) -> None:
    text = "Maria Keller met the crew on Monday. He said the pier was lost."
    (quote,) = quotes(reader, text)
    assert (quote.mention, quote.speaker) == ("He", "")


def test_mr_tells_two_people_of_one_name_apart(reader: Analyser) -> None:
    text = (
        "Maria Keller and her brother Paul Keller own the pier.\n\n"
        '"It is lost," Mr. Keller said.\n\n"It is not," Mrs. Keller said.'
    )
    assert [quote.speaker for quote in quotes(reader, text)] == ["Paul Keller", "Maria Keller"]


def test_an_orphaned_he_stays_unresolved(reader: Analyser, harbour: str) -> None:
    orphan = next(quote for quote in quotes(reader, harbour) if quote.mention == "he")
    assert orphan.speaker == ""
    assert orphan.speaker_confidence < WEAK_SPEAKER


def test_a_role_is_the_person_introduced_with_it(reader: Analyser) -> None:
    text = 'Robert Barrow, a lawyer, met the crew. They left at noon.\n\n"They were right," the lawyer said.'
    quote = quotes(reader, text)[-1]
    assert (quote.speaker, quote.mention) == ("Robert Barrow", "the lawyer")


def test_people_without_a_name_are_unnamed(reader: Analyser) -> None:
    (quote,) = quotes(reader, "The pier was lost, people familiar with the matter said.")
    assert (quote.speaker, quote.speaker_class) == ("", "unnamed")
    assert quote.mention == "people familiar with the matter"


def test_a_spokesman_is_not_the_one_he_speaks_for(reader: Analyser) -> None:
    text = "Maria Keller left at noon. Keller spokesman Ted Marsh said the pier was lost."
    (quote,) = quotes(reader, text)
    assert quote.speaker == "Ted Marsh"


def test_who_is_the_person_before_it(reader: Analyser) -> None:
    text = "The crew met Maria Keller, who said that the pier was lost."
    (quote,) = quotes(reader, text)
    assert quote.speaker == "Maria Keller"


def test_words_inside_a_quotation_are_never_its_speaker(reader: Analyser) -> None:
    (quote,) = quotes(reader, '"Paul Keller said nothing and did nothing", said Moura.')
    assert quote.mention == "Moura"


def test_two_who_speak_together_are_both_named(reader: Analyser) -> None:
    text = "The White House and Commerce Department declined to comment."
    (quote,) = quotes(reader, text)
    assert (quote.speaker, quote.entity) == ("White House and Commerce Department", None)


def test_a_bare_surname_is_not_that_of_somebody_introduced_as_a_relative(reader: Analyser) -> None:
    text = (
        "Paul Brandt opened the fair with his father, Karl Brandt, a baker.\n\n"
        '"We sold all the bread," Mr. Brandt said.'
    )
    assert quotes(reader, text)[-1].speaker == "Paul Brandt"


def test_kin_tells_who_is_a_woman(reader: Analyser) -> None:
    text = (
        "Tuvio Brandt opened the fair with his wife, Ozmira Brandt, on Monday. Tuvio Brandt left early.\n\n"
        '"We sold all the bread," Mrs. Brandt said.'
    )
    assert quotes(reader, text)[-1].speaker == "Ozmira Brandt"


def test_a_surname_run_into_a_newspaper_is_the_persons(reader: Analyser) -> None:
    text = (
        "Maria Keller met the crew on Monday. In a meeting with the Washington Post Keller said that the "
        "pier was lost."
    )
    assert [each.speaker for each in quotes(reader, text)] == ["Maria Keller"]


def test_words_that_somebody_made_are_his(reader: Analyser) -> None:
    text = "Maria Keller met the crew.\n\nThe pier is lost, according to a speech Ms. Keller gave in Skarn."
    assert [each.speaker for each in quotes(reader, text)] == ["Maria Keller"]


def test_german_circles_are_nobody_by_name(reader: Analyser) -> None:
    text = "Der Verkauf der alten Werft sei fast fertig, hieß es aus Kreisen der Bank. Die Werft ist am Ende."
    assert [(each.mention, each.speaker_class) for each in quotes(reader, text)] == [
        ("Kreisen der Bank", "unnamed")
    ]
