"""A matrix on the screen: headings and totals stay, the rest scrolls, a cursor is on a cell.

A widget of its own on the line API, so that it stays quick with hundreds of codes. Owns moving and scrolling; what
a cell leads to is the screen's, what is where `matrix_shape`'s, what a line looks like `matrix_paint`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from interviewcoder.tui.matrix_paint import Painter
from interviewcoder.tui.matrix_shape import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.domain.records import Guid
    from interviewcoder.tui.matrix_plan import Place


class MatrixView(ScrollView, can_focus=True):
    """Codes against cases or others. A row or column of None is that total."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MatrixView { background: $background; overflow-x: hidden; }
    MatrixView > .matrix--head { text-style: bold; }
    MatrixView > .matrix--here { text-style: bold; color: $text-accent; }
    MatrixView > .matrix--group { text-style: bold italic; color: $text-accent; }
    MatrixView > .matrix--quiet { text-style: dim; }
    MatrixView > .matrix--cursor { text-style: reverse bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--head", "matrix--here", "matrix--group", "matrix--quiet", "matrix--cursor",
    }  # fmt: skip
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
        super().__init__(id="matrix")
        self.shape: Shape | None = None
        self._figures: Matrix | None = None
        self._colours: Mapping[Guid, str] = {}
        self._heated = True
        self._row = self._column = self._left = 0

    # What is shown, and where the cursor is

    def show(
        self, matrix: Matrix, *, figures: Matrix | None = None, folded: frozenset[Guid] = frozenset(),
        colours: Mapping[Guid, str] | None = None, heat: bool = True,
    ) -> None:  # fmt: skip
        """Show a matrix; the cursor stays on its code and case, or where they were.

        `figures` says how many passages there are behind the cells of a matrix of summaries.
        """
        place = self.place if self.shape is not None else None
        self.shape = Shape(matrix, folded, self.size.width)
        self._figures, self._heated, self._colours = figures, heat, colours or {}
        self._row = min(self._row, max(0, len(self.shape.rows) - 1))
        self._column = min(self._column, max(0, len(self.shape.columns) - 1))
        self._measure()
        self.go(place or self.place)

    @property
    def place(self) -> Place:
        """The ids of the row and the column the cursor is in."""
        return (None, None) if self.shape is None else self.shape.ids(self.row, self.column)

    def go(self, place: Place) -> None:
        """Put the cursor on a row and a column, as far as they are there."""
        if self.shape is not None:
            self._row = self.shape.row_at(place[0], self._row)
            self._column = self.shape.column_at(place[1], self._column)
            self._reveal()
            self.refresh()
            self.post_message(self.Moved())

    @property
    def row(self) -> int | None:
        """The row the cursor is in, None in the total."""
        return self.shape.rows[self._row] if self.shape and self.shape.rows else None

    @property
    def column(self) -> int | None:
        """The column the cursor is in, None in the total."""
        return self.shape.columns[self._column] if self.shape and self.shape.columns else None

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        if self.shape is not None and self.shape.rows and self.shape.columns:
            row = min(max(0, self._row + rows), len(self.shape.rows) - 1)
            column = min(max(0, self._column + columns), len(self.shape.columns) - 1)
            self._to(row, column)

    def _to(self, row: int, column: int) -> None:
        before, scrolled = self._row, (self._left, self.scroll_offset.y)
        self._row, self._column = row, column
        self._reveal()
        if (self._left, self.scroll_offset.y) == scrolled:
            self._repaint(before, row)
        else:
            self.refresh()
        self.post_message(self.Moved())

    def _repaint(self, *rows: int) -> None:
        """Paint anew the headings and some rows only."""
        assert self.shape is not None
        width = self.size.width
        lines = [self._line_of(row) for row in rows]
        self.refresh(
            Region(0, 0, width, self.shape.head), *(Region(0, y, width, 1) for y in lines if y is not None)
        )

    def _line_of(self, row: int) -> int | None:
        """Give the line of the screen a row is on, None when it is out of sight."""
        assert self.shape is not None
        if self.shape.rows[row] is None:
            return self.shape.head + self._body
        at = self.shape.line_of(row) - round(self.scroll_offset.y)
        return self.shape.head + at if 0 <= at < self._body else None

    @property
    def _body(self) -> int:
        """How many lines there are between the headings and the totals."""
        if self.shape is None:
            return 0
        return max(1, min(len(self.shape.lines), self.size.height - self.shape.head - self.shape.foot))

    def on_resize(self) -> None:
        """Keep the cell in view."""
        self._measure()
        self._reveal()

    def _measure(self) -> None:
        if self.shape is not None:
            self.shape.measure(self.size.width)
            self.virtual_size = Size(
                self.size.width, len(self.shape.lines) + self.shape.head + self.shape.foot
            )

    def _reveal(self) -> None:
        if self.shape is None:
            return
        if self.column is not None:
            last = self._left + self.shape.in_sight - 1
            if self._column < self._left:
                self._left = self._column
            elif self._column > last:
                self._left += self._column - last
        self._left = max(0, min(self._left, self.shape.n_columns - self.shape.in_sight))
        if self.row is None:
            return
        line, top = self.shape.line_of(self._row), round(self.scroll_offset.y)
        first = line - 1 if line and isinstance(self.shape.lines[line - 1], str) else line
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif line >= top + self._body:
            self.scroll_to(y=line - self._body + 1, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked; twice is enter."""
        if self.shape is None or not self.shape.rows or not self.shape.columns:
            return
        row, y = self._row, event.y - self.shape.head
        if 0 <= y < self._body:
            line = y + round(self.scroll_offset.y)
            if line >= len(self.shape.lines) or isinstance(self.shape.lines[line], str):
                return
            row = self.shape.row_of(line)
        elif y == self._body and self.shape.rows[-1] is None:
            row = len(self.shape.rows) - 1
        column = self._column
        x = event.x - self.shape.label
        if x >= 0:
            seen = min(self.shape.in_sight, self.shape.n_columns - self._left)
            at = x // self.shape.width
            if at < seen:
                column = self._left + at
            elif self.shape.columns[-1] is None:
                column = len(self.shape.columns) - 1
        self._to(row, column)
        if event.chain == 2 and y >= 0 and x >= 0:
            self.post_message(self.Chosen())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Give a line of the screen; headings and totals stay while the rest scrolls."""
        width, base = self.size.width, self.rich_style
        if self.shape is None:
            return Strip.blank(width, base)
        painter, at = self._painter(self.shape), y - self.shape.head
        if at < 0:
            segments = painter.heading(y)
        elif at < self._body:
            line = at + round(self.scroll_offset.y)
            if line >= len(self.shape.lines):
                return Strip.blank(width, base)
            segments = painter.body(line)
        elif at - self._body < self.shape.foot:
            segments = painter.foot(at - self._body)
        else:
            return Strip.blank(width, base)
        return Strip(segments).apply_style(base).adjust_cell_length(width, base)

    def _painter(self, shape: Shape) -> Painter:
        theme = self.app.current_theme
        few = self.app.theme.startswith("ansi") or self.app.no_color
        return Painter(
            shape=shape, figures=self._figures, colours=self._colours, row=self.row, column=self.column,
            left=self._left, heated=self._heated, shades="bold" if few else "dark" if theme.dark else "light",
            style=lambda name: self.get_component_rich_style(f"matrix--{name}", partial=True),
        )  # fmt: skip
