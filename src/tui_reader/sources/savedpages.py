"""Pages that a browser or SingleFile saved: where they stood on the web, and when they were saved. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from tui_reader.model.text import clean_line, clean_url
from tui_reader.model.trackers import without_trackers
from tui_reader.sources.filefacts import epoch

_HEAD = 100_000
_SINGLE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})\s+saved date:\s*([^\n<>]{1,100})", re.IGNORECASE
)
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})\s*-->", re.IGNORECASE)
_TAG = re.compile(r"<(link|meta)\b([^<>]{1,3000})>", re.IGNORECASE)
_FIELD = re.compile(r"""([\w:-]{1,40})\s*=\s*(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})'|([^\s"'<>]{1,2000}))""")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What a page on disk says of its origin: its address, empty when unknown, and epoch seconds."""

    url: str = ""
    saved: int | None = None


def saved_page(page: str) -> SavedPage:
    """By SingleFile's comment, the browser's comment, or what the page calls its own address."""
    head = page[:_HEAD]
    single = _SINGLE.search(head)
    if single:
        return SavedPage(_web(single[1]), _moment(single[2]))
    browser = _BROWSER.search(head)
    return SavedPage(_web(browser[1]) if browser and _web(browser[1]) else _canonical(head))


def _web(address: str) -> str:
    url = clean_url(unescape(address))
    return without_trackers(url) if url.startswith("http") else ""


def _canonical(head: str) -> str:
    """The address in <link rel=canonical>, else in og:url."""
    found = {"canonical": "", "og:url": ""}
    for tag in _TAG.finditer(head):
        fields = {
            name.lower(): double or single or bare for name, double, single, bare in _FIELD.findall(tag[2])
        }
        name = fields.get("rel", fields.get("property", "")).lower()
        if name in found and not found[name]:
            found[name] = _web(fields.get("href", fields.get("content", "")))
    return found["canonical"] or found["og:url"]


def _moment(value: str) -> int | None:
    """A date as JavaScript writes it ("Mon Jun 02 2031 10:11:12 GMT+0200 (...)"), or as people do."""
    plain = clean_line(value.partition("(")[0], 80)
    try:
        return int(datetime.strptime(plain, "%a %b %d %Y %H:%M:%S GMT%z").timestamp())
    except (ValueError, OverflowError):
        return epoch(plain)
