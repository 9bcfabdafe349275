"""What code is made of: keywords, comments and strings, by the language that its source declares.

Pygments loads languages and reads code, which takes milliseconds: call `tokens` beside the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui_reader.model.document import Document
from tui_reader.ui.widgets.page_marks import Mark, MarkKind

LONGEST = 50_000
"""Characters of one block that are looked at, in blocks of together ten times that."""
MOST = 20_000
"""Tokens of an article."""


def has_code(document: Document) -> bool:
    """Whether there is code in a language that its source names."""
    return any(block.kind == "code" and block.marker for block in document.blocks)


def tokens(document: Document) -> list[Mark]:
    """The marks of the code of an article; none for languages that nobody knows."""
    found: list[Mark] = []
    room = LONGEST * 10
    for block in document.blocks:
        if block.kind == "code" and block.marker and block.end - block.start <= min(LONGEST, room):
            room -= block.end - block.start
            for mark in _marks(document.of(block), block.marker, block.start):
                found.append(mark)
                if len(found) >= MOST:
                    return found
    return found


def _marks(code: str, language: str, start: int) -> Iterator[Mark]:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language.lower())
    except ClassNotFound:
        return
    for place, token, words in lexer.get_tokens_unprocessed(code):
        kind = _kind(str(token))
        if kind is not None and not words.isspace():
            yield Mark(start + place, start + place + len(words), kind)


def _kind(token: str) -> MarkKind | None:
    """What a token of Pygments, such as "Token.Literal.String.Doc", is painted as."""
    parts = token.split(".")[1:]
    head = ".".join(parts[:2])
    if parts[:1] == ["Keyword"] or head in {
        "Operator.Word",
        "Name.Tag",
        "Generic.Heading",
        "Comment.Preproc",
    }:
        return MarkKind.KEYWORD
    if parts[:1] == ["Comment"] or head == "Generic.Prompt":
        return MarkKind.COMMENT
    return MarkKind.STRING if head == "Literal.String" else None
