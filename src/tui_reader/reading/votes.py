"""Which blocks of a page are the article: what an extractor chose, corrected by how each block stands there.

A logistic regression over a few marks of a block (Kohlschütter et al., WSDM 2010, showed that length and
links go far), fitted by scripts/fit_blocks.py. Linear in blocks times their nesting.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, repeat
from operator import mul

from tui_reader.model.document import Document
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.reading.around import Ground, Way, aliens, container, ground_of
from tui_reader.reading.gaps import filled
from tui_reader.reading.illustrations import belonging
from tui_reader.reading.sites import facts, shift

BIAS = -0.702
FACTORS = {
    "chosen": -4.831,
    "near": 0.302,
    "length": 0.192,
    "linked": -0.876,
    "hints": -0.458,
    "apart": -1.056,
    "parent": 1.034,
    "grandparent": -0.214,
    "alike": 0.415,
    "inside": 2.333,
    "between": 0.824,
    "after": -1.389,
    "stop": 1.187,
    "heading": 1.182,
    "item": 0.950,
    "repeated": -0.938,
    "ratio": -4.021,
    "lengths near": 0.119,
    "links near": -0.930,
    "ratio of chosen": 6.433,
    "before the title": -3.241,
    "title": -2.908,
}
"""The weight of each mark of a block, in the order in which `marks_of` gives them."""

_DOUBT = -0.6
"""The score above which a block is kept between two kept ones."""
_ALIEN = -9.0
"""What a block loses in an element whose name says that it is no part of an article."""
_GAP = 20
"""Blocks that may stand between these."""
_STOPS = (".", "!", "?", "…", "”", '"', "。", "！", "？", "」")
_TITLE = 0.6
"""The share of a heading's words that are the title's, when it is the title."""
_ABOVE = 0.2
"""The share of the chosen words that may stand above a title."""
_DISTRUST = 0.1
"""The share of the extractor's words below which a vote that is left with so few counts for nothing."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of each block, whether it is the article's; and what the page says of its site."""

    kept: list[bool]
    figures: list[bool]
    """Of each figure, whether it is the article's."""
    facts: SiteFacts


def vote(
    document: Document,
    elements: Sequence[object],
    chosen: Sequence[bool],
    *,
    figures: Sequence[object] = (),
    title: str = "",
    memory: SiteMemory | None = None,
) -> Verdict:
    """Say which blocks are the article's. `elements`: where blocks began; `chosen`: the extractor's.

    When nothing is chosen, nothing is kept. `figures` are the elements of its pictures; `title` is the
    article's, as far as it is known; `memory` what other pages of the site have taught.
    """
    if not any(chosen):
        return Verdict(list(chosen), [False] * len(document.figures), SiteFacts())
    ground = ground_of(document, elements, chosen)
    factors = tuple(FACTORS.values())
    scores = [BIAS + sum(map(mul, factors, marks)) for marks in _marks(document, ground, chosen, title)]
    foreign = aliens(ground, [score >= 0 for score in scores])
    scores = [
        score if foreign.isdisjoint(way) else score + _ALIEN
        for score, way in zip(scores, ground.paths.ways, strict=True)
    ]
    told = facts(document, scores, container(ground, [score >= 0 for score in scores]))
    if memory is not None:
        scores = shift(document, ground.paths.ways, memory, scores)
    _share_fate(document, ground.words, scores)
    kept = filled(document, ground, _joined(scores), foreign)
    if _size(ground, kept) < _DISTRUST * _size(ground, chosen):
        kept = list(chosen)
    return Verdict(kept, belonging(document, figures, ground, kept, foreign), told)


def marks_of(
    document: Document, elements: Sequence[object], chosen: Sequence[bool], title: str = ""
) -> list[tuple[float, ...]]:
    """The marks of every block, as `FACTORS` names them; all about 0 to 1 but for lengths (log of words).

    At least one block must be chosen.
    """
    return _marks(document, ground_of(document, elements, chosen), chosen, title)


