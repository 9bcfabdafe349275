"""Words are counted in scripts with spaces between them and without."""

from __future__ import annotations

import pytest

from tui_reader.model.words import a_word, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The board met.", 3),
        ("Größe zählt, où ça?", 4),
        ("港湾委員会は火曜日の夜", 6),
        ("항만 위원회", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_character_without_spaces_around_it_is_a_word() -> None:
    assert a_word().findall("v2 の港, où") == ["v2", "の", "港", "où"]
