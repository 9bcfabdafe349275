"""Revising: what the publisher of an article changed in it, word by word, changed quotes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui_reader.desk.revising import Comparison, quote_line
from tui_reader.store.library import Superseded
from tui_reader.ui.format import ago
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.sheet import Line, Sheet
from tui_reader.ui.screens.view import View
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.wrap import wrapped

MEASURE = 78
AROUND = 30
"""Words that stay are shown so many before and after what differs."""

Word = tuple[str, str]
"""A word and what became of it: "same", "gone" or "new"; "\\n" alone ends a line."""


class Revising:
    """Opens the difference; it changes nothing."""

    def __init__(self, view: View, opening: Opening) -> None:
        self.view = view
        self._opening = opening

    def show(self) -> None:
        """What differs between the text shown and the one before it."""
        self._opening.now()
        opened = self._opening.opened
        if opened is None or not opened.edits:
            self.view.say("Its publisher has not changed this article since it was fetched first")
        else:
            self.view.run(self._show(opened.article.id), "more")

    async def _show(self, article_id: int) -> None:
        try:
            found = await self.view.desk.compare(article_id)
        except Superseded:
            return
        if found is None:
            self.view.say("The earlier text is still being prepared")
            return
        title = f"Changed {ago(self.view.now, found.new.seen_at)}"
        self.view.screen.app.push_screen(Sheet(title, paint=lambda width, look: page(found, width, look)))


def page(found: Comparison, width: int, look: Palette) -> list[Line]:
    """The difference as painted lines of at most so many cells."""
    width = min(width, MEASURE)
    lines: list[Line] = []
    if found.quotes:
        lines += [[Segment("QUOTES", look.muted)], *_quotes(found, width, look), []]
    elif found.quotes is None:
        reason = "Its quotes cannot be compared: one of the texts was never analysed."
        lines += [*([Segment(line, look.muted)] for line in wrapped(reason, width)), []]
    lines.append([Segment("TEXT", look.muted)])
    looks = {
        "same": look.ink,
        "gone": look.muted + Style(strike=True),
        "new": look.accent + Style(bold=True, underline=True),
    }
    return [*lines, *laid(shortened(list(words(found))), width, looks)]


def _quotes(found: Comparison, width: int, look: Palette) -> Iterator[Line]:
    for change in found.quotes or ():
        for line in wrapped(quote_line(change), width - 2):
            yield [Segment("▎ ", look.quote_rule), Segment(line, look.ink)]


def words(found: Comparison) -> Iterator[Word]:
    """The words of both texts in order, each with what became of it; line ends where the text has them."""
    for piece in found.pieces:
        text = found.old_text if piece.kind == "gone" else found.new_text
        for number, line in enumerate(text[piece.span.start : piece.span.end].split("\n")):
            if number:
                yield "\n", "same"
            for word in line.split():
                yield word, piece.kind
        if piece.kind != "gone" and found.new_text[piece.span.end : piece.span.end + 2].strip(" ") == "\n\n":
            yield "\n", "same"


def shortened(given: Sequence[Word]) -> list[Word]:
    """Without what stays the same far from anything that differs; "…" stands for it."""
    near: set[int] = set()
    for index, (_, kind) in enumerate(given):
        if kind != "same":
            near.update(range(index - AROUND, index + AROUND + 1))
    kept: list[Word] = []
    skipping = False
    for index, word in enumerate(given):
        if index in near:
            kept.append(word)
        elif not skipping:
            kept.append(("…", "same"))
        skipping = index not in near
    return kept


def laid(given: Sequence[Word], width: int, looks: dict[str, Style]) -> list[Line]:
    """Words in lines, each in its look; a run of one look keeps it over the blanks within."""
    lines: list[Line] = [[]]
    used, before = 0, ""
    for word, kind in given:
        if word == "\n":
            if lines[-1]:
                lines += [[], []]
            used, before = 0, ""
            continue
        for part in wrapped(word, width):
            if used and used + 1 + cell_len(part) > width:
                lines.append([])
                used, before = 0, ""
            if used:
                lines[-1].append(Segment(" ", looks[kind if kind == before else "same"]))
            lines[-1].append(Segment(part, looks[kind]))
            used, before = used + bool(used) + cell_len(part), kind
    return lines