def _marks(document: Document, ground: Ground, chosen: Sequence[bool], title: str) -> list[tuple[float, ...]]:
    texts = [document.of(block) for block in document.blocks]
    flags = [float(kept) for kept in chosen]
    paths, words, linked, hints, apart = ground.paths, ground.words, ground.linked, ground.hints, ground.apart
    ways, lengths = paths.ways, [math.log1p(size) for size in words]
    total = sum(map(mul, words, flags))
    ratio = total / max(sum(map(mul, words, _readable(flags, ground))), 1.0)
    home = paths.home(total)
    last = len(flags) - 1 - flags[::-1].index(1.0)
    named = _title_block(document, title, words, flags)
    columns: tuple[Iterable[float], ...] = (
        flags,
        (sum(_at(flags, index + step) for step in (-2, -1, 1, 2)) / 4 for index in range(len(texts))),
        lengths,
        linked,
        hints,
        apart,
        paths.shares(words, flags, 2),
        paths.shares(words, flags, 3),
        _alike(ways, words, flags),
        (float(home in way) for way in ways),
        (float(flags.index(1.0) <= index <= last) for index in range(len(texts))),
        (min(max(index - last, 0), 30) / 30 for index in range(len(texts))),
        (float(text.rstrip().endswith(_STOPS)) for text in texts),
        (float(block.kind == "heading") for block in document.blocks),
        (float(block.kind == "item") for block in document.blocks),
        _repeated(texts),
        repeat(ratio, len(texts)),
        ((_at(lengths, index - 1) + _at(lengths, index + 1)) / 2 for index in range(len(texts))),
        ((_at(linked, index - 1) + _at(linked, index + 1)) / 2 for index in range(len(texts))),
        (ratio * flag for flag in flags),
        (float(index < named) for index in range(len(texts))),
        (float(index == named) for index in range(len(texts))),
    )
    return list(zip(*columns, strict=True))


def _title_block(document: Document, title: str, words: Sequence[float], flags: Sequence[float]) -> int:
    """The place of the heading that is the article's title, or -1; most of an article stands below it."""
    firsts = [
        index for index, block in enumerate(document.blocks) if block.kind == "heading" and block.level == 1
    ]
    known = set(_WORD.findall(title.casefold()))
    found = next((index for index in firsts if _is_title(document.of(document.blocks[index]), known)), -1)
    if found < 0 and len(firsts) == 1:
        found = firsts[0]
    above = sum(map(mul, words[: max(found, 0)], flags))
    return found if above <= _ABOVE * sum(map(mul, words, flags)) else -1


def _is_title(heading: str, known: set[str]) -> bool:
    words = set(_WORD.findall(heading.casefold()))
    return len(words) > 1 and len(words & known) >= _TITLE * len(words)


def _size(ground: Ground, kept: Sequence[bool]) -> float:
    return sum(size for size, keep in zip(ground.words, kept, strict=True) if keep)


def _share_fate(document: Document, words: Sequence[float], scores: list[float]) -> None:
    """Give the items of one run the mean of their scores, weighed by length: half a list is no list."""
    for kind, run in groupby(range(len(scores)), key=lambda index: document.blocks[index].kind):
        members = list(run)
        if kind == "item":
            weights = [words[index] + 1 for index in members]
            mean = sum(scores[index] * weight for index, weight in zip(members, weights, strict=True)) / sum(
                weights
            )
            for index in members:
                scores[index] = mean


def _joined(scores: Sequence[float]) -> list[bool]:
    """Keep what is above even chances, and what is little below them between two kept blocks."""
    kept = [score >= 0 for score in scores]
    edges = [index for index, keep in enumerate(kept) if keep]
    for left, right in pairwise(edges):
        if right - left <= _GAP and min(scores[left + 1 : right], default=0) >= _DOUBT:
            kept[left:right] = [True] * (right - left)
    return kept


def _readable(flags: Sequence[float], ground: Ground) -> Iterator[float]:
    """Of each block, whether it is chosen or might have been."""
    rows = zip(flags, ground.words, ground.linked, ground.hints, ground.apart, strict=True)
    for flag, size, share, hint, aside in rows:
        yield float(flag or (size >= 12 and share < 0.3 and not hint and not aside))


def _at(values: Sequence[float], index: int) -> float:
    return values[index] if 0 <= index < len(values) else 0.0


def _alike(ways: Sequence[Way], words: Sequence[float], flags: Sequence[float]) -> Iterator[float]:
    """Of each block, the chosen part of the words in blocks with the same tags and classes around them."""
    keys = [tuple((each.tag, each.get("class")) for each in way[:3]) for way in ways]
    kept: dict[object, float] = defaultdict(float)
    total: dict[object, float] = defaultdict(float)
    for key, size, flag in zip(keys, words, flags, strict=True):
        kept[key] += size * flag
        total[key] += size
    for key, size, flag in zip(keys, words, flags, strict=True):
        yield (kept[key] - size * flag + 2.5) / (total[key] - size + 5)


def _repeated(texts: Sequence[str]) -> Iterator[float]:
    """Of each block, whether the page says the same elsewhere."""
    folded = [" ".join(text.lower().split()) for text in texts]
    times = Counter(folded)
    return (float(times[text] > 1) for text in folded)
