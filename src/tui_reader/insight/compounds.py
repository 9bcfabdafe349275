"""Names that hold the name of a place: "Haldane Germany", "Food Council of Norway", "Skarn Rovers".

The model often sees only the place in them. Reads the capitals around a place inside a sentence;
finds nothing in headlines, where capitals say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tui_reader.insight.bounds import Mention
from tui_reader.insight.gazetteer import Gazetteer
from tui_reader.insight.headlines import is_title_case
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span

_WORD = r"[A-ZÀ-Þ][\w'’&-]*\w"
_BEFORE = re.compile(rf"(?:(?<=[\s(\"“])|^){_WORD}(?: {_WORD})*(?: (?:of|for|on)(?: the)?)? $")
"""Capitalised words up to a place, and "of" between them."""
_TEAM = re.compile(rf" (?:{_WORD} )?[A-ZÀ-Þ][a-zà-ÿ]{{2,}}[^s\W]s(?![\w-])")
"""One or two capitalised words behind a place, the last in the plural."""
_AFTER = re.compile(rf"(?:[ -]{_WORD})+")
_OPENS = re.compile(r"(?:^|[.!?:;\n–—-]\s+|[\"“‘(]\s*)$")
_ARTICLES = frozenset({"The", "A", "An"})
_NO_TEAM = ("no name", "people", "no team", "event", "land")
_TWO = 2
_LOUD = 4
"""Letters from which a word in capitals is no abbreviation."""
_REACH = 60
"""Characters looked at before a place."""
_MOST = 6
"""Words that such a name may have before the place."""


def enlarged(text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer) -> list[Mention]:
    """The mentions, those of places inside a longer name replaced by that name, an organisation's."""
    people = {word for each in found if each.kind == "person" for word in each.text.split()}
    plain = [span for span in spans if not is_title_case(text[span.start : span.end])]
    starts = [span.start for span in plain]
    out: list[Mention] = []
    built: Mention | None = None
    for each in sorted(found, key=lambda mention: mention.start):
        place = bisect_right(starts, each.start) - 1
        span = plain[place] if place >= 0 and each.start < plain[place].end else None
        whole = _whole(text, span, each, out, tables) if span else None
        if whole and whole.start < each.start and people.issuperset(text[whole.start : each.start].split()):
            whole = None
        if whole and _people(whole, each):
            continue
        if whole is None and built and out and out[-1] is built and _joint(text, built, each):
            built = out[-1] = replace(built, end=each.end, text=text[built.start : each.end])
            continue
        if whole is None:
            if not out or each.start >= out[-1].end:
                out.append(each)
            continue
        while out and out[-1].start >= whole.start:
            out.pop()
        out.append(whole)
        built = whole
    return out


def _joint(text: str, whole: Mention, place: Mention) -> bool:
    """Whether a second place belongs to a name: "Food Council of Norway and Iceland"."""
    known = place.known is not None and place.known.land and not place.known.adjective
    return known and " of " in whole.text and text[whole.end : place.start] == " and "


def _people(whole: Mention, place: Mention) -> bool:
    """Whether a demonym ends the name of people, who are no body and not that country."""
    demonym = place.known is not None and place.known.adjective
    return demonym and whole.start < place.start and whole.end == place.end


def _whole(
    text: str, span: Span, place: Mention, earlier: Sequence[Mention], tables: Gazetteer
) -> Mention | None:
    """The longer name around a place, or around a body of which only the end was seen."""
    if not (place.known if place.kind == "place" else _cut_off(text, span, place)):
        return None
    start = _start(text, span, place, earlier, tables)
    end = _end(text, span, place, tables, within=start < place.start) if place.known else place.end
    if start == place.start and end == place.end:
        return None
    return Mention(start, end, text[start:end], "organisation")


def _cut_off(text: str, span: Span, body: Mention) -> bool:
    """Whether the beginning of a body's name is missing: "[Commission on] Lost Rivers", "[Lost] Trust"."""
    if body.kind != "organisation" or body.known:
        return False
    line = text[max(span.start, body.start - _REACH) : body.start]
    before = re.search(r"(\w+) (?:on|of|for)(?: the)? $", line)
    ends = before is not None and before[1] in word_set("organisation")
    return ends or body.text.split()[0] in word_set("organisation")


def _start(text: str, span: Span, place: Mention, earlier: Sequence[Mention], tables: Gazetteer) -> int:
    low = max(span.start, place.start - _REACH)
    match = _BEFORE.search(text[low : place.start])
    if match is None:
        return place.start
    words = match.group().split()
    link = " ".join(word for word in words if not word[0].isupper())
    names = [word for word in words if word[0].isupper()]
    at = low + match.start()
    while names and _no_part(names[0], opens=bool(_OPENS.search(text[max(span.start, at - 4) : at]))):
        at += len(names[0]) + 1
        names = names[1:]
    near = earlier[-_MOST:]
    known = any(each.end > at and (each.kind != "organisation" or each.known) for each in near)
    if not names or known or len(names) > _MOST or any(_office(name, tables, place) for name in names):
        return place.start
    of_land = place.known is not None and place.known.land and link.endswith("the")
    beside = link.startswith("on") and not (place.known and place.known.adjective)
    realm = names[-1] in word_set("land") | word_set("realm")
    if link and place.kind == "place" and (len(names) < _TWO or realm or of_land or beside):
        return place.start
    return place.start if names[0] in tables.forms else at


def _no_part(word: str, *, opens: bool) -> bool:
    """Whether a capitalised word before a name is only the opening of its sentence, or a day."""
    return opens or word in _ARTICLES or word in word_set("opener") or word in word_set("no name")


def _office(word: str, tables: Gazetteer, place: Mention) -> bool:
    role = (
        (place.kind == "place" and word.lower() in word_set("role"))
        or word in word_set("side")
        or word in word_set("event")
    )
    loud = word.isupper() and len(word) > _LOUD
    possessive = word.endswith(("'s", "’s"))
    listed = (
        (place.kind == "place" and word in tables.titles)
        or word in _ARTICLES
        or word in word_set("no name")
        or word in word_set("deed")
    )
    return role or loud or possessive or listed


def _end(text: str, span: Span, place: Mention, tables: Gazetteer, *, within: bool) -> int:
    """Where the name ends: behind capitalised words when it began before the place, behind a team's else."""
    rest = text[place.end : min(span.end, place.end + _REACH)]
    match = _AFTER.match(rest) if within and place.known and place.known.adjective else _TEAM.match(rest)
    if match is None:
        return place.end
    words = re.split(r"[ -]", match.group().strip())
    listed = any(
        word in tables.forms or word in tables.titles or word in tables.first_names for word in words
    )
    common = any(word in word_set(name) for word in words for name in _NO_TEAM)
    return place.end if listed or common else place.end + match.end()
