"""The tables and indexes that make every field of the query language a walk along an index.

Triggers keep them, so that whoever writes articles, quotes or names need not know of them.
"""

# ruff: noqa: S608 - the statements are made of constants of this module

from __future__ import annotations

Step = tuple[str, ...]

_WORDS = """json_each('[' || replace(json_quote({key}), ' ', '","') || ']')"""
"""The words of a folded name: `json_quote` makes one string of it, every blank ends a string."""

_SPEAKER = "{row}.entity_id = 0 AND ({row}.speaker <> '' OR {row}.mention <> '')"
_FACTS = "({row}.authors <> '' OR {row}.tags <> '')"

_SOURCES: Step = (
    "ALTER TABLE feed ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX status_dismissed ON status (article_id, feed_id) WHERE present = 1 AND dismissed = 1",
    # Narrow, so that a walk over many articles reads neither titles nor leads.
    "CREATE INDEX article_measure ON article (id, quotes, lang, analysed)",
)

# Authors and the publisher's tags, as the articles have them: JSON lists, whose punctuation is no word.
_AUTHORS: Step = (
    """CREATE VIRTUAL TABLE article_facts USING fts5 (
        authors, tags, content='article', content_rowid='id', columnsize=0,
        tokenize='unicode61 remove_diacritics 2'
    )""",
    f"""INSERT INTO article_facts (rowid, authors, tags)
        SELECT id, authors, tags FROM article WHERE {_FACTS.format(row="article")}""",
    f"""CREATE TRIGGER article_facts_added AFTER INSERT ON article WHEN {_FACTS.format(row="new")} BEGIN
        INSERT INTO article_facts (rowid, authors, tags) VALUES (new.id, new.authors, new.tags);
    END""",
    f"""CREATE TRIGGER article_facts_removed AFTER DELETE ON article WHEN {_FACTS.format(row="old")} BEGIN
        INSERT INTO article_facts (article_facts, rowid, authors, tags)
        VALUES ('delete', old.id, old.authors, old.tags);
    END""",
    # One trigger, because the old words must go before the new ones come.
    f"""CREATE TRIGGER article_facts_changed AFTER UPDATE OF authors, tags ON article
        WHEN {_FACTS.format(row="old")} OR {_FACTS.format(row="new")} BEGIN
        INSERT INTO article_facts (article_facts, rowid, authors, tags)
            SELECT 'delete', old.id, old.authors, old.tags WHERE {_FACTS.format(row="old")};
        INSERT INTO article_facts (rowid, authors, tags)
            SELECT new.id, new.authors, new.tags WHERE {_FACTS.format(row="new")};
    END""",
)

