"""When two lines say the same. Apart from the other rules over lines, which take longer to load."""

from __future__ import annotations

import re


def same_line(left: str, right: str) -> bool:
    """Whether two lines say the same but for case, quotes and punctuation."""
    return abs(len(left) - len(right)) < 80 and _folded(left) == _folded(right) != ""


def _folded(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))
