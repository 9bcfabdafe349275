"""The full-text index with the text as its first column, which costs nothing to name where a word stands.

Words of another column than the first take two bytes more for each article they stand in: a fifth of the
whole index. The titles go in at once; texts and documents wait for the index job, so that a large library
opens soon.
"""

from __future__ import annotations

DENSE: tuple[str, ...] = (
    "DROP TABLE article_text",
    """CREATE VIRTUAL TABLE article_text USING fts5 (
        body, title, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    )""",
    # As in the step before this table.
    "INSERT INTO article_text (article_text, rank) VALUES ('hashsize', 33554432)",
    "INSERT INTO article_text (article_text, rank) VALUES ('automerge', 32)",
    "INSERT INTO article_text (article_text, rank) VALUES ('crisismerge', 64)",
    "INSERT INTO article_text (rowid, title, body) SELECT id, title, '' FROM article ORDER BY id",
    "UPDATE article SET indexed = 0 WHERE indexed <> 0",
)
