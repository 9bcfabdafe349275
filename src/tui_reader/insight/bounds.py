"""One mention of a name with its boundaries put right: no article, title, possessive or neighbour in it.

Looks at the words of the mention and the one before it; what the rest of the document
tells is for `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui_reader.insight.gazetteer import Gazetteer, Gender, Known
from tui_reader.insight.words import alternatives, word_set
from tui_reader.model.insight import EntityKind

_ROLE = re.compile(
    r"^(?:(?:the|a|an|president|prime|minister|secretary|senator|chairman|spokesman|spokeswoman|judge|mayor|governor)\s*)+$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:['’‘]s?|[\s,;:.\"“”()\[\]–—-])+$")
_HEAD = re.compile(
    r"^(?:(?:(?:Did|Does|Do|Is|Are|Was|Were|Will|Can|Has|Have|Had|Should|Would|Could)\sthe|(?i:the|a|an|and|of|with)|der|die|das|le|la|les)\s+|[\s,;:\"“”'‘’()\[\]#@•*–—\u200e-\u202e-]+)+"
)
_ARTICLE = re.compile(r"^(?:Der|Die|Das|Les?|La)\s+")
_CUT = re.compile(
    r"[\n\t]|\s\(|\s[*|•–—-]\s|\s(?:Image|Photo|File|Video|Picture)\b|\sCredit(?::|$)|(?<=[a-z])\s\d+(?:-\d+)?$"
    r"|(?<=Inc\.)\s|(?<=Corp\.)\s|(?<=Ltd\.)\s|(?<=Co\.)\s(?!Ltd|KG|Inc)"
    r"|\s(?:Q[1-4]|H[12]|FY)\b|:\s|\s?[\[\]]|\s\d[\d.,]*\s(?:per|percent|million|billion|%)"
)
_AFTER_NAME = re.compile(r"\s(?!(?:de|la|van|von|bin|al|der|den|del|da|di|le|el|ibn|ben|y|e)\b)[a-z]+\b")
_NO_NAME = re.compile(
    r"^[\d\W_]*$|^\d*[A-Z]?\d+[A-Za-z]{0,3}$|^(?:[A-Z][a-z]{2,8}day|1?\dG)$"
    r"|^(?:Group|Room|Gate|Plan|Grade|Class|Section|Part|Article|Chapter|Phase|Stage|Pool|Game|Flight)"
    r" [A-Z\d]{1,3}$"
)
_GENERATION = frozenset({"Jr", "Sr", "II", "III", "IV"})
_LEGAL_FORMS = frozenset(
    ["AG", "Inc", "Inc.", "Corp", "Corp.", "Ltd", "Plc", "PLC", "GmbH", "NV", "Holdings"]
)
"""What alone is no company's name."""
_GERMAN = re.compile(
    r"[A-ZÄÖÜ]\w*(?:[Mm]inister|forscher|sprecher|[Hh]istoriker|thekar|präsident|direktor|leiter|händler|chef|professor"
    r"|experte?|kommissar|meister)(?:in)? (?=[A-ZÄÖÜ]\w+ [A-ZÄÖÜ])"
)
"""A German office before a full name."""
_PREFIX = re.compile(
    r"(?:(?:pro|anti|non|ex|post|pre|mid|then|neo|ultra)-)+(?=[A-ZÀ-Þ])"
    r"|[A-ZÀ-Þ][\w.]*-(?:[a-z]+ing|backed|led|based|owned|run|born|style|controlled|held)\s"
)
_CAMP = re.compile(r"(?:Team|Camp)\s(?=[A-ZÀ-Þ])")
"""What makes a person's name that of his people: "Team Keller"."""
_PARTISAN = re.compile(
    r".*\b(?:Democrat|Republican|Tory|Conservative|Liberal|Socialist|Communist|Independent)"
)
"""A follower of a party, taken for a person's surname: "Carolina Democrat"."""
_SAID = re.compile(
    rf"(?P<verb>{alternatives('said').title()}|Stated|Continued|Responded|Wrote|Tweeted|Replied)\s(?=[A-ZÀ-Þ])"
)
_OWNER = re.compile(r"(?P<owner>[A-ZÀ-Þ][^'’]*)['’]s (?=(?P<first>[A-ZÀ-Þ][\w-]+))")
"""Whose the person is: "Commentary's Noah …"."""
_SENATOR = re.compile(r"\s(?:Sens?|Govs?|Reps?)\.?$")
"""An office behind a state, taken for the end of its name."""
_SMALL_HEAD = re.compile(
    r"(?:(?!(?:de|la|le|les|von|van|der|den|al|el|bin|ibn|da|di|du)\b)[a-z]+\s)+(?=[A-ZÀ-Þ])"
)
_SMALL_TAIL = re.compile(
    r"(?:(?<!\sdes)(?<!\sdu)(?<!\sde)\s(?!(?:des|du|de)\b)[a-zà-ÿ][\w-]*)+$"  # "Cour des comptes" is whole
)
"""Words of the sentence around a name that the model took in."""
_FOR = re.compile(r"\s(?:for|from|of|at|von|vom)\s")
_OPENS = re.compile(r"(?:^|[.!?:;\n]\s*|[\"“‘(]\s*)$")
_OFFICE_OF = re.compile(r"\b(?:[Uu]nder)?(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner) (?:of|for) (?:the )?$")
_OFFICE = re.compile(r" (?:Secretary|Minister|Undersecretary|Commissioner)\b")
_ABBREVIATION = 4
"""Letters up to which capitals may be an abbreviation."""
_TWO = 2
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
    hint: Gender = ""
    """What the next pronoun of its sentence suggests; tells namesakes apart, never more."""
    sure: bool = True
    kin: bool = False
    """Introduced as somebody's relative ("his wife, Anna Keller"): a bare surname is rather the other's."""
    stands_for: str = ""
    """The full form that the text gives for an abbreviation."""


