"""Dossier: the page of one person, organisation or place.

It changes nothing by itself: whoever opened it is asked to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_reader.desk.dossiers import ASSOCIATES, SAID, Dossier
from tui_reader.desk.newsdesk import Newsdesk
from tui_reader.model.article import ArticleRow
from tui_reader.model.insight import Associate, SaidIn
from tui_reader.store.watching import EntityMark
from tui_reader.ui.format import age, counted, fit, sparkline
from tui_reader.ui.screens.over import Over
from tui_reader.ui.theme import Palette
from tui_reader.ui.widgets.dossier_view import DossierView, Row
from tui_reader.ui.widgets.line_view import LineView

ARTICLES = 200
"""The newest articles stand on the page; `F` lists all."""
MOST_ALIASES = 6
BETWEEN = 3
"""Cells between the names of tabs."""

Tab = Literal["articles", "associates", "by", "about"]
TABS: dict[Tab, str] = {
    "articles": "Articles",
    "associates": "Mentioned with",
    "by": "Said",
    "about": "Said about",
}
_NOTHING: dict[Tab, str] = {
    "articles": "No article mentions it any more.",
    "associates": "Nobody is mentioned with it more often than by chance.",
    "by": "No quotes by it.",
    "about": "Nobody is quoted on it.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen on the page: open an article (at a quote), or list all articles of an entity."""

    entity: int
    article: int = 0
    quote: int = 0


class DossierScreen(Over["Wish | None"]):
    """Tabs by h and l, Enter opens a row, Esc goes back to the page before or closes."""

    DEFAULT_CSS = """
    DossierScreen { align: center middle; background: $background 60%; }
    #dossier { width: 104; max-width: 100%; height: 92%; border: round $muted; background: $surface;
        border-title-color: $accent; border-title-style: bold; border-title-background: $surface;
        border-subtitle-color: $muted; border-subtitle-background: $surface; }
    #dossier-head { height: auto; padding: 0 1; background: $surface; }
    #dossier-rows { height: 1fr; background: $surface; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,less_than_sign", "back", show=False),
        Binding("h,left,shift+tab", "tab(-1)", show=False),
        Binding("l,right,tab", "tab(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("F", "list", show=False),
        Binding("asterisk", "mark('watched')", show=False),
        Binding("H", "mark('hidden')", show=False),
    ]

    def __init__(
        self, desk: Newsdesk, entity_id: int, toggle: Callable[[int, EntityMark, bool], object]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._toggle = toggle
        self._trail = [entity_id]
        self.found: Dossier | None = None
        self.tab: Tab = "articles"
        self._rows: dict[Tab, list[Row]] = {}
        self.view = DossierView()
        self.head = Static(id="dossier-head")

    def compose(self) -> ComposeResult:
        """A head above the rows."""
        with Vertical(id="dossier") as frame:
            frame.border_subtitle = Content("h l tabs · F all articles · * watch · H hide · Esc")
            yield self.head
            yield self.view

    def on_mount(self) -> None:
        """Show the entity it was opened for."""
        self.view.focus()
        self._go()

    def on_resize(self) -> None:
        """The head is cut to the new width."""
        self._paint_head()

    # Showing.

    def _go(self) -> None:
        """Read the page that the trail ends with: off the event loop, for some names are everywhere."""
        self.run_worker(self._open(self._trail[-1]), exclusive=True, exit_on_error=False)

    async def _open(self, entity_id: int) -> None:
        page = await self._desk.dossier(entity_id, ARTICLES)
        if page is None:
            self.notify("It is gone from the library", markup=False)
            self.dismiss(None)
            return
        self.found, articles = page
        self._rows = {"articles": list(articles), "associates": list(self.found.associates)}
        self.query_one("#dossier", Vertical).border_title = Content(self.found.card.name)
        self._show("articles")
        await self._quotes(entity_id)

    async def _quotes(self, entity_id: int) -> None:
        """Quotes take longer than a frame, so they come after the page."""
        by = await self._desk.said(entity_id, "by")
        about = await self._desk.said(entity_id, "about")
        self._rows |= {"by": list(by), "about": list(about)}
        self._show(self.tab) if self.tab in {"by", "about"} else self._paint_head()

    def refresh_marks(self) -> None:
        """Show whether it is watched or hidden now."""
        self.run_worker(self._marks(self._trail[-1]), group="marks", exclusive=True, exit_on_error=False)

    async def _marks(self, entity_id: int) -> None:
        page = await self._desk.dossier(entity_id, 0)
        if page is not None and entity_id == self._trail[-1]:
            self.found = page[0]
            self._paint_head()

    def _show(self, tab: Tab) -> None:
        self.tab = tab
        self.view.empty = _NOTHING[tab] if tab in self._rows else "Looking for quotes …"
        self.view.show(self._rows.get(tab, []), self._desk.now())
        self._paint_head()

    def _paint_head(self) -> None:
        if self.found is not None:
            width = max(self.head.size.width - 2, 20)
            counts = {tab: _count(len(rows)) for tab, rows in self._rows.items()}
            counts |= {"articles": f"{self.found.card.articles:,}", "by": f"{self.found.card.quotes:,}"}
            self.head.update(head(self.found, self.tab, counts, width, self.view.palette, self._desk.now()))

    # Keys.

    def action_back(self) -> None:
        """The page before, or close."""
        self._trail.pop()
        if self._trail:
            self._go()
        else:
            self.dismiss(None)

    def action_tab(self, step: int) -> None:
        """The next tab, or the one before."""
        names = list(TABS)
        self._show(names[(names.index(self.tab) + step) % len(names)])

    @property
    def moved(self) -> DossierView:
        """The rows of the tab."""
        return self.view

    def action_list(self) -> None:
        """All its articles, in the list of the main screen."""
        self.dismiss(Wish(self._trail[-1]))

    def action_mark(self, mark: EntityMark) -> None:
        """Watch or hide it, or no longer."""
        if self.found is not None:
            on = self.found.watched if mark == "watched" else self.found.hidden
            self._toggle(self._trail[-1], mark, not on)

    def action_choose(self) -> None:
        """Open the row: an article, another entity's page, a quote in its article."""
        row = self.view.current
        if isinstance(row, Associate):
            self._trail.append(row.id)
            self._go()
        elif isinstance(row, ArticleRow):
            self.dismiss(Wish(self._trail[-1], row.id))
        elif isinstance(row, SaidIn):
            self.dismiss(Wish(self._trail[-1], row.known.article_id, row.known.id))

    @on(LineView.Chosen)
    def _chosen(self, event: LineView.Chosen) -> None:
        event.stop()
        self.action_choose()


