"""Events on a pipe: one JSON object a line, `{"event": class name, ...fields}`. Damaged lines are nothing."""

from __future__ import annotations

from dataclasses import asdict

import msgspec

from tui_reader.model import events

_KINDS: dict[str, type[events.Event]] = {
    kind.__name__: kind
    for kind in (
        events.Progress,
        events.ArticlesAdded,
        events.FeedFailed,
        events.DocumentReady,
        events.InsightReady,
        events.Finished,
        events.Notice,
        events.Resting,
    )
}


def encode(event: events.Event) -> bytes:
    """One line, newline included."""
    return msgspec.json.encode({"event": type(event).__name__, **asdict(event)}) + b"\n"


def decode(line: bytes) -> events.Event | None:
    """The event of a line, or None when the line is none of ours."""
    try:
        fields = msgspec.json.decode(line, type=dict[str, object])
        return msgspec.convert(fields, type=_KINDS[str(fields.pop("event", ""))])
    except (msgspec.MsgspecError, KeyError):
        return None
