"""[[query]] and [[rule]]: queries are parsed here, so that a mistake is told with its place in the file."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tui_reader.config.checking import Check, nearest, shown
from tui_reader.config.tables import Query
from tui_reader.config.tables import Rule as RuleTable
from tui_reader.errors import QueryError
from tui_reader.model.query_parser import parse
from tui_reader.model.rule import PLAIN_ACTIONS, Action, Rule, SavedQuery
from tui_reader.model.text import TAG_LIMIT, clean_line

ACTIONS = (*PLAIN_ACTIONS, "tag:NAME", "run PROGRAM ARGUMENT…")


def saved(check: Check, each: Iterator[tuple[int, object]]) -> Iterator[SavedQuery]:
    """The [[query]] tables that hold."""
    seen: set[str] = set()
    for index, value in each:
        table = check.table(Query, value, "query", index)
        if table is None:
            continue
        name = clean_line(table.name)
        if not name or name in seen:
            said = "is named twice" if name else "expected a name"
            check.problem("query", index, "name", f"{name} {said}".strip())
        seen.add(name)
        if is_query(check, "query", index, "query", table.query):
            yield SavedQuery(name, table.query, clean_line(table.folder))


def rules(check: Check, each: Iterator[tuple[int, object]]) -> Iterator[Rule]:
    """The [[rule]] tables that hold."""
    for index, value in each:
        table = check.table(RuleTable, value, "rule", index)
        if table is None:
            continue
        valid = is_query(check, "rule", index, "when", table.when)
        actions = [_action(check, index, text) for text in table.do]
        if not actions:
            check.problem("rule", index, "do", f"expected actions: {', '.join(ACTIONS)}")
        done = tuple(action for action in actions if action is not None)
        if valid and done:
            yield Rule(table.when, done)


def is_query(check: Check, table: str, index: int, key: str, text: str) -> bool:
    """Whether a text is a valid query that asks for something; else the problem is noted where it is."""
    try:
        if parse(text, typing=False) != parse(""):
            return True
        check.problem(table, index, key, f"expected a query, got {shown(text)}")
    except QueryError as error:
        check.problem(table, index, key, f"{error}, at column {error.column + 1} of the query")
        problem = check.problems[-1]
        line = check.text.splitlines()[problem.line - 1 : problem.line]
        start = line[0].find(text, line[0].find("=")) if line else -1
        if start >= 0:
            # The query stands in the file as it is: its own columns are the file's.
            check.problems[-1] = replace(
                problem, column=start + error.column + 1, message=clean_line(str(error))
            )
    return False


def _action(check: Check, index: int, text: str) -> Action | None:
    """One action as written; None, with its problem noted, when there is none such."""
    word = text.strip()
    for kind in PLAIN_ACTIONS:
        if word == kind:
            return Action(kind)
    if word.startswith("tag:"):
        tag = clean_line(word.removeprefix("tag:").strip("\"' "), TAG_LIMIT)
        if tag:
            return Action("tag", tag)
    if word.startswith("run "):
        argv = _argv(word.removeprefix("run "))
        if argv:
            return Action("run", argv=argv)
        check.problem("rule", index, "do", "run: expected a program and its arguments; no shell reads them")
        return None
    known = dict.fromkeys((*PLAIN_ACTIONS, "tag:", "run"))
    check.problem("rule", index, "do", f"there is no action {word[:40]!r}{nearest(word, known)}")
    return None


def _argv(line: str) -> tuple[str, ...]:
    """The words of a line, quotation marks observed; a `~` before the program is the home folder."""
    try:
        first, *rest = shlex.split(line)
    except ValueError:
        return ()
    if not first or "\0" in line:
        return ()
    return (str(Path(first).expanduser()) if first.startswith("~/") else first, *rest)
