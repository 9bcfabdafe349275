"""The only entry point of insight: a document in, quotes and entities out. Never raises on any text.

With a model the parse decides; without one, marks and surface patterns do. Bounded: what lies beyond the
first `PARSED` characters is read by rules alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_reader.insight import cjk, language
from tui_reader.insight import gazetteer as tables
from tui_reader.insight.abroad import foreign_names
from tui_reader.insight.aliases import Cluster, cluster
from tui_reader.insight.beside import beside
from tui_reader.insight.claims import claim_drafts
from tui_reader.insight.dialogue import turn_drafts
from tui_reader.insight.drafts import (
    Draft,
    Lead,
    clause_drafts,
    content_spans,
    free_readings,
    governor,
    leads,
    settle,
    touches,
)
from tui_reader.insight.entities import build
from tui_reader.insight.fullnames import completed
from tui_reader.insight.indirect import LANGUAGES, indirect_drafts
from tui_reader.insight.labels import headline_drafts, label_drafts
from tui_reader.insight.language import Model, Name, Reading, guess_language, load
from tui_reader.insight.loose import FREE_WORDS, Sheet, loose_drafts
from tui_reader.insight.marks import Stretch, stretches
from tui_reader.insight.masking import Masked, dateline, mask
from tui_reader.insight.mentions import find_mentions
from tui_reader.insight.phrases import noun_phrase
from tui_reader.insight.posts import post_drafts
from tui_reader.insight.quotes import finish
from tui_reader.insight.scare import Marked, judge
from tui_reader.insight.speakers import Cast, cast, note_pronouns, note_roles
from tui_reader.insight.surface import sentences, speaker_names, surface_drafts, surface_leads
from tui_reader.insight.tree import Tree, plant
from tui_reader.insight.verbs import english
from tui_reader.insight.versions import version_with
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import Entity, Insight

PARSED = 100_000
"""Characters of prose that the model reads; the rest is read by rules."""


_TITLE = 5
"""Words of a title at most."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The prose of one document with its marks, judged."""

    text: str
    blocks: tuple[Block, ...]
    paragraphs: tuple[Span, ...]
    stretches: tuple[Stretch, ...]
    judged: tuple[Marked, ...]
    lang: str


class Analyser:
    """Reads documents. Owns a language model when there is one; one thread at a time.

    `model` is "auto", "none" or the name of an installed model; raises AnalysisError when that one cannot be
    had.
    """

    def __init__(self, model: str = "auto") -> None:
        self._model: Model | None = load(model)
        self._tables = tables.gazetteer()
        self._namers: dict[str, Model | None] = {}
        self._by_rules = model == "none"

    @property
    def mode(self) -> str:
        """What decides: "model" or "rules"."""
        return "model" if self._model else "rules"

    @property
    def version(self) -> str:
        """Changes whenever stored results are stale: the rules' version and the model's."""
        return version_with(self._model.version if self._model else "", by_rules=self._by_rules)

    @property
    def notice(self) -> str:
        """What a reader should know about this mode; empty when the model is there."""
        if self._model:
            return ""
        return (
            "No language model is installed: quotes and names are found by rules alone, "
            "indirect speech is not found."
        )

    def _tagged(self, page: _Page) -> list[Name]:
        """The names that a model of the page's language finds, if there is one; it is kept once loaded."""
        if self._by_rules or page.lang not in language.NAMERS:
            return []
        if page.lang not in self._namers:
            self._namers[page.lang] = language.namer(page.lang)
        model = self._namers[page.lang]
        if model is None:
            return []
        read = range(_read_blocks(page))
        texts = [_source(page, index) for index in read]
        return [
            name
            for index, reading in zip(read, model.names(texts), strict=True)
            for name in _shifted(reading, page.paragraphs[index].start)
        ]

    def analyse(self, document: Document, title: str = "") -> Insight:
        """All quotes and entities of the prose of a document.

        `title` is the headline, when it is known.
        """
        page = _page(document)
        model = self._model if self._model and page.lang in {"", self._model.lang} else None
        read = _read_blocks(page) if model else 0
        trees, names = _readings(page, model, read)
        if model is None:
            speakers = speaker_names(_sheet(page), page.lang)
            tagged = self._tagged(page)
            names = foreign_names(page.text, page.paragraphs, page.lang, speakers, tagged)
        mentions = find_mentions(
            page.text, page.blocks, names, self._tables, model=model is not None, lang=page.lang
        )
        clusters = completed(page.text, cluster(mentions, self._tables), self._tables)
        headline = title or document.title
        entities = build(page.text, clusters, _headline(document, headline), headline)
        drafts = _drafts(page, trees, entities)
        stage = _stage(page, trees, clusters, entities)
        quotes = finish(page.text, drafts, stage, page.stretches, parsed=model is not None)
        return Insight(quotes, entities, page.lang, self.version, "model" if model else "rules")

    def readings(self, document: Document) -> Iterator[list[tuple[tuple[str, ...], tuple[Span, ...]]]]:
        """For each cue of a document how its contents may be read: what is true of each, where it stands.

        This is what `scripts/fit_contents.py` fits weights to; nothing where there is no model.
        """
        page = _page(document)
        trees, _ = _readings(page, self._model, _read_blocks(page))
        for index, tree in enumerate(trees):
            if tree is not None:
                for cue in free_readings(tree, english(), _fragments(page, index)):
                    yield [
                        (option.choice.marks, content_spans(tree, option.read, index, page.stretches))
                        for option in cue
                    ]


