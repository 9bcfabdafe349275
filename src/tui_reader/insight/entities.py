"""Entities of one document: clusters under one name, with role and salience. Finds no mention itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.insight.aliases import Cluster
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity

_APPOSITION = re.compile(
    r"^,\s+(?:(?:the|a|an|der|die|le|la|l')\s+)?(?P<role>[a-z][^.;:\n\"“”]{3,110}?)(?=,|\.|;|\s[-–—]|$)"
)
_NOT_ROLE = re.compile(
    r"^(?:who|whom|whose|which|that|and|but|or|as|in|on|at|with|by|for|from|to|of|according|said|says|told|when|where|while"
    r"|after|before|including|like|such|because|though|although|if|speaking|saying|adding|\w+ed|\w+ing|has|is|was|were|had"
    r"|will|would|he|she|it|they|we|you|not|also|both|so|then|now|this|these|those|his|her|their|its|whether)\b"
)
_ROLE_BEFORE = re.compile(
    r"(?:^|[\s(])(?P<role>(?:[A-Z][\w.'’-]+\s+){0,3}(?:[a-z-]+\s+){0,3}(?:spokesman|spokeswoman|spokesperson|president|minister"
    r"|chancellor|secretary|senator|governor|mayor|chairman|chairwoman|director|executive|manager|strategist|adviser|advisor"
    r"|analyst|economist|professor|historian|lawyer|attorney|candidate|nominee|leader|founder|owner|editor|reporter|author"
    r"|actor|actress|singer|coach|judge|ambassador|commissioner|general|officer|pollster|activist|lawmaker|scientist"
    r"|researcher|physicist|chief))\s+$"
)


_LEAD = 200
"""Characters behind the headline after which the lead ends with its paragraph."""
_OPENS = re.compile(r"(?:^|\n|[.!?][\"”’]?\s|[,;]\s(?:and|but)\s)(?:[Tt]he\s|[A-Z][a-z]+\.?\s)?$")
"""What stands before a mention that begins a sentence or clause, where subjects stand."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What salience is measured against: the headline, the lead, the paragraphs, the most mentions of one."""

    title: Span | None
    headline: str
    lead: int
    breaks: tuple[int, ...]
    most: int


def build(
    text: str, clusters: Sequence[Cluster], title: Span | None, headline: str = ""
) -> tuple[Entity, ...]:
    """Entities in order of first mention.

    `title` is where the headline stands, if it is part of the text; else `headline` is its words.
    """
    most = max((len(group.mentions) for group in clusters), default=1)
    breaks = tuple(match.end() for match in re.finditer(r"\n\s*", text))
    body = title.end if title else 0
    lead = next((at for at in breaks if at > body + _LEAD), len(text))
    frame = _Frame(title, headline, lead, breaks, most)
    return tuple(_entity(text, group, frame) for group in clusters)


def _entity(text: str, group: Cluster, frame: _Frame) -> Entity:
    name = group.name()
    spans = tuple(Span(each.start, each.end) for each in group.mentions)
    forms = dict.fromkeys([*(each.text for each in group.mentions), group.fixed or name])
    aliases = tuple(form for form in forms if form != name)
    role = (
        next((found for span in spans if (found := role_of(text, span))), "")
        if group.kind == "person"
        else ""
    )
    return Entity(name, group.kind, spans, aliases, role, _salience(text, spans, (name, *aliases), frame))


def role_of(text: str, span: Span) -> str:
    """The appositive after a name ("chief executive of Acme") or the office before it; else nothing."""
    after = _APPOSITION.match(text[span.end : span.end + 140])
    if after and not _NOT_ROLE.match(after["role"]):
        return after["role"].strip()
    line = text[max(0, span.start - 90) : span.start].rsplit("\n", maxsplit=1)[-1]
    before = _ROLE_BEFORE.search(line)
    return " ".join(before["role"].split()) if before else ""


def _salience(text: str, spans: Sequence[Span], forms: Sequence[str], frame: _Frame) -> float:
    """From 0 to 1 by headline, share of the mentions, lead, earliness, spread and subjecthood."""
    headed = frame.title is not None and any(
        frame.title.start <= span.start < frame.title.end for span in spans
    )
    headed = headed or any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", frame.headline) for form in forms)
    paragraphs = {bisect_right(frame.breaks, span.start) for span in spans}
    subjects = sum(bool(_OPENS.search(text[max(0, span.start - 30) : span.start])) for span in spans)
    score = (
        0.3 * headed
        + 0.3 * len(spans) / frame.most
        + 0.05 * (spans[0].start < frame.lead)
        + 0.15 * (1 - spans[0].start / max(len(text), 1))
        + 0.15 * min(1, (len(paragraphs) - 1) / 4)
        + 0.05 * subjects / len(spans)
    )
    return round(min(1.0, score), 3)
