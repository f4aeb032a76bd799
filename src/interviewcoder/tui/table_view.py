"""A table on the screen: headings and first column stay in sight, a cursor on a cell, rows under group headings.

A widget of its own on the line API, so that it stays quick with hundreds of rows. Owns drawing and moving;
what the cells say and what enter does is the screen's. The cursor is kept by the keys of row and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from interviewcoder.domain.text import shown
from interviewcoder.tui.layout import cells
from interviewcoder.tui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

HEAD: Final = 2
"""Lines of headings: the title, and what kind of thing the column holds."""
_NARROWEST: Final = 6
_MOST: Final = (34, 26, 20, 16)
"""Cells a column takes at most: as many as let all columns fit."""
_CROWDED: Final = 20
"""Cells a column takes at most when they cannot fit whatever is done."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` tells it from others, `note` stands below the title."""

    key: str
    title: str
    note: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell a column. One without a `key` is a heading: its only cell is the name of a group."""

    key: str
    cells: tuple[str, ...]


class TableView(ScrollView, can_focus=True):
    """Rows and columns of short texts."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TableView { background: $background; overflow-x: hidden; }
    TableView > .table--head { text-style: bold; }
    TableView > .table--group { text-style: bold; color: $text-accent; }
    TableView > .table--quiet { text-style: dim; }
    TableView > .table--cursor { text-style: reverse bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--group",
        "table--quiet",
        "table--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1,0)", show=False),
        Binding("up,k", "move(-1,0)", show=False),
        Binding("right,l", "move(0,1)", show=False),
        Binding("left,h", "move(0,-1)", show=False),
        Binding("pagedown,d", "move(12,0)", show=False),
        Binding("pageup,D", "move(-12,0)", show=False),
        Binding("home", "move(-100000,0)", show=False),
        Binding("end,G", "move(100000,0)", show=False),
    ]

    class Moved(Message):
        """The cursor is on another cell."""

    class Chosen(Message):
        """The cell under the cursor was clicked twice."""

    def __init__(self) -> None:
        super().__init__(id="table")
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[Row] = ()
        self.row = self.column = 0
        self._left = 1
        self._widths: list[int] = []

    # What is shown, and where the cursor is

    def show(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Show a table; the cursor stays on its row and column, or where they were."""
        row, column = self.row_key, self.column_key
        self.columns, self.rows = columns, rows
        self._measure()
        self.row = min(self.row, max(0, len(rows) - 1))
        self.column = min(self.column, max(0, len(columns) - 1))
        self.go(row, column)

    def go(self, row: str, column: str = "") -> None:
        """Put the cursor on a row and a column, as far as they are there."""
        self.row = next((n for n, known in enumerate(self.rows) if known.key == row != ""), self.row)
        self.column = next((n for n, known in enumerate(self.columns) if known.key == column), self.column)
        if self.rows and not self.row_key:
            self.row = self._selectable(self.row, 1)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    @property
    def row_key(self) -> str:
        """The key of the row under the cursor, empty without one."""
        return self.rows[self.row].key if self.row < len(self.rows) else ""

    @property
    def column_key(self) -> str:
        """The key of the column under the cursor, empty without one."""
        return self.columns[self.column].key if self.column < len(self.columns) else ""

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor; headings are stepped over."""
        if not self.rows:
            return
        if rows:
            self.row = self._selectable(self.row + rows, 1 if rows > 0 else -1)
        self.column = min(max(0, self.column + columns), max(0, len(self.columns) - 1))
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def _selectable(self, row: int, step: int) -> int:
        """Give the row nearest to `row` that is no heading, looking in the direction of the step first."""
        row = min(max(0, row), len(self.rows) - 1)
        onward = range(row, len(self.rows)) if step > 0 else range(row, -1, -1)
        back = range(row, -1, -1) if step > 0 else range(row, len(self.rows))
        return next((n for n in (*onward, *back) if self.rows[n].key), row)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked; twice is enter."""
        row = event.y - HEAD + round(self.scroll_offset.y)
        if event.y < HEAD or not 0 <= row < len(self.rows) or not self.rows[row].key:
            return
        self.row, self.column = row, self._column_at(event.x)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())
        if event.chain == 2:
            self.post_message(self.Chosen())

    def _column_at(self, x: int) -> int:
        end = 0
        for n in self._in_sight:
            end += self._widths[n]
            if x < end:
                return n
        return self._in_sight[-1]

    # Measures

    def on_resize(self) -> None:
        """Keep the cell in view."""
        self._measure()
        self._reveal()

    def _measure(self) -> None:
        """Give each column the room its cells want, less of it when not all fit."""
        self.virtual_size = Size(self.size.width, len(self.rows) + HEAD)
        wanted = []
        for n, column in enumerate(self.columns):
            texts = [column.title, column.note, *(row.cells[n] for row in self.rows if row.key)]
            wanted.append(max(_NARROWEST, *map(cells, map(shown, texts))) + 2)
        if not wanted:
            self._widths = []
            return
        first = min(wanted[0], max(18, self.size.width * 3 // 10))
        room = self.size.width - first
        fitting = (most for most in _MOST if sum(min(width, most) for width in wanted[1:]) <= room)
        most = next(fitting, _CROWDED)
        self._widths = [first, *(min(width, most) for width in wanted[1:])]
        spare = self.size.width - sum(self._widths[n] for n in self._in_sight)
        self._widths[0] += min(wanted[0] - first, max(0, spare))

    @property
    def _in_sight(self) -> list[int]:
        """The numbers of the columns on the screen: the first, and those there is room for."""
        if not self._widths:
            return []
        found, taken = [0], self._widths[0]
        for n in range(self._left, len(self._widths)):
            taken += self._widths[n]
            if taken > self.size.width and len(found) > 1:
                break
            found.append(n)
        return found

    def _reveal(self) -> None:
        self._left = min(self._left, max(1, len(self._widths) - 1))
        if 0 < self.column < self._left:
            self._left = self.column
        while self.column > 0 and self.column not in self._in_sight and self._left < self.column:
            self._left += 1
        room = max(1, self.size.height - HEAD)
        top = round(self.scroll_offset.y)
        above = self.row - (1 if self.row and not self.rows[self.row - 1].key else 0) if self.rows else 0
        if above < top:
            self.scroll_to(y=above, animate=False, force=True)
        elif self.row >= top + room:
            self.scroll_to(y=self.row - room + 1, animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Give a line of the screen; the headings stay while the rest scrolls."""
        width, base = self.size.width, self.rich_style
        row = y - HEAD + round(self.scroll_offset.y)
        if not self._widths or (y >= HEAD and row >= len(self.rows)):
            return Strip.blank(width, base)
        segments = self._heading_line(y) if y < HEAD else self._row_line(row)
        return Strip(segments).apply_style(base).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"table--{name}", partial=True)

    def _heading_line(self, y: int) -> list[Segment]:
        segments: list[Segment] = []
        for n in self._in_sight:
            column = self.columns[n]
            text = column.title if y == 0 else column.note
            style = self._style("quiet" if y else "cursor" if n == self.column else "head")
            if n == 0 and y == 1:
                text = self._beyond() or text
            segments += self._fitted(text, n, style)
        return segments

    def _beyond(self) -> str:
        """Say how many columns are out of sight, to the left and to the right."""
        before, after = self._left - 1, len(self._widths) - 1 - self._in_sight[-1]
        return f"{f'‹{before} ' if before > 0 else ''}{f'{after}›' if after > 0 else ''}"

    def _row_line(self, row: int) -> list[Segment]:
        held = self.rows[row]
        if not held.key:
            return [Segment(cut(shown(held.cells[0]), self.size.width), self._style("group"))]
        segments: list[Segment] = []
        for n in self._in_sight:
            if row == self.row and n == self.column:
                style = self._style("cursor")
            elif row == self.row and n == 0:
                style = self._style("head")
            else:
                style = self._style("quiet") if not held.cells[n] else self.rich_style
            segments += self._fitted(held.cells[n] or "·", n, style)
        return segments

    def _fitted(self, text: str, column: int, style: Style) -> list[Segment]:
        """Give a text in the room of its column, with the blanks that part it from the next."""
        width = self._widths[column] - 2
        text = cut(shown(text), width)
        blank = " " * max(0, width - cells(text))
        return [
            Segment(blank + text if self.columns[column].right else text + blank, style),
            Segment("  "),
        ]
