"""What a document tells of its names: which are people, which organisations, which places.

The model's votes are one witness; what stands beside each mention ("in X", "X said", "X shares", "the town
of X") are others. Holds no list of names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.insight.bounds import Mention, surname
from tui_reader.insight.gazetteer import Gazetteer
from tui_reader.insight.unnamed import THING, named, surnames_of
from tui_reader.insight.words import alternatives, word_set
from tui_reader.model.document import Span
from tui_reader.model.insight import EntityKind

WATERS = frozenset({"River", "Lake", "Mount"})
"""What stands before a name of its own that also stands without it."""
_SHORT = (3, 5)
"""Letters that an abbreviation of an organisation has."""
_TWICE = 2
_NEAR = 48
"""Characters looked at on each side of a mention."""
_VOTE = 2.0
"""The weight of the model's votes for a form, all together; many that agree weigh up to thrice as much."""


_BEFORE: tuple[tuple[re.Pattern[str], EntityKind, float], ...] = (
    (re.compile(r"(?:^|[\s(])[Ii]n (?:the )?$"), "place", 1.5),
    (re.compile(r"(?:^|[\s(])(?:[Nn]ear|[Oo]utside|[Tt]hroughout) (?:the )?$"), "place", 2.5),
    (re.compile(rf"\b(?:{alternatives('quarter')}) $"), "place", 2.5),
    (re.compile(rf"\b(?:{alternatives('spot')}|{alternatives('of place')}) of (?:the )?$"), "place", 2.5),
    (
        re.compile(
            rf"\b(?:{alternatives('at place')} (?:in|at)"
            r"|(?:miles|km|kilomet(?:re|er)s)\)? from|flew to|[Rr]iver) "
            r"(?:the )?$"
        ),
        "place",
        2,
    ),
    (re.compile(rf"\b{alternatives('of firm')} (?:of|at|for|in) (?:the )?$"), "organisation", 2),
    (re.compile(rf"\b{alternatives('firm')} $"), "organisation", 2),
    (re.compile(rf"(?:^|[\s(-]){alternatives('role')} $"), "person", 2.5),
    (re.compile(rf"[,”\"’'] {alternatives('said')} $"), "person", 1),
)
"""What stands before a mention, the kind it speaks for, and its weight."""
_AFTER: tuple[tuple[re.Pattern[str], EntityKind, float], ...] = (
    (re.compile(rf"^(?:['’]s?)? (?:[a-z]+ )?{alternatives('firm has')}\b"), "organisation", 2),
    (re.compile(rf"^ (?:[a-z]+ )?{alternatives('firm people')}\b"), "organisation", 2),
    (
        re.compile(rf"^, (?:a|an|the|its|one of) [^,.;\"“]{{0,40}}\b{alternatives('firm')}\b"),
        "organisation",
        3,
    ),
    (re.compile(rf"^, (?:a|an|the|one of) [^,.;\"“]{{0,30}}\b{alternatives('spot')}\b"), "place", 3),
    (re.compile(r"^, where\b"), "place", 3),
    (re.compile(rf"^ (?:{alternatives('spot')}|harbour|airport|residents)\b"), "place", 1),
    (
        re.compile(r"^(?:, \d\d,|, who\b| \(\d\d\)|['’]s (?:wife|husband|mother|father)\b)"),
        "person",
        3,
    ),
    (
        re.compile(rf"^, (?:a|an|the|its|her|his|their|[a-z]+) (?:[a-z-]+ ){{0,3}}?{alternatives('role')}\b"),
        "person",
        3,
    ),
    (re.compile(r"^(?:, which| reports| reported)\b"), "organisation", 1.5),
    (re.compile(rf"^ {alternatives('said')}\b"), "person", 1),
    (re.compile(r"^ (?:smiled|laughed|shrugged|nodded|married|wept|was born|died)\b"), "person", 2),
)
_NOT_IN = re.compile(rf"\b{alternatives('in firm')} in $")
_PLAY = (
    re.compile(rf"(?:\b{alternatives('plays at')}|\d ?[-–] ?\d) $"),
    re.compile(
        rf"^(?: \d{{1,3}} ?[-–,] ?\d{{1,3}}\b(?!-)|,? {alternatives('plays')}\b"
        rf"|(?:['’]s?)? {alternatives('club has')}\b)"
    ),
)
"""What stands before and after a side in a match."""
_FIRST_NAME = 1.5
"""The weight of a first name at the beginning, for each mention."""
_NAMED_AFTER = 2.0
"""The weight of a harbour, a university or a newspaper that has the name first."""
_SCORE = re.compile(r"(?<![\d–-])\d{1,2} ?[-–] ?\d{1,2}(?![\d–-])")
"""A result, but no part of a date."""


