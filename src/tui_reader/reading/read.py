"""Any text of any kind -> Document: the one door of this room for what is already a str."""

from __future__ import annotations

from dataclasses import replace

from tui_reader.errors import ReadingError
from tui_reader.model.article import Media
from tui_reader.model.document import Document
from tui_reader.model.lines import furnish
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.model.text import clean_line
from tui_reader.reading.candidates import FeedFacts, are_near, guarded
from tui_reader.reading.dom import read_html
from tui_reader.reading.figures import led
from tui_reader.reading.language import guess_language
from tui_reader.reading.markdown import read_markdown
from tui_reader.reading.plain import read_plain
from tui_reader.reading.versions import VERSION

__all__ = ["VERSION", "read", "read_site_page"]


def read(
    source: str,
    media: Media,
    *,
    base_url: str = "",
    title: str = "",
    lang: str = "",
    feed: FeedFacts | None = None,
    memory: SiteMemory | None = None,
) -> Document:
    """The Document of a source text, credits and furniture marked, its language guessed when not given.

    `feed` is what the feed gave of an article whose page is read: it is shown where the page has less.
    `memory` is what other pages of the page's site have taught.

    Raises ReadingError when there is neither text nor picture, and for no other reason.
    """
    if media == "page":
        return read_site_page(source, base_url=base_url, title=title, lang=lang, feed=feed, memory=memory)[0]
    title, lang = clean_line(title), clean_line(lang, 5)[:2].lower()
    return _finished(_by_media(source, media, base_url, title, lang), base_url or title)


def read_site_page(
    source: str,
    *,
    base_url: str = "",
    title: str = "",
    lang: str = "",
    feed: FeedFacts | None = None,
    memory: SiteMemory | None = None,
) -> tuple[Document, SiteFacts]:
    """The same for a web page, and what the page tells about its site. Raises ReadingError."""
    from tui_reader.reading.page import read_page

    title, lang = clean_line(title), clean_line(lang, 5)[:2].lower()
    given = _by_media(feed.content, feed.media, feed.base_url, title, lang) if feed else None
    page = read_page(
        source, url=base_url, title=title, known=given.text if given else "", memory=memory, dated=False
    )
    document = replace(led(page.document, page.image), lang=lang or page.lang)
    if feed and given:
        document = guarded(document, given, dated=are_near(page.published, feed.published))
        document = replace(document, authors=feed.authors or document.authors)
    return _finished(document, base_url or title), page.facts


def _by_media(source: str, media: Media, base_url: str, title: str, lang: str) -> Document:
    if media == "text":
        return read_plain(source, title=title, lang=lang)
    if media == "markdown":
        return read_markdown(source, base_url=base_url, title=title, lang=lang)
    return read_html(source, base_url=base_url, title=title, lang=lang)


def _finished(document: Document, subject: str) -> Document:
    """The document with its credits and furniture marked and its language known, if it can be."""
    if not document.blocks and not document.figures:
        raise ReadingError("there is no text in it", subject=subject)
    document = furnish(document)
    return document if document.lang else replace(document, lang=_language(document))


def _language(document: Document) -> str:
    return guess_language(" ".join(document.of(block) for block in document.prose()))
