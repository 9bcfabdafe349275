"""The sample articles: what the first start shows, and what the pictures are taken of."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from scripts.pictures import ARRIVED, OUTLETS, SAMPLES, shelve
from tui_reader.model.article import Entry
from tui_reader.model.document import Document
from tui_reader.reading.read import read
from tui_reader.sources.local import named, read_file

PATHS = sorted(SAMPLES.iterdir())
STORIES = {
    "a strike of pilots": ("Skarrow", "Renwick", "Halvorsen Vane"),
    "a rise of interest rates": ("Raudsepa", "Orrenmaa", "Riga"),
    "a stolen chart": ("Vinterhav", "Holtby", "Aanestad"),
}
"""What every article that tells a story names."""
MEDIA = {".txt": "text", ".md": "markdown", ".html": "page", ".eml": "html"}


@cache
def sample(path: Path) -> tuple[Entry, Document]:
    entry = read_file(named(str(path)))
    return entry, read(entry.content, entry.media, title=entry.title, lang=entry.lang)


def test_there_are_thirty_six_of_every_format_and_language() -> None:
    assert len(PATHS) == 36
    formats = Counter(path.suffix for path in PATHS)
    assert formats.keys() == MEDIA.keys()
    assert min(formats[suffix] for suffix in (".txt", ".md", ".html")) >= 8
    languages = Counter(sample(path)[1].lang for path in PATHS if path.suffix != ".eml")
    assert languages == {"en": 26, "fr": 4, "de": 4, "ja": 1}


def test_among_the_samples_is_whatever_a_page_can_hold() -> None:
    documents = [sample(path)[1] for path in PATHS]
    kinds = {block.kind for document in documents for block in document.blocks}
    assert kinds >= {"heading", "paragraph", "item", "quote", "code", "table", "caption", "rule", "credit"}
    assert any(document.figures for document in documents)
    assert any(document.links for document in documents)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_sample_is_read_whole_with_its_title(path: Path) -> None:
    entry, document = sample(path)
    assert entry.media == MEDIA[path.suffix]
    assert 20 < len(entry.title) < 120
    words = len(document.text) / 2 if document.lang == "ja" else len(document.text.split())
    assert 200 < words < 700


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.suffix != ".txt"], ids=lambda path: path.stem
)
def test_a_sample_with_a_date_is_of_that_autumn(path: Path) -> None:
    published = sample(path)[0].published
    assert published is not None
    assert datetime(2026, 10, 20, tzinfo=UTC) <= datetime.fromtimestamp(published, UTC)
    assert datetime.fromtimestamp(published, UTC) <= datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.suffix == ".html"], ids=lambda path: path.stem
)
def test_the_title_of_a_page_carries_no_name_of_its_site(path: Path) -> None:
    site = path.read_text(encoding="utf-8").split('og:site_name" content="')[1].split('"')[0]
    assert site not in sample(path)[0].title


def test_no_two_have_one_title() -> None:
    assert len({sample(path)[0].title for path in PATHS}) == len(PATHS)


@pytest.mark.parametrize("names", STORIES.values(), ids=STORIES)
def test_a_story_is_told_by_several_outlets_in_several_languages(names: tuple[str, ...]) -> None:
    told = [path for path in PATHS if all(name in path.read_text(encoding="utf-8") for name in names)]
    assert len(told) >= 4
    assert len({sample(path)[1].lang for path in told}) >= 3


def test_for_the_pictures_every_sample_has_one_outlet_and_a_time(tmp_path: Path) -> None:
    shelve(tmp_path)
    placed = Counter(path.name for path in tmp_path.glob("*/*"))
    assert placed == {path.name: 1 for path in PATHS}
    assert {path.parent.name for path in tmp_path.glob("*/*")} == {outlet for outlet, _ in OUTLETS}
    assert ARRIVED.keys() == {path.name for path in PATHS if path.suffix == ".txt"}
