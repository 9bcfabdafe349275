"""What of a page browsers show: what is hidden, and what is shown though it is of a kind without text."""

from __future__ import annotations

from itertools import islice

from tui_reader.reading.tags import CONTROLS, HEADINGS
from tui_reader.reading.tree import Element

_CONTROL_LIMIT = 4
"""Paragraphs that no control of a page has."""
_HEADLINE = 4
"""Words of a button that says what it folds away, and not what it does."""


def is_shown(element: Element, tag: str) -> bool:
    """Whether browsers show an element's text although it is of a kind that has none of the document's."""
    if tag == "button" and _is_headline(element):
        return True
    return (tag in CONTROLS and _is_unclosed(element)) or (tag == "template" and _has_shadow(element))


def _is_headline(button: Element) -> bool:
    """Whether a button is the line over a part of the text that it folds away."""
    folds = button.get("aria-expanded") is not None or button.get("aria-controls") is not None
    if not folds and button.getparent() is not None and button.getparent().tag in HEADINGS:
        folds = True
    return folds and len(" ".join(button.itertext()).split()) >= _HEADLINE


def _has_shadow(template: Element) -> bool:
    """Whether a template stands for the content of the element around it (declarative shadow DOM)."""
    return bool(template.get("shadowrootmode"))


def _is_unclosed(element: Element) -> bool:
    """Whether a page forgot to close a control, so that its article stands in it."""
    return sum(1 for _ in islice(element.iter("p"), _CONTROL_LIMIT)) == _CONTROL_LIMIT


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that it is not shown."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and ("display" in style or "visibility" in style):
        squeezed = style.replace(" ", "").lower()
        return "display:none" in squeezed or "visibility:hidden" in squeezed
    return False
