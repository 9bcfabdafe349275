"""Finds the least of a smooth function: L-BFGS with halved steps (Nocedal 1980)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

_STEPS, _MEMORY = 150, 10
_ENOUGH = 1e-3
"""What a step must win to be followed by another."""

Loss = Callable[[Any], tuple[float, Any]]
"""A function of an array that gives its value and its slope."""


def least(loss_of: Loss, size: int) -> Any:
    """The array of `size` numbers, from zeros on, at which the loss is least."""
    here = np.zeros(size)
    loss, slope = loss_of(here)
    past: list[tuple[Any, Any]] = []
    for _ in range(_STEPS):
        way = -_curved(slope, past)
        step = 1.0 if past else 1.0 / np.abs(slope).sum()
        for _ in range(30):
            there = here + step * way
            new_loss, new_slope = loss_of(there)
            if new_loss <= loss + 1e-4 * step * (slope @ way):
                break
            step /= 2
        if loss - new_loss < _ENOUGH:
            break
        past = [*past, (there - here, new_slope - slope)][-_MEMORY:]
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
