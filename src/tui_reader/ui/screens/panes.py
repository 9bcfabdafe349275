"""Panes: which pane one is in, moving within it and between them, zen, and what Esc and q go up from."""

from __future__ import annotations

from collections.abc import Callable

from tui_reader.ui.actions import PANES, Pane
from tui_reader.ui.screens.layout import LOWEST, Layout, Sizes, layout, size_of
from tui_reader.ui.screens.view import View
from tui_reader.ui.widgets.line_view import LineView


class Panes:
    """Owns the focus and the layout. `leave` is asked first by Esc and says whether it went a level up."""

    def __init__(
        self,
        view: View,
        *,
        leave: Callable[[], bool],
        entered: Callable[[Pane], None],
        fold: Callable[[str], None],
    ) -> None:
        self.view = view
        self.pane: Pane = "articles"
        self.zen = False
        self.sizes = Sizes()
        self._top: Pane = "articles"
        self._leave = leave
        self._entered = entered
        self._fold = fold
        self._layout: Layout | None = None
        self._columns = (0, 0)

    def restore(self, pane: Pane, sizes: Sizes, *, zen: bool) -> None:
        """Be where one was before a restart, before anything is laid out."""
        self.pane, self.sizes, self.zen = pane, sizes, zen
        if pane in {"articles", "quotes", "entities"}:
            self._top = pane

    # Where one is.

    def go(self, pane: Pane) -> None:
        """Bring a pane on screen and give it the focus."""
        self.settle(pane)
        self.view.panes[pane].focus(scroll_visible=False)

    def settle(self, pane: Pane) -> None:
        """Take note that a pane has the focus, however it got it."""
        changed = pane != self.pane
        self.pane = pane
        if pane in {"articles", "quotes", "entities"}:
            self._top = pane
        self.arrange()
        self.view.key_line.show(pane)
        if changed:
            self._entered(pane)

    def arrange(self) -> None:
        """Show and hide panes as the size of the screen asks for."""
        width, height = self.view.screen.size
        wanted = layout(width, height, self.pane, self._top, zen=self.zen)
        if (wanted, (width, height)) == (self._layout, self._columns):
            return
        self._layout, self._columns = wanted, (width, height)
        with self.view.screen.app.batch_update():
            self._show(wanted)
            self._share(wanted, width, height)

    def _show(self, wanted: Layout) -> None:
        view = self.view
        for pane, widget in view.panes.items():
            widget.display = pane in wanted.panes
            widget.set_class(pane == wanted.over, "-over")
        for size in ("wide", "middle", "narrow", "tiny"):
            view.screen.set_class(wanted.size == size, f"-{size}")
        view.screen.set_class(len(wanted.panes) == 1, "-alone")
        view.main.display = bool({"articles", "reader"} & wanted.panes)
        view.side.display = bool({"quotes", "entities"} & wanted.panes)

    def _share(self, wanted: Layout, width: int, height: int) -> None:
        """Give the panes their columns and rows; the reader has what is left."""
        view, sizes = self.view, self.sizes
        rows = sizes.rows(height)
        view.articles.styles.height = rows if "reader" in wanted.panes else "1fr"
        above = wanted.size == "narrow" and "reader" in wanted.panes
        view.side.styles.height = min(rows * 3 // 2, height - LOWEST) if above else "1fr"
        alone = len(wanted.panes) == 1
        if wanted.size in {"wide", "middle"} and not alone:
            view.side.styles.width = sizes.side(wanted.size, width)
            view.quotes.styles.height = sizes.quotes(height)
        else:
            view.side.styles.width = view.quotes.styles.height = "1fr"
        view.sources.styles.width = "1fr" if alone else sizes.sources(wanted.size, width)

    # Sizes.

    def wider(self) -> None:
        """Two columns more for this pane."""
        self._resize(2, 0)

    def narrower(self) -> None:
        """Two columns less."""
        self._resize(-2, 0)

    def taller(self) -> None:
        """A row more."""
        self._resize(0, 1)

    def lower(self) -> None:
        """A row less."""
        self._resize(0, -1)

    def even(self) -> None:
        """Everything as at first."""
        if not self.resize(Sizes()):
            self.view.say("They are so already")

    def _resize(self, columns: int, rows: int) -> None:
        if not self.stretch(self.pane, columns, rows):
            self.view.say("There is nothing to resize here")

    def stretch(self, pane: Pane, columns: int, rows: int, *, since: Sizes | None = None) -> bool:
        """Make a pane so much wider and taller than now or `since`; whether anything changed."""
        width, height = self.view.screen.size
        size = size_of(width, height)
        columns = columns if self._beside else 0
        return self.resize((since or self.sizes).changed(pane, size, (width, height), columns, rows))

    @property
    def _beside(self) -> bool:
        """Whether panes stand side by side; two only stand one above the other."""
        return self._layout is not None and len(self._layout.panes) > 2

    @property
    def alone(self) -> bool:
        """Whether one pane has the screen for itself."""
        return self._layout is None or len(self._layout.panes) == 1

    def resize(self, sizes: Sizes) -> bool:
        """Give the panes other sizes; whether that changed anything."""
        if sizes == self.sizes or self._layout is None or self.alone:
            return False
        self.sizes = sizes
        width, height = self.view.screen.size
        with self.view.screen.app.batch_update():
            self._share(self._layout, width, height)
        return True

    def shows(self, pane: Pane) -> bool:
        """Whether a pane is on screen."""
        return self._layout is not None and pane in self._layout.panes

    def next(self) -> None:
        """The next pane."""
        self.go(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def previous(self) -> None:
        """The previous pane."""
        self.go(PANES[(PANES.index(self.pane) - 1) % len(PANES)])

    def left(self) -> None:
        """The pane to the left; a folder that is open is folded first."""
        if self.pane == "sources":
            if (entry := self.view.sources.current) and entry.folder and not entry.folded:
                self._fold(entry.folder)
            return
        self.go(PANES[PANES.index(self.pane) - 1])

    def right(self) -> None:
        """The pane to the right; a folder that is folded is unfolded first."""
        entry = self.view.sources.current
        if self.pane == "sources" and entry and entry.kind == "folder" and entry.folded:
            self._fold(entry.folder)
        elif self.pane != PANES[-1]:
            self.go(PANES[PANES.index(self.pane) + 1])

    def sideways_left(self) -> None:
        """Scroll what is wider than the page back; where nothing is, the pane to the left."""
        if not self._sideways(-1):
            self.left()

    def sideways_right(self) -> None:
        """Scroll what is wider than the page; where nothing is, the pane to the right."""
        if not self._sideways(1):
            self.right()

    def _sideways(self, steps: int) -> bool:
        """Whether the reader shows something wide: then an arrow never leads to another pane."""
        reader = self.view.reader
        if self.pane != "reader" or reader.wide is None:
            return False
        if not reader.sideways(steps):
            self.view.say("It goes no further; h and l change the pane")
        return True

    def to_sources(self) -> None:
        """Sources."""
        self.go("sources")

    def to_articles(self) -> None:
        """Articles."""
        self.go("articles")

    def to_reader(self) -> None:
        """Reader."""
        self.go("reader")

    def to_quotes(self) -> None:
        """Quotes."""
        self.go("quotes")

    def to_entities(self) -> None:
        """Entities."""
        self.go("entities")

    def toggle_zen(self) -> None:
        """One pane alone, or all again."""
        self.zen = not self.zen
        self.arrange()

    def escape(self) -> bool:
        """One level up; False when this is the top."""
        if self.zen:
            self.toggle_zen()
        elif self._leave():
            pass
        elif self.pane in {"quotes", "entities"}:
            self.go("reader")
        elif self.pane in {"reader", "sources"}:
            self.go("articles")
        else:
            return False
        return True

    # Moving within a pane.

    @property
    def _here(self) -> LineView:
        return self.view.panes[self.pane]

    def down(self, times: int = 1) -> None:
        """A row or line down."""
        self._here.move(times)

    def up(self, times: int = 1) -> None:
        """A row or line up."""
        self._here.move(-times)

    def half_down(self, times: int = 1) -> None:
        """Half a page down."""
        self._here.page(0.5 * times)

    def half_up(self, times: int = 1) -> None:
        """Half a page up."""
        self._here.page(-0.5 * times)

    def page_down(self, times: int = 1) -> None:
        """A page down."""
        self._here.page(times)

    def page_up(self, times: int = 1) -> None:
        """A page up."""
        self._here.page(-times)

    def top(self) -> None:
        """The top."""
        self._here.top()

    def bottom(self, row: int = 0) -> None:
        """The bottom, or a row that was counted."""
        if row:
            self._here.move_to(row - 1)
        else:
            self._here.bottom()
