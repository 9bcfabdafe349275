"""How well articles come out: our stories in ten kinds of site, on sites of their language, and walls.

The floors only rise. A story's gold is its own fragment read by the walk, so that every construct counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import mean

import pytest

from tui_reader.model.document import Document
from tui_reader.reading.api import article
from tui_reader.reading.candidates import FeedFacts
from tui_reader.reading.dom import read_html
from tui_reader.reading.page import Page, read_page
from tui_reader.reading.read import read

PAGES = Path(__file__).parent / "pages"
TEXT_FLOOR = 0.99
KIND_FLOORS = dict.fromkeys(("heading", "item", "quote", "code", "table", "caption"), 0.99)
IMAGE_FLOOR = 0.99
TITLE_FLOOR = AUTHOR_FLOOR = 0.99
DAY_FLOOR = 0.99
ABROAD = 8
"""Languages of sites whose buttons and footers are told from stories."""
ABROAD_FLOOR = 0.998
HEAD = re.compile(r"<!-- (\{.*?\}) -->\n")
TEASER = (
    "The harbour board of Veldmouth put off its vote on four new cranes on Tuesday evening, its clerk said."
)


@dataclass(frozen=True, slots=True)
class Case:
    """One story on one site, as it should be read and as it was."""

    name: str
    facts: dict[str, str]
    gold: Document
    page: Page


def cases() -> list[Case]:
    found = []
    for story in sorted((PAGES / "stories").glob("*.html")):
        source = story.read_text("utf-8")
        head = HEAD.match(source)
        assert head
        facts, body = json.loads(head[1]), source[head.end() :]
        for style in sorted((PAGES / "styles").glob("*.html")):
            html = style.read_text("utf-8")
            for mark in ("title", "author", "lang", "day"):
                html = html.replace(f"@{mark.upper()}@", facts[mark])
            page = read_page(html.replace("@BODY@", body).encode(), url="https://veld.example/story")
            gold = read_html(body, base_url="https://veld.example/story")
            found.append(Case(f"{story.stem} {style.stem}", facts, gold, page))
    return found


@pytest.fixture(scope="module")
def read_cases() -> list[Case]:
    return cases()


def f1(gold: Counter[str], found: Counter[str]) -> float:
    common = (gold & found).total()
    return 2 * common / (gold.total() + found.total()) if gold or found else 1.0


def abroad() -> list[tuple[str, list[str], Counter[str], str]]:
    """Stories on the sites of their language: name, what the site says, the story's words, the text read."""
    found = []
    for site in sorted((PAGES / "sites").glob("*.html")):
        source = site.read_text("utf-8")
        head = HEAD.match(source)
        assert head
        told = json.loads(head[1])
        for story in sorted((PAGES / "stories").glob(f"{told['lang']}-*.html")):
            written = story.read_text("utf-8")
            mark = HEAD.match(written)
            assert mark
            facts, body = json.loads(mark[1]), written[mark.end() :]
            first, end, rest = body.partition("</p>")
            html = source[head.end() :].replace("@FIRST@", first + end).replace("@REST@", rest)
            html = html.replace("@TITLE@", facts["title"]).replace("@AUTHOR@", facts["author"])
            text = article(html.encode(), "https://veld.example/story")["text"]
            text = text.replace(facts["title"], "", 1)
            gold = Counter(re.findall(r"\w+", without_captions(body).lower()))
            found.append((f"{site.stem} {story.stem}", told["not"], gold, text))
    return found


def without_captions(body: str) -> str:
    return unescape(re.sub(r"<figcaption>.*?</figcaption>|<[^>]+>", " ", body))


def words(document: Document) -> Counter[str]:
    kinds = {"furniture", "heading", "credit"}
    shown = (document.of(block) for block in document.blocks if block.kind not in kinds)
    return Counter(re.findall(r"\w+", " ".join(shown).lower()))


