"""Quotations before anybody is resolved: contents, cues and speakers as written, found in parsed paragraphs.

Of what each cue may report the likeliest reading is taken and overlapping ones are settled; marked utterances
that no clause holds are for `loose`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tui_reader.insight.choices import scene
from tui_reader.insight.clauses import Report, intros, reports
from tui_reader.insight.marks import Stretch
from tui_reader.insight.phrases import Range, extended, noun_phrase, speaker_of
from tui_reader.insight.proposals import ACCORDING, Reading, readings
from tui_reader.insight.tree import Tree
from tui_reader.insight.verbs import Verb, speech_forms
from tui_reader.insight.weighing import english as weights
from tui_reader.insight.weighing import likeliest
from tui_reader.model.document import Span

SAID = 28
"""Per cent that what a verb of saying reports needs to be a quotation."""
LEFT = 50
"""The same where only position tells what it reports."""
_LEFT = frozenset({"rest", "inner"})
_LONGEST = 600
"""Words in a content above which it is more than marked utterances."""
_PARTED = 0.7
"""Of contents in two parts that only commas tell of, what is right as a part of those that are held right."""
_TWICE = 16
"""Per cent that twice the size is worth where two drafts overlap."""
_ENTERED = 8
"""Characters of a marked stretch after which a content is taken to go on in it to its end."""
UNKNOWN_VERB = 75
"""Per cent for an utterance that is the object of a verb the table does not know ("…," he laughed)."""
JUDGED = 65
"""The same for a judgement ("praised …")."""
MARKED = 32
"""The same for any other verb where the content holds marked words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One quotation as found: `held` are the indices of the marked utterances in it."""

    spans: tuple[Span, ...]
    paragraph: int
    rate: int
    """Per cent: how often this construction is a quotation."""
    rule: str
    cue: Span | None = None
    source: Span | None = None
    head: Span | None = None
    """The head word of the source."""
    held: tuple[int, ...] = ()
    passive: bool = False

    @property
    def size(self) -> int:
        """Characters of content."""
        return sum(span.end - span.start for span in self.spans)


def clause_drafts(
    tree: Tree,
    paragraph: int,
    stretches: Sequence[Stretch],
    verbs: dict[str, Verb],
    fragments: Sequence[Span] = (),
) -> list[Draft]:
    """The quotations that the clauses of one paragraph report, overlaps settled.

    `fragments` are marked parts of sentences: what holds one is a quotation on weaker evidence.
    """
    drafts = []
    for report in _reports(tree):
        rate = _held_rate(tree, report, verbs) if _only_held(tree, report) else 0
        if rate:
            drafts.append(_draft(tree, report, rate, paragraph, stretches))
    for options in free_readings(tree, verbs, fragments):
        index, sure = likeliest([option.choice for option in options], weights())
        report = options[index].read
        rate = round(100 * sure * (_PARTED if report.frame == "aside" and len(report.content) > 1 else 1))
        if rate >= _least(tree, report, verbs, quoting=_quoting(tree, report, fragments)):
            drafts.append(_draft(tree, report, rate, paragraph, stretches))
    fitted = (fit(draft, stretches) for draft in drafts if draft.spans)
    return settle([draft for draft in fitted if draft is not None])


def free_readings(tree: Tree, verbs: dict[str, Verb], fragments: Sequence[Span]) -> Iterator[list[Reading]]:
    """For each cue of a paragraph all readings of what it reports outside marked utterances."""
    about = scene(tree, verbs, speech_forms(), _ranges(tree, fragments))
    found = [
        (report, _quoting(tree, report, fragments))
        for report in _reports(tree)
        if not _only_held(tree, report)
    ]
    return readings(about, found)


def content_spans(
    tree: Tree, report: Report, paragraph: int, stretches: Sequence[Stretch]
) -> tuple[Span, ...]:
    """Where the content of a report stands when it is rounded to marks; empty when it is none."""
    draft = _draft(tree, report, 0, paragraph, stretches)
    fitted = fit(draft, stretches) if draft.spans else None
    return fitted.spans if fitted else ()


def _reports(tree: Tree) -> list[Report]:
    return list(reports(tree, speech_forms()))


def _least(tree: Tree, report: Report, verbs: dict[str, Verb], *, quoting: bool) -> int:
    """Per cent that a content needs to be a quotation."""
    verb = verbs.get(tree.words[report.cue].low)
    if report.frame == "according" or (verb and verb.kind == "speech"):
        return LEFT if report.frame in _LEFT else SAID
    return MARKED if quoting else JUDGED


def _ranges(tree: Tree, fragments: Sequence[Span]) -> list[Range]:
    """Marked fragments as ranges of words."""
    found = []
    for span in fragments:
        own = [word.at for word in tree.between(span) if word.end <= span.end and word.held < 0]
        found += [(own[0], own[-1])] if own else []
    return found


def fit(draft: Draft, stretches: Sequence[Stretch]) -> Draft | None:
    """Round a content to the marks it cuts through; None when cue, speaker or content lie within marks."""
    if draft.cue and any(mark.start < draft.cue.start and draft.cue.end < mark.end for mark in stretches):
        return None
    source = draft.source
    if source and any(mark.start <= source.start and source.end <= mark.end for mark in stretches):
        return None
    spans = []
    for span in draft.spans:
        fitted: Span | None = span
        for mark in stretches:
            fitted = _rounded(fitted, mark) if fitted else None
        if fitted:
            spans.append(fitted)
    return replace(draft, spans=tuple(spans)) if spans else None


def _rounded(span: Span, mark: Stretch) -> Span | None:
    """A span that enters or half holds a marked stretch takes it all in; one that lies within gives way."""
    shared = min(span.end, mark.end) - max(span.start, mark.start)
    size = mark.inner.end - mark.inner.start
    if shared <= 0 or size < 12:
        return span
    enters = span.start <= mark.inner.start and shared >= _ENTERED
    if enters or shared * 2 >= size:
        return Span(min(span.start, mark.start), max(span.end, mark.end))
    return None if mark.start <= span.start and span.end <= mark.end else span


def settle(drafts: Sequence[Draft]) -> list[Draft]:
    """Of overlapping drafts keep the surer, where a surer one is not much the smaller."""
    kept: list[Draft] = []
    taken: list[Span] = []
    for draft in sorted(drafts, key=lambda each: (-each.rate - _TWICE * each.size.bit_length(), -each.size)):
        if not any(touches(taken, span) for span in draft.spans):
            kept.append(draft)
            for span in draft.spans:
                insort(taken, span)
    return sorted(kept, key=lambda each: each.spans[0].start)


def touches(taken: Sequence[Span], span: Span) -> bool:
    """Whether a span overlaps one of `taken`, which are in order and do not overlap."""
    index = bisect_left(taken, Span(span.end, -1))
    return index > 0 and taken[index - 1].end > span.start


def _quoting(tree: Tree, report: Report, fragments: Sequence[Span]) -> bool:
    """Whether a content holds a marked fragment whole."""
    spans = [tree.span(*part) for part in report.content] if fragments else []
    return any(span.start <= mark.start and mark.end <= span.end + 1 for span in spans for mark in fragments)


def _held_rate(tree: Tree, report: Report, verbs: dict[str, Verb]) -> int:
    """How often, per cent, a report of marked utterances is a quotation; 0 when it cannot be one."""
    if report.frame == "according":
        return ACCORDING
    verb = verbs.get(tree.words[report.cue].low)
    if verb is None:
        return UNKNOWN_VERB if report.subject and report.frame in {"lead", "around"} else 0
    return max(verb.frames.get(report.frame, 0), 90)


def _only_held(tree: Tree, report: Report) -> bool:
    """Whether the content is marked utterances and hardly a word besides."""
    if sum(high - low for low, high in report.content) > _LONGEST:
        return False
    words = [index for low, high in report.content for index in range(low, high + 1)]
    free = [index for index in words if tree.words[index].held < 0 and tree.words[index].tag[:1].isalpha()]
    return len(free) < len(words) and len(free) <= 3


def _draft(tree: Tree, report: Report, rate: int, paragraph: int, stretches: Sequence[Stretch]) -> Draft:
    held = tuple(sorted({index for part in report.content for index in _held(tree, part)}))
    if held and _only_held(tree, report):
        spans = tuple(Span(stretches[index].start, stretches[index].end) for index in held)
    else:
        spans = tuple(tree.span(*_without_particle(tree, report, part)) for part in report.content)
    cue = tree.words[report.cue]
    source = tree.span(*report.subject) if report.subject else None
    return Draft(
        spans,
        paragraph,
        rate,
        "clause:" + report.frame,
        cue=_cue_span(tree, report),
        source=source,
        head=_head(tree, report.subject),
        held=held,
        passive=report.passive and cue.held < 0,
    )


def _without_particle(tree: Tree, report: Report, part: Range) -> Range:
    """A content without the preposition of its cue: "called on | the owners to pay"."""
    particle = part[0] == report.cue + 1 < part[1] and tree.words[part[0]].low in {"on", "upon"}
    calls = report.frame == "inf" and tree.words[report.cue].low.startswith("call")
    return (part[0] + 1, part[1]) if particle and calls else part


def _held(tree: Tree, part: Range) -> set[int]:
    return {tree.words[index].held for index in range(part[0], part[1] + 1)} - {-1}


def _cue_span(tree: Tree, report: Report) -> Span:
    """The verb with its particle, or "according to"."""
    cue = tree.words[report.cue]
    if report.frame == "according":
        return tree.span(report.cue, min(report.cue + 1, len(tree.words) - 1))
    particle = next((kid for kid in tree.kids(cue.at, "prt") if kid.at == cue.at + 1), None)
    if report.frame == "inf" and _without_particle(tree, report, report.content[0]) != report.content[0]:
        particle = tree.words[cue.at + 1]
    return tree.span(cue.at, particle.at if particle else cue.at)


def _head(tree: Tree, phrase: Range | None) -> Span | None:
    """The head word of a phrase: the one that hangs on a word outside it."""
    if phrase is None:
        return None
    low, high = phrase
    for index in range(low, high + 1):
        word = tree.words[index]
        if not low <= word.head <= high or word.head == index:
            return Span(word.start, word.end)
    return tree.span(high, high)


def governor(tree: Tree, mark: Span) -> Lead | None:
    """Whose verb a marked fragment hangs on: the nearest verb above it with a subject outside the marks."""
    inside = tree.between(mark)
    tops = [
        word for word in inside if not mark.start <= tree.head(word).start < mark.end or word.head == word.at
    ]
    for top in tops[:1]:
        word = top
        for _ in range(8):
            if word.head == word.at:
                break
            word = tree.head(word)
            subject = speaker_of(tree, word.at)[0] if word.tag.startswith("VB") else None
            if subject is not None and not mark.start <= tree.words[subject].start < mark.end:
                phrase = tree.span(*extended(tree, noun_phrase(tree, subject)))
                own = tree.words[subject]
                return Lead(
                    Span(word.start, word.end), phrase, Span(own.start, own.end), speech=False, main=False
                )
    return None


@dataclass(frozen=True, slots=True)
class Lead:
    """Who does something in the running text: he may be the speaker of an utterance that follows."""

    cue: Span
    source: Span
    head: Span
    speech: bool
    """The verb is one of saying."""
    main: bool


def leads(tree: Tree, verbs: dict[str, Verb]) -> list[Lead]:
    """The subjects of the clauses of one paragraph with their verbs, in order."""
    found = []
    for intro in intros(tree):
        cue = tree.words[intro.cue]
        verb = verbs.get(cue.low)
        speech = verb is not None and verb.kind != "stance"
        subject = tree.words[intro.subject]
        head = Span(subject.start, subject.end)
        found.append(Lead(Span(cue.start, cue.end), tree.span(*intro.phrase), head, speech, intro.main))
    return found
