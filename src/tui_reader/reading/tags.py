"""Names of HTML elements by what they mean to a reader."""

from __future__ import annotations

from tui_reader.model.document import SpanKind

SKIPPED = frozenset(
    "script style template svg canvas iframe object embed applet select button input textarea datalist"  # noqa: SIM905
    " lite-youtube lite-vimeo amp-youtube audio video map dialog annotation annotation-xml noframes meta link"
    " title base".split()
)
"""Elements whose text is no text of the document. <head> is none of them: where a page leaves <body> out,
libxml2 puts what HTML 4 did not know (<main>, <article>) into it."""

CONTROLS = frozenset({"button", "canvas", "audio", "video", "map", "object", "select"})
"""Those among them that a page may fail to close."""

BLOCKS = frozenset(
    "address article aside body center div fieldset figure footer form header hgroup legend main nav p"  # noqa: SIM905
    " section summary details table tbody thead tfoot tr td th ul ol menu dir dl html h1 h2 h3 h4 h5 h6 li dt"
    " dd blockquote pre xmp listing plaintext figcaption caption".split()
)
LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

STYLES: dict[str, SpanKind] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "strike", "del"), "strike"),
    "sup": "sup",
    "sub": "sub",
}

INLINE = frozenset(
    "a abbr b big cite code del em font i ins kbd label mark q s samp small span strike strong sub sup tt"  # noqa: SIM905
    " u".split()
)
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr basefont frame keygen".split()  # noqa: SIM905
)
SELF_CLOSED = frozenset(
    "p li dt dd tr td th option thead tbody tfoot colgroup optgroup html head body".split()  # noqa: SIM905
)
"""Elements that HTML closes by itself: counting them would take a long flat page for a deep one."""
