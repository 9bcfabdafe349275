"""Feeds: bytes of RSS, RDF, Atom or JSON Feed -> washed entries. Pure: opens nothing, fetches nothing."""

from __future__ import annotations

import calendar
import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from tui_reader.errors import FeedParseError, FetchError
from tui_reader.model.article import Entry, Media
from tui_reader.model.charset import is_utf8
from tui_reader.model.text import (
    GUID_LIMIT,
    NAME_LIMIT,
    TAG_LIMIT,
    URL_LIMIT,
    clean_line,
    clean_markup_line,
    clean_url,
)
from tui_reader.model.trackers import without_trackers
from tui_reader.sources import jsonfeed
from tui_reader.sources.bodies import GZIP_MAGIC, unpacked
from tui_reader.sources.quickxml import read_quickly
from tui_reader.sources.rawfeed import RawFeed

MAX_ENTRIES = 1000
MAX_CONTENT = 1_000_000
MAX_AUTHORS = 10
MAX_TAGS = 30
_RELATIVE = re.compile(r"[\w/?.#][^\s:]*")
_SIGNS = ("title", "link", "subtitle", "updated")
_LEAD = 100
_SHORT = 400
"""Characters of a text that may be nothing but a picture."""
_BLANKS = b" \t\r\n"
_ALT = re.compile(r"""\balt\s*=\s*["']([^"'<>]{1,300})["']""", re.IGNORECASE)
"""What stands for a picture in a title that is nothing but a picture."""
_MEDIA: dict[str, Media] = {"text/plain": "text", "text/markdown": "markdown", "text/x-markdown": "markdown"}


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed and its entries in the order of the document, all strings washed but `Entry.content`."""

    title: str
    site_url: str
    lang: str
    entries: tuple[Entry, ...]
    dropped: int = 0
    """How many entries were left out: beyond the newest 1,000."""
    note: str = ""
    """What a reader should know about the feed's state; empty when there is nothing to say."""


def parse_feed(body: bytes, *, url: str = "", content_type: str = "") -> ParsedFeed:
    """Parse a feed's body; `url` is where it came from, `content_type` the header it came with.

    Entries that repeat an id and a link are dropped; an id used for two links is made two.
    Raises FeedParseError when the bytes are no feed.
    """
    parsed = parse_all(body, url=url, content_type=content_type)
    entries = list(_unique(parsed.entries))
    kept = _newest(entries, MAX_ENTRIES)
    dropped = parsed.dropped + len(entries) - len(kept)
    notes = [parsed.note] if parsed.note else []
    if dropped:
        notes.append(f"the newest {len(kept):,} of {len(kept) + dropped:,} entries are kept")
    kept = [replace(entry, url=without_trackers(entry.url)) if "?" in entry.url else entry for entry in kept]
    return replace(parsed, entries=tuple(kept), dropped=dropped, note="; ".join(notes))


def parse_all(
    body: bytes,
    *,
    url: str = "",
    content_type: str = "",
    language: str = "",
    relative: bool = False,
    quick: bool = True,
) -> ParsedFeed:
    """As `parse_feed`, but with every entry as it stands in the document, repeated ids included.

    With relative=True, links that cannot be made absolute stay as they are instead of being dropped.
    """
    raw = _raw(body, url=url, content_type=content_type, language=language, quick=quick)
    if not raw.entries and not raw.version and not any(key in raw.feed for key in _SIGNS):
        raise FeedParseError("this is no feed: neither RSS, RDF nor Atom was found in it")
    feed = raw.feed
    lang = language_of(_text(feed, "language"))
    inherited = _people(feed) if raw.version.startswith(("atom", "json")) else ()
    return ParsedFeed(
        title=_title(feed, raw.version),
        site_url=_link(feed),
        lang=lang,
        entries=tuple(_entry(entry, raw, inherited, lang, relative=relative) for entry in raw.entries),
        dropped=raw.skipped,
        note=f"the feed is not well-formed ({clean_line(raw.problem, 120)})" if raw.problem else "",
    )


