"""How a change reaches the terminal: only the widgets and the lines that it touches are painted.

Textual asks every widget that shares a clipping region with a change for all of its lines, ten widgets where
one letter was typed. What is written to the terminal is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, Compositor  # the one that is pinned
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

Chops = list[dict[int, Strip | None]]
"""For every line of the screen, what stands at the columns where a widget begins or ends."""


class Frugal(Compositor):
    """Puts together what widgets paint, and asks none for more than is seen of a change."""

    held = False
    """Whether nothing is painted: until there is something to be seen, a frame is work for nobody."""

    def render_update(
        self, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        """What goes to the terminal, if anything does."""
        return None if self.held else super().render_update(full, screen_stack, simplify)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last painting; None when nothing has."""
        screen = self.size.region
        changed = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        changed = [region for region in changed if region]
        if not changed:
            return None
        spans = list(self._regions_to_spans(changed))
        ends = [line[1:] for line in self.cuts]
        return ChopsUpdate(self._painted(changed, self._wanted(spans)), spans, ends)

    def _wanted(self, spans: Sequence[tuple[int, int, int]]) -> dict[int, set[int]]:
        """The pieces that a change reaches: for each of its lines, the columns where they begin."""
        wanted: dict[int, set[int]] = {}
        for y, start, end in spans:
            cuts = self.cuts[y]
            reached = {x for x, stop in pairwise(cuts) if x < end and stop > start}
            wanted.setdefault(y, set()).update(reached)
        return wanted

    def _painted(self, changed: Sequence[Region], wanted: dict[int, set[int]]) -> Chops:
        """The pieces that are wanted: where widgets lie over each other, of the one in front."""
        cuts = self.cuts
        chops: Chops = [dict.fromkeys(line[:-1]) if y in wanted else {} for y, line in enumerate(cuts)]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            columns = range(seen.x, seen.right)
            lines = [y for y in _touched(seen, changed) if any(x in columns for x in wanted[y])]
            for run in _runs(lines):
                for y, strip in zip(run, _lines(widget, region, seen, run), strict=True):
                    ours = [x for x in cuts[y] if seen.x <= x <= seen.right]
                    pieces = strip.divide([x - seen.x for x in ours[1:]])
                    for x, piece in zip(ours, pieces, strict=False):
                        if x in wanted[y]:
                            wanted[y].remove(x)
                            chops[y][x] = piece
        return chops


def _touched(seen: Region, changed: Sequence[Region]) -> list[int]:
    """The lines of a region that a change reaches, in order."""
    shared = [seen.intersection(region) for region in changed]
    return sorted({y for region in shared if region for y in region.line_range})


def _runs(lines: Sequence[int]) -> Iterator[range]:
    """Lines in order as stretches without a gap."""
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end] != lines[end - 1] + 1:
            yield range(lines[start], lines[end - 1] + 1)
            start = end


def _lines(widget: Widget, region: Region, seen: Region, run: range) -> list[Strip]:
    """What a widget shows in some lines of the screen."""
    return widget.render_lines(Region(seen.x - region.x, run.start - region.y, seen.width, len(run)))
