"""What a server or a feed asks for is done: waiting, pace, and secrets that stay where they belong."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from tui_reader.errors import FetchError
from tui_reader.model.feed import Access, FeedSpec, FeedState
from tui_reader.sources.http import Fetcher
from tui_reader.sources.pace import Pace, pace
from tui_reader.sources.plan import (
    DAY,
    HOUR,
    RETRY_AFTER,
    WAITING,
    Facts,
    after_failure,
    after_success,
    due,
    freshness,
    interleaved,
)

MONDAY = 1_790_553_600
"""2026-09-28 00:00 UTC, a Monday."""
STATE = FeedState(1, "https://quay.example/feed", "feed")


async def kind_of(fetcher: Fetcher, url: str, **options: Any) -> str:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(url, **options)
    return caught.value.kind


async def test_retry_after_stops_every_address_of_its_origin(server: Any) -> None:
    busy = server.reply("/a", b"", "Retry-After: 600", status="503 Busy")
    other = server.reply("/b", b"x")
    async with Fetcher() as fetcher:
        assert await kind_of(fetcher, busy) == "http-503"
        assert await kind_of(fetcher, other) == WAITING
    assert [asked.path for asked in server.asked] == ["/a"]


async def test_a_wait_of_an_earlier_run_holds(server: Any) -> None:
    url = server.reply("/a", b"x")
    until = int(time.time()) + 600
    async with Fetcher(waits={f"http://127.0.0.1:{server.port}": until}) as fetcher:
        assert await kind_of(fetcher, url) == WAITING
    assert not server.asked


async def test_a_wait_that_is_over_holds_nothing_up(server: Any) -> None:
    url = server.reply("/a", b"x")
    async with Fetcher(waits={f"http://127.0.0.1:{server.port}": int(time.time()) - 1}) as fetcher:
        assert (await fetcher.get(url)).body == b"x"


async def test_too_many_requests_without_a_time_stops_the_origin_too(server: Any) -> None:
    busy = server.reply("/a", b"", status="429 Too Many")
    async with Fetcher() as fetcher:
        await kind_of(fetcher, busy)
        assert await kind_of(fetcher, server.reply("/b", b"x")) == WAITING


async def test_an_ordinary_503_stops_no_other_address(server: Any) -> None:
    busy = server.reply("/a", b"", status="503 Busy")
    async with Fetcher() as fetcher:
        await kind_of(fetcher, busy)
        assert (await fetcher.get(server.reply("/b", b"x"))).body == b"x"


async def test_the_sentence_of_a_wait_names_the_host_and_the_time(server: Any) -> None:
    url = server.reply("/a", b"x")
    async with Fetcher(waits={f"http://127.0.0.1:{server.port}": int(time.time()) + 60}) as fetcher:
        with pytest.raises(FetchError, match=r"^127\.0\.0\.1 asked us to wait until .*\d\d:\d\d$"):
            await fetcher.get(url)


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
async def test_who_asks_for_a_pause_is_told_with_its_end(server: Any, status: str) -> None:
    url = server.reply("/a", b"", "Retry-After: 600", status=status)
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError, match=r"asked us to wait until .*\d\d:\d\d \(HTTP \d+\)$"):
            await fetcher.get(url)


async def test_an_empty_answer_is_a_failure_and_no_unchanged_feed(server: Any) -> None:
    async with Fetcher() as fetcher:
        assert await kind_of(fetcher, server.reply("/a", b"")) == "empty"


async def test_what_a_feed_adds_to_its_requests_is_sent(server: Any) -> None:
    access = Access(user_agent="Quay/1", headers=(("X-Key", "k"),), user="ada")
    async with Fetcher() as fetcher:
        await fetcher.get(server.reply("/a", b"x"), access=access, password="pé")
    sent = server.asked[0].headers
    assert (sent["user-agent"], sent["x-key"], sent["authorization"]) == ("Quay/1", "k", "Basic YWRhOnDDqQ==")


async def test_own_headers_do_not_follow_a_redirect_to_another_origin(server: Any) -> None:
    place = f"localhost:{server.port}"
    url = server.reply("/a", b"", f"Location: http://{place}/b", status="302 Found")
    server.reply("/b", b"x")
    access = Access(headers=(("X-Key", "k"),), user="ada")
    async with Fetcher(allowed=[place]) as fetcher:
        await fetcher.get(url, access=access, password="p")
    assert not {"x-key", "authorization"} & server.asked[1].headers.keys()


async def test_a_feed_is_asked_through_its_own_proxy(server: Any) -> None:
    server.reply("http://feeds.example/f", b"via proxy")
    async with Fetcher(trust_env=False) as fetcher:
        got = await fetcher.get("http://feeds.example/f", access=Access(proxy=server.url().rstrip("/")))
    assert got.body == b"via proxy"


async def test_a_connection_is_used_again_after_not_modified(server: Any) -> None:
    url = server.reply("/f", b"", status="304 Not Modified", length=False)
    server.routes["/f"] = server.routes["/f"].replace(b"\r\n\r\n", b"\r\nX: Content-Length\r\n\r\n")
    async with Fetcher() as fetcher:
        await fetcher.get(url)
        await fetcher.get(url)
    assert len(server.asked) == 2
    assert server.connections == 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<ttl>90</ttl>", Pace(pause=5400)),
        (b"<ttl>soon</ttl>", Pace()),
        (b"<sy:updatePeriod>daily</sy:updatePeriod>", Pace(pause=DAY)),
        (
            b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Pace(pause=DAY // 4),
        ),
        (b"<skipHours><hour>0</hour><hour>24</hour><hour>2</hour></skipHours>", Pace(skip_hours=0b101)),
        (b"<skipDays><day>Monday</day><day>Sunday</day></skipDays>", Pace(skip_days=0b1000001)),
        (b"<skipHours>%b</skipHours>" % b"".join(b"<hour>%d</hour>" % h for h in range(24)), Pace()),
        (b"<item><ttl>90</ttl></item>", Pace()),
    ],
)
def test_the_pace_of_a_feed_is_read_from_its_head(head: bytes, expected: Pace) -> None:
    assert pace(b"<rss><channel>" + head) == expected


def next_due(asked: Pace, now: int = MONDAY, every: int = 0) -> int:
    return after_success(STATE, now=now, every=every, facts=Facts(pace=asked)).next_due - now


def test_the_pause_a_feed_asks_for_is_made_up_to_a_day() -> None:
    assert next_due(Pace(pause=3 * HOUR)) == 3 * HOUR
    assert next_due(Pace(pause=30 * DAY)) == DAY


def test_hours_and_days_a_feed_asks_to_leave_out_are_left_out() -> None:
    assert next_due(Pace(skip_hours=0b1110)) == 4 * HOUR
    assert next_due(Pace(skip_days=0b1)) == DAY


@pytest.mark.parametrize(
    ("head", "pause"),
    [
        (b"<ttl>9999999</ttl>", DAY),
        (b"<ttl>1</ttl>", HOUR),
        (b"<ttl>0</ttl>", HOUR),
        (b"<sy:updatePeriod>yearly</sy:updatePeriod>", DAY),
        (b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>99999</sy:updateFrequency>", HOUR),
    ],
)
def test_what_a_feed_asks_for_is_kept_between_an_hour_and_a_day(head: bytes, pause: int) -> None:
    assert next_due(pace(b"<rss><channel>" + head)) == pause


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"cache-control": "max-age=504576000"}, DAY),
        ({"cache-control": "public, max-age=7200"}, 2 * HOUR),
        ({"cache-control": "max-age=10"}, HOUR),
        ({"expires": "Fri, 01 Jan 2100 00:00:00 GMT"}, DAY),
        ({"expires": "Mon, 28 Sep 2026 05:00:00 GMT"}, 5 * HOUR),
        ({"expires": "0"}, HOUR),
    ],
)
def test_what_a_server_says_of_freshness_is_kept_between_an_hour_and_a_day(
    headers: dict[str, str], pause: int
) -> None:
    facts = Facts(fresh_for=freshness(headers, now=MONDAY))
    assert after_success(STATE, now=MONDAY, every=0, facts=facts).next_due == MONDAY + pause


ONLY_SUNDAY = Pace(skip_days=0b0111111)


def test_who_fetches_once_a_week_still_leaves_days_out_and_waits_no_longer_than_a_week() -> None:
    for hours in range(0, 7 * 24, 5):
        now = MONDAY + hours * HOUR + 17
        due_in = next_due(ONLY_SUNDAY, now=now, every=7 * DAY)
        assert 0 < due_in <= 7 * DAY
        assert (now + due_in) // DAY % 7 == (MONDAY + 6 * DAY) // DAY % 7


@pytest.mark.parametrize("every", [8 * DAY, 365 * DAY])
def test_a_span_of_more_than_a_week_is_a_week_and_not_at_once(every: int) -> None:
    assert next_due(Pace(), every=every) == 7 * DAY


def test_not_modified_keeps_the_pace() -> None:
    state = after_success(STATE, now=MONDAY, every=0, facts=Facts(pace=Pace(pause=2 * HOUR)))
    assert after_success(state, now=MONDAY, every=0, facts=Facts(status=304)).pause == 2 * HOUR


def test_what_not_modified_spares_is_counted() -> None:
    state = after_success(STATE, now=MONDAY, every=0, facts=Facts(size=700))
    for _ in range(2):
        state = after_success(state, now=MONDAY, every=0, facts=Facts(status=304))
    assert (state.body_bytes, state.saved_bytes) == (700, 1400)


def test_a_move_is_counted_while_it_is_the_same() -> None:
    there, elsewhere = Facts(moved_to="https://new.example/f"), Facts(moved_to="https://portal.example/")
    seen = []
    state = STATE
    for facts in (there, there, elsewhere, Facts()):
        state = after_success(state, now=MONDAY, every=0, facts=facts)
        seen.append(state.moved_seen)
    assert seen == [1, 2, 1, 0]


def test_a_source_that_was_not_asked_is_not_counted_as_failing() -> None:
    error = FetchError("x asked us to wait", kind=WAITING, retry_after=600)
    state = after_failure(replace(STATE, failures=2), error, now=MONDAY)
    assert (state.failures, state.error_kind, state.next_due) == (2, RETRY_AFTER, MONDAY + 600)
    assert state.last_checked == 0


def test_hosts_take_turns() -> None:
    def pair(url: str) -> tuple[FeedSpec, FeedState]:
        return FeedSpec(url, "feed", url=url), replace(STATE, key=url)

    work = [pair(f"https://{host}.example/{n}") for host in "ab" for n in (1, 2)]
    assert [spec.url[8:] for spec, _ in interleaved(work)] == [
        "a.example/1",
        "b.example/1",
        "a.example/2",
        "b.example/2",
    ]


def test_a_feed_that_is_switched_off_is_never_due() -> None:
    spec = FeedSpec(STATE.key, "feed", url=STATE.key, enabled=False)
    assert due([STATE], [spec], now=MONDAY, everything=True) == []
    assert len(due([STATE], [replace(spec, enabled=True)], now=MONDAY)) == 1
