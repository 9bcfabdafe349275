"""What is told of sources: who comes first, why the next request is when it is, and the sums."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui_reader.config import Config
from tui_reader.desk import health
from tui_reader.errors import FetchError
from tui_reader.model.article import Entry
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources import plan
from tui_reader.sources.pace import Pace
from tui_reader.store import entries, feeds
from tui_reader.store.connection import Connection
from tui_reader.store.library import Library

NOW = 1_790_553_600
"""2026-09-28 00:00 UTC, a Monday."""
HOUR, DAY = 3600, 86_400
URL = "https://quay.example/f"
STATE = FeedState(1, URL, "feed")


def spec(name: str, *, every: int = 0, enabled: bool = True) -> FeedSpec:
    url = f"https://{name}.example/f"
    return FeedSpec(url, "feed", url=url, title=name, every=every, enabled=enabled)


@pytest.mark.parametrize(
    ("every", "facts", "words"),
    [
        (0, plan.Facts(), "hourly, where nobody says otherwise"),
        (2 * HOUR, plan.Facts(), "as feeds.toml says"),
        (HOUR, plan.Facts(pace=Pace(pause=3 * HOUR)), "the feed asks for this pause"),
        (0, plan.Facts(fresh_for=3 * HOUR), "its server says: nothing new before"),
        (0, plan.Facts(pace=Pace(skip_hours=0b110)), "the feed asks not to be fetched before"),
        (0, plan.Facts(pace=Pace(skip_days=0b1)), "the feed asks not to be fetched before"),
    ],
)
def test_why_a_source_is_asked_next_when_it_is(every: int, facts: plan.Facts, words: str) -> None:
    assert plan.reason(plan.after_success(STATE, now=NOW, every=every, facts=facts), every) == words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FetchError("x", kind="http-500"), "failures make the pause longer (1 so far)"),
        (FetchError("x", kind="http-410"), "once a week, in case it comes back"),
        (FetchError("x", kind="http-429", retry_after=900), "when its server is ready for us"),
    ],
)
def test_why_a_failing_source_is_asked_when_it_is(error: FetchError, words: str) -> None:
    assert plan.reason(plan.after_failure(STATE, error, now=NOW), 0) == words


def _fill(conn: Connection, specs: tuple[FeedSpec, ...]) -> None:
    ids = feeds.sync_specs(conn, specs)
    errors = {
        "busy": FetchError("busy.example asked us to wait", kind="http-429", retry_after=900),
        "bad": FetchError("bad.example answered HTTP 500", kind="http-500"),
    }
    for one in specs:
        state = FeedState(ids[one.key], one.key, "feed", saved_bytes=700_000)
        error = errors.get(one.title)
        state = (
            plan.after_failure(state, error, now=NOW)
            if error
            else plan.after_success(state, now=NOW, every=0, facts=plan.Facts())
        )
        if one.title == "moved":
            state = replace(state, moved_to="https://new.example/f", moved_seen=plan.BELIEVED)
        feeds.save_state(conn, state)
    aged = [
        Entry(str(n), f"Report {n}", published=NOW - age)
        for n, age in enumerate((HOUR, DAY + HOUR, 27 * DAY, 40 * DAY))
    ]
    entries.store_entries(conn, ids["https://well.example/f"], aged, kind="feed", now=NOW)


@pytest.fixture
def found(tmp_path: Path) -> list[health.Health]:
    specs = (
        spec("off", enabled=False),
        *(spec(name) for name in ("well", "busy", "moved", "bad")),
    )
    with Library.open(tmp_path / "store.db") as library:
        library.write_now(_fill, specs)
        return health.health(Config(tmp_path / "feeds.toml", specs), library, NOW)


def test_what_can_be_mended_comes_first_and_what_is_off_last(found: list[health.Health]) -> None:
    assert [one.title for one in found] == ["bad", "moved", "busy", "well", "off"]


def test_the_articles_of_four_weeks_are_counted_a_day_at_a_time(found: list[health.Health]) -> None:
    well = found[3]
    assert [(day, count) for day, count in enumerate(well.days) if count] == [(1, 1), (26, 1), (27, 1)]
    assert well.a_week == 3 / 4


def test_the_sums_tell_what_is_wrong_and_what_was_spared(found: list[health.Health]) -> None:
    assert health.sums(found) == "5 sources, 1 failing, 1 waiting, 1 moved, 1 off · 3.5 MB not sent again"
    assert health.sums(found[3:4]) == "1 source, all well · 700 kB not sent again"


async def test_volumes_are_counted_anew_now_and_then_and_states_at_once(tmp_path: Path) -> None:
    def more(conn: Connection, number: int) -> None:
        ids = feeds.sync_specs(conn, (spec("well"),))
        entry = Entry(str(number), f"Report {number}", published=NOW - HOUR)
        entries.store_entries(conn, ids[spec("well").key], [entry], kind="feed", now=NOW)
        state = FeedState(ids[spec("well").key], spec("well").key, "feed", failures=number)
        feeds.save_state(conn, state)

    config, seen = Config(tmp_path / "feeds.toml", (spec("well"),)), []
    with Library.open(tmp_path / "store.db") as library:
        watch = health.Watch(library)
        for number, later in ((1, 0), (2, 3), (3, 70)):
            library.write_now(more, number)
            found = await watch.look(config, NOW + later)
            assert found is not None
            seen.append((found[0].failures, sum(found[0].days)))
    assert seen == [(1, 1), (2, 1), (3, 3)]


def test_a_certificate_that_is_not_checked_is_said(found: list[health.Health]) -> None:
    assert dict(health.details(found[3], NOW))["state"] == "ok"
    unchecked = replace(found[3], insecure=True)
    assert dict(health.details(unchecked, NOW))["state"] == "ok · its certificate is not checked"


def test_a_note_is_shown_and_is_nothing_wrong(tmp_path: Path) -> None:
    def note(conn: Connection) -> None:
        ids = feeds.sync_specs(conn, (spec("well"),))
        state = FeedState(ids[spec("well").key], spec("well").key, "feed")
        facts = plan.Facts(note="the newest 1,000 of 1,200 entries are kept")
        feeds.save_state(conn, plan.after_success(state, now=NOW, every=0, facts=facts))

    with Library.open(tmp_path / "store.db") as library:
        library.write_now(note)
        (one,) = health.health(Config(tmp_path / "feeds.toml", (spec("well"),)), library, NOW)
    assert (one.state, one.error_kind) == ("ok", "")
    facts = dict(health.details(one, NOW))
    assert facts["note"] == "the newest 1,000 of 1,200 entries are kept"
    assert not {"told", "to do"} & facts.keys()


def test_the_next_request_is_told_with_its_reason(found: list[health.Health]) -> None:
    facts = dict(health.details(found[3], NOW))
    assert facts["next"].endswith(", in 1h: hourly, where nobody says otherwise")
    assert dict(health.details(found[3], NOW + DAY))["next"] == "at the next refresh"
