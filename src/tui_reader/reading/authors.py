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
_ADDRESS = re.compile(r"\s*(?:https?:|//|www\.|@)", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,2}")


def author_names(
    values: Iterable[str], *, site: str = "", handles: bool = False, person: bool = False
) -> list[str]:
    """The names in `values`, in order, each once: no roles, dates, addresses, and not the site itself.

    `handles` lets in names all in lower case; `person` only what has the form of given and family name.
    """
    names: list[str] = []
    seen = {_key(site), ""}
    for value in values:
        if _ADDRESS.match(value):
            continue
        line = _LEAD.sub("", clean_markup_line(value[:_LIMIT], _LIMIT))
        parts = _SPLIT.split(_TAIL.sub("", line))
        for index, part in enumerate(parts):
            name = clean_markup_line(_LEAD.sub("", part).strip(" .,:-–—()[]"), NAME_LIMIT)
            alone = index > 0 and " " not in name and " " in parts[0].strip()
            fits = _PERSON.fullmatch(name) if person else handles or not name.islower()
            if fits and _is_name(name) and not alone and _key(name) not in seen:
                seen.add(_key(name))
                names.append(name)
    return names


def _is_name(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= 5 and 2 < len(name) <= 60 and not _WASTE.search(name)


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
