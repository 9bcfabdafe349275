"""Mentions that belong together: two halves of one name, and abbreviations with what they stand for.

Looks only at what stands directly side by side or in parentheses; all other merging is for `aliases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from tui_reader.insight.bounds import Mention
from tui_reader.insight.gazetteer import Gazetteer
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span

_SHORT = re.compile(
    r"\s?\((?:the\s)?[\"“'‘]?(?P<short>[A-ZÀ-Þ][A-Z0-9À-Þ&.]{1,7}|[A-Z][a-z]?[A-Z]{2,5})[\"”'’]?\)"
)
_RUN = re.compile(
    r"[A-ZÀ-Þ][\w'’&-]*(?:\s(?:of|for|and|on|the|de|des|du|la|für|und|der|\d{1,2}|[A-ZÀ-Þ][\w'’&-]*|[A-Z]\.)){1,9}$"
)
_EXPLAINED = re.compile(
    r"(?<![\w@#&.-])(?P<short>[A-ZÀ-Þ]{3,8})\s\((?:the\s)?(?P<full>[A-ZÀ-Þ][^()\n]{4,80})\)"
)
"""An abbreviation with its full name in parentheses."""
_SMALL = frozenset({"of", "for", "and", "on", "the", "de", "des", "du", "la", "für", "und", "der"})
_NATIONAL = {
    "Red Cross": "",
    "Red Crescent": "",
    "Green Party": "",
    "Democratic Party": "United States",
    "Republican Party": "United States",
    "Labour Party": "United Kingdom",
    "Conservative Party": "United Kingdom",
}
"""Bodies of which every country has its own, and the one that the tables mean."""
_FORMS = frozenset({"co", "plc", "inc", "corp", "ltd", "ag", "sa", "nv", "se"})
"""Legal forms, which abbreviations leave out."""
_MANY = 60
"""Abbreviations that one document may explain; more are not looked at."""
_AROUND = 90
"""Characters before an abbreviation in which its full form is looked for."""


def joined(text: str, found: Sequence[Mention], tables: Gazetteer) -> list[Mention]:
    """Neighbours that are one name: an unknown word before a surname, a country before its office."""
    out: list[Mention] = []
    for each in sorted(found, key=lambda mention: mention.start):
        last = out[-1] if out else None
        if last is not None and text[last.end : each.start] == " " and _one_name(last, each, tables):
            whole = text[last.start : each.end]
            known = each.known if each.text not in _NATIONAL else tables.forms.get(whole)
            title = last.title or each.title
            out[-1] = replace(each, start=last.start, text=whole, title=title, known=known)
        else:
            out.append(each)
    return out


def _one_name(left: Mention, right: Mention, tables: Gazetteer) -> bool:
    if left.known:
        body = right.known is not None and right.kind == "organisation"
        if right.text in _NATIONAL:
            return left.known.land and left.known.name != _NATIONAL[right.text]
        return body and left.known.land and not left.known.adjective and left.kind == "place"
    plain = " " not in left.text and left.text.isalpha() and not left.text.isupper() and not right.known
    person = right.kind == "person" and " " not in right.text and right.text not in tables.first_names
    common = left.text in word_set("organisation") or left.text in tables.titles
    return plain and person and left.kind != "place" and not common and not right.text.isupper()


def abbreviated(
    text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer
) -> list[Mention]:
    """With every abbreviation that the text explains ("Port Workers Union (PWU)") and its full name."""
    every = (pair for span in spans for pair in _pairs(text, span, tables))
    pairs = list({short: (full, short) for full, short in islice(every, _MANY)}.values())
    if not pairs:
        return list(found)
    fulls = {full.start: full for full, _ in pairs}
    covered = [full for full, _ in pairs]
    kept = [each for each in found if not any(full.start <= each.start < full.end for full in covered)]
    kept += fulls.values()
    for full, short in pairs:
        pattern = re.compile(rf"(?<![\w@#&.-]){re.escape(short)}(?![\w&])")
        places = [match for span in spans for match in pattern.finditer(text, span.start, span.end)]
        kept = [
            each for each in kept if not (each.text == short or any(_over(each, match) for match in places))
        ]
        kept += [
            replace(full, start=match.start(), end=match.end(), text=short, stands_for=full.text)
            for match in places
        ]
    return kept


def _over(mention: Mention, match: re.Match[str]) -> bool:
    return match.start() <= mention.start and mention.end <= match.end()


def _pairs(text: str, span: Span, tables: Gazetteer) -> Iterator[tuple[Mention, str]]:
    """Full names of organisations with the abbreviation in parentheses behind them."""
    for match in _SHORT.finditer(text, span.start, span.end):
        before = text[max(span.start, match.start() - _AROUND) : match.start()]
        run = _RUN.search(before)
        body = _full(run.group(), match["short"]) if run else ""
        known = tables.forms.get(body)
        if body and (known is None or known.kind == "organisation"):
            start = match.start() - len(body)
            yield Mention(start, match.start(), body, "organisation", known), match["short"]
    for match in _EXPLAINED.finditer(text, span.start, span.end):
        body, known = match["full"], tables.forms.get(match["full"])
        named = _RUN.fullmatch(body) and _full(body, match["short"]) == body
        if named and (known is None or known.kind == "organisation"):
            yield Mention(match.start("full"), match.end("full"), body, "organisation", known), match["short"]


def _full(run: str, short: str) -> str:
    """The end of a run whose initials the abbreviation has, in any order: languages differ; else nothing."""
    letters = [char for char in short if char.isalnum()]
    words = run.split()
    bare = len(words)
    while bare > 1 and words[bare - 1].rstrip(".").lower() in _FORMS:
        bare -= 1
    if bare < len(words):
        full = _full(" ".join(words[:bare]), short)
        return f"{full} {' '.join(words[bare:])}" if full else ""
    best = ""
    for first in range(len(words)):
        tail = words[first:]
        if (
            len(tail) < 2
            or tail[-1].isdigit()
            or tail[0] in _SMALL
            or (tail[0] in word_set("opener") and tail[0] != "Union")
        ):
            continue
        initials = [word[0] for word in tail if word not in _SMALL]
        small = [word[0].upper() for word in tail if word in _SMALL]
        if initials == letters:
            return " ".join(tail)
        mixed = len(letters) > 2 and initials[0] == letters[0] and sorted(initials + small) == sorted(letters)
        ordered = _in_order(letters, [word[0].upper() for word in tail])
        if sorted(initials) == sorted(letters) or mixed or ordered:
            best = best or " ".join(tail)
    return best


def _in_order(letters: Sequence[str], initials: Sequence[str]) -> bool:
    """Whether all letters come in order among the initials of the words, from the first word on."""
    rest = iter(initials)
    hits = sum(any(letter == initial for initial in rest) for letter in letters)
    return letters[0] == initials[0] and len(letters) >= 3 and hits == len(letters)
