"""Patterns of attribution that only German has. Parts for `patterns`."""

from __future__ import annotations

import re

from tui_reader.insight.wording import APPOSED, NAME, NEVER, WORDS, Table, either, who

NAMED = r"(?:heißt|hieß)\s(?!es\b)"
"""Says what something is called, not what somebody says."""
_HAS = r"(?:hat|hatte|haben|hatten|habe)"
_IS = r"(?:wird|wurde|werden|wurden|hat|hatte|haben|hatten|habe)"
_SAYS = r"(?P<cue>(?:heißt|hieß)\ses)"
_IN = r"(?:in|im|aus|auf|seitens|bei|beim|vom|von)"


def is_german(table: Table) -> bool:
    """Whether a table has what the patterns below need."""
    return "oblique" in table


def dative_first(table: Table) -> str:
    """Keeps off "Der Zeitung sagte Lena Roth:", where a dative stands before the verb."""
    return rf"(?!De[rmn]\s[^:,.]{{2,60}}\s{either(table['verbs'])}\s(?:{NAME}\s){{1,3}}{NAME}:)"


def past_inverted(table: Table) -> str:
    """The perfect around its subject: "hatte Lena Roth in einem Brief erklärt"."""
    if not is_german(table):
        return NEVER
    return rf"{_HAS}\s(?P<who>{who(table)})\s(?:{WORDS}\s){{0,10}}?(?P<cue>{either(table['past'])})\b"


def behind_marks(table: Table) -> tuple[re.Pattern[str], ...]:
    """Behind the marks: heißt es in dem Papier; wird sie zitiert."""
    place = rf"(?:\w+\s){{0,2}}?{_IN}\s(?P<who>{who(table, 'oblique')})"
    return (
        re.compile(rf"\s*[,–—-]?\s*{_SAYS}\s{place}"),
        re.compile(
            rf"\s*[,–—-]?\s*(?:wird|wurde)\s(?P<who>{who(table)})\s(?:{WORDS}\s){{0,6}}?(?P<cue>zitiert)\b"
        ),
    )


def cited(table: Table, opening: str) -> tuple[re.Pattern[str], ...]:
    """Who is cited with his words, a paper in which it says so, who is cited in the passive."""
    oblique, subject = who(table, "oblique"), who(table)
    cites = r"(?P<cue>zitierte?n?)\s(?:\w+\s){0,2}?"
    phrase = r"(?P<cue>mit\s(?:den|diesen|folgenden)\s(?:\w+\s)?Worten)\b"
    return (
        re.compile(
            rf"(?:.{{4,300}}?,\s)?[Ww]ie\s(?P<who>{subject}){APPOSED}\s(?:{WORDS}\s){{0,8}}?"
            rf"(?P<cue>{either(table['final'])})(?=[,.;]|$)"
        ),
        re.compile(
            rf"(?:.{{4,300}}?,\s)?[Ww]ie\saus\s(?P<who>{oblique})\s(?:{WORDS}\s){{0,4}}?"
            r"(?P<cue>hervorgeht|hervorging|verlautet|verlautete)(?=[,.;]|$)"
        ),
        re.compile(rf".{{0,160}}?\b{cites}(?P<who>{oblique})\s(?=(?:wie\s|.{{0,40}}\bWorten\b))"),
        re.compile(rf".{{0,160}}?\b{_SAYS}\s(?:\w+\s){{0,2}}?{_IN}\s(?P<who>{oblique})"),
        re.compile(rf"(?:In|Im|Aus|Auf|Seitens)\s(?P<who>{oblique})\s{_SAYS}\b"),
        re.compile(
            rf"(?!{opening})(?P<who>{subject})(?:,\s[^,.;:]{{2,90}},)?\s{_IS}\s"
            rf"(?:{WORDS}\s){{0,12}}?(?P<cue>{either(table['past'])})\b"
        ),
        re.compile(rf"(?P<who>{subject})(?:,\s[^.;:]{{2,140}}?)?\s(?:[\w'’-]+,?\s){{1,14}}?{phrase}"),
    )


def according(table: Table) -> tuple[re.Pattern[str], ...]:
    """Laut X, nach Angaben von X, nach einem Bericht der Zeitung, and what stands before "zufolge"."""
    small, reports = either(table["oblique"]), either(table["reports"])
    genitive = rf"[a-zäöü]\w*er\s{NAME}"
    oblique = rf"(?:{who(table, 'oblique')}|{genitive})"
    adjectives = rf"(?:(?!{small}\b|eigene|erste|bisherige)[a-zäöü]\w*n?\s){{0,2}}"
    name = rf"(?:{NAME}(?:\s{NAME}){{0,3}}|[a-z]\w*\d+|n-tv)"
    of = rf"\s(?:(?:von|vom|des|der)\s(?:[a-zäöü]\w*\s){{0,2}}{name}|{genitive})"
    compound = r"[A-ZÄÖÜ]\w*(?:angaben|aussagen|berichten?|informationen|schätzungen)"
    paper = (
        r"(?:[A-ZÄÖÜ]\w*)?(?:[Bb]erichte?n?|[Ss]tudie|[Uu]mfrage|[Uu]ntersuchung|[Mm]itteilung|[Gg]utachten)"
    )
    alone = rf"(?:{compound}|Berichten|Schätzungen|{small}\s{adjectives}{paper})\b(?:{of})?"
    source = rf"(?:{small}\s)?{adjectives}(?:[A-ZÄÖÜ]\w*)?{reports}\b{of}|{adjectives}{alone}"
    after = rf"[Nn]ach\s(?:[a-zäöü]\w*n\s){{0,2}}{reports}(?:\s(?:von|vom))?|[Aa]us\sSicht(?:\svon)?"
    own = rf"(?:seinen|ihren|[A-ZÄÖÜ][a-zäöüß]+s)\s(?:eigenen\s)?{reports}"
    return (
        re.compile(rf".*?\b(?P<cue>[Nn]ach)\s(?P<who>{own})\b"),
        re.compile(rf".*?\b(?P<cue>{after})\s(?P<who>{oblique})"),
        re.compile(rf".*?\b(?P<cue>[Nn]ach)\s(?P<who>{source})"),
        re.compile(rf".*?\b(?P<cue>[Ll]aut|[Gg]emäß|[Ii]n\sden\sAugen)\s(?P<who>{oblique}|{source})"),
        re.compile(rf".{{0,160}}?\b(?P<who>{source}|{who(table, 'oblique')})\s(?P<cue>zufolge|gemäß)\b"),
    )
