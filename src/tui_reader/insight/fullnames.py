"""A person whom the model knows by surname only is given the first name that stands with it in the text.

Goes by the table of first names, else by where the word stands, and needs a single one: of two people with a
surname neither is chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tui_reader.insight.aliases import Cluster
from tui_reader.insight.gazetteer import Gazetteer
from tui_reader.insight.words import word_set

_MOST = 40
"""Surnames that are looked for in one document."""


_INSIDE = re.compile(r"[a-zà-ÿ,]\s$")
"""What stands before a word that has its capital from being a name."""
_SHORTEST = 3


def completed(text: str, clusters: Sequence[Cluster], tables: Gazetteer) -> list[Cluster]:
    """The clusters, those of bare surnames named in full or joined with the cluster of that name."""
    people = [each for each in clusters if each.kind == "person"]
    gone: list[Cluster] = []
    bare = [each for each in people if not each.fixed and all(" " not in form for form in each.forms)]
    for each in bare[:_MOST]:
        full = _full_name(text, each, tables)
        if not full:
            continue
        mate = next((one for one in people if one is not each and one.name() == full), None)
        if mate is None:
            each.fixed = full
        else:
            for mention in each.mentions:
                mate.add(mention)
            mate.mentions.sort(key=lambda mention: mention.start)
            gone.append(each)
    left = [each for each in clusters if all(each is not one for one in gone)]
    return sorted(left, key=lambda each: each.mentions[0].start)


def _full_name(text: str, person: Cluster, tables: Gazetteer) -> str:
    """First name, initial and surname as they stand most often, or nothing when first names differ."""
    name = person.name().rsplit(maxsplit=1)[-1]
    pattern = re.compile(rf"\b(?P<first>[A-Z][\w'’-]+)\s(?:[A-Z]\.\s)?{re.escape(name)}\b")
    forms: Counter[str] = Counter()
    firsts: set[str] = set()
    for match in pattern.finditer(text):
        first = match["first"]
        if first not in tables.first_names and not _first_name(text, match, tables):
            continue
        if person.gender and tables.first_names.get(first, "") not in {"", person.gender}:
            continue
        firsts.add(first)
        forms[" ".join(match.group().split())] += 1
    return forms.most_common(1)[0][0] if len(firsts) == 1 else ""


def _first_name(text: str, match: re.Match[str], tables: Gazetteer) -> bool:
    """Whether a word outside the table can only be a first name: a capital in mid-sentence, never small."""
    first = match["first"]
    if len(first) < _SHORTEST or not first.isalpha() or first.isupper() or first in tables.forms:
        return False
    if (
        first in tables.titles
        or first.lower() in word_set("role")
        or re.search(rf"\b{first.lower()}\b", text)
    ):
        return False
    if any(
        first in word_set(name) for name in ("opener", "no name", "organisation", "people", "land", "generic")
    ):
        return False
    follows = _INSIDE.search(text, max(0, match.start() - 2), match.start()) is not None
    return follows and not re.match(r"\s[A-ZÀ-Þ]", text[match.end() : match.end() + 2])
