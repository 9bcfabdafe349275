"""Opening: the article shown, its quotes and entities, and what one does with them. It lists nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace

from textual.timer import Timer

from tui_reader.desk.newsdesk import Opened
from tui_reader.model.insight import KnownEntity, KnownQuote, RelatedArticle
from tui_reader.ui.screens.browsing import Browsing
from tui_reader.ui.screens.emptiness import NOTHING, WELCOME, sides
from tui_reader.ui.screens.panes import Panes
from tui_reader.ui.screens.unread import Unread
from tui_reader.ui.screens.view import View
from tui_reader.ui.screens.workplace import Workplace

REST = 0.08
"""Seconds the cursor must rest before the panes follow it."""
IDLE = 0.4
"""Seconds of rest before the neighbours are prepared."""
READ_AFTER = 2.0
"""Seconds in the reader after which an article counts as read."""
KEPT = 32
MOST = 500
"""Steps through quotes or entities that one key takes at most."""


class Opening:
    """Owns the open article. `mark_read` is called when an article has been opened in earnest."""

    def __init__(
        self,
        view: View,
        browsing: Browsing,
        work: Workplace,
        mark_read: Callable[[int], None],
    ) -> None:
        self.view = view
        self.opened: Opened | None = None
        self.active_quote = 0
        self.active_entity = 0
        self.panes: Panes
        self.unread: Unread
        self.page_of: Callable[[int], object]
        self._browsing = browsing
        self._work = work
        self._mark_read = mark_read
        self._ready: OrderedDict[int, Opened] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._rest: Timer | None = None
        self._idle: Timer | None = None
        self._linger: Timer | None = None

    # Showing.

    def follow(self) -> None:
        """The cursor is on another article: show it once the cursor rests."""
        self._rest = self._restart(self._rest, REST, self._arrive)

    def _restart(self, timer: Timer | None, after: float, then: Callable[[], None]) -> Timer:
        if timer is not None:
            timer.stop()
        return self.view.screen.set_timer(after, then)

    def _arrive(self) -> None:
        current = self.view.articles.current
        if current != self.shown or not current:
            self.show(current)
        self._idle = self._restart(self._idle, IDLE, self._prepare_neighbours)

    @property
    def shown(self) -> int:
        """The id of the article on show, 0 for none."""
        return self.opened.article.id if self.opened else 0

    def now(self) -> None:
        """Show the article under the cursor without waiting for rest."""
        if self._rest is not None:
            self._rest.stop()
        current = self.view.articles.current
        if current != self.shown or not current:
            self.show(current)

    def restore(self, article_id: int, offset: int) -> None:
        """Show what was shown before a restart, where one was in it."""
        if self._rest is not None:
            self._rest.stop()
        if article_id and article_id != self.shown:
            self.show(article_id)
        if self.shown == article_id:
            self.view.reader.return_to(offset)

    def show(self, article_id: int, *, keep: bool = False) -> None:
        """Show an article in the reader and the side panes; with `keep` nothing moves that is still there."""
        view = self.view
        before = self.shown
        self.opened = opened = self._get(article_id) if article_id else None
        if self.shown != before:
            self.active_quote = self.active_entity = 0
            self._light()
        view.reader.show(opened, now=view.now, keep_place=keep)
        if opened is None:
            view.reader.message(NOTHING if view.desk.config.sources else WELCOME)
            view.quotes.empty, view.entities.empty = sides(None)
            view.quotes.show(None, ())
            view.entities.show((), ())
            return
        view.quotes.empty, view.entities.empty = sides(opened)
        view.quotes.show(opened.document, opened.quotes, keep=keep)
        view.entities.show(opened.entities, opened.related, keep=keep)
        view.reader.highlight(self.search_terms())
        if keep and self.active_quote:
            view.reader.select_quote(self.active_quote, scroll=False)
        elif keep and self.active_entity:
            view.reader.select_entity(self.active_entity, scroll=False)
        text = (article_id, opened.article.revision_id)
        if not opened.analysed and text not in self._asked:
            self._asked.add(text)
            self._work.look_at([article_id])
        self.linger()

    def search_terms(self) -> list[str]:
        """The words of the search whose hits are listed."""
        return self._browsing.terms()

    def _get(self, article_id: int) -> Opened | None:
        opened = self._ready.get(article_id) or self.view.ask(self.view.desk.open, None, article_id)
        if opened is not None:
            self._ready[article_id] = opened
            self._ready.move_to_end(article_id)
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        return opened

    def _prepare_neighbours(self) -> None:
        """Read the articles around the cursor one at a time, so that the next step finds them ready."""
        articles = self.view.articles
        for index in (articles.cursor + 1, articles.cursor - 1, articles.cursor + 2):
            if 0 <= index < len(articles.ids) and articles.ids[index] not in self._ready:
                if self._get(articles.ids[index]) is not None:
                    self._idle = self._restart(self._idle, REST, self._prepare_neighbours)
                return

    def outdated(self, ids: Iterable[int] | None = None) -> None:
        """Forget what was prepared of these articles, or of all, and show the open one as it is now."""
        wanted = set(self._ready if ids is None else ids)
        for article_id in wanted:
            self._ready.pop(article_id, None)
        before = self.opened
        if before is None or before.article.id not in wanted:
            return
        after = self._get(before.article.id)
        if after is None or replace(before, status=after.status) != after:
            self.show(before.article.id, keep=True)
        else:
            self.opened = after

    # Reading.

    def linger(self) -> None:
        """Count an article as read when one stays two seconds with it in the reader."""
        if self._linger is not None:
            self._linger.stop()
        if self.panes.pane == "reader" and self.opened and not self.opened.status.read:
            article_id = self.shown
            self._linger = self.view.screen.set_timer(READ_AFTER, lambda: self._lingered(article_id))

    def _lingered(self, article_id: int) -> None:
        if self.panes.pane == "reader" and self.shown == article_id:
            self._read(article_id)

    def _read(self, article_id: int) -> None:
        """It is opened in earnest: mark it as read, and put it on the way back."""
        self._mark_read(article_id)
        self.view.run(self.view.desk.visit(article_id), "more")

    def entered(self) -> None:
        """The focus came to another pane; in the list the reader follows the cursor again."""
        if self.panes.pane == "articles":
            self.follow()
        self.linger()

    def page(self) -> None:
        """Page the reader; at its end mark read and open the next unread article."""
        self.now()
        if self._bring_reader() or self.view.reader.page_forward():
            return
        if self.shown:
            self._read(self.shown)
        self.unread.next()
        self.now()

    def page_back(self) -> None:
        """Page the reader back."""
        self.view.reader.page_back()

    # Quotes and entities.

    def _bring_reader(self) -> bool:
        """Show the article under the cursor, and the reader where only one pane has room; whether it came."""
        self.now()
        hidden = bool(self.shown) and not self.panes.shows("reader")
        if hidden:
            self.panes.go("reader")
        return hidden

    def next_quote(self, times: int = 1) -> None:
        """The next quote, wherever one is."""
        self._bring_reader()
        for _ in range(min(times, MOST)):
            self.view.reader.next_quote(1)

    def previous_quote(self, times: int = 1) -> None:
        """The previous quote."""
        self._bring_reader()
        for _ in range(min(times, MOST)):
            self.view.reader.next_quote(-1)

    def next_entity(self, times: int = 1) -> None:
        """The next entity."""
        self._bring_reader()
        for _ in range(min(times, MOST)):
            self.view.reader.next_entity(1)

    def previous_entity(self, times: int = 1) -> None:
        """The previous entity."""
        self._bring_reader()
        for _ in range(min(times, MOST)):
            self.view.reader.next_entity(-1)

    def point_at_quote(self) -> None:
        """The cursor of the quotes pane moved: the reader scrolls there."""
        known = self.view.quotes.current
        self.view.quotes.explain(None)
        self._activate_quote(known.id if known else 0)

    def point_at_entity(self) -> None:
        """The cursor of the entities pane moved: the reader lights its mentions."""
        entity = self.view.entities.entity
        self.active_quote, self.active_entity = 0, entity.id if entity else 0
        self._light()
        self.view.reader.select_entity(self.active_entity or None)

    def _activate_quote(self, quote_id: int) -> None:
        self.active_quote, self.active_entity = quote_id, 0
        self._light()
        self.view.reader.select_quote(quote_id or None)

    def quote_active(self, quote_id: int) -> None:
        """The reader pane made a quote the active one: the quotes pane follows."""
        self.active_quote, self.active_entity = quote_id, 0 if quote_id else self.active_entity
        self.view.quotes.point_at(quote_id)
        self._light()

    def _light(self) -> None:
        self.view.quotes.light(on=bool(self.active_quote))
        self.view.entities.light(on=bool(self.active_entity))

    def entity_active(self, entity_id: int) -> None:
        """The reader pane made an entity the active one: the entities pane follows."""
        self.active_entity, self.active_quote = entity_id, 0 if entity_id else self.active_quote
        self.view.entities.point_at(entity_id)
        self._light()

    def leave(self) -> bool:
        """Esc: shut an explanation, else let go of what is active; False when there is neither."""
        if self.view.quotes.explained is not None:
            self.view.quotes.explain(None)
        elif self.panes.pane == "reader" and (self.active_quote or self.active_entity):
            self._activate_quote(0)
            self.view.reader.select_entity(None)
        else:
            return False
        return True

    def quote_at_hand(self) -> KnownQuote | None:
        """The quote under the cursor of its pane, or the active one in the reader."""
        if self.panes.pane == "quotes":
            return self.view.quotes.current
        active = self.active_quote if self.panes.pane == "reader" else 0
        return next((known for known in self.view.quotes.quotes if known.id == active), None)

    # Enter.

    def enter(self) -> None:
        """Open what the cursor is on."""
        {
            "sources": self.enter_source,
            "articles": self.enter_article,
            "reader": self.enter_active,
            "quotes": self.enter_quote,
            "entities": self.enter_entity,
        }[self.panes.pane]()

    def enter_source(self) -> None:
        """A folder folds, anything else is listed."""
        entry = self.view.sources.current
        if entry is None:
            return
        if entry.kind == "folder":
            self._browsing.fold(entry.folder)
            return
        self._browsing.preview(entry)
        self.panes.go("articles")

    def enter_article(self) -> None:
        """Read it."""
        self.now()
        if self.shown:
            self._read(self.shown)
            self.panes.go("reader")

    def enter_active(self) -> None:
        """In the reader: the active quote says why, the active entity has its page opened; else a page on."""
        quote, entity = self.active_quote, self.active_entity
        if quote:
            self.view.quotes.point_at(quote)
            self.panes.go("quotes")
            self.view.quotes.explain(self.view.quotes.cursor)
        elif entity:
            self.page_of(entity)
        else:
            self.page()

    def enter_quote(self) -> None:
        """Its place in the text; once more, why this speaker."""
        quotes = self.view.quotes
        if quotes.current is None:
            return
        if self.active_quote == quotes.current.id:
            quotes.explain(None if quotes.explained == quotes.cursor else quotes.cursor)
            return
        self._activate_quote(quotes.current.id)
        if not self.panes.shows("reader"):
            self.panes.go("reader")

    def enter_entity(self) -> None:
        """The page of an entity, or a related article, is opened."""
        item = self.view.entities.current
        if isinstance(item, KnownEntity):
            self.page_of(item.id)
        elif isinstance(item, RelatedArticle):
            self.open(item.id)

    def open(self, article_id: int) -> None:
        """Open an article, in the list when it is there."""
        self._go_to(article_id)
        self._read(article_id)

    def _go_to(self, article_id: int) -> None:
        if self.view.articles.holds(article_id):
            self.view.articles.set_cursor(self.view.articles.index_of(article_id))
        self.show(article_id)
        self.panes.go("reader")

    def back(self) -> None:
        """The article that was opened before, also in an earlier session."""
        self.view.run(self._travel(back=True), "more")

    def forward(self) -> None:
        """The article from which `back` came."""
        self.view.run(self._travel(back=False), "more")

    async def _travel(self, *, back: bool) -> None:
        desk = self.view.desk
        found = await (desk.go_back() if back else desk.go_forward())
        if found is None:
            self.view.say("There is nothing further this way")
        else:
            self._go_to(found)

    def filter_entity(self) -> None:
        """List the articles about the entity under the cursor, or about the speaker of the quote."""
        known = self.view.quotes.current if self.panes.pane == "quotes" else None
        if known is not None and known.entity_id:
            self.list_entity(known.entity_id)
        elif known is not None:
            self.view.say("This speaker is nobody the library knows")
        elif self.view.entities.entity is not None:
            self.list_entity(self.view.entities.entity.id)

    def list_entity(self, entity_id: int) -> None:
        """List the articles about an entity."""
        card = self.view.ask(self.view.desk.entity, None, entity_id)
        if card is not None:
            self._browsing.about(card.name, card.id)
