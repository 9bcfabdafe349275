"""The rows of an entity's page: its articles, those mentioned with it, quotes by it and about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style

from tui_reader.model.article import ArticleRow
from tui_reader.model.insight import Associate, SaidIn
from tui_reader.ui.format import age, counted, fit, pad, short_count
from tui_reader.ui.widgets.grouped import Grouped
from tui_reader.ui.widgets.quotes_pane import speaker_of
from tui_reader.ui.widgets.wrap import wrapped

Row = ArticleRow | Associate | SaidIn

MEASURE = 96
SEEN = 60
"""From so many cells on an associate tells in how many articles it is and when last."""
WHEN = 22
"""Cells of what is told of an associate beside the articles shared."""
SLACK = 2
"""Cells left free before the scroll bar."""
WORDS = 4
"""Lines of a quote's words at most."""


@dataclass(frozen=True, slots=True)
class _Line:
    item: int | None
    part: str = ""
    text: str = ""


class DossierView(Grouped[_Line]):
    """Owns the rows of one tab. Enter and a click choose a row; the screen knows what that means."""

    QUIET: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__("dossier-rows", "")
        self.rows: Sequence[Row] = ()
        self._now = 0

    def show(self, rows: Sequence[Row], now: int) -> None:
        """Show other rows, from the top."""
        self.rows, self._now = rows, now
        self._lay_out()
        self.set_cursor(0)

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def resized(self, width: int) -> None:
        """Wrap again."""
        self._lay_out()
        super().resized(width)

    def _lay_out(self) -> None:
        self._clear()
        width = min(max(self.size.width - self.GUTTER - SLACK, 12), MEASURE)
        for index, row in enumerate(self.rows):
            if index and isinstance(row, SaidIn):
                self._between(_Line(None))
            self._add(_item(index, row, width))
        self.recount()

    def line(self, y: int, width: int) -> list[Segment]:
        """An article, an associate, or a line of a quote."""
        line = self._lines[y]
        row = self.rows[line.item] if line.item is not None else None
        width = min(width - SLACK, MEASURE)
        strong = Style(bold=True) if line.item == self.cursor else Style()
        if isinstance(row, ArticleRow):
            return self._article(row, width, strong)
        if isinstance(row, Associate):
            return self._associate(row, width, strong)
        if isinstance(row, SaidIn):
            return self._said(line, row, width, strong)
        return []

    def _article(self, row: ArticleRow, width: int, strong: Style) -> list[Segment]:
        paint = self.palette
        when = age(self._now, row.published)
        source = fit(row.source, width // 3 - len(when) - 3) if width >= SEEN else ""
        meta = f"{source} · {when}" if source else when
        room = max(width - len(meta) - 2, 8)
        style = paint.muted if row.read else paint.ink
        return [
            Segment(pad(fit(row.title or "(no title)", room), room + 2), style + strong),
            Segment(meta, paint.muted),
        ]

    def _associate(self, row: Associate, width: int, strong: Style) -> list[Segment]:
        paint = self.palette
        together = f"{counted(row.together, 'article'):>14}"
        when = f" of {short_count(row.articles):>4} · last {age(self._now, row.last_seen)}"
        seen = pad(when, WHEN) if width >= SEEN else ""
        room = max(width - len(together) - len(seen), 8)
        return [
            Segment(pad(fit(row.name, room), room), paint.entity + strong),
            Segment(together, paint.ink),
            Segment(seen, paint.muted),
        ]

    def _said(self, line: _Line, row: SaidIn, width: int, strong: Style) -> list[Segment]:
        paint = self.palette
        if line.part == "head":
            speaker = fit(speaker_of(row.known.quote), max(width // 2, 8))
            cue = " ".join(row.known.quote.cue.split())
            place = fit(
                f"{row.source} · {age(self._now, row.published)}", max(width - len(speaker) - len(cue) - 4, 0)
            )
            return [
                Segment(speaker, paint.title),
                Segment(f" {cue}" if cue else "", paint.muted),
                Segment(f"  {place}", paint.muted),
            ]
        return [Segment("│ ", paint.quote_rule), Segment(line.text, paint.ink + strong)]


def _item(index: int, row: Row, width: int) -> list[_Line]:
    base = _Line(index)
    if not isinstance(row, SaidIn):
        return [base]
    words = wrapped(row.words, width - 2)
    if len(words) > WORDS:
        words = [*words[: WORDS - 1], fit(words[WORDS - 1] + " …", width - 2)]
    return [replace(base, part="head"), *(replace(base, part="words", text=text) for text in words)]
