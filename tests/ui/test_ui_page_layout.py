from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_reader.model.document import Block, BlockKind, Document, Figure, Style
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_copy import copied, unwrapped
from tui_reader.ui.widgets.page_layout import lay_out
from tui_reader.ui.widgets.page_lines import Masthead, Page, column_of
from tui_reader.ui.widgets.page_paint import Look, offset_at, pieces

LOOK = Look(styles(NIGHT))
PLAIN = Masthead("Ferry returns", "Quay Post · Ada Lind · 5 min ago")
Part = tuple[BlockKind, str] | tuple[BlockKind, str, int] | tuple[BlockKind, str, int, str]


def written(*parts: Part, figures: tuple[Figure, ...] = (), styles: tuple[Style, ...] = ()) -> Document:
    text, blocks = "", []
    for part in parts:
        kind, words = part[:2]
        level = part[2] if len(part) > 2 else 0
        marker = part[3] if len(part) > 3 else ""
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(words), kind, level, marker))
        text += words
    return Document(text, tuple(blocks), styles=styles, figures=figures)


def laid(*parts: Part, width: int = 40, figures: tuple[Figure, ...] = ()) -> Page:
    return lay_out(written(*parts, figures=figures), Masthead(""), width, 78)


def shown(page: Page, shift: int = 0) -> list[str]:
    """The lines as a reader sees them, without the margin at the left and blanks at the right."""
    rows = ["".join(piece.text for piece in pieces(page, line, LOOK.palette, shift)) for line in page.lines]
    return [row[page.left :].rstrip() for row in rows]


def test_title_and_facts_stand_above_the_text() -> None:
    page = lay_out(written(("paragraph", "It came at noon.")), PLAIN, 50, 78)
    assert shown(page) == [
        "Ferry returns",
        "Quay Post · Ada Lind · 5 min ago",
        "",
        "It came at noon.",
        "",
    ]


def test_a_first_heading_that_is_the_title_is_not_shown_twice() -> None:
    page = lay_out(written(("heading", "FERRY returns", 1), ("paragraph", "At noon.")), PLAIN, 50, 78)
    assert shown(page)[2:] == ["", "At noon.", ""]


def test_a_by_line_that_the_facts_repeat_is_left_out() -> None:
    page = lay_out(written(("credit", "By Ada Lind"), ("paragraph", "At noon.")), PLAIN, 50, 78)
    assert "By Ada Lind" not in shown(page)


def test_a_credit_that_says_more_is_shown() -> None:
    page = lay_out(written(("credit", "By Ada Lind in Orrefjord"), ("paragraph", "At noon.")), PLAIN, 50, 78)
    assert "By Ada Lind in Orrefjord" in shown(page)


def test_furniture_is_not_shown() -> None:
    assert shown(laid(("paragraph", "One."), ("furniture", "Read more"))) == ["", "One.", ""]


def test_newlines_of_the_source_are_blanks_in_prose() -> None:
    assert shown(laid(("paragraph", "One\ntwo."))) == ["", "One two.", ""]


def test_items_hang_under_their_text_and_stand_close() -> None:
    page = laid(
        ("item", "The first one is longer than a line", 1, "•"),
        ("item", "Deeper", 2, "–"),
        ("item", "Last", 1, "10."),
        width=24,
    )
    assert shown(page) == [
        "",
        "• The first one is",
        "  longer than a line",
        "  – Deeper",
        "10. Last",
        "",
    ]


def test_an_item_that_goes_on_hangs_under_its_beginning() -> None:
    page = laid(("item", "One", 1, "10."), ("item", "goes on", 1), ("item", "Two", 1, "11."))
    assert shown(page) == ["", "10. One", "    goes on", "11. Two", ""]


def test_block_quotes_have_a_rule_that_does_not_break_between_them() -> None:
    page = laid(("quote", "One.", 1), ("quote", "Two.", 1), ("quote", "Deeper.", 2))
    assert shown(page) == ["", "│ One.", "│", "│ Two.", "│ │", "│ │ Deeper.", ""]


def test_items_in_a_block_quote_hang_behind_its_rule_and_stand_close() -> None:
    page = laid(
        ("quote", "Two:", 1), ("quote", "The longer one of them", 1, "•"), ("quote", "Last", 1, "•"), width=22
    )
    assert shown(page) == ["", "│ Two:", "│", "│ • The longer one", "│   of them", "│ • Last", ""]
    assert unwrapped(page.document, 0, 99) == "Two:\n\n• The longer one of them\n\n• Last"


