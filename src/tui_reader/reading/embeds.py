"""What a page shows in a frame of somebody else's: videos, posts, sound, maps, charts; by name and address.

Only frames of known houses are named, since most others are advertisements. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tui_reader.model.text import clean_line, clean_url
from tui_reader.reading.tree import Element

FRAMES = frozenset({"iframe", "embed", "video", "audio", "lite-youtube", "lite-vimeo", "amp-youtube"})
"""Elements that may show something of another house, or a recording."""
_SOURCES = ("src", "data-src", "data-lazy-src", "data-cmp-src", "data-url")
_NAMES: Mapping[str, str] = {
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "twitch.tv": "Twitch",
    "ted.com": "TED",
    "twitter.com": "X",
    "x.com": "X",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "reddit.com": "Reddit",
    "bsky.app": "Bluesky",
    "spotify.com": "Spotify",
    "soundcloud.com": "SoundCloud",
    "podcasts.apple.com": "Apple Podcasts",
    "music.apple.com": "Apple Music",
    "bandcamp.com": "Bandcamp",
    "datawrapper.de": "Datawrapper",
    "dwcdn.net": "Datawrapper",
    "flourish.studio": "Flourish",
    "infogram.com": "Infogram",
    "documentcloud.org": "DocumentCloud",
    "scribd.com": "Scribd",
    "slideshare.net": "SlideShare",
    "speakerdeck.com": "Speaker Deck",
    "codepen.io": "CodePen",
    "jsfiddle.net": "JSFiddle",
    "codesandbox.io": "CodeSandbox",
    "openstreetmap.org": "OpenStreetMap",
    "google.com/maps": "Google Maps",
    "maps.google.com": "Google Maps",
    "archive.org": "Internet Archive",
    "peertube.tv": "PeerTube",
}
_EMPTY = re.compile(
    r"(?:(?:youtube|vimeo|twitter|x|spotify|embedded|video|media)[ -])*(?:video|player|embed(?:ded)?|content"
    r"|post|tweet|iframe|frame|untitled|widget)(?:[ -](?:player|content|frame))?|",
    re.IGNORECASE,
)
"""Titles that say nothing of what is shown."""
_LABEL = re.compile(r"(?:Spotify Embed|Embedded post|Play|Video): ")
"""What players set before the title of what they show."""
_ID = re.compile(r"[\w-]{4,40}")
_TUBE = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{6,20})")
_VIMEO = re.compile(r"/video/(\d{3,20})")
_POST = re.compile(r"(/(?:p|reel)/[\w-]+)/embed")


@dataclass(frozen=True, slots=True)
class Embed:
    """Something that is shown in a frame: a line that names it, and where it is on the web (washed)."""

    text: str
    url: str


def embed_of(element: Element) -> Embed | None:
    """What a frame shows, or None when that is unknown, or nobody's business."""
    title = _title(element)
    if element.tag in {"video", "audio"}:
        url = _recording(element)
        return Embed(_line("Video" if element.tag == "video" else "Sound", title), url) if url else None
    source = next((value for name in _SOURCES if (value := (element.get(name) or "").strip())), "")
    if element.tag in {"lite-youtube", "amp-youtube"}:
        source = _numbered("https://www.youtube.com/embed/", element)
    elif element.tag == "lite-vimeo":
        source = _numbered("https://player.vimeo.com/video/", element)
    source = f"https:{source}" if source.startswith("//") else source
    if not source.startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(source[:2048])
    except ValueError:
        return None
    name = _house((parts.hostname or "").lower(), parts.path)
    url = clean_url(_address(name, source[:2048]))
    return Embed(_line(name, title), url) if name and url else None


def _line(name: str, title: str) -> str:
    return f"▶ {name}: {title}" if title else f"▶ {name}"


def _title(element: Element) -> str:
    for key in ("title", "aria-label", "playlabel", "data-title"):
        title = _LABEL.sub("", clean_line(element.get(key) or "", 200))
        if title and not _EMPTY.fullmatch(title):
            return title
    return ""


def _house(host: str, path: str) -> str:
    if host.removeprefix("www.").startswith("google.") and path.startswith("/maps"):
        return "Google Maps"
    labels = host.split(".")
    return next((_NAMES[name] for at in range(len(labels)) if (name := ".".join(labels[at:])) in _NAMES), "")


def _address(name: str, source: str) -> str:
    """Where a person would go to see what a frame shows."""
    if name == "YouTube" and (found := _TUBE.search(source)) and found[1] != "videoseries":
        return f"https://www.youtube.com/watch?v={found[1]}"
    if name == "Vimeo" and (found := _VIMEO.search(source)):
        return f"https://vimeo.com/{found[1]}"
    if name == "Instagram" and (found := _POST.search(source)):
        return f"https://www.instagram.com{found[1]}/"
    if name == "Spotify":
        return source.partition("?")[0].replace("/embed/", "/", 1)
    if name == "SoundCloud":
        asked = parse_qs(urlsplit(source).query).get("url", [""])[0]
        return asked if asked.startswith("https://") else source
    return source


def _numbered(start: str, element: Element) -> str:
    number = element.get("videoid") or element.get("data-videoid") or ""
    return start + number if _ID.fullmatch(number) else ""


def _recording(element: Element) -> str:
    """The address of a recording that the page itself plays."""
    sources = [element.get("src") or "", *(each.get("src") or "" for each in element.findall("source")[:4])]
    return next((url for value in sources if value.startswith("https://") and (url := clean_url(value))), "")
