"""Which blocks of a page are the article: what an extractor chose, corrected by how each block stands there.

A logistic regression over a few marks of a block (Kohlschütter et al., WSDM 2010, showed that length and
links go far), fitted by scripts/fit_blocks.py. Linear in blocks times their nesting.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, repeat
from operator import mul

from tui_reader.model.document import Document
from tui_reader.model.site import SiteFacts, SiteMemory
from tui_reader.reading.sites import facts, shift
from tui_reader.reading.tree import Element

BIAS = -1.942
FACTORS = {
    "chosen": -4.266,
    "near": 0.473,
    "length": 0.221,
    "linked": -0.853,
    "hints": -0.241,
    "apart": -0.501,
    "parent": 1.207,
    "grandparent": -0.405,
    "alike": 0.513,
    "inside": 2.519,
    "between": 0.931,
    "after": -0.842,
    "stop": 1.187,
    "heading": 1.048,
    "item": 0.956,
    "repeated": -0.973,
    "ratio": -3.317,
    "lengths near": 0.176,
    "links near": -1.047,
    "ratio of chosen": 5.604,
}
"""The weight of each mark of a block, in the order in which `marks_of` gives them."""

_DOUBT = -0.6
"""The score above which a block is kept between two kept ones."""
_GAP = 20
"""Blocks that may stand between these."""
_NESTING = 60
"""Elements around a block that are looked at."""
_HINT = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|alert|author-bio|banner|bio|breadcrumbs?|comments?|community|complementary"
    r"|consent|contentinfo|cookie|cta|dialog|disqus|extra|foot|footer|footnote|gdpr|header|hidden|legends"
    r"|masthead|media|menu|meta|modal|more-from|more-stories|nav|navbar|navigation|newsletter|outbrain|pager"
    r"|pagination|popup|promo|read-more|recommend\w*|related|remark|replies|rss|scroll|search|share|sharing"
    r"|shopping|sidebar|sidenav|sign-?up|social|sponsor\w*|subscribe|subscription|supplemental|taboola|tags"
    r"|toc|tool|widget)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes and ids of what is seldom part of an article."""
_APART = frozenset({"nav", "footer", "aside", "form", "dialog"})
_FRAMES = frozenset({"body", "html", "main", "article"})
_STOPS = (".", "!", "?", "…", "”", '"')


@dataclass(slots=True)
class _Around:
    """Words below one element: chosen ones and all; and what its name hints at."""

    chosen: float = 0.0
    all: float = 0.0
    hint: bool = False
    apart: bool = False


@dataclass(slots=True)
class _Paths:
    """The elements around blocks, innermost first, each known once."""

    around: dict[Element, _Around] = field(default_factory=dict)
    known: dict[Element, tuple[Element, ...]] = field(default_factory=dict)

    def of(self, element: Element) -> tuple[Element, ...]:
        path = self.known.get(element)
        if path is None:
            path = (element, *_ancestors(element))
            self.known[element] = path
            for each in path:
                if each not in self.around:
                    self.around[each] = _look(each)
        return path


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of each block, whether it is the article's; and what the page says of its site."""

    kept: list[bool]
    facts: SiteFacts


def vote(
    document: Document,
    elements: Sequence[object],
    chosen: Sequence[bool],
    memory: SiteMemory | None = None,
) -> Verdict:
    """Say which blocks are the article's. `elements`: where blocks began; `chosen`: the extractor's.

    When nothing is chosen, nothing is kept. `memory` is what other pages of the site have taught.
    """
    if not any(chosen):
        return Verdict(list(chosen), SiteFacts())
    factors = tuple(FACTORS.values())
    scores = [BIAS + sum(map(mul, factors, marks)) for marks in marks_of(document, elements, chosen)]
    paths = _Paths()
    ways = [paths.of(element) for element in elements[: len(document.blocks)]]
    told = facts(document, scores, _container(ways, [score >= 0 for score in scores], document))
    if memory is not None:
        scores = shift(document, ways, memory, scores)
    _share_fate(document, scores)
    return Verdict(_joined(scores), told)


def _container(
    ways: Sequence[tuple[Element, ...]], kept: Sequence[bool], document: Document
) -> Element | None:
    """The smallest element that holds four fifths of the kept words."""
    words: dict[Element, int] = defaultdict(int)
    total = 0
    for way, keep, block in zip(ways, kept, document.blocks, strict=True):
        if keep:
            size = len(document.of(block).split())
            total += size
            for each in way:
                words[each] += size
    holding = [each for each, size in words.items() if size >= 0.8 * total]
    return min(holding, key=lambda each: words[each], default=None)


