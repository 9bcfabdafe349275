"""Dates of feeds: the two usual spellings at once, any other as feedparser reads it. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_MAIL = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) ([A-Z][a-z][a-z]) (\d{4}) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|UTC|([+-])(\d\d)(\d\d))",
    re.ASCII,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def moment(value: str) -> int | struct_time | tuple[Any, ...] | None:
    """A date as epoch seconds, or in UTC as feedparser gives it; None when it is none."""
    found = _iso(value) if value[4:5] == "-" else _mail(value)
    if found is not None and 1970 <= found.year < 2100:
        return int(found.timestamp())
    from feedparser.datetimes import _parse_date

    parsed: struct_time | tuple[Any, ...] | None = _parse_date(value)
    return parsed


def _iso(value: str) -> datetime | None:
    if not _ISO.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _mail(value: str) -> datetime | None:
    found = _MAIL.fullmatch(value)
    if found is None or found[2] not in _MONTHS:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    try:
        moment = datetime(
            int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
    except ValueError:
        return None
    if sign is None:
        return moment
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return moment - ahead if sign == "+" else moment + ahead
