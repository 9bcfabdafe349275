"""What the command line prints of the library: each row as data for programs and as a line for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from tui_reader.model.article import Article, ArticleStatus
from tui_reader.model.document import Document
from tui_reader.model.insight import WEAK_QUOTE, Entity, EntityCard, KnownQuote, Quote
from tui_reader.model.query import ArticleQuery, Sort
from tui_reader.model.query_parser import fields, finished, parse
from tui_reader.publish import plain
from tui_reader.publish.piece import speaker_of
from tui_reader.store import articles as article_store
from tui_reader.store import feeds, insights, search
from tui_reader.store.library import Library

WIDTH = 78
ENTITY_ARTICLES = 2_000
"""Of so many of the newest articles the entities are listed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One row: `data` as JSON has it, `text` as a person reads it."""

    data: dict[str, Any]
    text: str


def iso(seconds: int) -> str:
    """An epoch second as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def articles(
    library: Library,
    *,
    source: str | None = None,
    text: str = "",
    unread: bool = False,
    sort: Sort = "newest",
    limit: int = 100,
) -> Iterator[Printed]:
    """Articles that a query selects; `source` is a title, URL or path, else it is a query too.

    Newest first, unless sorted. Raises QueryError.
    """
    feed_ids = _feed_ids(library, source or "")
    text = text if feed_ids or not source else finished(source)
    query = ArticleQuery(scope="unread" if unread else "all", text=text, feed_ids=feed_ids, sort=sort)
    for row in library.read(article_store.rows, library.read(search.find, query, limit)):
        data = {**asdict(row), "published": iso(row.published)}
        mark = "★" if row.starred else " " if row.read else "●"
        quotes = f"“{row.quotes}" if row.quotes else ""
        yield Printed(
            data, f"{row.id} {mark} {iso(row.published)[:10]} {quotes:>4} {row.title} · {row.source}"
        )


def _feed_ids(library: Library, source: str) -> tuple[int, ...]:
    wanted = source.casefold()
    rows = library.read(feeds.feed_rows)
    return tuple(row.feed_id for row in rows if wanted in {row.key.casefold(), row.title.casefold()})


def article(library: Library, article_id: int) -> Printed | None:
    """One article whole: facts, text with layers, quotes and entities; None when it is not there."""
    found = library.read(article_store.article, article_id)
    if found is None:
        return None
    document = library.read(article_store.document, found.revision_id)
    status = library.read(article_store.status, article_id)
    known = library.read(insights.entities, article_id)
    data = {
        **_facts(found, status),
        "text": document.text if document else "",
        "blocks": [asdict(block) for block in document.blocks] if document else [],
        "links": [asdict(link) for link in document.links] if document else [],
        "quotes": [
            _stored_quote(item, document, found) for item in library.read(insights.quotes, article_id)
        ],
        "entities": [
            {
                "id": item.id,
                "name": item.name,
                "type": item.kind,
                "mentions": [list(span) for span in item.mentions],
            }
            for item in known
        ],
    }
    return Printed(data, page(found.title, _meta(found), document))


def page(title: str, meta: str, document: Document | None) -> str:
    """An article as plain text, without furniture."""
    if document is None:
        return f"{title}\n{meta}\n\nIts text has not been prepared yet: run tui-reader analyse."
    return plain.page(title, meta, document)


def quotes(library: Library, text: str, limit: int) -> Iterator[Printed]:
    """Quotes over the library, newest article first, of the articles that a query selects.

    Of these only those that its `said:` and `about:` mean, when it has them. Raises QueryError.
    """
    count = 0
    for found, document, known in _analysed(library, text):
        asked = library.read(search.quotes_asked, text, [found.id])
        for item in known:
            if item.quote.confidence < WEAK_QUOTE or (asked is not None and item.id not in asked):
                continue
            data = _stored_quote(item, document, found)
            yield Printed(data, f"{speaker_of(item.quote)}: {data['quote']} · {found.title}")
            count += 1
            if count >= limit:
                return


