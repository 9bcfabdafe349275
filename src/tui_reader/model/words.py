"""How many words a text has, and what a word is, in scripts with and without spaces between words."""

from __future__ import annotations

import re

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Characters of scripts that set no spaces between words, for a class of a regular expression."""
WORD = re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]")
"""A word, or one character of such a script."""
_UNSPACED = re.compile(f"[{UNSPACED}]")


def count_words(text: str) -> int:
    """How many words a text has; two characters count as one in scripts that set no spaces."""
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)) // 2)
