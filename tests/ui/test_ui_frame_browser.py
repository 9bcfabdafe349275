from __future__ import annotations

import sys

import pytest

from tui_reader.ui import browser

URL = "https://meridian.example/a%2Fb?x=1&y=$(id)"


def test_the_platforms_opener_gets_the_address_as_one_argument() -> None:
    assert browser.command((), URL) == ["open" if sys.platform == "darwin" else "xdg-open", URL]


def test_the_readers_own_program_gets_the_address_where_it_says_or_last() -> None:
    assert browser.command(("links", "{url}", "-g"), URL) == ["links", URL, "-g"]
    assert browser.command(("links", "-g"), URL) == ["links", "-g", URL]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "--help", ""])
def test_other_addresses_are_never_opened(url: str) -> None:
    assert browser.command(("links",), url) == []


def test_a_program_that_is_not_there_is_not_started() -> None:
    assert browser.start(["no-such-browser-anywhere", URL]) is False
    assert browser.start([]) is False
