"""ReaderPane: one article's text with its layers. It paints and points; it never changes the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from tui_reader.desk.newsdesk import Opened
from tui_reader.ui.widgets.line_view import LineView


class ReaderPane(LineView):
    """The page."""

    ALLOW_SELECT = True
    HAS_CURSOR: ClassVar[bool] = False
    GUTTER: ClassVar[int] = 0

    @dataclass
    class QuoteSelected(Message):
        """A quote became the active one; 0 when none is any more."""

        quote_id: int

    @dataclass
    class EntitySelected(Message):
        """An entity became the active one; 0 when none is any more."""

        entity_id: int

    @dataclass
    class LinkChosen(Message):
        """A link was clicked."""

        url: str

    def show(self, opened: Opened | None, *, now: int, keep_place: bool = False) -> None:
        """Show an article; with `keep_place` the text at the top stays there, when it is the same article."""

    def message(self, text: str) -> None:
        """Show an empty state: its first line is the headline, the others say what to do."""

    def select_quote(self, quote_id: int | None, *, scroll: bool = True) -> None:
        """Make a quote the active one, without posting anything."""

    def select_entity(self, entity_id: int | None, *, scroll: bool = True) -> None:
        """Make an entity the active one, without posting anything."""

    def next_quote(self, step: int) -> None:
        """Go to the next (1) or previous (-1) quote from the active one, else from the top of the view."""

    def next_entity(self, step: int) -> None:
        """Go to the next (1) or previous (-1) entity, in the order of their first mentions."""

    def page_forward(self) -> bool:
        """Go one page on; False when the end was in view already."""
        return False

    def page_back(self) -> None:
        """Go one page back."""

    @property
    def progress(self) -> int:
        """How much of the article has been in view, in percent."""
        return 0

    def highlight(self, terms: Sequence[str]) -> None:
        """Mark search words, whatever their case."""