def test_code_keeps_its_lines_and_is_cut_at_the_edge() -> None:
    page = laid(("code", "if a:\n\tprint('a long line of it')"), width=22)
    assert shown(page) == ["", " if a:", "     print('a long…", ""]


def test_code_scrolls_sideways() -> None:
    page = laid(("code", "if a:\n\tprint('a long line of it')"), width=22)
    assert shown(page, shift=8) == ["", "‹", "‹t('a long line of…", ""]


def test_a_table_that_fits_has_columns_with_numbers_at_the_right() -> None:
    page = laid(("table", "Town\tVotes\nOrrefjord\t1,200\nVik\t90"))
    assert shown(page) == ["", "Town       Votes", "Orrefjord  1,200", "Vik           90", ""]


ANSWERS = "Town\tIts answer\tVotes\nVik\tNothing at all so far, it said\t1,200\nOrre\tNo\t90"


def test_where_columns_are_too_wide_together_the_longest_text_is_wrapped() -> None:
    assert shown(laid(("table", ANSWERS), width=30)) == [
        "",
        "Town  Its answer       Votes",
        "",
        "Vik   Nothing at all   1,200",
        "      so far, it said",
        "",
        "Orre  No                  90",
        "",
    ]


def test_a_name_over_figures_is_wrapped_and_the_figures_are_not() -> None:
    rows = shown(laid(("table", "Town\tVotes for the second ferry\nVik\t1,200,000"), width=22))
    assert rows == [
        "",
        "Town   Votes for the",
        "        second ferry",
        "",
        "Vik        1,200,000",
        "",
    ]


def test_places_in_wrapped_rows_lead_to_the_first_line_of_the_row() -> None:
    page = laid(("table", ANSWERS), width=30)
    offset = page.document.text.index("said")
    assert shown(page)[page.line_of(offset)].startswith("Vik")


@given(
    st.lists(st.lists(st.text("ab ,1港", max_size=30), min_size=1, max_size=4), min_size=1, max_size=5),
    st.integers(14, 60),
)
def test_tables_lose_no_word_and_stay_within_the_column(rows: list[list[str]], width: int) -> None:
    page = laid(("table", "\n".join("\t".join(row) for row in rows)), width=width)
    texts = ["".join(piece.text for piece in pieces(page, line, LOOK.palette)) for line in page.lines]
    assert all(cell_len(text.rstrip()) <= page.left + page.measure for text in texts)
    if any(table.broken for table in page.tables.values()):
        words = sorted("".join(cell.split()) for row in rows for cell in row)
        assert sorted("".join("".join(words))) == sorted("".join("".join(texts).split()))


def test_a_table_that_is_too_wide_for_that_becomes_records_and_loses_nothing() -> None:
    page = laid(("table", "Town\tAnswer\nVik\tNothing at all so far, it said; ask again\nOrre\tNo"), width=16)
    assert shown(page) == [
        "",
        "Vik",
        "  An…: Nothing",
        "       at all",
        "       so far,",
        "       it",
        "       said;",
        "       ask",
        "       again",
        "",
        "Orre",
        "  An…: No",
        "",
    ]


def test_a_figure_with_words_is_a_line_and_one_without_is_none() -> None:
    figures = (Figure(0, "https://a.example/1.jpg", "A ferry"), Figure(0, "https://a.example/2.jpg"))
    assert shown(laid(("paragraph", "One."), figures=figures)) == ["", "▒ A ferry", "", "One.", ""]


def test_figures_stand_close_to_each_other_and_to_their_caption() -> None:
    figures = (
        Figure(1, "https://a.example/1.jpg", "A ferry"),
        Figure(1, "https://a.example/2.jpg", "A quay"),
    )
    page = laid(("paragraph", "One."), ("caption", "The port on Monday."), figures=figures)
    assert shown(page) == ["", "One.", "", "▒ A ferry", "▒ A quay", "The port on Monday.", ""]


def test_a_figure_that_only_repeats_its_caption_is_no_line() -> None:
    figures = (Figure(0, "https://a.example/1.jpg", "The port"),)
    assert shown(laid(("caption", "The port, on Monday."), figures=figures)) == [
        "",
        "The port, on Monday.",
        "",
    ]


def test_a_rule_is_as_wide_as_the_column() -> None:
    page = laid(("paragraph", "One."), ("rule", ""))
    assert shown(page)[3] == "─" * page.measure


