"""The feed parser as a plain function for other programs: bytes in, plain data out. Stable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tui_reader.model.article import Entry
from tui_reader.sources.feeds import parse_all

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_feed(data: bytes, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Parse the body of an RSS, RDF or Atom feed; `headers` are those of the response, if there was one.

    Read from the headers are Content-Type (for its charset), Content-Location (what relative addresses are
    relative to) and Content-Language. Returns::

        {"title": str,
         "entries": [{"title": str, "link": str, "date": str | None, "id": str,
                      "authors": [str], "content": str}]}

    `date` is ISO 8601 in UTC ("2026-11-24T08:30:00Z"), None when the entry gives none. Entries keep the order
    of the document. Every string is free of control characters but `content`, which is the source as the feed
    carries it (HTML or text) and must not be shown unrendered. Raises tui_reader.errors.FeedParseError when
    the bytes are no feed.
    """
    known = {name.lower(): value for name, value in (headers or {}).items()}
    parsed = parse_all(
        data,
        url=known.get("content-location", ""),
        content_type=known.get("content-type", ""),
        language=known.get("content-language", ""),
        relative=True,
    )
    return {"title": parsed.title, "entries": [_plain(entry) for entry in parsed.entries]}


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.url,
        "date": _iso(entry.published),
        "id": entry.guid,
        "authors": list(entry.authors),
        "content": entry.content,
    }


def _iso(seconds: int | None) -> str | None:
    """Epoch seconds as ISO 8601 in UTC; None for what no calendar has."""
    if seconds is None:
        return None
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else moment.isoformat()
