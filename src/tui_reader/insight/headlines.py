"""Names in headlines, where every word has a capital: what the running text calls somebody decides.

Looks only at lines in title case; in all other lines the model knows where a name ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.insight.bounds import Mention
from tui_reader.insight.gazetteer import Gazetteer
from tui_reader.model.document import Span

_TITLE_CASE, _STOPPED = 0.6, 0.8
"""The share of capitalised words from which a line is a headline; with a stop at its end."""
_SHORTEST = 5
"""Words of a headline; a shorter line may be a by-line or a label."""
_LONGEST = 3
"""Words of a name that a headline alone may tell."""


def is_title_case(line: str) -> bool:
    """Whether a line is a headline in which capitals say nothing, for most of its words have one."""
    words = line.split()
    stopped = line.rstrip(" \"”’'").endswith((".", "?", "!"))
    share = _STOPPED if stopped else _TITLE_CASE
    return len(words) >= _SHORTEST and sum(word[0].isupper() for word in words) > share * len(words)


def reduced(text: str, spans: Sequence[Span], found: Sequence[Mention], tables: Gazetteer) -> list[Mention]:
    """The mentions, those of headlines cut to the names of the running text; long runs are left out."""
    loud = [span for span in spans if is_title_case(text[span.start : span.end])]
    if not loud:
        return list(found)
    inside = [any(span.start <= each.start < span.end for span in loud) for each in found]
    told = {each.text: each for each, shown in zip(found, inside, strict=True) if not shown}
    for each in list(told.values()):
        words = each.text.split()
        for part in {words[0], words[-1]} if each.kind == "person" and len(words) > 1 else ():
            told.setdefault(part, replace(each, text=part, title=""))
    pattern = _pattern(told)
    kept: list[Mention] = []
    for each, shown in zip(found, inside, strict=True):
        if not shown or each.known or each.text in told:
            kept.append(each)
        else:
            kept += _cut(each, told, pattern, tables)
    return kept


def _pattern(told: dict[str, Mention]) -> re.Pattern[str]:
    forms = sorted((re.escape(form) for form in told), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + ("|".join(forms) or "(?!)") + r")(?!\w)")


def _cut(
    mention: Mention, told: dict[str, Mention], pattern: re.Pattern[str], tables: Gazetteer
) -> Iterator[Mention]:
    """The names of the running text that a run of capitals holds; else the run itself when it is short."""
    known = list(pattern.finditer(mention.text))
    for match in known:
        start = mention.start + match.start()
        yield replace(told[match.group()], start=start, end=start + len(match.group()), title="")
    words = mention.text.split()
    person = mention.kind == "person" and (len(words) == 1 or words[0] in tables.first_names)
    if not known and len(words) <= _LONGEST and (person or mention.kind != "person"):
        yield mention
