"""Prints how often quotations, and their speakers, are right at each confidence, over annotated text.

Usage: python scripts/reliability.py [FILE.jsonl ...]; without a file our own gold. One JSON object a line:
`text` and `quotes`, each with `spans` and `source`. A stretch is right from 80 % of common words on, a
speaker when the last word of the gold source's head is in him; speakers count for stretches with marks.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tui_reader.insight.analyse import Analyser
from tui_reader.model.insight import Quote
from tui_reader.model.lines import plain_document

GOLD = Path(__file__).parent.parent / "tests" / "eval" / "gold" / "articles.jsonl"
LEAST = 0.8
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_AFTER_HEAD = re.compile(r",| who | of | for | from | in | at | with | des | der | von ")

Row = tuple[float, bool]
"""A confidence, and whether it was right."""


def rows(article: dict[str, Any], analyser: Analyser) -> Iterator[tuple[Row, Row | None]]:
    """For each stretch found: the quotation's row, and the speaker's where it has marks."""
    text = article["text"]
    gold = [
        (_words(text, *span), _head(text, quote)) for quote in article["quotes"] for span in quote["spans"]
    ]
    free = list(range(len(gold)))
    for quote in analyser.analyse(plain_document(text)).quotes:
        for span in quote.spans:
            own = _words(text, span.start, span.end)
            best = max(free, key=lambda index: _alike(gold[index][0], own), default=None)
            right = best is not None and _alike(gold[best][0], own) >= LEAST
            heard = False
            if best is not None and right:
                free.remove(best)
                heard = not gold[best][1] or gold[best][1] in _said(quote)
            speaker = (quote.speaker_confidence, heard) if quote.kind != "indirect" else None
            yield (quote.confidence, right), speaker


def _words(text: str, start: int, end: int) -> frozenset[int]:
    return frozenset(match.start() for match in _WORD.finditer(text, start, end))


def _alike(one: frozenset[int], two: frozenset[int]) -> float:
    return len(one & two) / len(one | two) if one & two else 0.0


def _head(text: str, quote: dict[str, Any]) -> str:
    source = text[slice(*quote["source"])] if quote.get("source") else ""
    found: list[str] = _WORD.findall(re.sub(r"['’]s\b", "", _AFTER_HEAD.split(source, maxsplit=1)[0]))
    return found[-1].lower() if found else ""


def _said(quote: Quote) -> set[str]:
    return {word.lower() for word in _WORD.findall(f"{quote.speaker} {quote.mention}")}


def table(name: str, found: Sequence[Row]) -> Iterator[str]:
    """Lines: how many at each confidence, how many of them right, and the same from there on up."""
    yield f"{name:<12} {'n':>6} {'right':>6} {'meant':>6} | {'and above':>9} {'right':>6}"
    for low, high in pairwise(BINS):
        here = [each for each in found if low <= each[0] < high]
        above = [each for each in found if each[0] >= low]
        if here:
            meant = sum(sure for sure, _ in here) / len(here)
            yield (
                f"{low:.2f}-{min(high, 1):.2f}    {len(here):>6} {_share(here):>6} {meant:>6.2f} | "
                f"{len(above):>9} {_share(above):>6}"
            )


def _share(found: Sequence[Row]) -> str:
    return f"{sum(right for _, right in found) / len(found):.2f}"


def main() -> None:
    """Print both tables."""
    analyser = Analyser()
    stretches: list[Row] = []
    speakers: list[Row] = []
    for path in [Path(each) for each in sys.argv[1:]] or [GOLD]:
        for line in path.read_text("utf-8").splitlines():
            for stretch, speaker in rows(json.loads(line), analyser) if line.strip() else ():
                stretches.append(stretch)
                speakers += [speaker] if speaker else []
    for line in (*table("quotation", stretches), "", *table("speaker", speakers)):
        print(line)


if __name__ == "__main__":
    main()
