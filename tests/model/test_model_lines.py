"""Paragraphs of plain text, and which blocks are credits or furniture."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.document import Block, Document, Link
from tui_reader.model.endings import is_credit, is_footer_heading, is_furniture
from tui_reader.model.lines import furnish, paragraphs, plain_document

PROSE = "The harbour board met on Tuesday and put off its vote on the new cranes until autumn, three said. "
STORY = """Harbour vote put off until autumn

Harbour vote put off until autumn

The board met on Tuesday, three members said.

"We need more figures," said Ruta Alvsen, its head.

-With assistance from Per Quist and Ona Brandt.

Other news

Cranes arrive early at the north quay
Ferry line to close for a week"""


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in paragraphs(text)]


def blocks_of(*lines: str, title: str = "") -> Document:
    text, blocks, at = "\n\n".join(lines), [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "paragraph"))
        at += len(line) + 2
    return furnish(Document(text, tuple(blocks), title=title))


def test_a_story_file_is_understood() -> None:
    document = plain_document(STORY)
    assert document.title == "Harbour vote put off until autumn"
    assert kinds(document) == [
        *("heading", "furniture", "paragraph", "paragraph", "credit"),
        *("furniture", "furniture", "furniture"),
    ]


def test_the_text_of_a_plain_document_is_untouched() -> None:
    text = "  \n One\r\n\n\tTwo  \n"
    assert plain_document(text).text == text


@given(st.text(st.sampled_from("ab .\n\t\r-*=1\u00a0\x0b"), max_size=80), st.sampled_from(["", "a", "ab"]))
def test_any_text_makes_a_valid_plain_document(text: str, title: str) -> None:
    document = plain_document(text, title)
    assert document.problem() == ""
    assert document.text == text


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = textwrap.fill(PROSE * 4, 72) + "\n\n" + textwrap.fill(PROSE * 2, 72)
    assert len(texts(wrapped)) == 2


def test_a_line_a_paragraph_stays_so() -> None:
    assert len(texts("\n".join([PROSE, PROSE * 2, "Short one.", PROSE]))) == 4


def test_short_lines_that_are_not_wrapped_stay_apart() -> None:
    assert texts("Reporting desk\nMonday\n\nText.") == ["Reporting desk", "Monday", "Text."]


def test_bullets_begin_paragraphs_of_their_own() -> None:
    assert len(texts("- first thing\n- second thing\n- third thing")) == 3


def test_paragraphs_of_blank_text_are_none() -> None:
    assert texts(" \n\t\n") == []


def test_splitting_is_linear() -> None:
    started = time.process_time()
    paragraphs(("a\n" + " " * 50 + "\n") * 20_000)
    paragraphs("\n" * 500_000)
    assert time.process_time() - started < 3


def test_a_first_sentence_is_no_title() -> None:
    assert plain_document("The vote was put off.\n\nNo date is set.").title == ""


def test_a_byline_is_no_title() -> None:
    assert plain_document("By Ruta Alvsen\n\nThe vote was put off.").title == ""


def test_a_heading_inside_a_story_that_sounds_like_a_footer_stays() -> None:
    document = blocks_of("The board met.", "Related companies", PROSE * 5, PROSE * 5)
    assert kinds(document) == ["paragraph"] * 4


def test_prose_after_a_footer_ends_it() -> None:
    document = blocks_of(PROSE, "Read more", "Ferry line to close", PROSE * 2)
    assert kinds(document) == ["paragraph", "furniture", "furniture", "paragraph"]


def test_a_button_under_every_card_introduces_nothing() -> None:
    document = blocks_of(PROSE, "Read more", "Cranes of the north", "Read more", "Cranes of the south", PROSE)
    assert kinds(document) == ["paragraph", "furniture", "paragraph", "furniture", "paragraph", "paragraph"]


def test_a_paragraph_that_is_one_link_to_more_is_furniture() -> None:
    line = "Watch the whole debate of the board"
    document = Document(
        f"{PROSE}\n\n{line}",
        (Block(0, len(PROSE), "paragraph"), Block(len(PROSE) + 2, len(PROSE) + 2 + len(line), "paragraph")),
        (Link(len(PROSE) + 2, len(PROSE) + 2 + len(line), "https://example.org/debate"),),
    )
    assert kinds(furnish(document)) == ["paragraph", "furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "By Ruta Alvsen",
        "By Ruta Alvsen and Per Quist, Staff Writers",
        "BY RUTA ALVSEN",
        "By Ana de la Cruz | May 3, 2024",
        "(Reporting by Ruta Alvsen in Oslo; Editing by Per Quist)",
        "Von Jörg Mühlner",
        "Par Élise Carnot",
        "Mit Material von dpa",
        "dpa/AFP",
        "(AFP)",
        "Avec AFP",
        "(avec Reuters)",
        "Publié le 3 mai 2024 à 10h15",
        "Stand: 03.05.2024, 10:15 Uhr",
        "This story has been updated to include comment from the board.",
        "Correction: An earlier version of this article misspelled a name.",
        "Foto: Jörg Mühlner/dpa",
        "© 2024 Harbour News",
        "3 min read",
        "— with files from The Canadian Press",
        "-With assistance from Per Quist and Ona Brandt.",
        "Ruta Alvsen contributed to this report.",
        "Propos recueillis par Élise Carnot",
        "Quelle: dpa",
    ],
)
def test_credits_are_told(line: str) -> None:
    assert is_credit(line, near_edge=True)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the company had sold all its cranes.",
        "By the end of the day, Quist Freight had fallen.",
        "By contrast, Alvsen said no.",
        "By Alvsen's account, the meeting went badly, and he left.",
        "By Wednesday",
        "Reporting by the committee was late, Ms Alvsen said.",
        "Update the software, the minister said.",
        "Image problems plague the party, Ms Alvsen said.",
        "Reuters reported on Monday that the board had met.",
        "Von Mühlner kommt das nicht überraschend.",
        "Par ailleurs, le ministre a dit non.",
        "Published figures show a rise of 3% in May, the office said.",
        "Copyright law needs reform, he said.",
        "Correction of the budget will take years.",
    ],
)
def test_prose_that_begins_like_a_credit_stays_prose(line: str) -> None:
    assert not is_credit(line, near_edge=True)


@pytest.mark.parametrize(
    "line",
    [
        "Other news",
        "Related Articles",
        "Read more:",
        "Read more: Cranes arrive early",
        "Read More »",
        "Continue reading...",
        "The post Cranes arrive appeared first on Harbour News.",
        "Sign up for our newsletter",
        "Subscribe to our daily newsletter",
        "Advertisement",
        "Share this article",
        "Lire aussi : Le port attend",
        "Mehr zum Thema",
        "Lesen Sie auch: Der Hafen wartet",
        "Der Beitrag Hafen erschien zuerst auf Hafenblatt.",
        "Read the full story here",
        "Comments (3)",
        "Follow us on Mastodon",
    ],
)
def test_furniture_is_told(line: str) -> None:
    assert is_furniture(line, linked=False) or is_footer_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more than one book a year and you are above average.",
        "Subscribe or perish, the chief told staff.",
        "Share prices fell on Monday.",
        "Comments by the minister angered unions.",
        "Related companies fell too.",
        "More news will follow, he said.",
        "Sign up or leave, he told them.",
        "Follow the money, said Quist.",
        "Print sales fell 3%.",
        "Mehr Geld für alle, sagt Mühlner.",
        "See you in court, Alvsen said.",
        "More from the budget is expected next week, he said",
        "Teilen ist das neue Haben.",
    ],
)
def test_prose_that_begins_like_furniture_stays_prose(line: str) -> None:
    assert not is_furniture(line, linked=False)
    assert not is_footer_heading(line)


@given(st.text(st.sampled_from("By Aa,.:()|/-dpa 1©"), max_size=300))
def test_rules_over_lines_end_in_time(line: str) -> None:
    started = time.process_time()
    is_credit(line, near_edge=True)
    is_furniture(line, linked=True)
    assert time.process_time() - started < 0.5
