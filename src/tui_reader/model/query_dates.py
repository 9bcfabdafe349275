"""The dates of a query: 2026-11-01, 2026-11, 2026, today, yesterday, and ages such as 30d or 2w.

Days begin at midnight of the local time zone. Ages stay what they are until they are asked for, so that a
saved query moves with the time.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

EXPECTED = "a date such as 2026-11-01, today, yesterday, or an age such as 30d, 2w or 12h"

_AGE = re.compile(r"-?(\d{1,4})([hdwy])")
_HOURS = {"h": 1, "d": 24, "w": 168, "y": 8766}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def spelling(value: str) -> str:
    """The one spelling of a date as typed, empty when it is none: "-30D" is "30d"."""
    value = value.casefold()
    if value in {"today", "yesterday"}:
        return value
    if found := _AGE.fullmatch(value):
        return f"{int(found[1])}{found[2]}"
    if not (found := _DAY.fullmatch(value)):
        return ""
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return ""
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


def moment(value: str, now: int) -> int:
    """The epoch second a date (in its one spelling) begins at; ages count back from `now`.

    Ages of hours count from this very second, longer ones from the midnight before it.
    """
    here = datetime.fromtimestamp(now).astimezone()
    if found := _AGE.fullmatch(value):
        hours = int(found[1]) * _HOURS[found[2]]
        if found[2] == "h":
            return max(now - hours * 3600, 0)
        return _midnight(_back(here.date(), hours // 24))
    if value in {"today", "yesterday"}:
        return _midnight(_back(here.date(), int(value == "yesterday")))
    year, month, day = [*map(int, value.split("-")), 1, 1][:3]
    return _midnight(date(year, month, day))


def _back(day: date, days: int) -> date:
    return day - timedelta(days) if days < day.toordinal() else date.min


def _midnight(day: date) -> int:
    """Epoch seconds, 0 for days before the epoch."""
    return 0 if day.year < 1971 else int(datetime.combine(day, time()).astimezone().timestamp())
