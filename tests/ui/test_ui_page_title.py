"""The title above the text: where the text has it, too, its layers are seen in it."""

from __future__ import annotations

from dataclasses import replace

from textual.geometry import Offset
from textual.selection import Selection

from tests.ui.test_ui_page_reader import Desk, opened, reading, rows
from tui_reader.model.anchor import Anchor, Remark
from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import KnownEntity, KnownQuote, Quote

TITLE = "Lind: “the ferry comes at noon” – and other hopes of a small port in the north"
TEXT = f"{TITLE}\n\nAda Lind left for Vik."
DOCUMENT = Document(
    TEXT, (Block(0, len(TITLE), "heading", 1), Block(len(TITLE) + 2, len(TEXT), "paragraph")), title=TITLE
)
QUOTED = Span(6, 31)
ARTICLE = replace(
    opened(title=TITLE),
    document=DOCUMENT,
    quotes=(KnownQuote(21, 1, Quote((QUOTED,), "direct", confidence=0.9)),),
    entities=(KnownEntity(31, "Lind", "person", (Span(0, 4),)),),
)


def lit(desk: Desk, y: int) -> str:
    """What has a ground of its own on a row of the view."""
    ground = desk.pane.rich_style.bgcolor
    return "".join(one.text for one in desk.pane.render_line(y) if one.style and one.style.bgcolor != ground)


async def test_the_active_quote_of_a_title_is_seen_in_it() -> None:
    async with reading(ARTICLE, width=100) as (_, desk):
        desk.pane.next_quote(1)
        row = next(y for y in range(6) if "Lind: " in desk.pane.render_line(y).text)
        assert lit(desk, row) == TEXT[QUOTED.start : QUOTED.end]


async def test_a_title_stands_once() -> None:
    async with reading(ARTICLE, width=60) as (_, desk):
        text = " ".join(rows(desk.pane))
        assert text.count("the ferry comes at noon") == 1
        assert text.count("of a small port") == 1


async def test_a_found_word_in_the_title_is_gone_to() -> None:
    async with reading(ARTICLE, width=100) as (_, desk):
        desk.pane.highlight(["hopes"])
        assert desk.pane.next_hit(1)
        assert any(lit(desk, y) == "hopes" for y in range(6))


async def test_a_title_is_copied_once() -> None:
    async with reading(ARTICLE, width=60) as (pilot, desk):
        await pilot.pause()
        found = desk.pane.get_selection(Selection(Offset(0, 0), Offset(60, desk.pane.line_count)))
        assert found is not None
        assert found[0].count("of a small port") == 1
        assert "Ada Lind left for Vik." in found[0]


async def test_a_note_on_the_title_stands_below_it() -> None:
    remark = Remark(7, 1, 1, Anchor("the ferry"), "Ask her.", 0, QUOTED)
    async with reading(replace(ARTICLE, remarks=(remark,)), width=60) as (_, desk):
        shown = rows(desk.pane)
        assert shown.index("✎ Ask her.") < next(y for y, row in enumerate(shown) if "left for Vik" in row)


async def test_the_place_at_the_head_is_still_the_head() -> None:
    async with reading(ARTICLE, width=60, height=6) as (pilot, desk):
        assert desk.pane.spot == 0
        desk.pane.show(ARTICLE, now=0, keep_place=True)
        await pilot.pause()
        assert desk.pane.scroll_offset.y == 0
