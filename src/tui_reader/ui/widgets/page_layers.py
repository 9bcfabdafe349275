"""The layers over one article's text and what is active in them. It knows offsets and ids, no lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui_reader.model.anchor import Remark
from tui_reader.model.document import Document, Span
from tui_reader.model.insight import KnownEntity, KnownQuote
from tui_reader.ui.widgets.page_marks import Mark, MarkKind, Marks, hits_of, marks_of, shown_quotes

NOTHING = Document("")


class Layers:
    """Quotes, entities, links and search hits of the article that is shown; 0 is no quote and no entity."""

    def __init__(self) -> None:
        self.document = NOTHING
        self.marks = Marks()
        self.hits: list[Mark] = []
        self.tokens: list[Mark] = []
        self.remarks: list[tuple[Span, str]] = []
        """The reader's notes on words that stand in this text, in its order."""
        self.active_quote = 0
        self.active_entity = 0
        self.active_hit = -1
        self._every_quote: dict[int, KnownQuote] = {}
        self._quotes: list[KnownQuote] = []
        self._entities: list[KnownEntity] = []
        self._terms: tuple[str, ...] = ()

    def take(
        self,
        document: Document,
        quotes: Sequence[KnownQuote] = (),
        entities: Sequence[KnownEntity] = (),
        remarks: Sequence[Remark] = (),
    ) -> None:
        """Take an article; what was active stays so when the article still has it."""
        if document is not self.document:
            self.tokens = []
        self.document = document
        self._every_quote = {known.id: known for known in quotes}
        self._quotes = shown_quotes(quotes)
        size = len(document.text)
        noted = [(one.span, one.text) for one in remarks if one.span and one.span.end <= size]
        self.remarks = sorted(noted, key=lambda one: one[0].start)
        named = [entity for entity in entities if entity.mentions]
        self._entities = sorted(named, key=lambda entity: min(entity.mentions))
        if self.active_quote not in self._every_quote:
            self.active_quote = 0
        if all(entity.id != self.active_entity for entity in named):
            self.active_entity = 0
        self._mark()

    def search(self, terms: Iterable[str]) -> None:
        """Mark search words, in this article and those taken after it; the same ones stay as they are."""
        before, self._terms = self._terms, tuple(terms)
        if self._terms != before:
            self._mark()

    def lex(self, tokens: list[Mark]) -> None:
        """Mark what the code of this article is made of."""
        self.tokens = tokens
        self._mark()

    def clear(self) -> None:
        """Nothing is active any more."""
        self.active_quote = self.active_entity = 0
        self.active_hit = -1

    def _mark(self) -> None:
        self.hits = hits_of(self.document.text, self._terms)
        self.active_hit = -1
        quotes = self._every_quote.values()
        noted = [Mark(*span, MarkKind.NOTE, number) for number, (span, _) in enumerate(self.remarks)]
        self.marks = marks_of(self.document, quotes, self._entities, self.hits, (*self.tokens, *noted))

    @property
    def quotes(self) -> Sequence[KnownQuote]:
        """The quotes that are shown as such, in the order of the text."""
        return self._quotes

    @property
    def entities(self) -> Sequence[KnownEntity]:
        """The entities with mentions in the text, in the order of the first."""
        return self._entities

    @property
    def hit_place(self) -> tuple[int, int]:
        """Which search word is the active one, from 1 (0: none), and how many there are."""
        return self.active_hit + 1, len(self.hits)

    @property
    def quote_place(self) -> tuple[int, int]:
        """Which of the shown quotes is the active one, from 1 (0: none), and how many there are."""
        ids = [known.id for known in self._quotes]
        return (ids.index(self.active_quote) + 1 if self.active_quote in ids else 0), len(ids)

    def quote(self) -> KnownQuote | None:
        """The active quote."""
        return self._every_quote.get(self.active_quote)

    def entity(self) -> KnownEntity | None:
        """The active entity."""
        return next((entity for entity in self._entities if entity.id == self.active_entity), None)

    def quote_from(self, step: int, top: int) -> int:
        """The id of the quote after (1) or before (-1) the active one, else from offset `top`; 0: none."""
        places = [(known.id, known.quote.start) for known in self._quotes]
        return _neighbour(places, self.active_quote, step, top)

    def entity_from(self, step: int, top: int) -> int:
        """The id of the next or previous entity in the order of first mentions, else from `top`; 0: none."""
        places = [(entity.id, min(entity.mentions).start) for entity in self._entities]
        return _neighbour(places, self.active_entity, step, top)

    def hit_from(self, step: int, top: int) -> Mark | None:
        """Make the next or previous search word active and give it; past the end it begins again."""
        if not self.hits:
            return None
        if self.active_hit < 0:
            after = next((number for number, hit in enumerate(self.hits) if hit.start >= top), 0)
            number = after if step > 0 else after - 1
        else:
            number = self.active_hit + step
        self.active_hit = number % len(self.hits)
        return self.hits[self.active_hit]

    def under(self, offset: int) -> tuple[int, int, str]:
        """The entity's id, the quote's id and the address of the link at an offset; 0 and "" for none."""
        entity = quote = 0
        url = ""
        for mark in self.marks.at(offset):
            if mark.kind in (MarkKind.MENTION, MarkKind.LATER_MENTION):
                entity = mark.ref
            elif mark.kind is MarkKind.QUOTE:
                quote = mark.ref
            elif mark.kind is MarkKind.LINK:
                url = self.document.links[mark.ref].url
        return entity, quote, url


def _neighbour(places: list[tuple[int, int]], active: int, step: int, top: int) -> int:
    """The id beside the active one, staying at the ends; with none active the nearest from `top`."""
    if not places:
        return 0
    ids = [ident for ident, _ in places]
    if active in ids:
        return ids[max(0, min(ids.index(active) + step, len(ids) - 1))]
    after = next((at for at, (_, start) in enumerate(places) if start >= top), len(ids))
    return ids[min(after, len(ids) - 1) if step > 0 else max(after - 1, 0)]
