"""ReaderPane: one article's text with its layers. It paints and points; it never changes the library."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from tui_reader.desk.newsdesk import Opened
from tui_reader.model.document import Document
from tui_reader.ui.widgets.page_code import has_code
from tui_reader.ui.widgets.page_code import tokens as tokens_of
from tui_reader.ui.widgets.page_gutter import Margin, heats
from tui_reader.ui.widgets.page_head import masthead_of
from tui_reader.ui.widgets.page_layers import NOTHING
from tui_reader.ui.widgets.page_lines import Masthead, Page
from tui_reader.ui.widgets.page_passages import LOOKING, NOBODY, lay_out_passages
from tui_reader.ui.widgets.page_view import MEASURE, PageView
from tui_reader.ui.widgets.quotes_pane import QuotesPane

TITLE = "3 Reader"
_NOTHING = "Nothing here yet\nChoose an article. R fetches what is new, ? shows the keys."


class ReaderPane(PageView):
    """The page. Quotes and entities that it points out are known by their ids in the library."""

    @dataclass
    class QuoteSelected(Message):
        """A quote became the active one, by a key or a click."""

        quote_id: int

    @dataclass
    class EntitySelected(Message):
        """An entity became the active one, by a key or a click."""

        entity_id: int

    @dataclass
    class LinkChosen(Message):
        """A link was clicked."""

        url: str

    @dataclass
    class Progressed(Message):
        """Another part of the article is in view."""

        percent: int

        def can_replace(self, message: Message) -> bool:
            """Only the last one counts."""
            return isinstance(message, ReaderPane.Progressed)

    def __init__(self, *, measure: int = MEASURE, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 -- Textual's
        super().__init__(measure=measure, id=id, classes=classes)
        self._article = 0
        self._masthead = _spoken(_NOTHING)
        self._percent = -1
        self._quotes_only = False
        self._analysed = False
        self.border_title = TITLE

    # What is shown.

    def show(self, opened: Opened | None, *, now: int, keep_place: bool = False) -> None:
        """Show an article; with `keep_place` the text at the top stays there, when it is the same article."""
        if opened is None:
            self.message(_NOTHING)
            return
        before, place = self._layers.document.text, None
        if keep_place and opened.article.id == self._article:
            place = self._place()
        else:
            self._layers.clear()
            self._pictures, self._shifts = {}, {}
        self._article, self._analysed = opened.article.id, opened.analysed
        self._masthead = masthead_of(opened, now)
        self._layers.take(opened.document or NOTHING, opened.quotes, opened.entities, opened.remarks)
        self._lay_out()
        if has_code(self._layers.document) and not self._layers.tokens:
            work = self._lex(self._layers.document)
            self.run_worker(work, group="code", exclusive=True, exit_on_error=False)
        self._go_to(None if place is None else _carried(before, place, self._layers.document.text))

    async def _lex(self, document: Document) -> None:
        """Tell keywords from comments, beside the keys."""
        tokens = await asyncio.to_thread(tokens_of, document)
        if document is self._layers.document and tokens:
            self._layers.lex(tokens)
            self.repaint()

    def message(self, text: str) -> None:
        """Show an empty state: its first line is the headline, the others say what to do."""
        self._article = 0
        self._masthead = _spoken(text)
        self._layers.clear()
        self._layers.take(NOTHING)
        self._lay_out()
        self._go_to(None)

    # Quotes alone.

    @property
    def quotes_only(self) -> bool:
        """Whether the page is collapsed to who said what; it stays so for the next articles."""
        return self._quotes_only

    def glance(self, *, on: bool) -> None:
        """Collapse the page, or show all of it; what stood at the top, or is active, stays in view."""
        if on == self._quotes_only:
            return
        place, known = self._place(), self._layers.quote()
        self._quotes_only = on
        self.border_title = f"{TITLE}: quotes only" if on else TITLE
        self._lay_out()
        self._go_to(place)
        if known is not None:
            self._reveal(known.quote.start, known.quote.end)

    @property
    def illustrated(self) -> bool:
        """Whether pictures of this article are shown."""
        return bool(self._pictures)

    def _laid(self) -> Page:
        if not self._quotes_only or not self._article:
            return super()._laid()
        layers = self._layers
        return lay_out_passages(
            layers.document,
            self._masthead,
            layers.quotes,
            self.size.width,
            self._measure,
            layers.remarks,
            NOBODY if self._analysed else LOOKING,
        )

    # The margin.

    def make_bar(self) -> Margin:
        """The scroll bar that shows where quotes and names are."""
        return Margin(self.palette)

    def _lay_out(self) -> None:
        super()._lay_out()
        self._warm()

    def _warm(self) -> None:
        """Show in the margin where quotes and names stand."""
        margin, page = self._vertical_scrollbar, self._page
        if not isinstance(margin, Margin) or page is None:
            return
        spans = [span for known in self._layers.quotes for span in known.quote.spans]
        said = [
            range(page.line_of(start), page.line_of(end - 1) + 1)
            for start, end in spans
            if self._is_shown(start)
        ]
        mentions = (span.start for entity in self._layers.entities for span in entity.mentions)
        named = [page.line_of(start) for start in mentions if self._is_shown(start)]
        margin.show(heats(said, named, self.line_count, self.size.height), self.palette)

    def notify_style_update(self) -> None:
        """Follow a change of theme."""
        super().notify_style_update()
        self._warm()

    # Where the reader is.

    @property
    def progress(self) -> int:
        """How much of the article has come into view, in percent."""
        count = self.line_count
        return min(100, (round(self.scroll_offset.y) + self.size.height) * 100 // count) if count else 0

    def page_forward(self) -> bool:
        """Go one page on; False when the end was in view already."""
        if self.progress >= 100:
            return False
        self.page(1)
        return True

    def page_back(self) -> None:
        """Go one page back."""
        self.page(-1)

    def placed(self) -> None:
        """Write the place into the frame, and post it when it changed."""
        percent = self.progress if self._layers.document.text else 0
        number, count = self._layers.quote_place
        quotes = f"“{number}/{count} · " if number else ""
        hit, hits = self._layers.hit_place
        places = f"{hit} of {hits:,} · " if hit else ""
        sideways = "← → · " if self.wide else ""
        note = Content(f"{sideways}{places}{quotes}{percent} %" if self._layers.document.text else "")
        if note != self._border_subtitle:
            self._border_subtitle = note
            self.refresh()
        if percent != self._percent:
            self._percent = percent
            self.post_message(self.Progressed(percent))

    # Quotes, entities and search words.

    def select_quote(self, quote_id: int | None, *, scroll: bool = True) -> None:
        """Make a quote the active one, without posting anything."""
        self._layers.active_quote = quote_id or 0
        self.placed()
        self.repaint()
        known = self._layers.quote()
        if known is not None and scroll:
            self._reveal(known.quote.start, known.quote.end)

    def select_entity(self, entity_id: int | None, *, scroll: bool = True) -> None:
        """Make an entity the active one, without posting; goes to its first mention when none is in view."""
        self._layers.active_entity = entity_id or 0
        self.repaint()
        entity = self._layers.entity()
        if entity is not None and scroll and self._page is not None:
            shown = [span for span in entity.mentions if self._is_shown(span.start)]
            if shown and not any(self._in_view(*span) for span in shown):
                self._reveal(*shown[0])

    def next_quote(self, step: int) -> None:
        """Go to the next (1) or previous (-1) quote from the active one, else from the top of the view."""
        found = self._layers.quote_from(step, self._place() or 0)
        if found:
            self.select_quote(found)
            self.post_message(self.QuoteSelected(found))

    def next_entity(self, step: int) -> None:
        """Go to the next (1) or previous (-1) entity, in the order of their first mentions."""
        found = self._layers.entity_from(step, self._place() or 0)
        if found:
            self.select_entity(found)
            self.post_message(self.EntitySelected(found))

    def highlight(self, terms: Sequence[str]) -> None:
        """Mark search words, whatever their case, in this article and those shown after it."""
        self._layers.search(terms)
        self.repaint()

    @property
    def hits(self) -> int:
        """How often the search words occur."""
        return len(self._layers.hits)

    def next_hit(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) search word, on from the end to the top; False when none."""
        hit = self._layers.hit_from(step, self._place() or 0)
        if hit is None:
            return False
        if not self._is_shown(hit.start):
            self.glance(on=False)
        self.repaint()
        self._reveal(hit.start, hit.end)
        self.placed()
        return True

    def link(self, number: int) -> str:
        """The address of a link, as `links_in_view` numbers them."""
        return self._layers.document.links[number].url

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Select the entity, else the quote, else follow the link under the pointer; with Ctrl the link.

        On the name above a passage ask for everything about its speaker.
        """
        if event.button != 1 or self.text_selection is not None:
            return
        speaker, offset = event.style.meta.get("speaker"), self.offset_under(event)
        if isinstance(speaker, int):
            self.post_message(QuotesPane.SpeakerChosen(speaker))
        if offset is None:
            return
        entity, quote, url = self._layers.under(offset)
        if url and (event.ctrl or not (entity or quote)):
            self.post_message(self.LinkChosen(url))
        elif entity:
            self.select_entity(entity, scroll=False)
            self.post_message(self.EntitySelected(entity))
        elif quote:
            self.select_quote(quote, scroll=False)
            self.post_message(self.QuoteSelected(quote))


def _spoken(text: str) -> Masthead:
    """An empty state as a page: a headline and what to do."""
    headline, _, rest = text.partition("\n")
    return Masthead(title=headline, note=rest)


def _carried(before: str, offset: int, after: str) -> int | None:
    """Where the passage at an offset of one text begins in another; None when it is not there."""
    if before == after:
        return offset
    for length in (200, 60):
        passage = before[offset : offset + length]
        found = after.find(passage) if len(passage.strip()) > 20 else -1
        if found >= 0:
            return found
    return None
