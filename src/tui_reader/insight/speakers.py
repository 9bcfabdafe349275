"""Who a speaker as written is: names and surnames, role nouns, and he or she where the text leaves no doubt.

Abstains rather than guesses: a pronoun without a near and single candidate stays unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tui_reader.insight.aliases import Cluster
from tui_reader.insight.callings import is_calling
from tui_reader.insight.gazetteer import Gender
from tui_reader.insight.roles import role_holder
from tui_reader.insight.words import word_set
from tui_reader.model.document import Span
from tui_reader.model.insight import Entity, SpeakerClass

PRONOUNS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "she": "f", "her": "f",
    "they": "", "it": "", "we": "", "i": "", "you": "", "who": "",
    "er": "m", "sie": "f", "wir": "", "ich": "",
    "il": "m", "elle": "f", "ils": "", "elles": "", "nous": "", "on": "", "je": "",
}  # fmt: skip
_SINGULAR = frozenset({"he", "she", "him", "his", "her", "er", "sie", "il", "elle"})
_FAR = 3
"""Sentences back beyond which no name is taken for he or she."""
_CLEAR = 1.0
"""Lead in score that the best candidate needs over the next to be named at all."""
_PHRASES = 60
"""Subjects of one document whose holder is looked for."""
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’-]+(?:\s(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w'’-]+|of|de|la|von|van|bin|al))*\s[A-ZÀ-Þ][\w'’-]+"
)
_ONE_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]*[a-rt-zß-ÿ]")
"""One capitalised word that is no plural ("Republicans")."""
_AND = re.compile(r"(?:\s?\([^()\n]{1,30}\))?(?:,?\s(?:and|und|et|y|e)\s(?:(?:the|Mr|Mrs|Ms|Dr)\.?\s)?|,\s)")
_BEFORE_OFFICE = frozenset({"the", "former", "state", "then", "fellow", "her", "his", "their", "ex"})
_GOES_ON = re.compile(
    r"\s(?:who|and|of|in|from|at|on|to|for|during|after|before|as|with|himself|herself|then|later|also|then)\b"
)
"""What may stand between a person's name and the end of the phrase that he heads."""
_APART = re.compile(r"\b(?:of|for|from|to|and|with|at|in|by|on|about|against|who|that|[a-z]{3,}ing)\b")
"""What parts the head of a phrase from a name at its end: "a pastor supporting Mr. Keller"."""
_TWO_OFFICES = re.compile(r"^[\w.]{0,3}\sand\s(?=(?:[A-Z][\w.]*\s){1,6}$|(?:[a-z]+\s){1,3}$)")
"""What joins two offices of one person: "former Gov. and party chairman Ann Lee"."""
_ADJOINING = re.compile(r"\s(?:(?:the|[a-z]+)\s)?(?:[A-Z][\w.-]*\s){0,3}")
"""What stands between the beginning of a speaker's titles and his name."""
_TITLES = 40
"""Characters that it has at most."""
_MADE = re.compile(
    r"\s(?:had\s|has\s)?(?:gave|given|made|delivered|wrote|written|issued|published|posted|sent|signed|released)\b"
)
"""Behind a name: what somebody does to words of his own."""
_WORDS = re.compile(
    r"\b(?:speech|statement|interview|letter|book|memo|column|essay|tweet|post|article|email|e-mail|testimony|remarks)$"
)
_UNSOURCED = re.compile(
    r"(?:(?:aus|in|den|die|dem|das|mehrere[rn]?|laut)\s)?(?:\w*[Kk]reisen?|Insidern?|Eingeweihten?|Umfeld)\b"
)
"""German for sources without a name: "Kreisen der Bank", "Regierungskreise"."""
_ROLE_NOUN = re.compile(
    r"^(?:the|this|that|his|her|their|its|der|die|das|le|la|l')\s*(?:[\w-]+\s){0,3}?(?P<noun>[\w-]+)"
    r"(?P<of>\sof\s.+)?$",
    re.IGNORECASE,
)


