"""The refresh plan: what is due, and the state after an answer or a failure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import FeedParseError, FetchError, FileError
from tui_reader.model.feed import FeedSpec, FeedState
from tui_reader.sources.plan import (
    DAY,
    HOUR,
    LONGEST,
    SHORTEST,
    Facts,
    after_failure,
    after_success,
    due,
    freshness,
    validators,
    waits,
)

NOW = 1_795_514_400
SPEC = FeedSpec("https://a.example/f", "feed", url="https://a.example/f")
STATE = FeedState(1, SPEC.key, "feed", next_due=NOW)

states = st.builds(
    FeedState,
    feed_id=st.just(1),
    key=st.text(max_size=20),
    kind=st.just("feed"),
    etag=st.text(max_size=5),
    last_ok=st.integers(0, NOW),
    next_due=st.integers(0, 1 << 40),
    failures=st.integers(0, 10_000),
)
errors = st.one_of(
    st.builds(FetchError, st.text(), kind=st.sampled_from(["timeout", "http-503", "http-410"])),
    st.builds(FetchError, st.text(), kind=st.just("http-429"), retry_after=st.integers(0, 1 << 60)),
    st.builds(FeedParseError, st.text()),
)


def is_due(state: FeedState, *, now: int = NOW, everything: bool = False) -> bool:
    return due([state], [replace(SPEC, key=state.key)], now=now, everything=everything) != []


def test_a_source_never_seen_is_due_with_an_empty_state() -> None:
    assert due([], [SPEC], now=NOW) == [(SPEC, FeedState(0, SPEC.key, "feed"))]


def test_states_without_a_spec_are_left_alone() -> None:
    assert due([STATE], [], now=NOW, everything=True) == []


def test_the_order_is_that_of_the_specs() -> None:
    specs = [replace(SPEC, key=key) for key in ("c", "a", "b")]
    assert [spec.key for spec, _ in due([], specs, now=NOW)] == ["c", "a", "b"]


@pytest.mark.parametrize(("next_due", "expected"), [(0, True), (NOW, True), (NOW + 1, False)])
def test_a_date_in_the_future_is_waited_for(next_due: int, expected: bool) -> None:
    assert is_due(replace(STATE, next_due=next_due)) is expected


def test_a_date_no_rule_can_have_set_comes_from_a_wrong_clock() -> None:
    assert is_due(replace(STATE, next_due=NOW + LONGEST + 1))


def test_everything_passes_dates() -> None:
    assert is_due(replace(STATE, next_due=NOW + HOUR), everything=True)


def test_everything_does_not_pass_a_running_retry_after() -> None:
    state = after_failure(STATE, FetchError("busy", kind="http-429", retry_after=600), now=NOW)
    assert waits(state, now=NOW + 599)
    assert not is_due(state, now=NOW + 599, everything=True)
    assert is_due(state, now=NOW + 600)


def test_everything_passes_a_back_off_the_server_did_not_ask_for() -> None:
    state = after_failure(STATE, FetchError("busy", kind="http-503"), now=NOW)
    assert not is_due(state, now=NOW + 1)
    assert is_due(state, now=NOW + 1, everything=True)


def test_the_pause_after_failures_doubles_up_to_a_day() -> None:
    state, pauses = STATE, []
    for _ in range(7):
        state = after_failure(state, FetchError("x", kind="timeout"), now=NOW)
        pauses.append((state.next_due - NOW) / HOUR)
    shortest = (1, 2, 4, 8, 16, 24, 24)
    assert all(least <= pause <= min(least * 1.25, 24) for least, pause in zip(shortest, pauses, strict=True))
    assert state.failures == 7


@pytest.mark.parametrize(("asked", "pause"), [(0, SHORTEST), (600, 600), (10**9, LONGEST)])
def test_retry_after_is_clamped(asked: int, pause: int) -> None:
    state = after_failure(STATE, FetchError("x", kind="http-503", retry_after=asked), now=NOW)
    assert state.next_due == NOW + pause


def test_a_feed_that_is_gone_is_asked_once_a_week() -> None:
    assert after_failure(STATE, FetchError("x", kind="http-410"), now=NOW).next_due == NOW + LONGEST


def test_being_offline_is_no_failure_of_the_feed() -> None:
    before = replace(STATE, failures=2)
    after = after_failure(before, FetchError("no network", kind="offline"), now=NOW)
    assert after.failures == 2
    assert is_due(after)
    assert after.error == "no network"


def test_the_error_is_kept_as_a_washed_sentence() -> None:
    state = after_failure(STATE, FeedParseError("not\x1b[2J a feed"), now=NOW)
    assert (state.error, state.error_kind) == ("not[2J a feed", "not-a-feed")


def test_a_file_error_has_its_kind() -> None:
    assert after_failure(STATE, FileError("x"), now=NOW).error_kind == "file"


def test_a_failure_keeps_validators_and_the_last_success() -> None:
    before = replace(STATE, etag="e", last_modified="m", last_ok=5)
    after = after_failure(before, FetchError("x", kind="timeout"), now=NOW)
    assert (after.etag, after.last_modified, after.last_ok, after.last_checked) == ("e", "m", 5, NOW)


def test_success_clears_the_failure() -> None:
    failed = after_failure(STATE, FetchError("x", kind="timeout"), now=NOW)
    state = after_success(failed, now=NOW, every=0, facts=Facts())
    assert (state.failures, state.error, state.error_kind, state.last_ok) == (0, "", "", NOW)


@pytest.mark.parametrize(
    ("every", "fresh_for", "pause"),
    [
        (0, None, HOUR),
        (1800, None, 1800),
        (1800, 60, 1800),
        (1800, 7200, 7200),
        (0, 10**9, DAY),
        (0, 0, HOUR),
    ],
)
def test_the_next_fetch_follows_the_user_and_the_publisher(
    every: int, fresh_for: int | None, pause: int
) -> None:
    state = after_success(STATE, now=NOW, every=every, facts=Facts(fresh_for=fresh_for))
    assert state.next_due == NOW + pause


def test_not_modified_keeps_what_it_does_not_repeat() -> None:
    known = replace(STATE, etag="e", last_modified="m", body_hash="h", title="T", site_url="s")
    state = after_success(known, now=NOW, every=0, facts=Facts(status=304, etag="e2"))
    assert (state.etag, state.last_modified, state.body_hash) == ("e2", "m", "h")
    assert (state.title, state.site_url) == ("T", "s")


def test_a_new_body_replaces_old_validators_even_by_nothing() -> None:
    known = replace(STATE, etag="e", last_modified="m", body_hash="h")
    state = after_success(known, now=NOW, every=0, facts=Facts(body_hash="h2"))
    assert (state.etag, state.last_modified, state.body_hash) == ("", "", "h2")


def test_validators_are_left_out_once_in_eight_days() -> None:
    state = replace(STATE, etag="e", last_modified="m", last_ok=NOW)
    sent = 0
    for day in range(1, 81):
        now = NOW + day * DAY
        sent += validators(state, now=now) == ("e", "m")
        state = replace(state, last_ok=now)
    assert sent == 70


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": 'MAX-AGE="600"'}, 600),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "max-age=" + "9" * 5000}, LONGEST),
        ({"cache-control": "max-age=-1"}, None),
        ({"expires": "Tue, 24 Nov 2026 11:00:00 GMT"}, 3600),
        ({"expires": "0"}, None),
        ({"expires": "Tue, 24 Nov 2020 11:00:00 GMT"}, 0),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=600", "age": "soon"}, 600),
        ({"cache-control": "max-age=600", "age": "9999"}, 0),
        ({"expires": "Tue, 24 Nov 2020 11:00:00 GMT", "date": "Tue, 24 Nov 2020 10:30:00 GMT"}, 1800),
        ({"cache-control": "max-age=60", "expires": "Tue, 24 Nov 2026 11:00:00 GMT"}, 60),
    ],
)
def test_freshness_is_read_from_the_headers(headers: dict[str, str], expected: int | None) -> None:
    assert freshness(headers, now=NOW) == expected


@given(states, errors)
def test_after_any_failure_the_next_fetch_is_between_five_minutes_and_a_week_away(
    state: FeedState, error: FetchError
) -> None:
    after = after_failure(state, error, now=NOW)
    assert SHORTEST <= after.next_due - NOW <= LONGEST
    assert after.failures == state.failures + 1


@given(states, st.integers(0, 30 * DAY), st.one_of(st.none(), st.integers(0, 1 << 60)))
def test_after_any_success_a_source_is_not_due_at_once_but_with_everything(
    state: FeedState, every: int, fresh: int | None
) -> None:
    after = after_success(state, now=NOW, every=min(every, LONGEST), facts=Facts(fresh_for=fresh))
    assert is_due(after, everything=True)
    assert is_due(after, now=after.next_due)
    assert after.next_due == NOW or not is_due(after)


@given(states)
def test_whatever_is_stored_a_source_becomes_due_within_a_week(state: FeedState) -> None:
    assert is_due(state, now=NOW) or is_due(state, now=NOW + LONGEST)
