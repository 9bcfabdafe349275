"""Mentions of names: the model's, the gazetteer's and capitalised runs, put right by rules of the document.

Boundaries, types and missed occurrences are settled here; which mentions are one entity is for `aliases`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tui_reader.insight.gazetteer import Gazetteer, Gender, Known
from tui_reader.insight.language import Name
from tui_reader.insight.masking import dateline
from tui_reader.insight.words import word_set
from tui_reader.model.document import Block, Span
from tui_reader.model.insight import EntityKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "PER": "person", "ORG": "organisation",
    "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
"""Labels of the models that name what we show; all others are dropped."""

_ROLE = re.compile(
    r"^(?:(?:the|a|an|president|prime|minister|secretary|senator|chairman|spokesman|spokeswoman|judge|mayor|governor)\s*)+$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:['’]s?|[\s,;:.\"“”()\[\]–—-])+$")
_HEAD = re.compile(
    r"^(?:(?:the|a|an|and|of|with|der|die|das|le|la|les)\s+|[\s,;:\"“”'‘’()\[\]#@•*–—-]+)+", re.IGNORECASE
)
_CUT = re.compile(r"\n|\s\(|\s(?:Image|Photo|File|Video|Credit|Picture)\b|(?<=[a-z])\s\d+$")
_AFTER_NAME = re.compile(r"\s(?!(?:de|la|van|von|bin|al|der|den|del|da|di|le|el|ibn|ben|y|e)\b)[a-z]+\b")
_NO_NAME = re.compile(r"^[\d\W_]*$|^\d*[A-Z]?\d+[A-Za-z]{0,3}$|^(?:[A-Z][a-z]{2,8}day|1?\dG)$")
_CAPITAL = re.compile(r"[A-ZÀ-ÞŁŚŠŽ]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a name. `known` is what the gazetteer says of the form, `title` stands before it."""

    start: int
    end: int
    text: str
    kind: EntityKind
    known: Known | None = None
    title: str = ""
    gender: Gender = ""
    sure: bool = True


def find_mentions(
    text: str,
    blocks: Sequence[Block],
    names: Iterable[Name],
    tables: Gazetteer,
    *,
    model: bool,
    lang: str = "",
) -> list[Mention]:
    """All mentions of the prose `blocks`, in order, without overlaps. `names` are the model's, if any."""
    spans = [Span(block.start, block.end) for block in blocks]
    shouted = [span for span in spans if _shouted(text[span.start : span.end])]
    tagged = [mention for name in names for mention in _tagged(text, name, tables)]
    tagged = [each for each in tagged if not any(span.start <= each.start < span.end for span in shouted)]
    listed = [mention for span in spans for mention in _listed(text, span, tables, tagged, model=model)]
    found = _merged(tagged, listed)
    if model:
        found = _merged(found, [each for span in spans for each in named_people(text, span, tables)])
    found = _merged(found, [each for span in spans for each in _dateline(text, span, tables)])
    if not model:
        found = _merged(found, [each for span in spans for each in capital_runs(text, span, tables)])
        found = _merged(found, list(_repeated(text, spans, tables)) if lang != "de" else [])
    found = _voted(found, tables)
    found = _merged(found, list(_untagged(text, spans, found, tables)))
    return sorted(found, key=lambda each: each.start)


def _shouted(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return len(letters) > 8 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _tagged(text: str, name: Name, tables: Gazetteer) -> Iterator[Mention]:
    """The model's mention with its boundaries put right, or nothing."""
    kind = KINDS.get(name.label)
    if kind is None:
        return
    mention = trimmed(text, name.start, name.end, kind, tables)
    if mention is not None:
        yield mention


def trimmed(text: str, start: int, end: int, kind: EntityKind, tables: Gazetteer) -> Mention | None:
    """A mention without article, titles, possessive and outer punctuation; None when no name is left."""
    body = _CUT.split(text[start:end], maxsplit=1)[0]
    if kind == "person":
        body = _AFTER_NAME.split(body, maxsplit=1)[0]
    head = _HEAD.match(body)
    shift = head.end() if head else 0
    start, body = start + shift, body[shift:]
    tail = _TAIL.search(body)
    if tail and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr)\.$", body[: tail.start() + 1]):
        body = body[: tail.start()]
    elif tail:
        body = body[: tail.start() + 1]
    title = ""
    if kind == "person":
        title, body, shift = _untitled(body, tables)
        body, more = _without_opener(body, tables)
        start += shift + more
    if not _CAPITAL.search(body) and body not in tables.forms:
        return None
    if _NO_NAME.match(body) or body in word_set("no name") or _ROLE.match(body) or len(body) > 80:
        return None
    title = title or (_title_before(text, start, tables) if kind == "person" else "")
    body, more = _without_country(body, tables)
    start += more
    known = tables.forms.get(body)
    return Mention(
        start,
        start + len(body),
        body,
        _kind(body, kind, known, tables),
        known,
        title,
        _gender(body, title, tables),
    )


