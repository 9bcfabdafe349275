"""Marked words that no clause holds: how far around them is looked."""

from __future__ import annotations

import pytest

from tui_reader.insight.drafts import Lead
from tui_reader.insight.loose import Sheet, loose_drafts
from tui_reader.insight.marks import stretches
from tui_reader.model.document import Span


@pytest.mark.parametrize(("words", "speaker"), [(10, "Keller"), (250, "Keller"), (400, ""), (20_000, "")])
def test_a_sentence_without_end_is_read_no_further_than_its_bound(words: int, speaker: str) -> None:
    text = f"Keller said {'ooh ' * words}“a marked fragment” and on"
    paragraphs = [Span(0, len(text))]
    lead = Lead(Span(7, 11), Span(0, 6), Span(0, 6), speech=True, main=True)
    marked = stretches(text, paragraphs)
    sheet = Sheet(text, paragraphs, marked, ["fragment"], [lead])
    (draft,) = loose_drafts(sheet, [])
    assert (text[draft.source.start : draft.source.end] if draft.source else "") == speaker