class Voice(NamedTuple):
    """A speaker resolved: entity index or None, confidence 0 to 1, class, and how."""

    entity: int | None
    confidence: float
    kind: SpeakerClass
    how: str = ""
    name: str = ""
    """Several speakers in one: their names, where no single entity is the speaker."""


@dataclass(slots=True)
class _Trace:
    """A person at a place in the text: a name or a pronoun already resolved."""

    start: int
    entity: int
    subject: bool
    possessive: bool = False
    pronoun: bool = False


@dataclass(slots=True)
class Cast:
    """Who is on stage where: the entities of a document with what is needed to resolve a speaker."""

    text: str
    entities: Sequence[Entity]
    genders: Sequence[Gender]
    sentences: Sequence[int]
    """Starts of all sentences, ascending."""
    paragraphs: Sequence[int]
    """Starts of all paragraphs, ascending."""
    traces: list[_Trace] = field(default_factory=list)
    said: list[tuple[int, int]] = field(default_factory=list)
    """(offset, entity) of attributions already settled, in order."""
    learned: dict[int, Gender] = field(default_factory=dict)

    def sentence(self, offset: int) -> int:
        """Number of the sentence at an offset."""
        return bisect_right(self.sentences, offset)

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph at an offset."""
        return bisect_right(self.paragraphs, offset)

    def gender(self, entity: int) -> Gender:
        """As the tables or the text say it."""
        return self.genders[entity] or self.learned.get(entity, "")


def cast(
    text: str,
    clusters: Sequence[Cluster],
    entities: Sequence[Entity],
    stage: tuple[Sequence[int], Sequence[int]],
    subjects: Sequence[Span],
    quoted: Sequence[Span],
) -> Cast:
    """Set up the cast. `stage` is sentence and paragraph starts, `subjects` the subjects of all clauses."""
    found = Cast(
        text,
        entities,
        [_gender(group, entity) for group, entity in zip(clusters, entities, strict=True)],
        *stage,
    )
    starts = {span.start for span in subjects}
    for index, entity in enumerate(entities):
        if entity.kind != "person":
            continue
        for span in entity.mentions:
            if any(mark.start <= span.start < mark.end for mark in quoted):
                continue
            subject = any(span.start <= start < span.end for start in starts)
            possessive = text[span.end : span.end + 2] in {"'s", "’s"} or text[span.end : span.end + 1] in {
                "'",
                "’",
            }
            found.traces.append(_Trace(span.start, index, subject and not possessive, possessive))
    found.traces.sort(key=lambda trace: trace.start)
    return found


def _gender(group: Cluster, entity: Entity) -> Gender:
    if group.kind != "person":
        return ""
    if re.search(r"woman\b|actress|mother|wife|daughter|sister|queen|girl", entity.role):
        return "f"
    if (
        re.search(r"(?<!wo)man\b|actor\b|father|husband|brother|\bson\b|king\b", entity.role)
        and not group.gender
    ):
        return "m"
    return group.gender


def resolve(stage: Cast, source: Span, head: Span) -> Voice:
    """Who a written speaker is. Settled attributions are remembered: call in the order of the text."""
    word = stage.text[head.start : head.end].lower()
    together = _together(stage, source)
    if together:
        return Voice(None, 0.9, "named", "together", together)
    if _UNSOURCED.match(stage.text, source.start, source.end):
        return Voice(None, 0.8, "unnamed", "as written")
    named = _named(stage, source, head)
    named = _adjoining(stage, source) if named is None and word not in PRONOUNS else named
    if named is not None:
        stage.said.append((source.start, named))
        return Voice(named, 0.97, "named", "name")
    if word in PRONOUNS:
        return _pronoun(stage, source.start, word)
    role = role_holder(stage.text, source, stage.entities)
    if role is not None:
        stage.said.append((source.start, role))
        return Voice(role, 0.75, "role", "role")
    phrase = stage.text[source.start : source.end]
    if _NAME.fullmatch(phrase):
        return Voice(None, 0.9, "named", "as written")
    if _ONE_NAME.fullmatch(phrase) and phrase not in word_set("no name"):
        return Voice(None, 0.8, "named", "as written")
    return Voice(
        None,
        0.8,
        "role" if _ROLE_NOUN.match(stage.text[source.start : source.end]) else "unnamed",
        "as written",
    )


def _together(stage: Cast, source: Span) -> str:
    """The names of several speakers that "and" joins, or nothing."""
    inside = sorted(
        (span, index)
        for index, entity in enumerate(stage.entities)
        for span in entity.mentions
        if source.start <= span.start and span.end <= source.end
    )
    people = [(span, index) for span, index in inside if stage.entities[index].kind == "person"]
    inside = people if len(people) > 1 else inside
    if len(inside) > 1 and _APART.search(stage.text, source.start, inside[0][0].start):
        return ""
    joints = [stage.text[one.end : two.start] for (one, _), (two, _) in pairwise(inside)]
    if not all(map(_joint, joints)) or all(joint.strip() == "," for joint in joints):
        return ""
    names = list(dict.fromkeys(stage.entities[index].name for _, index in inside))
    return f"{', '.join(names[:-1])} and {names[-1]}" if 1 < len(names) <= 4 else ""


def _joint(between: str) -> bool:
    """Whether what stands between two names joins them: "and", a comma, with the second one's office."""
    match = _AND.match(between)
    return match is not None and _titles_only(between[match.end() :])


