"""Fits the weights of insight/data/contents.en.json to annotated text and writes them.

    python scripts/fit_contents.py FILE.jsonl ...    (as for reliability.py: `text`, `quotes` with `spans`)

A conditional log-linear model: the readings of one cue and "none" share all likelihood; a reading is right by
the words it has in common with an annotated content, from 80 % on. Only weights leave this script, no text.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tui_reader.insight.analyse import Analyser
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document

TABLE = Path(__file__).parent.parent / "src" / "tui_reader" / "insight" / "data" / "contents.en.json"
RIDGE = 3.0
SEEN = 300
"""Readings in which a mark must be true to get a weight."""
SMALL = 0.03
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


class Rows:
    """All readings as numbers: which marks are true of each, its cue, and how right it is."""

    def __init__(self, cues: Sequence[list[Option]], names: Sequence[str]) -> None:
        place = {name: index for index, name in enumerate(names)}
        own = [[place[mark] for mark in set(marks) if mark in place] for cue in cues for marks, _ in cue]
        self.marks = np.array([mark for row in own for mark in row])
        self.row = np.repeat(np.arange(len(own)), [len(row) for row in own])
        self.cue = np.repeat(np.arange(len(cues)), [len(cue) for cue in cues])
        self.right = np.array([right for cue in cues for _, right in cue])
        self.cues, self.size = len(cues), len(names)

    def loss(self, weights: Any) -> tuple[float, Any]:
        """Minus the log-likelihood of what is right, with a ridge, and its slope; the bias is the last."""
        score = np.bincount(self.row, weights=weights[self.marks], minlength=len(self.right)) + weights[-1]
        odds = np.exp(np.clip(score, -30, 30))
        every = 1 + np.bincount(self.cue, weights=odds, minlength=self.cues)
        good = np.bincount(self.cue, weights=odds * self.right, minlength=self.cues)
        any_good = good > 0
        share = np.where(any_good[self.cue], odds * self.right / np.maximum(good, 1e-12)[self.cue], 0)
        loss = np.log(every).sum() - np.log(good[any_good]).sum() + RIDGE / 2 * (weights[:-1] @ weights[:-1])
        slope = odds / every[self.cue] - share
        marks = np.bincount(self.marks, weights=slope[self.row], minlength=self.size)
        return float(loss), np.append(marks + RIDGE * weights[:-1], slope.sum())


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


def main() -> None:
    """Read, fit, write."""
    analyser = Analyser()
    articles = [
        json.loads(line)
        for path in sys.argv[1:]
        for line in Path(path).read_text("utf-8").splitlines()
        if line
    ]
    cues = [cue for article in articles for cue in groups(article, analyser) if cue]
    seen = Counter(mark for cue in cues for marks, _ in cue for mark in set(marks))
    names = sorted(mark for mark, count in seen.items() if count >= SEEN)
    weights = fit(Rows(cues, names))
    marks = {
        name: round(100 * weight)
        for name, weight in zip(names, weights.tolist(), strict=False)
        if abs(weight) >= SMALL
    }
    table = {"bias": round(100 * float(weights[-1])), "marks": marks}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(articles)} articles, {len(cues)} cues, {len(marks)} of {len(seen)} marks have a weight")


if __name__ == "__main__":
    main()