def surname(name: str) -> str:
    """The last word of a name that is no generation: "Keller" of "Paul Keller III"."""
    words = name.split()
    plain = [word for word in words if word.rstrip(".") not in _GENERATION]
    return (plain or words)[-1].rstrip(",")


def trimmed(text: str, start: int, end: int, kind: EntityKind, tables: Gazetteer) -> Mention | None:
    """A mention without article, titles, possessive and outer punctuation; None when no name is left."""
    body = _CUT.split(text[start:end], maxsplit=1)[0]
    for cut in (_GERMAN.match, _PREFIX.match, _SMALL_HEAD.match, lambda name: _owner(name, tables)):
        before = cut(body) if body not in tables.forms else None
        start, body = (start + before.end(), body[before.end() :]) if before else (start, body)
    bare = _SMALL_TAIL.sub("", body)
    body = body if body in tables.forms or bare in word_set("no name") else bare
    body = _SENATOR.sub("", body)
    if kind == "organisation":
        body = _FOR.split(body, maxsplit=1)[0] if body.split(" ", 1)[0] in tables.first_names else body
    if kind == "person":
        body = _AFTER_NAME.split(body, maxsplit=1)[0]
    head = _HEAD.match(body)
    shift = head.end() if head else 0
    start, body = start + shift, body[shift:]
    start, body = _without_article(start, body, tables)
    kind = "person" if _titled(body, tables) else kind
    tail = _TAIL.search(body)
    if tail and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr)\.$", body[: tail.start() + 1]):
        body = body[: tail.start()]
    elif tail:
        body = body[: tail.start() + 1]
    title = ""
    if kind == "person":
        camp = _CAMP.match(body) or _said_before(body, tables)
        start, body = (start + camp.end(), body[camp.end() :]) if camp else (start, body)
        if _PARTISAN.fullmatch(body) and body.split()[0] not in tables.first_names:
            return None
        start, body = _without_paper(start, body, tables)
        title, body, shift = untitled(body, tables)
        body, more = _without_opener(
            body, tables, opens=bool(_OPENS.search(text[max(0, start + shift - 3) : start + shift]))
        )
        start += shift + more
    if not _CAPITAL.search(body) and body not in tables.forms:
        return None
    if (
        body in _LEGAL_FORMS
        or _NO_NAME.match(body)
        or body in word_set("no name")
        or _ROLE.match(body)
        or len(body) > 80
    ):
        return None
    if all(word in tables.titles or word.title() in tables.titles for word in body.split()):
        return None
    title = title or (title_before(text, start, tables) if kind == "person" else "")
    body, more = _without_country(body, tables)
    start += more
    body = body if kind == "person" else _without_event(body, tables)
    known = tables.forms.get(body) or _office_of(body, tables) or _shouted(body, tables)
    known = known or (tables.forms.get(f"{body}.") if text.startswith(".", start + len(body)) else None)
    if not body or (kind == "place" and body[-1].isdigit() and known is None) or _party(body, tables):
        return None
    if kind != "person" and (" " not in body or kind == "organisation") and _office(text, start, body, known):
        return None
    if text[start - 1 : start] == "@" or text[start + len(body) : start + len(body) + 1] == "$":
        return None
    return Mention(
        start,
        start + len(body),
        body,
        _kind(body, kind, known, tables, title),
        known,
        title,
        _gender(body, title, tables),
    )


