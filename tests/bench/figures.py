"""Figures of one kind, and the table they are printed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured at one size. `bound` is what it must not exceed, 0 for none."""

    name: str
    articles: int
    values: tuple[float, ...]
    unit: str = "ms"
    bound: float = 0.0
    judged: str = "p50"
    """Which of p50 and p95 the bound is for."""

    @property
    def p50(self) -> float:
        return median(self.values)

    @property
    def p95(self) -> float:
        return sorted(self.values)[min(len(self.values) - 1, int(0.95 * len(self.values)))]

    @property
    def holds(self) -> bool:
        """Whether it stays within its bound."""
        return not self.bound or (self.p95 if self.judged == "p95" else self.p50) <= self.bound


def table(figures: Iterable[Figure], of: str = "") -> str:
    """One line a figure, a pair of columns a size; `of` is what a size counts, if not articles."""
    found = list(figures)
    sizes = sorted({figure.articles for figure in found})
    names = list(dict.fromkeys(figure.name for figure in found))
    by_place = {(figure.name, figure.articles): figure for figure in found}
    heads = ["", "bound", *(f"{size:,} {of}".rstrip() for size in sizes)]
    rows = [heads, *(_row(name, [by_place.get((name, size)) for size in sizes]) for name in names)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [
        "  ".join(_cell(cell, width, n) for n, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _row(name: str, figures: Sequence[Figure | None]) -> list[str]:
    known = next(figure for figure in figures if figure is not None)
    bound = f"{known.judged} <= {known.bound:g}" if known.bound else ""
    return [
        f"{name} ({known.unit})",
        bound,
        *("" if figure is None else _shown(figure) for figure in figures),
    ]


def _shown(figure: Figure) -> str:
    return f"{figure.p50:.2f} / {figure.p95:.2f}{'' if figure.holds else ' !'}"


def _cell(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)
