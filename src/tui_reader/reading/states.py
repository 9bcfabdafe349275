"""What kept a page from giving its article, by evidence on the page: walls, missing scripts, error pages.

A wall is looked for only where little text was found: an article may well be about paywalls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tui_reader.model.document import Document, State
from tui_reader.model.text import clean_line
from tui_reader.reading.bylines import first, text_of
from tui_reader.reading.tree import Element

NOTES: dict[State, str] = {
    "paywalled": "The whole article is for subscribers of the site.",
    "consent": "The site shows its article only after a choice about cookies.",
    "blocked": "The site turned the reader away: it wants proof of a person at a browser.",
    "script": "The page makes its text with JavaScript; there is none to read in it.",
    "partial": "The page holds only a part of the article.",
    "gone": "The article is no longer there.",
}
KEPT = "Shown is the text that the feed gave."

_SHORT = 150
"""Words; a page with more of them has got past its walls."""
_BEGINNING = 400
"""Words that a paywall may let through."""
_FRAME = 15
"""Words that a page may have in its frame before scripts fill it."""
_LOOK = 20_000
_CONSENT = re.compile(
    r"before you continue|we value your privacy|your privacy (?:choices|matters)|cookie (?:consent"
    r"|settings|preferences)"
    r"|(?:accept|manage) (?:all )?cookies|we and our (?:\d+ )?partners|wir (?:schätzen"
    r"|respektieren) ihre privatsphäre"
    r"|cookies? (?:zustimmen|akzeptieren)|mit werbung (?:weiter)?lesen|zustimmung erforderlich"
    r"|(?:nous respectons|le respect de) votre vie privée|accepter (?:les|et) |continuer sans accepter"
    r"|valoramos (?:su|tu) privacidad|aceptar (?:las )?cookies|rispettiamo la tua privacy"
    r"|accetta(?:re)? i cookie",
    re.IGNORECASE,
)
_BLOCKED = re.compile(
    r"just a moment|attention required|verify (?:that )?you are (?:a )?human|(?:are"
    r"|you're) (?:you )?(?:not )?a robot"
    r"|access (?:to this page has been )?denied|unusual traffic|checking your browser|pardon our interruption"
    r"|security check|request (?:was )?blocked|bot (?:protection|detection)|captcha|sind sie ein mensch"
    r"|êtes-vous un robot",
    re.IGNORECASE,
)
_BLOCKED_MARKS = (
    "cf-chl",
    "challenge-platform",
    "px-captcha",
    "captcha-delivery",
    "g-recaptcha",
    "h-captcha",
)
_SCRIPT = re.compile(
    r"(?:enable|requires?|needs?|turn on|activate|without) javascript|javascript (?:is )?(?:disabled"
    r"|required|needed"
    r"|to run|must be|muss)|javascript (?:aktivieren|einschalten)|activer javascript|habilitar javascript"
    r"|habilite javascript|abilita(?:re)? javascript",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b404\b|\b410\b|page (?:not found|can(?:no|')t be found|no longer (?:exists|available))|not found"
    r"|(?:article|story|page) (?:has been|was) (?:removed|deleted|moved)|no longer available"
    r"|seite (?:wurde )?nicht gefunden|nicht (?:mehr )?verfügbar|page (?:introuvable|non trouvée)"
    r"|página no encontrada|pagina non trovata|n'existe plus",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign up|register|log ?in|sign in) (?:now )?to (?:continue|keep|read|unlock|access|view)"
    r"|already (?:a subscriber|have an account|subscribed)|(?:this|the) (?:article|story"
    r"|content) is (?:only )?(?:for"
    r"|available to|exclusive to|reserved for) (?:\w+ )?(?:subscribers|members)|subscribers? only"
    r"|for subscribers"
    r"|to continue reading|you(?:'ve| have) reached your (?:\w+ )?(?:limit|free)|free articles?"
    r"|(?:weiterlesen|jetzt lesen) mit|(?:nur )?für abonnenten|bereits abonnent|abo abschließen"
    r"|jetzt abonnieren"
    r"|réservé aux? abonnés|déjà abonné|il vous reste .{1,20}% de cet article|pour lire la suite"
    r"|exclusivo para suscriptores|ya (?:eres|es) suscriptor|riservato agli abbonati|sei già abbonato",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:continue reading|read more|read the (?:full|whole) (?:article|story)|keep reading|weiterlesen"
    r"|lire la suite"
    r"|seguir leyendo|continua a leggere|lees verder|\[(?:…|\.\.\.)\]|\[\+\d+ chars\])\W*",
    re.IGNORECASE,
)
_TIERS = frozenset({"locked", "metered", "paid", "premium", "subscriber"})


def judge(root: Element, document: Document, data: dict[str, Any], title: str, url: str = "") -> State:
    """The state of a page whose article is `document`. `data`: its JSON-LD; `title`: what it calls itself."""
    words = document.bulk()
    shown = document.text[:4_000]
    if words < _SHORT:
        heads = " ".join((title, *map(text_of, first(root.iter("title", "h1", "h2"), 6))))
        if _is_blocked(root, heads, shown, words):
            return "blocked"
        if _CONSENT.search(heads) or "//consent." in url or (_CONSENT.search(shown) and words < _SHORT):
            return "consent"
        if _GONE.search(heads):
            return "gone"
        if words < 60 and _needs_script(root, shown):
            return "script"
    if words < _BEGINNING and (
        _is_locked(root, data) or any(map(_PAYWALL.search, _last_words(root, document)))
    ):
        return "paywalled"
    return "partial" if _is_cut(document, data, words) else ""


def told(document: Document, state: State, *, kept: bool = False) -> Document:
    """The document with its state and a sentence about it; `kept`: the text is the feed's."""
    note = clean_line(f"{NOTES[state]} {KEPT if kept else ''}") if state else ""
    return replace(document, state=state, note=note)


