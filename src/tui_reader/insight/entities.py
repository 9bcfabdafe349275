"""Entities of one document: clusters under one name, with role and salience. Finds no mention itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def build(text: str, clusters: Sequence[Cluster], title: Span | None) -> tuple[Entity, ...]:
    """Entities in order of first mention. `title` is where the headline stands, if it is part of the text."""
    most = max((len(group.mentions) for group in clusters), default=1)
    return tuple(_entity(text, group, title, most) for group in clusters)


def _entity(text: str, group: Cluster, title: Span | None, most: int) -> Entity:
    name = group.name()
    spans = tuple(Span(each.start, each.end) for each in group.mentions)
    aliases = tuple(form for form in dict.fromkeys(each.text for each in group.mentions) if form != name)
    role = (
        next((found for span in spans if (found := role_of(text, span))), "")
        if group.kind == "person"
        else ""
    )
    return Entity(name, group.kind, spans, aliases, role, _salience(text, spans, title, most))


def role_of(text: str, span: Span) -> str:
    """The appositive after a name ("chief executive of Acme") or the office before it; else nothing."""
    after = _APPOSITION.match(text[span.end : span.end + 140])
    if after and not _NOT_ROLE.match(after["role"]):
        return after["role"].strip()
    line = text[max(0, span.start - 90) : span.start].rsplit("\n", maxsplit=1)[-1]
    before = _ROLE_BEFORE.search(line)
    return " ".join(before["role"].split()) if before else ""


def _salience(text: str, spans: Sequence[Span], title: Span | None, most: int) -> float:
    """Frequency, earliness and the headline, in equal parts but for the headline's weight."""
    share = len(spans) / most
    early = 1 - spans[0].start / max(len(text), 1)
    headed = title is not None and any(title.start <= span.start < title.end for span in spans)
    return round(min(1.0, 0.4 * share + 0.25 * early + (0.35 if headed else 0.0)), 3)
