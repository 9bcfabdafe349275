"""What the fast way through a feed reads and what it passes over; names as `{namespace}name`."""

from __future__ import annotations

ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ROOTS = {"rss": "rss20", f"{RDF}RDF": "rss10", f"{ATOM}feed": "atom10"}
MAIN = {"rss20": "", "rss10": RSS1, "atom10": ATOM}
MARKUP = "application/xhtml+xml"
TYPES = {"text": "text/plain", "html": "text/html", "text/plain": "text/plain", "text/html": "text/html"}
TYPES_OF_TEXTS = {**TYPES, "xhtml": MARKUP}
ALTERNATE = frozenset({"text/html", "html", MARKUP, "xhtml"})

INLINE = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
"""Elements of XHTML that mean nothing else in a feed."""

TEXTS = {
    "rss20": {
        "title": "title",
        "link": "link",
        "guid": "id",
        "pubDate": "published",
        "author": "author",
        "category": "category",
        "description": "summary",
        "language": "language",
        f"{DC}creator": "author",
        f"{DC}date": "updated",
        f"{DC}subject": "category",
        f"{CONTENT}encoded": "content",
    },
    "rss10": {
        f"{RSS1}title": "title",
        f"{RSS1}link": "link",
        f"{RSS1}description": "summary",
        f"{DC}creator": "author",
        f"{DC}date": "updated",
        f"{DC}subject": "category",
        f"{CONTENT}encoded": "content",
    },
    "atom10": {
        f"{ATOM}title": "title",
        f"{ATOM}link": "atom_link",
        f"{ATOM}id": "id",
        f"{ATOM}published": "published",
        f"{ATOM}updated": "updated",
        f"{ATOM}author": "person",
        f"{ATOM}category": "category",
        f"{ATOM}summary": "summary",
        f"{ATOM}content": "content",
    },
}
"""What is read of the children of a feed and of its entries, by family."""
PERSON = {f"{ATOM}name": "name", f"{ATOM}email": "email", f"{ATOM}uri": "uri"}

_PASSED_RSS = frozenset(
    [
        "comments",
        "enclosure",
        "generator",
        "ttl",
        "docs",
        "cloud",
        "copyright",
        "webMaster",
        "rating",
        "lastBuildDate",
        "managingEditor",
    ]
)
PASSED = {
    "rss20": _PASSED_RSS,
    "rss10": _PASSED_RSS,
    "atom10": frozenset(["generator", "logo", "icon", "subtitle", "rights"]),
}
PASSED_TREES = frozenset(["image", "textInput", "textinput", "skipHours", "skipDays", "items"])
"""Elements of a feed with children of their own."""
IN_TREES = frozenset(
    ["title", "url", "link", "width", "height", "description", "name", "hour", "day", "Seq", "li"]
)
PASSED_SPACES = frozenset(
    {
        "{http://purl.org/rss/1.0/modules/syndication/}",
        "{http://purl.org/rss/1.0/modules/slash/}",
        "{http://wellformedweb.org/CommentAPI/}",
        "{http://purl.org/syndication/thread/1.0}",
        "{http://webns.net/mvcb/}",
        "{http://rssnamespace.org/feedburner/ext/1.0}",
        "{http://search.yahoo.com/mrss/}thumbnail",
    }
)
"""Namespaces, and one name, that say nothing to us."""
