"""Which of many texts was probably meant by a few letters. Pure but for Textual's fuzzy matcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from textual.fuzzy import FuzzySearch

from tui_reader.ui.widgets.offer_list import Offer

SCORED = 200
"""So many candidates that hold the letters in order are compared at most."""
LETTERS = 40


def ranked(
    typed: str, offers: Iterable[Offer], limit: int, *, by: Callable[[Offer], str] | None = None
) -> list[Offer]:
    """The best offers for what was typed, with its letters lit; all in their order when nothing was."""
    typed = typed.strip()[:LETTERS]
    if not typed:
        return list(offers)[:limit]
    fuzzy = FuzzySearch(cache_size=SCORED)
    found: list[tuple[float, Offer]] = []
    for offer in offers:
        text = by(offer) if by else offer.text
        if _holds(text.casefold(), typed.casefold()):
            score, places = fuzzy.match(typed, text)
            if _sensible(text, places):
                found.append((score, offer if by else replace(offer, lit=tuple(places))))
            if len(found) >= SCORED:
                break
    return [offer for _, offer in sorted(found, key=lambda pair: -pair[0])][:limit]


def _holds(text: str, letters: Sequence[str]) -> bool:
    """Whether a text holds letters in their order."""
    place = 0
    for letter in letters:
        if letter != " ":
            place = text.find(letter, place) + 1
            if not place:
                return False
    return True


def together(places: Sequence[int]) -> bool:
    """Whether letters follow each other."""
    return all(after == before + 1 for before, after in pairwise(places))


def _sensible(text: str, places: Sequence[int]) -> bool:
    """Whether letters stand together, or each run of them begins a word: else the match is an accident."""
    runs = [place for number, place in enumerate(places) if not number or places[number - 1] != place - 1]
    return len(runs) == 1 or all(not place or not text[place - 1].isalnum() for place in runs)
