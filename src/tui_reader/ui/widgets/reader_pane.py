"""ReaderPane: one article's text with its layers. It paints and points; it never changes the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from tui_reader.desk.newsdesk import Opened
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.page_copy import copied
from tui_reader.ui.widgets.page_head import masthead_of
from tui_reader.ui.widgets.page_layers import NOTHING, Layers
from tui_reader.ui.widgets.page_layout import Masthead, Page, lay_out
from tui_reader.ui.widgets.page_paint import Look, offset_at, paint, selected

MEASURE = 78
_NOTHING = "Nothing here yet\nChoose an article. R fetches what is new."


class ReaderPane(LineView):
    """The page. Quotes and entities that it points out are known by their ids in the library."""

    ALLOW_SELECT = True
    HAS_CURSOR: ClassVar[bool] = False
    GUTTER: ClassVar[int] = 0

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
        super().__init__(id=id, classes=classes)
        self._measure = measure
        self._article = 0
        self._masthead = _spoken(_NOTHING)
        self._page: Page | None = None
        self._layers = Layers()
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

    def _lay_out(self) -> None:
        """Break the article into lines at the present width."""
        if self.size.width <= 0:
            self._page = None
            return
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        self._page = lay_out(self._layers.document, self._masthead, self.size.width, self._measure)
        self.recount()
        self._report()

    def resized(self, width: int) -> None:
        """Lay out at the new width; what stood at the top stays there."""
        del width
        place = self._place()
        self._lay_out()
        self._go_to(place)

    def _place(self) -> int | None:
        """The offset at the top of the view; None at the head of the article."""
        if self._page is None:
            return None
        offset = self._page.offset_of(round(self.scroll_offset.y))
        return offset if offset >= 0 and self.scroll_offset.y > 0 else None

    def _go_to(self, offset: int | None) -> None:
        """Put an offset at the top of the view."""
        if self._page is not None:
            self.scroll_to_line(0 if offset is None else self._page.line_of(offset))

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

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the reader has come."""
        super().watch_scroll_y(old_value, new_value)
        self._report()

    def _report(self) -> None:
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
        self._report()
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

    def _is_shown(self, offset: int) -> bool:
        """Whether the character at an offset stands on a line."""
        assert self._page is not None
        line = self._page.lines[self._page.line_of(offset)]
        return line.start <= offset < line.end

    def _in_view(self, start: int, end: int) -> bool:
        """Whether all of a stretch of text is on screen."""
        assert self._page is not None
        top, first, last = round(self.scroll_offset.y), self._page.line_of(start), self._page.line_of(end - 1)
        return top <= first and last < top + self.size.height

    def _reveal(self, start: int, end: int) -> None:
        """Bring a stretch of text a third down the view, unless all of it is in view."""
        if self._page is not None and not self._in_view(start, end):
            self.scroll_to_line(self._page.line_of(start) - self.size.height // 3)

    # Painting and the mouse.

    @property
    def line_count(self) -> int:
        """How many lines the article has at this width."""
        return len(self._page.lines) if self._page else 0

    def line(self, y: int, width: int) -> list[Segment]:
        """Paint one line."""
        del width
        assert self._page is not None
        layers = self._layers
        look = Look(self.palette, layers.active_quote, layers.active_entity, layers.active_hit)
        return paint(self._page, self._page.lines[y], layers.marks, look)

    def _strip(self, y: int, width: int, *, current: bool) -> Strip:
        """A line with the mouse's selection over it, and its place for selecting further."""
        strip = super()._strip(y, width, current=current)
        selection = self.text_selection
        span = selection.get_span(y) if selection is not None else None
        if span is not None:
            strip = Strip(selected(list(strip), span, self.palette.selection), strip.cell_length)
        return strip.apply_offsets(0, y)

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what the mouse has selected."""
        del selection
        self.repaint()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the selection copies as: running text, not lines."""
        if self._page is None:
            return None
        start = selection.start or Offset(0, 0)
        end = selection.end or Offset(self.size.width, self.line_count)
        return copied(self._page, start, end, self.palette), "\n"

    def on_click(self, event: events.Click) -> None:
        """Select the entity, else the quote, else follow the link under the pointer; with Ctrl the link."""
        offset = self._offset_under(event)
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

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        """The offset of the character under the pointer; None where the text does not stand."""
        widget, place = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if self._page is None or widget is not self or place is None or not 0 <= place.y < self.line_count:
            return None
        return offset_at(self._page, self._page.lines[place.y], place.x, self.palette, exact=True)


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
