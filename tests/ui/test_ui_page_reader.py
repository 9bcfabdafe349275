from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import Selection

from tui_reader.desk.newsdesk import Opened
from tui_reader.model.article import Article, ArticleStatus
from tui_reader.model.document import Block, Document, Link, Span
from tui_reader.model.insight import KnownEntity, KnownQuote, Quote
from tui_reader.ui.theme import NIGHT
from tui_reader.ui.widgets.page_head import masthead_of
from tui_reader.ui.widgets.reader_pane import ReaderPane

NOW = 1_790_000_000
OPENING = "Ada Lind told the port that “the ferry comes at noon” and left for Vik."
FILLER = "On day {} the quay was empty and on day {} nobody there could say when the {}th ferry would come. "
CLOSING = "“We shall wait,” said Olaf Berg. More is in the timetable of the port."


def text_of(fillers: int) -> str:
    return "\n\n".join([OPENING, *(FILLER.format(n, n, n).strip() for n in range(fillers)), CLOSING])


def spans(text: str, words: str) -> tuple[Span, ...]:
    start = text.index(words)
    return (Span(start, start + len(words)),)


def quote(ident: int, text: str, words: str) -> KnownQuote:
    return KnownQuote(ident, 1, Quote(spans(text, words), "direct", confidence=0.9))


def opened(fillers: int = 12, *, ident: int = 1, title: str = "Ferry returns") -> Opened:
    """An article with a quote and an entity at either end, and a link at its end."""
    text = text_of(fillers)
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block(at, at + len(part), "paragraph"))
        at += len(part) + 2
    (link,) = spans(text, "the timetable")
    document = Document(text, tuple(blocks), (Link(*link, "https://port.example/times"),))
    return Opened(
        Article(
            ident, 1, "g", title, "", ("Ada Lind",), NOW - 300, NOW, 1, feed_title="Quay Post", words=460
        ),
        ArticleStatus(ident),
        "feed",
        document,
        (quote(21, text, "“the ferry comes at noon”"), quote(22, text, "“We shall wait,”")),
        (
            KnownEntity(31, "Ada Lind", "person", spans(text, "Ada Lind")),
            KnownEntity(32, "Olaf Berg", "person", spans(text, "Olaf Berg")),
        ),
        (),
        True,
    )


@dataclass
class Said:
    """What the pane posted, in order; `places` apart, since scrolling posts them."""

    chosen: list[tuple[str, object]]
    places: list[int]


class Desk(App[None]):
    """The pane alone."""

    CSS = "ReaderPane { border: round $faint; }"

    def __init__(self) -> None:
        super().__init__()
        self.pane = ReaderPane()
        self.said = Said([], [])

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(NIGHT.variables)

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.register_theme(NIGHT)
        self.theme = "night"
        self.pane.focus()

    @on(ReaderPane.QuoteSelected)
    def _quote(self, event: ReaderPane.QuoteSelected) -> None:
        self.said.chosen.append(("quote", event.quote_id))

    @on(ReaderPane.EntitySelected)
    def _entity(self, event: ReaderPane.EntitySelected) -> None:
        self.said.chosen.append(("entity", event.entity_id))

    @on(ReaderPane.LinkChosen)
    def _link(self, event: ReaderPane.LinkChosen) -> None:
        self.said.chosen.append(("link", event.url))

    @on(ReaderPane.Progressed)
    def _progressed(self, event: ReaderPane.Progressed) -> None:
        self.said.places.append(event.percent)


@asynccontextmanager
async def reading(
    article: Opened | None, *, width: int = 60, height: int = 16
) -> AsyncIterator[tuple[Pilot[None], Desk]]:
    desk = Desk()
    async with desk.run_test(size=(width, height)) as pilot:
        desk.pane.show(article, now=NOW)
        await pilot.pause()
        yield pilot, desk


def rows(pane: ReaderPane) -> list[str]:
    return [pane.render_line(y).text.strip() for y in range(pane.size.height)]


def place(pane: ReaderPane, words: str) -> tuple[int, int]:
    """Where words stand on screen, border included."""
    for y in range(pane.size.height):
        row = pane.render_line(y).text
        if words in row:
            return row.index(words) + 1, y + 1
    raise AssertionError(f"{words} is not in view")


