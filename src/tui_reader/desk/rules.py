"""Rules on new articles: what a query selects is marked, tagged, told, or handed to a program.

Marks and tags are made with the articles, or with their texts and insight, in one transaction; what goes
outside (notices, programs) happens after it. Each article meets each rule once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.desk.programs import Programs
from tui_reader.errors import FetchError, QueryError
from tui_reader.model.article import Mark
from tui_reader.model.events import Event, Notice
from tui_reader.model.query import ArticleQuery
from tui_reader.model.query_parser import finished
from tui_reader.model.rule import Action, Rule
from tui_reader.store import articles, marks, search, tags, waiting
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

if TYPE_CHECKING:
    from tui_reader.desk import printing

NOTICES = 5
"""So many articles are told one by one, the others as a number."""
RUNS = 20
"""A program is started for so many articles of one batch."""
PREVIEW = 1_000

_MARKS: dict[str, tuple[Mark, str]] = {
    "mark-read": ("read", "marked read"),
    "star": ("starred", "starred"),
    "dismiss": ("dismissed", "dismissed"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is still to be done outside the library: an action of a rule on articles."""

    rule: Rule
    action: Action
    ids: tuple[int, ...]
    problem: str = ""
    """Why the rule could not be asked of these articles."""


def arrived(conn: Connection, rules: Sequence[Rule], ids: Sequence[int], *, now: int) -> list[Outcome]:
    """Rules meet articles that have just been stored; those that must wait for later stages do."""
    if not rules or not ids:
        return []
    later = [rule.stage for rule in rules if rule.stage]
    if later:
        waiting.wait(conn, ids, min(later), now=now)
    return _apply(conn, [rule for rule in rules if rule.stage == 0], ids, now)


def matured(conn: Connection, rules: Sequence[Rule], *, now: int) -> list[Outcome]:
    """Rules meet articles whose text, or quotes and entities, have come in the meantime."""
    done: list[Outcome] = []
    ready = waiting.ready(conn)
    for stage in (1, 2):
        due = [article for article, awaited, reached in ready if awaited <= stage <= reached]
        if due:
            done += _apply(conn, [rule for rule in rules if rule.stage == stage], due, now)
    last = max((rule.stage for rule in rules), default=0)
    over = [article for article, _, reached in ready if reached >= last]
    waiting.let_go(conn, over)
    waiting.wait(conn, [article for article, _, reached in ready if reached < last], 2, now=now)
    return done


def is_due(conn: Connection) -> bool:
    """Whether `matured` has anything to do; a cheap look that writes nothing."""
    return bool(waiting.ready(conn, 1))


async def carry_out(
    outcomes: Sequence[Outcome],
    library: Library,
    emit: Callable[[Event], None],
    programs: Programs | None,
) -> None:
    """Tell what is to be told and run what is to be run; without `programs` nothing is run.

    A program gets an article as JSON on its standard input. One that fails is told, the others go on.
    """
    for outcome in outcomes:
        if outcome.problem:
            emit(Notice(f"the rule {outcome.rule.when} was left out: {outcome.problem}", "warning"))
        elif outcome.action.kind == "notify":
            _notify(outcome, library, emit)
        elif programs is None:
            emit(Notice(f"{outcome.action} was left out: nothing is run offline", "warning"))
        else:
            await _run(outcome, library, emit, programs)


def preview(library: Library, rules: Sequence[Rule], *, since: int) -> Iterator[printing.Printed]:
    """What the rules would do with the articles published since then, nothing of which is done."""
    from tui_reader.desk import printing

    for number, rule in enumerate(rules, 1):
        query = ArticleQuery(text=finished(rule.when), since=since)
        does = [str(action) for action in rule.do]
        for row in library.read(articles.rows, library.read(search.find, query, PREVIEW)):
            data = {"rule": number, "when": rule.when, "do": does, "article": row.id, "title": row.title}
            yield printing.Printed(data, f"{number} {', '.join(does)}: {row.id} {row.title} · {row.source}")


def listed(rules: Sequence[Rule]) -> Iterator[printing.Printed]:
    """The rules themselves."""
    from tui_reader.desk import printing

    waits = ("as it arrives", "when its text is ready", "when its quotes are known")
    for number, rule in enumerate(rules, 1):
        does = [str(action) for action in rule.do]
        data = {"rule": number, "when": rule.when, "do": does, "applies": waits[rule.stage]}
        yield printing.Printed(data, f"{number} {rule.when} → {', '.join(does)} ({waits[rule.stage]})")


def _apply(conn: Connection, rules: Sequence[Rule], ids: Sequence[int], now: int) -> list[Outcome]:
    outside: list[Outcome] = []
    for rule in rules:
        try:
            found = search.matching(conn, rule.when, ids, now=now)
        except QueryError as error:
            # A regular expression that takes too long must not keep articles from being stored.
            outside.append(Outcome(rule, rule.do[0], tuple(ids), str(error)))
            continue
        if not found:
            continue
        for action in rule.do:
            if action.kind in _MARKS:
                mark, word = _MARKS[action.kind]
                marks.mark(conn, found, mark, True, now=now, label=f"rule {rule.when}: {word}")
            elif action.kind == "tag":
                label = f"rule {rule.when}: tagged {action.value}"
                tags.tag(conn, found, add=[action.value], now=now, label=label)
            else:
                outside.append(Outcome(rule, action, tuple(found)))
    return outside


def _notify(outcome: Outcome, library: Library, emit: Callable[[Event], None]) -> None:
    for row in library.read(articles.rows, outcome.ids[:NOTICES]):
        emit(Notice(f"{row.title} · {row.source}", "notify"))
    more = len(outcome.ids) - NOTICES
    if more > 0:
        emit(Notice(f"{more} more articles for {outcome.rule.when}", "notify"))


async def _run(outcome: Outcome, library: Library, emit: Callable[[Event], None], programs: Programs) -> None:
    from tui_reader.desk import printing

    for article_id in outcome.ids[:RUNS]:
        shown = printing.article(library, article_id)
        if shown is None:
            continue
        try:
            await programs.run(outcome.action.argv, json.dumps(shown.data, ensure_ascii=False).encode())
        except FetchError as error:
            emit(Notice(f"{outcome.action}: {error}", "warning"))
            return
    if len(outcome.ids) > RUNS:
        left = len(outcome.ids) - RUNS
        emit(Notice(f"{outcome.action} was left out for {left} more articles of one batch", "warning"))
