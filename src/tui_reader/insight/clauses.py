"""Reported clauses in a parsed paragraph: which verb reports, whose it is, and which words are its content.

Pure syntax: every verb is tried, `verbs` says which of the findings count. Method: dependency paths as in
GenderGapTracker's syntactic extractor, but on masked text, with content cut at the coordination of the cue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tui_reader.insight.phrases import WH, Range, extended, noun_phrase, speaker_of
from tui_reader.insight.subjects import subject_of
from tui_reader.insight.tree import Tree, Word, trimmed

_ENDS_PHRASE = frozenset({"advcl", "npadvmod", "punct", "conj", "cc", "parataxis", "nsubj", "ccomp"})
_TO_SOMEBODY = frozenset(
    [
        "tell",
        "tells",
        "told",
        "telling",
        "remind",
        "reminds",
        "reminded",
        "reminding",
        "assure",
        "assures",
        "assured",
        "assuring",
        "inform",
        "informs",
        "informed",
        "informing",
        "warn",
        "warns",
        "warned",
        "warning",
    ]
)
_WEEKDAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"]
)
_LONGEST = 400
"""Words of a clause that are looked at."""
_COMMAS = frozenset({",", "-", "--", "–", "—"})


class Report(NamedTuple):
    """One reporting verb (or "according to") with one content."""

    cue: int
    """Index of the cue's word."""
    frame: str
    """How the content hangs on the cue: that, wh, lead, around, inf, noun, prep:for, ... or according."""
    content: tuple[Range, ...]
    subject: Range | None
    passive: bool = False


def reports(tree: Tree, speech: Collection[str]) -> Iterator[Report]:
    """Every verb outside utterances with each content it may have, and every "according to".

    `speech` are the forms of verbs of saying: a content ends where one is coordinated with its cue.
    """
    for word in tree.words:
        if word.held >= 0:
            continue
        if word.low == "according" and word.at + 1 < len(tree.words):
            yield from _according(tree, word)
        elif word.tag.startswith("VB") and word.dep not in {"aux", "auxpass", "amod", "compound"}:
            yield from _verb(tree, word, speech)


class Intro(NamedTuple):
    """The subject of a clause and its verb: who may be speaking next."""

    cue: int
    subject: int
    phrase: Range
    main: bool
    """The verb is its sentence's root or coordinated with it."""


def intros(tree: Tree) -> Iterator[Intro]:
    """Every active verb outside utterances with its own subject, in order."""
    for word in tree.words:
        if (
            word.held >= 0
            or not word.tag.startswith("VB")
            or word.dep in {"aux", "auxpass", "amod", "compound"}
        ):
            continue
        subject, _ = speaker_of(tree, word.at)
        if subject is not None and tree.words[subject].held < 0:
            head = tree.head(word)
            main = word.dep == "ROOT" or (word.dep == "conj" and head.dep == "ROOT")
            yield Intro(word.at, subject, noun_phrase(tree, subject), main)


def _verb(tree: Tree, verb: Word, speech: Collection[str]) -> Iterator[Report]:
    contents = list(_contents(tree, verb, speech))
    if verb.low in speech:
        contents += _beyond(tree, verb, contents)
    if not contents:
        return
    subject, passive = subject_of(tree, verb, contents, speech)
    phrase = extended(tree, noun_phrase(tree, subject)) if subject is not None else None
    for frame, ranges in contents:
        inside = subject is not None and any(low <= subject <= high for low, high in ranges)
        content = _around_phrase(ranges, phrase) if inside else ranges
        if content:
            yield Report(verb.at, frame, content, _with_pronoun(tree, verb, phrase), passive)


def _around_phrase(ranges: tuple[Range, ...], phrase: Range | None) -> tuple[Range, ...]:
    """Drop the part of a content in which the speaker himself stands."""
    return tuple(
        each for each in ranges if phrase is None or not each[0] <= phrase[1] or not phrase[0] <= each[1]
    )


