"""Who says what a verb reports, also where the parse hangs him elsewhere: beside marks, in an outer clause.

Pure syntax over one tree; `phrases` has the plain case.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tui_reader.insight.phrases import Range, speaker_of
from tui_reader.insight.tree import Tree, Word
from tui_reader.insight.words import word_set

_NOUNS = ("N", "PRP", "DT", "CD", "JJ", "POS")
_DAYS = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("today", "yesterday", "earlier", "later", "that", "this", "nothing"),
    ]
)
"""Words after a verb of saying that are not who says it."""
_PLAIN = frozenset(
    {"this", "that", "nothing", "something", "little", "plenty", "more", "much", "lot", "anything"}
)
_CLIMB = 6
_WITHIN = frozenset({"ccomp", "xcomp", "acomp", "acl", "conj", "advcl", "dobj", "pobj", "prep"})
"""How what a cue reports hangs on it, through nouns too: "denied the notion that A, explaining B"."""
_REACH = 16
"""Words between an utterance and its verb in which a speaker with all his titles may stand."""


def subject_of(
    tree: Tree, verb: Word, contents: Sequence[tuple[str, tuple[Range, ...]]], speech: Collection[str]
) -> tuple[int | None, bool]:
    """Head word of who says it, None when nobody does; and whether he is the subject of a passive."""
    beside = _beside(tree, verb)
    if beside is None:
        beside = _showing(tree, verb, speech)
    if beside is not None:
        return beside, False
    owner = _shared_cue(tree, verb, speech) or _sending(tree, verb, speech)
    subject, passive = speaker_of(tree, verb.at if owner is None else owner)
    if subject is not None and tree.words[subject].low in _PLAIN:
        holder = _holder(tree, verb, tree.words[subject])
        return (subject if holder is None else holder), passive
    if subject is None:
        return _inverted(tree, verb, contents) or _name_before(tree, verb), False
    return subject, passive


def _holder(tree: Tree, verb: Word, subject: Word) -> int | None:
    """Who has something to say: in "Ann Lee had this to say" not "this" says it."""
    if not any(kid.tag == "TO" for kid in tree.kids(verb.at, "aux")):
        return None
    having = tree.head(verb if subject.head == verb.at else subject)
    return speaker_of(tree, having.at)[0] if having.at != verb.at and having.tag.startswith("VB") else None


def _beside(tree: Tree, verb: Word) -> int | None:
    """Who stands between a marked utterance and its verb, or right after the verb that follows it."""
    before = verb.at - 1
    while before >= 0 and tree.words[before].held < 0 and verb.at - before <= _REACH:
        before -= 1
    if before < 0 or tree.words[before].held < 0 or tree.words[before].head == before:
        return None
    first = before + 1
    while first < verb.at and tree.words[first].low in {",", "-", "--", "–", "—", '"'}:
        first += 1
    if first < verb.at:
        return _aside_between(tree, first, verb)
    after = verb.at + 1
    return _phrase_head(tree, after) if after < len(tree.words) else None


def _aside_between(tree: Tree, first: int, verb: Word) -> int | None:
    """A name and an aside between marks and verb: "…” Keller, 58, told the paper"."""
    last = first
    while last < verb.at and tree.words[last].tag == "NNP":
        last += 1
    aside = tree.words[last].low == "," and tree.words[verb.at - 1].low == ","
    return last - 1 if first < last and aside and last < verb.at - 1 else None


def _showing(tree: Tree, verb: Word, speech: Collection[str]) -> int | None:
    """The name right before a participle: "footage of Ann Lee saying"."""
    before = tree.words[verb.at - 1] if verb.at > 1 else None
    if before is None or before.tag != "NNP" or verb.tag != "VBG" or verb.low not in speech:
        return None
    first = before.at
    while first and tree.words[first - 1].tag == "NNP":
        first -= 1
    governed = first > 0 and tree.words[first - 1].low in {"of", "with", "by"}
    return before.at if governed and before.held < 0 and before.low not in _DAYS else None


def _sending(tree: Tree, verb: Word, speech: Collection[str]) -> int | None:
    """The verb of sending whose addressee the parser takes for the speaker: "emailed supporters saying"."""
    addressee = tree.head(verb)
    if (
        verb.dep != "acl"
        or verb.tag != "VBG"
        or verb.low not in speech
        or addressee.dep not in {"dobj", "dative"}
    ):
        return None
    sends = tree.head(addressee)
    return sends.at if sends.low in word_set("sends") and addressee.at < verb.at else None


def _phrase_head(tree: Tree, at: int) -> int | None:
    """The head of the noun phrase that begins with a word; None where none does."""
    word = tree.words[at]
    if word.held >= 0 or word.low in _DAYS or not word.tag.startswith(_NOUNS) or _adverb(tree, at):
        return None
    up = word
    while up.head != up.at:
        up = tree.head(up)
        if tree.edges[up.at][0] != at or up.held >= 0 or not up.tag.startswith((*_NOUNS, "VBN", "VBG")):
            break
        word = up if up.tag.startswith(_NOUNS) else word
    return word.at if word.tag.startswith(("N", "PRP", "DT", "CD")) else None


def _adverb(tree: Tree, at: int) -> bool:
    """Whether a word, with what hyphens join to it, is an adverb: "said matter-of-factly"."""
    while at + 2 < len(tree.words) and tree.words[at + 1].low == "-":
        at += 2
    return tree.words[at].low.endswith("ly") and tree.words[at].tag in {"RB", "JJ", "NN"}


def _name_before(tree: Tree, verb: Word) -> int | None:
    """A name that stands right before a root verb and that the parser hung elsewhere."""
    before = tree.words[verb.at - 1] if verb.at else None
    if verb.dep == "ROOT" and before and before.held < 0 and before.tag == "NNP" and before.head < verb.at:
        return before.at
    return None


def _inverted(tree: Tree, verb: Word, contents: Sequence[tuple[str, tuple[Range, ...]]]) -> int | None:
    """`…, said Name` whose Name the parser took for an object or for something else."""
    after = verb.at + 1
    if after >= len(tree.words) or not any(
        frame == "lead" or (frame == "aside" and ranges[0][1] < verb.at) for frame, ranges in contents
    ):
        return None
    return _phrase_head(tree, after)


def _shared_cue(tree: Tree, verb: Word, speech: Collection[str]) -> int | None:
    """The cue that a verb of saying goes with although the parser hangs it on the cue's content.

    That is one coordinated with it ("said A and warned B"), or a participle ("said A, adding B").
    """
    joined = verb.dep == "conj" or (verb.dep == "advcl" and verb.tag == "VBG")
    if not joined or verb.low not in speech or tree.kids(verb.at, "nsubj", "nsubjpass"):
        return None
    head = tree.head(verb)
    while head.dep == "conj":
        head = tree.head(head)
    if head.low in speech and (head.tag == verb.tag or verb.dep == "advcl"):
        return None
    for _ in range(_CLIMB):
        if head.dep in _WITHIN:
            head = tree.head(head)
        if head.low in speech and (head.tag == verb.tag or verb.dep == "advcl"):
            return head.at
    return None
