"""How well pages are read when their feed is known: simulated feeds over sets of pages with known texts.

`python -m scripts.with_feed --tool extraction_eval.py --wcxb DIR --moz DIR` prints, for each set and each
text that a feed may give, the mean F1 of words, the share of pages with less than half of their words,
and how often the feed's own text was shown. The feed's texts: none; the page's own description (what
feeds carry most); the first forty words of the known text, half of it, all of it; the description of
another page, which must harm nothing; and that with the other page's title, as when an address has come
to hold something else: how often is that seen? The sets stay where they are; the tool is the evaluator
that knows how to read them.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import mean
from typing import Any

from tui_reader.errors import ReadingError
from tui_reader.model.charset import page_text
from tui_reader.model.document import Document
from tui_reader.reading.candidates import FeedFacts
from tui_reader.reading.page import read_page
from tui_reader.reading.read import read
from tui_reader.reading.states import KEPT

_WORD = re.compile(r"\w+")
MOVED = "of another, with its title"
_SPARED = frozenset({"furniture", "rule", "caption"})


@dataclass(frozen=True, slots=True)
class Case:
    """A page, its known text and title, and what it says of itself."""

    source: str
    url: str
    gold: str
    title: str
    description: str


def main() -> None:
    """Read every page with every kind of feed and print a row each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", type=Path, required=True)
    parser.add_argument("--wcxb", type=Path)
    parser.add_argument("--moz", type=Path)
    parser.add_argument("--limit", type=int, default=10_000)
    asked = parser.parse_args()
    tool = _loaded(asked.tool)
    sets = {
        "wcxb-dev": asked.wcxb and tool.ds_wcxb(asked.wcxb, "dev"),
        "moz": asked.moz and tool.ds_moz(asked.moz),
    }
    for name, items in sets.items():
        if items:
            _report(name, list(_cases(items))[: asked.limit])


def feeds(cases: Sequence[Case]) -> dict[str, Callable[[int], str]]:
    """Kinds of feeds: what each gives of the case with a number."""

    def lead(number: int, share: float, least: int = 0) -> str:
        words = cases[number].gold.split(" ")
        return " ".join(words[: max(int(share * len(words)), least)])

    return {
        "nothing": lambda _: "",
        "description": lambda number: cases[number].description,
        "first 40 words": lambda number: lead(number, 0, 40),
        "half": lambda number: lead(number, 0.5),
        "whole": lambda number: lead(number, 1.0),
        "of another page": lambda number: cases[number - 1].description,
        MOVED: lambda number: cases[number - 1].description,
    }


def _report(name: str, cases: Sequence[Case]) -> None:
    print(f"{name}, {len(cases)} pages")
    print(f"{'the feed gives':30}{'F1':>8}{'missed':>8}{'feed shown':>12}")
    for kind, given in feeds(cases).items():
        titles = [cases[number - 1].title if kind == MOVED else "" for number in range(len(cases))]
        found = [_read(case, given(number), titles[number]) for number, case in enumerate(cases)]
        scores = [_scores(case.gold, text) for case, (text, _) in zip(cases, found, strict=True)]
        missed = mean(recall < 0.5 for _, recall in scores)
        print(
            f"{kind:30}{mean(f1 for f1, _ in scores):8.4f}{missed:8.4f}{sum(kept for _, kept in found):12}",
            flush=True,
        )


def _read(case: Case, content: str, title: str = "") -> tuple[str, bool]:
    """The text that is shown, and whether it is the feed's."""
    title = title or case.title
    given = "".join(f"<p>{escape(line)}</p>" for line in content.split("\n"))
    feed = FeedFacts(given) if content else None
    try:
        document = read(case.source, "page", base_url=case.url, title=title, feed=feed)
    except ReadingError:
        return "", False
    return _text(document), document.note.endswith(KEPT)


def _text(document: Document) -> str:
    return "\n".join(document.of(block) for block in document.blocks if block.kind not in _SPARED)


def _scores(gold: str, text: str) -> tuple[float, float]:
    """F1 and recall of words, as bags."""
    known, found = (Counter(_WORD.findall(each.lower())) for each in (gold, text))
    common = (known & found).total()
    return 2 * common / max(known.total() + found.total(), 1), common / max(known.total(), 1)


def _cases(items: Iterator[dict[str, Any]]) -> Iterator[Case]:
    for item in items:
        data = item["html"]()
        page = read_page(data, url=item["url"])
        title = item["meta"].get("title") or page.title
        yield Case(page_text(data), item["url"], item["text"], title, page.description)


def _loaded(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("evaluator", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
