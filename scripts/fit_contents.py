"""Makes the weights of insight/data/contents.en.json: marks counted over text, groups weighed on our gold.

    python scripts/fit_contents.py FILE.jsonl ...    (as for reliability.py: `text`, `quotes` with `spans`)

Of the files only counts are taken: how often a mark is true of a right reading and of any, and how often a
cue that has it reports something. Their logarithms are added up; how much each group of marks counts in the
sum is fitted to tests/eval/gold, which is ours: no weight is trained on text of others. The readings of one
cue and "none" share all likelihood; a reading is right by the words it shares with a content, from 80 % on.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tui_reader.insight.analyse import Analyser
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document

TABLE = Path(__file__).parent.parent / "src" / "tui_reader" / "insight" / "data" / "contents.en.json"
GOLD = Path(__file__).parent.parent / "tests" / "eval" / "gold" / "articles.jsonl"
SEEN, DOUBT = 100, 20.0
"""Readings in which a mark must be true to get a weight; cases without knowledge added to each count."""
RIDGE, PRIOR, BIAS = 100.0, 0.1, -2.0
"""How strongly a group is held to counting so much; what a reading has before any mark, to begin with."""
SMALL = 0.01
"""Weights below this are left out."""
LEAST, BARE = 0.8, 0.3
"""Common words from which on a reading is right, and how right it is there; all words make it 1."""
STEPS, MEMORY = 150, 10
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Option = tuple[tuple[str, ...], float]
"""The marks of one reading, and how right it is."""


def groups(article: dict[str, Any], analyser: Analyser) -> Iterator[list[Option]]:
    """The readings of each cue of one article."""
    text = article["text"]
    gold = [
        (number, _line(text, part.start), _words(text, part))
        for number, quote in enumerate(article["quotes"])
        for start, end in quote["spans"]
        for part in _lines(text, Span(start, end))
    ]
    for cue in analyser.readings(plain_document(text)):
        yield [(marks, _right(text, spans, gold)) for marks, spans in cue if spans]


def _right(text: str, spans: Sequence[Span], gold: Sequence[tuple[int, int, frozenset[int]]]) -> float:
    """How right a reading is: the mean over its parts and those of the contents that it hits."""
    hits: dict[int, float] = {}
    size = len(spans)
    for span in spans:
        own = _words(text, span)
        best = max(range(len(gold)), key=lambda index: _alike(gold[index][2], own), default=None)
        alike = _alike(gold[best][2], own) if best is not None else 0.0
        if best is not None and alike >= LEAST:
            hits[best] = BARE + (1 - BARE) * (alike - LEAST) / (1 - LEAST)
            size = max(size, sum(each[:2] == gold[best][:2] for each in gold))
    return sum(hits.values()) / size


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at)


def _lines(text: str, span: Span) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text[span.start : span.end]):
        yield Span(span.start + match.start(), span.start + match.end())


def _words(text: str, span: Span) -> frozenset[int]:
    return frozenset(match.start() for match in _WORD.finditer(text, span.start, span.end))


def _alike(one: frozenset[int], two: frozenset[int]) -> float:
    return len(one & two) / len(one | two) if one & two else 0.0


class Counts:
    """What is counted of each mark, as logarithms of ratios."""

    def __init__(self, cues: Sequence[list[Option]]) -> None:
        self._seen: Counter[str] = Counter()
        true, right = defaultdict[str, float](float), defaultdict[str, float](float)
        cues_with, telling = Counter[str](), Counter[str]()
        for cue in cues:
            every = sum(share for _, share in cue)
            count = Counter(mark for marks, _ in cue for mark in set(marks))
            self._seen.update(count)
            for mark, times in count.items():
                if times == len(cue):
                    cues_with[mark] += 1
                    telling[mark] += every > 0
                if every > 0:
                    true[mark] += times / len(cue)
            for marks, share in cue:
                for mark in set(marks) if share else ():
                    right[mark] += share / every
        often = sum(any(share for _, share in cue) for cue in cues) / len(cues)
        self.marks = sorted(mark for mark, count in self._seen.items() if count >= SEEN)
        self.reading = {mark: math.log((right[mark] + DOUBT) / (true[mark] + DOUBT)) for mark in self.marks}
        """Right readings that have it, to those that would if readings were right by chance."""
        self.cue = {mark: _more(telling[mark], cues_with[mark], often) for mark in self.marks}
        """The odds that a cue reports anything where all its readings have it, to those of any cue."""


def _more(telling: int, count: int, often: float) -> float:
    share = (telling + DOUBT * often) / (count + DOUBT)
    return math.log(share / (1 - share)) - math.log(often / (1 - often)) if count else 0.0


def group(mark: str) -> str:
    """The kind of a mark: what it is about, and whether it is two at once."""
    return mark.partition(":")[0] + ("|" if "|" in mark else "")


class Rows:
    """All readings of our gold as numbers: the sum of each group's ratios, its cue, and how right it is."""

    def __init__(self, cues: Sequence[list[Option]], counts: Counts) -> None:
        self.groups = {name: 2 * place for place, name in enumerate(sorted(set(map(group, counts.marks))))}
        self.size = 2 * len(self.groups)
        self.cues = len(cues)
        self.cue = np.repeat(np.arange(len(cues)), [len(cue) for cue in cues])
        self.right = np.array([right for cue in cues for _, right in cue])
        self.sums = np.array([self._summed(marks, counts) for cue in cues for marks, _ in cue])

    def _summed(self, marks: Sequence[str], counts: Counts) -> list[float]:
        sums = [0.0] * self.size
        for mark in set(marks) & counts.reading.keys():
            place = self.groups[group(mark)]
            sums[place] += counts.reading[mark]
            sums[place + 1] += counts.cue[mark]
        return sums

    def loss(self, moved: Any) -> tuple[float, Any]:
        """Minus the log-likelihood of what is right, with a ridge, and its slope; the bias is the last."""
        score = self.sums @ (moved[:-1] + PRIOR) + moved[-1] + BIAS
        odds = np.exp(np.clip(score, -30, 30))
        every = 1 + np.bincount(self.cue, weights=odds, minlength=self.cues)
        good = np.bincount(self.cue, weights=odds * self.right, minlength=self.cues)
        any_good = good > 0
        share = np.where(any_good[self.cue], odds * self.right / np.maximum(good, 1e-12)[self.cue], 0)
        held = RIDGE / 2 * (moved[:-1] @ moved[:-1])
        slope = odds / every[self.cue] - share
        loss = np.log(every).sum() - np.log(good[any_good]).sum() + held
        return float(loss), np.append(self.sums.T @ slope + RIDGE * moved[:-1], slope.sum())


