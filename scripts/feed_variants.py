"""Feeds made by chance from the whole vocabulary of feeds and from all that goes wrong with them.

`variant(seed)` is the same for the same seed. `python -m scripts.variants` compares what two parsers make of
them; all text is invented. Nothing here parses anything.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType

from scripts import feed_vocabulary as words
from scripts.feed_vocabulary import SPACES

ATOM_SPACES = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://example.com/newformat#", "")
RSS_SPACES = (
    *("", "", "", "", "http://backend.userland.com/rss2", "http://purl.org/rss/1.0/"),
    *(
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://quay.example/rss",
    ),
)
RDF_SPACES = (
    *("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"),
    *(
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://purl.org/net/rss1.1#",
        "http://quay.example/rss",
    ),
)
BASES = ("https://base.example/", "sub/", "/root/", "https://base.example/a/b?c", "", "http://[bad", "../..")
TYPES = (
    *(
        "text",
        "html",
        "xhtml",
        "text/plain",
        "text/html",
        "application/xhtml+xml",
        "text/x-other",
        "TEXT",
        "",
    ),
    *("application/octet-stream", "image/png", "text/markdown"),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A feed as a server might give it."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sound: bool = True
    """Whether nothing was broken on purpose."""


def _href(chance: Random) -> str:
    rels = (
        "",
        "",
        "alternate",
        "alternate",
        "self",
        "enclosure",
        "related",
        "replies",
        "ALTERNATE",
        "via",
        "http://quay.example/rel",
    )
    kinds = ("", "", "", "text/html", "application/atom+xml", "text/plain", "application/xhtml+xml")
    rel, kind = chance.choice(rels), chance.choice(kinds)
    return (
        (f' rel="{rel}"' if rel else "")
        + (f' type="{kind}"' if kind else "")
        + f' href="{chance.choice(words.ADDRESSES)}"'
    )


def _type(chance: Random) -> str:
    """The type, mode, base and language of a text of Atom, as they fit or not."""
    more = (
        "",
        "",
        "",
        ' mode="escaped"',
        ' mode="xml"',
        ' xml:lang="de"',
        f' xml:base="{chance.choice(BASES)}"',
    )
    kind = "" if chance.random() < 0.25 else f' type="{chance.choice(TYPES)}"'
    return kind + chance.choice(more)


def _tag(chance: Random) -> str:
    return chance.choice(
        (
            "",
            "",
            ' domain="https://quay.example/tags"',
            ' term="fog"',
            ' term="fog" scheme="s" label="Fog"',
            ' label="Fog"',
            ' term=""',
        )
    )


_FILLED: Mapping[str, Callable[[Random], str]] = MappingProxyType(
    {
        "L": lambda chance: chance.choice(words.LINES),
        "T": lambda chance: chance.choice(words.TEXTS),
        "D": lambda chance: chance.choice(words.DATES),
        "A": lambda chance: chance.choice(words.ADDRESSES),
        "W": lambda chance: chance.choice(words.PEOPLE),
        "K": _href,
        "Y": _type,
        "G": _tag,
    }
)


def _some(chance: Random, templates: Sequence[str], most: int, prefix: str = "") -> str:
    """Some of the elements, now and then one of a module."""
    picked = [
        chance.choice(words.MODULES if chance.random() < 0.25 else templates).replace("%p", prefix)
        for _ in range(chance.randint(1, most))
    ]
    text = chance.choice(["", "\n"]).join(picked)
    return re.sub("%([LTDAWKYG])", lambda found: _FILLED[found[1]](chance), text)


def _declared(chance: Random) -> str:
    left_out = chance.sample(sorted(SPACES), chance.choice([0, 0, 0, 0, 1, 3]))
    return "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items() if prefix not in left_out)


def _base(chance: Random) -> str:
    return f' xml:base="{chance.choice(BASES)}"' if chance.random() < 0.15 else ""


def _rss(chance: Random) -> str:
    space = chance.choice(RSS_SPACES)
    version = chance.choice(["2.0", "2.0", "0.91", "0.92", "0.93", "0.94", "1.0", "", "2.01", "3.0"])
    own = f' xmlns="{space}"' if space else ""
    items = "".join(
        f"<item{_base(chance)}>{_some(chance, words.ITEM, 9)}</item>" for _ in range(chance.randint(1, 4))
    )
    head = _some(chance, words.HEAD, 6)
    channel = chance.choice(
        [f"<channel>{head}{items}</channel>"] * 6
        + [f"<channel>{items}{head}</channel>", f"<channel>{head}</channel>{items}", items]
    )
    return f'<rss version="{version}"{own}{_declared(chance)}{_base(chance)}>{channel}</rss>'


def _rdf(chance: Random) -> str:
    space, name = chance.choice(RDF_SPACES), chance.choice(["rdf:RDF"] * 5 + ["RDF", "r:RDF"])
    more = "" if name != "r:RDF" else f' xmlns:r="{SPACES["rdf"]}"'
    items = "".join(
        "<item"
        + chance.choice(["", f' rdf:about="https://quay.example/{n}"'])
        + f">{_some(chance, words.ITEM, 9)}</item>"
        for n in range(chance.randint(1, 4))
    )
    channel = f'<channel rdf:about="https://quay.example/">{_some(chance, words.HEAD, 5)}</channel>'
    order = chance.choice([channel + items] * 5 + [items + channel])
    if chance.random() < 0.15:
        prefix = chance.choice(["rss", "ns1"])
        for tag in ("item", "channel", "title", "link", "description"):
            order = order.replace(f"<{tag}", f"<{prefix}:{tag}").replace(f"</{tag}", f"</{prefix}:{tag}")
        return f'<{name}{_declared(chance)}{more} xmlns:{prefix}="{space}">{order}</{name}>'
    return f'<{name} xmlns="{space}"{_declared(chance)}{more}>{order}</{name}>'


def _atom(chance: Random) -> str:
    space = chance.choice(ATOM_SPACES)
    p = chance.choice(["", "", "", "", "a:", "feed:"]) if space else ""
    own = (f' xmlns:{p[:-1]}="{space}"' if p else f' xmlns="{space}"') if space else ""
    entries = "".join(
        f"<{p}entry{_base(chance)}>{_some(chance, words.ATOM, 10, p)}</{p}entry>"
        for _ in range(chance.randint(1, 4))
    )
    version = chance.choice(["", "", ' version="0.3"', ' version="1.0"'])
    attrs = f"{own}{_declared(chance)}{version}{_base(chance)}"
    return f"<{p}feed{attrs}>{_some(chance, words.ATOM, 6, p)}{entries}</{p}feed>"


def _cdf(chance: Random) -> str:
    items = "".join(
        f'<ITEM HREF="{chance.choice(["https://quay.example/1", "one.html"])}" '
        f'LASTMOD="{chance.choice(words.DATES)}">'
        f"<TITLE>{chance.choice(words.LINES)}</TITLE><ABSTRACT>{chance.choice(words.TEXTS)}</ABSTRACT></ITEM>"
        for _ in range(chance.randint(1, 3))
    )
    head = '<CHANNEL HREF="https://quay.example/" BASE="https://quay.example/b/"><TITLE>C</TITLE>'
    return f'{head}<LOGO HREF="l.gif"/>{items}</CHANNEL>'


_MAKERS: tuple[Callable[[Random], str], ...] = (_rss, _rss, _rss, _rdf, _atom, _atom, _cdf)


def _cut(chance: Random, text: str) -> str:
    return text[: chance.randint(len(text) // 3, len(text))]


def _drop_end(chance: Random, text: str) -> str:
    ends = [at for at in range(len(text)) if text.startswith("</", at)]
    at = chance.choice(ends) if ends else 0
    return text[:at] + text[text.find(">", at) + 1 :] if ends else text


_INSERTED = (
    *("&", "<", ">", "\x0b", "\x00", "&nbsp;", "&#xD800;", "<br>", "</p>", "<![CDATA[", "]]>", "<!--", "-->"),
    *('"', "<x:y>", "</item>", "\ufffe", "&#x80;"),
)
_EXCHANGED = (
    *(
        ("</title>", "</Title>"),
        ('"', "'"),
        ("<item>", "<ITEM>"),
        ("xmlns:dc=", "xmlns:dc2="),
        (">", ">\r\n"),
    ),
    *(("xmlns:rdf=", "xmlns:rdx="), ("<title>", "<title foo>"), ("<title>", "<title a='1' a='2'>")),
    *(("<link>", "<link>\n  "), ("</link>", "\n</link>"), ("</item>", ""), ("<channel>", "")),
)
_AROUND = (
    *(("Warning: line 7<br />\n", ""), ("\n \n", ""), ("", "<script>1 && 2</script>"), ("", "\x00" * 9)),
    *(("<!-- x -->", ""), ("", "</rss>")),
)


def _with_inserted(chance: Random, text: str) -> str:
    at = chance.randint(min(30, len(text)), len(text))
    return text[:at] + chance.choice(_INSERTED) + text[at:]


def _with_exchanged(chance: Random, text: str) -> str:
    old, new = chance.choice(_EXCHANGED)
    return text.replace(old, new, chance.choice([1, -1]))


def _with_around(chance: Random, text: str) -> str:
    before, behind = chance.choice(_AROUND)
    return before + text + behind


def _twice(_: Random, text: str) -> str:
    return text + text


_BROKEN: tuple[Callable[[Random, str], str], ...] = (
    *(_cut, _drop_end, _drop_end, _twice, _with_around),
    *(_with_inserted,) * 8,
    *(_with_exchanged,) * 5,
)
_DOCTYPES = (
    '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/rss-0.91.dtd">',
    '<!DOCTYPE rss [<!ENTITY quay "Quay &#38; Sons"><!ENTITY nbsp "&#160;">]>',
    '<!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES//EN" "http://quay.example/x.ent">]>',
    "<!DOCTYPE feed>",
    '<!DOCTYPE rss SYSTEM "rss.dtd" [\n<!ELEMENT rss ANY>\n]>',
)
_CODES = (
    *("utf-8",) * 8,
    "iso-8859-1",
    "windows-1252",
    "iso-8859-15",
    "koi8-r",
    "windows-1251",
    "shift_jis",
    "euc-jp",
    "gb2312",
    "big5",
    "euc-kr",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-be",
    "cp037",
    "us-ascii",
    "macintosh",
)


def _encoded(chance: Random, text: str) -> tuple[bytes, dict[str, str]]:
    """The text in some encoding, declared in some place, rightly or wrongly."""
    code = chance.choice(_CODES)
    label = chance.choice([code] * 6 + ["utf-8", "utf-16", "iso-8859-1", "nonsense", "us-ascii", ""])
    where = chance.random()
    doctype = chance.choice(_DOCTYPES) if chance.random() < 0.1 else ""
    declared = f' encoding="{label}"' if label and where < 0.7 else ""
    head = chance.choice(
        [f'<?xml version="1.0"{declared}?>'] * 5
        + [f"<?xml version='1.0'{declared.replace(chr(34), chr(39))} standalone='yes' ?>\n", ""]
    )
    body = (head + doctype + text).encode(code, chance.choice(["xmlcharrefreplace", "replace"]))
    mark = chance.random()
    if mark < 0.05 and code == "utf-8":
        body = b"\xef\xbb\xbf" + body
    elif mark < 0.5 and code in {"utf-16-le", "utf-16-be", "utf-32-be"}:
        body = "\ufeff".encode(code) + body
    kind = chance.choice(
        [
            "",
            "",
            "application/xml",
            "text/xml",
            "application/rss+xml",
            "application/atom+xml",
            "text/html",
            "text/plain",
            "application/octet-stream",
        ]
    )
    if not kind:
        return body, {}
    named = chance.random() < 0.4 and bool(label)
    return body, {"content-type": f"{kind}; charset={label}" if named else kind}


def _packed(chance: Random, body: bytes) -> bytes:
    return {0: gzip.compress(body, mtime=0), 1: zlib.compress(body)}.get(chance.randint(0, 60), body)


def variant(seed: int) -> Variant:
    """The feed of a number: nearly half of them well-formed, some of them nearly nothing."""
    chance = Random(seed)
    text = chance.choice(_MAKERS)(chance)
    sound = chance.random() < 0.5
    if not sound:
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            text = chance.choice(_BROKEN)(chance, text)
    body, headers = _encoded(chance, text)
    return Variant(_packed(chance, body), MappingProxyType(headers), sound)
