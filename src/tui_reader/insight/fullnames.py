"""A person whom the model knows by surname only is given the first name that stands with it in the text.

Goes by the table of first names and needs a single one: of two people with a surname neither is chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tui_reader.insight.aliases import Cluster
from tui_reader.insight.gazetteer import Gazetteer

_MOST = 40
"""Surnames that are looked for in one document."""


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
        if first not in tables.first_names:
            continue
        if person.gender and tables.first_names[first] not in {"", person.gender}:
            continue
        firsts.add(first)
        forms[" ".join(match.group().split())] += 1
    return forms.most_common(1)[0][0] if len(firsts) == 1 else ""