def _said_before(body: str, tables: Gazetteer) -> re.Match[str] | None:
    """A verb of saying that opens a line, taken for a first name: "Stated Keller"."""
    match = _SAID.match(body)
    return match if match and match["verb"] not in tables.first_names else None


def _owner(body: str, tables: Gazetteer) -> re.Match[str] | None:
    match = _OWNER.match(body)
    if match is None:
        return None
    owner = tables.forms.get(match["owner"])
    return match if match["first"] in tables.first_names or owner is not None else None


def _without_paper(start: int, body: str, tables: Gazetteer) -> tuple[int, str]:
    """A person without the organisation run into the name: "Washington Post Keller", "Keller White House"."""
    words = body.split()
    for size in range(len(words) - 1, 1, -1):
        head = tables.forms.get(" ".join(words[:size]))
        if head and head.kind == "organisation":
            rest = " ".join(words[size:])
            return start + len(body) - len(rest), rest
        tail = tables.forms.get(" ".join(words[-size:]))
        if tail and tail.kind == "organisation":
            return start, " ".join(words[:-size])
    return start, body


def _shouted(body: str, tables: Gazetteer) -> Known | None:
    """What a name in capitals is when the tables know it in small letters: "NEW YORK"."""
    return tables.forms.get(body.title()) if body.isupper() and len(body) > _ABBREVIATION else None


def _titled(body: str, tables: Gazetteer) -> bool:
    """Whether a name begins as only a person's does: "Rev Joan …"."""
    words = body.split()
    return len(words) > 2 and words[0] in tables.titles and words[1] in tables.first_names


def _without_article(start: int, body: str, tables: Gazetteer) -> tuple[int, str]:
    """A name of the tables, or one that begins with an organisation's word, without a foreign article."""
    article = _ARTICLE.match(body)
    rest = body[article.end() :] if article else ""
    if (
        article
        and body not in tables.forms
        and (rest in tables.forms or rest.split()[0] in word_set("organisation"))
    ):
        return start + article.end(), rest
    return start, body


def _party(body: str, tables: Gazetteer) -> bool:
    """Whether it is only the people of a party or a faith in a place: "Virginia Democrats"."""
    place, _, people = body.rpartition(" ")
    return people in word_set("people") and place in tables.forms and tables.forms[place].kind == "place"


def _without_event(body: str, tables: Gazetteer) -> str:
    """What of a name is left when it ends as an event does: the host that the tables know, or nothing."""
    words = body.split()
    if len(words) < 2 or words[-1] not in word_set("event") or body in tables.forms:
        return body
    size = next((n for n in range(len(words) - 1, 0, -1) if " ".join(words[:n]) in tables.forms), 0)
    return " ".join(words[: size + (size > 0 and words[size] == "City")])


