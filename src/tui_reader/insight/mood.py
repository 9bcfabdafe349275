"""The mood of report: the German Konjunktiv, the French conditional. Reads its table only."""

from __future__ import annotations

import functools
import re

from tui_reader.insight.words import lines

_FRENCH = (
    r"(?:[ts]?aurai|serai|pourrai|devrai|voudrai|faudrai|\w{3,}erai|\w{3,}irai|viendrai|prendrai)(?:t|ent)"
)


@functools.cache
def mood(lang: str) -> re.Pattern[str]:
    """A verb in the mood of report of one language; a pattern that never fits where it has none."""
    if lang == "de":
        words = [word for line in lines("mood.txt") for word in line.split()]
        return re.compile(rf"(?<!\bich )\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")
    return re.compile(rf"\b{_FRENCH}\b" if lang == "fr" else r"(?!)")
