"""Watched folders: which local sources hold other files than were read last. Looks at names, sizes and times.

Reads no file; whoever asks fetches the sources that are named.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from tui_reader.errors import FileError
from tui_reader.model.feed import FeedSpec
from tui_reader.store import feeds
from tui_reader.store.library import Library

LEAST = 2.0
"""Seconds between two looks at least."""
SHARE = 50
"""A look that takes long is followed by a pause so many times as long."""


class Folders:
    """Remembers what each source was found to hold, so that it is named once a change."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._last: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._due = 0.0

    def is_due(self, sources: Sequence[FeedSpec]) -> bool:
        """Whether it is time for a look."""
        return time.monotonic() >= self._due and any(spec.watch for spec in sources)

    def look(self, sources: Sequence[FeedSpec]) -> list[str]:
        """Keys of the watched sources whose files have changed and are at rest. May take a second; a source
        that cannot be looked at is left out.
        """
        begun = time.monotonic()
        known = {state.key: state.body_hash for state in self._library.read(feeds.feed_states)}
        changed = [spec.key for spec in sources if spec.watch and self._is_other(spec, known.get(spec.key))]
        spent = time.monotonic() - begun
        self._due = begun + spent + max(LEAST, SHARE * spent)
        return changed

    def _is_other(self, spec: FeedSpec, read: str | None) -> bool:
        seal = _seal(spec)
        rests = self._last.get(spec.key) == seal
        self._last[spec.key] = seal
        if not seal or not rests or seal in {read, self._named.get(spec.key)}:
            return False
        self._named[spec.key] = seal
        return True


def _seal(spec: FeedSpec) -> str:
    from tui_reader.desk.files import readable
    from tui_reader.sources import local

    try:
        return local.seal(readable(local.expand(spec))[0])
    except FileError:
        return ""
