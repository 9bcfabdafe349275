"""Events cross a pipe unharmed, and damaged lines are nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.desk import wire
from tui_reader.model import events


@pytest.mark.parametrize(
    "event",
    [
        events.Progress("fetch", 1, 2, "a\nb"),
        events.ArticlesAdded(1, "Ünï", 3, 4),
        events.FeedFailed("f", "timeout", "no answer"),
        events.DocumentReady(1 << 52),
        events.InsightReady(7, 2, 3),
        events.Finished("fetch", 1, 2, 3, 4, ""),
        events.Notice("hello", "warning"),
    ],
)
def test_every_event_comes_back_equal(event: events.Event) -> None:
    line = wire.encode(event)
    assert line.count(b"\n") == 1
    assert wire.decode(line) == event


@given(st.binary(max_size=200))
def test_no_line_raises(line: bytes) -> None:
    assert wire.decode(line) is None