def fit(rows: Rows) -> Any:
    """The weights with the least loss: L-BFGS with halved steps."""
    here = np.zeros(rows.size + 1)
    loss, slope = rows.loss(here)
    past: list[tuple[Any, Any]] = []
    for _ in range(STEPS):
        way = -_curved(slope, past)
        step = 1.0 if past else 1.0 / np.abs(slope).sum()
        for _ in range(30):
            there = here + step * way
            new_loss, new_slope = rows.loss(there)
            if new_loss <= loss + 1e-4 * step * (slope @ way):
                break
            step /= 2
        if loss - new_loss < 1e-3:
            break
        past = [*past, (there - here, new_slope - slope)][-MEMORY:]
        here, loss, slope = there, new_loss, new_slope
    return here


def _curved(slope: Any, past: Sequence[tuple[Any, Any]]) -> Any:
    """The slope, bent by what the last steps tell of the curve."""
    found, shares = slope.copy(), []
    for move, change in reversed(past):
        share = (move @ found) / (move @ change)
        shares.append(share)
        found -= share * change
    if past:
        move, change = past[-1]
        found *= (move @ change) / (change @ change)
    for (move, change), share in zip(past, reversed(shares), strict=True):
        found += move * (share - (change @ found) / (move @ change))
    return found


def weighed(counts: Counts, rows: Rows, moved: Any) -> dict[str, int]:
    """The weight of each mark that has one, in hundredths."""
    found = {}
    for mark in counts.marks:
        place = rows.groups[group(mark)]
        own, whole = moved[place : place + 2] + PRIOR
        weight = float(own * counts.reading[mark] + whole * counts.cue[mark])
        if abs(weight) >= SMALL:
            found[mark] = round(100 * weight)
    return found


def _cues(paths: Iterable[Path], analyser: Analyser) -> list[list[Option]]:
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines() if line)
    articles = (article for article in map(json.loads, lines) if article.get("lang", "en") == "en")
    return [cue for article in articles for cue in groups(article, analyser) if cue]


def main() -> None:
    """Count, weigh, write."""
    analyser = Analyser()
    counted, own = _cues(map(Path, sys.argv[1:]), analyser), _cues([GOLD], analyser)
    counts = Counts(counted)
    rows = Rows(own, counts)
    moved = fit(rows)
    marks = weighed(counts, rows, moved)
    table = {"bias": round(100 * float(moved[-1] + BIAS)), "marks": marks}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(counted)} cues counted, {rows.size} groups weighed on {len(own)}, {len(marks)} marks")


if __name__ == "__main__":
    main()
