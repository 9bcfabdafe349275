"""The page collapsed to who said what."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui_reader.model.document import Block, Document, Span
from tui_reader.model.insight import KnownQuote, Quote
from tui_reader.ui.theme import NIGHT, styles
from tui_reader.ui.widgets.page_copy import copied
from tui_reader.ui.widgets.page_lines import Masthead, Page
from tui_reader.ui.widgets.page_paint import Look, pieces
from tui_reader.ui.widgets.page_passages import lay_out_passages, passages

LOOK = Look(styles(NIGHT))


def document(*paragraphs: str) -> Document:
    blocks, at = [], 0
    for words in paragraphs:
        blocks.append(Block(at, at + len(words), "paragraph"))
        at += len(words) + 2
    return Document("\n\n".join(paragraphs), tuple(blocks))


def said(
    of: Document, words: str, speaker: str = "Ada Lind", cue: str = "said", sure: float = 0.9
) -> KnownQuote:
    start = of.text.index(words)
    quote = Quote(
        (Span(start, start + len(words)),),
        "direct",
        speaker=speaker,
        mention=speaker,
        cue=cue,
        confidence=0.9,
        speaker_confidence=sure,
    )
    return KnownQuote(start + 1, 1, quote)


def texts(of: Document, *quotes: KnownQuote) -> list[str]:
    return [of.text[one.span.start : one.span.end].strip() for one in passages(of, quotes)]


def laid(of: Document, *quotes: KnownQuote, width: int = 40) -> Page:
    return lay_out_passages(of, Masthead("Ferry"), quotes, width, 78)


def shown(page: Page) -> list[str]:
    return ["".join(one.text for one in pieces(page, line, LOOK.palette)).strip() for line in page.lines]


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (
            "It rained. “We wait,” Ada Lind said. Nobody came.",
            "“We wait,”",
            "“We wait,” Ada Lind said.",
        ),
        ("It rained. “Why? I do not know.” Nobody came.", "“Why? I do not know.”", "“Why? I do not know.”"),
        (
            "Later Mr. Berg met Dr. Lind. She told him to “wait” at 9 a.m. in Vik. He did.",
            "“wait”",
            "She told him to “wait” at 9 a.m. in Vik.",
        ),
        ("Es regnete. „Wir warten“, sagte Lind. Keiner kam.", "„Wir warten“", "„Wir warten“, sagte Lind."),
        ("雨だった。港長は「待とう」と述べた。誰も来ない。", "「待とう」", "港長は「待とう」と述べた。"),
        ("The ferry “is late” and nothing else", "“is late”", "The ferry “is late” and nothing else"),
    ],
)
def test_a_quote_stands_in_its_sentence(text: str, words: str, sentence: str) -> None:
    of = document(text)
    assert texts(of, said(of, words)) == [sentence]


def test_quotes_of_one_sentence_are_one_passage_by_both() -> None:
    of = document("“We wait,” said Ada Lind, and “we sail,” said Olaf Berg. Nobody came.")
    (passage,) = passages(of, [said(of, "“We wait,”"), said(of, "“we sail,”", "Olaf Berg")])
    assert [speaker.name for speaker in passage.speakers] == ["Ada Lind", "Olaf Berg"]


def test_a_quote_over_two_paragraphs_shows_both_and_nothing_of_a_third() -> None:
    of = document("“We wait,", "and then we sail,” said Ada Lind. It rained.", "Nobody came.")
    page = laid(of, said(of, "“We wait,\n\nand then we sail,”"))
    assert shown(page)[2:] == ["Ada Lind said", "│ “We wait,", "│ and then we sail,” said Ada Lind.", ""]


def test_the_page_names_speakers_once_in_a_row_and_marks_doubt() -> None:
    of = document("“One,” she said. “Two,” she said. It rained.", "“Three,” they said.")
    page = laid(
        of, said(of, "“One,”"), said(of, "“Two,”"), said(of, "“Three,”", "a man", "shouted", sure=0.2)
    )
    assert shown(page)[2:] == [
        "Ada Lind said",
        "│ “One,” she said.",
        "",
        "│ “Two,” she said.",
        "",
        "a man shouted ?",
        "│ “Three,” they said.",
        "",
    ]


def test_places_lead_to_the_lines_of_passages_and_back() -> None:
    of = document(
        "Nothing. " * 30 + "“We wait,” said Ada Lind. " + "Nothing. " * 30 + "“Go,” said Olaf Berg."
    )
    quotes = (said(of, "“We wait,”"), said(of, "“Go,”", "Olaf Berg"))
    page = laid(of, *quotes)
    for known in quotes:
        line = page.lines[page.line_of(known.quote.start)]
        assert line.kind == "said"
        assert line.start <= known.quote.start < line.end


def test_without_quotes_the_page_says_so() -> None:
    rows = shown(laid(document("It rained."), width=70))
    assert "Nobody is quoted here. Esc shows all of the text." in rows


def test_lines_are_never_wider_than_the_column() -> None:
    of = document("“長い話だ、本当に長い話だ、まだ終わらない、" * 3 + "”と港長。" + "And “on” it went. " * 9)
    page = laid(of, said(of, "“on”", "A very long name of a committee of many words", "said again"), width=24)
    assert max(cell_len(row) for row in shown(page)) <= page.measure


def test_what_is_copied_is_the_passages_and_nothing_between() -> None:
    of = document("It rained. “We wait,” said Ada. Nobody came. “Go,” said Olaf.")
    page = laid(of, said(of, "“We wait,”"), said(of, "“Go,”", "Olaf"))
    words = copied(page, (0, 0), (40, len(page.lines)), LOOK)
    assert words == "Ferry\n\n“We wait,” said Ada. \n\n“Go,” said Olaf."
