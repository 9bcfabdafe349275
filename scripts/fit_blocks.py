"""Fits the weights of reading/votes.py to pages with known article texts and prints them.

    python scripts/fit_blocks.py FOLDER    (WCXB's dev part: ground-truth/*.json and html/*.html.gz)

Logistic regression by Newton's method; a page weighs the same however long it is.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from tui_reader.model.charset import page_text
from tui_reader.reading.align import align
from tui_reader.reading.dom import walk
from tui_reader.reading.extractor import extracted_text
from tui_reader.reading.linked_data import article_data
from tui_reader.reading.metadata import read_metadata
from tui_reader.reading.tree import PAGE_LIMIT, parse
from tui_reader.reading.votes import FACTORS, marks_of

RIDGE = 3.0
MERCY = 0.3
"""What a block is given beyond even chances: a paragraph lost costs more than a line too much."""
Page = tuple[Any, Any, Any]
"""Marks (blocks x factors), whether each block is the article's, weights."""


def pages(folder: Path) -> list[Page]:
    """The pages on which both the extractor's text and the known one stand in the page's blocks."""
    found = []
    for path in sorted((folder / "ground-truth").glob("*.json")):
        known = json.loads(path.read_text("utf-8"))
        page = folder / "html" / f"{path.stem}.html.gz"
        if page.exists() and known["ground_truth"].get("main_content"):
            one = read(gzip.decompress(page.read_bytes()), known)
            if one is not None:
                found.append(one)
    return found


def read(data: bytes, known: dict[str, Any]) -> Page | None:
    """One page as numbers."""
    root = parse(page_text(data), PAGE_LIMIT)
    chosen = extracted_text(root, known.get("url", "")) if root is not None else ""
    if root is None or not chosen:
        return None
    title = read_metadata(root, article_data(root), url=known.get("url", "")).title
    builder = walk(root)
    document = builder.document()
    texts = [document.of(block) for block in document.blocks]
    guess, gold = align(chosen, texts), align(known["ground_truth"]["main_content"], texts)
    if guess.covered < 0.5 or gold.covered < 0.6 or not any(guess.kept):
        return None
    marks = np.array(marks_of(document, builder.marks, guess.kept, title))
    weights = np.sqrt([len(text.split()) + 1.0 for text in texts])
    return marks, np.array(gold.kept, float), weights / weights.sum()


def fit(some: list[Page]) -> tuple[Any, Any, Any]:
    """Bias and factors for marks as they are, and how large each factor is for marks of equal spread."""
    marks = np.concatenate([page[0] for page in some])
    answers = np.concatenate([page[1] for page in some])
    weights = np.concatenate([page[2] for page in some]) * len(marks) / len(some)
    mean, spread = marks.mean(0), marks.std(0) + 1e-9
    rows = np.hstack([np.ones((len(marks), 1)), (marks - mean) / spread])
    ridge = np.diag([0.0] + [RIDGE] * marks.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weights * (answers - chance)) - ridge @ found
        curve = (rows * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ rows + ridge
        found += np.linalg.solve(curve, slope)
    factors = found[1:] / spread
    return found[0] - factors @ mean, factors, found[1:]


def main() -> None:
    """Fit, and print what goes into votes.py."""
    some = pages(Path(sys.argv[1]))
    bias, factors, sizes = fit(some)
    print(f"{len(some)} pages\nBIAS = {bias + MERCY:.3f}")
    for name, factor, size in zip(FACTORS, factors, sizes, strict=True):
        print(f'    "{name}": {factor:.3f},  # {size:+.2f}')


if __name__ == "__main__":
    main()