def settled(text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer) -> list[Mention]:
    """The mentions with one kind for each form, without words that are no names in this document.

    A form of the tables has its own kind, but for towns that play in a match: those are clubs.
    """
    found = named(text, spans, found, tables, scored=bool(_SCORE.search(text)))
    pools = _pools(found)
    towns = _towns(found)
    kinds = {pool: _kind_of(text, members, tables, towns) for pool, members in pools.items()}
    clubs = _clubs(text, found)
    firms, surnames = _firms(text, found, tables), surnames_of(found)
    firsts = {each.text.split()[0] for each in found if each.kind == "person" and " " in each.text}
    heads = _heads(found, tables)
    people = Counter(each.text for each in found if each.kind == "person")
    out = []
    for each in found:
        kind = kinds[_pool(each, pools)]
        if each.known and each.text in clubs:
            out.append(replace(each, kind="organisation", known=None))
            continue
        if " " not in each.text and _somebody(text, each, surnames, firsts):
            each = replace(each, known=None)  # noqa: PLW2901 - the tables mean another one
            kind = "person"
        seldom = people[each.text] <= 1
        if each.text in firms and each.text not in surnames and seldom and not each.known and not each.title:
            kind = "organisation"
        kind = "organisation" if each.text in heads or (kind == "person" and _initials(text, each)) else kind
        known = each.known if each.known and each.known.kind == kind else None
        out.append(replace(each, kind=kind, known=known))
    return out


def _somebody(text: str, mention: Mention, surnames: set[str], firsts: set[str]) -> bool:
    """Whether a single word is the surname or the first name of somebody whom the document names in full.

    A demonym is one only where it stands for no thing of its country.
    """
    known = mention.known
    if known is None:
        return mention.text in surnames or (mention.text in firsts and mention.kind == "place")
    thing = known.adjective and THING.match(text[mention.end : mention.end + _NEAR])
    return mention.text in surnames and (known.unsure or known.adjective) and not thing


def _pool(mention: Mention, pools: dict[str, list[Mention]]) -> str:
    folded = mention.text.casefold()
    return folded if folded in pools else surname(mention.text).casefold()


def _pools(found: Sequence[Mention]) -> dict[str, list[Mention]]:
    """The mentions by form; a full name votes with its last word, where that stands alone."""
    alone = {each.text.casefold() for each in found if " " not in each.text and not each.known}
    pools: dict[str, list[Mention]] = {}
    for each in found:
        words = each.text.split()
        last = surname(each.text).casefold()
        plain = not each.known and not any(
            word in word_set("organisation") or word in word_set("land") for word in words
        )
        shared = (
            len(words) in {2, 3, 4} and last in alone and plain and all(word[0].isupper() for word in words)
        )
        pools.setdefault(last if shared else each.text.casefold(), []).append(each)
    return pools


def _kind_of(text: str, members: Sequence[Mention], tables: Gazetteer, towns: set[str]) -> EntityKind:
    """The kind with most weight; organisation's words, titles and the tables settle it at once."""
    first = members[0]
    if first.stands_for or (not first.known and _club(text, first)):
        return "organisation"
    votes = Counter(each.kind for each in members)
    if first.known or _settled_by_word(first.text):
        return votes.most_common(1)[0][0]
    if any(each.title for each in members) and votes["person"]:
        return "person"
    vote = _VOTE + (min(len(members) / 4, 4) if len(votes) == 1 else 0)
    weights: dict[EntityKind, float] = {
        kind: vote * count / len(members) for kind, count in votes.most_common()
    }
    if first.text in towns:
        weights["place"] = weights.get("place", 0) + _NAMED_AFTER
    one_form = len({each.text for each in members}) == 1
    for each in members:
        if " " in each.text and each.text.split()[0] in tables.first_names:
            weights["person"] = weights.get("person", 0) + _FIRST_NAME
        if one_form and _plays(text, each):
            weights["organisation"] = weights.get("organisation", 0) + 1.5
        if _articled(text, each):
            family = each.text.endswith("s") or each.text in tables.first_names or not one_form
            weights["person"] = weights.get("person", 0) - (1 if family else 2)
            weights["place"] = weights.get("place", 0) + 0.5
        for kind, weight in _witnesses(text, each):
            weights[kind] = weights.get(kind, 0) + weight
            if kind == "place" and len(members) <= _TWICE and each.text.split()[0] not in tables.first_names:
                weights["person"] = weights.get("person", 0) - 1
    if first.text.endswith(("ology", "ism")):
        weights["place"] = 0
    return max(weights, key=lambda kind: weights[kind])


def _settled_by_word(form: str) -> bool:
    words = form.split()
    body = words[-1] in word_set("organisation") or (len(words) > 2 and words[0] in word_set("organisation"))
    return body or (len(words) > 1 and words[-1] in word_set("land"))


