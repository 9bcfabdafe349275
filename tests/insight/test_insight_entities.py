"""Names: found, put right, gathered under one name, and linked to the library."""

from __future__ import annotations

import pytest

from tui_reader.insight.aliases import acronym, fold, thing_key
from tui_reader.insight.analyse import Analyser
from tui_reader.model.lines import plain_document


def names(reader: Analyser, text: str) -> dict[str, list[str]]:
    found = reader.analyse(plain_document(text)).entities
    return {entity.name: [text[s:e] for s, e in entity.mentions] for entity in found}


def test_forms_of_a_country_are_one_entity(reader: Analyser) -> None:
    text = "The US and the U.S. navy left. The USA is far, usa ships are not. Let us go. American crews do."
    assert names(reader, text) == {"United States": ["US", "U.S.", "USA", "usa", "American"]}


def test_a_country_inside_a_longer_name_is_no_mention(reader: Analyser) -> None:
    assert "United States" not in names(reader, "The lawyers sued T-Mobile US Inc on Monday.")


def test_possessive_article_and_title_are_no_part_of_a_name(reader: Analyser) -> None:
    found = names(reader, "President Maria Keller's boat left. The White House's crew stayed.")
    assert found == {"Maria Keller": ["Maria Keller"], "White House": ["White House"]}


def test_surname_and_full_name_are_one_person(reader: Analyser) -> None:
    text = "Maria Keller came. Keller left. Mrs. Keller stayed away."
    assert names(reader, text) == {"Maria Keller": ["Maria Keller", "Keller", "Keller"]}


def test_two_first_names_are_two_people(reader: Analyser) -> None:
    assert set(names(reader, "Maria Keller met Paul Keller in the hall.")) == {"Maria Keller", "Paul Keller"}


def test_a_short_form_is_the_same_first_name(reader: Analyser) -> None:
    text = "Robert Barrow came by boat. Later Bob Barrow left by car."
    assert list(names(reader, text).values()) == [["Robert Barrow", "Bob Barrow"]]


def test_a_department_is_known_by_its_first_word(reader: Analyser) -> None:
    text = "The Commerce Department agreed. Companies wait as Commerce carries out the process."
    assert names(reader, text)["Commerce Department"] == ["Commerce Department", "Commerce"]


def test_role_comes_from_the_apposition(reader: Analyser) -> None:
    (entity, *_) = reader.analyse(
        plain_document("Maria Keller, a lawyer from the coast, came by boat.")
    ).entities
    assert entity.role == "lawyer from the coast"


def test_the_entity_of_the_headline_leads(reader: Analyser, harbour: str) -> None:
    entities = reader.analyse(plain_document(harbour)).entities
    assert max(entities, key=lambda each: each.salience).name == "Veltrano"


def test_agency_copy_yields_each_name_once(reader: Analyser, harbour: str) -> None:
    found = names(reader, harbour)
    assert set(found) == {
        "Veltrano", "Canada", "Lisbon", "Reuters", "Arthur Quillby", "United States", "Portugal",
        "White House", "Commerce Department", "Oregon", "Haldane Winch Inc", "Norway", "New Zealand",
        "Chile", "Moura",
    }  # fmt: skip
    assert found["United States"] == ["usa", "US", "USA", "U.S.", "US"]


@pytest.mark.parametrize(
    ("form", "folded"),
    [("Müller & Söhne", "muller sohne"), ("U.S.", "us"), ("T-Mobile", "t mobile"), ("", "")],
)
def test_folding_drops_case_accents_and_stops(form: str, folded: str) -> None:
    assert fold(form) == folded


def test_company_suffix_and_article_do_not_count() -> None:
    assert thing_key("The Haldane Winch Co.") == thing_key("Haldane Winch")


def test_acronyms_skip_small_words() -> None:
    assert acronym("Federation of the Northern Ports") == "FNP"


def test_a_surname_goes_on_meaning_whom_it_meant(reader: Analyser) -> None:
    text = (
        "Maria Keller came by boat. Keller allowed her staff to leave. Her cousin Paul Keller stayed.\n\n"
        "Keller, she said, was tired. Keller left the house on Monday. Nobody saw Keller again."
    )
    assert len(names(reader, text)["Paul Keller"]) == 1
    assert len(names(reader, text)["Maria Keller"]) == 5


def test_a_company_with_its_legal_form_is_one_name_and_its_short_form_the_same(reader: Analyser) -> None:
    text = (
        "VELTRANO (HOLDINGS) PLC SELLS UNIT\n\n"
        "LONDON, April 8 - Veltrano (Holdings) Plc <VEL.L> sold its bakeries. Veltrano shares fell."
    )
    assert names(reader, text)["Veltrano (Holdings) Plc"] == [
        "VELTRANO (HOLDINGS) PLC",
        "Veltrano (Holdings) Plc",
        "Veltrano",
    ]


def test_a_quarter_is_no_part_of_a_company_and_a_legal_form_alone_no_name(reader: Analyser) -> None:
    text = "Brom Steel Corp Q2 net rises.\n\nRegistrations of Skarn AG together with Brom Steel Corp rose."
    assert set(names(reader, text)) == {"Brom Steel Corp", "Skarn AG"}


def test_a_club_that_is_named_like_a_town_and_a_day_is_one(reader: Analyser) -> None:
    text = "Sheffield Wednesday drew on Friday, and the Yankees lost."
    assert list(names(reader, text)) == ["Sheffield Wednesday", "New York Yankees"]


def test_couples_share_their_surname(reader: Analyser) -> None:
    text = "The parents, Carlos and Anna Keller, came. Mr. Keller was tired. Carlos slept."
    assert names(reader, text) == {
        "Carlos Keller": ["Carlos", "Keller", "Carlos"],
        "Anna Keller": ["Anna Keller"],
    }


def test_a_father_is_meant_rather_than_the_son_who_is_introduced(reader: Analyser) -> None:
    text = (
        "Carlos and Anna Keller came. Their son, Paul Keller, had drowned.\n\n"
        "Paul Keller was nine. Mr. Keller wept."
    )
    assert names(reader, text)["Carlos Keller"] == ["Carlos", "Keller"]


def test_of_two_namesakes_the_one_named_first_has_the_surname(reader: Analyser) -> None:
    text = "Carlos Brandt sold the mill to Anna Brandt, who is a lawyer. Brandt said it was time."
    assert names(reader, text)["Carlos Brandt"] == ["Carlos Brandt", "Brandt"]


def test_a_generation_is_no_surname(reader: Analyser) -> None:
    text = "The donor Luther Stan Patten IV gave money on Monday. Patten said that he paid it. Patten went."
    assert names(reader, text) == {"Luther Stan Patten IV": ["Luther Stan Patten IV", "Patten", "Patten"]}


def test_a_team_or_a_follower_is_nobody(reader: Analyser) -> None:
    text = 'Team Keller’s case is weak. Hilda Keller went home. "I won," said one New Hampshire Democrat.'
    assert set(names(reader, text)) == {"Hilda Keller", "New Hampshire"}
