"""What somebody is: offices before a name, appositions behind it, houses, parties and states."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.insight.callings import calling
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document


def told(text: str, name: str) -> str:
    start = text.index(name)
    return calling(text, Span(start, start + len(name)))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ann Lee, chairman of Acme, said so.", "chairman of Acme"),
        ("Ann Lee, Norland's foreign minister, said so.", "Norland's foreign minister"),
        ("Ann Lee, 58, a teacher from Skarn, said so.", "teacher from Skarn"),
        ("Ann Lee, a partner at Brom & Sons who ran for mayor, lost.", "partner at Brom & Sons"),
        ("Ann Lee, the Republican mayor of Skarn, lost.", "Republican mayor of Skarn"),
        ("Ann Lee, spokeswoman for Mrs. Keller, said so.", "spokeswoman for Mrs. Keller"),
        ("Ann Lee, director general of the harbour.", "director general of the harbour"),
        ("It came from Ann Lee, mayor of Skarn.\n\nMore follows.", "mayor of Skarn"),
        ("He met foreign minister Ann Lee.", "foreign minister"),
        ("It was said by Acme chief executive Ann Lee.", "Acme chief executive"),
        ("The Prime Minister Ann Lee agreed.", "Prime Minister"),
        ("U.S. Secretary of State Ann Lee agreed.", "U.S. Secretary of State"),
        ("A call to campaign manager Ann Lee helped.", "campaign manager"),
        ("Sen. Ann Lee (D-Ohio) said so.", "senator (D-Ohio)"),
        ("Ann Lee (R-Maine) said so.", "R-Maine"),
        ("Ann Lee of the University of Skarn said so.", "University of Skarn"),
        ("Das sagte Außenministerin Ann Lee am Montag.", "Außenministerin"),
        ("Ann Lee, Sprecherin der Bahn, sagte das.", "Sprecherin der Bahn"),
        ("Ann Lee, der Chef der Bank, sagte das.", "Chef der Bank"),
        ("a dit la ministre Ann Lee.", "ministre"),
        ("a dit la ministre des Finances Ann Lee.", "ministre des Finances"),
        ("Ann Lee, porte-parole de la mairie, a dit non.", "porte-parole de la mairie"),
    ],
)
def test_the_words_beside_a_name_say_what_somebody_is(text: str, role: str) -> None:
    assert told(text, "Ann Lee") == role


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, however, said so.",
        "Ann Lee, almost alone, said so.",
        "Ann Lee, Bob Roe and Cy Poe said so.",
        "Ann Lee, have said they will not come, too.",
        "Are you a villain, Ann Lee, or not?",
        "Ann Lee of Skarn said so.",
        "The mayor left. Ann Lee stayed.",
        "Ann Lee said so.",
    ],
)
def test_other_words_beside_a_name_say_nothing(text: str) -> None:
    assert not told(text, "Ann Lee")


def test_of_several_roles_the_telling_one_is_kept(reader: Analyser) -> None:
    text = "President Maria Keller came by boat. Maria Keller, president of Norland, left by car."
    (entity, *_) = reader.analyse(plain_document(text)).entities
    assert entity.role == "president of Norland"
