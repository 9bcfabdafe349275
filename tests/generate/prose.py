"""Writing an article while keeping count of where everything stands: paragraphs, mentions, quotes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import accumulate
from random import Random

from tests.generate import names
from tests.generate.cast import Figure
from tui_reader.insight.versions import version
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import Entity, Insight, Quote, QuoteKind, SpeakerClass

VOCABULARY = 24_000


@dataclass(frozen=True, slots=True)
class Saying:
    """Something one figure says in a story, told by several outlets. `by` is None for an unnamed source."""

    by: Figure | None
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """An article with everything that is true of it. `figures` are those of `insight.entities`, in order."""

    title: str
    document: Document
    insight: Insight
    figures: tuple[Figure, ...]

    def html(self) -> str:
        """The text as a feed would carry it."""
        paragraphs = self.document.text.replace("&", "&amp;").split("\n\n")
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


class Babble:
    """Running words by Zipf's law: function words, topics, and a long tail of made-up ones."""

    def __init__(self, chance: Random) -> None:
        made = {
            "".join(chance.choices(names.SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(60_000)
        }
        tail = sorted(made - set(names.COMMON) - set(names.TOPICS))
        chance.shuffle(tail)
        tail = [word + chance.choice(names.ENDINGS) for word in tail]
        topics = list(dict.fromkeys(names.TOPICS))
        self.words = tuple(dict.fromkeys((*dict.fromkeys(names.COMMON), *topics, *tail)))[:VOCABULARY]
        self._weights = tuple(accumulate(1 / (place + 3) for place in range(len(self.words))))

    def say(self, chance: Random, count: int) -> str:
        """So many words, not capitalised and without a stop."""
        return " ".join(chance.choices(self.words, cum_weights=self._weights, k=count))


@dataclass(slots=True)
class Pen:
    """Writes one article from left to right."""

    chance: Random
    _parts: list[str] = field(default_factory=list)
    _at: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _mentions: dict[int, list[Span]] = field(default_factory=dict)
    _forms: dict[int, dict[str, None]] = field(default_factory=dict)
    _figures: dict[int, Figure] = field(default_factory=dict)
    _quotes: list[tuple[Quote, Figure | None]] = field(default_factory=list)
    _start: int = 0

    def write(self, text: str) -> Span:
        """Append; where it stands."""
        span = Span(self._at, self._at + len(text))
        self._parts.append(text)
        self._at = span.end
        return span

    def paragraph(self) -> None:
        """End the paragraph."""
        if self._at > self._start:
            self._blocks.append(Block(self._start, self._at, "paragraph"))
            self.write("\n\n")
            self._start = self._at

    def name(self, figure: Figure) -> tuple[str, Span]:
        """Mention a figure: in full at first, then in any of its forms."""
        if figure.number not in self._figures:
            form = figure.name
            self._figures[figure.number] = figure
        else:
            form = self.chance.choice(figure.forms)
        # "Mr" is no part of a mention, as the analyser counts them.
        title = form[:3] if form.startswith(("Mr ", "Ms ")) else ""
        bare = form[len(title) :]
        self.write(title)
        span = self.write(bare)
        self._mentions.setdefault(figure.number, []).append(span)
        self._forms.setdefault(figure.number, {})[bare] = None
        return bare, span

    def sentence(self, words: str) -> None:
        """Begin another sentence."""
        self.write(f"{'' if self._at == self._start else ' '}{capital(words)}")

    def introduce(self, figure: Figure) -> None:
        """Mention a person with the role."""
        self.name(figure)
        if figure.role:
            self.write(f", {figure.role},")

    def quote(self, saying: Saying, kind: QuoteKind) -> None:
        """Write a quotation in one of the usual ways."""
        cue = self.chance.choice(names.CUES)
        if kind == "indirect" and saying.by is not None:
            mention, where = self.name(saying.by)
            self.write(" ")
            cue_span = self.write(cue)
            self.write(" that ")
            span = self.write(saying.words)
            self._keep(saying, kind, (span,), mention, where, "named", cue, cue_span)
        elif self.chance.random() < 0.3 and saying.by is not None:
            mention, where = self.name(saying.by)
            self.write(" ")
            cue_span = self.write(cue)
            self.write(": ")
            span = self.write(f"“{capital(saying.words)}.”")
            self._keep(saying, kind, (span,), mention, where, "named", cue, cue_span)
            return
        else:
            span = self.write(f"“{capital(saying.words)},”")
            self.write(" ")
            cue_span = self.write(cue)
            self.write(" ")
            mention, where, speaker_class = self._speaker(saying.by)
            self._keep(saying, kind, (span,), mention, where, speaker_class, cue, cue_span)
        self.write(".")

    def _speaker(self, figure: Figure | None) -> tuple[str, Span, SpeakerClass]:
        if figure is None:
            mention = self.chance.choice(("an official", "a person familiar with the talks", "one resident"))
            return mention, self.write(mention), "unnamed"
        known = figure.number in self._figures
        if known and figure.kind == "person" and self.chance.random() < 0.2:
            return figure.pronoun, self.write(figure.pronoun), "pronoun"
        mention, where = self.name(figure)
        return mention, where, "named"

    def _keep(
        self,
        saying: Saying,
        kind: QuoteKind,
        spans: tuple[Span, ...],
        mention: str,
        where: Span,
        speaker_class: SpeakerClass,
        cue: str,
        cue_span: Span,
    ) -> None:
        speaker = saying.by.name if saying.by else ""
        quote = Quote(
            spans, kind, speaker, mention, where, speaker_class, None, cue, cue_span, 0.95, 0.9, "truth"
        )
        self._quotes.append((quote, saying.by))

    def done(self, title: str) -> Written:
        """The article."""
        self.paragraph()
        text = "".join(self._parts).rstrip("\n")
        document = Document(text, tuple(self._blocks), title=title, lang="en")
        figures = tuple(self._figures.values())
        where = {figure.number: index for index, figure in enumerate(figures)}
        most = max((len(spans) for spans in self._mentions.values()), default=1)
        entities = tuple(
            Entity(
                figure.name,
                figure.kind,
                tuple(self._mentions[figure.number]),
                tuple(form for form in self._forms[figure.number] if form != figure.name),
                figure.role,
                len(self._mentions[figure.number]) / most,
            )
            for figure in figures
        )
        quotes = tuple(replace(quote, entity=where[by.number] if by else None) for quote, by in self._quotes)
        return Written(title, document, Insight(quotes, entities, "en", version("none")), figures)


def capital(words: str) -> str:
    """The words with a capital at their head."""
    return words[:1].upper() + words[1:]