async def test_an_article_opens_at_its_head() -> None:
    async with reading(opened()) as (_, desk):
        assert rows(desk.pane)[:4] == [
            "Ferry returns",
            "Quay Post · Ada Lind · 5 min ago · 2 min · 2 quotes",
            "",
            "Ada Lind told the port that “the ferry comes at noon”",
        ]


async def test_another_article_opens_at_its_head_too() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.bottom()
        desk.pane.show(opened(ident=2, title="Second"), now=NOW)
        await pilot.pause()
        assert rows(desk.pane)[0] == "Second"


async def test_the_same_article_keeps_its_place_when_more_is_known() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.page(1)
        before = rows(desk.pane)
        desk.pane.show(replace(opened(), quotes=()), now=NOW + 60, keep_place=True)
        await pilot.pause()
        assert rows(desk.pane) == before


async def test_a_fuller_text_keeps_the_passage_at_the_top() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.scroll_to_line(12)
        words = rows(desk.pane)[0].split()[:3]
        text = "A new beginning of the text.\n\n" + text_of(12)
        fuller = Document(text, (Block(0, len(text), "paragraph"),))
        desk.pane.show(replace(opened(), document=fuller, quotes=(), entities=()), now=NOW, keep_place=True)
        await pilot.pause()
        assert " ".join(words) in " ".join(rows(desk.pane)[:2])


async def test_another_width_keeps_the_text_at_the_top() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.scroll_to_line(12)
        words = rows(desk.pane)[0].split()[:3]
        await pilot.resize_terminal(40, 16)
        await pilot.pause()
        assert " ".join(words) in " ".join(rows(desk.pane)[:2])


async def test_the_frame_says_how_far_one_has_come() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.bottom()
        await pilot.pause()
        assert (str(desk.pane.border_subtitle), desk.said.places[-1]) == ("100 %", 100)


async def test_the_frame_says_which_quote_it_is() -> None:
    async with reading(opened()) as (_, desk):
        desk.pane.next_quote(1)
        assert str(desk.pane.border_subtitle).startswith("“1/2 · ")


async def test_pages_go_on_to_the_end_and_then_say_so() -> None:
    async with reading(opened()) as (_, desk):
        pages = 0
        while desk.pane.page_forward() and pages < 50:
            pages += 1
        assert CLOSING.rsplit(maxsplit=1)[-1] in " ".join(rows(desk.pane))
        assert 1 < pages < 50


async def test_a_page_back_returns() -> None:
    async with reading(opened()) as (_, desk):
        desk.pane.page_forward()
        desk.pane.page_back()
        assert rows(desk.pane)[0] == "Ferry returns"


async def test_the_next_quote_is_posted_and_comes_into_view() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.next_quote(1)
        desk.pane.next_quote(1)
        await pilot.pause()
        assert desk.said.chosen == [("quote", 21), ("quote", 22)]
        assert any("“We shall wait,”" in row for row in rows(desk.pane))


async def test_a_quote_in_view_does_not_scroll() -> None:
    async with reading(opened()) as (_, desk):
        desk.pane.next_quote(1)
        assert rows(desk.pane)[0] == "Ferry returns"


async def test_selecting_from_outside_posts_nothing() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.select_quote(22)
        desk.pane.select_entity(31)
        desk.pane.select_quote(None)
        desk.pane.select_entity(4711)
        await pilot.pause()
        assert desk.said.chosen == []


async def test_the_next_entity_is_posted_and_comes_into_view() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.next_entity(1)
        desk.pane.next_entity(1)
        await pilot.pause()
        assert desk.said.chosen == [("entity", 31), ("entity", 32)]
        assert any("Olaf Berg" in row for row in rows(desk.pane))


@pytest.mark.parametrize(
    ("words", "said"),
    [("comes at noon", ("quote", 21)), ("Ada Lind told", ("entity", 31))],
)
async def test_a_click_selects_what_is_under_it(words: str, said: tuple[str, object]) -> None:
    async with reading(opened()) as (pilot, desk):
        await pilot.click(offset=place(desk.pane, words))
        await pilot.pause()
        assert desk.said.chosen == [said]


async def test_a_click_on_a_link_tells_its_address() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.bottom()
        await pilot.pause()
        await pilot.click(offset=place(desk.pane, "timetable"))
        await pilot.pause()
        assert desk.said.chosen == [("link", "https://port.example/times")]


