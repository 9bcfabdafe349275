"""Which part of a page is its article: an extractor and the feed each lay a text onto the page's blocks.

The blocks are voted on, and the article is cut out with its structure. Where nothing is found, the page's
main part is taken. The extractor has no limits of its own: run this in a process that can be ended.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_reader.model.document import Document
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.model.text import clean_text
from tui_reader.model.words import count_words
from tui_reader.reading.align import align
from tui_reader.reading.builder import Builder
from tui_reader.reading.dom import walk
from tui_reader.reading.selection import select
from tui_reader.reading.tree import Element
from tui_reader.reading.votes import vote

_SEEN = 0.3
"""The share of the chosen text that must stand in what the page shows; the rest of it is hidden then."""
_ENOUGH = 0.8
"""The share of the chosen text that must stand in all of the page's blocks."""
_ALIKE = 0.5
"""The share of the feed's text that must stand in the page for it to say where the article is."""
_WHOLE = 0.8
"""The share of the extractor's words from which the feed's text is a whole article and settles the choice."""
_LEAST = 100
"""Words that a whole article has."""
_ENDS = (".", "!", "?", '"', "”", "»", "。", ")")
"""How a text ends that is not cut."""
_LONG = 200


def article_of(
    root: Element,
    extracted: str,
    url: str,
    *,
    title: str = "",
    known: str = "",
    stated: str = "",
    memory: SiteMemory | None = None,
) -> tuple[Document, SiteFacts]:
    """The article with the page's own structure, and what the page tells about its site.

    `extracted` is the extractor's text, `known` the feed's, `stated` that of the page's own data; each may be
    empty. Without a trace of them in the page's elements: the extractor's plain lines, else the main part.
    """
    for hidden, enough in ((False, _SEEN), (True, _ENOUGH)) if extracted or known or stated else ():
        builder = walk(root, url, hidden=hidden)
        whole = builder.document()
        chosen = _chosen([whole.of(block) for block in whole.blocks], extracted, known, stated, enough)
        if chosen is not None:
            verdict = vote(
                whole, builder.marks, chosen, figures=builder.figure_marks, title=title, memory=memory
            )
            return select(whole, verdict.kept, verdict.figures), verdict.facts
    return (_lines(extracted) if extracted else _main_part(root, url)), SiteFacts()


def _chosen(
    texts: Sequence[str], extracted: str, known: str, stated: str, enough: float
) -> list[bool] | None:
    """The blocks that the extractor, the feed or the page's data name; None when no text stands in them."""
    found = align(extracted, texts)
    kept = found.kept if extracted and found.covered >= enough else None
    for text, settles in ((stated, False), (known, True)):
        told = align(text, texts) if text else None
        if told is None or told.covered < _ALIKE or not any(told.kept):
            continue
        whole = settles and told.covered >= _WHOLE and text.rstrip().endswith(_ENDS)
        if kept is None or (whole and count_words(text) >= max(_WHOLE * count_words(extracted), _LEAST)):
            kept = told.kept
        else:
            kept = [one or other for one, other in zip(kept, told.kept, strict=True)]
    return kept


def _main_part(root: Element, url: str) -> Document:
    for path in (".//article", ".//main", ".//*[@role='main']", ".//body"):
        part = root.find(path)
        if part is not None and len((document := walk(part, url).document()).text) > _LONG:
            return document
    return walk(root, url).document()


def _lines(extracted: str) -> Document:
    """The extractor's own lines as paragraphs: for texts that stand in a page's data, not in its elements."""
    builder = Builder()
    for line in clean_text(extracted).split("\n"):
        builder.text(line)
        builder.end_block()
    return builder.document()
