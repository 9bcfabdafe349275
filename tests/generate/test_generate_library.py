from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.generate import names, truth
from tests.generate.cast import Cast, cast
from tests.generate.fill import generate, specs
from tests.generate.stories import Told, World
from tui_reader import config
from tui_reader.model.query import ArticleQuery
from tui_reader.reading import read
from tui_reader.store import articles, insights, search, upkeep
from tui_reader.store.library import Library

NOW = 1_790_000_000
ARTICLES = 400


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return list(World(articles=ARTICLES, seed=3, outlets=12, now=NOW).tell())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("generated")
    generate(made, articles=ARTICLES, seed=3, outlets=12, now=NOW)
    return made


@pytest.fixture(scope="module")
def crowd() -> Cast:
    return cast(Random(8), 30_000)


def test_a_seed_gives_the_same_library_again(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path, articles=ARTICLES, seed=3, outlets=12, now=NOW)
    for name in (truth.CAST, truth.ARTICLES, "feeds.toml"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_another_seed_gives_another_library(told: list[Told]) -> None:
    other = next(World(articles=ARTICLES, seed=4, outlets=12, now=NOW).tell())
    assert other.written.document.text != told[0].written.document.text


def test_people_share_surnames_and_full_names(crowd: Cast) -> None:
    people = crowd.people.figures
    surnames = Counter(figure.name.split()[-1] for figure in people)
    full = Counter(figure.name for figure in people)
    assert sum(count for count in surnames.values() if count > 1) >= 0.05 * len(people)
    assert sum(count for count in full.values() if count > 1) >= 0.01 * len(people)


def test_nearly_a_third_of_the_names_have_three_forms(crowd: Cast) -> None:
    everybody = crowd.all()
    assert sum(len(figure.forms) >= 3 for figure in everybody) >= 0.3 * len(everybody)


def test_a_few_figures_are_in_much_of_the_news(told: list[Told]) -> None:
    seen = Counter(figure.number for one in told for figure in one.written.figures)
    counts = sorted(seen.values(), reverse=True)
    assert counts[0] > 8 * counts[len(counts) // 2]


def test_every_offset_holds(told: list[Told]) -> None:
    texts = [one.written for one in told] + [one.revised for one in told if one.revised]
    for written in texts:
        text = written.document.text
        for figure, entity in zip(written.figures, written.insight.entities, strict=True):
            bare = {form.removeprefix("Mr ").removeprefix("Ms ") for form in figure.forms}
            assert {text[span.start : span.end] for span in entity.mentions} <= bare
        for quote in written.insight.quotes:
            said = text[quote.start : quote.end]
            assert (said[0], said[-1]) == ("“", "”") or quote.kind == "indirect"
            assert quote.mention_span is not None
            assert text[quote.mention_span.start : quote.mention_span.end] == quote.mention


def test_quotes_know_their_speakers(told: list[Told]) -> None:
    for one in told:
        for quote in one.written.insight.quotes:
            if quote.entity is None:
                assert quote.speaker_class == "unnamed"
            else:
                assert one.written.figures[quote.entity].name == quote.speaker


def test_the_feed_carries_the_same_document(told: list[Told]) -> None:
    for one in told[:40]:
        made = read.read(one.written.html(), "html", title=one.written.title, lang="en")
        assert made == one.written.document


def test_stories_are_told_by_several_outlets(told: list[Told]) -> None:
    outlets: dict[int, set[int]] = {}
    for one in told:
        outlets.setdefault(one.story, set()).add(one.outlet)
    assert max(len(some) for some in outlets.values()) >= 4
    assert all(before.published <= after.published for before, after in pairwise(told))


def test_some_articles_are_revised_in_what_is_said(told: list[Told]) -> None:
    revised = [one for one in told if one.revised]
    assert 0 < len(revised) < ARTICLES // 10
    for one in revised:
        assert one.revised is not None
        assert one.revised.document.text != one.written.document.text
        assert len(one.revised.insight.quotes) == len(one.written.insight.quotes)


def test_the_store_is_sound_and_holds_the_truth(folder: Path) -> None:
    known = [msgspec.json.decode(line) for line in (folder / truth.ARTICLES).read_bytes().splitlines()]
    last = {one["article"]: one for one in known}
    with Library.open(folder / "library.db") as library:
        assert library.read(upkeep.problems) == []
        ids = library.read(search.find, ArticleQuery())
        assert sorted(ids) == sorted(last)
        for article_id in ids[:50]:
            entities = {entity.id: entity for entity in library.read(insights.entities, article_id)}
            figures = {figure["entity"]: figure for figure in last[article_id]["figures"]}
            assert {
                number: [list(span) for span in entity.mentions] for number, entity in entities.items()
            } == {number: figure["mentions"] for number, figure in figures.items()}
            spans = [
                [list(span) for span in each.quote.spans]
                for each in library.read(insights.quotes, article_id)
            ]
            assert spans == [quote["spans"] for quote in last[article_id]["quotes"]]


def test_revised_articles_keep_both_texts(folder: Path) -> None:
    known = [msgspec.json.decode(line) for line in (folder / truth.ARTICLES).read_bytes().splitlines()]
    revised = [one["article"] for one in known if one["revised"]]
    with Library.open(folder / "library.db") as library:
        assert revised
        for article_id in revised:
            assert len(library.read(articles.revisions, article_id)) == 2


def test_the_configuration_names_every_source(folder: Path) -> None:
    found = config.load(folder / "feeds.toml")
    assert [spec.key for spec in found.sources] == [spec.key for spec in specs(12)]


def test_a_library_is_never_written_over(folder: Path) -> None:
    with pytest.raises(FileExistsError):
        generate(folder, articles=1, seed=1, outlets=1, now=NOW)


def test_the_program_never_reads_the_lists() -> None:
    words = {word for word in names.SURNAME_HEADS + names.SURNAME_TAILS if len(word) > 3}
    tables = Path(read.__file__).parents[1].rglob("data/*")
    lines = {line.strip() for table in tables if table.is_file() for line in table.read_text().splitlines()}
    assert not words & lines
    sources = Path(read.__file__).parents[1].rglob("*.py")
    assert not [path for path in sources if "tests.generate" in path.read_text()]
