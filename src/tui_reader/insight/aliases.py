"""Which mentions are one entity, under which name; and which entity of the library that is.

Cautious on purpose: two full names with different first names are never one person, and a surname alone never
leads to a person of the library.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tui_reader.insight.bounds import Mention
from tui_reader.insight.gazetteer import Gazetteer, Gender
from tui_reader.insight.words import word_set
from tui_reader.model.insight import EntityKind

_SUFFIX = re.compile(
    r"[\s,]+(?:inc|corp|corporation|co|company|ltd|limited|llc|plc|ag|gmbh|sa|se|nv|group|holdings)\.?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s\([^()]{2,20}\)(?=\s\w+\.?$)")
"""What stands in parentheses before a company's legal form: "Brom (Holdings) Plc"."""
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "du", "des", "und", "für"})
_WATERS = frozenset({"River", "Lake", "Mount", "Island", "Valley", "Town", "Village"})
_BODIES = frozenset({"Church", "Bank", "University", "Diocese", "House", "Society"})
_SHOUT = 4
"""Letters from which a place in capitals is no abbreviation."""
_CROWD = 200
"""How many organisations or places a name is compared with."""
_NEAR = 30
"""How many people of one first name or surname a name is compared with."""
_KIN = 2
"""Powers of two that a relative's full name counts less."""
_DOUBLE = 3
"""Words of a name with two surnames, of which the first may stand alone: "Ms. Acosta"."""
_GENERATION = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$", re.IGNORECASE)


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity, as they are gathered."""

    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender = ""
    fixed: str = ""
    """The gazetteer's name for it."""

    @property
    def forms(self) -> Counter[str]:
        """Written forms, demonyms left out."""
        return Counter(each.text for each in self.mentions if not (each.known and each.known.adjective))

    def name(self) -> str:
        """The gazetteer's name, else the fullest form; the most frequent one of several as full."""
        if self.fixed:
            return self._fuller() or self.fixed
        form = max(self.forms.items(), key=lambda item: _fullness(*item))[0]
        if self.kind != "person":
            loud = form.isupper() and form.replace(" ", "").isalpha() and len(form) > _SHOUT
            return form.title() if self.kind == "place" and loud else form
        honour = "" if " " in form else self._honour()
        named = " " in form or any(each.title for each in self.mentions)
        return f"{honour} {form.title() if form.isupper() and named else form}".strip()

    def _fuller(self) -> str:
        """A form of the document that says more than the gazetteer's name, or spells it out."""
        if self.kind != "organisation":
            return next((form for form in self.forms if form == f"{self.fixed} City"), "")
        own = _content(self.fixed.split())
        short = self.fixed.isupper()
        fuller = [
            form
            for form in self.forms
            if not _SUFFIX.search(form) and (own < _content(form.split()) or (short and " " in form))
        ]
        return max(fuller, key=lambda form: (len(form.split()), len(form)), default="")

    def _honour(self) -> str:
        """The rank that a single name is known with ("Pope", "Queen"), if it is always the same one."""
        ranks = {each.title.split()[-1] for each in self.mentions if each.title} & word_set("honour")
        return ranks.pop() if len(ranks) == 1 else ""

    def add(self, mention: Mention) -> None:
        """Take a mention in; the first gender that is known holds."""
        self.mentions.append(mention)
        self.gender = self.gender or mention.gender


def _fullness(form: str, count: int) -> tuple[int, bool, int, int]:
    """What makes a form the name: words, then small letters, then how often it stands, then length."""
    return len(form.split()), not form.isupper(), count, len(form)


def cluster(mentions: Sequence[Mention], tables: Gazetteer) -> list[Cluster]:
    """Group the mentions of one document into entities, in order of first mention."""
    known: dict[tuple[str, str], Cluster] = {}
    rest: list[Mention] = []
    for each in mentions:
        if each.known is None or each.kind == "person":
            rest.append(each)
            continue
        spot = known.setdefault((each.known.name, each.kind), Cluster(each.kind, fixed=each.known.name))
        spot.add(each)
    clusters = list(known.values())
    people = [each for each in rest if each.kind == "person"]
    clusters += _people(people, tables)
    for kind in ("organisation", "place"):
        clusters += _things([each for each in rest if each.kind == kind], kind, clusters)
    for group in clusters:
        group.mentions.sort(key=lambda each: each.start)
    return sorted((group for group in clusters if group.mentions), key=lambda group: group.mentions[0].start)


