"""The tables of feeds.toml as their reader knows them; a key that is not here is an error."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from tui_reader.config.settings import ShareInput, Theme
from tui_reader.model.feed import FullText


class Table(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What all tables have in common."""


class Reader(Table, kw_only=True):
    """The [reader] table."""

    refresh: Annotated[str | int, Meta(description='Between refreshes while open, "30m"; 0: when asked.')] = 0
    keep: Annotated[str, Meta(description='How long articles are kept: "forever" or "90d".')] = "forever"
    full_text: Annotated[
        FullText, Meta(description="Pages of articles: on x (ask), never (feed), of every new one (always).")
    ] = "ask"
    keep_pages: Annotated[
        bool, Meta(description="Keep fetched pages byte for byte too, as evidence of what they said.")
    ] = False
    theme: Annotated[Theme, Meta(description="Colours; auto asks the terminal.")] = "auto"
    measure: Annotated[int, Meta(description="Widest reading column, 20 to 400 cells.")] = 78
    export: Annotated[str, Meta(description="Folder that w writes articles into; else where you are.")] = ""
    browser: Annotated[
        list[str], Meta(description="Program and arguments that open a link; {url} is replaced.")
    ] = []
    backlog: Annotated[str | int, Meta(description="How far back new articles are analysed unasked.")] = "7d"


class Insight(Table, kw_only=True):
    """The [insight] table."""

    model: Annotated[str, Meta(description="The language model: auto, none, or the name of a package.")] = (
        "auto"
    )


class Source(Table, kw_only=True):
    """What [[feed]] and [[local]] have in common."""

    title: Annotated[str, Meta(description="Your own title; else what the source calls itself.")] = ""
    folder: Annotated[str, Meta(description="Where it stands in the list of sources, World/Europe.")] = ""
    tags: Annotated[list[str], Meta(description="Your own words for it.")] = []


class Feed(Source, kw_only=True):
    """A [[feed]] table: a `url`, or a `command` in its place."""

    url: Annotated[str, Meta(description="The feed's http or https address.")] = ""
    every: Annotated[str | int, Meta(description='Between fetches, "1h"; 0 leaves it to the publisher.')] = 0
    full_text: Annotated[FullText | None, Meta(description="As in [reader], for this feed.")] = None
    command: Annotated[
        list[str], Meta(description="Program and arguments whose output is the feed; no shell reads it.")
    ] = []
    filter: Annotated[
        list[str], Meta(description="Program and arguments that turn what came into a feed; no shell.")
    ] = []
    user_agent: Annotated[str, Meta(description="Who we say we are, for this feed.")] = ""
    headers: Annotated[
        dict[str, str], Meta(description="More request headers; sent to the feed's own origin only.")
    ] = {}
    user: Annotated[str, Meta(description="User name, sent with the password to the feed's own origin.")] = ""
    password: Annotated[str, Meta(description="Password; better in one of the next three.")] = ""
    password_env: Annotated[str, Meta(description="Variable of the environment with the password.")] = ""
    password_command: Annotated[
        list[str], Meta(description="Program and arguments whose first line is the password; no shell.")
    ] = []
    password_keyring: Annotated[
        str, Meta(description="Service in the desktop's keyring that has the password of user.")
    ] = ""
    proxy: Annotated[str, Meta(description="http://, https:// or socks5:// proxy for this feed.")] = ""
    insecure: Annotated[bool, Meta(description="Take a certificate that nobody vouches for.")] = False
    keep: Annotated[str, Meta(description="As in [reader], for this feed.")] = ""
    enabled: Annotated[bool, Meta(description="Whether it is fetched; its articles stay either way.")] = True
    opml: Annotated[
        dict[str, str], Meta(description="Attributes of an imported outline, written out again.")
    ] = {}


class Local(Source, kw_only=True):
    """A [[local]] table."""

    path: Annotated[str, Meta(description="A file, a folder or a pattern such as ~/articles/**/*.")]
    watch: Annotated[bool, Meta(description="Whether new files are taken in while the reader is open.")] = (
        False
    )


class Query(Table, kw_only=True):
    """A [[query]] table."""

    name: Annotated[str, Meta(description="What it is called among the sources.")]
    query: Annotated[str, Meta(description='What it lists: `said:"Ilse Brandvold" after:-30d`.')]
    folder: Annotated[str, Meta(description="Where it stands in the list of sources.")] = ""


class Rule(Table, kw_only=True):
    """A [[rule]] table."""

    when: Annotated[str, Meta(description="The query that new articles are asked.")]
    do: Annotated[
        list[str], Meta(description="mark-read, star, dismiss, notify, tag:x, or run and a program.")
    ]


class Site(Table, kw_only=True):
    """A [[site]] table."""

    host: Annotated[str, Meta(description="The site whose pages are meant, such as example.org.")]
    container: Annotated[
        str, Meta(description="Where its articles stand, as `site HOST` shows it; else what pages taught.")
    ] = ""
    without: Annotated[
        list[str], Meta(description="Paragraphs of 3 to 60 words that are no part of any article.")
    ] = []
    pages: Annotated[int, Meta(description="Pages of one article that are fetched, 1 to 10.")] = 10
    copy: Annotated[
        bool, Meta(description="Whether a page that holds little is read from its copy for programs.")
    ] = True
    learn: Annotated[bool, Meta(description="Whether its pages teach where articles stand.")] = True
    gap: Annotated[int, Meta(description="Seconds between two requests to it, feeds and pages, 0 to 60.")] = 0


class Share(Table, kw_only=True):
    """A [[share]] table."""

    name: Annotated[str, Meta(description="What the menu of `|` calls it.")]
    command: Annotated[
        list[str], Meta(description="Program and arguments; {url} and {title} are replaced; no shell.")
    ]
    input: Annotated[ShareInput, Meta(description="What it gets on its input.")] = "text"


class Macro(Table, kw_only=True):
    """A [[macro]] table."""

    key: Annotated[str, Meta(description="Its key, written as in [keys]: b, ctrl+b, or a sequence.")]
    do: Annotated[list[str], Meta(description="Names of [keys], run one after the other.")]
    words: Annotated[str, Meta(description="What the help and the palette call it.")] = ""


class File(Table, kw_only=True):
    """The whole of feeds.toml."""

    reader: Reader = msgspec.field(default_factory=Reader)
    insight: Insight = msgspec.field(default_factory=Insight)
    feed: list[Feed] = []
    local: list[Local] = []
    query: list[Query] = []
    rule: list[Rule] = []
    site: list[Site] = []
    share: list[Share] = []
    macro: list[Macro] = []
    keys: Annotated[dict[str, str], Meta(description="Action id = key.")] = {}


def schema() -> dict[str, Any]:
    """The JSON Schema of feeds.toml, for editors."""
    return msgspec.json.schema(File)
