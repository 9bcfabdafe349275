"""From drafts to quotes: parts of one utterance joined, kinds told, speakers resolved, confidences given."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tui_reader.insight.drafts import Draft
from tui_reader.insight.marks import Stretch
from tui_reader.insight.speakers import Cast, Voice, resolve
from tui_reader.model.document import Span
from tui_reader.model.insight import Quote, QuoteKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPEAKER_BY_RULE = {
    "label": 0.95,
    "turn": 0.85,
    "post": 0.9,
    "continued": 0.95,
    "next paragraph": 0.7,
    "colon": 0.86,
    "credit": 0.93,
    "surface": 0.9,
    "fragment": 0.7,
    "sentence": 0.7,
    "clause:aside": 0.93,
    "clause:rest": 0.85,
    "clause:inner": 0.7,
    "reported": 0.8,
    "reported on": 0.8,
    "subject before": 0.68,
    "paragraph before": 0.5,
}
"""How sure a rule is of the speaker's words, counted over news text; rules of the clause are as sure as the
parse."""
_DOUBTFUL, _DOUBTED = 55, 0.7
"""Per cent below which the parse of a clause is in doubt, and what that leaves of its subject."""
_UNSURE_PHRASE = 0.55
"""The same for a speaker who is no name where a rule goes by position."""
_PHRASE_BY_RULE = {"clause:that": 0.85, "clause:noun": 0.85, "follow-on": 0.85}
"""The same for a speaker who is no name where a clause, or the quotation before, says who it is."""

_DECLINED = re.compile(r"(?:declin|refus)\w*", re.IGNORECASE)
_SILENCE = re.compile(
    r"(?:immediately |publicly )?(?:to )?"
    r"(?:comment|elaborate|respond|reply|answer|say more|be (?:identified|named|quoted))"
    r"(?: (?:further|immediately|publicly|on|about|to|by|for)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_UNSAID = 0.3
"""How sure it is that there is something said where somebody said nothing: below what is shown."""


def finish(
    text: str, drafts: Sequence[Draft], stage: Cast, marked: Sequence[Stretch], *, parsed: bool
) -> tuple[Quote, ...]:
    """The quotes of a document in the order of the text. Where nothing is parsed, short fragments stay."""
    joined = _joined(text, sorted(drafts, key=lambda each: each.spans[0].start))
    voices = _voices(joined, stage)
    inside = sorted(Span(stretch.start, stretch.end) for stretch in marked)
    found = (_quote(text, draft, voices.get(draft.source), stage, inside) for draft in joined)
    return tuple(quote for quote in found if not _bare_fragment(text, quote, parsed=parsed))


def _bare_fragment(text: str, quote: Quote, *, parsed: bool) -> bool:
    """A marked part of a sentence with nobody to speak it is a quotation in one case of ten.

    Where nothing is parsed its speaker may only be unknown: of two words and more it stays.
    """
    return quote.rule == "fragment" and (parsed or len(_WORD.findall(text, quote.start, quote.end)) < 2)


def _joined(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Make one of an utterance that its attribution splits, and of paragraphs that go on with one."""
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is not None and last.cue == draft.cue and draft.cue and _goes_on(text, last, draft):
            out[-1] = replace(last, spans=(*last.spans, *draft.spans), held=(*last.held, *draft.held))
        else:
            out.append(draft)
    return out


def _goes_on(text: str, last: Draft, draft: Draft) -> bool:
    if draft.rule == "continued":
        return True
    if last.spans[-1].end > draft.spans[0].start or last.paragraph != draft.paragraph:
        return False
    between = text[last.spans[-1].end : draft.spans[0].start].rstrip()
    return (
        bool(last.held)
        and bool(draft.held)
        and between.endswith((",", ";", "–", "—"))
        and bool(between.strip(" ,.;"))
    )


def _unsaid(text: str, draft: Draft) -> bool:
    """Whether it tells only that somebody said nothing: "declined to comment"."""
    if (
        draft.cue is None
        or len(draft.spans) != 1
        or not _DECLINED.match(text, draft.cue.start, draft.cue.end)
    ):
        return False
    return _SILENCE.fullmatch(text, draft.spans[0].start, draft.spans[0].end) is not None


def _voices(drafts: Sequence[Draft], stage: Cast) -> dict[Span | None, Voice]:
    """Resolve each written speaker once, in the order in which they stand."""
    sources = {draft.source: draft.head or draft.source for draft in drafts if draft.source}
    return {source: resolve(stage, source, head) for source, head in sorted(sources.items())}


def _quote(text: str, draft: Draft, voice: Voice | None, stage: Cast, inside: Sequence[Span]) -> Quote:
    kind = "direct" if draft.rule in {"label", "turn", "post"} else kind_of(text, draft.spans, inside)
    quote = Quote(
        draft.spans,
        kind,
        cue=text[draft.cue.start : draft.cue.end] if draft.cue else "",
        cue_span=draft.cue,
        confidence=min(draft.rate / 100, _UNSAID) if _unsaid(text, draft) else draft.rate / 100,
        rule=draft.rule,
    )
    if voice is None or draft.source is None:
        return quote
    if draft.rule == "fragment" and voice.entity is None and voice.kind != "pronoun":
        return quote
    factor = _factor(draft, phrase=voice.kind in {"role", "unnamed"} and voice.entity is None)
    return replace(
        quote,
        speaker=_speaker(text, draft.source, voice, stage),
        mention=" ".join(text[draft.source.start : draft.source.end].split()),
        mention_span=draft.source,
        speaker_class=voice.kind,
        entity=voice.entity,
        speaker_confidence=round(voice.confidence * factor, 2),
        rule=f"{draft.rule}; {voice.how}",
    )


def _factor(draft: Draft, *, phrase: bool) -> float:
    """How sure a rule is of the speaker; `phrase` means that he is no name."""
    doubtful = draft.rule.startswith("clause:") and draft.rate < _DOUBTFUL
    sure = _SPEAKER_BY_RULE.get(draft.rule, 1.0) * (_DOUBTED if doubtful else 1)
    if not phrase:
        return sure
    return sure * (_UNSURE_PHRASE if draft.rule in _SPEAKER_BY_RULE else _PHRASE_BY_RULE.get(draft.rule, 1.0))


def _speaker(text: str, source: Span, voice: Voice, stage: Cast) -> str:
    """The entity's name, or a name that is no entity as it is written; nothing for roles and pronouns."""
    if voice.entity is not None:
        return stage.entities[voice.entity].name
    if voice.name:
        return voice.name
    mention = " ".join(text[source.start : source.end].split())
    return mention if voice.kind == "named" else ""


def kind_of(text: str, spans: Sequence[Span], inside: Sequence[Span]) -> QuoteKind:
    """Direct when at least 80 % of the words stand in marks, mixed when some do, else indirect."""
    total = marked = 0
    for span in spans:
        for match in _WORD.finditer(text, span.start, span.end):
            total += 1
            index = bisect_right(inside, Span(match.start(), 1 << 60)) - 1
            marked += index >= 0 and match.start() < inside[index].end
    if not marked:
        return "indirect"
    return "direct" if marked >= 0.8 * total else "mixed"
