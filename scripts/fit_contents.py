"""Makes the weights of insight/data/contents.en.json: marks counted over text, then fitted to our own.

    python -m scripts.fit_contents FILE.jsonl ...    (as for reliability.py: `text`, `quotes` with `spans`)

Of the files only counts are taken: how often a mark is true of a right reading and of any, and how often a
cue that has it reports something; and what share each construction has, and each way to go on behind a
content. The sums of logarithms are where fitting begins: first how much each group of marks counts, then each
mark by itself, both on tests/eval/gold/reports, which we wrote, each cue as often as its kind was counted: no
weight is trained on text of others. The readings of one cue and "none" share all likelihood; a reading
is right by the words it shares with a content, from 80 % on.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scripts.loglinear import Groups, Marks, Option
from scripts.marked import articles
from tui_reader.insight.analyse import Analyser
from tui_reader.model.document import Span
from tui_reader.model.lines import plain_document

TABLE = Path(__file__).parent.parent / "src" / "tui_reader" / "insight" / "data" / "contents.en.json"
GOLD = Path(__file__).parent.parent / "tests" / "eval" / "gold" / "reports"
SEEN, DOUBT = 100, 20.0
"""Readings in which a mark must be true to get a weight; cases without knowledge added to each count."""
RIDGE, PRIOR, BIAS = 100.0, 0.1, -2.0
"""How strongly a group is held to counting so much; what a reading has before any mark, to begin with."""
OWN, OWN_RIDGE = 15, 30.0
"""Readings of ours in which a mark must be true to be fitted; how strongly it is held to what is counted."""
RAREST, MOST = 0.1, 5.0
"""How much less and more a cue of ours may count than it would by itself."""
FOLDS = 5
"""Parts of our articles, each of which is read once with what is fitted to the others."""
LEAST, BARE = 0.8, 0.3
"""Common words from which on a reading is right, and how right it is there; all words make it 1."""
FEW = 10
"""Cues that each kind is taken to have more than were counted, at the other side's share."""
_TOLD = 2
"""Strokes in the mark that tells a pause, a label and where it hangs."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Kind = tuple[str, str, str]
"""A construction, the tag of its verb, and what follows the content."""


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
        self.kinds = Counter(map(kind, cues))
        self.marks = sorted(mark for mark, count in self._seen.items() if count >= SEEN)
        self.reading = {mark: math.log((right[mark] + DOUBT) / (true[mark] + DOUBT)) for mark in self.marks}
        """Right readings that have it, to those that would if readings were right by chance."""
        self.cue = {mark: _more(telling[mark], cues_with[mark], often) for mark in self.marks}
        """The odds that a cue reports anything where all its readings have it, to those of any cue."""


def _more(telling: int, count: int, often: float) -> float:
    share = (telling + DOUBT * often) / (count + DOUBT)
    return math.log(share / (1 - share)) - math.log(often / (1 - often)) if count else 0.0


def group(mark: str) -> str:
    """The kind of a mark: what it is about, whether it is two at once, and how much it tells."""
    return mark.partition(":")[0] + ("|" if "|" in mark else "") + str(mark.count("/"))


def kind(cue: Sequence[Option]) -> Kind:
    """What a cue is counted by: its construction, the form of its verb, what follows its right reading."""
    common = dict(
        mark.split(":", 1) for mark in cue[0][0] if mark.startswith(("frame:", "tag:")) and "|" not in mark
    )
    frame = common["frame"]
    best, right = max(cue, key=lambda option: option[1])
    if not right:
        return frame, common["tag"], "nothing"
    after = [mark for mark in best if mark.startswith("cut:") and "|" not in mark]
    told = (mark for mark in after if mark.count("/") == _TOLD or mark.endswith("/end"))
    return frame, common["tag"], next(told, "other")


def often(counted: Counter[Kind], cues: Sequence[list[Option]]) -> list[float]:
    """How much each cue of ours counts, so that each kind has the share that was counted; one on average."""
    ours = Counter(map(kind, cues))
    here, there = len(cues), counted.total()
    found = []
    for cue in cues:
        share, own = counted[kind(cue)] / there, ours[kind(cue)] / here
        ratio = (share + FEW * own / there) / (own + FEW * share / here)
        found.append(min(MOST, max(RAREST, ratio)))
    return [each * here / sum(found) for each in found]


class Table:
    """The weights as they are found."""

    def __init__(self, counts: Counts, cues: Sequence[list[Option]]) -> None:
        kinds = {kind: place for place, kind in enumerate(sorted(set(map(group, counts.marks))))}
        groups = Groups(
            (counts.reading, counts.cue), {mark: kinds[group(mark)] for mark in counts.marks}, PRIOR
        )
        shares = often(counts.kinds, cues)
        counted, bias = groups.fit(cues, shares, BIAS, RIDGE)
        seen = Counter(mark for cue in cues for marks, _ in cue for mark in set(marks))
        self.names = sorted(counted.keys() | {mark for mark, count in seen.items() if count >= OWN})
        self.counted = np.array([*(counted.get(mark, 0.0) for mark in self.names), bias])
        self.fitted = Marks(cues, self.names, shares).fit(self.counted, OWN_RIDGE)

    def written(self) -> dict[str, Any]:
        """The table in whole hundredths."""
        *weights, bias = (round(100 * float(weight)) for weight in self.fitted)
        marks = {mark: weight for mark, weight in zip(self.names, weights, strict=True) if weight}
        return {"bias": bias, "marks": marks}


def folds(counts: Counts, parts: Sequence[list[list[Option]]]) -> Iterator[tuple[float, float]]:
    """For each fold the share of reports read rightly: groups weighed only, and marks fitted too."""
    for fold in range(FOLDS):
        rest = [cue for at, part in enumerate(parts) if at % FOLDS != fold for cue in part]
        table = Table(counts, rest)
        own = Marks([cue for part in parts[fold::FOLDS] for cue in part], table.names)
        yield own.chosen(table.counted), own.chosen(table.fitted)


def _counted(path: Path) -> Iterator[dict[str, Any]]:
    found = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    return (each for each in found if each.get("lang", "en") == "en")


def main() -> None:
    """Count, weigh, write."""
    analyser = Analyser()
    every = (each for path in map(Path, sys.argv[1:]) for each in _counted(path))
    counts = Counts([cue for each in every for cue in groups(each, analyser) if cue])
    ours = (each for path in sorted(GOLD.glob("*.txt")) for each in articles(path))
    parts = [[cue for cue in groups(each, analyser) if cue] for each in ours]
    for counted, fitted in folds(counts, parts):
        print(
            f"held out: {100 * counted:.1f} % of reports read rightly by counts, {100 * fitted:.1f} % fitted"
        )
    table = Table(counts, [cue for part in parts for cue in part]).written()
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(parts)} articles, {sum(map(len, parts))} cues, {len(table['marks'])} marks")


if __name__ == "__main__":
    main()
