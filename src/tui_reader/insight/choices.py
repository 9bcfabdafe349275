"""Where a reported content begins and ends: several readings of one clause, each with what is true of it.

Pure syntax over one tree: proposes and describes, does not choose; `weighing` does. What is true of a reading
is a set of short names ("cut:,/conj/in"); their weights are fitted by `scripts/fit_contents.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from tui_reader.insight.clauses import Report
from tui_reader.insight.phrases import WH, Range
from tui_reader.insight.tree import Tree, Word, trimmed
from tui_reader.insight.verbs import Verb

_LONGEST = 120
"""Words of a content that are looked at."""
_PAIRED = ("end:", "cut:", "size:", "root:", "hangs:", "roots:")
"""What is also told together with the construction."""
_ENDLESS = 400
"""Words of a sentence above which it is no sentence: its contents are read as parsed and in no other way."""
_MOST = 10
"""Ends that are tried for one content."""
_PAUSES = frozenset({",", ";", ":", "-", "--", "–", "—", "―", "(", ")"})
_PARTS = frozenset(
    [
        "advcl",
        "relcl",
        "conj",
        "appos",
        "npadvmod",
        "prep",
        "acl",
        "parataxis",
        "ccomp",
        "xcomp",
        "advmod",
        "dep",
    ]
)
"""Labels of what may be cut off a clause."""
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_OPENERS = frozenset({"that", "to", "whether", "if", "how", "why", "what", "for", "as"})
_BEFORE_CONTENT = frozenset({"but", "and", "yet", "still", ",", "so", "because", "while"})
_SMALL = frozenset({
    "which", "who", "whose", "and", "but", "or", "as", "while", "because", "if", "when", "after", "before",
    "though", "although", "despite", "including", "with", "to", "in", "on", "at", "for", "since", "until",
    "so", "that", "than", "from", "by", "of", "during", "amid", "about", "where",
})  # fmt: skip
"""Words that often begin what is no longer content."""
_OCCASIONS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday",
    "tomorrow", "week", "month", "year", "night", "morning", "afternoon", "evening", "interview", "statement",
    "speech", "event", "rally", "email", "tweet", "conference",
})  # fmt: skip
"""Words that tell when and where something was said."""
_RETOLD = frozenset({
    "claim", "charge", "allegation", "accusation", "assertion", "statement", "remark", "comment", "reference",
    "argument", "position", "view", "notion", "idea", "suggestion", "promise", "pledge", "threat", "warning",
    "move", "step", "decision", "practice", "figure", "number", "total", "amount", "word", "phrase", "line",
    "point", "finding", "conclusion", "complaint", "response", "answer", "question", "sentiment", "theme",
})  # fmt: skip
"""Nouns with which a narrator goes on about what somebody has just said: ", a claim that …"."""
_SIZES = (1, 2, 3, 4, 7, 12, 20, 35)


class Choice(NamedTuple):
    """One reading of a report: its content, and the names of what is true of it."""

    content: tuple[Range, ...]
    marks: tuple[str, ...]


class Scene(NamedTuple):
    """What is known around the reports of one paragraph."""

    tree: Tree
    verbs: Mapping[str, Verb]
    speech: Collection[str]
    fragments: Sequence[Range]
    """Marked parts of sentences as word ranges."""
    tops: Sequence[int]
    """For each word, the highest word whose stretch begins with it; the word itself where none does."""


class Proposal(NamedTuple):
    """One report to be read in several ways: how likely its construction is, and what it lies in."""

    report: Report
    prior: int
    """Per cent."""
    outer: str
    """The construction of the report in whose content its cue stands, or "no"."""


def scene(
    tree: Tree, verbs: Mapping[str, Verb], speech: Collection[str], fragments: Sequence[Range]
) -> Scene:
    """Prepare one paragraph."""
    tops = list(range(len(tree.words)))
    for word in tree.words:
        low, at = tree.edges[word.at][0], word.at
        while tree.words[at].head != at and tree.edges[tree.words[at].head][0] == low:
            at = tree.words[at].head
        if tops[low] == low or _width(tree, at) > _width(tree, tops[low]):
            tops[low] = at
    return Scene(tree, verbs, speech, fragments, tops)


def choices(about: Scene, proposal: Proposal) -> Iterator[Choice]:
    """Every reading of a report's content."""
    report, tree = proposal.report, about.tree
    *front, (low, high) = report.content
    rest = trimmed(tree, low, tree.sentence(report.cue)[1] - 1)
    end = min(max(rest[1], high) if rest else high, max(low + _LONGEST, high))
    start, stop = tree.sentence(report.cue)
    common = tuple(_common(about, proposal))
    if stop - start > _ENDLESS:
        opening = tuple(_opening(tree, report, low, low))
        ((_, closing),) = _closings(about, report, low, [high], (high, end))
        yield Choice((*front, (low, high)), (*common, *opening, *closing))
        return
    ends = _ends_before(about, report, low, high) if high < report.cue else _ends(about, low, high, end)
    for first in [low] if front else _starts(about, report, low, high):
        opening = tuple(_opening(tree, report, first, low))
        for final, closing in _closings(
            about, report, first, [at for at in ends if at >= first], (high, end)
        ):
            pairs = (f"{each}|{report.frame}" for each in closing if each.startswith(_PAIRED))
            yield Choice((*front, (first, final)), (*common, *opening, *closing, *pairs))