def _without_country(body: str, tables: Gazetteer) -> tuple[str, int]:
    """An organisation of the tables without its country ("UK Home Office"), and how far it is shifted."""
    for first in (1, 2):
        words = body.split()
        land = tables.forms.get(" ".join(words[:first]))
        known = tables.forms.get(" ".join(words[first:]))
        if land and land.kind == "place" and known and known.kind == "organisation":
            rest = " ".join(words[first:])
            return rest, len(body) - len(rest)
    return body, 0


def _untitled(body: str, tables: Gazetteer) -> tuple[str, str, int]:
    """Title words at the beginning, the rest, and how far it is shifted."""
    titles: list[str] = []
    at = 0
    for match in re.finditer(r"\S+\s+", body):
        if match.start() != at or match.group().strip() not in tables.titles:
            break
        titles.append(match.group().strip())
        at = match.end()
    return " ".join(titles), body[at:], at


def _without_opener(body: str, tables: Gazetteer) -> tuple[str, int]:
    """The name without a word of its sentence before it ("Later Bob Barrow"), and how far it is shifted."""
    words = body.split(" ")
    opens = words[0] in word_set("opener") and len(words) > 1
    named = (
        len(words) > 2
        and words[0] not in tables.first_names
        and words[1] in tables.first_names
        and words[0].isalpha()
    )
    return (body[len(words[0]) + 1 :], len(words[0]) + 1) if opens or named else (body, 0)


def _title_before(text: str, start: int, tables: Gazetteer) -> str:
    word = re.search(r"(\S+)\s$", text[max(0, start - 20) : start])
    return word[1] if word and word[1] in tables.titles else ""


def _kind(body: str, kind: EntityKind, known: Known | None, tables: Gazetteer) -> EntityKind:
    words = body.split()
    if (
        known
        and not known.unsure
        and not (kind == "person" and len(words) == 1 and known.kind == "place" and known.adjective)
    ):
        return known.kind
    if words[-1] in word_set("organisation") or (
        len(words) > 2 and any(word in word_set("organisation") for word in words)
    ):
        return "organisation"
    if kind != "person" and len(words) > 1 and words[-1] in word_set("land"):
        return "place"
    if kind != "person" and 2 <= len(words) <= 3 and words[0] in tables.first_names and words[1][0].isupper():
        return "person" if words[0] not in tables.forms else kind
    return kind


def _gender(body: str, title: str, tables: Gazetteer) -> Gender:
    for word in title.split():
        if tables.titles.get(word):
            return tables.titles[word]
    words = body.split()
    return tables.first_names.get(words[0], "") if len(words) > 1 else ""


def _listed(
    text: str, span: Span, tables: Gazetteer, tagged: Sequence[Mention], *, model: bool
) -> Iterator[Mention]:
    """Gazetteer forms; the ambiguous ones only when there is no model to ask."""
    witnessed = {mention.text for mention in tagged if mention.kind != "person"}
    for hit in tables.find(text[span.start : span.end]):
        start, end = span.start + hit.start, span.start + hit.end
        form = text[start:end]
        if hit.known.unsure and model and form not in witnessed:
            continue
        if _part_of_name(text, start, end, span) and hit.known.kind == "place" and len(form.split()) == 1:
            continue
        yield Mention(start, end, form, hit.known.kind, hit.known)


def _part_of_name(text: str, start: int, end: int, span: Span) -> bool:
    """A capitalised word of no sentence start stands before it, without a comma: "T-Mobile US"."""
    before = re.search(r"([A-Z][\w'’-]+) $", text[max(span.start, start - 30) : start])
    return (
        bool(before)
        and text[start:end].isupper()
        and len(text[start:end]) <= 3
        and before is not None
        and not re.search(r"(?:[.!?:]\s+|^)" + re.escape(before[1]) + r" $", text[span.start : start])
    )


