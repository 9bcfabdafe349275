"""A changed feeds.toml while the reader is open: noticed, read, compared. A broken one changes nothing.

Touches neither the library nor the screen; whoever asks takes the new configuration in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from tui_reader import config as configuration
from tui_reader.config import Config
from tui_reader.errors import ConfigError
from tui_reader.model.feed import FeedSpec

Stamp = tuple[int, int]
"""Time of change in nanoseconds and size of a file; (0, 0) for one that is not there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What another configuration changes. Names are those a person knows the sources by."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    """Fields of Config other than the sources that differ, such as `keys` and `theme`."""
    local: bool = False
    """Whether a source of local files is new or other than it was."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.settings)

    def sentence(self) -> str:
        """The difference in one line: "feeds.toml: 2 sources more, 1 less; keys changed"."""
        parts = [
            f"{len(names):,} source{'s' * (len(names) > 1)} {word}"
            for names, word in ((self.added, "new"), (self.removed, "hidden"), (self.changed, "changed"))
            if names
        ]
        parts += [f"{', '.join(self.settings)} changed"] if self.settings else []
        return f"feeds.toml: {'; '.join(parts) or 'nothing changed'}"


@dataclass(frozen=True, slots=True)
class Reload:
    """What became of a changed file: a configuration and how it differs, or what is wrong with it."""

    config: Config | None
    difference: Difference
    problems: tuple[str, ...] = ()


class Watch:
    """Remembers the file as it was last read; it is read again once it has stayed the same between looks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: tuple[str, ...] = ()
        """What is wrong with the file now; empty when the configuration in use is that of the file."""
        self._read = self._last = stamp(path)

    def look(self) -> bool:
        """Whether the file has changed and is at rest: an editor writes in more than one step."""
        now = stamp(self.path)
        settled, self._last = now == self._last, now
        return settled and now != self._read

    def reload(self, current: Config) -> Reload:
        """Read the file; a broken or missing one leaves `current` in use. Takes longer than a frame."""
        self._read = self._last
        try:
            found = configuration.load(self.path)
        except ConfigError as error:
            self.problems = tuple(map(str, error.problems))
            return Reload(None, Difference(), self.problems)
        self.problems = ()
        return Reload(found, difference(current, found))

    def again(self) -> None:
        """Read the file once more at the next look: what was read could not be taken in."""
        self._read = -1, -1


def stamp(path: Path) -> Stamp:
    """When a file was changed and how large it is."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def changed(path: Path, last: Stamp) -> bool:
    """Whether a file is another than it was."""
    return stamp(path) != last


def difference(old: Config, new: Config) -> Difference:
    """What `new` changes against `old`; the order of the sources is no difference."""
    before, after = _by_key(old.sources), _by_key(new.sources)
    added = [spec for key, spec in after.items() if key not in before]
    other = [spec for key, spec in after.items() if key in before and before[key] != spec]
    return Difference(
        added=_names(added),
        removed=_names(spec for key, spec in before.items() if key not in after),
        changed=_names(other),
        settings=tuple(
            field.name
            for field in fields(Config)
            if field.name not in {"path", "sources"} and getattr(old, field.name) != getattr(new, field.name)
        ),
        local=any(spec.kind == "local" for spec in (*added, *other)),
    )


def _by_key(sources: Iterable[FeedSpec]) -> Mapping[str, FeedSpec]:
    return {spec.key: spec for spec in sources}


def _names(specs: Iterable[FeedSpec]) -> tuple[str, ...]:
    return tuple(spec.title or spec.key for spec in specs)