def _witnesses(text: str, mention: Mention) -> Iterator[tuple[EntityKind, float]]:
    before = text[max(0, mention.start - _NEAR) : mention.start].rsplit("\n", maxsplit=1)[-1]
    after = text[mention.end : mention.end + _NEAR].split("\n", maxsplit=1)[0]
    for pattern, kind, weight in _BEFORE:
        if pattern.search(before) and not (kind == "place" and _NOT_IN.search(before)):
            yield kind, weight
    for pattern, kind, weight in _AFTER:
        if pattern.match(after):
            yield kind, weight


def _articled(text: str, mention: Mention) -> bool:
    """Whether a single word stands behind "the" as rivers do, and people do not."""
    before, after = text[max(0, mention.start - 5) : mention.start], text[mention.end : mention.end + 12]
    plain = " " not in mention.text and not mention.known
    return (
        plain
        and before.lower().endswith((" the ", "\nthe "))
        and not after.startswith("-")
        and not (after[:1] == " " and after[1:2].isupper())
        and not THING.match(after)
    )


def _clubs(text: str, found: Sequence[Mention]) -> set[str]:
    """Towns of the tables that play: in a text with scores, beside one or beside the words of a match."""
    if not _SCORE.search(text):
        return set()
    plays, stays = Counter[str](), Counter[str]()
    for each in found:
        if not each.known or each.known.kind != "place" or each.known.adjective or each.known.land:
            continue
        plays[each.text] += _plays(text, each)
        stays[each.text] += any(kind == "place" for kind, _ in _witnesses(text, each))
    return {form for form, count in plays.items() if count > stays[form]}


def _plays(text: str, mention: Mention) -> bool:
    before, after = (
        text[max(0, mention.start - _NEAR) : mention.start],
        text[mention.end : mention.end + _NEAR],
    )
    return bool(_PLAY[0].search(before) or _PLAY[1].match(after))


def _club(text: str, mention: Mention) -> bool:
    """Whether a name ends as clubs do, in a text with scores: "Skarn Town"."""
    words = mention.text.split()
    return len(words) > 1 and words[-1] in word_set("club") and bool(_SCORE.search(text))


def _initials(text: str, mention: Mention) -> bool:
    """Whether a single word is an abbreviation: capitals only, and never written with small letters."""
    form = mention.text
    short = form.isalpha() and form.isupper() and _SHORT[0] <= len(form) <= _SHORT[1]
    return short and not mention.title and form.title() not in text


def _heads(found: Sequence[Mention], tables: Gazetteer) -> set[str]:
    """Names of two words or more that an organisation's name begins with ("Vane Hal" of "Vane Hal Lines")."""
    firms = [each.text for each in found if each.kind == "organisation" and _settled_by_word(each.text)]
    forms = {each.text for each in found if " " in each.text and not each.known and not each.title}
    starts = {" ".join(words[:n]) for words in map(str.split, firms) for n in range(2, len(words))}
    return {form for form in forms & starts if form.split(" ", maxsplit=1)[0] not in tables.first_names}


def _firms(text: str, found: Sequence[Mention], tables: Gazetteer) -> set[str]:
    """First words of organisations that may stand for them: no place that is spoken of as one."""
    firsts = {firm_word(each, tables) for each in found} - {""}
    return firsts - {
        each.text
        for each in found
        if each.kind == "place" and any(kind == "place" for kind, _ in _witnesses(text, each))
    }


def _towns(found: Sequence[Mention]) -> set[str]:
    """Places that longer names hold: "Skarn" of "Skarn Harbour Trust", "Oran" of "River Oran"."""
    longer = [
        each.text.split() for each in found if each.kind != "person" and " " in each.text and not each.known
    ]
    towns = {words[0] for words in longer if words[1] in word_set("named after")}
    return towns | {words[1] for words in longer if words[0] in WATERS and len(words) == 2}


def firm_word(mention: Mention, tables: Gazetteer) -> str:
    """The first word of an organisation if it may stand for the whole: not the town it is named after."""
    words = mention.text.split()
    if mention.kind != "organisation" or len(words) < 2 or mention.known:
        return ""
    named_after = any(word in word_set("named after") for word in words[1:])
    return words[0] if own_word(words[0], tables) and not named_after else ""


def own_word(word: str, tables: Gazetteer) -> bool:
    """Whether a name's first word is its own and may stand for it: "Tidewater" for "Tidewater Power"."""
    common = any(word in word_set(name) for name in ("organisation", "generic", "opener", "no name", "land"))
    listed = word in tables.forms or word in tables.first_names or word in tables.titles
    listed = listed or word.lower() in word_set("role")
    return len(word) >= 5 and word.isalpha() and not word.isupper() and not common and not listed
