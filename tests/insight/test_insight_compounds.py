"""Names that hold other names: bodies with a place in them, offices with their country, peoples."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import Entity
from tui_reader.model.lines import plain_document


def found(reader: Analyser, text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in reader.analyse(plain_document(text)).entities}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Haldane Germany", "The workers of Haldane Germany met on Monday, and Maria Keller came."),
        ("Food Standards Norway", "A report by Food Standards Norway was read on Monday by Maria Keller."),
        ("Lamp Makers of Norway", "A report by the Lamp Makers of Norway was read by Maria Keller."),
        (
            "Lamp Makers of Norway and Iceland",
            "A report by the Lamp Makers of Norway and Iceland was read by Maria Keller.",
        ),
        ("Ontario Lamplighters", "The prize went to the Ontario Lamplighters, and Maria Keller was glad."),
    ],
)
def test_a_place_inside_a_longer_name_belongs_to_an_organisation(
    reader: Analyser, name: str, text: str
) -> None:
    assert found(reader, text)[name].kind == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister of Norway came by boat with Maria Keller.",
        "On Monday Norway gave way, and Maria Keller was glad.",
        "Maria Keller was a child in Nazi Norway.",
        "Maria Keller's Norway is a country of rain.",
        "Haldane Winch Pulls Out Of Markets In Norway Today",
    ],
)
def test_a_place_behind_other_words_stays_a_place(reader: Analyser, text: str) -> None:
    assert found(reader, text)["Norway"].kind == "place"


def test_people_named_by_two_words_are_not_their_country(reader: Analyser) -> None:
    assert set(found(reader, "Maria Keller, an African American lawyer, came by boat.")) == {"Maria Keller"}


def test_the_people_of_a_country_are_not_the_country(reader: Analyser) -> None:
    assert set(found(reader, "Maria Keller told the Norwegians to wait.")) == {"Maria Keller"}


def test_the_country_before_its_office_is_part_of_the_name(reader: Analyser) -> None:
    text = "The U.S. Department of Agriculture agreed. The Agriculture Department pays, Maria Keller said."
    entities = found(reader, text)
    assert entities["U.S. Department of Agriculture"].aliases == ("Agriculture Department",)
    assert "United States" not in entities


def test_every_country_has_a_red_cross_of_its_own(reader: Analyser) -> None:
    entities = found(reader, "The Norwegian Red Cross met the Red Cross in Geneva on Monday.")
    assert {"Norwegian Red Cross", "Red Cross"} <= set(entities)


def test_a_name_in_a_compound_of_another_meaning_is_no_mention(reader: Analyser) -> None:
    text = "Critics of Veltrano met on Monday. A Veltrano-hostile paper was read by Maria Keller."
    entities = found(reader, text)
    assert all(len(entity.mentions) == 1 for entity in entities.values())


def test_a_full_name_in_parentheses_explains_the_abbreviation_before_it(reader: Analyser) -> None:
    text = "The secretary of the CEI (Italian Episcopal Conference) left. The CEI stays, Maria Keller said."
    assert found(reader, text)["Italian Episcopal Conference"].aliases == ("CEI",)


def test_a_rank_with_a_single_name_is_part_of_the_name(reader: Analyser) -> None:
    text = "They waited for Queen Ingrid in the rain. Queen Ingrid came by boat, and Ingrid was glad."
    assert "Queen Ingrid" in found(reader, text)


def test_a_product_is_no_name(reader: Analyser) -> None:
    text = "Maria Keller replaced Firefox by Safari on the Windows XP machines in the hall."
    assert set(found(reader, text)) == {"Maria Keller"}


def test_an_amount_of_dollars_is_no_country(reader: Analyser) -> None:
    assert set(found(reader, "Maria Keller paid US$ 20,000 for the boat.")) == {"Maria Keller"}


def test_a_city_with_and_without_the_word_is_one(reader: Analyser) -> None:
    text = "Rain fell on Taipei. The Taipei City Lantern Festival was wet, and Maria Keller left Taipei."
    assert len(found(reader, text)["Taipei City"].mentions) == 3


def test_an_office_of_two_words_is_no_organisation(reader: Analyser) -> None:
    assert set(found(reader, "Shadow Home Secretary Maria Keller left by boat.")) == {"Maria Keller"}


def test_a_noun_of_the_document_is_no_name_though_longer_names_hold_it(reader: Analyser) -> None:
    text = (
        "The National Iodine Council met. Without iodine children fall ill, and iodine is cheap.\n\n"
        "Iodine helps, Maria Keller said."
    )
    assert "Iodine" not in found(reader, text)
