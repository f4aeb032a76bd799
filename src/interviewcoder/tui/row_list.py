"""A long list on the screen: one line a row, drawn only where it is seen, a cursor on one of them.

A widget of its own on the line API, so that 20,000 quotations scroll as twenty do. Owns drawing and moving; what a
row says is asked of the screen when it comes into sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from interviewcoder.tui.safe import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

_KEPT: Final = 500


class RowList(ScrollView, can_focus=True):
    """Rows of one line each."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowList { background: $background; overflow-x: hidden; text-wrap: nowrap; }
    RowList > .rows--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,d", "page(1)", show=False),
        Binding("pageup,D", "page(-1)", show=False),
        Binding("home", "move(-100000000)", show=False),
        Binding("end,G", "move(100000000)", show=False),
    ]

    class Moved(Message):
        """The cursor is on another row, or the rows are others."""

    class Chosen(Message):
        """The row under the cursor was clicked twice."""

    def __init__(self) -> None:
        super().__init__(id="rows")
        self.row = 0
        self._n = 0
        self._draw: Callable[[int, int], Content] = lambda _row, _width: Content("")
        self._strips: dict[tuple[int, bool], Strip] = {}

    def show(self, n: int, draw: Callable[[int, int], Content], row: int = 0) -> None:
        """Show `n` rows; ``draw(row, width)`` gives a row's line when it is first seen. The cursor goes to `row`."""
        self._n, self._draw = n, draw
        self.row = min(max(0, row), max(0, n - 1))
        self.virtual_size = Size(self.size.width, n)
        self._strips.clear()
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Draw to the new width, the row staying in view."""
        self.virtual_size = Size(self.size.width, self._n)
        self._strips.clear()
        self._reveal()

    def notify_style_update(self) -> None:
        """Forget what was drawn in another theme."""
        super().notify_style_update()
        self._strips.clear()

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        if self._n:
            self._go(min(max(0, self.row + rows), self._n - 1))

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_move(pages * max(1, self.size.height - 1))

    def _go(self, row: int) -> None:
        self.row = row
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        top, room = round(self.scroll_offset.y), max(1, self.size.height)
        if self.row < top:
            self.scroll_to(y=self.row, animate=False, force=True)
        elif self.row >= top + room:
            self.scroll_to(y=self.row - room + 1, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked; twice is enter."""
        row = event.y + round(self.scroll_offset.y)
        if 0 <= row < self._n:
            self._go(row)
            if event.chain == 2:
                self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """Give a line of the screen."""
        row, width, base = y + round(self.scroll_offset.y), self.size.width, self.rich_style
        if row >= self._n:
            return Strip.blank(width, base)
        at_cursor = row == self.row
        if (row, at_cursor) not in self._strips:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            line = joined(" ", self._draw(row, width - 2))
            strips = Visual.to_strips(self, line, width, 1, self.visual_style)
            strip = strips[0] if strips else Strip.blank(width, base)
            strip = strip.adjust_cell_length(width, base)
            if at_cursor:
                strip = strip.apply_style(self.get_component_rich_style("rows--cursor", partial=True))
            self._strips[row, at_cursor] = strip
        return self._strips[row, at_cursor]
