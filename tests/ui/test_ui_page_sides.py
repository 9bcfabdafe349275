"""Beside the page: nothing that the side panes say stands under their scroll bars."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.ui.test_ui_frame_journeys import main_of, reader, until
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import KnownEntity, KnownQuote, Quote
from tui_reader.ui.widgets.line_view import LineView

ROLE = "the longest serving deputy keeper of the northern lights and all that is below them"
NAME = "Maximiliana Featherstonehaugh-Cholmondeley of Upper Gannet Ledge"
TEXT = "“We had satellites, models and a very expensive buoy.” " * 3
SAID = Quote(
    (Span(0, 55),),
    "direct",
    NAME,
    NAME,
    cue="told reporters who waited",
    confidence=0.9,
    speaker_confidence=0.9,
)


def overflowing(pane: LineView) -> list[str]:
    """The lines of a pane that reach the column of its bar."""
    width = pane.size.width - pane.GUTTER
    lines = ["".join(part.text for part in pane.line(y, width)) for y in range(pane.line_count)]
    return [line for line in lines if cell_len(line.rstrip()) > width - 1]


@pytest.mark.parametrize("size", [(160, 45), (110, 32)], ids=["wide", "middle"])
async def test_roles_and_names_are_cut_before_the_bar(
    desk: Newsdesk, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = reader(desk, tmp_path)
    async with app.run_test(size=size) as pilot:
        view = main_of(app).view
        await until(pilot, lambda: view.quotes.size.width, "the panes are laid out")
        document = Document(TEXT, (Block(0, len(TEXT), "paragraph"),))
        view.quotes.show(document, [KnownQuote(1, 1, SAID, entity_id=1, role=ROLE)])
        view.entities.show([KnownEntity(1, NAME, "person", (Span(0, 5),), role=ROLE)], ())
        for pane in (view.quotes, view.entities):
            assert pane.line_count >= 2
            assert overflowing(pane) == []