def _sheet(page: _Page) -> Sheet:
    return Sheet(page.text, page.paragraphs, page.stretches, page.judged)


def _page(document: Document) -> _Page:
    blocks = tuple(document.prose())
    paragraphs = tuple(Span(block.start, block.end) for block in blocks)
    marked = stretches(document.text, paragraphs)
    by_paragraph: dict[int, list[tuple[Stretch, Marked]]] = {}
    judged: list[Marked] = []
    for stretch in marked:
        earlier = by_paragraph.setdefault(stretch.paragraph, [])
        kind = judge(document.text, paragraphs[stretch.paragraph], stretch, earlier)
        earlier.append((stretch, kind))
        judged.append(kind)
    lang = document.lang[:2].lower() or guess_language(document.text)
    return _Page(document.text, blocks, paragraphs, tuple(marked), tuple(judged), lang)


def _read_blocks(page: _Page) -> int:
    """How many blocks the model reads."""
    total = 0
    for index, span in enumerate(page.paragraphs):
        total += span.end - span.start
        if total > PARSED:
            return index
    return len(page.paragraphs)


def _readings(page: _Page, model: Model | None, read: int) -> tuple[list[Tree | None], list[Name]]:
    """A tree per paragraph (None beyond the bound) and the model's names in document offsets."""
    trees: list[Tree | None] = [None] * len(page.paragraphs)
    if model is None or not read:
        return trees, []
    masks = [_masked(page, index) for index in range(read)]
    plain = [index for index in range(read) if not _marked(page, index)]
    others = [index for index in range(read) if _marked(page, index)]
    whole = model.read([masks[index].text for index in plain])
    parsed = model.parse([masks[index].text for index in others])
    named = model.names([_source(page, index) for index in others])
    names: list[Name] = []
    for index, reading in [*zip(plain, whole, strict=True), *zip(others, parsed, strict=True)]:
        trees[index] = plant(reading, masks[index])
    for index, reading in zip(plain, whole, strict=True):
        names += _shifted(reading, page.paragraphs[index].end - len(masks[index].text))  # after a dateline
    for index, reading in zip(others, named, strict=True):
        names += _shifted(reading, page.paragraphs[index].start)
    return trees, names


def _source(page: _Page, index: int) -> str:
    span = page.paragraphs[index]
    body = page.text[span.start : span.end]
    opening = dateline(body)
    return " " * opening + body[opening:]


def _shifted(reading: Reading, by: int) -> list[Name]:
    return [Name(name.start + by, name.end + by, name.label) for name in reading.names]


def _marked(page: _Page, index: int) -> bool:
    return any(stretch.paragraph == index for stretch in page.stretches)


def _masked(page: _Page, index: int) -> Masked:
    own = [
        (number, stretch, page.judged[number])
        for number, stretch in enumerate(page.stretches)
        if stretch.paragraph == index
    ]
    return mask(page.text, page.paragraphs[index], own)


def _drafts(page: _Page, trees: Sequence[Tree | None], entities: Sequence[Entity]) -> list[Draft]:
    """The sieve: clauses of the parse, then surface patterns, then what only position tells."""
    if page.lang in cjk.LANGUAGES:
        return cjk.cjk_drafts(page.text, page.paragraphs, page.stretches, page.lang)
    known = english()
    subjects = [lead for tree in trees if tree is not None for lead in leads(tree, known)]
    if not any(trees):
        subjects = surface_leads(_sheet(page), page.lang)
    inside = sorted(Span(stretch.start, stretch.end) for stretch in page.stretches)
    subjects = [lead for lead in subjects if not _within(inside, lead.source.start)]
    governors = _governors(page, trees)
    sheet = Sheet(page.text, page.paragraphs, page.stretches, page.judged, subjects, governors, any(trees))
    people = {
        name for entity in entities if entity.kind == "person" for name in (entity.name, *entity.aliases)
    }
    drafts = [*label_drafts(sheet, people), *turn_drafts(sheet, entities, page.lang)]
    if not any(draft.paragraph == 0 for draft in drafts):
        drafts += headline_drafts(
            sheet, {entity.name for entity in entities if entity.kind == "organisation"}
        )
    labelled = {draft.paragraph for draft in drafts}
    for index, tree in enumerate(trees):
        if tree is not None and index not in labelled:
            own = clause_drafts(tree, index, page.stretches, known, _fragments(page, index))
            drafts += claim_drafts(page.text, tree, index, page.stretches, own)
    if any(trees):
        posts = post_drafts(sheet, drafts)
        posted = sorted(span for draft in posts for span in draft.spans)
        drafts = [each for each in drafts if not any(touches(posted, span) for span in each.spans)] + posts
    surface = surface_drafts(sheet, drafts, page.lang)
    said = {index for draft in surface for index in draft.held}
    drafts = [draft for draft in drafts if draft.source or said.isdisjoint(draft.held)] + surface
    loose = loose_drafts(sheet, drafts)
    if any(trees):
        named = sorted(span for entity in entities if entity.kind == "person" for span in entity.mentions)
        drafts, loose = beside(sheet, drafts, named), beside(sheet, loose, named)
    if page.lang not in {"", "en"} and not any(trees):
        loose = [draft for draft in loose if draft.source or not _nobodys(page.text, draft)]
    drafts += loose
    if page.lang in LANGUAGES and not any(trees):
        spoken = [page.paragraphs[number] for number in labelled]
        free = [each for each in sentences(sheet) if not _within(sorted(spoken), each.start)]
        drafts += indirect_drafts(sheet, free, drafts, page.lang)
    return settle(drafts)


