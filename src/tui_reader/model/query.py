"""What a list of articles can be asked for. Pure and hashable; `store.search` turns it into SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["all", "today", "unread", "starred"]

Sort = Literal["newest", "oldest", "source", "title", "quotes"]
"""Orders of a list; within one source, title or number of quotes, newest first."""

BY_DATE: frozenset[Sort] = frozenset({"newest", "oldest"})
"""The orders in which ids rise or fall."""


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """A selection of articles in an order. Every condition that is set must hold."""

    scope: Scope = "all"
    feed_ids: tuple[int, ...] = ()
    """Only these sources; empty means all."""
    entity_id: int = 0
    """Only articles that mention this entity; 0 means any."""
    text: str = ""
    """Words that must occur; as typed by a person, never raw FTS syntax."""
    since: int = 0
    """Only articles published at or after this epoch second."""
    sort: Sort = "newest"
