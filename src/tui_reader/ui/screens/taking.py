"""Taking: what one takes out of the open article: a quote, a name, a link, its page. It shows nothing."""

from __future__ import annotations

from tui_reader.desk.newsdesk import Opened
from tui_reader.model.insight import KnownEntity, KnownQuote
from tui_reader.ui.screens.marking import Marking
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.widgets.quotes_pane import speaker_of, spoken


class Taking:
    """Copies, opens in the browser, and has the full text fetched."""

    def __init__(self, view: View, opening: Opening, marking: Marking, work: Workplace) -> None:
        self.view = view
        self._opening = opening
        self._marking = marking
        self._work = work

    def copy(self) -> None:
        """Copy what one looks at: a quote with its source, a name, else the link, else the title."""
        self._copy(markdown=False)

    def copy_markdown(self) -> None:
        """The same as Markdown."""
        self._copy(markdown=True)

    def _copy(self, *, markdown: bool) -> None:
        words, what = self._several(markdown=markdown) or self._copied(markdown=markdown)
        if words:
            self.view.copy(words)
            self.view.say(f"Copied {what}")

    def _several(self, *, markdown: bool) -> tuple[str, str] | None:
        """The links of the articles that are selected."""
        ids = self._marking.targets()
        if len(ids) < 2:
            return None
        found = [opened for one in ids if (opened := self.view.ask(self.view.desk.open, None, one))]
        lines = [
            f"- {link(opened)}" if markdown else opened.article.url or opened.article.title
            for opened in found
        ]
        self.view.articles.select(None)
        return "\n".join(lines), f"{len(lines):,} links"

    def _copied(self, *, markdown: bool) -> tuple[str, str]:
        pane = self._opening.panes.pane
        item = self.view.entities.current if pane == "entities" else None
        if isinstance(item, KnownEntity):
            return item.name, f"“{item.name}”"
        self._opening.now()
        opened = self._opening.opened
        if opened is None:
            return "", ""
        quote = self._opening.quote_at_hand()
        if quote is not None and opened.document is not None:
            return quoted(opened, quote, markdown=markdown), "the quote with its source"
        if markdown:
            return link(opened), "the link as Markdown"
        return (opened.article.url, "the link") if opened.article.url else (opened.article.title, "the title")

    def browse(self) -> None:
        """Open the article's page in the browser."""
        self._opening.now()
        if self._opening.opened is None or not self._opening.opened.article.url:
            self.view.say("This article has no address")
            return
        self.browse_to(self._opening.opened.article.url)

    def browse_and_read(self) -> None:
        """The same, and mark it as read."""
        self.browse()
        if self._opening.shown:
            self._marking.read(self._opening.shown)

    def browse_to(self, url: str) -> None:
        """Open an address in the browser."""
        self._work.browse(url)

    def full_text(self) -> None:
        """Fetch the whole page of the article; when that is shown, go back to what the feed gave."""
        opened = self._opening.opened
        if opened is None or not opened.article.url or opened.revision_kind == "file":
            self.view.say("There is no page to fetch for this article")
        else:
            self.view.run(self._other_text(opened), "more")

    async def _other_text(self, opened: Opened) -> None:
        article_id, kind = opened.article.id, opened.revision_kind
        if await self.view.desk.show_revision(article_id, "feed" if kind == "page" else "page"):
            self._opening.outdated([article_id])
            self.view.say("Showing what the feed gave" if kind == "page" else "Showing the full text")
        elif kind == "page":
            self.view.say("The feed gave no text of its own")
        else:
            await self._work.fetch_page(article_id)


def link(opened: Opened) -> str:
    """An article as a link in Markdown; nothing in its title or address ends the link early."""
    title = opened.article.title or "Untitled"
    for mark in "\\[]*_`<>":
        title = title.replace(mark, f"\\{mark}")
    url = opened.article.url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{title}](<{url}>)" if url else title


def quoted(opened: Opened, known: KnownQuote, *, markdown: bool) -> str:
    """A quote with who said it and where it stands."""
    assert opened.document is not None
    said, who = spoken(opened.document, known.quote), speaker_of(known.quote)
    if markdown:
        return f"> {said}\n>\n> — {who}, {link(opened)}"
    source = f"{opened.article.title}, {opened.article.feed_title}".rstrip(", ")
    return f"{said}\n— {who}, in: {source}\n{opened.article.url}".rstrip()
