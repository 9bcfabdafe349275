"""The reader's notes on words: marked in the text, and written below it."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from tests.ui.test_ui_page_reader import opened, reading, rows
from tui_reader.model.anchor import Anchor, Remark
from tui_reader.model.document import Span
from tui_reader.ui.theme import NIGHT, styles

HERE, GONE = Span(9, 17), None
WORDS = "Ask the harbour master about this. It is the third time, and nobody has said why it should be so."


def noted(text: str = WORDS, span: Span | None = HERE) -> Remark:
    return Remark(7, 1, 1, Anchor("told the"), text, 0, span)


async def test_a_note_stands_below_the_paragraph_of_its_words() -> None:
    async with reading(replace(opened(), remarks=(noted(),))) as (_, desk):
        shown = rows(desk.pane)
        place = next(y for y, row in enumerate(shown) if row.startswith("✎ Ask the harbour master"))
        assert "Vik" in shown[place - 1]
        assert shown[place + 1].startswith("time, and nobody")
        assert all(cell_len(row) <= desk.pane.size.width for row in shown)


async def test_the_words_of_a_note_are_marked() -> None:
    async with reading(replace(opened(), remarks=(noted(),))) as (_, desk):
        strips = [desk.pane.render_line(y) for y in range(desk.pane.size.height)]
        marked = "".join(
            one.text for strip in strips for one in strip if one.style is not None and one.style.underline2
        )
        assert marked == "told the"
        assert styles(NIGHT).noted.bgcolor is not None


async def test_a_note_whose_words_are_gone_is_not_on_the_page() -> None:
    async with reading(replace(opened(), remarks=(noted(span=GONE), noted(span=Span(0, 99_999))))) as (
        _,
        desk,
    ):
        assert not any("✎" in row for row in rows(desk.pane))


async def test_lines_of_a_note_stay_lines() -> None:
    async with reading(replace(opened(), remarks=(noted("One.\nTwo."),))) as (_, desk):
        shown = rows(desk.pane)
        place = shown.index("✎ One.")
        assert shown[place + 1] in {"Two.", "✎ Two."}


async def test_a_note_on_a_quote_stays_with_quotes_only() -> None:
    article = opened()
    start = article.quotes[0].quote.start
    remark = noted("Check.", Span(start, start + 5))
    async with reading(replace(article, remarks=(remark,))) as (_, desk):
        desk.pane.glance(on=True)
        assert "✎ Check." in rows(desk.pane)
