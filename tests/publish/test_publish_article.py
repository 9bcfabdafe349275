"""Articles and quotes on their way out: what is written reads back, and nothing in it is obeyed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui_reader.desk import publishing
from tui_reader.errors import FileError
from tui_reader.model.article import Article
from tui_reader.model.document import Block, Document, Link, Span
from tui_reader.model.insight import KnownQuote, Quote
from tui_reader.publish.markdown import escaped, markdown
from tui_reader.publish.piece import Piece
from tui_reader.publish.plain import plain
from tui_reader.publish.quotes import notes, table
from tui_reader.publish.web import web

TEXT = "Pier opens\n“We built it,” said Ada Lindqvist.\nFirst\nA\tB\n1\t2\nMore news"


def piece(title: str = "Pier opens", speaker: str = "Ada Lindqvist", sure: float = 0.9) -> Piece:
    spans = {}
    at = 0
    for line in ("Pier opens", "“We built it,” said Ada Lindqvist.", "First", "A\tB\n1\t2", "More news"):
        start = TEXT.index(line, at)
        spans[line[:5]] = (start, start + len(line))
        at = start + len(line)
    blocks = (
        Block(*spans["Pier "], "heading", 1),
        Block(*spans["“We b"], "paragraph"),
        Block(*spans["First"], "item", 1, "•"),
        Block(*spans["A\tB\n1"], "table"),
        Block(*spans["More "], "furniture"),
    )
    name = TEXT.index("Ada")
    document = Document(TEXT, blocks, links=(Link(name, name + 3, "https://example.org/ada"),), lang="en")
    article = Article(
        1, 1, "g", title, "https://example.org/pier", ("Jo",), 1793491200, 1793491200, 1, feed_title="Gazette"
    )
    start = TEXT.index("“")
    quote = Quote(
        (Span(start, start + 14),), "direct", speaker=speaker, mention="Ada Lindqvist", cue="said",
        confidence=0.95, speaker_confidence=sure,
    )  # fmt: skip
    return Piece(article, document, (KnownQuote(1, 1, quote),))


def test_markdown_carries_title_source_structure_links_and_who_said_what() -> None:
    text = markdown(piece())
    assert text.startswith(
        "# Pier opens\n\nGazette · Jo · 2026-11-01\n\n<https://example.org/pier>\n\n“We built it,”"
    )
    assert "[Ada](<https://example.org/ada>) Lindqvist." in text
    assert "\n- First\n" in text
    assert "| A | B |\n| --- | --- |\n| 1 | 2 |" in text
    assert text.endswith("## Who said what\n\n- **Ada Lindqvist**: “We built it,”\n")


def test_furniture_goes_nowhere() -> None:
    assert all("More news" not in write(piece()) for write in (markdown, web, plain))


def test_a_doubtful_speaker_is_written_with_a_question_mark() -> None:
    assert "**Ada Lindqvist ?**" in markdown(piece(speaker="Ole Brask", sure=0.3))


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_escaped_text_is_text_to_markdown(text: str) -> None:
    (inline,) = [token for token in MarkdownIt().parse(escaped(text)) if token.type == "inline"]
    assert "".join(child.content for child in inline.children or ()) == text


def test_html_holds_no_markup_of_the_article() -> None:
    page = web(piece(title="<script>alert(1)</script>"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_html_fetches_nothing_when_it_is_opened() -> None:
    assert all(word not in web(piece()) for word in ("<img", "<link", "src=", "@import", "url("))


def test_quotes_are_rows_with_their_citation() -> None:
    (row,) = csv.DictReader(io.StringIO(table([piece()])))
    assert (row["speaker"], row["quote"], row["source"]) == ("Ada Lindqvist", "“We built it,”", "Gazette")


def test_a_cell_that_a_spreadsheet_would_compute_is_disarmed() -> None:
    (row,) = csv.DictReader(io.StringIO(table([piece(title="=HYPERLINK(1)")])))
    assert row["title"] == "'=HYPERLINK(1)"


def test_notes_say_where_a_quote_stands() -> None:
    assert notes([piece()]).startswith("- Ada Lindqvist: “We built it,” (Pier opens, Gazette, 2026")


def test_a_file_never_overwrites_another(tmp_path: Path) -> None:
    first = publishing.write(tmp_path, "a.md", "one")
    second = publishing.write(tmp_path, "a.md", "two")
    assert (first.read_text(), second.read_text(), second.name) == ("one", "two", "a-2.md")


def test_a_file_name_is_made_of_safe_letters_only() -> None:
    assert publishing.file_name(piece(title="../../Ünter\x00 $(rm)"), "md") == "unter-rm.md"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none"):
        publishing.write(tmp_path / "none", "a.md", "x")
