"""Names told by their capitals: runs with a first name or an organisation's word, datelines, shouted lines.

Used where no model reads, and beside the model for what it overlooks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.insight.bounds import Mention, title_before, trimmed, untitled
from tui_reader.insight.gazetteer import Gazetteer, Known
from tui_reader.insight.masking import dateline
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span
from tui_reader.model.insight import EntityKind

_TITLE_CASE = 0.6
"""The share of capitalised words from which a line is a headline in which capitals say nothing."""
_OFTEN = 3
"""How often a capitalised word must stand inside sentences to be taken for a name."""
_INSIDE = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][\w-]{2,}\b")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w-]{2,}\b")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{2,}(?:[ '-][A-ZÀ-Þ]{2,}){0,3}(?![\w])")
_AGENCY = re.compile(r"[A-ZÀ-Þ][^()\n]{2,50}\((?P<name>[A-Za-z][\w ]{1,20})\)")
_LABEL = re.compile(r"(?:\*\*)?(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){1,2}):(?:\*\*)?\s")
_WATER = re.compile(r"(?<=[a-z] )(?:River|Lake|Mount) [A-ZÀ-Þ][a-zà-ÿ]{2,}\b(?! [A-Z])")
_LEGAL = "Inc|Corp|Co|Ltd|Plc|PLC|plc|LLC|AG|GmbH|KGaA|SE|SA|NV|BV|SpA|AB|ASA|Oyj|Bhd"
_COMPANY = re.compile(
    rf"(?<![\w@#&.'’-])(?P<name>(?!(?:{_LEGAL})\b)[A-ZÀ-Þ][\w&'’-]*"
    rf"(?: (?:& )?(?!(?:{_LEGAL})\b)[A-ZÀ-Þ][\w&'’-]*){{0,4}})"
    rf"(?: \((?P<part>Holdings?|HOLDINGS?|UK|U\.K\.|US|U\.S\.)\))? (?:{_LEGAL})\b(?!-)"
)
"""A company's name with its legal form."""
_OPENER = re.compile(r"^(?:The|A|An)\s")
_RUN = re.compile(
    r"(?<![\w@#&])[A-ZÀ-Þ][\w'’&.-]*[\w](?:(?<=s)['’](?= [A-Z]))?"
    r"(?:(?:\s(?:of|the|de|la|von|van|der|den|bin|al|du|des|und|&)){0,2}"
    r"\s[A-ZÀ-Þ][\w'’&-]*[\w](?:(?<=s)['’](?= [A-Z]))?)*"
)


def repeated(text: str, spans: Sequence[Span], tables: Gazetteer) -> Iterator[Mention]:
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
        plain = plain and not any(word.endswith(("'s", "’s")) for word in words)
        if each.kind == "person" and 2 <= len(words) <= 3 and words[0] in tables.first_names and plain:
            yield each


def named_bodies(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """Capitalised runs that end with an organisation's word, and rivers, for what the model overlooks."""
    for match in _WATER.finditer(text, span.start, span.end):
        yield Mention(match.start(), match.end(), match.group(), "place")
    for match in _COMPANY.finditer(text, span.start, span.end):
        first = match["name"].split()[0]
        if first not in word_set("opener") and first not in tables.titles and "’s" not in match.group():
            yield Mention(match.start(), match.end(), match.group(), "organisation")
    line = text[span.start : span.end]
    if sum(word[0].isupper() for word in line.split()) > _TITLE_CASE * len(line.split()):
        return
    for each in capital_runs(text, span, tables):
        words = each.text.split()
        ends = words[-1] in word_set("organisation") and words[-1] not in word_set("not alone")
        if (
            each.kind == "organisation"
            and ends
            and 2 <= len(words) <= 5
            and not each.known
            and "of" not in words
        ):
            yield each


def dateline_place(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """The place in capitals that a report begins with, and the agency in parentheses behind it."""
    if not dateline(text[span.start : span.end]):
        return
    agency = _AGENCY.match(text, span.start, span.end)
    if agency and agency["name"] not in tables.forms:
        yield Mention(agency.start("name"), agency.end("name"), agency["name"], "organisation")
    match = _CAPITALS.match(text, span.start)
    if match and not is_shouted(text[match.end() : span.end].partition(". ")[0]):
        name = match.group().title()
        known = tables.forms.get(name) or Known(name, "place")
        yield Mention(match.start(), match.end(), match.group(), "place", known)


def labelled(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """The speaker in capitals that a paragraph begins with, when the name has several words."""
    match = _LABEL.match(text, span.start, span.end)
    if match is None:
        return
    words = [word.title() for word in match["name"].split()]
    common = word_set("no name") | word_set("organisation") | word_set("opener") | {"The"}
    if not any(word in common or word in tables.titles for word in words):
        yield Mention(match.start("name"), match.end("name"), match["name"], "person")


def capital_runs(text: str, span: Span, tables: Gazetteer) -> Iterator[Mention]:
    """Names without a model: capitalised runs with a first name, a title, or an organisation's word."""
    for match in _RUN.finditer(text, span.start, span.end):
        run = _OPENER.sub("", match.group())
        opened = len(match.group()) - len(run)
        words = run.split()
        title, body, shift = untitled(run, tables)
        shift += opened
        before = title or title_before(text, match.start() + shift, tables)
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
        if kind == "organisation" and " von " in body:
            head, _, tail = body.partition(" von ")
            if not any(word in word_set("organisation") for word in head.split()):
                shift += len(body) - len(tail)
        if kind:
            mention = trimmed(text, match.start() + shift, match.end(), kind, tables)
            if mention and (mention.text in tables.forms or mention.text not in word_set("organisation")):
                yield replace(mention, title=before or mention.title)


def is_shouted(line: str) -> bool:
    """Whether a line is written in capitals, as some headlines are."""
    letters = [char for char in line if char.isalpha()]
    return len(letters) > 8 and sum(char.isupper() for char in letters) > 0.8 * len(letters)
