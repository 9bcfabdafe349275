"""The lists that generated names and words are made of, read from names.txt. The program never reads them."""

from __future__ import annotations

from pathlib import Path


def _read(text: str) -> dict[str, tuple[str, ...]]:
    """List name -> its words; an underscore stands for a blank, "" for nothing."""
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        if line.endswith(":"):
            words = lists.setdefault(line[:-1], [])
        elif not line.startswith("#"):
            words += ["" if word == '""' else word.replace("_", " ") for word in line.split()]
    return {name: tuple(found) for name, found in lists.items()}


_LISTS = _read(Path(__file__).with_name("names.txt").read_text(encoding="utf-8"))

WOMEN = _LISTS["women"]
MEN = _LISTS["men"]
SURNAME_HEADS = _LISTS["surname_heads"]
SURNAME_MIDDLES = _LISTS["surname_middles"]
SURNAME_TAILS = _LISTS["surname_tails"]
ROLES = _LISTS["roles"]
BODY_KINDS = _LISTS["body_kinds"]
BODY_HEADS = _LISTS["body_heads"]
PLACE_HEADS = _LISTS["place_heads"]
PLACE_TAILS = _LISTS["place_tails"]
OUTLET_HEADS = _LISTS["outlet_heads"]
OUTLET_TAILS = _LISTS["outlet_tails"]
FOLDERS = _LISTS["folders"]
CUES = _LISTS["cues"]
COMMON = _LISTS["common"]
TOPICS = _LISTS["topics"]
SYLLABLES = _LISTS["syllables"]
ENDINGS = _LISTS["endings"]
SHORT_FORMS = dict(pair.split("=") for pair in _LISTS["short_forms"])