def _without_country(body: str, tables: Gazetteer) -> tuple[str, int]:
    """An organisation of the tables without its country ("UK Home Office"), and how far it is shifted."""
    for first in (1, 2):
        words = body.split()
        land = tables.forms.get(" ".join(words[:first]))
        known = tables.forms.get(" ".join(words[first:]))
        spelled = land is not None and land.land and land.name == " ".join(words[:first])
        if land and land.kind == "place" and not spelled and known and known.kind == "organisation":
            rest = " ".join(words[first:])
            return rest, len(body) - len(rest)
    return body, 0


def _office(text: str, start: int, body: str, known: Known | None) -> bool:
    """Whether a single word is only part of an office ("Home Secretary", "minister for Education")."""
    if known is not None and (known.kind == "place" or known.name == body):
        return False
    before = text[max(0, start - 30) : start]
    return bool(_OFFICE.match(text, start + len(body)) or _OFFICE_OF.search(before))


def _office_of(body: str, tables: Gazetteer) -> Known | None:
    """What an office is when the full name of its country stands before it ("United Kingdom Home Office")."""
    words = body.split()
    for first in (1, 2):
        land, known = tables.forms.get(" ".join(words[:first])), tables.forms.get(" ".join(words[first:]))
        if land and land.land and land.name == " ".join(words[:first]) and known:
            return known if known.kind == "organisation" else None
    return None


def untitled(body: str, tables: Gazetteer) -> tuple[str, str, int]:
    """Title words at the beginning, the rest, and how far it is shifted."""
    titles: list[str] = []
    at = 0
    for match in re.finditer(r"\S+\s+", body):
        if match.start() != at or match.group().strip() not in tables.titles:
            break
        titles.append(match.group().strip())
        at = match.end()
    return " ".join(titles), body[at:], at


def _without_opener(body: str, tables: Gazetteer, *, opens: bool) -> tuple[str, int]:
    """The name without a word of its sentence before it ("Later Bob Barrow"), and how far it is shifted."""
    words = body.split(" ")
    opener = words[0] in word_set("opener") and len(words) > 1
    named = (
        opens
        and len(words) > 2
        and words[0] not in tables.first_names
        and words[1] in tables.first_names
        and words[0].isalpha()
    )
    return (body[len(words[0]) + 1 :], len(words[0]) + 1) if opener or named else (body, 0)


def title_before(text: str, start: int, tables: Gazetteer) -> str:
    """The word before a name, if it is a title; else nothing."""
    word = re.search(r"(\S+)\s$", text[max(0, start - 20) : start])
    return word[1] if word and word[1] in tables.titles else ""


def _kind(body: str, kind: EntityKind, known: Known | None, tables: Gazetteer, title: str = "") -> EntityKind:
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
    built = words[-1] in word_set("built") and words[0] not in tables.first_names
    if len(words) > 1 and (built or (kind != "person" and words[-1] in word_set("land"))):
        return "place"
    if kind == "place" and not known and _team(words, tables):
        return "organisation"
    if kind == "person" and len(words) == _TWO and words[0] not in tables.first_names and not title:
        town = tables.forms.get(words[1])
        return "organisation" if town and town.kind == "place" and not town.unsure else kind
    land = tables.forms.get(words[-1]) if len(words) > 1 else None
    if kind == "place" and land and land.land and not land.adjective and not known:
        named = all(word[0].isupper() and word not in word_set("side") for word in words)
        return "organisation" if named and words[0] not in tables.forms else kind
    if kind != "person" and 2 <= len(words) <= 3 and words[0] in tables.first_names and words[1][0].isupper():
        return "person" if words[0] not in tables.forms else kind
    return kind


def _team(words: Sequence[str], tables: Gazetteer) -> bool:
    """Whether a place of the tables is followed by a word in the plural, as in the names of teams."""
    last = words[-1]
    common = any(last in word_set(name) for name in ("land", "no team", "people", "event"))
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is", "as")) and not common
    return len(words) > 1 and plural and " ".join(words[:-1]) in tables.forms


def _gender(body: str, title: str, tables: Gazetteer) -> Gender:
    for word in title.split():
        if tables.titles.get(word):
            return tables.titles[word]
    words = body.split()
    return tables.first_names.get(words[0], "") if len(words) > 1 else ""