def _people(mentions: Sequence[Mention], tables: Gazetteer) -> list[Cluster]:
    """Full names first, then first names and surnames alone."""
    people: list[Cluster] = []
    by_word: dict[str, list[Cluster]] = {}
    for each in mentions:
        whole = each.stands_for or each.text
        parts = _parts(whole.lower())
        if len(parts) > 1:
            near = [*by_word.get(parts[-1], ())[-_NEAR:], *by_word.get(parts[0], ())[-_NEAR:]]
            mate = next((one for one in near if _same_person(one.name(), whole, tables)), None)
            if mate is None:
                mate = Cluster("person", fixed=each.stands_for)
                people.append(mate)
            mate.add(each)
            for word in {parts[0], parts[-1], parts[-2] if len(parts) == _DOUBLE else parts[-1]}:
                if all(mate is not one for one in by_word.setdefault(word, [])):
                    by_word[word].append(mate)
    alone: dict[str, Cluster] = {}
    for each in mentions:
        parts = _parts(each.text.lower())
        if len(parts) == 1 and not each.stands_for:
            mate = _owner(each, by_word.get(parts[0], ()))
            if mate is None:
                mate = alone.setdefault(each.text.casefold(), Cluster("person"))
            mate.add(each)
    return people + list(alone.values())


def _parts(name: str) -> list[str]:
    return _GENERATION.sub("", name).replace(".", "").split()


def _same_person(one: str, two: str, tables: Gazetteer) -> bool:
    """Equal surname and first names that can be one: equal, an initial, a short form."""
    left, right = _parts(one.lower()), _parts(two.lower())
    if left[-1] != right[-1]:
        shorter, longer = sorted((left, right), key=len)
        return len(shorter) > 1 and longer[: len(shorter)] == shorter and len(longer) > len(shorter)
    first, second = left[0], right[0]
    if first == second or second in tables.nicknames.get(first, ()):
        return True
    if first in right[:-1] or second in left[:-1]:
        return True
    return (len(first) == 1 or len(second) == 1) and first[0] == second[0]


def _owner(mention: Mention, people: Sequence[Cluster]) -> Cluster | None:
    """Whose surname or first name it is, checked against Mr and Mrs.

    Of two people with one surname the press gives the bare surname to the one whom the article is about: who
    is named in full more often, else who is named first. A man's title rather means a father than his son.
    """
    name = mention.text.lower()
    fits = [one for one in people if _parts(one.name().lower())[-1] == name]
    for gender in (mention.gender, mention.hint):
        if gender:
            fits = [one for one in fits if not one.gender or one.gender == gender] or fits
    if mention.gender:
        known = [one for one in fits if one.gender]
        fits = [one for one in known if mention.gender == "f" or not _related(one)] or fits
    if not fits:
        double = [parts for one in people if len(parts := _parts(one.name().lower())) == _DOUBLE]
        if mention.title and len(people) == len(double) == 1 and double[0][1] == name:
            return people[0]
        fits = [one for one in people if _parts(one.name().lower())[0] == name and not mention.title]
        fits = fits if len(fits) == 1 else []
    if len(fits) < 2:
        return fits[0] if fits else None
    return max(fits, key=lambda one: (_weight(one), -one.mentions[0].start))


def _weight(person: Cluster) -> int:
    """How often the full name stands, in powers of two, so that small differences do not count.

    Who is introduced as somebody's relative needs to stand four times as often.
    """
    full = sum(len(_parts(each.text)) > 1 for each in person.mentions).bit_length()
    return full - (_KIN if _related(person) else 0)


def _related(person: Cluster) -> bool:
    """Whether somebody is introduced as another one's relative."""
    first = next((each for each in person.mentions if len(_parts(each.text)) > 1), None)
    return first is not None and first.kin


