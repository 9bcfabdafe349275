"""An article as a site gives it to programs (WordPress' REST interface) -> the same `Page` as from HTML.

The data come from outside like any page: bounded, washed, and without trust in their shape.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tui_reader.model.text import clean_line, clean_markup_line
from tui_reader.reading.authors import author_names
from tui_reader.reading.dom import read_html
from tui_reader.reading.page import Page
from tui_reader.reading.tree import HTML_LIMIT

_LIMIT = 8_000_000
"""Bytes of an answer that are looked at."""


def article_from_json(data: bytes, url: str) -> Page | None:
    """The article in the answer of a site's interface, or None when it holds none.

    `url` is where the article's links start from. A protected or empty post is none. Raises nothing.
    """
    try:
        value = json.loads(data[:_LIMIT], strict=False)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return None
    content = value.get("content")
    if isinstance(content, dict) and content.get("protected"):
        return None
    source = _rendered(content)
    if not source.strip():
        return None
    title = clean_markup_line(_rendered(value.get("title")))
    document = read_html(source[:HTML_LIMIT], base_url=url, title=title)
    if not document.blocks:
        return None
    published, day = _moment(value)
    return Page(
        document,
        title=title,
        authors=tuple(author_names(_authors(value), handles=True)[:10]),
        published=published,
        day=day,
        description=clean_markup_line(_rendered(value.get("excerpt")), 1_000),
    )


def _rendered(value: Any) -> str:
    """The HTML of a field: a string, or an object that holds it."""
    value = value.get("rendered") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _authors(value: dict[str, Any]) -> Iterator[str]:
    embedded = value.get("_embedded")
    people = embedded.get("author") if isinstance(embedded, dict) else None
    for person in people[:10] if isinstance(people, list) else ():
        if isinstance(person, dict) and isinstance(person.get("name"), str):
            yield clean_line(person["name"], 200)


def _moment(value: dict[str, Any]) -> tuple[int | None, str]:
    """Epoch seconds of publication, and its day where the site is."""
    local, universal = (value.get(name) for name in ("date", "date_gmt"))
    day = local[:10] if isinstance(local, str) else ""
    try:
        moment = datetime.fromisoformat(str(universal or local)[:40])
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return int(aware.timestamp()), clean_line(day, 10)
    except (ValueError, OverflowError):
        return None, ""