def _analysed(library: Library, text: str) -> Iterator[tuple[Article, Document, Sequence[KnownQuote]]]:
    for article_id in library.read(search.find, ArticleQuery(text=text), None):
        known = library.read(insights.quotes, article_id)
        found = library.read(article_store.article, article_id) if known else None
        document = library.read(article_store.document, found.revision_id) if found else None
        if found is not None and document is not None:
            yield found, document, known


def entities(library: Library, text: str, limit: int) -> Iterator[Printed]:
    """Entities over the library, most mentioned first, one of whose names begins with `text`.

    A query with a field gives the entities of the newest articles that it selects. Raises QueryError.
    """
    if fields(parse(text)):
        ids = library.read(search.find, ArticleQuery(text=text), ENTITY_ARTICLES)
        cards = library.read(insights.all_entities, ids)[:limit]
    elif text.strip():
        cards = library.read(insights.find_entities, text, limit)
    else:
        cards = library.read(insights.known_entities, limit)
    for card in cards:
        found = library.read(insights.entity_mentions, card.id)
        yield Printed(
            {
                **_card(card),
                "mentions": [{"article": item, "start": span.start, "end": span.end} for item, span in found],
            },
            f"{card.name} · {card.kind} · {card.articles} articles",
        )


def _card(card: EntityCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "type": card.kind,
        "aliases": list(card.aliases),
        "articles": card.articles,
        "quotes": card.quotes,
        "first_seen": iso(card.first_seen),
        "last_seen": iso(card.last_seen),
        "companions": [
            {"id": item, "name": name, "articles": count} for item, name, count in card.companions
        ],
    }


def of_document(
    document: Document, found: Iterable[Quote | Entity], entities: Sequence[Entity] = ()
) -> Iterator[Printed]:
    """Quotes sure enough to be shown, or entities, of a document that is not in the library.

    `entities`: all of the document, for the roles of the quotes' speakers.
    """
    for item in found:
        if isinstance(item, Quote):
            if item.confidence < WEAK_QUOTE:
                continue
            role = entities[item.entity].role if item.entity is not None and entities else ""
            data = {**quote_data(item, document), "role": role}
            yield Printed(data, f"{speaker_of(item)}: {data['quote']}")
        else:
            spans = [[span.start, span.end] for span in item.mentions]
            forms = sorted({document.text[a:b] for a, b in spans})
            data = {
                "name": item.name,
                "type": item.kind,
                "aliases": list(item.aliases),
                "role": item.role,
                "salience": item.salience,
                "mentions": spans,
            }
            yield Printed(data, f"{item.name} · {item.kind} · {len(spans)}: {', '.join(forms)}")


def quote_data(quote: Quote, document: Document) -> dict[str, Any]:
    """A quote as JSON: offsets are code points in the document's text."""
    return {
        "quote": " … ".join(document.text[span.start : span.end] for span in quote.spans),
        "kind": quote.kind,
        "speaker": quote.speaker,
        "mention": quote.mention,
        "speaker_class": quote.speaker_class,
        "verb": quote.cue,
        "start": quote.start,
        "end": quote.end,
        "spans": [list(span) for span in quote.spans],
        "speaker_start": quote.mention_span.start if quote.mention_span else None,
        "speaker_end": quote.mention_span.end if quote.mention_span else None,
        "confidence": round(quote.confidence, 3),
        "speaker_confidence": round(quote.speaker_confidence, 3),
        "rule": quote.rule,
    }


def _stored_quote(item: KnownQuote, document: Document | None, found: Article) -> dict[str, Any]:
    return {
        "id": item.id,
        "article": item.article_id,
        "title": found.title,
        "url": found.url,
        "published": iso(found.published),
        "entity": item.entity_id or None,
        "role": item.role,
        **quote_data(item.quote, document or Document("")),
    }


def _facts(found: Article, status: ArticleStatus) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title,
        "source": found.feed_title,
        "url": found.url,
        "authors": list(found.authors),
        "published": iso(found.published),
        "arrived": iso(found.arrived),
        "lang": found.lang,
        "words": found.words,
        "read": status.read,
        "starred": status.starred,
    }


def _meta(found: Article) -> str:
    parts = [
        found.feed_title,
        ", ".join(found.authors),
        iso(found.published)[:16].replace("T", " "),
        found.url,
    ]
    return " · ".join(part for part in parts if part)