def _things(mentions: Sequence[Mention], kind: EntityKind, others: Sequence[Cluster]) -> list[Cluster]:
    """Organisations and places: one key, an acronym, or the first word of a longer name."""
    groups: dict[str, Cluster] = {}
    for each in mentions:
        groups.setdefault(thing_key(each.stands_for or each.text), Cluster(kind)).add(each)
    fixed = [one for one in others if one.kind == kind and one.fixed]
    for one in fixed:
        for name in (one.fixed, f"{one.fixed} City"):
            same = groups.pop(thing_key(name), None)
            one.mentions += same.mentions if same else []
    crowd = [(_form(one.fixed or one.name()), one) for one in [*list(groups.values())[:_CROWD], *fixed]]
    for key in sorted(groups, key=len):
        shorter, short = groups[key], _form(groups[key].name())
        fuller = (
            one
            for full, one in crowd
            if one is not shorter and one.mentions and _covers(full, short, one, shorter)
        )
        mate = next(fuller, None)
        if mate is not None:
            mate.mentions += groups.pop(key).mentions
            shorter.mentions = []
    parted = [(key, group) for key, group in groups.items() if " of " in key]
    for one in fixed:
        head = f" {fold(one.fixed)} of "
        mate = next((group for key, group in parted if head in f" {key} "), None)
        if mate is not None and mate.mentions[0].start < one.mentions[0].start:
            mate.mentions += one.mentions
            one.mentions = []
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class _Form:
    """A name taken apart once, for many comparisons."""

    name: str
    words: list[str]
    key: str
    initials: str
    content: frozenset[str]


def _form(name: str) -> _Form:
    words = name.split()
    return _Form(name, words, thing_key(name), acronym(name), _content(words))


def _covers(full: _Form, short: _Form, longer: Cluster, shorter: Cluster) -> bool:
    """Whether one's name is a full form of the other's; both are of one kind."""
    words, parts = full.words, short.words
    if len(words) <= len(parts):
        return False
    if len(short.name) > 1 and full.initials == short.name.replace(".", ""):
        return True
    if longer.kind == "place":
        return _same_place(words, parts)
    if words[: len(parts)] == parts and _begins(words, parts, longer):
        return True
    if len(words) == len(parts) + 2 and words[1] == "of" and words[2:] == parts and words[0] in _BODIES:
        return True
    if len(parts) == 1 and short.name in word_set("generic") and short.name in words:
        return longer.mentions[0].start < shorter.mentions[0].start
    return full.key == short.key or full.content == short.content


def _content(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.lower() not in _SMALL)


def _begins(words: Sequence[str], parts: Sequence[str], longer: Cluster) -> bool:
    """Whether the beginning of an organisation's name may stand for it."""
    following = words[len(parts)]
    body = word_set("generic") | (word_set("organisation") if len(parts) > 1 else frozenset())
    if (following in body and len(words) == len(parts) + 1) or following in {"of", "on"}:
        return True
    whole = all(each.kind == "organisation" for each in longer.mentions)
    return len(parts) == 1 and len(parts[0]) >= 5 and whole


def _same_place(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a place is named with and without what it is: "River Clyde" and "Clyde"."""
    return len(words) == len(parts) + 1 and (
        (words[0] in _WATERS and list(words[1:]) == list(parts))
        or (words[-1] in _WATERS | {"City"} and list(words[:-1]) == list(parts))
    )


def acronym(name: str) -> str:
    """The initials of the capitalised words of a name."""
    words = [word for word in re.split(r"[\s-]+", name) if word.lower() not in _SMALL]
    return "".join(word[0] for word in words if word[0].isupper())


def thing_key(name: str) -> str:
    """A form folded for comparison: no case, accents, stops, leading article or company suffix."""
    bare = _SUFFIX.sub("", _PART.sub("", re.sub(r"^[Tt]he ", "", name)))
    return fold(bare or name)


def fold(name: str) -> str:
    """Lower case without accents and punctuation, blanks single."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char != ".")
    return " ".join(re.findall(r"\w+", kept))
