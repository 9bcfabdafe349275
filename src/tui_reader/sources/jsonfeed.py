"""JSON Feed 1.0 and 1.1: a body -> the raw dictionaries that `feeds` maps. Pure; values may be of any type.

Source of the format: https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz
from typing import Any

from tui_reader.errors import FeedParseError
from tui_reader.model.charset import decode, header_charset
from tui_reader.sources.addresses import joined
from tui_reader.sources.rawfeed import PARSED_ENTRIES, RawFeed

MAX_PEOPLE = 20
MAX_TAGS = 60
_DATE_LIMIT = 60
_VERSION = "jsonfeed.org/version/"
PROBLEM = "\0problem"
"""Where what is wrong with a feed stands, among its members; no feed has one of that name."""
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_ITEMS = re.compile(r'"items"\s{0,20}:\s{0,20}\[\s{0,20}')
_BETWEEN = re.compile(r"[\s,]{0,200}")


def looks_like(body: bytes) -> bool:
    """Whether the first sign of a body is that of a JSON object; UTF-16 and UTF-32 count as well."""
    return body[:256].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"{"


def read(body: bytes, *, url: str = "", content_type: str = "", language: str = "") -> RawFeed:
    """Take a body apart; `url` is what relative addresses are relative to.

    Numbers keep their spelling: they are only met as ids. Of more than 2,000 items the first and the last
    thousand are taken. Raises FeedParseError for what is no JSON or no JSON Feed.
    """
    found = _loaded(decode(body, [name for name in (header_charset(content_type),) if name]))
    problem = _text(found, PROBLEM)
    items = found.get("items")
    version = _text(found, "version")
    if not isinstance(items, list):
        raise FeedParseError("this is JSON, but no JSON Feed: it has no list of items")
    taken, skipped = _thinned([item for item in items if isinstance(item, dict)])
    feed = {
        "title": _text(found, "title"),
        "title_detail": {"type": "text/plain"},
        "link": joined(url, _text(found, "home_page_url")),
        "language": _text(found, "language") or language,
        "authors": _people(found),
    }
    name = f"json{version.rpartition('/')[2][:8]}" if _VERSION in version else "json"
    return RawFeed(feed, [entry for item in taken if (entry := _entry(item, url))], name, skipped, problem)


def _loaded(text: str) -> dict[str, Any]:
    try:
        found = _DECODER.decode(text)
    except RecursionError:
        raise FeedParseError("the feed is nested too deeply") from None
    except ValueError as error:
        reason = str(error)[:80]
        found = _salvaged(text)
        if not found:
            raise FeedParseError(f"this looks like JSON but is damaged: {reason}") from None
        found[PROBLEM] = f"JSON: {reason}"
    if not isinstance(found, dict):
        raise FeedParseError("this is JSON, but no feed")
    return found


def _salvaged(text: str) -> dict[str, Any]:
    """What is whole of a damaged feed: the members before its items, and the items before the damage."""
    list_of_items = _ITEMS.search(text)
    if list_of_items is None:
        return {}
    try:
        head = _DECODER.decode(f"{text[: list_of_items.start()].rstrip().rstrip(',')}}}")
    except (ValueError, RecursionError):
        head = {}
    items, place = [], list_of_items.end()
    try:
        while place < len(text):
            item, place = _DECODER.raw_decode(text, place)
            items.append(item)
            place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
    except (ValueError, RecursionError):
        pass
    return {**head, "items": items} if items else {}


def _thinned(items: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    half = PARSED_ENTRIES // 2
    if len(items) <= PARSED_ENTRIES:
        return items, 0
    return items[:half] + items[-half:], len(items) - PARSED_ENTRIES


def _entry(item: dict[str, Any], url: str) -> dict[str, Any]:
    """An item as feedparser would give it; nothing for an item that says nothing."""
    link = _text(item, "url") or _text(item, "external_url")
    bodies = _bodies(item)
    if not (_text(item, "id") or link or _text(item, "title") or bodies):
        return {}
    return {
        "id": _text(item, "id"),
        "title": _text(item, "title"),
        "title_detail": {"type": "text/plain"},
        "link": joined(url, link),
        "authors": _people(item),
        "tags": [{"term": tag} for tag in _strings(item.get("tags"))[:MAX_TAGS]],
        "content": bodies,
        "summary_detail": {"type": "text/plain", "value": _text(item, "summary")},
        "published_parsed": _moment(_text(item, "date_published")),
        "updated_parsed": _moment(_text(item, "date_modified")),
    }


def _bodies(item: Mapping[str, Any]) -> list[dict[str, str]]:
    """The HTML of an item, else its plain text: never both, the longer is not the better here."""
    language = _text(item, "language")
    for key, media in (("content_html", "text/html"), ("content_text", "text/plain")):
        if value := _text(item, key):
            return [{"value": value, "type": media, "language": language}]
    return [{"value": "", "type": "text/plain", "language": language}] if language else []


def _people(source: Mapping[str, Any]) -> list[dict[str, str]]:
    """The authors of 1.1 (`authors`), else the one of 1.0 (`author`); some feeds give bare names."""
    given = source.get("authors") or source.get("author")
    people = given if isinstance(given, list) else [given]
    names = (person if isinstance(person, str) else _text(person, "name") for person in people[:MAX_PEOPLE])
    return [{"name": name} for name in names if name]


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _text(source: object, key: str) -> str:
    value = source.get(key) if isinstance(source, dict) else None
    return value if isinstance(value, str) else ""


def _moment(value: str) -> time.struct_time | None:
    """A date of RFC 3339, or of RFC 2822 as some write it, in UTC; None for none."""
    value = value.strip()
    if not value or len(value) > _DATE_LIMIT:
        return None
    try:
        found = datetime.fromisoformat(value.upper())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).utctimetuple()
    except (ValueError, OverflowError):
        pass
    try:
        parts = parsedate_tz(value)
        return None if parts is None else time.gmtime(mktime_tz(parts))
    except (ValueError, OverflowError, OSError, IndexError, TypeError):
        return None