def marks_of(
    document: Document, elements: Sequence[object], chosen: Sequence[bool]
) -> list[tuple[float, ...]]:
    """The marks of every block, as `FACTORS` names them; all about 0 to 1 but for lengths (log of words).

    At least one block must be chosen.
    """
    texts = [document.of(block) for block in document.blocks]
    words = [float(len(text.split())) for text in texts]
    flags = [float(kept) for kept in chosen]
    linked, lengths = _linked(document), [math.log1p(size) for size in words]
    paths = _Paths()
    ways = [paths.of(element) for element in elements[: len(texts)]]
    _weigh(paths, ways, words, flags)
    hints = [float(min(sum(paths.around[each].hint for each in way), 3)) for way in ways]
    apart = [float(any(paths.around[each].apart for each in way)) for way in ways]
    total = sum(map(mul, words, flags))
    ratio = total / max(sum(map(mul, words, _readable(flags, words, linked, hints, apart))), 1.0)
    home = _home(paths, total)
    last = len(flags) - 1 - flags[::-1].index(1.0)
    columns: tuple[Iterable[float], ...] = (
        flags,
        (sum(_at(flags, index + step) for step in (-2, -1, 1, 2)) / 4 for index in range(len(texts))),
        lengths,
        linked,
        hints,
        apart,
        _shares(paths, ways, words, flags, 2),
        _shares(paths, ways, words, flags, 3),
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
    )
    return list(zip(*columns, strict=True))


def _share_fate(document: Document, scores: list[float]) -> None:
    """Give the items of one run the mean of their scores: half a list is no list."""
    for kind, run in groupby(range(len(scores)), key=lambda index: document.blocks[index].kind):
        members = list(run)
        if kind == "item":
            mean = sum(scores[index] for index in members) / len(members)
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


def _readable(
    flags: Sequence[float],
    words: Sequence[float],
    linked: Sequence[float],
    hints: Sequence[float],
    apart: Sequence[float],
) -> Iterator[float]:
    """Of each block, whether it is chosen or might have been."""
    for flag, size, share, hint, aside in zip(flags, words, linked, hints, apart, strict=True):
        yield float(flag or (size >= 12 and share < 0.3 and not hint and not aside))


def _at(values: Sequence[float], index: int) -> float:
    return values[index] if 0 <= index < len(values) else 0.0


def _ancestors(element: Element) -> list[Element]:
    found: list[Element] = []
    parent = element.getparent()
    while parent is not None and len(found) < _NESTING:
        found.append(parent)
        parent = parent.getparent()
    return found


def _look(element: Element) -> _Around:
    tag = element.tag
    name = _name(element)
    return _Around(hint=bool(name) and tag not in _FRAMES and bool(_HINT.search(name)), apart=tag in _APART)


def _name(element: Element) -> str:
    """What an element is called: its classes, id and role."""
    attributes = element.attrib
    if not attributes:
        return ""
    return " ".join(attributes.get(key, "")[:300] for key in ("class", "id", "role"))


def _weigh(
    paths: _Paths, ways: Sequence[tuple[Element, ...]], words: Sequence[float], flags: Sequence[float]
) -> None:
    """Count the words below every element."""
    for way, size, flag in zip(ways, words, flags, strict=True):
        for each in way:
            around = paths.around[each]
            around.all += size
            around.chosen += size * flag


def _shares(
    paths: _Paths,
    ways: Sequence[Sequence[Element]],
    words: Sequence[float],
    flags: Sequence[float],
    level: int,
) -> Iterator[float]:
    """The chosen part of the words around each block, itself left out; near a half where there are few."""
    for way, size, flag in zip(ways, words, flags, strict=True):
        around = paths.around[way[min(level, len(way) - 1)]]
        yield (around.chosen - size * flag + 2.5) / (around.all - size + 5)


def _alike(
    ways: Sequence[tuple[Element, ...]], words: Sequence[float], flags: Sequence[float]
) -> Iterator[float]:
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


def _home(paths: _Paths, total: float) -> Element | None:
    """The smallest element that holds four fifths of the chosen words."""
    homes = [(around.all, each) for each, around in paths.around.items() if around.chosen >= 0.8 * total]
    return min(homes, key=lambda pair: pair[0])[1] if homes else None


def _linked(document: Document) -> list[float]:
    """Of each block, the share of its characters that are links."""
    covered = [0] * len(document.blocks)
    index = 0
    for link in document.links:
        while index < len(document.blocks) and document.blocks[index].end <= link.start:
            index += 1
        if index < len(document.blocks):
            covered[index] += max(min(link.end, document.blocks[index].end) - link.start, 0)
    return [covered[index] / max(block.end - block.start, 1) for index, block in enumerate(document.blocks)]