async def test_a_click_on_plain_text_or_beside_it_does_nothing() -> None:
    async with reading(opened()) as (pilot, desk):
        for at in (place(desk.pane, "told"), (1, 5), (57, 5), (20, 15)):
            await pilot.click(offset=at)
        await pilot.pause()
        assert desk.said.chosen == []


async def test_what_the_mouse_selects_copies_without_line_breaks() -> None:
    async with reading(opened()) as (pilot, desk):
        start, end = place(desk.pane, "port that"), place(desk.pane, "Vik")
        await pilot.mouse_down(offset=start)
        await pilot.hover(offset=(start[0] + 3, start[1]))
        await pilot.hover(offset=(end[0] + 2, end[1]))
        await pilot.mouse_up(offset=(end[0] + 2, end[1]))
        await pilot.pause()
        copied = desk.screen.get_selected_text()
        assert copied is not None
        assert copied.strip() == "port that “the ferry comes at noon” and left for Vik"
        assert desk.said.chosen == []


@pytest.mark.parametrize("times", [2, 3])
async def test_a_double_click_selects_the_word(times: int) -> None:
    async with reading(opened()) as (pilot, desk):
        await pilot.click(desk.pane, offset=place(desk.pane, "told"), times=times)
        await pilot.pause()
        assert (desk.screen.get_selected_text() or "").strip() == "told"


async def test_another_article_drops_the_selection() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.screen.selections = {desk.pane: Selection(Offset(0, 3), Offset(9, 3))}
        await pilot.pause()
        desk.pane.show(opened(ident=2), now=NOW)
        await pilot.pause()
        assert desk.screen.get_selected_text() is None


async def test_search_words_are_counted_and_gone_through() -> None:
    async with reading(opened()) as (_, desk):
        desk.pane.highlight(["comes", "timetable"])
        assert desk.pane.hits == 2
        assert desk.pane.next_hit(-1)
        assert any("timetable" in row for row in rows(desk.pane))


async def test_without_search_words_there_is_no_next_one() -> None:
    async with reading(opened()) as (_, desk):
        assert not desk.pane.next_hit(1)


async def test_nothing_selected_says_what_to_do() -> None:
    async with reading(None) as (_, desk):
        assert rows(desk.pane)[:2] == ["Nothing here yet", ""]
        assert rows(desk.pane)[2].startswith("Choose an article. R fetches what is new")


async def test_a_text_that_is_not_there_yet_is_said_to_be_prepared() -> None:
    async with reading(replace(opened(), document=None, quotes=(), entities=())) as (_, desk):
        assert "The text is being prepared …" in rows(desk.pane)


async def test_an_article_without_text_says_so() -> None:
    async with reading(replace(opened(), document=Document(""), quotes=(), entities=())) as (_, desk):
        assert "The source gave no text for this article." in rows(desk.pane)


async def test_a_message_takes_the_place_of_an_article() -> None:
    async with reading(opened()) as (pilot, desk):
        desk.pane.message("Gone\nIt was removed from the library.")
        await pilot.pause()
        assert (rows(desk.pane)[0], str(desk.pane.border_subtitle)) == ("Gone", "")


async def test_text_is_never_taken_for_markup() -> None:
    hostile = '[@click=app.exit]x[/] [/usr/bin] [x="'
    document = Document(hostile, (Block(0, len(hostile), "paragraph"),))
    article = replace(opened(title=hostile), document=document, quotes=(), entities=())
    async with reading(article) as (pilot, desk):
        await pilot.click(offset=place(desk.pane, "app.exit"))
        await pilot.pause()
        assert rows(desk.pane).count(hostile) == 1


async def test_only_lines_in_view_are_painted() -> None:
    async with reading(opened(400)) as (_, desk):
        assert len(desk.pane._strips) <= desk.pane.size.height


async def test_a_view_with_hardly_any_room_still_paints() -> None:
    async with reading(opened(), width=8, height=4) as (_, desk):
        desk.pane.bottom()
        assert len(rows(desk.pane)) == 2


def test_what_kept_a_page_from_giving_all_is_said_under_the_facts() -> None:
    known = opened()
    assert known.document is not None
    walled = replace(known, document=replace(known.document, state="paywalled", note="For subscribers."))
    facts, _, note = masthead_of(walled, NOW).meta.partition("\n")
    assert facts == masthead_of(known, NOW).meta
    assert note == "For subscribers."
