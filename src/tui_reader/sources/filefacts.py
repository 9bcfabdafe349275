"""What a file says about itself: front matter, first heading, <meta> elements. Pure; strings come out washed.

Front matter is read by a rule for lines (`key: value`, lists in brackets or on lines of their own), not by a
YAML library: it is what writers use, and nothing in it can surprise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from email.utils import mktime_tz, parsedate_tz
from typing import Any

from tui_reader.model.text import NAME_LIMIT, TAG_LIMIT, clean_line, clean_markup_line

HEAD_LIMIT = 200_000
"""How much of a page is searched for facts, in characters."""
_MATTER_LIMIT = 64_000
_TITLE_LINE = 200
_KEYS = {
    "title": ("title", "headline"),
    "authors": ("author", "authors", "by", "byline", "creator"),
    "date": ("date", "published", "pubdate", "publish_date", "created"),
    "lang": ("lang", "language"),
    "tags": ("tags", "tag", "keywords", "categories", "category"),
}
_META = {
    "title": ("og:title", "dc.title"),
    "authors": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "date": (
        "article:published_time",
        "date",
        "pubdate",
        "publishdate",
        "dc.date",
        "dc.date.issued",
        "datepublished",
    ),
    "lang": ("language", "dc.language", "content-language"),
    "tags": ("article:tag", "keywords", "news_keywords"),
}
_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(.*))?$")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_HEADINGS = 20
_SITE = re.compile(r"\s*[|–—·•»]\s*\S|\s+[-:]\s+\S")
"""What parts an article's title from the name of its site."""
_INLINE = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_AND = re.compile(r"\s*(?:[;,]|\band\b|&)\s*")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says about itself; empty and None are not said."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: int | None = None
    lang: str = ""
    tags: tuple[str, ...] = ()


def facts_of(text: str, *, markdown: bool) -> tuple[FileFacts, str]:
    """The facts of a Markdown or plain text file, and its text without the front matter."""
    matter, content = front_matter(text)
    facts = _facts({key: _flat(matter, names) for key, names in _KEYS.items()})
    if facts.title:
        return facts, content
    return replace(facts, title=_first_title(content, markdown=markdown)), content


def page_facts(page: str) -> FileFacts:
    """The facts in a page's <meta>, <title>, <h1>, <time> and language attribute (first 200,000 characters).

    A title for sharing (og:title) goes before <title>, which often carries the name of the site.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page[:HEAD_LIMIT].encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return FileFacts()
    if root is None:
        return FileFacts()
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        metas.setdefault(name.lower(), []).append(element.get("content") or "")
    found = {key: _flat(metas, names) for key, names in _META.items()}
    titles, headings = (["".join(each.itertext()) for each in root.iter(tag)] for tag in ("title", "h1"))
    found["title"] += [*titles, *headings]
    found["title"] = [_without_site(title, headings) for title in found["title"]]
    found["date"] += [element.get("datetime") or "" for element in root.iter("time")]
    found["lang"] = [
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        *found["lang"],
    ]
    return _facts(found)


def _without_site(title: str, headings: Sequence[str]) -> str:
    """A title without the site's name behind it, when what stands before that is a heading of the page."""
    whole = " ".join(title.split())
    for heading in headings[:_HEADINGS]:
        words = " ".join(heading.split())
        if " " in words and whole.startswith(words) and _SITE.match(whole, len(words)):
            return words
    return title


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """(values by lower-case key, the rest of the text); nothing and the whole text when there is none."""
    for fence, ends, parse in (("---", ("---", "..."), _lines), ("+++", ("+++",), _toml)):
        first, _, rest = text[:_MATTER_LIMIT].partition("\n")
        if first.rstrip() != fence:
            continue
        lines = rest.split("\n")
        end = next((index for index, line in enumerate(lines) if line.rstrip() in ends), -1)
        values = parse(lines[:end]) if end >= 0 else None
        if values:
            size = len(first) + 1 + sum(len(line) + 1 for line in lines[: end + 1])
            return values, text[size:].lstrip("\n")
    return {}, text


