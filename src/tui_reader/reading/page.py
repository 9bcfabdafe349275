"""A whole web page -> its article as a Document, and what the page says about it.

An extractor chooses which text is the article; the page's own elements, walked by `dom`, give that text its
structure back. Runs in a worker that can be ended: the extractor has no limits of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui_reader.model.charset import page_text
from tui_reader.model.document import Document
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.reading.candidates import fullest
from tui_reader.reading.choosing import article_of
from tui_reader.reading.dom import read_html
from tui_reader.reading.extractor import extracted_text
from tui_reader.reading.linked_data import article_data, body_text
from tui_reader.reading.metadata import read_metadata
from tui_reader.reading.states import judge, told
from tui_reader.reading.tree import DEPTH_LIMIT, PAGE_LIMIT, parse

_LARGE = 2_000_000
"""Characters of a page above which the extractor's means that grow with nesting times text are left out."""
_SHALLOW = 60
"""Levels of nesting that are kept of such a page: the extractor looks at all that is around each element."""
_NO_FACTS = SiteFacts()


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page gives it; empty strings and None where the page says nothing."""

    document: Document
    title: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    """Epoch seconds, UTC; midnight when the page gives a day only."""
    day: str = ""
    """ISO day of publication in the page's own time zone."""
    site: str = ""
    image: str = ""
    lang: str = ""
    description: str = ""
    facts: SiteFacts = _NO_FACTS
    """What the page tells about its site."""


def read_page(
    data: bytes | str,
    *,
    url: str = "",
    title: str = "",
    charset: str = "",
    known: str = "",
    memory: SiteMemory | None = None,
    dated: bool = True,
) -> Page:
    """The article of a page. `title` and `charset` are what the feed or the server said; both may be empty.

    `known` is the text that the feed gave of it, whole or in part: it says where in the page the article is.
    `memory` is what other pages of its site have taught. `dated`: whether the day of publication is wanted.

    The document may be empty when there is no text at all; nothing is raised.
    """
    source = page_text(data, charset=charset) if isinstance(data, bytes) else data
    large = len(source) > _LARGE
    root = parse(source, PAGE_LIMIT, _SHALLOW if large else DEPTH_LIMIT)
    if root is None:
        return Page(read_html(source, base_url=url, title=title), title=title)
    stated = article_data(root)
    meta = read_metadata(root, stated, url=url, title=title, dated=dated)
    document, facts = article_of(
        root,
        extracted_text(root, url, fast=large),
        url,
        title=meta.title,
        known=known,
        stated=body_text(stated),
        memory=memory,
    )
    document = fullest(root, document, stated, url)
    if not document.blocks:
        document = read_html(source, base_url=url)
    document = told(document, judge(root, document, stated, meta.title, url))
    return Page(
        replace(document, title=meta.title, authors=meta.authors, lang=meta.lang),
        meta.title,
        meta.authors,
        meta.published,
        meta.day,
        meta.site,
        meta.image,
        meta.lang,
        meta.description,
        facts,
    )
