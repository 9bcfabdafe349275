"""What newsboat leaves behind: its `urls` file and the rows of its cache, as subscriptions and entries. Pure.

Formats: newsboat's manual, chapters "Subscribing to feeds" and "Query feeds". Nothing is run.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tui_reader.model.article import Entry
from tui_reader.model.subscription import Subscription, Subscriptions
from tui_reader.model.text import GUID_LIMIT, NAME_LIMIT, TAG_LIMIT, clean_line, clean_markup_line, clean_url
from tui_reader.model.trackers import without_trackers
from tui_reader.sources.newsboat_queries import Untranslatable, translate

LINES_LIMIT = 20_000
CONTENT_LIMIT = 1_000_000
_TOKEN = re.compile(r'\s*(?:"((?:\\.|[^"\\])*)"?|(\S+))')
_SHELL = re.compile(r"[|&;<>()$`\\\"'*?\[\]#~=%{}\n]")
"""What makes a line more than a program and its arguments; a leading `~/` aside."""


def urls(text: str) -> Subscriptions:
    """The feeds, queries and leftovers of a `urls` file; the first tag of a feed is its folder, too."""
    feeds: list[Subscription] = []
    queries: list[tuple[str, str]] = []
    left_out: list[str] = []
    lines = text.splitlines()[:LINES_LIMIT]
    words = [_words(line) for line in lines]
    folders = _folders(words)
    for word in words:
        if not word:
            continue
        try:
            if word[0].startswith("query:"):
                queries.append(_query(word[0], folders))
            elif (feed := _feed(word)) is not None:
                feeds.append(feed)
        except Untranslatable as error:
            left_out.append(f"{clean_line(word[0], 100)}: {error}")
    return Subscriptions(tuple(feeds), tuple(queries), tuple(left_out))


def entry(
    guid: str, title: str, author: str, url: str, published: int, content: str, mime: str
) -> Entry | None:
    """One row of the cache as an entry, washed; None when it has no identity."""
    link = clean_url(url)
    name = clean_line(guid, GUID_LIMIT * 2) or link
    if not name or len(name) > GUID_LIMIT:
        return None
    people = [clean_markup_line(author, NAME_LIMIT)] if author.strip() else []
    return Entry(
        guid=name,
        title=clean_markup_line(title) or link or name,
        url=without_trackers(link),
        authors=tuple(people),
        published=published if published > 0 else None,
        content=content[:CONTENT_LIMIT].replace("\x00", ""),
        media="text" if mime == "text/plain" else "html",
    )


def _words(line: str) -> list[str]:
    """The words of a line, quoted ones whole; a `#` at the start of a word ends it."""
    found: list[str] = []
    for match in _TOKEN.finditer(line.strip()):
        quoted, bare = match[1], match[2]
        if bare is not None and bare.startswith("#"):
            break
        found.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else bare)
    return found


def _tags(words: list[str]) -> tuple[str, ...]:
    named = (clean_line(word, TAG_LIMIT) for word in words[1:] if word[:1] not in {"~", "!"})
    return tuple(dict.fromkeys(filter(None, named)))


def _folders(lines: list[list[str]]) -> set[str]:
    """The tags that come first wherever they come: as a folder such a one holds the same feeds."""
    feeds = [_tags(words) for words in lines if words and not words[0].startswith("query:")]
    return {tags[0] for tags in feeds if tags} - {tag for tags in feeds for tag in tags[1:]}


def _feed(words: list[str]) -> Subscription | None:
    command, sieve, address = _taken_apart(words[0])
    url = clean_url(address)
    if not command and not url.lower().startswith(("http://", "https://")):
        raise Untranslatable("no web address")
    tags = _tags(words)
    title = next((clean_line(word[1:], NAME_LIMIT) for word in words[1:] if word.startswith("~")), "")
    folder = tags[0].replace("/", "∕") if tags else ""
    return Subscription(url=url, title=title, folder=folder, tags=tags, command=command, filter=sieve)


def origin(feed: str) -> tuple[str, tuple[str, ...]]:
    """(address, command) of a feed as the cache names it; both empty when it is neither."""
    try:
        command, _, address = _taken_apart(feed)
    except Untranslatable:
        return "", ()
    return clean_url(address), command


def _taken_apart(word: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """(command, filter, address) of the first word of a line."""
    if word.startswith("exec:"):
        return _argv(word.removeprefix("exec:")), (), ""
    if word.startswith("filter:"):
        line, mark, address = word.removeprefix("filter:").partition(":")
        if not mark:
            raise Untranslatable("a filter without an address")
        return (), _argv(line), address
    return (), (), word


def _argv(line: str) -> tuple[str, ...]:
    """The arguments of a line that newsboat gives to a shell; one that needs the shell is refused."""
    if _SHELL.search(line.removeprefix("~/")):
        raise Untranslatable("needs a shell; write a script and name it as a command")
    found = tuple(shlex.split(line))
    if not found:
        raise Untranslatable("names no program")
    return (str(Path(found[0]).expanduser()), *found[1:]) if found[0].startswith("~/") else found


def _query(word: str, folders: set[str]) -> tuple[str, str]:
    _, _, rest = word.partition(":")
    name, _, expression = rest.partition(":")
    return clean_line(name, NAME_LIMIT) or "Query", translate(expression, folders)
