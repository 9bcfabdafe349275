"""Regular expressions in a query: where one ends, and what is too much for a search. Pure.

They are those of the `regex` library, whose matching can be given a limit of time. It is imported only when a
query holds one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from tui_reader.errors import QueryError

PATTERN_FIELDS = ("title", "text")
LENGTH_LIMIT = 500
REPEATS_LIMIT = 100_000
"""The library unrolls counted repeats: the product of all of them, times the length, is bounded."""
SEARCHED_CHARACTERS = 100_000
"""A text is looked at so far."""

# A slash ends a pattern when a blank, a closing bracket or the end of the query follows.
_PATTERN = re.compile(r"/((?:[^\\/]|\\.|/(?![\s\0)]|\Z))++)/", re.DOTALL)
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")

Finder = Callable[[str, float], bool]
"""(text, seconds) -> whether the pattern is found in it. Raises TimeoutError."""


def pattern_at(text: str, at: int, name: str) -> tuple[str, int]:
    """The pattern whose first slash stands at a place of a query, and where it ends.

    Raises QueryError when it has no end, is not valid, or is too large.
    """
    found = _PATTERN.match(text, at)
    if found is None:
        message = (
            f"{name}:/ begins a regular expression, which ends with a slash and a blank; quote plain words"
        )
        raise QueryError(message, subject=text, column=at)
    pattern = found[1].replace("\0", " ")
    if len(pattern) > LENGTH_LIMIT or _unrolled(pattern) > REPEATS_LIMIT:
        raise QueryError(f"{name}: this regular expression is too large", subject=text, column=at)
    try:
        finder(pattern)
    except ValueError as error:
        column = at + 1 + min(getattr(error.__cause__, "pos", None) or 0, len(pattern))
        raise QueryError(f"{name}: {error}", subject=text, column=column) from error
    return pattern, found.end()


def finder(pattern: str) -> Finder:
    """A pattern made ready, without case; raises ValueError when it is not valid."""
    import regex

    try:
        compiled: Any = regex.compile(pattern, regex.IGNORECASE | regex.VERSION0)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise ValueError(f"not a regular expression: {getattr(error, 'msg', 'it nests too deep')}") from error
    return lambda text, seconds: compiled.search(text, 0, SEARCHED_CHARACTERS, timeout=seconds) is not None


def _unrolled(pattern: str) -> int:
    """How long the pattern may become; blanks and comments within counts are left out, as `(?x)` does."""
    bare = (re.sub(r"\s", "", pattern), re.sub(r"\s|#[^\n]*", "", pattern))
    return max(_repeated(text) for text in bare) * len(pattern)


def _repeated(pattern: str) -> int:
    counts = _COUNT.findall(pattern)
    return math.prod(max(int(least or 1), int(upper or 1)) for least, _, upper in counts)
