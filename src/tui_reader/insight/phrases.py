"""Who does what a verb says, and which words name him: subjects through governors, noun phrases cut to size.

Pure syntax over one tree; knows no verb of saying and no entity.
"""

from __future__ import annotations

from tui_reader.insight.tree import Tree, Word
from tui_reader.insight.words import word_set

Range = tuple[int, int]
"""First and last word, both included."""

WH = frozenset({"WDT", "WP", "WP$", "WRB"})
"""Tags of relative and question words."""
_CLAUSAL = ("advcl", "acl", "xcomp", "pcomp", "relcl", "conj", "ccomp", "prep")
_POSTNOMINAL = frozenset({"relcl", "appos", "acl", "punct", "advcl", "parataxis", "npadvmod", "dep"})
_SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "appos", "dep", "npadvmod", "ROOT"})
_USES = frozenset({"use", "used", "uses", "using"})
"""Verbs whose object does nothing: "used his speech to call for"."""
_ROLE = 10
"""Words of a role before a name in apposition: "Apple's chief executive, Tim Cook"."""
_DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.",
})  # fmt: skip


def speaker_of(tree: Tree, verb: int, depth: int = 0) -> tuple[int | None, bool]:
    """Head word of who does what the verb says, through governors; and whether that is a passive subject."""
    word = tree.words[verb]
    subjects = tree.kids(verb, "nsubj", "nsubjpass")
    plain = [kid for kid in subjects if kid.tag not in WH and kid.low != "that"]
    for kid in plain if word.dep == "relcl" and plain else subjects:
        if kid.held < 0 or word.dep == "relcl":
            if kid.tag in WH or (kid.low == "that" and word.dep == "relcl"):
                noun = tree.words[word.head]
                issuer = _issuer(tree, noun, depth) if word.dep == "relcl" else None
                if issuer is not None:
                    return issuer, False
                return (word.head if word.dep == "relcl" else kid.at), kid.dep == "nsubjpass"
            if kid.held < 0:
                return kid.at, kid.dep == "nsubjpass"
    if depth > 4 or word.head == verb:
        return None, False
    if word.dep in {"acl", "relcl"} and tree.words[word.head].tag.startswith(("N", "P")):
        issuer = _issuer(tree, tree.words[word.head], depth)
        if issuer is not None:
            return issuer, False
        return word.head, word.dep == "acl" and word.tag == "VBN"
    if word.dep in _CLAUSAL:
        return _from_governor(tree, word, depth)
    return None, False


def _issuer(tree: Tree, noun: Word, depth: int) -> int | None:
    """Who issued the statement that says something: the subject of the verb whose object it is."""
    if noun.low in word_set("paper") and noun.dep in {"dobj", "pobj"}:
        head = tree.head(noun)
        verb = tree.head(head) if noun.dep == "pobj" else head
        governed = noun.dep == "dobj" or head.low in {"in", "with", "on"}
        if verb.tag.startswith("VB") and verb.low in word_set("issues") and governed:
            issuer, passive = speaker_of(tree, verb.at, depth + 1)
            return None if passive else issuer
    return None


def _from_governor(tree: Tree, word: Word, depth: int) -> tuple[int | None, bool]:
    """The subject of the clause that a subjectless verb depends on."""
    head = tree.head(word)
    if head.tag.startswith("VB") and not (word.dep == "ccomp" and head.held >= 0):
        if word.dep in {"xcomp", "ccomp"}:
            objects = [kid for kid in tree.kids(head.at, "dobj", "dative") if kid.at < word.at]
            if objects and word.tag == "VB" and head.low not in _USES:
                return objects[-1].at, False
        return speaker_of(tree, head.at, depth + 1)
    if head.dep in {"prep", "pcomp", "mark"} or head.tag == "IN":
        return _from_governor(tree, head, depth + 1) if depth < 4 else (None, False)
    if word.dep in {"acl", "prep"} and head.tag.startswith("N"):
        verb = tree.head(head)
        if head.dep == "pobj":
            verb = tree.head(verb)
        if word.dep == "prep" and head.dep in {"dobj", "attr", "pobj"} and verb.tag.startswith("VB"):
            found = speaker_of(tree, verb.at, depth + 1)
            return found if found[0] is not None else (head.at, False)
        return head.at, False
    return None, False


