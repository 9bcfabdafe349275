"""Names in headlines with a capital for every word, and names that the model runs together with others."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.insight.headlines import is_title_case
from tui_reader.model.insight import Entity
from tui_reader.model.lines import plain_document


def found(reader: Analyser, text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in reader.analyse(plain_document(text)).entities}


def forms(text: str, entity: Entity) -> list[str]:
    return [text[span.start : span.end] for span in entity.mentions]


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Maria Keller Defends Herself Against Claims", True),
        ("Maria Keller Defends Herself Against Claims.", True),
        ("Maria Keller defends herself against claims", False),
        ("The Harbour Trust, Lamp Makers of Norway and Skarn Ferries met.", False),
    ],
)
def test_most_words_of_a_headline_have_a_capital(line: str, headline: bool) -> None:
    assert is_title_case(line) is headline


def test_a_headline_calls_nobody_by_more_than_the_text_does(reader: Analyser) -> None:
    text = (
        "Maria Keller Defends Herself Against Claims of Boat Owners\n\n"
        "The mayor, Maria Keller, said on Monday that she had paid. Keller left by boat."
    )
    assert forms(text, found(reader, text)["Maria Keller"]) == ["Maria Keller", "Maria Keller", "Keller"]


def test_a_run_of_capitals_that_the_text_does_not_know_is_no_name(reader: Analyser) -> None:
    text = (
        "Why The Great Brown Harbour Rat Never Once Came Back\n\n"
        "Maria Keller saw it by night, she said, and was glad of it."
    )
    assert set(found(reader, text)) == {"Maria Keller"}


def test_two_names_with_a_stroke_are_two(reader: Analyser) -> None:
    text = "A poll by NBC News/Wall Street Journal was read on Monday by Maria Keller."
    assert {"NBC News", "Wall Street Journal"} <= set(found(reader, text))


def test_for_and_against_are_no_part_of_a_name(reader: Analyser) -> None:
    text = "Maria Keller won. A pro-Keller crowd sang in the hall, and the mayor was glad."
    assert forms(text, found(reader, text)["Maria Keller"]) == ["Maria Keller", "Keller"]


def test_a_state_is_known_by_its_abbreviation(reader: Analyser) -> None:
    text = "BOCA RATON, Fla. — Maria Keller met a man from Burlington, Vt., on Monday."
    assert {"Florida", "Vermont"} <= set(found(reader, text))


def test_whose_somebody_is_stands_outside_the_name(reader: Analyser) -> None:
    assert "Noah Brandt" in found(reader, "It will pass, the Harbour Courier’s Noah Brandt wrote on Monday.")


def test_a_person_and_a_house_run_together_are_two(reader: Analyser) -> None:
    text = "Paul Keller came. A former adviser in the Keller White House wrote it on Monday."
    assert {"Paul Keller", "White House"} == set(found(reader, text))


def test_a_team_is_no_place(reader: Analyser) -> None:
    assert found(reader, "He watched the Miami Lanterns with Maria Keller on Monday.")[
        "Miami Lanterns"
    ].kind == ("organisation")


def test_two_people_with_and_between_them_are_two(reader: Analyser) -> None:
    text = "Chris Brandt and Bobby Vinter came. Brandt and Vinter at once left, the mayor said."
    assert {"Chris Brandt", "Bobby Vinter"} == set(found(reader, text))


def test_words_of_the_sentence_are_no_part_of_a_name(reader: Analyser) -> None:
    text = "Maria Keller wrote in a Baltimore Sun op-ed that she was glad of the convention Rules Committee."
    assert all(name[0].isupper() and name.split()[-1][0].isupper() for name in found(reader, text))


def test_a_family_is_nobody(reader: Analyser) -> None:
    text = "Maria Keller came by boat. They love the Kellers, and nobody knows why."
    assert set(found(reader, text)) == {"Maria Keller"}


def test_a_tower_named_after_somebody_is_a_place(reader: Analyser) -> None:
    text = "Paul Vinter spoke in the lobby of Vinter Tower. Nobody else came to Vinter Tower."
    assert found(reader, text)["Vinter Tower"].kind == "place"