def _nobodys(text: str, draft: Draft) -> bool:
    """Whether marked words that nobody says are a part of a sentence, or as short as a title."""
    words = text[draft.spans[0].start : draft.spans[-1].end].strip("„“”«»‹›\"' ")
    return draft.rule == "fragment" or (len(words.split()) <= _TITLE and words[-1:] not in set(".!?…"))


def _governors(page: _Page, trees: Sequence[Tree | None]) -> dict[int, Lead]:
    found: dict[int, Lead] = {}
    for index, stretch in enumerate(page.stretches):
        tree = trees[stretch.paragraph]
        lead = (
            governor(tree, stretch.inner) if tree is not None and page.judged[index] == "fragment" else None
        )
        if lead is not None:
            found[index] = lead
    return found


def _fragments(page: _Page, index: int) -> list[Span]:
    """The marked fragments of three words or more in one paragraph."""
    return [
        stretch.inner
        for stretch, kind in zip(page.stretches, page.judged, strict=True)
        if stretch.paragraph == index
        and kind == "fragment"
        and len(_inner(page, stretch).split()) >= FREE_WORDS
    ]


def _inner(page: _Page, stretch: Stretch) -> str:
    return page.text[stretch.inner.start : stretch.inner.end]


def _stage(
    page: _Page, trees: Sequence[Tree | None], clusters: Sequence[Cluster], entities: Sequence[Entity]
) -> Cast:
    """The cast with all he and she of the running text resolved."""
    subjects: list[Span] = []
    pronouns: list[Span] = []
    offices: list[Span] = []
    sentences: list[int] = []
    for span, tree in zip(page.paragraphs, trees, strict=True):
        if tree is None:
            starts = _starts(page.text, span)
            sentences += starts
            subjects += [Span(start, start + 1) for start in starts]
            continue
        sentences += [tree.words[low].start for low, high in tree.sentences if low < high]
        subjects += [
            Span(word.start, word.end)
            for word in tree.words
            if word.dep in {"nsubj", "nsubjpass"} and word.held < 0
        ]
        offices += [
            tree.span(*noun_phrase(tree, word.at))
            for word in tree.words
            if word.dep in {"nsubj", "nsubjpass"} and word.tag == "NN" and word.held < 0
        ]
        pronouns += [
            Span(word.start, word.end) for word in tree.words if word.low in {"he", "she"} and word.held < 0
        ]
    quoted = [Span(stretch.start, stretch.end) for stretch in page.stretches]
    starts = [span.start for span in page.paragraphs]
    stage = cast(page.text, clusters, entities, (sorted(sentences), starts), subjects, quoted)
    inside = sorted(quoted)
    note_roles(stage, [each for each in sorted(offices) if not _within(inside, each.start)])
    note_pronouns(stage, [each for each in pronouns if not _within(inside, each.start)])
    return stage


def _starts(text: str, span: Span) -> list[int]:
    """Where sentences begin, told by stops and capitals; what begins a sentence is taken for its subject."""
    found = re.finditer(r"[.!?]\s+(?=[A-ZÀ-Þ\"“„«])", text[span.start : span.end])
    return [span.start, *(span.start + match.end() for match in found)]


def _within(spans: Sequence[Span], offset: int) -> bool:
    index = bisect_right(spans, Span(offset, 1 << 60)) - 1
    return index >= 0 and spans[index].start <= offset < spans[index].end


def _headline(document: Document, title: str) -> Span | None:
    """Where the headline stands in the text: the first heading, else nowhere."""
    for block in document.blocks[:3]:
        if block.kind == "heading" and (not title or document.of(block).strip() == title.strip()):
            return Span(block.start, block.end)
    return None
