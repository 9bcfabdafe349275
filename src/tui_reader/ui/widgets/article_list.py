"""The list of articles: an array of ids, rows fetched by id in pages. The cursor stands on an id."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Sequence

from rich.segment import Segment

from tui_reader.model.article import ArticleRow
from tui_reader.model.query import Sort
from tui_reader.ui.format import age, pad
from tui_reader.ui.widgets.listing import Listing

PAGE = 64
"""Rows fetched at once."""
KEPT_ROWS = 4096
_SOURCE_FROM, _QUOTES_FROM = 60, 50
"""Widths below which a column is left out; the age never is."""


class ArticleList(Listing):
    """Shows articles in an order. It marks nothing and opens nothing: the screen does."""

    def __init__(self, rows_of: Callable[[Sequence[int]], list[ArticleRow]]) -> None:
        super().__init__("articles", "2 Articles")
        self.ids: array[int] = array("q")
        self.now = 0
        self.order: Sort = "newest"
        self.begun: int | None = None
        """The article from which on a selection goes to the cursor."""
        self._rows_of = rows_of
        self._rows: dict[int, ArticleRow] = {}
        self._asked: set[int] = set()

    @property
    def line_count(self) -> int:
        """One line an article."""
        return len(self.ids)

    @property
    def current(self) -> int:
        """The id under the cursor, 0 when there is none."""
        return self.ids[self.cursor] if self.ids else 0

    def show(
        self,
        ids: array[int],
        *,
        now: int,
        at: int | None = None,
        order: Sort = "newest",
        row: int | None = None,
    ) -> None:
        """List other articles: from the top, or with the cursor where the article `at` stands or would.

        Then the cursor is in the row of the view it was in before, or in `row`.
        """
        before = self.cursor - round(self.scroll_offset.y) if row is None else row
        self.ids, self.now, self.order = ids, now, order
        if self.begun is not None and not self.holds(self.begun):
            self.begun = None
        self._asked.clear()
        if len(self._rows) > KEPT_ROWS:
            self._rows.clear()
        index = 0 if at is None else self.index_of(at)
        self.set_cursor(index, scroll=False)
        self.recount()
        self.scroll_to_line(0 if at is None else index - before)
        self._count()

    def index_of(self, article_id: int) -> int:
        """Where an article stands, or where it would: ids fall from the newest to the oldest."""
        if self.order == "newest":
            return bisect_left(self.ids, -article_id, key=lambda other: -other)
        if self.order == "oldest":
            return bisect_left(self.ids, article_id)
        try:
            return self.ids.index(article_id)
        except ValueError:
            return self.cursor

    def holds(self, article_id: int) -> bool:
        """Whether an article is listed."""
        index = self.index_of(article_id)
        return index < len(self.ids) and self.ids[index] == article_id

    # Selecting.

    def select(self, index: int | None) -> None:
        """Begin a selection at a row, or let go of it."""
        if index is None and self.begun is None:
            return
        self.begun = self.ids[index] if index is not None and index < len(self.ids) else None
        self.repaint()
        self._count()

    def selected(self) -> list[int]:
        """The articles from where the selection began to the cursor, in the order of the list."""
        span = self._span
        return self.ids[span.start : span.stop].tolist()

    @property
    def _span(self) -> range:
        if self.begun is None:
            return range(0)
        first, last = sorted((self.index_of(self.begun), self.cursor))
        return range(first, min(last + 1, len(self.ids)))

    def forget(self, ids: Collection[int] | None = None) -> None:
        """Fetch these rows again, or all, because something about them changed."""
        if ids is None:
            self._rows.clear()
        else:
            for article_id in ids:
                self._rows.pop(article_id, None)
        self._asked.clear()
        self.repaint()

    def row(self, index: int) -> ArticleRow | None:
        """One row; its whole page is fetched when it is not here yet. None when the article is gone."""
        article_id = self.ids[index]
        row = self._rows.get(article_id)
        page = index // PAGE
        if row is None and page not in self._asked:
            self._asked.add(page)
            wanted = [one for one in self.ids[page * PAGE : (page + 1) * PAGE] if one not in self._rows]
            self._rows.update((found.id, found) for found in self._rows_of(wanted))
            row = self._rows.get(article_id)
        return row

    def line_key(self, y: int) -> Hashable:
        """The row itself, so that strips outlive a scroll and a prepend but no change."""
        row = self.row(y) or self.ids[y]
        return row if self.begun is None else (row, y in self._span)

    def line(self, y: int, width: int) -> list[Segment]:
        """Mark, title, source, quotes, age; columns drop out as the width shrinks."""
        row = self.row(y)
        paint = self.palette
        if row is None:
            return [Segment("   gone", paint.muted)]
        mark, style = (
            ("★", paint.star) if row.starred else ("●", paint.unread) if not row.read else (" ", paint.ink)
        )
        quotes = (f"“{row.quotes}" if row.quotes else "").rjust(5) if width >= _QUOTES_FROM else ""
        source_width = (16 if width >= 90 else 12) if width >= _SOURCE_FROM else 0
        source = "  " + pad(row.source, source_width) if source_width else " "
        tail = f"{age(self.now, row.published):>7}  "
        room = max(width - 2 - (source_width + 2 if source_width else 1) - len(quotes) - len(tail), 4)
        title = pad(row.title or "(no title)", room)
        segments = [
            Segment(f"{mark} ", style),
            Segment(title, paint.title if not row.read else paint.ink),
            Segment(source, paint.muted),
            Segment(quotes + tail, paint.muted),
        ]
        if self.begun is None or y not in self._span:
            return segments
        return [Segment(text, (look or paint.ink) + paint.selection) for text, look, _ in segments]

    def set_cursor(self, index: int, *, scroll: bool = True) -> None:
        """Put the cursor on an article and count in the frame."""
        super().set_cursor(index, scroll=scroll)
        if self.begun is not None:
            self.repaint()
        self._count()

    def _count(self) -> None:
        total = len(self.ids)
        order = "" if self.order == "newest" else f"{self.order} · "
        chosen = f"{len(self._span):,} selected · " if self.begun is not None else ""
        self.note(f"{chosen}{order}{self.cursor + 1:,} / {total:,}" if total else "0")
