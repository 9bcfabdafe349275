"""Emoji as one sign each, so that all terminals give them as many cells. Pure.

Half of the terminals draw a family, or a heart with a variant, as one sign, the others as several: then all
that stands behind it on the line is out of place, the frames of the panes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGN = "\u203c-\u3299\U0001f000-\U0001faff"
_JOINED = re.compile(
    rf"(?<=[#*0-9\u00a9\u00ae{_SIGN}])"
    rf"(?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d[{_SIGN}])+"
)


def joins(text: str) -> Iterator[re.Match[str]]:
    """What follows the first sign of each emoji: its colour of skin, its variant, whom it is joined with."""
    return iter(()) if text.isascii() else _JOINED.finditer(text)


def unjoined(text: str) -> str:
    """A text in which every emoji is its first sign."""
    return text if text.isascii() else _JOINED.sub("", text)
