"""Text of a query -> tree. Whatever a person types means something, unless it could mean two things.

Grammar: `or: and ("OR" and)*`, `and: ["-"] (term | "(" or ")")+`. Only a capital OR between two terms is one;
AND between two terms is silent. A bracket left open closes at the end; so does a quotation mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_reader.errors import QueryError
from tui_reader.model.query_lexer import Token, tokens
from tui_reader.model.query_tree import (
    EVERYTHING,
    Field,
    Node,
    Not,
    Pattern,
    Text,
    conjunction,
    disjunction,
    leaves,
    parts,
    write,
)

__all__ = ["LENGTH_LIMIT", "TERMS_LIMIT", "Node", "caret", "parse", "words", "write"]

LENGTH_LIMIT = 2_000
TERMS_LIMIT = 64
DEPTH_LIMIT = 16


def parse(text: str, *, typing: bool = True) -> Node:
    """The tree of a query; blank text is everything. While `typing`, the last word is a prefix.

    Raises QueryError with the column (from 0) and what was expected there.
    """
    if len(text) > LENGTH_LIMIT:
        raise QueryError(
            f"a query has at most {LENGTH_LIMIT:,} characters", subject=text[:80], column=LENGTH_LIMIT
        )
    pieces = _operators(list(tokens(text if typing else finished(text))))
    terms = [piece for piece in pieces if piece.kind == "term"]
    if len(terms) > TERMS_LIMIT:
        raise QueryError(
            f"a query has at most {TERMS_LIMIT} terms", subject=text, column=terms[TERMS_LIMIT].column
        )
    if not terms and text.strip(" \t\n\0"):
        raise QueryError("expected a word: there is no letter or digit", subject=text)
    return _filters_alone(_Parser(text, pieces).parse(), text)


def has_patterns(text: str) -> bool:
    """Whether a query holds a regular expression. Raises QueryError."""
    return ":/" in text and any(isinstance(leaf, Pattern) for leaf, _ in leaves(parse(text)))


def _filters_alone(tree: Node, text: str) -> Node:
    """The tree; raises QueryError where a pattern is an alternative to what an index answers."""
    for item in parts(tree):
        patterns = [leaf for leaf, _ in leaves(item) if isinstance(leaf, Pattern)]
        if patterns and len(patterns) < sum(1 for _ in leaves(item)):
            message = "a regular expression stands beside words and fields, not among alternatives to them"
            raise QueryError(message, subject=text, column=patterns[0].column)
    return tree


def words(text: str) -> list[str]:
    """The words and phrases a query looks for in the text, for highlighting; none when it is not valid."""
    try:
        tree = parse(text)
    except QueryError:
        return []
    return [leaf.text for leaf, negated in leaves(tree) if isinstance(leaf, Text) and not negated]


def caret(error: QueryError, text: str) -> str:
    """The query, a caret under the place, and the message: three lines."""
    return f"{text}\n{' ' * min(error.column, len(text))}^\n{error}"


def finished(text: str) -> str:
    """The same query with its last word whole, as it is when nobody is typing."""
    return f"{text} "


def _operators(pieces: list[Token]) -> list[Token]:
    """OR and AND between two operands are operators; elsewhere they are words."""
    found: list[Token] = []
    for place, piece in enumerate(pieces):
        if piece.kind not in {"word-or", "word-and"}:
            found.append(piece)
            continue
        before = bool(found) and found[-1].kind in {"term", "close"}
        after = place + 1 < len(pieces) and pieces[place + 1].kind != "close"
        if not (before and after):
            found.append(replace(piece, kind="term"))
        elif piece.kind == "word-or":
            found.append(piece)
    return found


class _Parser:
    """One walk over the pieces."""

    def __init__(self, text: str, pieces: Sequence[Token]) -> None:
        self.text = text
        self.pieces = pieces
        self.at = 0
        self.strict = any(piece.kind in {"open", "word-or"} for piece in pieces)

    def parse(self) -> Node:
        """All of it."""
        found: list[Node] = []
        while self.at < len(self.pieces):
            found.append(self.either(0))
            if self.at < len(self.pieces):
                self.stray()
        return conjunction(found)

    def stray(self) -> None:
        """A bracket that closes nothing: punctuation, unless something may hang on it."""
        if self.strict:
            column = self.pieces[self.at].column
            raise QueryError("this bracket closes nothing", subject=self.text, column=column)
        self.at += 1

    def either(self, depth: int) -> Node:
        """Alternatives."""
        found = [self.together(depth)]
        while self.at < len(self.pieces) and self.pieces[self.at].kind == "word-or":
            self.at += 1
            found.append(self.together(depth))
        return disjunction(found)

    def together(self, depth: int) -> Node:
        """Terms and brackets side by side."""
        found: list[Node] = []
        while self.at < len(self.pieces) and self.pieces[self.at].kind in {"term", "open"}:
            piece = self.pieces[self.at]
            self.at += 1
            item = piece.term if piece.kind == "term" else self.bracket(piece, depth)
            if item is not None and item != EVERYTHING:
                found.append(Not(item) if piece.negated else item)
        return conjunction(found)

    def bracket(self, piece: Token, depth: int) -> Node:
        """What stands in brackets, up to the closing one or the end."""
        if depth >= DEPTH_LIMIT:
            raise QueryError(
                f"brackets nest at most {DEPTH_LIMIT} deep", subject=self.text, column=piece.column
            )
        inner = self.either(depth + 1)
        self.at += 1
        return inner


def fields(node: Node) -> set[str]:
    """The names of the fields a query uses, negated ones too."""
    return {leaf.name for leaf, _ in leaves(node) if isinstance(leaf, Field)}
