"""Reads articles in which reports are marked by hand: tests/eval/gold/reports/*.txt.

An article begins with "# id: name" and "# kind: wire"; a paragraph is a line. Within it <s> marks a source,
<c> a cue, <q> a content. Marks of one sentence with the same number (<q1>, <c1>; or none) belong together,
marks without one also to each numbered content that has none of its own; <s=Full Name> names a speaker, <q+>
goes on with the quotation before. What is read has the form of
tests/eval/gold/articles.jsonl, without entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TAG = re.compile(r"<(/?)([scq])(\d*)(\+?)(?:=([^<>]*))?>")
_HEADER = re.compile(r"# (id|kind): *(\S+) *$")
_END = re.compile(r"[.!?][\"”’)]*\s+(?=[^a-z\s])|\n\n")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Rev|St|Jr|Sr|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|[A-Z])\.|\b(?:[A-Za-z]\.){2,})[\"”’)]*\s+$"
)
"""A full stop of an abbreviation before a blank."""


class MarkError(ValueError):
    """A mark that is not closed, not opened, or belongs to nothing; names the article and the place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch: "s", "c" or "q", its number, the speaker's full name, [start, end) in the text."""

    kind: str
    number: str
    goes_on: bool
    name: str
    start: int
    end: int


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of one file: id, lang, kind, text, quotes. Raises MarkError."""
    head: dict[str, str] = {}
    lines: list[str] = []
    for line in [*path.read_text("utf-8").splitlines(), "# id: end"]:
        header = _HEADER.match(line)
        if header is None:
            lines += [line.strip()] if line.strip() else []
        elif header[1] == "id":
            if lines:
                yield article(head["id"], head.get("kind", ""), lines)
            head, lines = {"id": header[2]}, []
        else:
            head[header[1]] = header[2]


def article(name: str, kind: str, paragraphs: Sequence[str]) -> dict[str, Any]:
    """One article from its marked paragraphs. Raises MarkError."""
    text, marks = "", list[Mark]()
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        plain, found = _parted(name, paragraph, len(text))
        text += plain
        marks += found
    quotes: list[dict[str, Any]] = []
    for start, end in _sentences(text, [mark for mark in marks if mark.kind == "q"]):
        here = [mark for mark in marks if start <= mark.start < end]
        for own in _contents(here):
            spans = [[mark.start, mark.end] for mark in own]
            if own[0].goes_on:
                if not quotes:
                    raise MarkError(f"{name}: nothing to go on with: {text[start:end][:60]!r}")
                quotes[-1]["spans"] += spans
                continue
            source, cue = (_belonging(name, here, kind, own[0].number) for kind in "sc")
            quotes.append(
                {
                    "spans": spans,
                    "source": [source.start, source.end] if source else None,
                    "cue": [cue.start, cue.end] if cue else None,
                    "canonical": source.name if source else "",
                }
            )
    return {"id": name, "lang": "en", "kind": kind, "text": text, "quotes": quotes}


def _parted(name: str, paragraph: str, offset: int) -> tuple[str, list[Mark]]:
    """A paragraph without its marks, and these in order; `offset` is where it begins in the text."""
    plain, at, opened, marks = "", 0, list[tuple[str, bool, str, int]](), list[Mark]()
    for tag in _TAG.finditer(paragraph):
        plain += paragraph[at : tag.start()]
        at = tag.end()
        kind = tag[2] + tag[3]
        if not tag[1]:
            opened.append((kind, bool(tag[4]), tag[5] or "", len(plain)))
            continue
        mine = [each for each in opened if each[0] == kind]
        if not mine or not plain[mine[-1][3] :].strip():
            raise MarkError(f"{name}: {tag[0]} closes nothing: {paragraph[max(0, at - 60) : at]!r}")
        opened.remove(mine[-1])
        _, goes_on, speaker, start = mine[-1]
        marks.append(Mark(tag[2], tag[3], goes_on, speaker, offset + start, offset + len(plain)))
    plain += paragraph[at:]
    if opened or re.search(r"[<>]", plain):
        raise MarkError(f"{name}: not closed: {opened or plain[:60]!r} in {paragraph[:60]!r}")
    return plain, sorted(marks, key=lambda mark: mark.start)


def _sentences(text: str, contents: Iterable[Mark]) -> Iterator[tuple[int, int]]:
    """Stretches that belong together: sentences, none of which ends within a content."""
    held = [(mark.start, mark.end) for mark in contents]
    start = 0
    for end in _END.finditer(text):
        if _SHORT.search(text, max(0, start, end.start() - 8), end.end()) and "\n" not in end[0]:
            continue
        if not any(low <= end.start() and end.end() <= high for low, high in held):
            yield start, end.end()
            start = end.end()
    yield start, len(text)


def _contents(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """The contents of one sentence, each with all its parts."""
    found: dict[tuple[str, bool], list[Mark]] = {}
    for mark in marks:
        if mark.kind == "q":
            found.setdefault((mark.number, mark.goes_on), []).append(mark)
    return iter(found.values())


def _belonging(name: str, marks: Sequence[Mark], kind: str, number: str) -> Mark | None:
    """The source or the cue of a content: its own number, else without number, else the only one there is."""
    every = [mark for mark in marks if mark.kind == kind]
    own = [mark for mark in every if mark.number == number] or [mark for mark in every if not mark.number]
    if not own and len(every) == 1:
        own = every
    if len(own) > 1:
        raise MarkError(f"{name}: several <{kind}> for one content, at {own[0].start} and {own[1].start}")
    return own[0] if own else None
