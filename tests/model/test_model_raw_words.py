"""The words of a source as it came: what parts them, what is no word, and that no text takes long."""

from __future__ import annotations

import time

import pytest

from tui_reader.model.article import Media
from tui_reader.model.raw_words import LIMIT, raw_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>One two.</p><p>Three</p>", "One two. Three"),
        ("fish &amp; chips&#8217;s", "fish & chips’s"),
        ("a<script>var b = '<p>c';</script>d", "a d"),
        ("a<SCRIPT >b</SCRIPT\n>c", "a c"),
        ("a<style>b{}", "a"),
        ("a<!-- b <p> c -->d", "a d"),
        ("a<!--->b", "a b"),
        ("a<!-- b", "a"),
        ("<span title='x'>a</span> <strong>b</strong>", "a b"),
        ("4 < 5 and 6 > 5", "4 < 5 and 6 > 5"),
        ("ha\xadlibut", "halibut"),
        ("&#0;&#xd800;a", "\ufffd\ufffda"),
        ("", ""),
    ],
)
def test_markup_parts_words_and_is_none(source: str, words: str) -> None:
    assert raw_words(source, "html").split() == words.split()


@pytest.mark.parametrize("media", ["text", "markdown"])
def test_a_text_without_markup_stays_as_it_is(media: Media) -> None:
    assert raw_words("a <b> & c &amp; d", media) == "a <b> & c &amp; d"


@pytest.mark.parametrize(
    "piece", ["<", "<!", "<!-", "<script", "<script>", "<style><script>", "<a b='", "&", "&#"]
)
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    def used(size: int) -> float:
        source = piece * (size // len(piece))
        begun = time.process_time()
        raw_words(source, "page")
        return time.process_time() - begun

    assert used(LIMIT) < 40 * max(min(used(LIMIT // 10) for _ in range(3)), 0.001)


def test_a_long_text_is_cut() -> None:
    assert len(raw_words("a " * LIMIT, "text")) == LIMIT
