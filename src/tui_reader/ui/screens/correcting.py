"""Correcting: what the reader says of a quote: it is none, somebody else said it, or one was missed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from tui_reader.model.correction import CORRECTED, Verdict
from tui_reader.model.document import Document, Span
from tui_reader.model.insight import EntityKind, KnownQuote
from tui_reader.ui.format import KINDS, fit
from tui_reader.ui.ranking import ranked
from tui_reader.ui.screens.finder import Answer, Finder
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.offer_list import Offer
from tui_reader.ui.widgets.quotes_pane import spoken

OFFERED = 40
_SPEAKERS: tuple[EntityKind, ...] = ("person", "organisation", "place")
_SENTENCE = re.compile(r"""[^.!?…\n]+[.!?…]*["'”’»)\]]*""")
LEAST = 8
"""Characters of a sentence that is offered as a missed quote."""


@dataclass(frozen=True, slots=True)
class _Says:
    """What an offer says of the quote; without a verdict: what was found is right after all."""

    verdict: Verdict | None
    speaker: str = ""


class Correcting:
    """Asks in one line, and changes quotes through the desk, each time as one step of undo."""

    def __init__(self, view: View, marking: Marking, opening: Opening) -> None:
        self.view = view
        self._marking = marking
        self._opening = opening

    def ask(self) -> None:
        """Of the words that the mouse selected, of the quote at hand, or of words that are asked for."""
        document = self._opening.opened.document if self._opening.opened else None
        if document is None:
            self.view.say("Open an article first: then c corrects its quotes")
            return
        selected = self.view.reader.selected_span()
        known = self._opening.quote_at_hand()
        if selected is not None:
            self._ask_who(document, selected, missed=True)
        elif known is not None and known.quote.spans:
            self._ask_about(document, known)
        else:
            self._ask_which(document)

    def _ask_about(self, document: Document, known: KnownQuote) -> None:
        """A quote that was found: who said it, or is it none?"""
        span = Span(known.quote.start, known.quote.end)
        others = [Offer("not a quotation", "take it out", "quote", _Says("rejected"))]
        if known.quote.rule == CORRECTED:
            others.insert(0, Offer("as it was found", "take your word back", "quote", _Says(None)))
        if known.quote.speaker or known.quote.mention:
            others.append(Offer("nobody in particular", "leave the speaker open", "quote", _Says("speaker")))
        words = fit(spoken(document, known.quote), 36)
        self._ask(f"who said {words}", span, "speaker", others)

    def _ask_who(self, document: Document, span: Span, *, missed: bool) -> None:
        """Words that are to be a quote: whose?"""
        words = fit(" ".join(document.text[span.start : span.end].split()), 36)
        verdict: Verdict = "quote" if missed else "speaker"
        others = [Offer("nobody in particular", "", "quote", _Says(verdict))]
        self._ask(f"who said {words}", span, verdict, others)

    def _ask_which(self, document: Document) -> None:
        """No quote is at hand: a missed one is asked for by its words."""
        sentences = [
            Offer(" ".join(document.text[span.start : span.end].split()), value=span)
            for span in sentences_of(document)
        ]

        async def offers(text: str) -> Sequence[Offer]:
            return ranked(text, sentences, OFFERED)

        def answered(answer: Answer | None) -> None:
            if answer is not None and answer.offer is not None and isinstance(answer.offer.value, Span):
                self._ask_who(document, answer.offer.value, missed=True)

        finder = Finder("missed quote", "which words? or select them with the mouse", offers, eager=True)
        self.view.screen.app.push_screen(finder, answered)

    def _ask(self, sign: str, span: Span, verdict: Verdict, others: Sequence[Offer]) -> None:
        article_id = self._opening.shown
        finder = Finder(
            sign, "a name; Enter takes it, Esc leaves all as it is", self._offers(verdict, others)
        )

        def answered(answer: Answer | None) -> None:
            said = _answer(answer, verdict)
            if said is not None:
                self.view.run(self._correct(article_id, span, said), "mark")

        self.view.screen.app.push_screen(finder, answered)

    def _offers(
        self, verdict: Verdict, others: Sequence[Offer]
    ) -> Callable[[str], Awaitable[Sequence[Offer]]]:
        """The names of the article, people first, and what else can be said."""
        opened = self._opening.opened
        known = sorted(opened.entities if opened else (), key=lambda each: _SPEAKERS.index(each.kind))
        names = [
            Offer(each.name, each.role, KINDS[each.kind], _Says(verdict, each.name))
            for each in known
            if each.kind != "place"
        ]

        async def offers(text: str) -> Sequence[Offer]:
            return ranked(text, [*names, *others], OFFERED)

        return offers

    async def _correct(self, article_id: int, span: Span, said: _Says) -> None:
        desk = self.view.desk
        if said.verdict is None:
            await desk.withdraw(article_id, span)
            told = "The quote is as it was found"
        else:
            await desk.correct(article_id, span, said.verdict, said.speaker)
            told = (
                _TOLD[said.verdict] if said.speaker or said.verdict == "rejected" else "Said by nobody named"
            )
            told = f"{told} {said.speaker}".rstrip()
        self.view.say(f"{told} · U undoes")
        await self._marking.follow([article_id])


_TOLD = {"rejected": "No longer a quote", "speaker": "Said by", "quote": "A quote by"}


def _answer(answer: Answer | None, verdict: Verdict) -> _Says | None:
    """What Enter means: the offer under the cursor, else the name that was typed."""
    if answer is None:
        return None
    if answer.offer is not None and isinstance(answer.offer.value, _Says):
        return answer.offer.value
    return _Says(verdict, answer.text.strip()) if answer.text.strip() else None


def sentences_of(document: Document) -> Iterator[Span]:
    """The sentences of an article's text, as far as full stops tell, for choosing one."""
    for block in document.blocks:
        for found in _SENTENCE.finditer(document.text, block.start, block.end):
            words = found.group()
            start = found.start() + len(words) - len(words.lstrip())
            end = found.end() - len(words) + len(words.rstrip())
            if end - start >= LEAST:
                yield Span(start, end)
