"""What is done with a feed's body in a process that can be killed: unpacked, parsed, made ready to be stored.

Whoever writes gets rows, and need not look into anything that came from outside. The parser is imported where
it runs.
"""

from __future__ import annotations

from typing import NamedTuple

from tui_reader.sources.bodies import checksum, unpacked
from tui_reader.sources.pace import Pace, pace
from tui_reader.store.packing import Prepared, Row, from_rows, prepare, rows


class Brought(NamedTuple):
    """A body and what it says."""

    body_hash: str
    """Its checksum."""
    size: int
    """Bytes, unpacked."""
    pace: Pace | None = None
    title: str = ""
    site_url: str = ""
    rows: tuple[Row, ...] = ()
    """Its entries, as they go from one process to another."""
    note: str = ""
    """What a reader should know of it: that it is damaged, that only its newest entries were kept."""
    changed: bool = True
    """Whether it is another body than the one that was known; of that one nothing else is said."""

    @property
    def entries(self) -> tuple[Prepared, ...]:
        """What it brings, made anew at each call."""
        return from_rows(self.rows)


def take_in(
    body: bytes, *, packed: str | None, url: str, host: str, content_type: str, known: str
) -> Brought:
    """Read a body that came over the wire with the encoding `packed`, None for one that is unpacked already.

    `known` is the checksum of the body that was read last. Raises FetchError for a damaged or oversized body,
    FeedParseError for one that is no feed.
    """
    whole = body if packed is None else unpacked(body, packed, host)
    seal = checksum(whole) if whole else ""
    if seal and seal == known:
        return Brought(seal, len(whole), changed=False)
    from tui_reader.sources.feeds import parse_feed

    parsed = parse_feed(whole, url=url, content_type=content_type)
    made = rows(map(prepare, parsed.entries))
    return Brought(seal, len(whole), pace(whole), parsed.title, parsed.site_url, made, parsed.note)
