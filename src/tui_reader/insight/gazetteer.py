"""Public names that any article may use: countries, adjectives, places, organisations, first names, titles.

Reads the plain text tables in `data/`; holds no rule about documents. Matching is strict about case, so that
"US" is a country and "us" is not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tui_reader.insight.words import lines, word_set
from tui_reader.model.insight import EntityKind

Gender = Literal["f", "m", ""]


class Known(NamedTuple):
    """What the tables say of one written form. An `adjective` is a demonym: of the place, no name of it."""

    name: str
    kind: EntityKind
    adjective: bool = False
    unsure: bool = False
    """The form is a common word or another name as well; it needs a second witness."""
    land: bool = False
    """A country or its adjective."""
    people: bool = False
    """A demonym in the plural: those who live there, not the country."""


class Hit(NamedTuple):
    """A known form in a text."""

    start: int
    end: int
    known: Known


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables, ready for look-up."""

    forms: dict[str, Known]
    """Written form to what it is; forms begin without "the"."""
    starts: dict[str, tuple[str, ...]]
    """First word of a form to the forms that begin with it, longest first."""
    first_names: dict[str, Gender]
    nicknames: dict[str, frozenset[str]]
    """First name (lower case) to the names it stands for or that stand for it."""
    titles: dict[str, Gender]

    def find(self, text: str) -> Iterator[Hit]:
        """Known forms in a text, longest first at each place, never overlapping."""
        last = 0
        for match in _WORD.finditer(text):
            if match.start() < last:
                continue
            for form in self.starts.get(match.group(), ()):
                end = match.start() + len(form)
                if text.startswith(form, match.start()) and not _inside_word(text, end):
                    yield Hit(match.start(), end, self.forms[form])
                    last = end
                    break


_PLURAL = re.compile(r"^(?!Deutschen|Nigerien)[^\W\d_a-zà-ÿ].*(?:[^s]s|(?<!k)men|[^m]en)$")
"""How demonyms end in the plural: "Danes", "Dutchmen", "Dänen", but not "Swiss" and "Turkmen"."""
_WORD = re.compile(r"(?<![\w&])(?:[^\W\d_]\.){2,}|(?<![\w&])[^\W\d_][^\W_]*(?:[-&][^\W_]+)*")


def _inside_word(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return following.isalnum() or (following == "-" and text[end + 1 : end + 2].isupper())


@functools.cache
def gazetteer() -> Gazetteer:
    """The tables, read once."""
    forms: dict[str, Known] = {}
    for name, others, adjectives, capital in _rows("countries.txt", 4):
        for form in (name, *_split(others)):
            _add(forms, form, name, "place", land=True)
        for form in _split(adjectives):
            _add(forms, form, name, "place", adjective=True, land=True, people=bool(_PLURAL.search(form)))
        if capital:
            _add(forms, capital, capital, "place")
    for name, others in _rows("places.txt", 2):
        for form in (name, *_split(others)):
            _add(forms, form, name, "place")
    for name, others in _rows("organisations.txt", 2):
        for form in (name, *_split(others)):
            _add(forms, form, name, "organisation")
    starts: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        match = _WORD.match(form)
        starts.setdefault(match.group() if match else form, []).append(form)
    return Gazetteer(
        forms,
        {word: tuple(found) for word, found in starts.items()},
        _first_names(),
        _nicknames(),
        _gendered("titles.txt"),
    )


def _add(
    forms: dict[str, Known],
    form: str,
    name: str,
    kind: EntityKind,
    *,
    adjective: bool = False,
    land: bool = False,
    people: bool = False,
) -> None:
    bare = re.sub(r"^[Tt]he ", "", form)
    forms.setdefault(bare, Known(name, kind, adjective, bare in word_set("unsure"), land, people))


def _rows(file: str, columns: int) -> Iterator[list[str]]:
    for line in lines(file):
        yield (line.split("|") + [""] * columns)[:columns]


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(",") if part]


def _gendered(file: str) -> dict[str, Gender]:
    """A table of words under headings "women", "men" and "either"; a word under several is either."""
    found: dict[str, Gender] = {}
    gender: Gender = ""
    for line in lines(file):
        if line.startswith("["):
            heading = line.strip("[]")
            gender = "f" if heading == "women" else "m" if heading == "men" else ""
            continue
        for word in line.split():
            found[word] = gender if found.get(word, gender) == gender else ""
    return found


def _first_names() -> dict[str, Gender]:
    return _gendered("first_names.txt")


def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines("nicknames.txt"):
        names = {name.lower() for name in line.split()}
        full = line.split()[0].lower()
        for name in names:
            found.setdefault(name, set()).update(names if name == full else {full, name})
    return {name: frozenset(others) for name, others in found.items()}
