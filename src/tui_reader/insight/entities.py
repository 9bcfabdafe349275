"""Entities of one document: clusters under one name, with role and salience. Finds no mention itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.insight.aliases import Cluster
from tui_reader.insight.callings import calling
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity

_TOLD = 30
"""Mentions of a person beside which his role is looked for."""
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
    role = _role(text, spans) if group.kind == "person" else ""
    return Entity(name, group.kind, spans, aliases, role, _salience(text, spans, (name, *aliases), frame))


def _role(text: str, spans: Sequence[Span]) -> str:
    """What the person is: the first that says more than one word, else the first."""
    told = [found for span in spans[:_TOLD] if (found := calling(text, span))]
    return next((each for each in told if " " in each), told[0] if told else "")


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
