"""Names in German and French prose that no model reads, told by the words beside them (`data/abroad.txt`).

Yields spans with labels as a model would; boundaries and which names are one are for others.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_reader.insight.gazetteer import gazetteer
from tui_reader.insight.language import Name
from tui_reader.insight.words import lines
from tui_reader.model.document import Span

LANGUAGES = frozenset({"de", "fr"})

_CAP = r"[A-ZÀ-Þ][\w'’]*(?:-[A-ZÀ-Þ]?[\w'’]+)*"
_LINK = r"(?:von|van|de|du|d['’]|des|la|le|zu|ben|al|el)"
_FULL = rf"{_CAP}(?:\s(?:{_LINK}\s?){{0,2}}{_CAP}){{1,3}}"
_RUN = re.compile(rf"(?<![\w@#&.-]){_FULL}")
_END = r"(?=\s[a-zà-ÿß(\d]|[.,;:)–-]|$)"
_PAPER = (
    r"[„“«»\"](?P<name>[^„“«»\"\n]{3,40}?"
    r"(?:[Zz]eitung|[Rr]undschau|Echo|[Bb]latt|[Aa]nzeiger|[Bb]oten?|[Pp]ost|[Nn]achrichten|[Kk]urier))[“”»«\"]"
)
_OFFICE = (
    r"\b(?P<name>Bundes(?:tag|rat|bank|wehr|polizei|gerichtshof|rechnungshof|verfassungsgericht"
    r"|netzagentur|kartellamt)|[A-ZÄÖÜ]\w+ministerium)(?:s|es)?\b"
)
_INITIAL = re.compile(r"(?<![\w'’])[A-ZÀ-Þ]|(?<=[ldLD]['’])[A-ZÀ-Þ]")
_OPENS = re.compile(r"(?:^|[.!?:»“]\s|\n|[«„—]\s?)$")
"""What stands before the first word of a sentence, whose capital says nothing."""
_LABELS = {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "GPE", "GPE": "GPE"}
_ANY_RUN = re.compile(
    rf"(?<![\w@#&.-]){_CAP}(?:\s(?:de\s(?:la\s)?|du\s|des\s|d['’])?{_CAP}){{0,3}}|(?<=[ldLD]['’]){_CAP}"
)
_WHERE = re.compile(r"(?:\b(?:de(?:\sla)?|du|des|à|au|aux|par|vers|dans\sl[ea]|et|entre)\s|\bd['’])$")
_MAKER = re.compile(
    r"(?:\bchez\s|\bl(?:e|a|['’])\s?(?:[a-zà-ÿ]+(?:ain|ais|ois|ien|ienne|aise|oise|aine|and|ol))\s)$"
)
"""What stands before the name of a firm: "chez X", "l'américain X"."""
_TOWN = (
    r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:felde?|dorf|burg|heim|stadt|stedt|hausen|hofen|ingen|itz|rode|kirchen|brück|hagen|siel"
    r"|büttel|weiler|furt|münde|haven|werder|münster|horst|leben|bergen?)"
)
"""What German towns are called."""
_TRADE = (
    r"(?:hersteller|konzern|anbieter|betreiber|unternehmen|firma|gruppe|kette|versicherer|sender|verlag"
    r"|aschinenbauer|utobauer|nlagenbauer|chiffbauer)"
)
"""How the words end that tell what a firm does."""
_MOST_WORDS = 3
"""Words of a capitalised run that may be somebody's name."""
_LEAST_LETTERS = 4
"""Letters of a surname that is looked for alone."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of one language with the label that each tells, and words that tell the contrary."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    never: frozenset[str]
    """First words of no name."""
    bodies: frozenset[str]
    """First words of organisations."""


def foreign_names(
    text: str, spans: Sequence[Span], lang: str, speakers: Sequence[Span], tagged: Sequence[Name] = ()
) -> list[Name]:
    """The names that words beside them tell, with those of `speakers`; a form told to be no person is none.

    `tagged` are a model's, if there is one: they fill in where nothing else is told. In no order and perhaps
    overlapping; in languages without a table speakers and tagged names only.
    """
    people = [Name(*span, "PERSON") for span in speakers]
    if lang not in LANGUAGES:
        return [*people, *(name for name in tagged if name.label in _LABELS)]
    signs = _signs(lang)
    signed = [name for span in spans for name in _signed(text, span, signs)]
    others = {text[name.start : name.end] for name in signed if name.label != "PERSON"}
    found = [*people, *signed, *_runs(text, spans, signs.never)]
    told = [name for name in found if name.label != "PERSON" or text[name.start : name.end] not in others]
    if lang == "fr":
        tagged = _labelled(list(_capitals(text, spans, signs.bodies)), tagged)
    return [*told, *_filled_in(text, tagged, told, signs.never)]


def _labelled(runs: Sequence[Name], tagged: Sequence[Name]) -> list[Name]:
    """The runs with the model's labels where it tagged them."""
    found = []
    for run in runs:
        label = next(
            (each.label for each in tagged if each.start < run.end and run.start < each.end), run.label
        )
        found.append(run._replace(label=label if label in _LABELS else run.label))
    return found


