"""What somebody's claim is: "Ann Lee's claim that A", where a noun of saying has its owner and a clause.

Pure syntax; only where no verb of saying holds the claim already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_reader.insight.drafts import Draft, fit
from tui_reader.insight.marks import Stretch
from tui_reader.insight.phrases import noun_phrase
from tui_reader.insight.tree import Tree, trimmed
from tui_reader.insight.verbs import speech_forms
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span

RATE = 55
"""Per cent: how often such a clause is a quotation of its owner."""
_LONGEST = 60
"""Words of a claim."""


def claim_drafts(
    text: str, tree: Tree, paragraph: int, stretches: Sequence[Stretch], drafts: Sequence[Draft]
) -> list[Draft]:
    """The drafts of one paragraph and its claims, which take the place of what no verb of saying holds."""
    kept = [each for each in drafts if each.paragraph == paragraph]
    for claim in _found(tree, paragraph):
        fitted = fit(claim, stretches)
        if fitted is None:
            continue
        rivals = [each for each in kept if _overlap(each, fitted)]
        if all(_takes_up(text, each) for each in rivals):
            kept = [each for each in kept if each not in rivals] + [fitted]
    return kept


def _found(tree: Tree, paragraph: int) -> Iterator[Draft]:
    for noun in tree.words:
        if noun.held >= 0 or noun.low not in word_set("claim"):
            continue
        owner = next(iter(tree.kids(noun.at, "poss")), None)
        clause = next(
            (kid for kid in tree.kids(noun.at, "acl", "ccomp", "relcl") if _that(tree, kid.at)), None
        )
        if owner is None or clause is None or owner.held >= 0:
            continue
        content = trimmed(tree, *tree.edges[clause.at])
        if content is None or content[1] - content[0] > _LONGEST:
            continue
        yield Draft(
            (tree.span(*content),),
            paragraph,
            RATE,
            "clause:that",
            cue=Span(noun.start, noun.end),
            source=Span(tree.words[noun_phrase(tree, owner.at)[0]].start, owner.end),
            head=Span(owner.start, owner.end),
        )


def _that(tree: Tree, clause: int) -> bool:
    """Whether a clause opens with "that" as a conjunction and has a subject."""
    first = tree.words[tree.edges[clause][0]]
    return (
        first.low == "that" and first.dep == "mark" and bool(tree.kids(clause, "nsubj", "nsubjpass", "expl"))
    )


def _overlap(one: Draft, two: Draft) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in two.spans)


def _takes_up(text: str, draft: Draft) -> bool:
    """Whether a draft's verb only does something with the claim: "seized on Ann Lee's claim"."""
    frames = draft.rule == "clause:noun" or draft.rule.startswith("clause:prep:")
    cue = text[draft.cue.start : draft.cue.end].split(" ", 1)[0].lower() if draft.cue else ""
    return frames and cue not in speech_forms()
