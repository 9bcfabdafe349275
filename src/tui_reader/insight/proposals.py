"""Which reports of a paragraph are worth reading in several ways, and all their readings, cue by cue.

The verb table says what can be a quotation at all; `weighing` chooses between what is proposed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui_reader.insight.choices import Choice, Proposal, Scene, choices
from tui_reader.insight.clauses import Report
from tui_reader.insight.tree import Tree
from tui_reader.insight.verbs import Verb

ACCORDING = 72
"""Per cent of "according to" that lead to a quotation."""
LIKELY = 37
"""Per cent from which on a construction counts as a report in which others may lie."""
_QUOTING = 20
"""Per cent for a verb that the table does not know and whose content holds marked words."""
_JUDGING = 60
"""Per cent for a judgement that holds marked words."""
_OPPOSING = frozenset({
    f"{verb}{ending}"
    for verb in ("counter", "rebut", "rebutt", "refut", "disput", "deni", "deny", "reject", "dismiss")
    for ending in ("", "e", "s", "es", "ed", "d", "ing")
} | {"dispel", "dispels", "dispelled", "dispelling"})  # fmt: skip
"""Forms of verbs whose object, a claim, is what somebody else says."""

_THINGS = frozenset({"it", "this", "that", "there", "these", "those", "which", "what"})


class Reading(NamedTuple):
    """One reading of one report."""

    report: Report
    choice: Choice

    @property
    def read(self) -> Report:
        """The report with the content of this reading."""
        return self.report._replace(content=self.choice.content)


def readings(about: Scene, found: Sequence[tuple[Report, bool]]) -> Iterator[list[Reading]]:
    """For each cue all readings of its contents. `found` tells which reports hold marked words."""
    priors = [
        (report, prior)
        for report, quoting in found
        if (prior := _prior(about.tree, report, about.verbs.get(_cue(about, report)), quoting=quoting)) >= 0
    ]
    likely = [report for report, prior in priors if prior >= LIKELY]
    by_cue: dict[int, list[Reading]] = {}
    for report, prior in priors:
        proposal = Proposal(report, prior, _outer(likely, report))
        own = by_cue.setdefault(report.cue, [])
        own += [
            Reading(report, choice)
            for choice in choices(about, proposal)
            if not _pronoun(about.tree, choice) and not _opposed(about.tree, report, choice)
        ]
    yield from filter(None, by_cue.values())


def _pronoun(tree: Tree, choice: Choice) -> bool:
    """Whether a content is but a pronoun: it tells a reader nothing."""
    (low, high), *more = choice.content
    return low == high and not more and tree.words[low].tag.startswith(("PRP", "W", "DT"))


def _opposed(tree: Tree, report: Report, choice: Choice) -> bool:
    """Whether a content is what somebody else says and the speaker opposes: "counter claims | that …"."""
    low = choice.content[0][0]
    that = low if tree.words[low].low == "that" else low - 1
    if tree.words[report.cue].low not in _OPPOSING or that <= report.cue + 1:
        return False
    return tree.words[that].low == "that" and tree.words[that - 1].tag in {"NN", "NNS"}


def _attempted(tree: Tree, report: Report) -> bool:
    """Whether somebody only sets out to oppose something: "tries to counter suggestions that …"."""
    cue = tree.words[report.cue]
    return cue.low in _OPPOSING and any(kid.tag == "TO" for kid in tree.kids(cue.at, "aux"))


def _thing(tree: Tree, report: Report) -> bool:
    """Whether what has marked words behind it is nobody: "It's 'a new kind of journalism'"."""
    return report.subject is not None and tree.words[report.subject[1]].low in _THINGS


def _cue(about: Scene, report: Report) -> str:
    return about.tree.words[report.cue].low


def _outer(likely: Sequence[Report], report: Report) -> str:
    """The construction of the first report that holds another's cue in its content."""
    return next(
        (
            each.frame
            for each in likely
            if each.cue != report.cue and any(low <= report.cue <= high for low, high in each.content)
        ),
        "no",
    )


def _prior(tree: Tree, report: Report, verb: Verb | None, *, quoting: bool) -> int:
    """What the verb table alone says of a content, per cent; -1 for what can be no quotation."""
    if report.frame == "according":
        return ACCORDING
    if report.passive or report.subject is None or tree.words[report.cue].held >= 0:
        return -1
    if verb is None or verb.kind == "stance" or _attempted(tree, report):
        return _QUOTING if quoting and not _thing(tree, report) else -1
    rate = verb.frames.get(report.frame, 0)
    if report.frame in {"stray", "told"}:
        rate = verb.frames.get("that", 0) * 4 // 5
    return max(rate, _JUDGING) if quoting and verb.kind == "judgement" else rate
