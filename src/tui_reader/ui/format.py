"""Short words for the screen: ages, counts, cuts to a width in cells. Pure; nothing here knows a widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from rich.cells import cell_len, chop_cells

from tui_reader.model.insight import EntityKind
from tui_reader.ui.emoji import unjoined

MINUTE, HOUR, DAY = 60, 3600, 86400
KINDS: Mapping[EntityKind, str] = MappingProxyType(
    {"person": "person", "organisation": "org", "place": "place"}
)
"""What kind of entity a name is, in a word of few cells."""
_BARS = "▁▂▃▄▅▆▇█"
FULL_BAR = 8


def age(now: int, then: int) -> str:
    """How long ago, in at most six cells: "now", "12m", "3h", "2d", "14 Oct", "2019"; epoch seconds."""
    past = now - then
    if past < MINUTE:
        return "now"
    if past < HOUR:
        return f"{past // MINUTE}m"
    if past < DAY:
        return f"{past // HOUR}h"
    if past < 7 * DAY:
        return f"{past // DAY}d"
    return _date(now, then)


def ago(now: int, then: int) -> str:
    """The same in words, for running text: "41 min ago", "3 hours ago", "2 days ago", "14 Oct 2025"."""
    past = now - then
    if past < MINUTE:
        return "just now"
    if past < HOUR:
        return f"{past // MINUTE} min ago"
    if past < 2 * DAY:
        return f"{counted(past // HOUR, 'hour')} ago"
    if past < 7 * DAY:
        return f"{past // DAY} days ago"
    day = datetime.fromtimestamp(then).astimezone()
    return f"{day.day} {day:%b} {day.year}"


def _date(now: int, then: int) -> str:
    day, today = (datetime.fromtimestamp(moment).astimezone() for moment in (then, now))
    recent = day.year == today.year or now - then < 300 * DAY
    return f"{day.day} {day:%b}" if recent else str(day.year)


def counted(number: int, thing: str) -> str:
    """A number with its noun: "1 quote", "9 quotes", "1,204 articles"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def short_count(number: int) -> str:
    """A count in at most four cells: "999", "1.2k", "48k", "1.2M"."""
    if number < 1000:
        return str(number)
    for size, letter in ((1_000, "k"), (1_000_000, "M"), (1_000_000_000, "G")):
        value = number / size
        if value < 9.95:
            return f"{value:.1f}".removesuffix(".0") + letter
        if value < 999.5:
            return f"{value:.0f}{letter}"
    return "999G"


def fit(text: str, cells: int) -> str:
    """Cut to at most `cells` cells, with "…" where something is cut; never through a wide character."""
    if cells <= 0:
        return ""
    if (len(text) if text.isascii() else cell_len(text)) <= cells:
        return text
    if text.isascii():
        return text[: cells - 1].rstrip() + "…"
    return (chop_cells(text, cells - 1)[0].rstrip() if cells > 1 else "") + "…"


def pad(text: str, cells: int) -> str:
    """Cut or fill with blanks to exactly `cells` cells."""
    text = fit(unjoined(text), cells)
    return text + " " * (cells - (len(text) if text.isascii() else cell_len(text)))


def sparkline(values: Sequence[int], width: int) -> str:
    """The last `width` values as bars, blanks at the left; 0 is a blank, heights grow with the root.

    A full bar means `FULL_BAR` or more, so that one a day, day after day, is a low line and no wall.
    """
    shown = [max(value, 0) for value in values][-width:] if width > 0 else []
    if not any(shown):
        return " " * max(width, 0)
    top = max(FULL_BAR, *shown)
    bars = "".join(_BARS[round((value / top) ** 0.5 * 7)] if value else " " for value in shown)
    return bars.rjust(width)
