"""The second vote: blocks that an extractor missed come in, lines that it took by mistake go."""

from __future__ import annotations

import pytest

from tui_reader.model.document import Document
from tui_reader.reading import votes
from tui_reader.reading.dom import walk
from tui_reader.reading.tree import parse
from tui_reader.reading.votes import FACTORS, marks_of, vote

PARAGRAPHS = [
    f"The {number} ferry left the island before noon, and nobody on the quay could say when the next one"
    " would come, because the harbour office had closed its windows for the day."
    for number in ("first", "second", "third", "fourth", "fifth", "sixth")
]
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "World", "Sport", "Weather"))


def page(inner: str) -> tuple[Document, list[object]]:
    root = parse(f'<html><body><nav class="menu"><ul>{MENU}</ul></nav>{inner}</body></html>')
    builder = walk(root)
    document = builder.document()
    return document, builder.marks


def texts(document: Document, kept: list[bool]) -> list[str]:
    return [document.of(block) for block, keep in zip(document.blocks, kept, strict=True) if keep]


def story(*extra: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f'<article class="story"><div class="text">{body}</div></article>{"".join(extra)}'


def test_a_paragraph_among_chosen_ones_comes_in() -> None:
    document, elements = page(story())
    chosen = [document.of(block) in PARAGRAPHS and block.start > 0 for block in document.blocks]
    chosen[chosen.index(True) + 3] = False
    assert texts(document, vote(document, elements, chosen).kept) == PARAGRAPHS


def test_linked_lines_in_a_side_column_go_although_they_were_chosen() -> None:
    links = "".join(f'<li><a href="/{n}">Another ferry story of number {n}</a></li>' for n in range(4))
    document, elements = page(story(f'<aside class="related"><ul>{links}</ul></aside>'))
    chosen = [block.kind == "paragraph" or "Another" in document.of(block) for block in document.blocks]
    assert texts(document, vote(document, elements, chosen).kept) == PARAGRAPHS


def test_where_nothing_is_chosen_nothing_is_kept() -> None:
    document, elements = page(story())
    assert not any(vote(document, elements, [False] * len(document.blocks)).kept)


def test_every_block_has_as_many_marks_as_there_are_factors() -> None:
    document, elements = page(story())
    marks = marks_of(document, elements, [True] * len(document.blocks))
    assert {len(row) for row in marks} == {len(FACTORS)}
    assert len(marks) == len(document.blocks)


def test_a_short_line_between_chosen_paragraphs_stays() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>Step one</p><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    document, elements = page(f"<article>{body}</article>")
    chosen = [document.of(block) in PARAGRAPHS for block in document.blocks]
    assert "Step one" in texts(document, vote(document, elements, chosen).kept)


def test_the_items_of_a_list_stay_or_go_together() -> None:
    items = "".join(f"<li>{name} for the crossing</li>" for name in ("Rope", "Bread", "A lamp"))
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:3])
    document, elements = page(f"<article>{body}<ul>{items}</ul><p>{PARAGRAPHS[3]}</p></article>")
    chosen = [block.kind == "paragraph" or "Rope" in document.of(block) for block in document.blocks]
    kept = vote(document, elements, chosen).kept
    stays = {
        keep for block, keep in zip(document.blocks, kept, strict=True) if "crossing" in document.of(block)
    }
    assert stays == {True}


def test_a_long_item_is_not_dragged_down_by_short_ones_beside_it() -> None:
    links = "".join(f"<li><a href='/{n}'>Chapter {n}</a></li>" for n in range(9))
    long = " ".join(PARAGRAPHS[1:5])
    document, elements = page(f"<div><p>{PARAGRAPHS[0]}</p><ul>{links}<li>{long}</li></ul></div>")
    chosen = [document.of(block) in {PARAGRAPHS[0], long} for block in document.blocks]
    assert long in texts(document, vote(document, elements, chosen).kept)


@pytest.mark.parametrize(
    "name", ["newsletter-box", "author-bio", "cookie-notice", "cta", "disclaimer", "werbung", "kommentare"]
)
def test_what_is_named_as_foreign_goes_although_it_was_chosen(name: str) -> None:
    note = "Every Friday we send the three stories that our desk liked best, with a picture of the port."
    document, elements = page(story().replace("</div>", f"<div class='{name}'><p>{note}</p></div></div>"))
    chosen = [block.kind == "paragraph" for block in document.blocks]
    assert texts(document, vote(document, elements, chosen).kept) == PARAGRAPHS


def test_a_name_is_not_believed_of_what_holds_the_article() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    document, elements = page(f"<div class='newsletter-post disclaimer'>{body}</div>")
    chosen = [block.kind == "paragraph" for block in document.blocks]
    assert texts(document, vote(document, elements, chosen).kept) == PARAGRAPHS


def test_an_article_within_a_menu_that_was_never_closed_is_found() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    document, elements = page(f"<header class='menu'><nav><div>{body}</div></nav></header>")
    chosen = [document.of(block) in PARAGRAPHS[4:] for block in document.blocks]
    assert texts(document, vote(document, elements, chosen).kept) == PARAGRAPHS


def test_a_notice_above_the_title_goes_although_it_was_chosen() -> None:
    notice = "The office of the paper is closed on Monday; letters are answered on the day after that."
    document, elements = page(f"<div><p>{notice}</p><h1>Ferries are late</h1></div>{story()}")
    chosen = [block.kind == "paragraph" for block in document.blocks]
    kept = vote(document, elements, chosen, title="Ferries are late").kept
    assert texts(document, kept) == PARAGRAPHS


def test_a_title_that_stands_below_the_article_moves_nothing() -> None:
    document, elements = page(story("<h1>Ferries are late</h1>"))
    chosen = [block.kind == "paragraph" for block in document.blocks]
    kept = vote(document, elements, chosen, title="Ferries are late").kept
    assert texts(document, kept) == PARAGRAPHS


def test_a_vote_that_leaves_next_to_nothing_of_what_was_chosen_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(votes, "BIAS", -99.0)
    document, elements = page(story())
    chosen = [block.kind == "paragraph" for block in document.blocks]
    assert texts(document, vote(document, elements, chosen).kept) == PARAGRAPHS
