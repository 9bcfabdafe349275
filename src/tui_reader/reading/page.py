"""A whole web page -> its article as a Document, and what the page says about it.

An extractor chooses which text is the article; the page's own elements, walked by `dom`, give that text its
structure back. Runs in a worker that can be ended: the extractor has no limits of its own.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from tui_reader.model.charset import page_text
from tui_reader.model.document import Document
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.model.text import clean_text
from tui_reader.reading.align import align
from tui_reader.reading.builder import Builder
from tui_reader.reading.candidates import fullest
from tui_reader.reading.dom import read_html, walk
from tui_reader.reading.extractor import trafilatura
from tui_reader.reading.linked_data import article_data
from tui_reader.reading.metadata import read_metadata
from tui_reader.reading.selection import select
from tui_reader.reading.states import judge, told
from tui_reader.reading.tree import PAGE_LIMIT, Element, parse
from tui_reader.reading.votes import vote

_LARGE = 2_000_000
"""Characters of a page above which the extractor's means that grow with nesting times text are left out."""
_SEEN = 0.3
"""The share of the chosen text that must stand in what the page shows; the rest of it is hidden then."""
_ENOUGH = 0.8
"""The share of the chosen text that must stand in all of the page's blocks."""
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
    memory: SiteMemory | None = None,
) -> Page:
    """The article of a page. `title` and `charset` are what the feed or the server said; both may be empty.

    `memory` is what other pages of its site have taught.

    The document may be empty when there is no text at all; nothing is raised.
    """
    source = page_text(data, charset=charset) if isinstance(data, bytes) else data
    root = parse(source, PAGE_LIMIT)
    if root is None:
        return Page(read_html(source, base_url=url, title=title), title=title)
    chosen = choose(root, url, fast=len(source) > _LARGE)
    meta = read_metadata(root, chosen, url=url, title=title)
    stated = article_data(root)
    document, facts = _document(root, chosen.text if chosen else "", url, meta.title, memory)
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


def choose(root: Element, url: str, *, fast: bool = False) -> Any:
    """What the extractor takes for the article and its data, or None; `fast` leaves out its slowest means."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(
            root, url=url or None, fast=fast, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception:  # noqa: BLE001  a third party's heuristics over hostile pages: its failure is an answer
        return None


def _document(
    root: Element, chosen: str, url: str, title: str, memory: SiteMemory | None
) -> tuple[Document, SiteFacts]:
    """The chosen text with the page's own structure; else as plain lines; else the page's main part."""
    if chosen:
        for hidden, enough in ((False, _SEEN), (True, _ENOUGH)):
            builder = walk(root, url, hidden=hidden)
            whole = builder.document()
            found = align(chosen, [whole.of(block) for block in whole.blocks])
            if found.covered >= enough:
                verdict = vote(
                    whole, builder.marks, found.kept, figures=builder.figure_marks, title=title, memory=memory
                )
                return select(whole, verdict.kept, verdict.figures), verdict.facts
        return _lines(chosen), _NO_FACTS
    for path in (".//article", ".//main", ".//*[@role='main']", ".//body"):
        part = root.find(path)
        if part is not None and len((document := walk(part, url).document()).text) > 200:
            return document, _NO_FACTS
    return walk(root, url).document(), _NO_FACTS


def _lines(chosen: str) -> Document:
    """The extractor's own lines as paragraphs: for texts that stand in a page's data, not in its elements."""
    builder = Builder()
    for line in clean_text(chosen).split("\n"):
        builder.text(line)
        builder.end_block()
    return builder.document()
