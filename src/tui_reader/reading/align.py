"""Which blocks of a page are the article: a text chosen by an extractor is laid onto the page's own blocks.

Each block finds the places in the chosen text where its words stand; the heaviest rising chain of them wins,
so that a text which occurs twice on a page is taken once, in reading order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tui_reader.model.words import a_word

_GRAM = 4
_PLACES = 24
"""Places of one stretch of words that are looked at; commoner ones say nothing."""
_CANDIDATES = 8
_STOPS = (".", "!", "?", "…", "”", '"', "。", "！", "？")
_SHARE = 0.6
"""The part of a block that must stand in the chosen text."""


class Place(NamedTuple):
    """Where a block's words stand in the chosen text, in words, and how many of them."""

    start: int
    end: int
    weight: int


class Alignment(NamedTuple):
    """Which blocks are chosen, and the share of the chosen text's words that they account for."""

    kept: list[bool]
    covered: float


def align(chosen: str, blocks: Sequence[str]) -> Alignment:
    """Lay `chosen`, line by line as an extractor gave it, onto the texts of a page's blocks, in order."""
    words = _words(chosen)
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words) - _GRAM + 1):
        found = grams[tuple(words[at : at + _GRAM])]
        if len(found) < _PLACES:
            found.append(at)
    lines = _short_lines(chosen)
    texts = [_words(block) for block in blocks]
    sentences = [block.rstrip().endswith(_STOPS) for block in blocks]
    kept = _chain([_places(*each, grams, lines) for each in zip(texts, sentences, strict=True)])
    kept.update(_gaps(words, texts, kept))
    total = sum(min(place.weight, place.end - place.start) for place in kept.values())
    return Alignment([index in kept for index in range(len(blocks))], total / max(len(words), 1))


def _words(text: str) -> list[str]:
    return a_word().findall(text.lower())


def _short_lines(chosen: str) -> dict[tuple[str, ...], list[int]]:
    """The lines that have fewer words than a gram: where each begins, in words."""
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    at = 0
    for line in chosen.split("\n"):
        words = _words(line)
        if 0 < len(words) < _GRAM and len(lines[tuple(words)]) < _PLACES:
            lines[tuple(words)].append(at)
        at += len(words)
    return lines


def _places(
    words: list[str],
    sentence: bool,
    grams: dict[tuple[str, ...], list[int]],
    lines: dict[tuple[str, ...], list[int]],
) -> list[Place]:
    """The likeliest places of a block, best first. `sentence`: it ends like one."""
    if len(words) < _GRAM:
        return [Place(at, at + len(words), len(words)) for at in lines.get(tuple(words), ())] if words else []
    count = len(words) - _GRAM + 1
    spots = [grams.get(tuple(words[index : index + _GRAM]), ()) for index in range(count)]
    votes = Counter(at - index for index, places in enumerate(spots) for at in places)
    found = []
    for offset, hits in votes.most_common(_CANDIDATES):
        near = hits + sum(votes.get(offset + step, 0) for step in (-2, -1, 1, 2))
        if near >= _SHARE * count or (hits >= 12 and near >= 0.4 * count):
            found.append(
                Place(max(offset, 0), max(offset, 0) + len(words), min(near + _GRAM - 1, len(words)))
            )
    if not found and votes:
        found = _scattered(votes, len(words), count)
    return [*found, *_telling(spots, len(words))] if sentence else found


def _telling(spots: Sequence[Sequence[int]], size: int) -> list[Place]:
    """A block like many others, where only a name or a number says which it is: by its rare stretches.

    Not for lists: those of very similar lines are mostly a site's links.
    """
    rare = [(index, places) for index, places in enumerate(spots) if 0 < len(places) < _PLACES]
    common = sum(len(places) == _PLACES for places in spots)
    if not rare or not common or len(rare) + common < _SHARE * len(spots):
        return []
    votes = Counter(at - index for index, places in rare for at in places)
    offset, hits = votes.most_common(1)[0]
    return [Place(max(offset, 0), max(offset, 0) + size, size)] if hits >= _SHARE * len(rare) else []


def _scattered(votes: Counter[int], size: int, count: int) -> list[Place]:
    """A block whose words stand in the chosen text in pieces: breaks, dropped notes, table cells."""
    if sum(votes.values()) < _SHARE * count:
        return []
    offset = votes.most_common(1)[0][0]
    spread = sum(hits for at, hits in votes.items() if abs(at - offset) <= size // 2 + 8)
    return (
        [Place(max(offset, 0), max(offset, 0) + size, min(spread, size))] if spread >= _SHARE * count else []
    )


def _gaps(words: list[str], texts: list[list[str]], kept: dict[int, Place]) -> dict[int, Place]:
    """The short blocks between two chosen ones whose words stand, in order, between their places."""
    found: dict[int, Place] = {}
    for (left, before), (right, after) in pairwise(sorted(kept.items())):
        at = before.start + before.weight
        for index in range(left + 1, min(right, left + 40)):
            size = len(texts[index])
            stop = min(after.start, at + 60) - size + 1
            if 0 < size < _GRAM * 2:
                near = next(
                    (start for start in range(at, stop) if words[start : start + size] == texts[index]), -1
                )
                if near >= 0:
                    found[index] = Place(near, near + size, size)
                    at = near + size
    return found


def _chain(places: Sequence[Sequence[Place]]) -> dict[int, Place]:
    """The heaviest chain of one place a block whose starts rise strictly (weighted rising subsequence)."""
    starts = sorted({place.start for options in places for place in options})
    best = [(0, -1)] * (len(starts) + 1)
    nodes: list[tuple[int, Place, int]] = []
    for block, options in enumerate(places):
        fresh = []
        for place in options:
            rank = bisect_left(starts, place.start)
            weight, before = _best_below(best, rank)
            nodes.append((block, place, before))
            fresh.append((rank, weight + place.weight, len(nodes) - 1))
        for rank, weight, node in fresh:
            _raise(best, rank, weight, node)
    chain: dict[int, Place] = {}
    node = _best_below(best, len(starts))[1]
    while node >= 0:
        block, place, node = nodes[node]
        chain[block] = place
    return chain


def _best_below(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    """The heaviest chain that ends at a start of lower rank (a Fenwick tree of maxima)."""
    found = (0, -1)
    while rank > 0:
        found = max(found, tree[rank])
        rank -= rank & -rank
    return found


def _raise(tree: list[tuple[int, int]], rank: int, weight: int, node: int) -> None:
    rank += 1
    while rank < len(tree):
        tree[rank] = max(tree[rank], (weight, node))
        rank += rank & -rank