# Whom a quote speaks of: the entities mentioned within it. The mentions of an article are stored before its
# quotes.
_ABOUT: Step = (
    """CREATE TABLE quote_about (
        entity_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        quote_id INTEGER NOT NULL,
        PRIMARY KEY (entity_id, article_id, quote_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX quote_about_article ON quote_about (article_id, quote_id)",
    """INSERT INTO quote_about (entity_id, article_id, quote_id)
        SELECT DISTINCT m.entity_id, q.article_id, q.id FROM quote q CROSS JOIN json_each(q.spans) span
        CROSS JOIN mention m ON m.article_id = q.article_id
            AND m.start < json_extract(span.value, '$[1]') AND m.end > json_extract(span.value, '$[0]')""",
    """CREATE TRIGGER quote_about_added AFTER INSERT ON quote BEGIN
        INSERT INTO quote_about (entity_id, article_id, quote_id)
        SELECT DISTINCT m.entity_id, new.article_id, new.id FROM json_each(new.spans) span
        CROSS JOIN mention m ON m.article_id = new.article_id
            AND m.start < json_extract(span.value, '$[1]') AND m.end > json_extract(span.value, '$[0]');
    END""",
    """CREATE TRIGGER quote_about_removed AFTER DELETE ON quote BEGIN
        DELETE FROM quote_about WHERE article_id = old.article_id AND quote_id = old.id;
    END""",
    "CREATE INDEX quote_unnamed ON quote (article_id) WHERE speaker_class IN ('unnamed', 'unknown')",
)

# Speakers who are no entity ("the minister"), by their words as written.
_SPEAKERS: Step = (
    """CREATE VIRTUAL TABLE quote_speaker USING fts5 (
        speaker, mention, content='quote', content_rowid='id', columnsize=0,
        tokenize='unicode61 remove_diacritics 2'
    )""",
    f"""INSERT INTO quote_speaker (rowid, speaker, mention)
        SELECT id, speaker, mention FROM quote WHERE {_SPEAKER.format(row="quote")}""",
    f"""CREATE TRIGGER quote_speaker_added AFTER INSERT ON quote WHEN {_SPEAKER.format(row="new")} BEGIN
        INSERT INTO quote_speaker (rowid, speaker, mention) VALUES (new.id, new.speaker, new.mention);
    END""",
    f"""CREATE TRIGGER quote_speaker_removed AFTER DELETE ON quote WHEN {_SPEAKER.format(row="old")} BEGIN
        INSERT INTO quote_speaker (quote_speaker, rowid, speaker, mention)
        VALUES ('delete', old.id, old.speaker, old.mention);
    END""",
    f"""CREATE TRIGGER quote_speaker_changed AFTER UPDATE OF entity_id, speaker, mention ON quote
        WHEN {_SPEAKER.format(row="old")} OR {_SPEAKER.format(row="new")} BEGIN
        INSERT INTO quote_speaker (quote_speaker, rowid, speaker, mention)
            SELECT 'delete', old.id, old.speaker, old.mention WHERE {_SPEAKER.format(row="old")};
        INSERT INTO quote_speaker (rowid, speaker, mention)
            SELECT new.id, new.speaker, new.mention WHERE {_SPEAKER.format(row="new")};
    END""",
)

_NAMES: Step = (
    """CREATE TABLE entity_word (
        word TEXT NOT NULL, entity_id INTEGER NOT NULL, PRIMARY KEY (word, entity_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX entity_word_entity ON entity_word (entity_id)",
    f"""INSERT OR IGNORE INTO entity_word (word, entity_id)
        SELECT word.value, k.entity_id FROM entity_alias k
        CROSS JOIN {_WORDS.format(key="k.key")} word""",
    f"""CREATE TRIGGER entity_word_added AFTER INSERT ON entity_alias BEGIN
        INSERT OR IGNORE INTO entity_word (word, entity_id)
        SELECT value, new.entity_id FROM {_WORDS.format(key="new.key")};
    END""",
    f"""CREATE TRIGGER entity_word_removed AFTER DELETE ON entity_alias BEGIN
        DELETE FROM entity_word WHERE entity_id = old.entity_id
            AND word IN (SELECT value FROM {_WORDS.format(key="old.key")})
            AND word NOT IN (SELECT word.value FROM entity_alias k
                CROSS JOIN {_WORDS.format(key="k.key")} word WHERE k.entity_id = old.entity_id);
    END""",
)

# Articles that came in and still wait for rules that need their text (1) or their quotes and entities (2).
_RULES: Step = (
    "CREATE TABLE awaiting (article_id INTEGER PRIMARY KEY, stage INTEGER NOT NULL)",
    """CREATE TRIGGER awaiting_removed AFTER DELETE ON article BEGIN
        DELETE FROM awaiting WHERE article_id = old.id;
    END""",
)

MEASURED: Step = (
    "CREATE INDEX article_lang ON article (lang COLLATE NOCASE, id)",
    "CREATE INDEX article_quotes ON article (quotes, id) WHERE quotes > 0",
)
"""From few articles of a language, or with many quotes, a search may start."""

SEARCHED: Step = (*_SOURCES, *_AUTHORS, *_ABOUT, *_SPEAKERS, *_NAMES, *_RULES)
