"""Code, quotes and frames come through as they were set, whatever publishing system drew them.

The pages are our own, made in the manner of fourteen systems; each begins with what is to be read in it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tui_reader.model.document import Document
from tui_reader.reading.page import read_page

PAGES = sorted((Path(__file__).parent / "pages" / "constructs").glob("*.html"))
HEAD = re.compile(r"<!-- (\{.*?\}) -->\n")
PROSE = ("had to find the paper", "keys of the boathouse", "beside the ferry steps")
"""Words of the three paragraphs that all pages have."""


def told(page: Path) -> tuple[dict[str, Any], Document]:
    source = page.read_text("utf-8")
    head = HEAD.match(source)
    assert head
    return json.loads(head[1]), read_page(
        source[head.end() :].encode(), url="https://veld.example/x"
    ).document


def of_kind(document: Document, kind: str) -> list[str]:
    return [document.of(block) for block in document.blocks if block.kind == kind]


def test_there_are_pages_of_a_dozen_systems() -> None:
    assert len(PAGES) >= 12


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_code_keeps_its_lines_and_language_and_loses_their_numbers(page: Path) -> None:
    gold, document = told(page)
    found = [[block.marker, document.of(block)] for block in document.blocks if block.kind == "code"]
    assert found == gold["code"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_block_quotes_are_whole_and_nothing_else_is_one(page: Path) -> None:
    gold, document = told(page)
    assert of_kind(document, "quote") == gold["quotes"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_captions_and_what_frames_show_are_named(page: Path) -> None:
    gold, document = told(page)
    links = {document.text[link.start : link.end]: link.url for link in document.links}
    captions = of_kind(document, "caption")
    frames = [[text, links[text]] for text in captions if text.startswith("▶")]
    assert frames == gold.get("embeds", [])
    assert [text for text in captions if not text.startswith("▶")] == gold.get("captions", [])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_prose_is_whole_and_buttons_are_left_out(page: Path) -> None:
    gold, document = told(page)
    assert [words for words in PROSE if words not in document.text] == []
    assert [words for words in gold.get("without", []) if words in document.text] == []
