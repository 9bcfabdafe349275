"""Noting: tags on articles, notes on them and on their quotes, asked for in one line."""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.model.anchor import Remark
from tui_reader.model.document import Span
from tui_reader.model.insight import KnownQuote
from tui_reader.ui.format import counted, fit
from tui_reader.ui.ranking import ranked
from tui_reader.ui.screens.finder import Answer, Finder, nothing
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.offer_list import Offer

OFFERED = 40


class Noting:
    """Changes tags and notes through the desk, each as one step of undo."""

    def __init__(self, view: View, marking: Marking, opening: Opening) -> None:
        self.view = view
        self._marking = marking
        self._opening = opening

    # Tags.

    def tags(self) -> None:
        """Ask for tags: the article has those that are left in the field; of several, +x and -y change."""
        ids = self._marking.targets()
        if not ids:
            return
        before = self._tags_of(ids[0]) if len(ids) == 1 else ()
        sign = "tags" if len(ids) == 1 else f"tags of {counted(len(ids), 'article')}"
        hint = "words with blanks between; -word takes one off"
        text = " ".join(before) + (" " if before else "")
        finder = Finder(sign, hint, self._offer_tags, text=text, low=True)
        self.view.screen.app.push_screen(finder, lambda answer: self._tagged(ids, before, answer))

    def _tags_of(self, article_id: int) -> tuple[str, ...]:
        opened = self.view.ask(self.view.desk.open, None, article_id)
        return opened.tags if opened else ()

    async def _offer_tags(self, text: str) -> Sequence[Offer]:
        known = self.view.ask(self.view.desk.tags, [])
        head, _, word = text.rpartition(" ")
        sign = word[:1] if word[:1] in {"+", "-"} else ""
        present = {part.lstrip("+-").casefold() for part in head.split()}
        offers = [
            Offer(tag.name, counted(tag.articles, "article"), fill=f"{head} {sign}{tag.name} ".lstrip())
            for tag in known
            if tag.name.casefold() not in present
        ]
        return ranked(word.lstrip("+-"), offers, OFFERED)

    def _tagged(self, ids: list[int], before: tuple[str, ...], answer: Answer | None) -> None:
        if answer is None:
            return
        text = answer.text if answer.offer is None else (answer.offer.fill or answer.offer.text)
        self.tag(ids, text, before)

    def tag(self, ids: list[int], text: str, before: tuple[str, ...] = ()) -> None:
        """Give articles the tags of a text and take off those with a minus, and what `before` had more."""
        parts = text.split()
        off = [part[1:] for part in parts if part.startswith("-") and len(part) > 1]
        on = [part.removeprefix("+") for part in parts if not part.startswith("-") and part != "+"]
        kept = {part.casefold() for part in on}
        off += [tag for tag in before if tag.casefold() not in kept]
        on = [tag for tag in on if tag.casefold() not in {one.casefold() for one in before}]
        if on or off:
            self.view.run(self._tag(ids, on, off), "mark")

    async def _tag(self, ids: list[int], on: list[str], off: list[str]) -> None:
        words = " ".join([*(f"+{name}" for name in on), *(f"-{name}" for name in off)])
        changed = await self.view.desk.tag(
            ids, add=on, remove=off, label=lambda count: f"{counted(count, 'article')} tagged {words}"
        )
        self.view.say(f"{counted(changed, 'article')} tagged {words} · U undoes" if changed else "No change")
        await self._marking.follow(ids)

    # Notes.

    def note(self) -> None:
        """Ask for the note on the quote at hand, else on the article."""
        opened, quote = self._opening.opened, self._opening.quote_at_hand()
        if opened is None or self._opening.shown != self._marking.here():
            self._opening.now()
            opened = self._opening.opened
        if opened is None:
            return
        article_id = self._opening.shown
        if quote is not None and quote.quote.spans:
            self._ask_remark(article_id, quote, opened.remarks)
            return
        finder = Finder("note", "empty takes the note off", nothing, text=opened.note, low=True)

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self.write_note(article_id, answer.text)

        self.view.screen.app.push_screen(finder, answered)

    def write_note(self, article_id: int, text: str) -> None:
        """Write the note on an article."""
        self.view.run(self._note(article_id, text), "mark")

    async def _note(self, article_id: int, text: str) -> None:
        words = "note written" if text.strip() else "note taken off"
        if await self.view.desk.note(article_id, text, label=words):
            self.view.say(f"{words.capitalize()} · U undoes")
        await self._marking.follow([article_id])

    def _ask_remark(self, article_id: int, known: KnownQuote, remarks: Sequence[Remark]) -> None:
        span = Span(known.quote.start, known.quote.end)
        before = next((remark for remark in remarks if remark.span == span), None)
        name = fit(known.quote.speaker or known.quote.mention or "this quote", 30)
        finder = Finder(f"note on {name}", "", nothing, text=before.text if before else "", low=True)

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self.view.run(self._remark(article_id, span, before, answer.text), "mark")

        self.view.screen.app.push_screen(finder, answered)

    async def _remark(self, article_id: int, span: Span, before: Remark | None, text: str) -> None:
        if before is not None:
            await self.view.desk.change_remark(before.id, text, label="note on a quote")
        elif text.strip():
            await self.view.desk.remark(article_id, span, text, label="note on a quote")
        else:
            return
        self.view.say("Noted · U undoes" if text.strip() else "Note taken off · U undoes")
        await self._marking.follow([article_id])
