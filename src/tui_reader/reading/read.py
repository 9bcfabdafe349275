"""Any text of any kind -> Document: the one door of this room for what is already a str."""

from __future__ import annotations

from dataclasses import replace

from tui_reader.errors import ReadingError
from tui_reader.model.article import Media
from tui_reader.model.document import Document
from tui_reader.model.lines import furnish
from tui_reader.model.text import clean_line
from tui_reader.reading.candidates import FeedFacts, guarded
from tui_reader.reading.dom import read_html
from tui_reader.reading.language import guess_language
from tui_reader.reading.markdown import read_markdown
from tui_reader.reading.plain import read_plain

VERSION = "2"
"""Goes up when the same source gives another Document."""


def read(
    source: str,
    media: Media,
    *,
    base_url: str = "",
    title: str = "",
    lang: str = "",
    feed: FeedFacts | None = None,
) -> Document:
    """The Document of a source text, credits and furniture marked, its language guessed when not given.

    `feed` is what the feed gave of an article whose page is read: it is shown where the page has less.

    Raises ReadingError when there is neither text nor picture, and for no other reason.
    """
    title, lang = clean_line(title), clean_line(lang, 5)[:2].lower()
    document = _by_media(source, media, base_url, title, lang)
    if feed is not None and media == "page":
        document = guarded(document, _by_media(feed.content, feed.media, feed.base_url, title, lang))
    if not document.blocks and not document.figures:
        raise ReadingError("there is no text in it", subject=base_url or title)
    document = furnish(document)
    return document if document.lang else replace(document, lang=_language(document))


def _by_media(source: str, media: Media, base_url: str, title: str, lang: str) -> Document:
    if media == "text":
        return read_plain(source, title=title, lang=lang)
    if media == "markdown":
        return read_markdown(source, base_url=base_url, title=title, lang=lang)
    if media == "page":
        from tui_reader.reading.page import read_page

        page = read_page(source, url=base_url, title=title)
        return replace(page.document, lang=lang or page.lang)
    return read_html(source, base_url=base_url, title=title, lang=lang)


def _language(document: Document) -> str:
    return guess_language(" ".join(document.of(block) for block in document.prose()))