def _capitals(text: str, spans: Sequence[Span], bodies: frozenset[str]) -> Iterator[Name]:
    """French: what has a capital is a name; one word behind a preposition is taken for a place."""
    for span in spans:
        for match in _ANY_RUN.finditer(text, span.start, span.end):
            words, before = match.group().split(), text[max(span.start, match.start() - 20) : match.start()]
            if words[0] in bodies or _MAKER.search(before):
                yield Name(*match.span(), "ORG")
            elif len(words) > 1:
                yield Name(*match.span(), "PER")
            elif _WHERE.search(before):
                yield Name(*match.span(), "LOC")


def _filled_in(text: str, tagged: Sequence[Name], told: Sequence[Name], never: frozenset[str]) -> list[Name]:
    """The model's names from their first capital on, where no rule tells a name there or of that form."""
    forms = {text[name.start : name.end] for name in told}
    found = []
    for name in tagged:
        capital = _INITIAL.search(text, name.start, name.end)
        if capital is None or name.label not in _LABELS:
            continue
        form = text[capital.start() : name.end]
        opens = " " not in form and _OPENS.search(text, max(0, capital.start() - 3), capital.start())
        covered = any(each.start < name.end and capital.start() < each.end for each in told)
        if not covered and not opens and form not in forms and form.split()[0] not in never:
            found.append(Name(capital.start(), name.end, _LABELS[name.label]))
    return found


def _signed(text: str, span: Span, signs: _Signs) -> Iterator[Name]:
    for label, pattern in signs.patterns:
        for match in pattern.finditer(text, span.start, span.end):
            first = match["name"].split()[0]
            if first not in signs.never and not (label == "PERSON" and first in signs.bodies):
                yield Name(*match.span("name"), label)


def _runs(text: str, spans: Sequence[Span], never: frozenset[str]) -> Iterator[Name]:
    """Capitalised runs that begin with a first name, or whose last word stands alone as surnames do."""
    known = gazetteer().first_names
    for span in spans:
        for match in _RUN.finditer(text, span.start, span.end):
            words = match.group().split()
            first = next((n for n, word in enumerate(words[:-1]) if word in known), _MOST_WORDS)
            if first <= 1:
                start = match.start() + (len(words[0]) + 1 if first else 0)
                yield Name(start, match.end(), "PERSON")
            elif words[0] not in never and len(words) <= _MOST_WORDS and _alone(text, words[-1]):
                yield Name(*match.span(), "PERSON")


def _alone(text: str, word: str) -> bool:
    """Whether a word also begins a sentence, or stands behind a verb without an article."""
    if len(word) < _LEAST_LETTERS:
        return False
    before = r"(?:^|[.!?][“”»\"]?\s|,\s|[“”»\"],?\s[a-zäöüéèà]+\s)"
    return bool(re.search(rf"{before}{re.escape(word)}(?=\s[a-zäöüéèàß]|[.,:])", text))


def beside_names(heading: str) -> frozenset[str]:
    """The words under one heading of `data/abroad.txt`; raises KeyError for one that is not there."""
    return frozenset(_lists()[heading])


@functools.cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines("abroad.txt"):
        if line.startswith("["):
            current = found.setdefault(line[1:-1], [])
        else:
            current += line.split()
    return found


def _any(name: str) -> str:
    return "(?:" + "|".join(sorted(_lists()[name], key=len, reverse=True)) + ")"


@functools.cache
def _signs(lang: str) -> _Signs:
    patterns = _german() if lang == "de" else _french()
    return _Signs(
        tuple((label, re.compile(pattern)) for label, pattern in patterns),
        frozenset(_lists()[f"{lang} never"]),
        frozenset(_lists()[f"{lang} body first"]),
    )


