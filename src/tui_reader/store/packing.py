"""An entry made ready for the library before it comes there: fingerprints and packed text.

Pure, so that it can be done in another process than the one that writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from tui_reader.model.article import Entry, Media
from tui_reader.store.codec import pack

Row = tuple[object, ...]
"""The fields of a `Prepared` in their order."""


class Prepared(NamedTuple):
    """An entry as the tables take it; names as in `Entry`."""

    guid: str
    title: str
    url: str
    authors: str
    """A JSON list; empty for none."""
    published: int | None
    tags: str
    lang: str
    media: Media
    entry_hash: bytes
    """A fingerprint of all that makes an entry another one; its date is none of it."""
    source_hash: str
    """A fingerprint of its text."""
    codec: str
    blob: bytes


def prepare(entry: Entry) -> Prepared:
    """Fingerprint and pack an entry. Its text is not washed, so that it may hold lone surrogates."""
    source = entry.content.encode("utf-8", "surrogatepass")
    source_hash = blake2b(source, digest_size=16).hexdigest()
    parts = (entry.title, entry.url, *entry.authors, "", *entry.tags, "", entry.media, source_hash)
    facts = "\0".join(parts).encode("utf-8", "surrogatepass")
    return Prepared(
        entry.guid,
        entry.title,
        entry.url,
        _listed(entry.authors),
        entry.published,
        _listed(entry.tags),
        entry.lang,
        entry.media,
        blake2b(facts, digest_size=16).digest(),
        source_hash,
        *pack(source),
    )


def rows(entries: Iterable[Prepared]) -> tuple[Row, ...]:
    """Entries as they go from one process to another: without names, which are read twice as fast."""
    return tuple(map(tuple, entries))


def from_rows(given: Iterable[Row]) -> tuple[Prepared, ...]:
    """The entries that `rows` was given."""
    return tuple(map(partial(tuple.__new__, Prepared), given))


def _listed(names: tuple[str, ...]) -> str:
    """A JSON list, put together by hand when nothing in it needs a backslash."""
    if not names:
        return ""
    joined = '", "'.join(names)
    if joined.isprintable() and "\\" not in joined and joined.count('"') == 2 * (len(names) - 1):
        return f'["{joined}"]'
    return json.dumps(names, ensure_ascii=False)
