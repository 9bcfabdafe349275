"""How often a feed itself asks to be fetched: ttl, skipHours, skipDays, sy:updatePeriod. Pure; bytes in.

Looked for in the first bytes of a body, before any parser: the elements are plain numbers and words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LOOK = 65_536
_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,7})\s{0,20}</ttl>")
_PERIOD = re.compile(rb"<sy:updatePeriod>\s{0,20}(hourly|daily|weekly|monthly|yearly)\s{0,20}<")
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s{0,20}(\d{1,5})\s{0,20}<")
_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.DOTALL)
_HOUR = re.compile(rb"<hour>\s{0,20}(\d{1,2})\s{0,20}</hour>")
_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.DOTALL)
_DAY = re.compile(rb"<day>\s{0,20}(\w{1,12})\s{0,20}</day>")
_FIRST = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_SECONDS = {
    b"hourly": 3600,
    b"daily": 86_400,
    b"weekly": 604_800,
    b"monthly": 2_592_000,
    b"yearly": 31_536_000,
}
_NAMES = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
_ALL_HOURS, _ALL_DAYS = (1 << 24) - 1, (1 << 7) - 1


@dataclass(frozen=True, slots=True)
class Pace:
    """What a feed asks for; fields as in `model.feed.FeedState`."""

    pause: int = 0
    skip_hours: int = 0
    skip_days: int = 0


def pace(body: bytes) -> Pace:
    """What the head of a feed's body asks for. A feed that forbids every hour or day asks for nothing."""
    head = body[:LOOK]
    first = _FIRST.search(head)
    if first is not None:
        head = head[: first.start()]
    hours, days = _skipped_hours(head), _skipped_days(head)
    return Pace(_pause(head), hours if hours != _ALL_HOURS else 0, days if days != _ALL_DAYS else 0)


def _pause(head: bytes) -> int:
    ttl, period, often = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    asked = int(ttl[1]) * 60 if ttl else 0
    if period is None:
        return asked
    return max(asked, _SECONDS[period[1]] // max(1, int(often[1]) if often else 1))


def _skipped_hours(head: bytes) -> int:
    found = _HOURS.search(head)
    hours = (int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24) if found else ()
    return sum(1 << hour for hour in set(hours))


def _skipped_days(head: bytes) -> int:
    found = _DAYS.search(head)
    days = {day.lower() for day in _DAY.findall(found[1])} if found else set()
    return sum(1 << place for place, name in enumerate(_NAMES) if name in days)