def noun_phrase(tree: Tree, head: int) -> Range:
    """The words of a noun phrase up to its first appositive, relative clause or comma."""
    low, high = head, head
    for kid in tree.kids(head):
        if kid.at < head and kid.dep not in {"punct", "cc", "preconj", "advmod", "parataxis"}:
            low = min(low, tree.edges[kid.at][0])
    for kid in tree.kids(head):
        if kid.at < head:
            continue
        adjacent = tree.edges[kid.at][0] == high + 1
        if kid.dep == "appos" and kid.tag == "NNP" and tree.words[head].tag in {"NN", "NNS"}:
            return _hyphenated(tree, low, noun_phrase(tree, kid.at)[1])
        if kid.dep == "punct" and kid.low == ",":
            continue
        named = kid.dep == "appos" and adjacent and kid.tag.startswith("NNP")
        participle = kid.dep == "acl" and adjacent and tree.edges[kid.at][1] - low < 14
        if not adjacent or (kid.dep in _POSTNOMINAL and not named and not participle):
            break
        high = _phrase_high(tree, kid)
    return _hyphenated(tree, low, high)


def extended(tree: Tree, phrase: Range) -> Range:
    """A speaker's phrase with a name right behind it, and with the role before a name in apposition."""
    low, high = phrase
    words = tree.words
    while high + 1 < len(words) and _goes_on(words[high], words[high + 1]):
        high += 1
        if words[high].low == "." and high + 1 < len(words):
            high += 1
    role = words[low - 2] if low >= 2 and words[low - 1].low == "," else None
    closed = high + 1 < len(words) and words[high + 1].low == ","
    named = words[low].tag == "NNP" and words[high].tag == "NNP"
    if role and closed and named and role.held < 0 and role.tag == "NN" and role.dep in _SUBJECT_LIKE:
        wide = noun_phrase(tree, role.at)
        if wide[1] <= high and wide[0] >= low - _ROLE:
            low = wide[0]
    return low, high


def _goes_on(last: Word, word: Word) -> bool:
    """Whether a name goes on with a word: "the newspaper Haaretz", but not "Trump Monday"."""
    near = word.held < 0 and last.held < 0 and word.start - last.end == 1
    if word.low == "." and word.tag == "NNP" and word.start == last.end and last.tag == "NNP":
        return True
    return near and word.tag == "NNP" and last.tag.startswith("NN") and word.low not in _DAYS


def _hyphenated(tree: Tree, low: int, high: int) -> Range:
    """Take in the parts of a word that the tokeniser cut at its hyphens."""
    words = tree.words
    while (
        high + 2 < len(words) and words[high + 1].low == "-" and words[high].end == words[high + 2].start - 1
    ):
        high += 2
    while low >= 2 and words[low - 1].low == "-" and words[low - 2].end == words[low].start - 1:
        low -= 2
    return low, high


def _phrase_high(tree: Tree, kid: Word) -> int:
    return noun_phrase(tree, kid.at)[1] if kid.dep in {"conj", "pobj", "appos"} else _shallow(tree, kid)


def _shallow(tree: Tree, kid: Word) -> int:
    """The end of a modifier, cut where a clause or an appositive begins in it."""
    high = tree.edges[kid.at][1]
    for index in range(kid.at, high + 1):
        if tree.words[index].dep in {"relcl", "appos"} or tree.words[index].low == ",":
            low = tree.edges[index][0] if tree.words[index].dep != "punct" else index
            return max(min(low - 1, high), kid.at)
    return high
