"""Bodies in the text index before anybody has read them into documents: which wait, how the index takes many.

`article.indexed` is then the negative of the revision whose raw words stand there; see `textindex`.
"""

from __future__ import annotations

INDEXING: tuple[str, ...] = (
    "CREATE INDEX article_unindexed ON article (id) WHERE indexed = 0",
    # Many articles go in at once. What is held until the commit is bounded by the batch, and to merge every
    # four segments, as FTS5 does by itself, costs as much as making them. The words of a search are looked up
    # in each segment: a tenth of a millisecond for all of them. Where too many come together nevertheless,
    # they are merged in one go, which takes seconds when they are large: that is to be rare.
    "INSERT INTO article_text (article_text, rank) VALUES ('hashsize', 33554432)",
    "INSERT INTO article_text (article_text, rank) VALUES ('automerge', 32)",
    "INSERT INTO article_text (article_text, rank) VALUES ('crisismerge', 64)",
)