def _toml(lines: list[str]) -> dict[str, Any] | None:
    try:
        found = tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    return {key.lower(): value for key, value in found.items()}


def _lines(lines: list[str]) -> dict[str, Any] | None:
    """Front matter by lines; None when a line is neither key, list item, continuation, comment nor blank."""
    found: dict[str, Any] = {}
    key = ""
    for line in lines:
        bare = line.strip()
        pair = _KEY.match(line)
        if not bare or bare.startswith("#"):
            continue
        if pair:
            key = pair[1].lower()
            found[key] = _value(pair[2] or "")
        elif key and bare.startswith("- "):
            found[key] = [*_as_list(found[key]), *_as_list(_value(bare[2:]))]
        elif key and line[0] in " \t":
            found[key] = f"{found[key]} {bare}".strip() if isinstance(found[key], str) else found[key]
        else:
            return None
    return found or None


def _value(raw: str) -> str | list[str]:
    """A value as written: quotes taken off, a list in brackets parted, a block sign dropped."""
    raw = raw.strip()
    if raw[:1] == "[" and raw[-1:] == "]":
        return [piece for part in raw[1:-1].split(",") if isinstance(piece := _value(part), str) and piece]
    if len(raw) > 1 and raw[0] in "\"'" and raw[-1] == raw[0]:
        inner = raw[1:-1]
        return inner.replace("''", "'") if raw[0] == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
    return "" if raw in {"|", ">", "|-", ">-", "null", "~"} else raw.split(" #", 1)[0].strip()


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value not in {None, ""} else []


def _flat(values: dict[str, Any], names: Iterable[str]) -> list[str]:
    """All values under these names as texts, in the order of the names."""
    found = [item for name in names for item in _as_list(values.get(name))]
    return [str(item.get("name", "")) if isinstance(item, dict) else str(item) for item in found]


def _facts(found: dict[str, list[str]]) -> FileFacts:
    authors = [name for value in found["authors"] if "//" not in value for name in _AND.split(value)]
    tags = [tag for value in found["tags"] for tag in value.split(",")]
    dates = [moment for value in found["date"] if (moment := epoch(value)) is not None]
    return FileFacts(
        title=next(filter(None, (clean_markup_line(value) for value in found["title"])), ""),
        authors=_washed(authors, NAME_LIMIT)[:10],
        published=dates[0] if dates else None,
        lang=next(filter(None, map(_language, found["lang"])), ""),
        tags=_washed(tags, TAG_LIMIT)[:30],
    )


def _washed(values: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (clean_markup_line(value, limit) for value in values))))


def _language(value: str) -> str:
    primary = value.strip().replace("_", "-").partition("-")[0].lower()
    return primary if len(primary) in {2, 3} and primary.isascii() and primary.isalpha() else ""


def _first_title(content: str, *, markdown: bool) -> str:
    """The first heading of Markdown, else the first line when it is short enough to be a title."""
    lines = [line for line in content[:_MATTER_LIMIT].split("\n") if line.strip()][:40]
    if not lines:
        return ""
    if markdown:
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            heading = _HEADING.match(line)
            if heading or (
                following[:1] in {"=", "-"} and len(following) > 2 and _UNDERLINE.match(following)
            ):
                return clean_line(_plain(heading[1] if heading else line))
    first = _plain(lines[0]) if markdown else lines[0]
    return clean_line(first) if len(first) <= _TITLE_LINE else ""


def _plain(line: str) -> str:
    """A line of Markdown without its inline marks."""
    return _MARKS.sub("", _INLINE.sub(r"\1", line.lstrip("> "))).strip()


def epoch(value: str) -> int | None:
    """Epoch seconds of a date as people write it (ISO 8601, RFC 2822, "24 November 2026"); no zone is UTC."""
    value = clean_line(value, 80)
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return _spoken(value)
    return _seconds(found)


def _spoken(value: str) -> int | None:
    value = value.replace(". ", " ")
    timed = value if ":" in value else f"{value} 00:00:00"
    try:
        parts = parsedate_tz(timed)
        return None if parts is None else mktime_tz(parts)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _seconds(moment: datetime | date) -> int | None:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    try:
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None
