"""OPML: what is read of tidy and of broken files, and that what goes in comes out again."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import FeedParseError
from tui_reader.model.subscription import Subscription
from tui_reader.sources.opml import DEPTH_LIMIT, read, write

TIDY = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:frss="https://freshrss.org/opml"><head><title>Mine</title></head><body>
<outline text="World"><outline text="Europe">
<outline type="rss" text="Courier" title="The Courier" xmlUrl="https://courier.example/f"
  htmlUrl="https://courier.example/" description="Daily"
  frss:cssFullContent="article" category="/a/daily,slow"/>
</outline></outline>
<outline text="Bells" xmlurl="https://bells.example/f"/>
<outline text="Ports"><outline text="Again" xmlUrl="https://courier.example/f"/></outline>
<outline text="Other" type="include" url="https://x.example/o.opml"/>
<outline text="Off" xmlUrl="https://off.example/f" isComment="true"/>
<outline text="Odd" xmlUrl="file:///etc/passwd"/>
<outline text="Empty"/>
</body></opml>"""


def test_folders_titles_and_tags_are_read() -> None:
    first = read(TIDY).feeds[0]
    assert (first.url, first.title, first.folder) == (
        "https://courier.example/f",
        "The Courier",
        "World/Europe",
    )
    assert first.tags == ("daily", "slow", "Ports")


def test_attributes_are_found_in_any_case() -> None:
    assert read(TIDY).feeds[1].url == "https://bells.example/f"


def test_an_address_twice_is_one_feed() -> None:
    assert [feed.title for feed in read(TIDY).feeds] == ["The Courier", "Bells", "Off"]


def test_unknown_attributes_are_kept_with_their_namespace() -> None:
    extra = dict(read(TIDY).feeds[0].extra)
    assert extra["htmlUrl"] == "https://courier.example/"
    assert extra["{https://freshrss.org/opml}cssFullContent"] == "article"


def test_a_feed_that_is_a_comment_says_so_and_no_other_does() -> None:
    assert [dict(feed.extra).get("isComment") for feed in read(TIDY).feeds] == [None, None, "true"]


def test_what_is_left_out_is_said() -> None:
    said = "\n".join(read(TIDY).left_out)
    assert "Other refers to another file" in said
    assert "file:///etc/passwd is no web address" in said


def test_what_is_written_is_read_the_same() -> None:
    feeds = read(TIDY).feeds
    assert read(write(feeds, title="Mine", now=0).encode()).feeds == feeds


def test_a_slash_in_a_name_makes_no_folder() -> None:
    data = b'<opml><body><outline text="A/B"><outline text="x" xmlUrl="https://x.example/"/></outline></body></opml>'
    (feed,) = read(data).feeds
    assert "/" not in feed.folder
    assert 'text="A/B"' in write([feed], title="", now=0)


def test_folders_keep_their_order_and_come_once() -> None:
    feeds = [Subscription(url=f"https://{n}.example/", folder=n) for n in ("Z", "A", "Z/Q", "A")]
    written = write(feeds, title="", now=0)
    assert written.index('"Z"') < written.index('"Q"') < written.index('"A"')
    assert written.count('text="A"') == 1


@pytest.mark.parametrize(
    "data",
    [
        b'<outline text="x" xmlUrl="https://x.example/?a=1&b=2"/>',
        b'<opml><body><outline text="R & D" xmlUrl="https://x.example/?a=1&b=2"/></body></opml>',
        b'\xef\xbb\xbf \n<?xml version="1.0"?><opml><body><outline xmlUrl="https://x.example/?a=1&amp;b=2">',
        '<?xml version="1.0" encoding="utf-16"?><opml><outline xmlUrl="https://x.example/?a=1&amp;b=2"/></opml>'.encode(
            "utf-16"
        ),
    ],
)
def test_broken_files_are_read_all_the_same(data: bytes) -> None:
    assert [feed.url for feed in read(data).feeds] == ["https://x.example/?a=1&b=2"]


@pytest.mark.parametrize(
    "data",
    [b"", b"words", b"<html><body><p>x</p></body></html>", b'{"a": 1}', b"\x00" * 100, b"x" * 10_000_001],
)
def test_what_is_no_opml_is_an_error(data: bytes) -> None:
    with pytest.raises(FeedParseError):
        read(data)


BOMB = b"""<!DOCTYPE o [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY x SYSTEM "file:///etc/passwd">]>
<opml><body><outline text="&e;&e;&e;&x;" xmlUrl="https://x.example/f"/></body></opml>"""


def test_entities_expand_to_nothing_and_open_nothing() -> None:
    (feed,) = read(BOMB).feeds
    assert "root:" not in feed.title
    assert len(feed.title) < 300


def test_deep_folders_are_cut_and_take_no_time() -> None:
    deep = (
        b'<outline text="f">' * 5000
        + b'<outline text="x" xmlUrl="https://x.example/f"/>'
        + b"</outline>" * 5000
    )
    begun = time.process_time()
    feeds = read(b"<opml><body>" + deep + b"</body></opml>").feeds
    assert time.process_time() - begun < 5
    assert all(feed.folder.count("/") < DEPTH_LIMIT for feed in feeds)


def test_control_characters_are_washed_out() -> None:
    data = '<opml><outline text="A\x1b]52;c;x\x07&#27;B\u202e" xmlUrl="https://x.example/f"/></opml>'
    (feed,) = read(data.encode()).feeds
    assert not set(feed.title) & set("\x1b\x07\u202e")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=20))
def test_any_names_go_out_and_come_back(title: str, folder: str, tag: str) -> None:
    feed = Subscription(url="https://x.example/f", title=title, folder=folder.strip("/"), tags=(tag,))
    (once,) = read(write([feed], title=title, now=0).encode()).feeds
    assert read(write([once], title=title, now=0).encode()).feeds == (once,)
