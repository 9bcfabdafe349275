"""Where well-known sites keep the feeds of a page: one table of rewrites. Pure; nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

WELL_KNOWN = (
    "atom.xml",
    "feed.atom",
    "feed.xml",
    "feed/",
    "index.rss",
    "index.xml",
    "rss.xml",
    "rss/",
    "rss/feed.xml",
)
"""Names that feeds have where no page names them, below the root and below the page's folder."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Pages of `host` whose path matches have these feeds; `{1}` is what the first bracket matched."""

    host: str
    path: str
    feeds: tuple[str, ...]


_YOUTUBE = r"(?:www\.|m\.)?youtube\.com"
_FORGE = r"(?:codeberg\.org|gitea\..+|git\..+)"
RULES = (
    Rule(
        _YOUTUBE,
        r"/channel/UC([\w-]{22})(?:/.*)?",
        (
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC{1}",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF{1}",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=UUSH{1}",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=UULV{1}",
        ),
    ),
    Rule(_YOUTUBE, r"/user/([\w-]+)", ("https://www.youtube.com/feeds/videos.xml?user={1}",)),
    Rule(_YOUTUBE, r"/playlist\?list=([\w-]+)", ("https://www.youtube.com/feeds/videos.xml?playlist_id={1}",)),
    Rule(
        r"github\.com",
        r"/([\w.-]+)/([\w.-]+)(?:/(?:releases|tags|commits|tree|issues|pulls)\b.*)?",
        (
            "https://github.com/{1}/{2}/releases.atom",
            "https://github.com/{1}/{2}/tags.atom",
            "https://github.com/{1}/{2}/commits.atom",
        ),
    ),
    Rule(
        r"github\.com", r"/([\w.-]+)/([\w.-]+)/discussions", ("https://github.com/{1}/{2}/discussions.atom",)
    ),
    Rule(r"github\.com", r"/([\w.-]+)", ("https://github.com/{1}.atom",)),
    Rule(r"gitlab\.com", r"/([\w.-]+)/([\w.-]+)", ("https://gitlab.com/{1}/{2}.atom",)),
    Rule(_FORGE, r"/([\w.-]+)/([\w.-]+)", ("https://{host}/{1}/{2}.rss",)),
    Rule(r"(?:www\.|old\.)?reddit\.com", r"/(r|user)/([\w-]+)", ("https://www.reddit.com/{1}/{2}/.rss",)),
    Rule(r"vimeo\.com", r"/([\w-]+)", ("https://vimeo.com/{1}/videos/rss",)),
    Rule(r".+\.substack\.com", r"(?:/.*)?", ("https://{host}/feed",)),
    Rule(r"medium\.com", r"/(@?[\w.-]+)(?:/.*)?", ("https://medium.com/feed/{1}",)),
    Rule(r".+\.medium\.com", r"(?:/.*)?", ("https://{host}/feed",)),
    Rule(r".+\.wordpress\.com", r"(?:/.*)?", ("https://{host}/feed/",)),
    Rule(r".+\.ghost\.io", r"(?:/.*)?", ("https://{host}/rss/",)),
    Rule(r".+\.blogspot\.com", r"(?:/.*)?", ("https://{host}/feeds/posts/default",)),
    Rule(r"bsky\.app", r"/profile/([\w.:-]+)", ("https://bsky.app/profile/{1}/rss",)),
    Rule(r"lemmy\..+", r"/c/([\w.@-]+)", ("https://{host}/feeds/c/{1}.xml",)),
    Rule(r"(?!(?:.+\.)?youtube\.com$).+", r"/@([\w.-]+)", ("https://{host}/@{1}.rss",)),
    Rule(r".+", r"/tags/([\w-]+)", ("https://{host}/tags/{1}.rss",)),
    Rule(r"pypi\.org", r"/project/([\w.-]+)(?:/.*)?", ("https://pypi.org/rss/project/{1}/releases.xml",)),
    Rule(r".+", r"/t/([\w-]+)/(\d+)(?:/\d+)?", ("https://{host}/t/{1}/{2}.rss",)),
    Rule(r"stackoverflow\.com|.+\.stackexchange\.com", r"/questions/tagged/([\w.+-]+)", ("https://{host}/feeds/tag?tagnames={1}&sort=newest",)),
)  # fmt: skip


def site_feeds(url: str) -> tuple[str, ...]:
    """The feeds that a page has by the rule of its site, in order; the first rule that fits holds."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    for rule in RULES:
        found = re.fullmatch(rule.path, path) if re.fullmatch(rule.host, host) else None
        if found is not None:
            return tuple(_filled(feed, host, found) for feed in rule.feeds)
    return ()


def _filled(feed: str, host: str, found: re.Match[str]) -> str:
    for number, value in enumerate(found.groups(), 1):
        feed = feed.replace(f"{{{number}}}", value or "")
    return feed.replace("{host}", host)


def well_known(url: str) -> tuple[str, ...]:
    """Where a feed may be though nothing says so: below the root, then below the page's folder; each once."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    folder = root + parts.path.lstrip("/").rpartition("/")[0]
    places = (root, folder if folder.endswith("/") else f"{folder}/")
    return tuple(dict.fromkeys(place + name for place in places for name in WELL_KNOWN))
