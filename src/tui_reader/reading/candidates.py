"""Other texts of an article that a page or its feed holds, and which of them a reader gets.

JSON-LD's articleBody and the data of JavaScript frameworks are candidates beside the page's elements; the
feed's own text guards them all: what is shown is never less than what the feed gave.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tui_reader.model.article import Media
from tui_reader.model.document import Document
from tui_reader.model.words import a_word
from tui_reader.reading.dom import read_html
from tui_reader.reading.embedded import texts_in_scripts
from tui_reader.reading.states import told
from tui_reader.reading.tree import Element

_MORE = 1.5
"""How many times the words of the page's elements a page's data must have to be taken instead."""
_LEAST = 80
_FEW = 150
"""Words; a page whose elements hold more is drawn by itself, whatever its scripts hold."""
_STRANGE = 0.05
"""The share of the feed's stretches of three words below which page and feed say nothing of the same."""
_TELLING = 20
"""Words of a feed's text from which that means something."""
_SAME_TIME = 3 * 86_400
"""Seconds between the days that page and feed give one article, at most."""
_STEM = 6
_LONG = 5
"""Characters of a title's word that says what an article is about, and of its beginning that tells it."""


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What the feed gave of the article: a text of a kind, not washed, and where its links start from.

    The text may be the whole article or a teaser of it; it is never known which.
    """

    content: str
    media: Media = "html"
    base_url: str = ""
    authors: tuple[str, ...] = ()
    """The authors as the feed names them, washed; they overrule what the page says."""
    published: int | None = None
    """When the feed says that it was published, in epoch seconds; None when it says nothing."""


def fullest(root: Element, document: Document, data: dict[str, Any], url: str) -> Document:
    """The document, or that of a text in the page's data which holds far more."""
    words = document.bulk()
    stated = data.get("articleBody")
    texts = [stated] if isinstance(stated, str) else []
    if words < _FEW:
        texts += texts_in_scripts(root)
    best = max(texts, key=len, default="")
    if len(best) < 6 * _LEAST:
        return document
    other = _read(best, url)
    same = words < _FEW or _shared(other, document) > 0.5
    parted = len(other.blocks) >= 2 * len(document.blocks) and other.bulk() >= 0.9 * words
    return other if same and (parted or other.bulk() >= max(_MORE * words, _LEAST)) else document


def guarded(page: Document, feed: Document, *, dated: bool = False) -> Document:
    """The page's document unless the feed's holds more of the article; a state is told either way.

    `dated`: page and feed give the same day, or nearly. Both documents bear the feed's title.
    """
    other = not dated and _is_other(page, feed)
    kept = other or _is_better(page, feed)
    shown = replace(feed, authors=feed.authors or page.authors, lang=feed.lang or page.lang) if kept else page
    return told(shown, "gone" if other else page.state, kept=kept)


def are_near(first: int | None, second: int | None) -> bool:
    """Whether two times of publication (epoch seconds) are known, and may be those of one article."""
    return first is not None and second is not None and abs(first - second) <= _SAME_TIME


def _is_better(page: Document, feed: Document) -> bool:
    """Whether the feed's text is the one to show."""
    words, given = page.bulk(), feed.bulk()
    if given < 5:
        return False
    if page.state in {"consent", "blocked", "script", "gone"} or given > 1.1 * words:
        return True
    return words < _FEW and _shared(page, feed) < 0.3 and not _speaks_of(page, feed.title)


def _is_other(page: Document, feed: Document) -> bool:
    """Whether the page has come to hold something else: it has words of neither the feed's text nor title."""
    if page.state or feed.bulk() < _TELLING:
        return False
    return _shared(page, feed) < _STRANGE and not _speaks_of(page, feed.title)


def _speaks_of(page: Document, title: str) -> bool:
    """Whether a text has a word of a title, or the title says too little to know."""
    known = _stems(title)
    return len(known) < 2 or not known.isdisjoint(_stems(page.text))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in a_word().findall(text[:100_000].casefold()) if len(word) >= _LONG}


def _shared(whole: Document, part: Document) -> float:
    """The share of one document's stretches of three words that another has."""
    there, given = _threes(whole), _threes(part)
    return len(there & given) / len(given) if given else 1.0


def _threes(document: Document) -> set[tuple[str, ...]]:
    words = a_word().findall(document.text[:100_000].casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _read(text: str, url: str) -> Document:
    """A text out of data: HTML, or lines."""
    if "<p" in text or "<br" in text or "</" in text:
        return read_html(text, base_url=url)
    return read_html("".join(f"<p>{_escaped(line)}</p>" for line in text.split("\n")), base_url=url)


def _escaped(line: str) -> str:
    return line.replace("<", "&lt;")
