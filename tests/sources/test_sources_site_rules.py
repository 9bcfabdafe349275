"""Each row of the table of sites, and the places where feeds are looked for without one."""

from __future__ import annotations

import pytest

from tui_reader.sources.site_rules import RULES, site_feeds, well_known

CHANNEL = "UC" + "a" * 22
ROWS = [
    (
        f"https://www.youtube.com/channel/{CHANNEL}",
        f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}",
    ),
    ("https://youtube.com/user/ada", "https://www.youtube.com/feeds/videos.xml?user=ada"),
    ("https://m.youtube.com/playlist?list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
    ("https://github.com/ada/quay", "https://github.com/ada/quay/releases.atom"),
    ("https://github.com/ada/quay/discussions", "https://github.com/ada/quay/discussions.atom"),
    ("https://github.com/ada", "https://github.com/ada.atom"),
    ("https://gitlab.com/ada/quay", "https://gitlab.com/ada/quay.atom"),
    ("https://codeberg.org/ada/quay/", "https://codeberg.org/ada/quay.rss"),
    ("https://old.reddit.com/r/harbours/", "https://www.reddit.com/r/harbours/.rss"),
    ("https://vimeo.com/ada", "https://vimeo.com/ada/videos/rss"),
    ("https://quay.substack.com/p/one", "https://quay.substack.com/feed"),
    ("https://medium.com/@ada/one", "https://medium.com/feed/@ada"),
    ("https://quay.medium.com/", "https://quay.medium.com/feed"),
    ("https://quay.wordpress.com", "https://quay.wordpress.com/feed/"),
    ("https://quay.ghost.io/one/", "https://quay.ghost.io/rss/"),
    ("https://quay.blogspot.com/2026/", "https://quay.blogspot.com/feeds/posts/default"),
    ("https://bsky.app/profile/ada.example", "https://bsky.app/profile/ada.example/rss"),
    ("https://lemmy.example/c/harbours", "https://lemmy.example/feeds/c/harbours.xml"),
    ("https://social.example/@ada", "https://social.example/@ada.rss"),
    ("https://social.example/tags/fog", "https://social.example/tags/fog.rss"),
    ("https://pypi.org/project/quay/1.0/", "https://pypi.org/rss/project/quay/releases.xml"),
    ("https://talk.example/t/a-new-pier/512/3", "https://talk.example/t/a-new-pier/512.rss"),
    (
        "https://cooking.stackexchange.com/questions/tagged/bread",
        "https://cooking.stackexchange.com/feeds/tag?tagnames=bread&sort=newest",
    ),
]


@pytest.mark.parametrize(("page", "feed"), ROWS)
def test_a_page_of_a_known_site_has_its_feed(page: str, feed: str) -> None:
    assert site_feeds(page)[0] == feed


def test_a_channel_offers_all_its_videos_and_each_kind_alone() -> None:
    found = site_feeds(f"https://www.youtube.com/channel/{CHANNEL}/videos")
    assert [feed.rpartition("=")[2][:4] for feed in found] == ["UCaa", "UULF", "UUSH", "UULV"]


def test_every_row_of_the_table_is_tested() -> None:
    assert len(ROWS) == len(RULES)


@pytest.mark.parametrize(
    "page",
    [
        "https://quay.example/news",
        "https://github.com/",
        "https://vimeo.com/a/b",
        "https://www.youtube.com/@ada",
    ],
)
def test_other_pages_have_no_rule(page: str) -> None:
    assert site_feeds(page) == ()


def test_feeds_are_looked_for_below_the_root_and_the_folder() -> None:
    found = well_known("https://quay.example/news/today.html")
    assert found[0] == "https://quay.example/atom.xml"
    assert "https://quay.example/news/feed.xml" in found
    assert len(found) == len(set(found)) == 18