def of_kind(document: Document, kind: str, title: str) -> Counter[str]:
    texts = (" ".join(document.of(block).split()) for block in document.blocks if block.kind == kind)
    return Counter(text for text in texts if text != title)


def test_there_are_at_least_a_hundred_pages(read_cases: list[Case]) -> None:
    assert len(read_cases) >= 100


def test_the_text_of_articles_is_found_and_little_else(read_cases: list[Case]) -> None:
    scores = {case.name: f1(words(case.gold), words(case.page.document)) for case in read_cases}
    assert mean(scores.values()) >= TEXT_FLOOR, sorted(scores.items(), key=lambda pair: pair[1])[:5]


@pytest.mark.parametrize("kind", KIND_FLOORS)
def test_structure_comes_through(kind: str, read_cases: list[Case]) -> None:
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for case in read_cases:
        for document, counts in ((case.gold, gold), (case.page.document, found)):
            texts = of_kind(document, kind, case.facts["title"])
            counts.update({f"{case.name} {text}": times for text, times in texts.items()})
    assert f1(gold, found) >= KIND_FLOORS[kind], (gold - found, found - gold)


def test_pictures_come_through(read_cases: list[Case]) -> None:
    gold = Counter(f"{case.name} {figure.url}" for case in read_cases for figure in case.gold.figures)
    found = Counter(
        f"{case.name} {figure.url}" for case in read_cases for figure in case.page.document.figures
    )
    assert f1(gold, found) >= IMAGE_FLOOR, (gold - found, found - gold)


def test_titles_authors_and_days_are_found(read_cases: list[Case]) -> None:
    wrong = [(case.name, case.page.title) for case in read_cases if case.page.title != case.facts["title"]]
    assert 1 - len(wrong) / len(read_cases) >= TITLE_FLOOR, wrong
    others = [
        (case.name, case.page.authors) for case in read_cases if case.page.authors != (case.facts["author"],)
    ]
    assert 1 - len(others) / len(read_cases) >= AUTHOR_FLOOR, others
    days = [(case.name, case.page.day) for case in read_cases if case.page.day != case.facts["day"]]
    assert 1 - len(days) / len(read_cases) >= DAY_FLOOR, days


def test_a_whole_article_is_in_no_state(read_cases: list[Case]) -> None:
    assert [case.name for case in read_cases if case.page.document.state] == []


@pytest.mark.parametrize("wall", sorted((PAGES / "walls").glob("*.html")), ids=lambda path: path.stem)
def test_a_wall_is_known_for_what_it_is(wall: Path) -> None:
    assert read_page(wall.read_bytes()).document.state == wall.stem.partition("-")[0]


@pytest.mark.parametrize("wall", sorted((PAGES / "walls").glob("*.html")), ids=lambda path: path.stem)
def test_behind_a_wall_the_text_of_the_feed_is_kept_and_the_reader_told(wall: Path) -> None:
    feed = FeedFacts("".join(f"<p>{TEASER} Part {number}.</p>" for number in range(9)))
    document = read(wall.read_text("utf-8"), "page", title="Harbour board puts off vote", feed=feed)
    assert document.text.count("its clerk said") == 9
    assert document.note.endswith("Shown is the text that the feed gave.")


def test_what_sites_say_around_stories_in_their_language_is_no_part_of_them() -> None:
    pages = abroad()
    assert len({name[:2] for name, *_ in pages}) >= ABROAD
    kept = {name: [line for line in lines if line in text] for name, lines, _, text in pages}
    assert {name: lines for name, lines in kept.items() if lines} == {}


def test_stories_are_whole_on_sites_of_their_language() -> None:
    scores = {name: f1(gold, Counter(re.findall(r"\w+", text.lower()))) for name, _, gold, text in abroad()}
    assert mean(scores.values()) >= ABROAD_FLOOR, sorted(scores.items(), key=lambda pair: pair[1])[:5]