def _contents(tree: Tree, verb: Word, speech: Collection[str]) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """Frames and ranges of what hangs on a verb."""
    wrapped = _around(tree, verb)
    if wrapped:
        yield "around", wrapped
    for kid in tree.kids(verb.at):
        low, high = tree.edges[kid.at]
        if kid.dep in {"ccomp", "parataxis"} and high < verb.at:
            yield from _one(
                "lead", tree, tree.sentence(verb.at)[0] if _fronted(tree, verb, low) else low, high
            )
        elif kid.dep in {"ccomp", "xcomp"} and low > verb.at:
            frame = _clause_frame(tree, kid)
            first = _asked(tree, verb, low) if frame == "inf" else low
            yield from _one(frame, tree, first, _clause_end(tree, verb, kid, speech))
        elif kid.dep == "advcl" and low > verb.at and verb.low in speech:
            yield from _stray(tree, kid)
        elif kid.dep in {"dobj", "oprd", "attr"} and low > verb.at:
            yield from _told(tree, kid, verb)
            yield from _one("noun", tree, low, _phrase_end(tree, verb, kid))
        elif kid.dep == "prep" and kid.at > verb.at:
            for inner in tree.kids(kid.at, "pobj", "pcomp"):
                yield from _one(f"prep:{kid.low}", tree, *tree.edges[inner.at])
        elif kid.held >= 0 and kid.dep != "punct":
            yield from _one("lead" if high < verb.at else "that", tree, low, high)


def _beyond(
    tree: Tree, verb: Word, contents: list[tuple[str, tuple[Range, ...]]]
) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """Contents of a verb of saying that the parse does not hang on it: told by commas and by position."""
    start, stop = tree.sentence(verb.at)
    whole = trimmed(tree, start, stop - 1)
    if whole is None:
        return
    last = whole[1]
    subject, _ = speaker_of(tree, verb.at)
    phrase = noun_phrase(tree, subject) if subject is not None else (verb.at, verb.at)
    low, high = min(phrase[0], verb.at), max(phrase[1], verb.at)
    frames = {frame for frame, _ in contents}
    if low > start and tree.words[low - 1].low in _COMMAS and high - low < 14:
        first = trimmed(tree, start, low - 2)
        comma = next(
            (at for at in range(high + 1, min(high + 12, last)) if tree.words[at].low in _COMMAS), None
        )
        second = trimmed(tree, comma + 1, last) if comma is not None else None
        if first and second and "around" not in frames:
            yield "aside", (first, second)
        if first and "lead" not in frames:
            yield "aside", (first,)
    if high == verb.at < last and not frames & {"lead", "around", "that", "wh", "told", "stray"}:
        rest = trimmed(tree, verb.at + 1, last)
        if rest:
            yield "rest", (rest,)
    head = tree.head(verb)
    if head.at > verb.at and verb.dep in {"ccomp", "parataxis", "relcl", "advcl", "nsubj"}:
        inner = trimmed(tree, tree.edges[verb.at][1] + 1, tree.edges[head.at][1])
        if inner:
            yield "inner", (inner,)


def _asked(tree: Tree, verb: Word, low: int) -> int:
    """Where the content of "called on X to" begins: with X, who is to do it."""
    for kid in tree.kids(verb.at, "prep"):
        if verb.at < kid.at < low and kid.low in {"on", "upon"}:
            for inner in tree.kids(kid.at, "pobj"):
                if tree.edges[inner.at][1] == low - 1:
                    return tree.edges[inner.at][0]
    return low


def _with_pronoun(tree: Tree, verb: Word, phrase: Range | None) -> Range | None:
    """The antecedent with the relative pronoun that is the subject: "Trump, who"."""
    if phrase is None or verb.dep != "relcl" or not phrase[0] <= verb.head <= phrase[1]:
        return phrase
    pronouns = [kid for kid in tree.kids(verb.at, "nsubj") if kid.tag in WH or kid.low == "that"]
    near = pronouns and 0 < pronouns[0].at - phrase[1] <= 12
    return (phrase[0], pronouns[0].at) if near else phrase


def _clause_end(tree: Tree, verb: Word, kid: Word, speech: Collection[str]) -> int:
    """Where a clause that follows its cue ends: before a coordinated verb of saying or a trailing aside."""
    low, high = tree.edges[kid.at]
    for index in range(low + 2, min(high, low + _LONGEST) + 1):
        word = tree.words[index]
        first, last = tree.edges[index]
        if last < high or first - 1 <= low or not low <= word.head < index:
            continue
        comma = tree.words[first - 1].low in _COMMAS
        saying = word.low in speech and not tree.kids(index, "nsubj", "nsubjpass")
        shared = word.dep == "conj" and saying and word.tag == verb.tag and word.head >= kid.at
        adding = word.dep == "advcl" and comma and saying and word.tag == "VBG"
        if shared or adding or (word.dep == "relcl" and comma and first > kid.at):
            return first - 1
    return high