def _titles_only(words: str) -> bool:
    """Whether words are no more than offices and places before a name: "former Maryland Gov. "."""
    return all(
        word[0].isupper() or word in _BEFORE_OFFICE or is_calling(word) or word.endswith(("'s", "’s"))
        for word in words.split()
    )


def _named(stage: Cast, source: Span, head: Span) -> int | None:
    """The entity that ends the phrase, or one of whose mentions holds the head word."""
    inside = [
        (span, index)
        for index, entity in enumerate(stage.entities)
        for span in entity.mentions
        if source.start <= span.start and span.end <= source.end + 1
    ]
    body = stage.text[source.start : source.end]
    headed = next((index for span, index in inside if span.start <= head.start < span.end), None)
    last = max(inside, default=None)
    if last is not None and stage.entities[last[1]].kind == "person" and last[0].end >= source.end - 1:
        between = stage.text[head.end : last[0].start]
        if last[0].start > head.start and not _APART.search(_TWO_OFFICES.sub(" ", between)):
            return last[1]
    if headed is not None:
        after = stage.text[next(span.end for span, index in inside if index == headed) : source.end]
        if (
            stage.entities[headed].kind == "person"
            and re.match(r"\s[a-z]+", after)
            and not _GOES_ON.match(after)
        ):
            return None
    if headed is None and body.isupper():
        return _shouted(stage, body)
    return headed


def _adjoining(stage: Cast, source: Span) -> int | None:
    """The person right behind the phrase, if it is only his titles, or words that the text says are his."""
    phrase = stage.text[source.start : source.end]
    own = _WORDS.search(phrase) is not None
    last = phrase.rpartition(" ")[2]
    titled = last in word_set("role") or last.endswith("-based") or last[:1].isdigit()
    if not own and not titled:
        return None
    for index, entity in enumerate(stage.entities):
        for span in entity.mentions if entity.kind == "person" else ():
            if not source.end < span.start <= source.end + _TITLES:
                continue
            joint = _ADJOINING.fullmatch(stage.text, source.end, span.start)
            if joint is not None and (titled or _MADE.match(stage.text, span.end)):
                return index
    return None


def _shouted(stage: Cast, label: str) -> int | None:
    """The person whose surname, name or initials stand in capitals, if it is one person's only."""
    name, initials = label.casefold(), re.sub(r"[.\s-]", "", label)
    initials = initials if label.count(".") == len(initials) > 1 else ""
    fits = [
        index
        for index, entity in enumerate(stage.entities)
        if entity.kind == "person"
        and (
            name in {entity.name.casefold(), entity.name.split()[-1].casefold()}
            or initials == "".join(word[0] for word in re.split(r"[\s-]", entity.name) if word)
        )
    ]
    return fits[0] if len(fits) == 1 else None


