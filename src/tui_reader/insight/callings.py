"""What somebody is, as the text says it beside his name: office, trade, house, party and state.

In English, German and French, by the words alone; who "the minister" is afterwards is for `roles`.
"""

from __future__ import annotations

import functools
import re

from tui_reader.insight.abroad import beside_names
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span

_BEHIND = 170
_BEFORE = 90
"""Characters beside a name that are looked at."""
_LONGEST = 90
"""Characters of a role that is shown."""
_CAP = r"[A-ZÀ-Þ][\w.’'&-]*"
_APPOSITION = re.compile(
    r"^(?:\s\([^()\n]{1,30}\))?,\s+(?:\d{1,3},\s+)?(?P<article>(?:the|a|an|der|die|das|le|la|les)\s+|l['’])?"
    rf"(?P<role>(?:{_CAP}\s){{0,4}}[\wÀ-ÿ][^,;:?!()\n\"“”«»„]{{2,}})"
)
_CLOSED = re.compile(
    r"\s[-–—]|(?<=[a-zà-ÿ]{2})(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bSen)(?<!\bRep)(?<!\bGov)\.(?:\s|$)|\.$|\s(?:who|whom|whose|which|that|when|where|qui|dont|said|says|told)\b"
    r"|\s(?:is|was|has|had|will|would|a dit|sagte|sagt|hat|ist)\b"
)
"""Where an apposition ends that no comma closes."""
_FIRST_PREPOSITION = re.compile(
    r"\s(?:of|for|at|in|from|to|with|on|under|de|du|des|d['’]|à|aux?|chez|pour|der|von|vom|bei|beim|für|im|aus|am)(?=\s|\b)"
)
_NOUN = re.compile(r"(?!.*(?:ed|ing|ly)$)[a-zß-ÿ][a-zß-ÿ-]{2,}$")
_TRADE = re.compile(
    r"[a-z-]*(?:ologist|ician|ist|[a-z]man|woman|wright|keeper|maker|owner|holder|player|fighter|worker)$"
)
_PARTY = re.compile(r"^\s\((?P<party>(?:D|R|I|Dem|Rep|Ind)\.?[-–](?:[A-Z][\w.]*)(?:\s[A-Z]\w+)?|[RDI])\)")
_HOUSE = re.compile(
    rf"^\s(?:of|from|at)\s(?:the\s)?(?P<house>{_CAP}(?:\s(?:of|for|the|and|in|at|&|{_CAP})){{0,7}}(?<=\w))"
)
_DEPARTMENT = r"[A-ZÀ-Þ][\w’'&-]+"
_OF_OFFICE = re.compile(
    rf"(?:(?P<lead>{_CAP})\s)?(?P<office>[\w-]+)\s(?:of|for|des|de|de\sla|du)\s(?:the\s)?(?P<of>{_DEPARTMENT}(?:\s(?:and\s)?{_DEPARTMENT}){{0,2}})\s$"
)
"""An office with its department before a name: "Secretary of State X"."""
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor",
    "lt": "lieutenant", "col": "colonel", "sgt": "sergeant", "capt": "captain", "rev": "reverend",
    "atty": "attorney",
}  # fmt: skip
_WORDS = 5
"""Words of an office before a name."""
_OPENS = re.compile(r"(?:^|[.!?:\n]\s*|[\"“„«]\s*)$")


def calling(text: str, span: Span) -> str:
    """What the words beside a mention say of the person: those behind it, else those before it."""
    tail, lead = text[span.end : span.end + _BEHIND], text[max(0, span.start - _BEFORE) : span.start]
    return _behind(tail) or _office(lead.rsplit("\n", maxsplit=1)[-1], tail) or _house(tail)


def _behind(tail: str) -> str:
    """The apposition: "chairman of Acme", "Norland's foreign minister", "Sprecher der Bahn"."""
    match = _APPOSITION.match(tail)
    if match is None:
        return ""
    role = _CLOSED.split(match["role"], maxsplit=1)[0].strip(" .\xa0")
    head = _FIRST_PREPOSITION.split(role, maxsplit=1)[0].split()
    owned = any(word.endswith(("'s", "’s", "s'", "s’")) for word in head)
    if not head or len(role) > _LONGEST or len(head) > _WORDS + 2:
        return ""
    if any(is_calling(word) for word in (head[0], head[-1])):
        plain = head[0][0].islower() or bool(match["article"]) or owned or _foreign(head)
        plain = plain or all(not word[0].islower() for word in head[:-1])
        return role if plain and not _clause(head[0]) else ""
    return role if match["article"] and _NOUN.fullmatch(head[-1]) and not _clause(head[0]) else ""


def _clause(word: str) -> bool:
    return word in word_set("not a calling")


def _foreign(head: list[str]) -> bool:
    """Whether a role in capitals is German, where all nouns have them."""
    return any(_ends(word.lower()) for word in head)


def _office(line: str, tail: str) -> str:
    """The office before a name, its department or place with it, and the party and state in parentheses."""
    party = _PARTY.match(tail)
    whole = _OF_OFFICE.search(line)
    if whole and is_calling(whole["office"]):
        lead = (
            f"{whole['lead']} "
            if whole["lead"] and whole["lead"].lower() not in word_set("before a calling")
            else ""
        )
        office = f"{lead}{whole.group()[len(whole['lead'] or '') :].strip()}"
    else:
        office = _titles(line)
    if party is None:
        return office
    return f"{office} ({party['party']})" if office else party["party"]


def _titles(line: str) -> str:
    """The words right before a name, as far as they tell an office."""
    words = line.split() if line.endswith(" ") else []
    if not words or not is_calling(words[-1]):
        return ""
    taken = [words[-1].rstrip(",")]
    for word in reversed(words[:-1]):
        bare = word.strip('“"„«(')
        capital = bare[:1].isupper() and not bare.endswith((",", ":", ";", "?", "!"))
        ends = bare.endswith(".") and "." not in bare[:-1]
        if len(taken) == _WORDS or not (capital or bare in word_set("of a calling")) or ends:
            break
        if capital and (
            bare.lower() in word_set("before a calling")
            or (_opens(line, line.rfind(word)) and bare in word_set("opener"))
        ):
            break
        taken.append(bare)
    taken[0] = _SHORT.get(taken[0].rstrip(".").lower(), taken[0])
    return " ".join(reversed(taken))


def _opens(line: str, at: int) -> bool:
    return _OPENS.search(line[:at]) is not None


def _house(tail: str) -> str:
    """The organisation that somebody is of: "of the University of Norland"."""
    match = _HOUSE.match(tail)
    words = match["house"].split() if match else []
    while words and not words[-1][0].isupper():
        words.pop()
    return " ".join(words) if any(word in word_set("organisation") for word in words) else ""


@functools.cache
def is_calling(word: str) -> bool:
    """Whether a word, of any of the languages, names an office or a trade."""
    low = word.lower().rstrip(".,").removesuffix("’s").removesuffix("'s")
    if (
        low in _SHORT
        or low in word_set("role")
        or low in word_set("calling")
        or low in beside_names("fr role")
    ):
        return True
    return _TRADE.fullmatch(low) is not None or _ends(low)


def _ends(word: str) -> bool:
    """Whether it is a German office or ends as one: "Außenministerin"."""
    return word in beside_names("de role") or any(
        word.endswith(stem) for stem in beside_names("de role") if len(stem) > len("chef")
    )
