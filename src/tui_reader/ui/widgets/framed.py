"""The lines of a view between the sides of its frame, put together once a line and not once a paint.

What stands above and below them, titles and notes, Textual paints.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual._border import get_box  # the one that is pinned
from textual.color import Color
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands left and right of every line, and the ground under it."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    ground: Color

    def around(self, line: Strip, width: int) -> Strip:
        """A line as wide as the inside between both sides; `width` is that of all of it."""
        return Strip([*self.left, *line, *self.right], width)


def frame_of(widget: Widget) -> Frame | None:
    """The sides of a widget as its style sheet has them; None when that asks for more than sides."""
    styles = widget.styles
    faded = widget.opacity != 1.0 or styles.text_opacity != 1.0 or styles.tint.a
    if faded or styles.has_rule("hatch") or any(kind for kind, _ in styles.outline):
        return None
    beneath, ground = widget.background_colors
    inner, outer = Style(background=beneath + ground), Style(background=beneath)
    _, (right, right_color), _, (left, left_color) = styles.border
    padding = styles.padding
    before = [get_box(left, inner, outer, Style(foreground=beneath + left_color))[1][0]] if left else []
    after = [get_box(right, inner, outer, Style(foreground=beneath + right_color))[1][2]] if right else []
    if padding.left:
        before.append(Segment(" " * padding.left, inner.rich_style))
    if padding.right:
        after.insert(0, Segment(" " * padding.right, inner.rich_style))
    return Frame(tuple(before), tuple(after), ground)
