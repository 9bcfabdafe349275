"""A parsed paragraph in source offsets, with the walks over it that rules need. Knows no verb and no name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from tui_reader.insight.language import Reading
from tui_reader.insight.masking import Masked
from tui_reader.model.document import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_LOOSE = frozenset({"punct", "cc"})


class Word(NamedTuple):
    """One token in source offsets; `held` is the index of the utterance it stands for, or -1."""

    at: int
    start: int
    end: int
    low: str
    tag: str
    dep: str
    head: int
    held: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a paragraph, who hangs on whom, and the sentences as word ranges."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    edges: tuple[tuple[int, int], ...]
    """First and last word under each word."""
    sentences: tuple[tuple[int, int], ...]

    def kids(self, index: int, *deps: str) -> list[Word]:
        """Children of a word, all or those with one of the labels."""
        found = [self.words[child] for child in self.children[index]]
        return [word for word in found if word.dep in deps] if deps else found

    def head(self, word: Word) -> Word:
        """The word it hangs on; a root hangs on itself."""
        return self.words[word.head]

    def under(self, index: int, top: int) -> bool:
        """Whether `index` is `top` or hangs below it."""
        while index != top:
            head = self.words[index].head
            if head == index:
                return False
            index = head
        return True

    def below(self, index: int) -> Iterator[int]:
        """All words under a word, itself included, in no order."""
        todo = [index]
        while todo:
            each = todo.pop()
            yield each
            todo.extend(self.children[each])

    def sentence(self, index: int) -> tuple[int, int]:
        """The word range of the sentence that holds a word."""
        return next((lo, hi) for lo, hi in self.sentences if lo <= index < hi)

    def between(self, span: Span) -> Sequence[Word]:
        """The words that begin within a stretch of the text."""
        low = bisect_left(self.words, span.start, key=attrgetter("start"))
        return self.words[low : bisect_left(self.words, span.end, key=attrgetter("start"))]

    def span(self, first: int, last: int) -> Span:
        """Source offsets of the words `first` to `last`, both included."""
        return Span(self.words[first].start, max(self.words[first].end, self.words[last].end))


def plant(reading: Reading, masked: Masked) -> Tree:
    """Make the tree of one masked paragraph."""
    words = []
    for index, token in enumerate(reading.tokens):
        span, held = masked.span(token.start, token.end)
        words.append(
            Word(index, span.start, span.end, token.text.lower(), token.tag, token.dep, token.head, held)
        )
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head != word.at:
            children[word.head].append(word.at)
    return Tree(tuple(words), tuple(map(tuple, children)), _edges(words, children), reading.sentences)


def _edges(words: Sequence[Word], children: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    edges = [(word.at, word.at) for word in words]
    order: list[int] = [word.at for word in words if word.head == word.at]
    for index in order:
        order.extend(children[index])
    for index in reversed(order):
        head = words[index].head
        low, high = edges[index]
        edges[head] = (min(edges[head][0], low), max(edges[head][1], high))
    return tuple(edges)


def trimmed(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    """The range without punctuation and conjunctions at its ends, None when nothing is left."""
    while first <= last and tree.words[first].dep in _LOOSE and tree.words[first].held < 0:
        first += 1
    while last >= first and (_stop(tree.words[last])):
        last -= 1
    return (first, last) if first <= last else None


def _stop(word: Word) -> bool:
    return (word.dep in _LOOSE or word.tag in {"_SP", ".", ",", ":", "CC"}) and word.held < 0
