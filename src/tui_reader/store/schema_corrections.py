"""What a reader corrected in quotes, kept on their words, and what analysis had said in its place."""

from __future__ import annotations

# `quote_id` and `original` tell what the correction did to the rows of `quote`: the row that it changed or
# made, 0 for none, and the row as analysis had it, as a JSON list, empty for none.
CORRECTIONS: tuple[str, ...] = (
    """CREATE TABLE correction (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL,
        revision_id INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        start INTEGER NOT NULL,
        speaker TEXT NOT NULL,
        changed_at INTEGER NOT NULL,
        quote_id INTEGER NOT NULL DEFAULT 0,
        original TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX correction_article ON correction (article_id, id)",
    "CREATE INDEX correction_quote ON correction (quote_id) WHERE quote_id > 0",
    # The quotes of a text that changed, or of an analysis that was dropped, have all gone.
    """CREATE TRIGGER correction_unplaced AFTER UPDATE OF revision_id ON analysis
        WHEN new.revision_id <> old.revision_id BEGIN
        UPDATE correction SET quote_id = 0, original = '' WHERE article_id = new.article_id;
    END""",
    """CREATE TRIGGER correction_dropped AFTER DELETE ON analysis BEGIN
        UPDATE correction SET quote_id = 0, original = '' WHERE article_id = old.article_id;
    END""",
)
