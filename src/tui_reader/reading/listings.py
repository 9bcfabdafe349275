"""Where a page shows code, and what of it is code: highlighters draw it as tables, lines and gutters.

Says what elements mean; walks nothing, writes nothing. Every look is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tui_reader.model.text import clean_line
from tui_reader.reading.tree import Element

VERBATIM = frozenset({"pre", "xmp", "listing", "plaintext"})
"""Elements whose white space browsers keep."""
LINES = frozenset("div p li tr ol ul table pre section article figure blockquote dd dt".split())  # noqa: SIM905
"""Elements that begin and end a line amid code."""
ROWS = frozenset({"table", "tbody", "thead", "tr", "colgroup"})
"""Elements amid code whose own white space is nobody's."""
_INLINE_CODE = frozenset({"code", "samp", "kbd", "tt"})

_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:gutter|gl|ln|lnt|lno|linenos?|linenodiv|lnr|line-?nos?|line-?num(?:ber)?s?(?:-rows)?"
    r"|blob-num|crayon-nums?(?:-content)?|hljs-ln-n(?:umbers)?|rouge-gutter)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What highlighters call the numbers of lines."""
_LINE = re.compile(r"(?:^|\s)(?:line|(?:token|code|view|ec|cl)-line)(?:$|\s)")
"""What they call a line."""
_NUMBERS = re.compile(r"[\d\s.:|]*")
_TOOLS = frozenset({"gist-meta", "crayon-toolbar", "crayon-info", "code-toolbar-buttons", "copy-code-button"})
_LOOK = 40
"""Elements that are looked at before something is decided."""
_MONOSPACE = ("monospace", "courier", "consolas", "menlo", "monaco")

_TOLD = ("language-", "lang-", "highlight-source-", "highlight-text-", "sourceCode-", "highlight-", "src-")
_TOLD_ABOVE = ("language-", "highlight-source-", "highlight-", "type-")
"""What stands before the name of a language in a class; elements further up say less."""
_KEYS = ("data-lang", "data-language", "data-enlighter-language")
_ABOVE = 4
_FRAMES = frozenset({"html", "body", "main", "article", "section"})
_MARKERS = frozenset({"hljs", "prettyprint", "highlight", "sourceCode", "syntaxhighlighter", "src", "brush:"})
"""Classes beside which a bare name is that of a language."""
_KNOWN = frozenset(
    "bash sh shell console zsh fish powershell batch python py python3 javascript js typescript"  # noqa: SIM905
    " ts jsx tsx java c cpp c++ csharp c# objc objectivec go golang rust ruby rb php perl html"
    " xml css scss sass less json json5 yaml yml toml ini sql mysql postgresql kotlin swift"
    " scala haskell lua r matlab diff patch makefile cmake dockerfile docker graphql clojure"
    " elixir erlang ocaml fsharp julia dart groovy gradle lisp scheme vim nginx apache latex tex"
    " markdown md http protobuf terraform hcl nix zig vue svelte wasm asm".split()
)
_NONE = frozenset({"default", "none", "text", "plaintext", "plain", "txt", "nohighlight", "unknown", "auto"})
_NAME = re.compile(r"[\w+#.-]{1,30}")


def is_listing(element: Element) -> bool:
    """Whether a <code> that stands in no <pre> is a block of code, by its name or its style."""
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    if "white-space:pre" in style:
        return True
    name = (element.get("class") or "")[:300]
    named = name and (any(name_.startswith("language-") for name_ in name.split()) or "hljs" in name.split())
    return bool(named) and "\n" in _beginning(element).strip()


def is_lines_of_code(element: Element) -> bool:
    """Whether a paragraph is nothing but code, broken into lines by <br>."""
    if (element.text or "").strip():
        return False
    breaks = 0
    code = False
    for child in element:
        if (child.tail or "").strip():
            return False
        if child.tag == "br":
            breaks += 1
        elif child.tag in _INLINE_CODE:
            code = True
            breaks += next(child.iter("br"), None) is not None
        else:
            return False
    return code and breaks > 0


def is_pasted_code(element: Element) -> bool:
    """Whether a <div> is code as editors put it on the clipboard: white space kept, letters of one width."""
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    return "white-space:pre" in style and any(name in style for name in _MONOSPACE)


def is_code_table(table: Element) -> bool:
    """Whether a table is code whose lines, or all of it at once, stand beside their numbers."""
    rows = list(islice(table.iter("tr"), 3))
    return bool(rows) and all(map(_is_numbered, rows))


def is_gutter(element: Element) -> bool:
    """Whether an element amid code holds only the numbers of lines."""
    attributes = element.attrib
    if not attributes:
        return False
    name = attributes.get("class") or ""
    named = _GUTTER.search(name) or ("data-line-number" in attributes and "code" not in name)
    return bool(named) and _NUMBERS.fullmatch(_beginning(element)) is not None


def is_line(element: Element) -> bool:
    """Whether a <span> amid code is one of its lines."""
    if not _LINE.search(element.get("class") or ""):
        return False
    return any(
        other is not None and _LINE.search(other.get("class") or "")
        for other in (element.getnext(), element.getprevious())
    )


def is_tool(element: Element) -> bool:
    """Whether a <div> holds buttons and names that a highlighter sets beside its code."""
    names = (element.get("class") or "")[:300].split()
    if not _TOOLS.isdisjoint(names):
        return True
    parent = element.getparent()
    return "toolbar" in names and parent is not None and "code-toolbar" in (parent.get("class") or "")


def language_of(element: Element) -> str:
    """The language of a block of code as its page names it: on it, in it, or around it; else nothing."""
    inner = islice(element.iter("code", "pre"), 4)
    for place in (element, *inner):
        found = next(_told(place, _TOLD), "")
        if found:
            return "" if found in _NONE else found
    place = element.getparent()
    for step in range(_ABOVE):
        if place is None or place.tag in _FRAMES:
            return ""
        found = next(_told(place, _TOLD if not step else _TOLD_ABOVE), "")
        if found:
            return "" if found in _NONE else found
        place = place.getparent()
    return ""


def _told(element: Element, prefixes: tuple[str, ...]) -> Iterator[str]:
    for key in _KEYS:
        yield from _named(element.get(key) or "")
    names = (element.get("class") or "")[:300].replace("brush:", "brush: ").replace(";", " ").split()
    for name in names:
        for prefix in prefixes:
            if name.startswith(prefix):
                yield from _named(name.removeprefix(prefix))
    if not _MARKERS.isdisjoint(names) or element.tag in {"pre", "code"}:
        yield from (name for name in names if name.lower() in _KNOWN)
    if element.tag == "pre" and (element.get("lang") or "").lower() in _KNOWN:
        yield element.get("lang")


def _named(value: str) -> Iterator[str]:
    """A language's name; what stands behind it (marked lines, a title) is none of it."""
    found = _NAME.match(clean_line(value, 40))
    if found and len(value) <= 40:
        yield found[0]


def _is_numbered(row: Element) -> bool:
    cells = [cell for cell in islice(row, _LOOK) if cell.tag in {"td", "th"}]
    return len(cells) > 1 and all(map(is_gutter, cells[:-1])) and not is_gutter(cells[-1])


def _beginning(element: Element) -> str:
    """The first of an element's text: enough to see whether it is all numbers."""
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        parts.append(text)
        size += len(text)
        if size > 20_000:
            break
    return "".join(parts)
