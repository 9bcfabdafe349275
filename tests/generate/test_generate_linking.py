"""How well names are linked across the articles of a generated library, against its truth."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.generate import truth
from tests.generate.fill import generate
from tests.generate.reading import Quality, quality
from tui_reader.store import upkeep
from tui_reader.store.library import Library

NOW = 1_790_000_000
PRECISION, RECALL = 0.98, 0.85


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("linked")
    generate(made, articles=1_500, seed=5, outlets=40, now=NOW, link=True)
    return made


def pairs(folder: Path) -> list[tuple[int, int]]:
    lines = (folder / truth.ARTICLES).read_bytes().splitlines()
    return [
        (figure["figure"], figure["entity"])
        for line in lines
        for figure in msgspec.json.decode(line)["figures"]
    ]


def test_names_are_linked_across_articles(folder: Path) -> None:
    found = quality(pairs(folder))
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


def test_a_linked_library_is_sound(folder: Path) -> None:
    with Library.open(folder / "library.db") as library:
        assert library.read(upkeep.problems) == []


def test_quality_counts_wrong_merges_and_splits() -> None:
    assert quality([(1, 10), (1, 10), (2, 20)]) == Quality(1.0, 1.0)
    assert quality([(1, 10), (2, 10)]) == Quality(0.5, 1.0)
    assert quality([(1, 10), (1, 11)]) == Quality(1.0, 0.5)
