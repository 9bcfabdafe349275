"""Taking: what one takes out of the open article: a quote, a name, a link, its page. It shows nothing."""

from __future__ import annotations

from tui_reader.desk.newsdesk import Opened
from tui_reader.model.insight import KnownEntity, KnownQuote
from tui_reader.ui.screens.opening import Opening
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace
from tui_reader.ui.widgets.quotes_pane import speaker_of, spoken


class Taking:
    """Copies, opens in the browser, and has the full text fetched."""

    def __init__(self, view: View, opening: Opening, work: Workplace) -> None:
        self.view = view
        self._opening = opening
        self._work = work

    def copy(self) -> None:
        """Copy what one looks at: a quote with its source, a name, else title and link."""
        words, what = self._copied()
        if words:
            self.view.screen.app.copy_to_clipboard(words)
            self.view.say(f"Copied {what}")

    def _copied(self) -> tuple[str, str]:
        pane, opened = self._opening.panes.pane, self._opening.opened
        item = self.view.entities.current if pane == "entities" else None
        if isinstance(item, KnownEntity):
            return item.name, f"“{item.name}”"
        if opened is None:
            return "", ""
        quote = self._quote_at_hand()
        if quote is not None and opened.document is not None:
            said = spoken(opened.document, quote.quote)
            source = f"{opened.article.title}, {opened.article.feed_title}".rstrip(", ")
            words = f"{said}\n— {speaker_of(quote.quote)}, in: {source}"
            return (f"{words}\n{opened.article.url}".rstrip(), "the quote with its source")
        if opened.article.url:
            return opened.article.url, "the link"
        return opened.article.title, "the title"

    def _quote_at_hand(self) -> KnownQuote | None:
        if self._opening.panes.pane == "quotes":
            return self.view.quotes.current
        active = self._opening.active_quote if self._opening.panes.pane == "reader" else 0
        return next((known for known in self.view.quotes.quotes if known.id == active), None)

    def browse(self) -> None:
        """Open the article's page in the browser."""
        if self._opening.opened is None or not self._opening.opened.article.url:
            self.view.say("This article has no address")
            return
        self.browse_to(self._opening.opened.article.url)

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
