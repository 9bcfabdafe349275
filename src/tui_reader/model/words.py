"""How many words a text has, and what a word is, in scripts with and without spaces between words."""

from __future__ import annotations

import re
from functools import cache

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Characters of scripts that set no spaces between words, for a class of a regular expression."""


@cache
def a_word() -> re.Pattern[str]:
    """Matches a word, or one character of such a script."""
    return re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]")


def count_words(text: str) -> int:
    """How many words a text has; two characters count as one in scripts that set no spaces."""
    return len(text.split()) + (0 if text.isascii() else len(_unspaced().findall(text)) // 2)


@cache
def _unspaced() -> re.Pattern[str]:
    # Classes as wide as this take milliseconds to compile, which the start of the program need not wait for.
    return re.compile(f"[{UNSPACED}]")
