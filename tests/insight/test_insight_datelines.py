"""What stands after a dateline is found where it is."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser
from tui_reader.reading.read import read


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser("auto")


@pytest.mark.parametrize("dateline", ["", "HELSINKI — ", "SKARROW, Scotland, Oct 30 (Northern Wire) - "])
@pytest.mark.parametrize("words", ["warned on Monday", "“warned” on Monday"])
def test_a_name_after_a_dateline_is_the_words_it_says(analyser: Analyser, dateline: str, words: str) -> None:
    document = read(f"A title\n\n{dateline}Prices will rise, the operator Tamsin Okoro {words}.\n", "text")
    found = analyser.analyse(document, "A title")
    (person,) = [entity for entity in found.entities if entity.kind == "person"]
    assert person.name == "Tamsin Okoro"
    assert [document.text[span.start : span.end] for span in person.mentions] == ["Tamsin Okoro"]


def test_a_dateline_alone_does_no_harm(analyser: Analyser) -> None:
    assert analyser.analyse(read("A title\n\nLYON (AFP) — \n", "text"), "A title").quotes == ()
