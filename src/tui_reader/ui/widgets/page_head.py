"""The words above an article: its title, one line of facts, what kept its page from giving all. Pure."""

from __future__ import annotations

from tui_reader.desk.newsdesk import Opened
from tui_reader.ui.format import ago, counted
from tui_reader.ui.widgets.page_lines import Masthead
from tui_reader.ui.widgets.page_marks import shown_quotes

WORDS_A_MINUTE = 230
PREPARING = "The text is being prepared …"
NO_TEXT = "The source gave no text for this article."
SHOWN_AUTHORS = 2
HELD = "\N{NO-BREAK SPACE}"
"""Holds "2 min" together on a line."""


def masthead_of(opened: Opened, now: int) -> Masthead:
    """The head of an opened article, with a note in place of a text that is not there."""
    article, document = opened.article, opened.document
    title = article.title or (document.title if document else "") or "Untitled"
    note = PREPARING if document is None else "" if document.text.strip() else NO_TEXT
    if opened.note:
        note = f"{note}\n✎ {opened.note}".strip()
    told = f"\n{document.note}" if document and document.note else ""
    return Masthead(title, " · ".join(_facts(opened, now)) + told, note)


def _facts(opened: Opened, now: int) -> list[str]:
    """Source, authors, age, minutes of reading, edits, quotes, tags; what is not known is left out."""
    article = opened.article
    names = [article.feed_title, _authors(article.authors, article.feed_title)]
    facts = [ago(now, article.published)]
    words = article.words or (opened.document.words() if opened.document else 0)
    if words:
        facts.append(f"{max(1, round(words / WORDS_A_MINUTE))} min")
    quotes = len(shown_quotes(opened.quotes))
    if opened.edits:
        facts.append(f"edited {opened.edits}×")
    if quotes:
        facts.append(counted(quotes, "quote"))
    facts += [f"#{tag}" for tag in opened.tags]
    return [fact for fact in (*names, *(fact.replace(" ", HELD) for fact in facts)) if fact]


def _authors(authors: tuple[str, ...], source: str) -> str:
    """At most two names; a source that names itself as the author is not repeated."""
    names = [name for name in dict.fromkeys(authors) if name.casefold() != source.casefold()]
    more = " and others" if len(names) > SHOWN_AUTHORS else ""
    return ", ".join(names[:SHOWN_AUTHORS]) + more
