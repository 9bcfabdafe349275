"""What a document tells of its names: kinds, boundaries, abbreviations, names in capitals."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import Entity
from tui_reader.model.lines import plain_document


def found(reader: Analyser, text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in reader.analyse(plain_document(text)).entities}


def forms(text: str, entity: Entity) -> list[str]:
    return [text[span.start : span.end] for span in entity.mentions]


def test_a_person_is_known_by_the_office_before_the_name(reader: Analyser) -> None:
    text = "Prices fell, the economist Ilmari Vuoksela wrote on Monday. Vuoksela had warned of it."
    assert found(reader, text)["Ilmari Vuoksela"].kind == "person"


def test_an_agency_in_the_dateline_is_an_organisation(reader: Analyser) -> None:
    text = "BRANTSEA, Norway, Nov 3 (Harbour Wire) - The ferry stayed in port on Monday, the crew said."
    assert found(reader, text)["Harbour Wire"].kind == "organisation"


def test_a_place_in_capitals_is_the_place_in_small_letters(reader: Analyser) -> None:
    text = "BRANTSEA, Norway, Nov 3 - The ferry stayed in port.\n\nThe people of Brantsea were glad of it."
    assert forms(text, found(reader, text)["Brantsea"]) == ["BRANTSEA", "Brantsea"]


def test_speakers_of_a_transcript_are_the_people_named_elsewhere(reader: Analyser) -> None:
    text = "Ulla Vihantola opened the hearing.\n\nULLA VIHANTOLA: We begin.\n\nTHE CHAIR: Yes, we begin now."
    people = [each for each in found(reader, text).values() if each.kind == "person"]
    assert [forms(text, each) for each in people] == [["Ulla Vihantola", "ULLA VIHANTOLA"]]


def test_an_abbreviation_in_parentheses_is_its_full_name(reader: Analyser) -> None:
    text = "The Federation of Harbour Pilots (FHP) met in Oslo. A deal is near, FHP members said."
    entity = found(reader, text)["Federation of Harbour Pilots"]
    assert forms(text, entity) == ["Federation of Harbour Pilots", "FHP", "FHP"]


def test_an_abbreviation_may_be_that_of_another_language(reader: Analyser) -> None:
    text = "The Polish Lighthouse Union (ULP) met. The ULP wants more lamps."
    assert found(reader, text)["Polish Lighthouse Union"].aliases == ("ULP",)


def test_a_parenthesis_that_does_not_fit_is_no_abbreviation(reader: Analyser) -> None:
    text = "The Federation of Harbour Pilots (XQZ) met in Oslo."
    assert (
        "XQZ" not in found(reader, text).get("Federation of Harbour Pilots", Entity("", "place", ())).aliases
    )


def test_an_organisation_is_not_called_by_the_town_it_is_named_after(reader: Analyser) -> None:
    text = "The Brantsea Harbour Trust met in Brantsea. Snow fell on Brantsea on Monday."
    entities = found(reader, text)
    assert entities["Brantsea Harbour Trust"].aliases == ()
    assert entities["Brantsea"].kind == "place"


@pytest.mark.parametrize("event", ["Haldane Science Fair", "Brantsea Jazz Festival"])
def test_an_event_is_no_name_of_a_body_or_place(reader: Analyser, event: str) -> None:
    assert event not in found(reader, f"The {event} opened on Monday, and Maria Keller came.")


def test_a_word_written_small_elsewhere_is_no_name(reader: Analyser) -> None:
    text = "Iodine is scarce, Maria Keller said. Without iodine children fall ill. Iodine helps."
    assert "Iodine" not in found(reader, text)


def test_a_word_before_versions_is_a_product(reader: Analyser) -> None:
    text = "Users of Lanterna 4 must wait. Haldane Winch Inc replaced Lanterna 4 by Lanterna 5 in May."
    assert "Lanterna" not in found(reader, text)


def test_an_office_is_no_organisation(reader: Analyser) -> None:
    text = "Home Secretary Maria Keller left. The minister for Education stayed in the house."
    assert set(found(reader, text)) == {"Maria Keller"}


def test_a_town_that_plays_is_a_club(reader: Analyser) -> None:
    text = (
        "Leeds beat Cardiff 3-1 on Saturday. The Leeds striker Tom Ashgrove scored twice against Cardiff.\n\n"
        "Leeds won again. Cardiff lost."
    )
    assert found(reader, text)["Leeds"].kind == "organisation"


def test_a_town_without_a_match_stays_a_place(reader: Analyser) -> None:
    text = "Leeds won the argument. The council in Leeds met on Monday. Pages 3-1 were missing in Leeds."
    assert found(reader, text)["Leeds"].kind == "place"


def test_a_capitalised_foreign_article_in_a_name_stays(reader: Analyser) -> None:
    assert "Weekly" not in found(reader, "The lawyer told LA Weekly that the case was closed.")


def test_a_river_is_one_with_and_without_its_word(reader: Analyser) -> None:
    text = "They rowed down the River Oran on Monday. Houses along the Oran were wet. Maria Keller left."
    assert forms(text, found(reader, text)["River Oran"]) == ["River Oran", "Oran"]


def test_the_headline_counts_when_it_is_not_in_the_text(reader: Analyser) -> None:
    text = "Maria Keller came by boat. Keller left again.\n\nPaul Brandt stayed, and Brandt was glad of it."
    plain = {entity.name: entity.salience for entity in reader.analyse(plain_document(text)).entities}
    headed = reader.analyse(plain_document(text), "Why Paul Brandt stayed").entities
    raised = {entity.name for entity in headed if entity.salience > plain[entity.name]}
    assert raised == {"Paul Brandt"}


def test_someone_in_every_paragraph_is_more_salient_than_someone_in_one(reader: Analyser) -> None:
    text = (
        "It rained. So Maria Keller and Paul Brandt spoke, Brandt said.\n\nThe boat of Maria Keller sank.\n\n"
        "The boat was that of Keller. It rained."
    )
    entities = found(reader, text)
    assert entities["Maria Keller"].salience > entities["Paul Brandt"].salience


def test_a_name_that_ends_as_clubs_do_is_one_where_there_are_scores(reader: Analyser) -> None:
    text = (
        "Wexcombe Town came from two goals down to win 3-2 on Saturday. Wexcombe Town are third, said Keller."
    )
    assert found(reader, text)["Wexcombe Town"].kind == "organisation"


def test_a_word_for_the_sport_before_a_shouted_headline_is_no_dateline(reader: Analyser) -> None:
    text = "SOCCER - LATE GOAL SINKS ROVERS IN CUP TIE.\n\nMaria Keller was glad of the goal."
    assert set(found(reader, text)) == {"Maria Keller"}


def test_what_lies_in_the_north_is_a_place(reader: Analyser) -> None:
    text = "Troops took the bridge in northern Jaffra on Monday. Nobody left Jaffra, Maria Keller said."
    assert found(reader, text)["Jaffra"].kind == "place"


def test_a_possessive_ends_the_name_of_a_person(reader: Analyser) -> None:
    assert set(found(reader, "They spoke of Maria Keller's Norway in the hall.")) == {
        "Maria Keller",
        "Norway",
    }


def test_a_share_of_votes_is_no_part_of_a_name(reader: Analyser) -> None:
    text = "Maria Keller won. The officers favoured Keller 46 percent to 32 percent, it said."
    assert forms(text, found(reader, text)["Maria Keller"]) == ["Maria Keller", "Keller"]


def test_a_group_with_a_letter_is_no_organisation(reader: Analyser) -> None:
    assert "Group C" not in found(reader, "Norway met Estonia in a Group C match, and Maria Keller came.")


def test_a_speaker_in_capitals_is_the_person_in_small_letters(reader: Analyser) -> None:
    text = "MR. FENWICK: One in six.\n\nTHE CHAIR: Mr. Fenwick, a question.\n\nMR. FENWICK: Will it sail?"
    assert set(found(reader, text)) == {"Fenwick"}


def test_a_date_is_no_score(reader: Analyser) -> None:
    text = "LEEDS, England 1996-08-29 - Leeds lost the argument, Maria Keller said. Leeds won the next one."
    assert found(reader, text)["Leeds"].kind == "place"


def test_a_place_in_capitals_alone_is_named_as_the_tables_write_it(reader: Analyser) -> None:
    assert "New York" in found(reader, "NEW YORK 1996-08-30 - Maria Keller lost to Tom Ashgrove of Ukraine.")


def test_two_places_with_a_comma_are_two(reader: Analyser) -> None:
    text = "At the Oval, Surrey, they were glad. Maria Keller came from Burlington, Vermont, by boat."
    assert {"Surrey", "Burlington", "Vermont"} <= set(found(reader, text))


def test_a_club_that_bears_the_name_of_its_town_is_an_organisation(reader: Analyser) -> None:
    text = "Vinta Amsterdam beat the others. Nobody plays as Vinta Amsterdam does, Maria Keller said."
    assert found(reader, text)["Vinta Amsterdam"].kind == "organisation"


def test_a_party_of_another_country_is_another_party(reader: Analyser) -> None:
    text = "The Serb Democratic Party said no. The Democratic Party said nothing, Maria Keller wrote."
    assert {"Serb Democratic Party", "Democratic Party"} <= set(found(reader, text))


def test_a_company_is_known_without_its_legal_form(reader: Analyser) -> None:
    text = (
        "British Lanterns Co Plc (BL) rose on Monday. First Harbour Bancorp said it would lend the money. "
        "First Harbour is the second-largest bank in Ohio. BL owns a quay."
    )
    entities = found(reader, text)
    assert forms(text, entities["British Lanterns Co Plc"]) == ["British Lanterns Co Plc", "BL", "BL"]
    assert forms(text, entities["First Harbour Bancorp"]) == ["First Harbour Bancorp", "First Harbour"]


def test_a_firm_s_first_word_is_no_place_of_its_own(reader: Analyser) -> None:
    text = (
        "Chaswick Corp agreed to buy Lenmore Industries Inc for a song. Lenmore makes lamps.\n\n"
        "Gulf Western Co looked at Lenmore in 1985, Maria Keller said."
    )
    assert len(found(reader, text)["Lenmore Industries Inc"].mentions) == 3


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("Michael Bloomberg ran. Between Keller and Bloomberg, Keller wins.", "Michael Bloomberg", 2),
        ("Mark Cuban paid. Nevertheless, Cuban said he would not. A Cuban boat left.", "Mark Cuban", 2),
    ],
)
def test_somebody_named_in_full_is_meant_by_a_surname_that_the_tables_have(
    reader: Analyser, text: str, name: str, count: int
) -> None:
    assert len(found(reader, text)[name].mentions) == count


def test_a_state_behind_a_party_is_known_by_its_abbreviation(reader: Analyser) -> None:
    assert "Kentucky" in found(reader, "Majority Leader Mitch Keller (R-Ky.) gets two picks.")


def test_a_place_and_its_house_are_two(reader: Analyser) -> None:
    text = "It has become a football in Ohio's Senate race, Maria Keller said."
    assert {"Ohio", "Senate"} <= set(found(reader, text))