def note_roles(stage: Cast, phrases: Sequence[Span]) -> None:
    """Put whoever is called by his office as a subject ("the president") on stage, for the next pronouns."""
    known: dict[tuple[str, int], int | None] = {}
    for phrase in phrases[:_PHRASES]:
        key = (stage.text[phrase.start : phrase.end], stage.paragraph(phrase.start))
        if key not in known:
            known[key] = role_holder(stage.text, phrase, stage.entities)
        holder = known[key]
        if holder is not None and stage.entities[holder].kind == "person":
            stage.traces.append(_Trace(phrase.start, holder, subject=True))
    stage.traces.sort(key=lambda trace: trace.start)


def note_pronouns(stage: Cast, pronouns: Sequence[Span]) -> None:
    """Resolve every subject he and she of the running text, so that chains of pronouns hold together."""
    for span in pronouns:
        word = stage.text[span.start : span.end].lower()
        entity, score = _best(stage, span.start, word)
        if entity is not None and score > 0:
            trace = _Trace(span.start, entity, subject=True, pronoun=True)
            place = bisect_right([each.start for each in stage.traces], span.start)
            stage.traces.insert(place, trace)
            if not stage.gender(entity):
                stage.learned[entity] = PRONOUNS.get(word, "")


def _pronoun(stage: Cast, at: int, word: str) -> Voice:
    if word not in _SINGULAR:
        return Voice(None, 0.5, "pronoun", "pronoun")
    entity, score = _best(stage, at, word)
    if entity is None:
        return Voice(None, 0.3, "pronoun", "unresolved")
    stage.said.append((at, entity))
    return Voice(entity, 0.8 if score >= 2 else 0.6, "pronoun", "pronoun")


def _best(stage: Cast, at: int, word: str) -> tuple[int | None, float]:
    """The person who leads the others clearly, and by how much; (None, 0) when nobody does."""
    own = next((trace for trace in stage.traces if trace.start == at and trace.pronoun), None)
    if own is not None:
        return own.entity, 2.0
    scores = _scores(stage, at, PRONOUNS.get(word, ""))
    if not scores:
        return None, 0.0
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    lead = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 3.0
    if ranked[0][1] < 1.0 or lead < _CLEAR:
        return None, 0.0
    return ranked[0][0], min(lead, ranked[0][1])


def _scores(stage: Cast, at: int, gender: Gender) -> dict[int, float]:
    """How well each person fits a pronoun at an offset."""
    here, paragraph = stage.sentence(at), stage.paragraph(at)
    speaker = stage.said[-1] if stage.said else None
    scores: dict[int, float] = {}
    for trace in reversed(stage.traces):
        if trace.start >= at:
            continue
        if paragraph - stage.paragraph(trace.start) > 1 or here - stage.sentence(trace.start) > _FAR:
            break
        known = stage.gender(trace.entity)
        distance = here - stage.sentence(trace.start)
        apart = paragraph - stage.paragraph(trace.start)
        if (known and known != gender) or distance > _FAR or apart > 1:
            continue
        score = 3.0 - distance * 0.8 + (1.5 if trace.subject else 0.0) - (1.0 if trace.possessive else 0.0)
        score += 0.5 if apart == 0 else 0.0
        score += 0.5 if known else 0.0
        scores[trace.entity] = max(scores.get(trace.entity, 0.0), score)
    if (
        speaker
        and paragraph - stage.paragraph(speaker[0]) <= 2
        and stage.gender(speaker[1]) in {"", gender}
        and stage.entities[speaker[1]].kind == "person"
    ):
        scores[speaker[1]] = scores.get(speaker[1], 1.0) + 1.5
    return scores