def _raw(body: bytes, *, url: str, content_type: str, language: str, quick: bool) -> RawFeed:
    """The raw feed by what the bytes look like; servers' labels are too often wrong."""
    if body.startswith(GZIP_MAGIC):
        body = _unpacked(body)
    if jsonfeed.looks_like(body):
        try:
            return jsonfeed.read(body, url=url, content_type=content_type, language=language)
        except FeedParseError as error:
            return _behind_brackets(error, body, url=url, content_type=content_type)
    if quick and not language and is_utf8(body, content_type):
        found = read_quickly(body.removeprefix(BOM_UTF8).lstrip(_BLANKS), url)
        if found is not None:
            return RawFeed(*found)
    from tui_reader.sources import feedxml

    return feedxml.read(body, url=url, content_type=content_type, language=language, quick=quick)


def _unpacked(body: bytes) -> bytes:
    """What a server has packed without saying so."""
    try:
        return unpacked(body, "gzip", "the server")
    except FetchError as error:
        raise FeedParseError(str(error)) from None


def _behind_brackets(fault: FeedParseError, body: bytes, *, url: str, content_type: str) -> RawFeed:
    """XML behind stray brackets; what JSON had to say when there is none."""
    from tui_reader.sources import feedxml

    try:
        return feedxml.read(body, url=url, content_type=content_type)
    except FeedParseError:
        raise fault from None


def language_of(value: str) -> str:
    """The primary subtag of a language tag in lower case ("en" for "en-GB"), or nothing."""
    primary = value.strip().replace("_", "-").partition("-")[0].lower()
    return primary if len(primary) in {2, 3} and primary.isascii() and primary.isalpha() else ""


def _entry(
    entry: dict[str, Any], raw: RawFeed, inherited: tuple[str, ...], lang: str, *, relative: bool
) -> Entry:
    content, media, content_lang = _content(entry)
    title = _title(entry, raw.version)
    url = _link(entry)
    if relative and not url and _RELATIVE.fullmatch(clean_line(_text(entry, "link"), URL_LIMIT)):
        url = clean_line(_text(entry, "link"), URL_LIMIT)
    return Entry(
        guid=_guid(entry, title, content),
        title=title or clean_markup_line(content[:4000], _LEAD),
        url=url,
        authors=_people(entry) or inherited,
        published=_date(entry),
        content=content,
        media=media,
        lang=language_of(content_lang) or lang,
        tags=_tags(entry),
    )


def _title(source: dict[str, Any], version: str) -> str:
    """A title on one line. Atom and JSON Feed say when one is plain text; a `<` in it is then a `<`."""
    value = _text(source, "title")
    detail = _dict(source, "title_detail")
    plain = version.startswith(("atom", "json")) and detail.get("type") == "text/plain"
    if plain and "</" not in value and "&" not in value:
        return clean_line(value)
    return clean_markup_line(value) or clean_line(" ".join(_ALT.findall(value[:4000]))) or clean_line(value)


def _link(source: dict[str, Any]) -> str:
    """The address of what a feed or an entry is about; the first that is one."""
    found = _absolute(_text(source, "link"))
    if found:
        return found
    links = [link for link in _list(source, "links") if isinstance(link, dict)]
    alternates = [_text(link, "href") for link in links if link.get("rel", "alternate") == "alternate"]
    return next(filter(None, map(_absolute, alternates)), "")


def _absolute(value: str) -> str:
    """The address washed; nothing when it is none or its host cannot be read."""
    if not value:
        return ""
    washed = clean_url(value)
    if washed == value:
        return "" if value[:7].lower() == "mailto:" else value
    try:
        return washed if urlsplit(value.strip()).hostname else ""
    except ValueError:
        return ""


