"""Saved feed files: one file -> the articles in it, with ids that are unique among the files of a source."""

from __future__ import annotations

import re
from dataclasses import replace

from tui_reader.errors import FeedParseError
from tui_reader.model.article import Entry
from tui_reader.model.text import GUID_LIMIT, clean_line
from tui_reader.sources.feeds import parse_feed

_WORLDWIDE = re.compile(r"[a-z][a-z0-9+.-]*:.{6,}", re.IGNORECASE)
"""An id that means the same in every file: an address, a URN, a hash."""


def entries(body: bytes, path: str) -> tuple[Entry, ...]:
    """The entries of a saved feed. Ids that could recur in another file get the path before them.

    So two copies of one feed give each article once, and two feeds that count from 1 lose none.
    Raises FeedParseError naming the file.
    """
    shown = clean_line(path)
    try:
        parsed = parse_feed(body)
    except FeedParseError as error:
        raise FeedParseError(f"{shown}: {error}", subject=shown) from None
    return tuple(replace(entry, guid=_guid(entry.guid, shown)) for entry in parsed.entries)


def _guid(guid: str, path: str) -> str:
    own = f"{path}#{guid}"
    return guid if _WORLDWIDE.fullmatch(guid) or len(own) > GUID_LIMIT else own


def claims_to_be(path: str) -> bool:
    """Whether the ending can mean nothing but a feed; .xml and .json files are often something else."""
    return not path.lower().endswith((".xml", ".json"))
