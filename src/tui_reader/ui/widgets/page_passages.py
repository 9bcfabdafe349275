"""Passages: the article collapsed to who said what, each quote within its sentences. It paints nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import KnownQuote
from tui_reader.ui.widgets.page_layout import head_lines, hidden_blocks, note_lines, remark_lines
from tui_reader.ui.widgets.page_lines import Line, Masthead, Page, anchored, column_of
from tui_reader.ui.widgets.page_marks import shown_quotes
from tui_reader.ui.widgets.quotes_pane import doubtful, speaker_of
from tui_reader.ui.widgets.wrap import wrap

_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘„«‹(\[]*[^\W_a-zß-öø-ÿ])|[。！？][」』”）]*|\n")
"""Where a sentence ends: marks, closing marks, a blank, no small letter; in Chinese and Japanese the mark."""
_GOES_ON = re.compile(
    r"(?:\b(?:\w|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Jr|Sr|No|vs|Inc|Corp|Ltd|Co|Mt|Nr|Bd|Hr|Fr"
    r"|bzw|ca|etc|approx|dept|est|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.\s+$"
)
"""A full stop after which a sentence goes on."""
NOBODY = "Nobody is quoted here. Esc shows all of the text."
LOOKING = "Looking for quotes … Esc shows all of the text."
RULE = 2
"""Cells in front of what is said."""
_LONGEST = 600
"""Characters that are looked at on either side of a quote; a sentence that is longer begins or ends there."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a passage is by. Several when their words share a sentence."""

    name: str
    cue: str = ""
    doubtful: bool = False
    entity: int = 0
    """His or her id in the library, 0 for nobody it knows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one block or more, and who speaks in them."""

    span: Span
    speakers: tuple[Speaker, ...]


def passages(
    document: Document, quotes: Iterable[KnownQuote], hidden: Container[int] = frozenset()
) -> tuple[Passage, ...]:
    """The sentences with quotes, in the order of the text; those that overlap are one."""
    blocks = [block for index, block in enumerate(document.blocks) if index not in hidden]
    starts = [block.start for block in blocks]
    found: list[Passage] = []
    for known in shown_quotes(quotes):
        first = bisect_right(starts, known.quote.start) - 1
        last = bisect_right(starts, max(known.quote.end - 1, known.quote.start)) - 1
        if first < 0 or known.quote.start >= blocks[first].end:
            continue
        start = _beginning(document.text, blocks[first], known.quote.start)
        end = max(_ending(document.text, blocks[last], known.quote.end), start + 1)
        quote = known.quote
        cue = " ".join(quote.cue.split())
        said = Speaker(speaker_of(quote), cue, doubtful(quote), known.entity_id)
        _add(found, Passage(Span(start, end), (said,)))
    return tuple(found)


def lay_out_passages(
    document: Document,
    masthead: Masthead,
    quotes: Iterable[KnownQuote],
    width: int,
    measure: int,
    remarks: Sequence[tuple[Span, str]] = (),
    empty: str = NOBODY,
) -> Page:
    """Lay the passages of an article out as `lay_out` does the whole; a speaker who goes on is named once.

    Without any the page says what is `empty`.
    """
    left, column = column_of(width, measure)
    hidden = hidden_blocks(document, masthead)
    found = passages(document, quotes, hidden)
    if not found:
        masthead = replace(masthead, note=masthead.note or empty)
    lines = head_lines(document, masthead, hidden, width, column)
    names: list[str] = []
    for index, passage in enumerate(found):
        lines.append(Line("blank"))
        before, names = names, [speaker.name for speaker in passage.speakers]
        if names != before or passage.speakers[0].doubtful:
            lines.append(Line("speaker", index))
        lines += _said(document, passage.span, column - RULE)
        lines += remark_lines(remarks, passage.span, column)
    lines += note_lines(masthead, column)
    indents = (0,) * len(document.blocks)
    return Page(
        masthead,
        document,
        tuple(lines),
        left,
        column,
        indents,
        {},
        hidden,
        anchored(lines),
        passages=found,
        remarks=tuple(text for _, text in remarks),
    )


def _said(document: Document, span: Span, width: int) -> Iterator[Line]:
    """The lines of a passage; they end where a block ends."""
    first = bisect_right(document.blocks, span.start, key=lambda block: block.start) - 1
    for index in range(max(first, 0), len(document.blocks)):
        block = document.blocks[index]
        if block.start >= span.end:
            return
        start, end = max(block.start, span.start), min(block.end, span.end)
        for number, part in enumerate(wrap(document.text, width, start, end)):
            yield Line("said", *part, index, number == 0)


def _add(found: list[Passage], passage: Passage) -> None:
    """Append a passage, or let the last one grow when they overlap."""
    last = found[-1] if found else None
    if last is None or passage.span.start >= last.span.end:
        found.append(passage)
        return
    speakers = last.speakers
    if all(one.name != passage.speakers[0].name for one in speakers):
        speakers += passage.speakers
    found[-1] = replace(
        last, span=Span(last.span.start, max(last.span.end, passage.span.end)), speakers=speakers
    )


def _beginning(text: str, block: Block, offset: int) -> int:
    """Where the sentence that holds an offset begins."""
    start = max(block.start, offset - _LONGEST)
    for match in _END.finditer(text, start, block.end):
        if match.end() > offset:
            break
        if not _GOES_ON.search(text, max(match.start() - 8, block.start), match.end()):
            start = match.end()
    return start


def _ending(text: str, block: Block, offset: int) -> int:
    """Where the sentence whose words end at an offset ends, its mark included."""
    stop = min(block.end, offset + _LONGEST)
    begin = max(block.start, offset - 3)
    for match in _END.finditer(text, begin, stop):
        if match.end() >= offset and not _GOES_ON.search(
            text, max(match.start() - 8, block.start), match.end()
        ):
            return match.end()
    return stop
