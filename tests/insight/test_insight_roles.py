"""Speakers called by their office, found through the words beside the names of the text."""

from __future__ import annotations

import pytest

from tui_reader.insight.roles import role_holder
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, EntityKind


def _entity(text: str, name: str, kind: EntityKind = "person") -> Entity:
    start = text.index(name)
    return Entity(name, kind, (Span(start, start + len(name)),))


def _holder(text: str, phrase: str, *entities: Entity) -> str:
    start = text.rindex(phrase)
    found = role_holder(text, Span(start, start + len(phrase)), entities)
    return "" if found is None else entities[found].name


@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        ("Judge Anna Keller sat down. It was late, the judge said.", "Anna Keller", "the judge"),
        (
            "Anna Keller, minister of transport, sat. It was late, the minister said.",
            "Anna Keller",
            "the minister",
        ),
        ("The head coach, Anna Keller, sat. It was late, the coach said.", "Anna Keller", "the coach"),
        ("Senator Anna Keller sat. It was late, the lawmaker said.", "Anna Keller", "the lawmaker"),
        ("La maire de Dol, Anne Roux, attend. Il est tard, dit l'élue.", "Anne Roux", "l'élue"),
        ("Anne Roux, avocate de la ville, attend. Il est tard, dit l'avocate.", "Anne Roux", "l'avocate"),
        (
            "Verkehrsministerin Lena Roth wartet. Es sei spät, so die Politikerin.",
            "Lena Roth",
            "die Politikerin",
        ),
        (
            "Verkehrsministerin Lena Roth wartet. Es sei spät, so die Ministerin.",
            "Lena Roth",
            "die Ministerin",
        ),
    ],
)
def test_an_office_means_the_one_person_introduced_with_it(text: str, name: str, phrase: str) -> None:
    assert _holder(text, phrase, _entity(text, name)) == name


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Judge Anna Keller and Judge Bo Lund sat down. It was late, the judge said.", "the judge"),
        ("Anna Keller and Bo Lund sat down. It was late, the judge said.", "the judge"),
        (
            "Anna Keller, minister of transport, met Bo Lund. It was late, the minister of defence said.",
            "the minister of defence",
        ),
        ("Anna Keller, campaign chairwoman, met Bo Lund. It was late, the campaign said.", "the campaign"),
    ],
)
def test_an_office_that_two_or_none_hold_means_nobody(text: str, phrase: str) -> None:
    assert _holder(text, phrase, _entity(text, "Anna Keller"), _entity(text, "Bo Lund")) == ""


def test_who_is_apposed_to_a_name_is_that_person() -> None:
    text = "It was Anna Keller, the councillor who said it was late."
    assert _holder(text, "the councillor who", _entity(text, "Anna Keller")) == "Anna Keller"


def test_somebody_introduced_later_is_not_meant() -> None:
    text = "It was late, the judge said. Judge Anna Keller sat down."
    assert _holder(text, "the judge", _entity(text, "Anna Keller")) == ""


def test_the_company_is_the_only_one_named_before() -> None:
    text = "Tarn Water cut its forecast. It was late, the company said."
    assert _holder(text, "the company", _entity(text, "Tarn Water", "organisation")) == "Tarn Water"


def test_the_word_in_a_name_tells_one_body_from_another() -> None:
    text = "La Compagnie des Bacs et Radio Loire attendent. Il est tard, dit la compagnie."
    boats = _entity(text, "Compagnie des Bacs", "organisation")
    radio = _entity(text, "Radio Loire", "organisation")
    assert _holder(text, "la compagnie", radio, boats) == "Compagnie des Bacs"


def test_answers_of_an_interview_are_the_only_person_named_before() -> None:
    text = "Anna Keller digs wells.\n\nQ: Why?\n\nA: It is dry."
    assert _holder(text, "A", _entity(text, "Anna Keller")) == "Anna Keller"
