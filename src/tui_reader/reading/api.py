"""The stable face of this room: a page as plain data, and the doors that other rooms use by name."""

from __future__ import annotations

from typing import Any

from tui_reader.model.document import Block, Document
from tui_reader.model.lines import furnish
from tui_reader.model.markup import html_of
from tui_reader.model.site import SiteFacts
from tui_reader.reading.machine import article_from_json
from tui_reader.reading.onward import machine_copy, next_page
from tui_reader.reading.page import Page, read_page
from tui_reader.reading.read import read_site_page

__all__ = ["article", "article_from_json", "machine_copy", "next_page", "read_site_page", "site_facts"]


def article(html: bytes, url: str = "") -> dict[str, Any]:
    """The article of a page as plain data.

    Keys: `text` (prose and credits, no furniture, items led by "- "), `html` (the same with structure),
    `title`, `authors` (a list), `date` (ISO day or None), `sitename`, `image`, `lang` and `description`;
    None where nothing is known.
    """
    page = read_page(html, url=url)
    document = furnish(page.document)
    shown = [block for block in document.blocks if block.kind not in {"furniture", "rule", "caption"}]
    return {
        "text": "\n".join(_line(document, block) for block in shown),
        "html": html_of(document),
        "title": page.title or None,
        "authors": list(page.authors),
        "date": page.day or None,
        "sitename": page.site or None,
        "image": page.image or None,
        "lang": page.lang or None,
        "description": page.description or None,
    }


def site_facts(page: Page) -> SiteFacts:
    """What a page that was read tells about its site: to be counted, and given back as a `SiteMemory`."""
    return page.facts


def _line(document: Document, block: Block) -> str:
    return f"- {document.of(block)}" if block.kind == "item" and block.marker else document.of(block)