def test_the_column_is_centred_and_never_wider_than_asked() -> None:
    assert column_of(158, 78) == (40, 78)


def test_a_narrow_view_keeps_a_little_air() -> None:
    assert (column_of(60, 78), column_of(40, 78)) == ((2, 56), (1, 38))


KINDS: list[BlockKind] = [
    "paragraph", "heading", "item", "quote", "code", "table", "caption", "rule", "credit", "furniture",
]  # fmt: skip
PARTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.text("ab c\n\t漢“é\U0001f600", max_size=60), st.integers(0, 9)),
    max_size=8,
)


@given(PARTS, st.integers(1, 120))
@settings(max_examples=200, deadline=None)
def test_no_line_is_wider_than_margin_and_column(parts: list[tuple[BlockKind, str, int]], width: int) -> None:
    page = lay_out(written(*parts), PLAIN, width, 78)
    for line in page.lines:
        row = "".join(piece.text for piece in pieces(page, line, LOOK.palette))
        if line.block < 0 or page.indents[line.block] == 0:
            assert cell_len(row) <= page.left + page.measure


@given(PARTS, st.integers(20, 120))
@settings(max_examples=200, deadline=None)
def test_every_shown_word_stands_on_the_line_that_is_named_for_it(
    parts: list[tuple[BlockKind, str, int]], width: int
) -> None:
    page = lay_out(written(*parts), PLAIN, width, 78)
    for index, block in enumerate(page.document.blocks):
        if index in page.hidden or block.kind in {"table", "rule"}:
            continue
        for offset in range(block.start, block.end):
            if not page.document.text[offset].isspace():
                line = page.lines[page.line_of(offset)]
                assert line.start <= offset < line.end


@given(PARTS, st.integers(20, 120))
@settings(max_examples=100, deadline=None)
def test_a_line_begins_with_the_offset_that_is_named_for_it(
    parts: list[tuple[BlockKind, str, int]], width: int
) -> None:
    page = lay_out(written(*parts), PLAIN, width, 78)
    for y, line in enumerate(page.lines):
        if line.kind == "text":
            assert page.lines[page.line_of(page.offset_of(y))] == line


def test_above_the_text_there_is_no_offset() -> None:
    assert lay_out(written(("paragraph", "One.")), PLAIN, 50, 78).offset_of(0) == -1


def place(page: Page, words: str) -> tuple[int, int]:
    """Where words begin: the character of a line, and the line."""
    for y, line in enumerate(page.lines):
        row = "".join(piece.text for piece in pieces(page, line, LOOK.palette))
        if words in row:
            return row.index(words), y
    raise AssertionError(words)


def test_the_offset_under_a_character_is_that_of_the_text() -> None:
    page = laid(("item", "A ferry that came at noon was late", 1, "•"), width=20)
    column, y = place(page, "was")
    assert offset_at(page, page.lines[y], column, LOOK) == page.document.text.index("was")


def test_exactly_nothing_of_the_text_stands_under_a_marker() -> None:
    page = laid(("item", "A ferry", 1, "•"))
    column, y = place(page, "•")
    assert offset_at(page, page.lines[y], column, LOOK, exact=True) is None


def test_a_selection_copies_without_the_breaks_of_the_lines() -> None:
    page = laid(("paragraph", "A ferry that came at noon was\nlate again."), width=16)
    column, y = place(page, "again")
    text = copied(page, place(page, "ferry"), (column + len("again"), y), LOOK)
    assert text == "ferry that came at noon was late again"


def test_a_selection_from_the_title_on_takes_the_facts_with_it() -> None:
    page = lay_out(written(("paragraph", "It came at noon.")), PLAIN, 50, 78)
    text = copied(page, (0, 0), (0, len(page.lines)), LOOK)
    assert text == "Ferry returns\n\nQuay Post · Ada Lind · 5 min ago\n\nIt came at noon."


def test_what_is_copied_parts_paragraphs_and_lists_items() -> None:
    document = written(
        ("paragraph", "One."), ("furniture", "Read more"), ("item", "a", 1, "•"), ("item", "b", 1, "•")
    )
    assert unwrapped(document, 0, len(document.text), hidden={1}) == "One.\n\n• a\n• b"


def test_facts_that_need_two_lines_leave_no_dot_at_the_end_of_the_first() -> None:
    page = lay_out(written(("paragraph", "At noon.")), PLAIN, 24, 78)
    assert shown(page)[1:3] == ["Quay Post · Ada Lind", "5 min ago"]