def _closings(
    about: Scene, report: Report, first: int, ends: Sequence[int], bounds: Range
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What is true of each end of a content, and of what a content up to there takes in."""
    told: dict[int, tuple[str, ...]] = {}
    taken: dict[str, None] = {}
    at = first
    for final in sorted(ends):
        while at < min(final, first + _LONGEST):
            at += 1
            if about.tree.words[at].low in _PAUSES or _breaks(about, at):
                following = _told(about, report, (first, at - 1), told)
                taken |= dict.fromkeys(f"in:{each}" for each in following)
        cut = (f"cut:{each}" for each in _told(about, report, (first, final), told))
        roots = _roots(about.tree, report, (first, final))
        yield final, (*_closing(about, (first, final), bounds), *roots, *cut, *taken)


def _roots(tree: Tree, report: Report, content: Range) -> Iterator[str]:
    """What is true of the words of a content that hang on what stands outside it."""
    first, final = content
    inside = tree.words[first : min(final, first + _LONGEST) + 1]
    tops = [word for word in inside if not first <= word.head <= final or word.head == word.at]
    tops = [word for word in tops if word.dep not in {"punct", "cc"}]
    yield f"roots:{min(len(tops), 3)}"
    if tops:
        top = tops[0]
        yield f"root:{top.dep}/{top.tag}"
        at_cue = "cue" if top.head == report.cue else "before" if top.head < first else "after"
        yield f"hangs:{'nowhere' if top.head == top.at else at_cue}"


def _width(tree: Tree, at: int) -> int:
    return tree.edges[at][1] - tree.edges[at][0]


def _starts(about: Scene, report: Report, low: int, high: int) -> list[int]:
    """Where a content may begin: as parsed, right after the cue, at "that", an object or the subject."""
    tree, cue = about.tree, report.cue
    found = [low]
    if low > cue:
        behind = report.subject is not None and report.subject[0] > cue
        after = report.subject[1] + 1 if behind and report.subject else cue + 1
        while after < low and tree.words[after].low in {",", ":", '"'}:
            after += 1
        thats = [at for at in range(cue + 1, min(low + 3, high)) if tree.words[at].low == "that"]
        objects = [tree.edges[kid.at][0] for kid in tree.kids(cue, "dobj", "dative") if kid.at > cue]
        subjects = [tree.edges[kid.at][0] for kid in tree.kids(about.tops[low], *_SUBJECTS)]
        found += [after, *thats[:2], *(at for at in objects if at < low)]
        found += [at for at in subjects[:1] if low < at < high]
    elif high < cue:
        start = tree.sentence(cue)[0]
        found.append(start)
        if low == start:
            found += [at for at in (low + 1, low + 2) if tree.words[at - 1].low in _BEFORE_CONTENT]
    return [at for at in dict.fromkeys(found) if at <= high]


def _ends_before(about: Scene, report: Report, low: int, high: int) -> list[int]:
    """Ends of a content that stands before its cue: as parsed, and before the speaker."""
    before = report.subject is not None and report.subject[0] > low
    edge = min(report.cue, report.subject[0]) if before and report.subject else report.cue
    part = trimmed(about.tree, low, edge - 1)
    return list(dict.fromkeys([high, part[1] if part else high]))


def _ends(about: Scene, low: int, high: int, end: int) -> list[int]:
    """Where a content may end: as parsed, with its sentence or marks, before what can be cut off."""
    tree = about.tree
    found = [high, end]
    for at in range(max(low, high - _LONGEST) + 1, end + 1):
        word = tree.words[at]
        if word.held >= 0 and (at == end or tree.words[at + 1].held != word.held):
            found.append(at)
        if word.low in _PAUSES or _breaks(about, at):
            found.append(at - 1)
    found += [final for _, final in _near(about, low, end) if low < final <= end]
    cut = [
        part[1] for at in dict.fromkeys(found) if at >= low and (part := trimmed(tree, low, at)) is not None
    ]
    return sorted(dict.fromkeys(cut), key=lambda at: (at not in {high, end}, abs(at - high)))[:_MOST]


def _near(about: Scene, low: int, end: int) -> Sequence[Range]:
    """The first marked fragments that reach into a stretch."""
    first = bisect_left(about.fragments, low, key=itemgetter(1))
    return [each for each in about.fragments[first : first + _MOST] if each[0] <= end]


def _breaks(about: Scene, at: int) -> bool:
    """Whether something that hangs on what stands before begins with a word."""
    top = about.tree.words[about.tops[at]]
    return about.tree.words[at].dep == "cc" or (top.dep in _PARTS and top.head < at)


def _common(about: Scene, proposal: Proposal) -> Iterator[str]:
    """What is true of a report whatever its content: verb, construction, speaker, surroundings."""
    report, tree = proposal.report, about.tree
    cue, frame = tree.words[report.cue], report.frame
    verb = about.verbs.get(cue.low)
    lemma, kind = (verb.lemma, verb.kind) if verb else ("?", "?")
    yield from (f"rate:{min(proposal.prior // 10, 9)}", f"frame:{frame}", f"dep:{cue.dep}")
    yield from (f"tag:{cue.tag}", f"tag:{cue.tag}|{frame}", f"verb:{lemma}", f"verb:{lemma}|{frame}")
    yield from (f"kind:{kind}|{frame}", f"nested:{proposal.outer}", f"parts:{len(report.content)}")
    for kid in tree.kids(report.cue, "neg", "aux", "mark"):
        if kid.dep == "neg":
            yield "neg"
        elif kid.dep == "mark" and kid.at < report.cue:
            yield f"mark:{kid.low}"
        elif kid.tag in {"MD", "TO"}:
            yield f"aux:{kid.low}"
    if report.subject is None:
        yield "who:nobody"
        return
    last = tree.words[report.subject[1]]
    yield f"who:{last.tag}"
    far = report.cue - report.subject[1] > 8
    yield f"who:{'after' if report.subject[0] > report.cue else 'far' if far else 'near'}"
    if last.tag.startswith("PRP"):
        yield f"who:{last.low}"


def _opening(tree: Tree, report: Report, first: int, low: int) -> Iterator[str]:
    """What is true of where a content begins."""
    word, frame = tree.words[first], report.frame
    yield f"start:{'own' if first == low else 'left' if first < low else 'right'}|{frame}"
    yield from (f"first:{word.tag}", f"first:{word.tag}|{frame}")
    if word.low in _OPENERS:
        yield f"first:{word.low}"
    if first < report.cue:
        yield f"left:{min(first - tree.sentence(report.cue)[0], 4)}"
        return
    skipped = sum(each.tag[:1].isalpha() for each in tree.words[report.cue + 1 : first])
    yield from (f"skip:{min(skipped, 6)}", f"skip:{min(skipped, 3)}|{frame}")
    before = tree.words[first - 1]
    yield f"before:{before.low if before.low in _PAUSES or before.low == 'that' else before.tag}"


def _closing(about: Scene, content: Range, bounds: Range) -> Iterator[str]:
    """What is true of where a content ends. `bounds` are the ends of the parse and of the sentence."""
    (first, final), (high, end) = content, bounds
    side = "own" if final == high else "left" if final < high else "right"
    yield from (f"end:{side}", f"end:{side}|{'all' if final >= end else 'part'}")
    size = final - first + 1
    yield f"size:{max(each for each in _SIZES if each <= size)}"
    yield f"last:{'held' if about.tree.words[final].held >= 0 else about.tree.words[final].tag}"
    for low, last in _near(about, first, final):
        if final == last:
            yield "end:mark"
        elif low <= final < last:
            yield "end:in mark"
        if first <= low and last <= final:
            yield "holds mark"
    if final != high:
        yield f"{'lost' if final < high else 'more'}:{min(abs(high - final) // 3, 6)}"


def _told(about: Scene, report: Report, content: Range, told: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    """What begins after a content, looked up once for all contents that begin alike."""
    if content[1] not in told:
        told[content[1]] = tuple(_following(about, report, content))
    return told[content[1]]


def _following(about: Scene, report: Report, content: Range) -> Iterator[str]:
    """What begins after a content: its pause, its first word, what kind of part it is and where it hangs."""
    tree, (first, final) = about.tree, content
    stop = tree.sentence(report.cue)[1]
    at, pause = final + 1, ""
    while at < stop and (tree.words[at].low in _PAUSES or tree.words[at].tag in {"''", "``", "_SP"}):
        pause = pause or tree.words[at].low
        at += 1
    if at >= stop or tree.words[at].tag == ".":
        yield f"{pause}/end"
        return
    joined = tree.words[at].low if tree.words[at].dep == "cc" and at + 1 < stop else ""
    at += bool(joined)
    word, top = tree.words[at], tree.words[about.tops[at]]
    where = "in" if first <= top.head <= final else "cue" if top.head == report.cue else "out"
    yield f"{pause}/{joined or top.dep}/{'root' if top.head == top.at else where}"
    yield f"{pause}/{joined}/{top.dep}/{where}/{top.tag[:2]}"
    if word.low in _SMALL:
        yield from (f"{pause}/{word.low}", f"{pause}/{word.low}/{top.dep}")
    if top.tag.startswith("VB"):
        yield from _clause(about, report, content, top, pause, joined)
    if word.low in _OCCASIONS or top.low in _OCCASIONS:
        yield f"day/{top.dep}/{where}"
    if where == "in":
        on = tree.words[top.head]
        yield f"{pause}/{top.dep}/on {on.dep}/{on.tag[:2]}"
        if word.low in _SMALL:
            yield f"{word.low}/on {on.tag[:2]}/{min(final - on.at, 3)}"
    if word.tag in WH:
        yield f"{pause}/wh"
    if pause and word.low in {"a", "an", "the", "one"} and top.low in _RETOLD:
        yield f"{pause}/retold"


def _clause(
    about: Scene, report: Report, content: Range, top: Word, pause: str, joined: str
) -> Iterator[str]:
    """What is true of a clause after a content: whose verb it has, in which form, after which word."""
    tree, (first, final) = about.tree, content
    own = bool(tree.kids(top.at, *_SUBJECTS))
    saying = "saying" if top.low in about.speech else "verb"
    yield f"{pause}/{joined}/{top.dep}/{saying}/{'own' if own else 'none'}"
    inside = tree.words[first : min(final, first + _LONGEST) + 1]
    root = next((word for word in inside if not first <= word.head <= final), tree.words[first])
    like_root, like_cue = top.tag == root.tag, top.tag == tree.words[report.cue].tag
    yield f"agree/{joined or top.dep}/{like_root}/{like_cue}/{own}"
    for kid in tree.kids(top.at, *_SUBJECTS, "mark")[:2]:
        word = kid.dep == "mark" or kid.tag in {"PRP", "WDT", "WP", "EX"}
        yield f"{joined or top.dep}/{kid.low if word else kid.tag}"
