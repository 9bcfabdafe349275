"""Events as sentences for a person at a terminal: progress on one line, failures and sums stay."""

from __future__ import annotations

from typing import TextIO

from tui_reader.model.events import (
    ArticlesAdded,
    Event,
    FeedFailed,
    Finished,
    InsightReady,
    Notice,
    Progress,
)


class Narrator:
    """Writes to a stream; progress is drawn only where the stream is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()
        self._drawn = False

    def tell(self, event: Event) -> None:
        """Say what an event says."""
        if isinstance(event, Progress):
            self._draw(event)
        elif isinstance(event, FeedFailed):
            self._line(f"{event.feed}: {event.message}")
        elif isinstance(event, ArticlesAdded):
            changed = f", {event.changed} changed" if event.changed else ""
            self._line(f"{event.feed}: {event.added} new{changed}")
        elif isinstance(event, Notice):
            self._line(event.message)
        elif isinstance(event, Finished):
            self._line(summary(event))
        elif not isinstance(event, InsightReady):
            return

    def _draw(self, event: Progress) -> None:
        if self.live:
            total = f"/{event.total}" if event.total else ""
            self.stream.write(f"\r\x1b[K{event.stage} {event.done}{total} {event.subject[:50]}")
            self.stream.flush()
            self._drawn = True

    def _line(self, text: str) -> None:
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self._drawn = False
        self.stream.write(text + "\n")
        self.stream.flush()


def summary(event: Finished) -> str:
    """The sums of a finished stage in one sentence."""
    if event.message:
        return event.message
    if event.stage == "analyse":
        return f"{event.changed} made readable, {event.added} analysed"
    if event.stage == "index":
        return f"{event.changed} can be searched"
    if event.stage == "reread":
        return f"{event.changed} read again"
    if event.stage == "pages":
        return f"{event.changed} pages fetched" + (f", {event.failed} failed" if event.failed else "")
    parts = [f"{event.added} new"]
    parts += [f"{event.changed} changed"] if event.changed else []
    many = "s" * (event.unchanged != 1)
    parts += [f"{event.unchanged:,} source{many} unchanged"] if event.unchanged else []
    parts += [f"{event.failed} failed"] if event.failed else []
    return ", ".join(parts)
