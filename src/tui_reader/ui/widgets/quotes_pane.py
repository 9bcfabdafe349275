"""The quotes pane: who said what in the open article, in its order. Doubtful speakers carry a `?`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from tui_reader.model.correction import CORRECTED
from tui_reader.model.document import Document
from tui_reader.model.insight import WEAK_QUOTE, WEAK_SPEAKER, KnownQuote, Quote
from tui_reader.ui.format import fit
from tui_reader.ui.widgets.grouped import Grouped
from tui_reader.ui.widgets.wrap import wrapped

WHY_CONTEXT = 160
"""Characters of the text shown around a quote that explains itself."""


def spoken(document: Document, quote: Quote) -> str:
    """The words of a quote on one line; "…" where the attribution stands between two stretches."""
    return " … ".join(" ".join(document.text[start:end].split()) for start, end in quote.spans)


def doubtful(quote: Quote) -> bool:
    """Whether its speaker must carry a question mark."""
    return quote.speaker_confidence < WEAK_SPEAKER or not (quote.speaker or quote.mention)


def speaker_of(quote: Quote) -> str:
    """The speaker to show: the resolved name, or, when that is doubtful, what the text says."""
    if doubtful(quote):
        return quote.mention or "unknown"
    return quote.speaker or quote.mention


def shown(quotes: Sequence[KnownQuote]) -> tuple[KnownQuote, ...]:
    """The quotations sure enough to be shown, in the order of the text."""
    sure = [known for known in quotes if known.quote.confidence >= WEAK_QUOTE and known.quote.spans]
    return tuple(sorted(sure, key=lambda known: known.quote.start))


def why(document: Document, quote: Quote) -> str:
    """Why this speaker: the rule, the cue, how sure, and the sentence it rests on, as one paragraph."""
    around = [block for block in document.blocks if block.end > quote.start and block.start < quote.end]
    start = max(around[0].start if around else 0, quote.start - WHY_CONTEXT)
    end = min(around[-1].end if around else len(document.text), quote.end + WHY_CONTEXT)
    source = " ".join(document.text[start:end].split())
    if quote.rule == CORRECTED:
        return "corrected by you; c changes it or takes it back\n" + source
    facts = [f"rule {quote.rule or 'none'}"]
    if quote.cue:
        facts.append(f"cue “{quote.cue}”")
    facts.append(f"written “{quote.mention}”" if quote.mention else "no speaker written")
    facts.append(f"speaker {quote.speaker_confidence:.0%}, quotation {quote.confidence:.0%}")
    return " · ".join(facts) + "\n" + source


class _Line(NamedTuple):
    """One painted line: which item, what part of it, its words."""

    item: int | None
    part: str = ""
    text: str = ""
    doubtful: bool = False
    light: bool = False
    speaker: str = ""
    cue: str = ""
    entity: int = 0


_BLANK = _Line(None)


class QuotesPane(Grouped[_Line]):
    """Moving the cursor only points; the screen makes the reader follow."""

    QUIET: ClassVar[bool] = True

    @dataclass
    class SpeakerChosen(Message):
        """The name of a speaker the library knows was clicked."""

        entity_id: int

    def __init__(self) -> None:
        super().__init__("quotes", "4 Quotes")
        self.quotes: tuple[KnownQuote, ...] = ()
        self._document: Document | None = None
        self._open = -1

    def show(self, document: Document | None, quotes: Sequence[KnownQuote], *, keep: bool = False) -> None:
        """Show the quotes of a document; with `keep` the cursor stays on its quote."""
        before = self.current.id if keep and self.current else 0
        self._document, self.quotes = document, shown(quotes) if document else ()
        self._open = -1
        self._lay_out()
        self.set_cursor(next((i for i, known in enumerate(self.quotes) if known.id == before), 0))
        self.note(f"{len(self.quotes):,}" if self.quotes else "")

    @property
    def current(self) -> KnownQuote | None:
        """The quote under the cursor."""
        return self.quotes[self.cursor] if self.cursor < len(self.quotes) else None

    def point_at(self, quote_id: int) -> None:
        """Put the cursor on a quote."""
        for index, known in enumerate(self.quotes):
            if known.id == quote_id:
                self.set_cursor(index)

    def explain(self, index: int | None) -> None:
        """Show below a quote why it has its speaker; None shuts what is open."""
        before = self._open
        self._open = -1 if index is None else index
        if before != self._open:
            self._lay_out()
            self.scroll_into_view(self.cursor)

    @property
    def explained(self) -> int | None:
        """The quote that explains itself at present."""
        return self._open if self._open >= 0 else None

    def resized(self, width: int) -> None:
        """Wrap again."""
        self._lay_out()
        super().resized(width)

    def _lay_out(self) -> None:
        self._clear()
        width = max(self.size.width - self.GUTTER, 12)
        told: set[int] = set()
        for index, known in enumerate(self.quotes):
            if index:
                self._between(_BLANK)
            self._add(self._item(index, known, width, role=known.entity_id not in told))
            told |= set() if doubtful(known.quote) else {known.entity_id}
        self.recount()

    def _item(self, index: int, known: KnownQuote, width: int, *, role: bool) -> list[_Line]:
        """The lines of one quote; `role`: what the speaker is belongs to it, as to his first."""
        quote = known.quote
        if self._document is None:
            return []
        base = _Line(index, doubtful=doubtful(quote), light=quote.kind == "indirect")
        name = fit(speaker_of(quote), width - 3)
        cue = fit(" ".join(quote.cue.split()), max(width - cell_len(name) - 4, 0))
        head = base._replace(part="head", speaker=name, cue=cue, entity=known.entity_id)
        words = wrapped(spoken(self._document, quote), width - 4)
        called = (
            [base._replace(part="role", text=fit(known.role, width - 3))]
            if role and known.role and not base.doubtful
            else []
        )
        lines = [head, *called, *(base._replace(part="words", text=text) for text in words)]
        if index == self._open:
            for paragraph in why(self._document, quote).split("\n"):
                lines += [base._replace(part="why", text=text) for text in wrapped(paragraph, width - 4)]
        return lines

    def line(self, y: int, width: int) -> list[Segment]:  # noqa: ARG002 -- laid out for it already
        """Speaker and cue, or a rule and some of the words."""
        line, paint = self._lines[y], self.palette
        current = self.pointing and line.item is not None and line.item == self.cursor
        if line.part == "head":
            name = paint.muted + Style(bold=True) if line.doubtful else paint.title
            mark = [Segment(" ?", paint.doubt)] if line.doubtful else []
            if line.entity:
                name += Style.from_meta({"speaker": line.entity})
            return [
                Segment(line.speaker, name),
                Segment(f" {line.cue}" if line.cue else "", paint.muted),
                *mark,
            ]
        if line.part == "words":
            words = paint.muted if line.doubtful or line.light else paint.ink
            words += Style(bold=True) if current else Style()
            return [Segment("▎ " if current else "│ ", paint.quote_rule), Segment(line.text, words)]
        if line.part == "role":
            return [Segment("  ", paint.ink), Segment(line.text, paint.muted)]
        if line.part == "why":
            return [Segment("  ", paint.ink), Segment(line.text, paint.muted + Style(italic=True))]
        return []

    def on_click(self, event: events.Click) -> None:
        """A click on a speaker's name asks for everything about him or her; elsewhere it opens the quote."""
        entity = event.style.meta.get("speaker")
        if isinstance(entity, int):
            event.prevent_default()
            event.stop()
            self.post_message(self.SpeakerChosen(entity))
