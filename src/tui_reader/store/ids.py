"""What an article id is made of."""

from __future__ import annotations

ID_SHIFT = 6
"""Article ids are `published << ID_SHIFT` plus a counter within the second, so that order by id is order by
date. Where more come in one second, those that are too many take the free ids of the seconds after it.

Small, because the full-text index writes the distance between two ids for each word of each article.
"""


def new_id(published: int, counter: int) -> int:
    """The article id for a date (epoch seconds, not negative) and a counter within that second."""
    return (published << ID_SHIFT) + counter


def second_of(article_id: int) -> int:
    """The second that an id stands in: the article's date, or a little later where many have one date."""
    return article_id >> ID_SHIFT
