"""A conditional log-linear model over readings: all readings of one cue and "none" share its likelihood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scripts.descent import least

Option = tuple[tuple[str, ...], float]
"""The marks of one reading, and how right it is, 0 to 1."""


class Cues:
    """Readings as arrays: whose cue each is, and how right; `weights` says how much each cue counts."""

    def __init__(self, cues: Sequence[Sequence[Option]], weights: Sequence[float]) -> None:
        self.count = len(cues)
        self.weight = np.array(weights)
        self.cue = np.repeat(np.arange(len(cues)), [len(cue) for cue in cues])
        self.right = np.array([right for cue in cues for _, right in cue])

    def loss(self, score: Any) -> tuple[float, Any]:
        """Minus the log-likelihood of what is right, and its slope by the score of each reading."""
        odds = np.exp(np.clip(score, -30, 30))
        every = 1 + np.bincount(self.cue, weights=odds, minlength=self.count)
        good = np.bincount(self.cue, weights=odds * self.right, minlength=self.count)
        any_good = good > 0
        share = np.where(any_good[self.cue], odds * self.right / np.maximum(good, 1e-12)[self.cue], 0)
        loss = self.weight @ np.log(every) - self.weight[any_good] @ np.log(good[any_good])
        return float(loss), (odds / every[self.cue] - share) * self.weight[self.cue]

    def chosen(self, score: Any) -> float:
        """Of the cues that report something, the share whose likeliest reading is right."""
        best, most = np.zeros(self.count), np.zeros(self.count)
        order = np.argsort(score)
        best[self.cue[order]] = self.right[order]
        np.maximum.at(most, self.cue, self.right)
        return float((best[most > 0] > 0).mean())


class Groups:
    """Weights for whole groups of marks: `values` holds what each mark counts for, `group` its column."""

    def __init__(self, values: Sequence[Mapping[str, float]], group: Mapping[str, int], begin: float) -> None:
        self.values, self.group, self.begin = values, group, begin
        self.size = len(values) * (max(group.values()) + 1)

    def fit(
        self, cues: Sequence[Sequence[Option]], often: Sequence[float], bias: float, ridge: float
    ) -> tuple[dict[str, float], float]:
        """The weight of each mark as its groups are weighed on these cues, and what every reading has."""
        data = Cues(cues, often)
        sums = np.array([self._summed(marks) for cue in cues for marks, _ in cue])

        def loss(moved: Any) -> tuple[float, Any]:
            found, slope = data.loss(sums @ (moved[:-1] + self.begin) + moved[-1] + bias)
            held = ridge * moved[:-1]
            return found + float(held @ moved[:-1]) / 2, np.append(sums.T @ slope + held, slope.sum())

        moved = least(loss, self.size + 1)
        weights = moved[:-1] + self.begin
        step = len(self.values)
        return {
            mark: float(
                sum(weights[step * at + place] * each[mark] for place, each in enumerate(self.values))
            )
            for mark, at in self.group.items()
        }, float(moved[-1] + bias)

    def _summed(self, marks: Sequence[str]) -> list[float]:
        sums = [0.0] * self.size
        for mark in set(marks) & self.group.keys():
            at = len(self.values) * self.group[mark]
            for place, each in enumerate(self.values):
                sums[at + place] += each[mark]
        return sums


class Marks:
    """Readings by the marks they have, each of which may get a weight of its own."""

    def __init__(
        self, cues: Sequence[Sequence[Option]], names: Sequence[str], often: Sequence[float] | None = None
    ) -> None:
        self._data = Cues(cues, often if often is not None else [1.0] * len(cues))
        place = {name: at for at, name in enumerate(names)}
        held = [[place[mark] for mark in set(marks) if mark in place] for cue in cues for marks, _ in cue]
        self._row = np.repeat(np.arange(len(held)), [len(each) for each in held])
        self._mark = np.array([at for each in held for at in each], dtype=np.intp)
        self._rows, self._names = len(held), names

    def score(self, weights: Any) -> Any:
        """The score of each reading; the last of the weights is what all have."""
        found = np.bincount(self._row, weights=weights[:-1][self._mark], minlength=self._rows)
        return found + weights[-1]

    def fit(self, begin: Any, ridge: float) -> Any:
        """The weights that are likeliest, each held to where it begins."""

        def loss(moved: Any) -> tuple[float, Any]:
            found, slope = self._data.loss(self.score(begin + moved))
            by_mark = np.bincount(self._mark, weights=slope[self._row], minlength=len(self._names))
            held = ridge * moved[:-1]
            return found + float(held @ moved[:-1]) / 2, np.append(by_mark + held, slope.sum())

        return begin + least(loss, len(self._names) + 1)

    def chosen(self, weights: Any) -> float:
        """Of the cues that report something, the share whose likeliest reading is right."""
        return self._data.chosen(self.score(weights))