def _merged(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """Both lists; where they overlap the longer one stays, the first when equal."""
    kept: list[Mention] = []
    ranked = sorted(
        [(-(each.end - each.start), 0, each.start, each) for each in first]
        + [(-(each.end - each.start), 1, each.start, each) for each in second],
        key=lambda row: row[:3],
    )
    taken: set[int] = set()
    for _, _, _, each in ranked:
        place = range(each.start, each.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(each)
    return kept


def _voted(found: Sequence[Mention], tables: Gazetteer) -> list[Mention]:
    """Give every form the kind that most of its mentions have; a form of the gazetteer has its own."""
    votes: dict[str, Counter[EntityKind]] = {}
    for each in found:
        votes.setdefault(each.text, Counter())[each.kind] += 1
    surnames = {each.text.split()[-1] for each in found if each.kind == "person" and " " in each.text}
    firms = {
        each.text.split()[0]
        for each in found
        if each.kind == "organisation" and " " in each.text and _own_word(each.text.split()[0], tables)
    }
    out = []
    for each in found:
        kind = votes[each.text].most_common(1)[0][0]
        if each.text in surnames and " " not in each.text and each.known is None:
            kind = "person"
        seldom = votes[each.text]["person"] <= 1
        if each.text in firms and each.text not in surnames and seldom and not each.known and not each.title:
            kind = "organisation"
        if each.title and each.known is None and votes[each.text]["person"]:
            kind = "person"
        out.append(
            replace(each, kind=kind, known=each.known if each.known and each.known.kind == kind else None)
        )
    return out


def _own_word(word: str, tables: Gazetteer) -> bool:
    """Whether a name's first word is its own and may stand for it: "Tidewater" for "Tidewater Power"."""
    common = any(word in word_set(name) for name in ("organisation", "generic", "opener", "no name", "land"))
    listed = word in tables.forms or word in tables.first_names or word in tables.titles
    return len(word) >= 5 and word.isalpha() and not word.isupper() and not common and not listed


def _untagged(
    text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer
) -> Iterator[Mention]:
    """Occurrences that the model missed of forms it found elsewhere; surnames of full names too."""
    forms: dict[str, Mention] = {}
    people = {word for each in found if each.kind == "person" for word in each.text.split()}
    for each in found:
        if len(each.text) >= 3 and each.text not in word_set("no name"):
            forms.setdefault(each.text, each)
        first = each.text.split()[0]
        firm = each.kind == "organisation" and " " in each.text and not each.known
        if firm and first not in people and _own_word(first, tables):
            forms.setdefault(first, replace(each, known=None))
        last = each.text.split()[-1]
        if each.kind == "person" and len(last) >= 3 and " " in each.text:
            forms.setdefault(last, replace(each, known=None, title=""))
    if not forms:
        return
    pattern = re.compile(
        r"(?<![\w@#])(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")(?!\w)"
    )
    for span in spans:
        for match in pattern.finditer(text, span.start, span.end):
            yield replace(
                forms[match.group()],
                start=match.start(),
                end=match.end(),
                text=match.group(),
                title="",
                sure=False,
            )


_OFTEN = 3
"""How often a capitalised word must stand inside sentences to be taken for a name."""
_INSIDE = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w-]{2,}\b")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w-]{2,}\b")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{2,}(?:[ '-][A-ZÀ-Þ]{2,}){0,3}(?![\w])")
_RUN = re.compile(
    r"(?<![\w@#&])[A-ZÀ-Þ][\w'’&.-]*[\w](?:(?:\s(?:of|the|de|la|von|van|der|den|bin|al|du|des|und|&)){0,2}\s[A-ZÀ-Þ][\w'’&-]*[\w])*"
)


def _repeated(text: str, spans: Sequence[Span], tables: Gazetteer) -> Iterator[Mention]:
    """Capitalised words that come back often, inside sentences too: taken for organisations."""
    inside = Counter(
        match.group() for span in spans for match in _INSIDE.finditer(text, span.start, span.end)
    )
    for span in spans:
        for match in _CAPITALISED.finditer(text, span.start, span.end):
            word = match.group()
            known = word in tables.forms or word in tables.first_names or word in tables.titles
            if inside[word] >= _OFTEN and not known and word not in word_set("no name"):
                yield Mention(match.start(), match.end(), word, "organisation", sure=False)


def named_people(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """Capitalised runs that begin with a first name, for what the model overlooks."""
    for each in capital_runs(text, span, tables):
        words = each.text.split()
        plain = not any(word in word_set("land") or word in word_set("organisation") for word in words)
        if each.kind == "person" and 2 <= len(words) <= 3 and words[0] in tables.first_names and plain:
            yield each


def _dateline(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """The place in capitals that a report begins with."""
    if not dateline(text[span.start : span.end]):
        return
    match = _CAPITALS.match(text, span.start)
    if match:
        name = match.group().title()
        known = tables.forms.get(name) or Known(name, "place")
        yield Mention(match.start(), match.end(), match.group(), "place", known)


def capital_runs(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """Names without a model: capitalised runs with a first name, a title, or an organisation's word."""
    for match in _RUN.finditer(text, span.start, span.end):
        words = match.group().split()
        title, body, shift = _untitled(match.group(), tables)
        before = title or _title_before(text, match.start() + shift, tables)
        parts = body.split()
        if not parts or parts[0] in word_set("no name"):
            continue
        first = next((n for n, word in enumerate(parts[:-1]) if n and word in tables.first_names), 0)
        if first and not before and not any(word in word_set("organisation") for word in words):
            shift += body.index(parts[first])
            parts, before = parts[first:], ""
        kind: EntityKind | None = None
        if any(word in word_set("organisation") for word in words) and len(parts) > 1:
            kind = "organisation"
        elif (before or parts[0] in tables.first_names) and (before or len(parts) > 1) and len(parts) <= 4:
            kind = "person"
        if kind:
            mention = trimmed(text, match.start() + shift, match.end(), kind, tables)
            if mention:
                yield replace(mention, title=before or mention.title)
