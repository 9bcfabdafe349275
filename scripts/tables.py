"""The tables of the README that the program itself knows best: keys, settings, fields of
queries, commands.

`python -m scripts.tables` (or `make tables`) writes them between their markers; a test finds old ones.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import msgspec

from tui_reader.cli import main as program
from tui_reader.config import tables
from tui_reader.model.query_fields import FIELDS
from tui_reader.ui.actions import ACTIONS, GROUPS

README = Path(__file__).resolve().parent.parent / "README.md"
_SHORT = {"down": "↓", "up": "↑", "left": "←", "right": "→", "escape": "esc"}


def keys() -> str:
    """The table of keys, a heading row a group."""
    lines = ["| key | what it does | name in `[keys]` |", "| --- | --- | --- |"]
    for group, title in GROUPS.items():
        lines.append(f"| **{title.capitalize()}** | | |")
        for action in ACTIONS:
            if action.group == group:
                pressed = _code([_SHORT.get(key, key) for key in action.keys])
                lines.append(f"| {pressed} | {_cell(action.words)} | `{action.id}` |")
    return "\n".join(lines)


def settings() -> str:
    """The table of what feeds.toml may say, a heading row a table of it."""
    lines = ["| setting | default | what it does |", "| --- | --- | --- |"]
    for head, kind in kinds():
        lines.append(f"| **{head}** | | |")
        hints = typing.get_type_hints(kind, include_extras=True)
        for field in msgspec.structs.fields(kind):
            notes = [
                note for note in typing.get_args(hints[field.name])[1:] if isinstance(note, msgspec.Meta)
            ]
            words = next((note.description for note in notes if note.description), "")
            lines.append(f"| `{field.name}` | {_code([_default(field)])} | {_cell(words).rstrip('.')} |")
    lines += [
        "| **[keys]** | | |",
        "| `preset` | | keys for fingers that know newsboat, vim or emacs; in vim digits are counts |",
        "| *an action* | | its key, several with commas between; blanks within make a sequence: `g g` |",
    ]
    return "\n".join(lines)


def kinds() -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """The tables of feeds.toml as their docstrings name them: "[reader]", "[[feed]]"."""
    for kind in vars(tables).values():
        head = re.match(r"An? (\[\[\w+\]\])|The (\[\w+\])", getattr(kind, "__doc__", "") or "")
        if head and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield head[1] or head[2], kind


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default_factory is not msgspec.NODEFAULT:
        return json.dumps(field.default_factory())
    return "" if field.default in {msgspec.NODEFAULT, None} else json.dumps(field.default)


def fields() -> str:
    """The table of the fields a query may name."""
    lines = ["| field | what it looks at | what it takes |", "| --- | --- | --- |"]
    lines += [f"| `{kind.name}:` | {_cell(kind.about)} | {_cell(kind.expects)} |" for kind in FIELDS.values()]
    return "\n".join(lines)


def commands() -> str:
    """The table of verbs with their arguments and options; the first row has the options before any."""
    lines = ["| command | what it does | options |", "| --- | --- | --- |"]
    lines.append(f"| | Open the reader; these options stand before a command | {_code(_options(program))} |")
    for words, command in _verbs(program, ()):
        with click.Context(command, info_name=words[-1]) as context:
            pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
        usage = " ".join((*words, *pieces))
        help_text = command.get_short_help_str(200).rstrip(".")
        lines.append(f"| {_code([usage])} | {_cell(help_text)} | {_code(_options(command))} |")
    return "\n".join(lines)


def _verbs(group: click.Group, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _verbs(command, (*above, name))
        elif not command.hidden:
            yield (*above, name), command


def _options(command: click.Command) -> list[str]:
    found = [item for item in command.params if isinstance(item, click.Option) and not item.hidden]
    return [
        " ".join([max(item.opts, key=len), *([] if item.is_flag else [item.metavar or _kind(item)])])
        for item in found
        if item.name not in {"as_json", "help", "version"}
    ]


def _kind(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return {"integer range": "N", "integer": "N", "path": "FILE", "text": "TEXT"}.get(
        option.type.name, option.type.name.upper()
    )


def _cell(text: str) -> str:
    """A text in a cell: a bar would end it, stars would make it bold."""
    return text.replace("|", "\\|").replace("*", "\\*")


def _code(words: list[str]) -> str:
    """Words as code. A table cell may not hold a bare bar, nor code a bare backtick."""
    escaped = [word.replace("|", "\\|") for word in words if word]
    return " ".join(f"`` {word} ``" if "`" in word else f"`{word}`" for word in escaped)


TABLES: Mapping[str, Callable[[], str]] = {
    "keys": keys,
    "settings": settings,
    "fields": fields,
    "commands": commands,
}


def filled(text: str) -> str:
    """A text with its tables as the program has them now."""
    for name, table in TABLES.items():
        inside = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        text = inside.sub(lambda found, table=table: f"{found[1]}\n{table()}\n\n{found[2]}", text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