def _guid(entry: dict[str, Any], title: str, content: str) -> str:
    """What identifies an entry in its feed: its id, else its link, else a hash of what it says."""
    given = clean_line(_text(entry, "id"), 1 << 20) or clean_line(_text(entry, "link"), 1 << 20)
    if given and len(given) <= GUID_LIMIT:
        return given
    return f"sha256:{_digest(given or title + content[:1000])}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _date(entry: dict[str, Any]) -> int | None:
    """Epoch seconds of publication, else of the last change, else None.

    Reads past the dictionary's own look-up, which answers a missing `updated` with `published` and a warning.
    """
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        value = dict.get(entry, key)
        if isinstance(value, int):
            return value
        if value:
            try:
                return calendar.timegm(value)
            except (ValueError, OverflowError, TypeError):
                continue
    return None


def _people(source: dict[str, Any]) -> tuple[str, ...]:
    """The authors' names, or addresses where no name is given; one by one, without repetition."""
    people = _list(source, "authors")
    if len(people) == 1 and isinstance(people[0], dict) and (name := _text(people[0], "name")):
        name = clean_markup_line(name, NAME_LIMIT)
        return (name,) if name else ()
    names = [_text(person, "name") or _text(person, "email") for person in people if isinstance(person, dict)]
    if not any(names):
        names = [_text(source, "author")]
    washed = (clean_markup_line(name, NAME_LIMIT) for name in names)
    return tuple(dict.fromkeys(filter(None, washed)))[:MAX_AUTHORS]


def _tags(entry: dict[str, Any]) -> tuple[str, ...]:
    found = (
        clean_markup_line(_text(tag, "label") or _text(tag, "term"), TAG_LIMIT)
        for tag in _list(entry, "tags")
        if isinstance(tag, dict)
    )
    return tuple(dict.fromkeys(filter(None, found)))[:MAX_TAGS]


def _content(entry: dict[str, Any]) -> tuple[str, Media, str]:
    """(source, media, language) of the longest text an entry carries; content goes before summary.

    A short one that shows no words, a picture alone, gives way to one that does.
    """
    short, best = _text(entry, "summary"), _dict(entry, "summary_detail")
    value = _text(best, "value")
    if len(value) < len(short) or not best:
        best, value = {**best, "value": short}, short
    parts = [part for part in _list(entry, "content") if isinstance(part, dict)]
    first, longest = best, -1
    for part in parts:
        if len(text := _text(part, "value")) > longest:
            longest = len(text)
            if longest >= len(value):
                best, value = part, text
    if parts and len(value) < _SHORT and value[:1] in {"<", "&"} and not clean_markup_line(value, _LEAD):
        best = max(
            (best, first, *parts), key=lambda part: len(clean_markup_line(_text(part, "value"), _LEAD))
        )
        value = _text(best, "value")
    value = value[:MAX_CONTENT]
    if "\x00" in value:
        value = value.replace("\x00", "")
    return value, _MEDIA.get(_text(best, "type"), "html"), _text(best, "language")


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    for entry in entries:
        guid = entry.guid
        if guid in seen:
            if not entry.url or seen[guid] == entry.url:
                continue
            guid = f"sha256:{_digest(guid + ' ' + entry.url)}"
            if guid in seen:
                continue
        seen[guid] = entry.url
        yield entry if guid == entry.guid else replace(entry, guid=guid)


def _newest(entries: list[Entry], limit: int) -> list[Entry]:
    """The `limit` newest entries in their own order; undated ones count by their place, first is newest."""
    if len(entries) <= limit:
        return entries
    ranked = sorted(
        range(len(entries)),
        key=lambda index: (entries[index].published is None, -(entries[index].published or 0), index),
    )
    return [entries[index] for index in sorted(ranked[:limit])]


def _text(source: dict[str, Any], key: str) -> str:
    """A value read past the slow look-up of feedparser's dictionaries; none of our keys is an alias there."""
    value = dict.get(source, key)
    return value if isinstance(value, str) else ""


def _list(source: dict[str, Any], key: str) -> list[Any]:
    value = dict.get(source, key)
    return value if isinstance(value, list) else []


def _dict(source: dict[str, Any], key: str) -> dict[str, Any]:
    value = dict.get(source, key)
    return value if isinstance(value, dict) else {}
