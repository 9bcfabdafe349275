"""Which entity of the library a name is: by name, and by context where the name does not settle it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_reader.insight.linking import keys, link, role_agreement, wanted
from tui_reader.model.document import Span
from tui_reader.model.insight import Candidate, Entity

ACME = Candidate(40, "Acme Lines", "organisation", ("acme lines",), 3)
KELLER = Candidate(7, "Maria Keller", "person", ("maria keller",), 6, ("mayor of Norvik",), ((40, 5),), 6)
OTHER = Candidate(8, "Maria Keller", "person", ("maria keller",), 5, ("coach of Salm United",), (), 5)
HARBOUR = Candidate(4, "Federal Harbour Board", "organisation", ("federal harbour board", "fhb"), 5)


def entity(name: str, kind: str = "person", *aliases: str, role: str = "") -> Entity:
    return Entity(name, kind, (Span(0, 1),), aliases, role)  # type: ignore[arg-type]


def test_a_surname_is_no_key_of_a_person() -> None:
    assert keys(entity("Maria Keller", "person", "Keller")) == ("maria keller",)


def test_middle_initials_may_be_left_out() -> None:
    assert keys(entity("Maria J. Keller")) == ("maria j keller", "maria keller")


def test_adjectives_are_no_keys_of_a_country() -> None:
    assert keys(entity("Portugal", "place", "Portuguese")) == ("portugal",)


def test_short_forms_of_first_names_are_looked_for_but_are_no_keys() -> None:
    assert "bob keller" in wanted([entity("Robert Keller")])
    assert keys(entity("Robert Keller")) == ("robert keller",)


def test_the_same_full_name_and_kind_is_linked() -> None:
    known = Candidate(7, "Maria Keller", "person", ("maria keller",), 3)
    assert link([entity("Maria Keller"), entity("Maria Keller", "place")], [known]) == (7, None)


def test_a_surname_alone_is_never_linked() -> None:
    assert link([entity("Keller")], [Candidate(7, "Keller", "person", ("keller",), 3)]) == (None,)


def test_a_single_name_is_linked_in_its_usual_company() -> None:
    known = Candidate(7, "Keller", "person", ("keller",), 9, (), ((40, 8),), 9)
    found = link([entity("Keller"), entity("Acme Lines", "organisation")], [known, ACME], analysed=2_000)
    assert found == (7, 40)


def test_an_alias_links_an_organisation() -> None:
    assert link([entity("FHB", "organisation")], [HARBOUR]) == (4,)


def test_two_full_names_with_one_acronym_are_two() -> None:
    assert link([entity("Free Hauliers Bank", "organisation", "FHB")], [HARBOUR]) == (None,)


def test_an_acronym_of_two_leads_to_neither() -> None:
    other = Candidate(5, "Free Hauliers Bank", "organisation", ("free hauliers bank", "fhb"), 5)
    assert link([entity("FHB", "organisation")], [HARBOUR, other]) == (None,)


def test_of_several_places_the_most_written_about_is_linked() -> None:
    known = [Candidate(1, "Acre", "place", ("acre",), 2), Candidate(2, "Acre", "place", ("acre",), 9)]
    assert link([entity("Acre", "place")], known) == (2,)


@pytest.mark.parametrize(("role", "found"), [("mayor of Norvik", 7), ("coach of Salm United", 8)])
def test_namesakes_are_told_apart_by_role(role: str, found: int) -> None:
    assert link([entity("Maria Keller", role=role)], [KELLER, OTHER]) == (found,)


def test_a_namesake_of_another_office_is_somebody_new() -> None:
    assert link([entity("Maria Keller", role="editor of Tidewater Press")], [KELLER]) == (None,)


def test_whoever_keeps_the_same_company_may_change_office() -> None:
    document = [
        entity("Maria Keller", role="editor of Tidewater Press"),
        entity("Acme Lines", "organisation"),
    ]
    assert link(document, [KELLER, ACME], analysed=50_000) == (7, 40)


def test_namesakes_are_told_apart_by_company() -> None:
    document = [entity("Maria Keller"), entity("Acme Lines", "organisation")]
    assert link(document, [KELLER, OTHER, ACME], analysed=2_000) == (7, 40)


def test_nobody_is_guessed_among_equal_namesakes() -> None:
    assert link([entity("Maria Keller")], [KELLER, OTHER]) == (None,)


def test_among_unequal_namesakes_it_is_the_famous_one() -> None:
    assert link([entity("Maria Keller")], [replace(KELLER, articles=60), OTHER]) == (7,)


def test_companions_who_are_everywhere_say_little() -> None:
    document = [entity("Maria Keller"), entity("Acme Lines", "organisation")]
    everywhere = replace(ACME, articles=1_900)
    assert link(document, [KELLER, OTHER, everywhere], analysed=2_000) == (None, 40)


@pytest.mark.parametrize("other", ["Mona Keller", "Maria L. Keller", "Maria Kellermann"])
def test_other_full_names_are_other_people(other: str) -> None:
    known = Candidate(7, "Maria J. Keller", "person", ("maria j keller", "maria keller", "m keller"), 9)
    assert link([entity(other, "person", "M. Keller")], [known]) == (None,)


def test_initials_alone_lead_to_nobody() -> None:
    known = Candidate(7, "Maria Keller", "person", ("maria keller", "m keller"), 9)
    assert link([entity("M. Keller")], [known]) == (None,)


def test_a_short_first_name_needs_a_witness() -> None:
    known = Candidate(7, "Robert Keller", "person", ("robert keller",), 9, ("mayor of Norvik",))
    assert link([entity("Bob Keller")], [known]) == (None,)
    assert link([entity("Bob Keller", role="Norvik mayor")], [known]) == (7,)


def test_what_was_decided_by_hand_goes_first() -> None:
    assert link([entity("Maria Keller", role="mayor of Norvik")], [KELLER], decided=(8,)) == (8,)


@pytest.mark.parametrize(
    ("one", "two", "agreement"),
    [
        ("president of the European Harbour Bank", "EHB president", 1.0),
        ("chief executive of Acme Lines", "boss of Acme Lines", 1.0),
        ("chief executive of Acme Lines", "chief executive of Tidewater Power", -1.0),
        ("mayor", "", 0.0),
    ],
)
def test_roles_agree_by_their_house(one: str, two: str, agreement: float) -> None:
    assert role_agreement(one, (two,) if two else ()) == agreement
