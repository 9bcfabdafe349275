"""The sources pane: library, feeds in folders, files, each with what is unread in it. It lists nothing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rich.cells import cell_len
from rich.segment import Segment

from tui_reader.ui.format import fit, pad, short_count
from tui_reader.ui.shelf import Entry, Place
from tui_reader.ui.widgets.listing import Listing


class SourcesPane(Listing):
    """Lines of `shelf.entries`; the cursor skips those that cannot be chosen."""

    def __init__(self) -> None:
        super().__init__("sources", "1 Sources")
        self._entries: Sequence[Entry] = ()
        self._items: list[int] = []
        self._item_of: dict[int, int] = {}

    def show(self, entries: Sequence[Entry], current: Place | None) -> None:
        """Show other lines, with the cursor on the entry of a place; else it stays where it is."""
        if entries == self._entries:
            return
        self._entries = entries
        self._items = [y for y, entry in enumerate(entries) if entry.place is not None]
        self._item_of = {y: item for item, y in enumerate(self._items)}
        self.recount()
        if current is not None:
            self.point_at(current)
        feeds = sum(entry.kind == "feed" for entry in entries)
        self.note(f"{feeds:,}" if feeds else "")

    def point_at(self, place: Place) -> None:
        """Put the cursor on a place, when it is here; a folder of one source shares its place with it."""
        here = self.current
        if here is not None and here.place is not None and here.place.query == place.query:
            return
        index = self.index_of(place)
        if index is not None:
            self.set_cursor(index)

    def index_of(self, place: Place) -> int | None:
        """The item of a place, by its query."""
        for item, y in enumerate(self._items):
            shown = self._entries[y].place
            if shown is not None and shown.query == place.query:
                return item
        return None

    def places(self) -> list[Entry]:
        """All that can be listed, in order."""
        return [self._entries[y] for y in self._items]

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entry(self.cursor)

    def entry(self, item: int) -> Entry | None:
        """The entry of an item."""
        return self._entries[self._items[item]] if 0 <= item < len(self._items) else None

    @property
    def line_count(self) -> int:
        """Headings and blank lines included."""
        return len(self._entries)

    @property
    def item_count(self) -> int:
        """What can be chosen."""
        return len(self._items)

    def item_at(self, y: int) -> int | None:
        """The item of a line, None for headings."""
        return self._item_of.get(y)

    def lines_of(self, item: int) -> range:
        """An item is one line."""
        y = self._items[item]
        return range(y, y + 1)

    def line_key(self, y: int) -> Hashable:
        """The entry itself."""
        return self._entries[y]

    def line(self, y: int, width: int) -> list[Segment]:
        """A heading, or fold mark, name and count."""
        entry, paint = self._entries[y], self.palette
        if entry.kind in {"section", "blank"}:
            return [Segment(entry.label, paint.muted)]
        current = self.item_at(y) == self.cursor
        count = short_count(entry.count) if entry.count else ""
        mark = ("▸ " if entry.folded else "▾ ") if entry.kind == "folder" else "  " * entry.depth
        room = max(width - 6, 1)
        name = fit(mark + entry.label, room)
        style = paint.fail if entry.error else paint.title if current else paint.ink
        style_count = paint.unread if entry.fresh and entry.count else paint.muted
        if entry.error and not count:
            count, style_count = "!", paint.fail
        gap = " " * max(width - 2 - cell_len(name) - len(count), 1)
        return [
            Segment(name, style),
            Segment(gap, paint.ink),
            Segment(pad(count, len(count) + 2), style_count),
        ]
