"""Is it the feeds that fail, or is there no network? By the first answers, and by the routes."""

from __future__ import annotations

import pytest

from tui_reader.desk.reach import Reach

FAR = [f"https://harbour{n}.example/f" for n in range(5)]


def outcome(urls: list[str], failures: list[tuple[str, str]], *, route: bool) -> list[bool]:
    """For each failure whether it is for want of a network, once all have been asked."""
    found: list[bool] = []
    reach = Reach(urls, lambda: route)
    for url, kind in failures:
        reach.failed(url, kind, found.append)
    reach.over()
    return found


def test_when_nobody_of_several_can_be_reached_it_is_the_network() -> None:
    assert outcome(FAR, [(url, "dns") for url in FAR], route=True) == [True] * 5


def test_of_one_feed_alone_the_routes_of_the_system_tell() -> None:
    assert outcome(FAR[:1], [(FAR[0], "dns")], route=False) == [True]
    assert outcome(FAR[:1], [(FAR[0], "dns")], route=True) == [False]


def test_who_answers_badly_answers() -> None:
    assert outcome(FAR[:2], [(FAR[0], "http-500"), (FAR[1], "dns")], route=False) == [False, False]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/f", "http://quay.local/f", "http://10.1.2.3/f"])
def test_what_is_near_needs_no_way_out(url: str) -> None:
    assert outcome([url], [(url, "connect")], route=False) == [False]


def test_behind_a_proxy_no_way_out_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert outcome(FAR[:1], [(FAR[0], "connect")], route=False) == [False]
