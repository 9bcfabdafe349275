"""Which of a few European languages a text is in, by its commonest words. Unsure is an answer: ""."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_LOOK = 3_000
"""Characters that are looked at."""
_COMMON = {
    "en": "the of and to in that is was for on with as by at from it be have has this are said not",
    "fr": "le la les des et est une dans que pour qui sur pas au du plus par avec ce il sont aux",
    "de": "der die das und ist nicht von zu den mit ein eine im für auf dem des sich auch es als",
    "es": "el la los las de que y en un una por con para del se no su al es como más pero",
    "it": "il di che e la un una per non sono del della è con le gli nel alla dei anche ha si",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er om ook als maar bij uit",
    "pt": "o a os as de que e do da em um uma para com não por no na se dos mais ao",
}
_WORDS = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}


def guess_language(text: str) -> str:
    """Two letters, or "" when the text is too short or two languages come close."""
    words = _WORD.findall(text[:_LOOK].lower())
    if len(words) < 8:
        return ""
    seen = Counter(words)
    counts = sorted(
        ((sum(seen[word] for word in common), lang) for lang, common in _WORDS.items()), reverse=True
    )
    (best, lang), (second, _) = counts[0], counts[1]
    return lang if best >= 0.15 * len(words) and best >= 1.25 * second + 1 else ""
