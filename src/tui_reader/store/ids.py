"""What an article id is made of."""

from __future__ import annotations

ID_SHIFT = 20
"""Article ids are `published << ID_SHIFT` plus a counter within the second, so that order by id is order by
date.
"""


def new_id(published: int, counter: int) -> int:
    """The article id for a date (epoch seconds, not negative) and a counter within that second."""
    return (published << ID_SHIFT) + counter