def _is_blocked(root: Element, heads: str, shown: str, words: int) -> bool:
    if _BLOCKED.search(heads):
        return True
    marked = any(
        mark in value
        for element in first(root.iter("script", "div", "form", "iframe"), 400)
        for value in (element.get("src") or "", element.get("id") or "", element.get("class") or "")
        for mark in _BLOCKED_MARKS
    )
    return words < 60 and (marked or bool(_BLOCKED.search(shown)))


def _needs_script(root: Element, shown: str) -> bool:
    """Whether the page says so, or is an empty frame with scripts."""
    if _SCRIPT.search(shown) or any(
        _SCRIPT.search(text_of(each)) for each in first(root.iter("noscript"), 9)
    ):
        return True
    bare = len(shown.split()) < _FRAME and next(root.iter("p"), None) is None
    return bare and next(root.iter("script"), None) is not None


def _is_locked(root: Element, data: dict[str, Any]) -> bool:
    """Whether the page's own data say that it is not free."""
    free = data.get("isAccessibleForFree")
    if free is False or (isinstance(free, str) and free.strip().lower() == "false"):
        return True
    return any(
        (meta.get("content") or "").strip().lower() in _TIERS
        for meta in first(root.iter("meta"), 500)
        if (meta.get("property") or meta.get("name") or "").lower()
        in {"article:content_tier", "content_tier", "og:article:content_tier"}
    )


def _last_words(root: Element, document: Document) -> Iterator[str]:
    """Where a paywall speaks: at the end of the text, and in elements named after it."""
    for block in document.blocks[-4:]:
        yield document.of(block)[:400]
    for element in first(root.iter("div", "section", "aside", "p"), _LOOK):
        name = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if len(name) > 1 and any(
            word in name for word in ("paywall", "piano", "subscri", "regwall", "premium")
        ):
            yield text_of(element)[:400]


def _is_cut(document: Document, data: dict[str, Any], words: int) -> bool:
    """Whether the text breaks off, or the page counts far more words than it holds."""
    last = next(
        (document.of(block).strip() for block in reversed(document.blocks) if block.end > block.start), ""
    )
    if _CUT.fullmatch(last) or (last.endswith(("[…]", "[...]")) and words < _BEGINNING):
        return True
    stated = data.get("wordCount")
    count = (
        int(stated) if isinstance(stated, int | str) and str(stated).isdigit() and len(str(stated)) < 7 else 0
    )
    return count > 2.5 * words + 100
