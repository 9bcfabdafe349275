"""Document: one immutable text and layers of spans over it, the coordinate system of the program.

Blocks lie in order, do not overlap, and together cover all of the text but the newlines between them. Offsets
count Unicode code points. Nothing here parses or paints.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from tui_reader.model.words import count_words

BlockKind = Literal[
    "paragraph", "heading", "item", "quote", "code", "table", "caption", "rule", "credit", "furniture"
]
"""quote is a block quote; credit a by-line, agency or "reporting by" line; furniture what is no part of the
article (a doubled title, "read more", a footer): it stays in the text and is skipped by analysis."""

SpanKind = Literal["strong", "emphasis", "code", "strike", "sup", "sub"]

State = Literal["", "paywalled", "consent", "blocked", "script", "partial", "gone"]
"""What kept a page from giving its article: nothing; a subscription, a consent wall, a wall against programs,
text that only JavaScript makes, a page that holds a part of it, an article that is no more."""

SKIPPED: frozenset[BlockKind] = frozenset({"credit", "furniture", "code", "rule"})
"""Block kinds that analysis never looks into."""


class Span(NamedTuple):
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `level` is a heading's level (1 to 6), or the nesting of an item or a quote (0: none)."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    marker: str = ""
    """What stands before an item ("•", "3."), also before one in a block quote, or the language of code; not
    part of the text."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of text that leads somewhere. `url` is absolute http, https or mailto, and washed."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Style:
    """Inline emphasis as the source had it."""

    start: int
    end: int
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands before the block with index `block`; never fetched unasked."""

    block: int
    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the layers its source gave it. Table cells are separated by tabs, rows by newlines."""

    text: str
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    styles: tuple[Style, ...] = ()
    figures: tuple[Figure, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    lang: str = ""
    """Two letters, or empty when nothing is known."""
    state: State = ""
    note: str = ""
    """A sentence for the reader about a state that is not well."""

    def __post_init__(self) -> None:
        problem = self.problem()
        if problem:
            raise ValueError(problem)

    def problem(self) -> str:
        """Say which invariant is broken, or nothing."""
        size, last = len(self.text), 0
        for block in self.blocks:
            if not last <= block.start <= block.end <= size:
                return f"block {block} is out of order or outside the text"
            if self.text[last : block.start].strip("\n"):
                return f"text before block {block} belongs to no block"
            last = block.end
        if self.blocks and self.text[last:].strip("\n"):
            return "text after the last block belongs to no block"
        inline: tuple[Link | Style, ...] = (*self.links, *self.styles)
        for layer in inline:
            if not 0 <= layer.start < layer.end <= size:
                return f"{layer} is empty or outside the text"
        if any(not 0 <= figure.block <= len(self.blocks) for figure in self.figures):
            return "a figure stands before a block that is not there"
        return ""

    def of(self, block: Block) -> str:
        """The text of one block."""
        return self.text[block.start : block.end]

    def prose(self) -> Iterator[Block]:
        """The blocks that analysis reads: all but credits, furniture, code and rules."""
        return (block for block in self.blocks if block.kind not in SKIPPED and block.end > block.start)

    def words(self) -> int:
        """How many words the prose has."""
        return sum(count_words(self.of(block)) for block in self.prose())

    def bulk(self) -> int:
        """How many words there are to read, code and tables among them, furniture and credits not."""
        left_out = ("furniture", "credit")
        return sum(count_words(self.of(block)) for block in self.blocks if block.kind not in left_out)

    def lead(self, limit: int = 200) -> str:
        """The beginning of the first paragraph, cut at a word."""
        for block in self.blocks:
            if block.kind == "paragraph":
                text = " ".join(self.of(block).split())
                return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
        return ""

    def with_blocks(self, blocks: tuple[Block, ...]) -> Document:
        """The same document with other blocks over the same text."""
        return replace(self, blocks=blocks)
