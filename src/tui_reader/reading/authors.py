"""Names of authors out of by-lines as pages write them; what is no name is dropped, none is invented."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_reader.model.text import NAME_LIMIT, clean_markup_line

_LIMIT = 320
_LEAD = re.compile(
    r"^\W*(?:(?:written|authored|posted|reported|published|words|story|text|reviewed|medically reviewed)\s+)?"
    r"(?:by|von|par|por|di|door|authors?|autor|authored by)\b[\s:]*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[;|\n•·/]\s*|\s+(?:and|und|et|y|with|mit)\s+|\s*&\s*|,\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"\W*(?:\(?(?:medically |fact |clinically )?(?:reviewed|edited|checked|updated|published"
    r"|last updated|photograph\w*)\b.*"
    r"|\s(?:(?:senior|staff|tech|chief|political|associate|contributing|managing|news|business"
    r"|science|sports|culture)\s+)*"
    r"(?:reporter|writer|editor|correspondent|contributor)s?)$",
    re.IGNORECASE,
)
_WASTE = re.compile(
    r"https?:|www\.|@|\d|\b(?:admin|administrator|staff|editors?|editorial|team|newsroom"
    r"|news desk|desk|redaktion|redaction"
    r"|rédaction|redaktion|guest|contributor|contributors|correspondent|reporter|updated"
    r"|published|posted|minutes?|read|follow"
    r"|subscribe|share|comments?|unknown|anonymous|webmaster|user|root|null|none|undefined|name|type|events?"
    r"|more about|about|all posts|posts by|says"
    r"|press release|photo|image"
    r"|january|february|march|april|june|july|august|september|october|november|december|jan"
    r"|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|expert|officer|director|manager|university|am|pm|est|gmt|utc)\b",
    re.IGNORECASE,
)
_WORDS, _LONGEST = 5, 60
_HOUSE = re.compile(
    r"(?:^|\s)(?:inc|llc|llp|ltd|limited|gmbh|corp|corporation|pllc|pc|official|trustees|board|coalition|blog)\.?$"
    r"|^(?:board|office|department|ministry) of\b|\sby\s",
    re.IGNORECASE,
)
"""Names of houses, not of people."""
_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)+$|-\w+-\w+-\w+")
"""Names of accounts and of classes of elements."""
_ADDRESS = re.compile(r"\s*(?:https?:|//|www\.|@)", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:for|and|the|of|with|in|to|our|your|by|on|company|industry|size|more|blog|news|media|group|home)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,2}")


def author_names(
    values: Iterable[str], *, sites: Iterable[str] = (), handles: bool = False, person: bool = False
) -> list[str]:
    """The names in `values`, in order, each once: no roles, dates, addresses, and none of `sites`.

    `handles` lets in names all in lower case; `person` only what has the form of given and family name.
    """
    names: list[str] = []
    seen = {"", *map(_key, sites)}
    for value in values:
        if _ADDRESS.match(value):
            continue
        line = _LEAD.sub("", clean_markup_line(value[:_LIMIT], _LIMIT))
        parts = _SPLIT.split(_TAIL.sub("", line))
        for index, part in enumerate(parts):
            name = clean_markup_line(_LEAD.sub("", part).strip(" .,:-–—()[]"), NAME_LIMIT)
            alone = index > 0 and " " not in name and " " in parts[0].strip()
            fits = _is_person(name) if person else handles or not name.islower()
            if fits and _is_name(name) and not alone and _key(name) not in seen:
                seen.add(_key(name))
                names.append(name)
    return names


def _is_name(name: str) -> bool:
    words = name.split()
    if not 0 < len(words) <= _WORDS or not 2 < len(name) <= _LONGEST or _WASTE.search(name):
        return False
    return not _HOUSE.search(name) and not _SLUG.search(name)


def _is_person(name: str) -> bool:
    """Whether a name has the form of given and family name, and no word that stands in no name."""
    words = name.split()
    return _PERSON.fullmatch(name) is not None and len(set(words)) == len(words) and not _NO_NAME.search(name)


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