def _german() -> list[tuple[str, str]]:
    """What German says beside a name: an office, "(CDU)", the word for a body or a place, a preposition."""
    roles = "|".join(sorted({f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _lists()["de role"]}))
    person = rf"(?P<name>{_CAP}(?:\s(?:{_LINK}\s){{0,2}}{_CAP}){{0,2}})"
    run = rf"{_CAP}(?:\s{_CAP}){{0,2}}"
    founded = rf"{_any('de body first')}(?:\s(?:für|der|des)\s{_CAP}|\s{_CAP}){{1,3}}"
    people = (
        "Mann|Frau|Schüler(?:in)?|Besucher(?:in)?|Rentner(?:in)?|Student(?:in)?|Paar|Familie|Gast|Gäste|Firma"
    )
    origin = rf"(?:{people}|jährigen?|jähriger|stammt|kommt|kam)\saus"
    where = rf"(?:[Ii]n|{origin}|(?:[Ii]m\s)?{_any('de place')}|Hafen\svon)"
    article = r"\b(?:[Dd](?:er|ie|em|en|es)|[Ee]ine?[mnr]?|[Ii]hre?[nrm]?|[Ss]eine?[nrm]?)\s"
    noun = rf"(?!{_any('de body')}\b|{_any('de body first')}\b){_CAP}"
    return [
        ("PERSON", rf"\b(?:[A-ZÄÖÜ][\w-]*)?(?:{roles})(?:in)?n?\s(?:(?:Dr|Prof)\.\s)*{person}"),
        (
            "PERSON",
            rf"{article}(?:[a-zäöüß-]+\s){{0,2}}{noun}\s(?P<name>{_CAP}\s(?:(?:von|van|de)\s)?{_CAP})",
        ),
        ("PERSON", rf"\b(?:Dr|Prof)\.\s{person}"),
        ("PERSON", rf"(?<![\w-])(?P<name>{_FULL})(?=\s\((?:[A-ZÄÖÜ][\w/]{{1,9}}|\d\d)\)|,\s\d\d,)"),
        ("ORG", rf"\b[A-ZÄÖÜ]\w*{_TRADE}\s(?P<name>{run})"),
        ("ORG", rf"\b{_any('de body')}s?\s[„“»]?(?P<name>{run})"),
        ("ORG", rf"(?<![\w-])(?P<name>{founded})"),
        ("ORG", rf"(?<![\w-])(?P<name>{run}\s(?:AG|GmbH|SE|KG|Holding))(?![\w-])"),
        ("ORG", rf"\bFraktion\s(?:der|des|von)\s(?P<name>{run})"),
        ("ORG", _OFFICE),
        ("ORG", _PAPER),
        ("GPE", rf"\b{where}\s(?!{_any('de no place')}\b)(?P<name>{_CAP}){_END}"),
        ("GPE", rf"\b(?:[Bb]ei|[Nn]ach|[Aa]us|[Gg]egen|[Uu]m|von|[Zz]wischen|und)\s(?P<name>{_TOWN}){_END}"),
    ]


def _french() -> list[tuple[str, str]]:
    """What French says beside a name: a role before or behind it, the word for a body or a place."""
    of = r"(?:\s(?:de\sla|du|des|de|d['’]|de\sl['’])\s?[\wà-ÿ’'-]+){0,2}"
    roles = _any("fr role")
    small = r"\s(?!de|du|des|d['’])[a-zà-ÿ-]+"
    link = r"(?:(?:de\sla|du|des|de|d['’])\s?)"
    noun = r"(?<=de\s)[a-zà-ÿ]+|(?<=du\s)[a-zà-ÿ]+|(?<=des\s)[a-zà-ÿ]+"
    founded = rf"{_any('fr body first')}(?:\s{link}?(?:{_CAP}|{noun})){{1,3}}"
    where = rf"(?:[Àà]|[Ee]n|{_any('fr place')}\s(?:de\sla|du|des|de|d['’])|près\sde|vers|depuis)"
    return [
        ("PERSON", rf"\b{roles}(?:{small}){{0,2}}{of},?\s(?P<name>{_FULL})"),
        ("PERSON", rf"\b(?:M|Mme|Mlle|Me|Dr)\.?\s(?P<name>{_CAP}(?:\s{_CAP}){{0,2}})"),
        ("PERSON", rf"(?<![\w-])(?P<name>{_FULL})(?=,\s(?:(?:l['’]|l[ea]\s)?{roles}\b|\d\d\sans))"),
        ("ORG", rf"\b{_any('fr body')}s?\s(?P<name>{_CAP}(?:\s{link}?{_CAP}){{0,3}})"),
        ("ORG", rf"(?<![\w-])(?P<name>{founded})"),
        (
            "ORG",
            rf"\b(?P<name>(?:[Cc]our\sd['’](?:appel|assises)|[Pp]arquet)\sd(?:e(?:\sla)?\s|u\s|['’]){_CAP})",
        ),
        ("ORG", rf"\b(?P<name>[Uu]niversité\s(?:de\sla\s|de\s|du\s|d['’]){_CAP})"),
        ("ORG", rf"\b(?P<name>[Mm]inistère\s(?:de\sla\s|de\sl['’]|du\s|des\s){_CAP})"),
        ("GPE", rf"\b{where}\s?(?P<name>{_CAP}){_END}"),
    ]
