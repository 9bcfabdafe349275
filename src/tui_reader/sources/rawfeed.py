"""A feed as a parser hands it on: feedparser's dictionaries, nothing washed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PARSED_ENTRIES = 2000
"""Of more entries than this, only the first and the last thousand are parsed."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """What a parser made of a body."""

    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    version: str
    """`rss20`, `atom10` ...; empty when it looks like no feed at all."""
    skipped: int = 0
    """Entries that were not parsed because there are far too many."""
    problem: str = ""
    """Why the body is not well-formed XML."""
