"""How names are compared: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")


def fold(name: str) -> str:
    """Lower case, no accents, no punctuation, single blanks: "J. Müller-Lüdi" is "j muller ludi"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char != ".")
    return " ".join(_WORD.findall(kept))