def _stray(tree: Tree, kid: Word) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """A clause without conjunction that an adverbial parts from its cue: "said on Monday he would"."""
    subjects = tree.kids(kid.at, "nsubj", "nsubjpass", "expl")
    marks = tree.kids(kid.at, "mark", "advmod")
    if subjects and not any(mark.at < subjects[0].at for mark in marks):
        yield from _one("stray", tree, tree.edges[subjects[0].at][0], tree.edges[kid.at][1])


def _told(tree: Tree, kid: Word, verb: Word) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """The that-clause after "told X" which the parser hangs on X."""
    if verb.low not in _TO_SOMEBODY:
        return
    for index in sorted(tree.below(kid.at)):
        word = tree.words[index]
        low, high = tree.edges[index]
        if (
            word.dep in {"relcl", "acl"}
            and tree.words[low].low == "that"
            and len(tree.kids(index, "nsubj", "nsubjpass"))
            and (tree.words[low].dep == "mark")
        ):
            yield from _one("told", tree, low, high)
            return


def _one(frame: str, tree: Tree, low: int, high: int) -> Iterator[tuple[str, tuple[Range, ...]]]:
    part = trimmed(tree, low, high)
    if part:
        yield frame, (part,)


def _fronted(tree: Tree, verb: Word, low: int) -> bool:
    """Whether the verb is the sentence's root, so that all before its comma is content."""
    start = tree.sentence(verb.at)[0]
    return (
        verb.dep == "ROOT"
        and low - start < 12
        and not any(
            tree.words[index].dep in {"nsubj", "ROOT"} and tree.words[index].head == verb.at
            for index in range(start, low)
        )
    )


def _clause_frame(tree: Tree, kid: Word) -> str:
    if any(child.dep == "aux" and child.tag == "TO" for child in tree.kids(kid.at)):
        return "inf"
    if kid.dep == "xcomp":
        return "comp"
    low = tree.edges[kid.at][0]
    first = tree.words[low]
    return "wh" if first.tag in WH or first.low in {"whether", "if", "why", "how"} else "that"


def _phrase_end(tree: Tree, verb: Word, kid: Word) -> int:
    """Where the verb phrase ends that begins with an object: prepositions and predicates go with it."""
    end = tree.edges[kid.at][1]
    for other in tree.kids(verb.at):
        if other.at <= kid.at:
            continue
        if other.dep in _ENDS_PHRASE:
            break
        if (
            other.dep in {"prep", "oprd", "xcomp", "acomp", "dobj", "dative"}
            and tree.edges[other.at][0] == end + 1
        ):
            end = tree.edges[other.at][1]
    return end


def _around(tree: Tree, verb: Word) -> tuple[Range, ...]:
    """The clause that a parenthetical "…, she vowed, …" stands in, without the parenthesis."""
    head = tree.head(verb)
    if verb.dep not in {"parataxis", "ccomp"} or head.at == verb.at:
        return ()
    low, high = tree.edges[verb.at]
    outer_low, outer_high = tree.edges[head.at]
    before = tree.words[low - 1].low if low else ""
    if any(kid.dep in {"ccomp", "xcomp", "dobj"} and kid.at > verb.at for kid in tree.kids(verb.at)):
        return ()
    if before not in {",", "-", "–", "—", "--"} and tree.words[low].low not in {",", "-", "–", "—"}:
        return ()
    parts = (trimmed(tree, outer_low, low - 1), trimmed(tree, high + 1, outer_high))
    return tuple(part for part in parts if part)


def _according(tree: Tree, word: Word) -> Iterator[Report]:
    """The rest of the sentence around "according to X"."""
    preposition = next((kid for kid in tree.kids(word.at, "prep") if kid.low == "to"), None)
    if preposition is None:
        following = tree.words[word.at + 1]
        preposition = following if following.low == "to" else None
    if preposition is None:
        return
    sources = tree.kids(preposition.at, "pobj")
    if not sources:
        return
    phrase = noun_phrase(tree, sources[0].at)
    low, high = tree.sentence(word.at)
    end = max(tree.edges[word.at][1], tree.edges[sources[0].at][1])
    if end + 1 < high and tree.words[end + 1].low in _WEEKDAYS:
        end += 1
    before, after = trimmed(tree, low, word.at - 1), trimmed(tree, end + 1, high - 1)
    parts = tuple(part for part in (before, after) if part and part[1] - part[0] >= 1)
    if parts:
        yield Report(word.at, "according", parts, phrase)
