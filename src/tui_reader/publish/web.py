"""Articles as one HTML page that needs nothing else: no script, no remote file, every text escaped."""

from __future__ import annotations

from html import escape

from tui_reader.model.markup import html_of
from tui_reader.publish.piece import Piece, facts, shown, speaker_of, words_of

_STYLE = (
    "body{max-width:42rem;margin:3rem auto;padding:0 1rem;font:18px/1.6 Georgia,serif;"
    "background:#f6f1e6;color:#24211c}a{color:inherit}.meta{color:#676056}"
    "dt{font-weight:bold}dd{margin:0 0 1rem;padding-left:1rem;border-left:2px solid #8a5400}"
)


def web(piece: Piece) -> str:
    """One article as a page. Pictures are not carried over: opening it fetches nothing."""
    article = piece.article
    title = escape(article.title)
    source = f' · <a href="{escape(article.url)}">{escape(article.url)}</a>' if article.url else ""
    body = html_of(piece.document, pictures=False)
    meta = f'<p class="meta">{escape(" · ".join(facts(article)))}{source}</p>'
    return (
        f'<!doctype html>\n<html lang="{escape(piece.document.lang or "en")}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<article>\n<h1>{title}</h1>\n"
        f"{meta}\n{body}\n</article>\n{_said(piece)}</html>\n"
    )


def _said(piece: Piece) -> str:
    pairs = ((speaker_of(known.quote), words_of(piece.document, known.quote)) for known in shown(piece))
    rows = "".join(f"<dt>{escape(speaker)}</dt><dd>{escape(words)}</dd>\n" for speaker, words in pairs)
    return f"<section>\n<h2>Who said what</h2>\n<dl>\n{rows}</dl>\n</section>\n" if rows else ""
