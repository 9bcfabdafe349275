"""A long file becomes several articles, and nothing of it is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.article import Entry, Media
from tui_reader.reading import read
from tui_reader.sources import volumes
from tui_reader.sources.containers import BETWEEN_CHAPTERS


def entry(content: str, media: Media = "html") -> Entry:
    return Entry("/books/lamp.epub", "The lamp", content=content, media=media)


def chapter(number: int, paragraphs: int = 400) -> str:
    lines = (
        f"<p>Paragraph {number}.{line} of the lamp that burned for years.</p>" for line in range(paragraphs)
    )
    return "\n".join(lines)


def test_a_short_file_is_one_article() -> None:
    short = entry("<p>Fog.</p>")
    assert volumes.volumes(short) == [short]


def test_a_long_book_is_parted_between_chapters() -> None:
    parts = volumes.volumes(entry(BETWEEN_CHAPTERS.join(chapter(number) for number in range(60))))
    assert [part.title for part in parts] == ["The lamp (1/3)", "The lamp (2/3)", "The lamp (3/3)"]
    assert [part.guid for part in parts] == [f"/books/lamp.epub{end}" for end in ("", "#2", "#3")]
    firsts = [re.search(r"Paragraph \d+\.(\d+)", part.content) for part in parts]
    assert [found and found[1] for found in firsts] == ["0", "0", "0"]


@pytest.mark.parametrize("media", ["html", "text", "markdown"])
def test_every_paragraph_of_a_book_is_in_some_article(media: Media) -> None:
    sign = "\n" if media == "html" else "\n\n"
    lines = [
        f"<p>Line {n} of the book.</p>" if media == "html" else f"Line {n} of the book."
        for n in range(30_000)
    ]
    parts = volumes.volumes(entry(sign.join(lines), media))
    texts = [read.read(part.content, part.media, title=part.title).text for part in parts]
    assert len(re.findall(r"Line \d+ of the book", " ".join(texts))) == 30_000
    assert len(parts) > 1


@given(st.lists(st.text("ab\n", max_size=30), max_size=30))
def test_parts_together_are_the_whole(pieces: list[str]) -> None:
    joined = "".join(volumes._grouped(pieces, 20))
    assert joined.replace("\n", "") == "".join(pieces).replace("\n", "")
