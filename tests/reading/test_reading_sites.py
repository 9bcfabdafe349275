"""What pages of one site teach the reader about the next one."""

from __future__ import annotations

from tui_reader.model.site import SiteMemory
from tui_reader.reading.api import site_facts
from tui_reader.reading.page import Page, read_page
from tui_reader.reading.sites import fingerprint

BOX = "Veldmouth Courier is printed on paper from the mills of the upper valley."
STORY = (
    "The harbour board put off its vote on the cranes, the clerk of the board said on Tuesday evening.",
    "Two of them would have stood on the eastern quay, where the old warehouse was pulled down in spring.",
    "The board meets again in two weeks, when the engineers will have answered the questions of the town.",
)


def page(memory: SiteMemory | None = None, *, box: str = BOX) -> Page:
    body = "".join(f"<p>{line}</p>" for line in (STORY[0], STORY[1], box, STORY[2]))
    html = f"<body><div id=top><div class='story-text c41'>{body}</div></div></body>"
    return read_page(html, url="https://veld.example/a", memory=memory)


def test_a_page_tells_the_texts_it_took_and_where_its_article_stood() -> None:
    facts = site_facts(page())
    assert fingerprint(BOX) in facts.texts
    assert facts.container == "div#top>div.story-text"


def test_a_text_that_stands_on_other_pages_of_the_site_is_left_out() -> None:
    assert BOX in page().document.text
    known = page(SiteMemory(frozenset({fingerprint(BOX)})))
    assert BOX not in known.document.text
    assert all(line in known.document.text for line in STORY)


def test_what_is_left_out_is_still_told_so_that_it_stays_known() -> None:
    assert fingerprint(BOX) in page(SiteMemory(frozenset({fingerprint(BOX)}))).facts.texts


def test_an_empty_memory_changes_nothing() -> None:
    assert page(SiteMemory()) == page()


def test_a_memory_that_knows_every_text_of_a_page_leaves_its_text() -> None:
    memory = SiteMemory(frozenset(map(fingerprint, (*STORY, BOX))))
    assert STORY[0] in page(memory).document.text


def test_fingerprints_fold_case_and_signs_and_skip_what_is_short_or_long() -> None:
    assert fingerprint("Read “it” HERE now.") == fingerprint("read it here, now")
    assert fingerprint("Our picks") == ""
    assert fingerprint("word " * 200) == ""
