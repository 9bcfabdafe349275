"""ReaderPane: one article's text with its layers. It paints and points; it never changes the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from tui_reader.desk.newsdesk import Opened
from tui_reader.ui.widgets.page_head import masthead_of
from tui_reader.ui.widgets.page_layers import NOTHING
from tui_reader.ui.widgets.page_layout import Masthead
from tui_reader.ui.widgets.page_view import MEASURE, PageView

_NOTHING = "Nothing here yet\nChoose an article. R fetches what is new."


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
        self._article = opened.article.id
        self._masthead = masthead_of(opened, now)
        self._layers.take(opened.document or NOTHING, opened.quotes, opened.entities)
        self._lay_out()
        self._go_to(None if place is None else _carried(before, place, self._layers.document.text))

    def message(self, text: str) -> None:
        """Show an empty state: its first line is the headline, the others say what to do."""
        self._article = 0
        self._masthead = _spoken(text)
        self._layers.clear()
        self._layers.take(NOTHING)
        self._lay_out()
        self._go_to(None)

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
        note = Content(f"{quotes}{percent} %" if self._layers.document.text else "")
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
        self.repaint()
        self._reveal(hit.start, hit.end)
        return True

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Select the entity, else the quote, else follow the link under the pointer; with Ctrl the link."""
        offset = self.offset_under(event)
        if event.button != 1 or self.text_selection is not None or offset is None:
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