def _count(rows: int) -> str:
    """How many rows a tab has; more may be known than were read."""
    return f"{rows}+" if rows >= min(ASSOCIATES, SAID) else str(rows)


def head(found: Dossier, tab: Tab, counts: dict[Tab, str], width: int, look: Palette, now: int) -> Text:
    """What stands above the rows: facts, names, weeks, tabs."""
    card = found.card
    facts = [
        "watched" if found.watched else "",
        "hidden" if found.hidden else "",
        card.kind,
        counted(card.articles, "article"),
        counted(card.quotes, "quote") if card.quotes else "",
        f"first {age(now, card.first_seen)}",
        f"last {age(now, card.last_seen)}" if card.articles > 1 else "",
    ]
    text = Text(no_wrap=True, end="")
    text.append(fit(" · ".join(fact for fact in facts if fact), width), look.muted)
    if card.aliases:
        text.append("\n" + fit("also " + ", ".join(card.aliases[:MOST_ALIASES]), width), look.muted)
    if card.articles > 1 and len(found.weeks) > 1:
        bars = sparkline(found.weeks, min(len(found.weeks), width - 12))
        told = f"{bars}  {counted(len(found.weeks), 'week')}, {max(found.weeks):,} articles in the busiest"
        text.append("\n" + fit(told, width), look.muted)
    text.append("\n\n")
    titles = {name: f"{title} {counts[name]}" if name in counts else title for name, title in TABS.items()}
    if sum(map(len, titles.values())) + BETWEEN * (len(titles) - 1) > width:
        titles = TABS | {tab: titles[tab]}
    for name, title in titles.items():
        text.append(title, look.title if name == tab else look.muted)
        text.append(" " * BETWEEN)
    text.rstrip()
    return text
