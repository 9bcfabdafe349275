"""Compares what this reader and plain feedparser make of a feed, entry by entry: nothing may be missing.

`python -m scripts.variants FIRST LAST` compares over the feeds of these numbers and ends with 1 when
anything is worse.
"""

from __future__ import annotations

import calendar
import io
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.dialects import URL
from scripts.feed_variants import Variant, variant
from tui_reader.errors import FeedParseError
from tui_reader.model.article import Entry
from tui_reader.model.text import clean_markup_line
from tui_reader.sources.feeds import parse_all

_MOMENTS = ("published_parsed", "updated_parsed", "created_parsed")
_LINK = re.compile(r"[\w/?.#][^\s]*$")


def worse(given: Variant) -> Iterator[str]:
    """What feedparser finds in a feed and this reader does not, one line each."""
    theirs = plain(given.body, given.headers)
    if theirs is None:
        return
    try:
        parsed = parse_all(
            given.body, url=URL, content_type=given.headers.get("content-type", ""), relative=True
        )
    except FeedParseError as error:
        if theirs.entries:
            yield f"refused ({error}), {len(theirs.entries)} entries"
        return
    except Exception as error:  # noqa: BLE001 - what it raises is what is looked for
        yield f"raises {type(error).__name__}: {error}"
        return
    if len(parsed.entries) < len(theirs.entries):
        yield f"{len(parsed.entries)} entries for {len(theirs.entries)}"
    elif len(parsed.entries) == len(theirs.entries):
        for number, (mine, other) in enumerate(zip(parsed.entries, theirs.entries, strict=True)):
            yield from (f"entry {number}: {what}" for what in _less(mine, other, sound=given.sound))


def plain(body: bytes, headers: Mapping[str, str]) -> Any:
    """What feedparser finds, as anybody would call it; None when it raises."""
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL, **headers})
        except Exception:  # noqa: BLE001 - whatever it is, there is nothing to compare with
            return None


def _less(mine: Entry, other: Any, *, sound: bool) -> Iterator[str]:
    if _words(other.get("title")) and not mine.title:
        yield f"no title for {other['title']!r}"
    link = other.get("link", "")
    if isinstance(link, str) and _LINK.match(link.strip()) and not mine.url and ":" not in link.split("/")[0]:
        yield f"no link for {link!r}"
    when = _moment(other)
    # A date that cannot be read, behind one that can, costs feedparser both.
    sure = sound and all(dict.get(other, key, other) is not None for key in _MOMENTS)
    if when is not None and (mine.published is None or (sure and mine.published != when)):
        yield f"date {mine.published} for {when}"
    people = [other.get("author", ""), *(p.get("name", "") for p in other.get("authors", []))]
    if any(map(_words, people)) and not mine.authors:
        yield f"no author for {people!r}"
    texts = [other.get("summary"), *(part.get("value") for part in other.get("content", []))]
    text = max(map(_words, texts), key=len)
    if text and not _words(mine.content):
        yield f"content {mine.content[:80]!r} for {text[:80]!r}"
    if any(_words(tag.get("term")) for tag in other.get("tags", [])) and not mine.tags:
        yield f"no tag for {other['tags']!r}"


def _words(value: object) -> str:
    return clean_markup_line(value, 10_000) if isinstance(value, str) else ""


def _moment(entry: Any) -> int | None:
    for key in _MOMENTS:
        if value := dict.get(entry, key):
            try:
                return calendar.timegm(value)
            except (ValueError, OverflowError, TypeError):
                continue
    return None


def main() -> int:
    """Compare over numbers."""
    first, last = int(sys.argv[1]), int(sys.argv[2])
    found = 0
    for seed in range(first, last):
        for line in worse(variant(seed)):
            print(f"{seed}: {line}")
            found += 1
    print(f"{last - first:,} feeds, {found} times worse")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
