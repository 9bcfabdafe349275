"""What a reader says of a quote against the machine: it is none, somebody else said it, or one was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui_reader.model.anchor import Anchor
from tui_reader.model.document import Span

Verdict = Literal["rejected", "speaker", "quote"]
"""rejected: this is no quotation; speaker: it is this person's; quote: a quotation that was missed, by this
person."""

CORRECTED = "corrected"
"""The name of the rule that a corrected quote carries."""

SURE = 1.0
"""How sure a corrected quote and its speaker are."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. It stands on the words of the quote, so that it outlives every analysis."""

    id: int
    article_id: int
    revision_id: int
    """The text it was made on."""
    verdict: Verdict
    anchor: Anchor
    speaker: str
    """Who said it; empty for nobody in particular, and for what is no quotation."""
    changed_at: int
    span: Span | None = None
    """Where the words stand in the text shown now; None when they are no longer in it."""
