"""What a marked stretch is: an utterance of its own, a fragment within a sentence, or mere scare quotes.

Judges words and surroundings only; who speaks is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from tui_reader.insight.marks import Stretch
from tui_reader.model.document import Span

Marked = Literal["speech", "fragment", "scare"]
"""speech: stands for a sentence; fragment: part of the sentence around it; scare: no quotation at all."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:][\"”“’'»)\]]*\s*$")
_SPEECH_END = frozenset(".,!?…—–-;:")
_NAMING = re.compile(
    r"""(?:\b(?:so-called|known\ as|dubbed|titled|entitled|nicknamed|named
        |the\ (?:word|words|term|phrase|title|song|film|movie|show|book
        |novel|album|slogan|hashtag|expression|label|category|category\ of)
        |show|program|programme|film|movie|book|song|album|novel
        |series|documentary|musical|(?:so\ ?genannte|Motto|Titel|Buch|Roman|Lied|Song|Album|Stück
        |Ausstellung|Magazin|Zeitung|Wochenzeitung|Partei|Oppositionspartei|Serie|Sendung|Zeitschrift|Überschrift|Slogan|Film|Projekt|Preis)(?:e?[nrs])?
        |dit|appelée?s?))[^\w.!?]*$""",
    re.IGNORECASE | re.VERBOSE,
)


_WHOLE = 8
"""Words from which what opens a paragraph is an utterance, without a stop at its end as well."""
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_NEAR = 400
"""Characters around a stretch that are looked at."""
_LOWER = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "de",
        "des",
        "die",
        "du",
        "et",
        "pour",
        "un",
        "une",
        "for",
        "from",
        "in",
        "la",
        "le",
        "of",
        "on",
        "or",
        "the",
        "to",
        "und",
        "with",
    ]
)


_SAYS_LAST = re.compile(
    r"\b(?:said|says|say|added|adds|replied|asked|wrote|tweeted|answered|responded|continued|declared|told\s+\S+(?:\s\S+)?"
    r"|saying|adding|telling\s+\S+(?:\s\S+)?|asking|writing|chanting|shouted|yelled)\s*,$"
)


def word_count(text: str) -> int:
    """How many words a text has, numbers included."""
    return len(_WORD.findall(text))


def judge(text: str, paragraph: Span, stretch: Stretch, earlier: Sequence[tuple[Stretch, Marked]]) -> Marked:
    """Tell what one stretch is. `earlier` are the stretches before it in its paragraph, already judged."""
    inner = text[stretch.inner.start : stretch.inner.end].strip()
    before = text[max(paragraph.start, stretch.start - _NEAR) : stretch.start]
    after = text[stretch.end : min(paragraph.end, stretch.end + _NEAR)]
    words = word_count(inner)
    if not words or _ADDRESS.fullmatch(inner):
        return "scare"
    if stretch.continues:
        return "speech"
    if _titled(inner, before, words):
        return "scare"
    return _placed(inner, before, after, words, earlier)


def _placed(
    inner: str, before: str, after: str, words: int, earlier: Sequence[tuple[Stretch, Marked]]
) -> Marked:
    """Judge by position: at a sentence's start, after a comma or colon, or in mid-sentence."""
    lead = before.rstrip()
    upper = _starts_sentence(inner)
    ends = inner.rstrip("'’\"”)] ")[-1:] in _SPEECH_END
    follows = after.lstrip()[:1]
    if not lead or _SENTENCE_END.search(lead):
        stops = ends or follows in {",", ".", "", "―", "—", "–", "-", "(", "?", "!"}
        if lead.endswith(":") and words > 2:
            return "speech"
        stops = stops or (not lead and upper and words >= _WHOLE)
        return "speech" if stops and (upper or not lead) and (words > 1 or ends) else "fragment"
    if lead.endswith((",", ";", "—", "–")):
        split = bool(earlier) and earlier[-1][1] == "speech" and len(lead) > 1
        if ends and words > 2 and _SAYS_LAST.search(lead):
            return "speech"
        if split and (ends or follows in {".", ",", ""}) and _says(before):
            return "speech"
        return "speech" if upper and (ends or follows == ".") else "fragment"
    return "speech" if upper and words >= 4 and inner[-1] in ".!?,…" else "fragment"


def _says(before: str) -> bool:
    """Whether what stands between two stretches is short enough to be an attribution."""
    between = re.split(r"[\"”“»«]|''", before)[-1]
    return 1 <= word_count(between) <= 25


def _starts_sentence(inner: str) -> bool:
    first = inner.lstrip("([…. '‘\"“")[:1]
    return first.isupper() or first.isdigit() or first in {"$", "€", "£", "¿", "¡"}


def _titled(inner: str, before: str, words: int) -> bool:
    """Titles of works and "so-called" words: named as such, or every longer word capitalised."""
    if _NAMING.search(before[-40:]) and words <= 12 and inner[-1] not in "!?":
        return True
    if inner[-1] in "!?" or words < 2:
        return False
    parts = _WORD.findall(inner)
    capital = all(part[0].isupper() or part[0].isdigit() or part.lower() in _LOWER for part in parts)
    return capital and bool(before.strip()) and not before.rstrip().endswith((",", ":", "."))
