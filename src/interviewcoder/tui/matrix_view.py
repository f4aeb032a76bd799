"""A matrix on the screen: fixed headings, a cursor on a cell, heat by shade beside the figure.

A widget of its own on the line API, so that it stays quick with hundreds of codes. Owns drawing and
moving; what a cell leads to is the screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from interviewcoder.domain.text import shown
from interviewcoder.tui.layout import cells
from interviewcoder.tui.safe import cut

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Cell, Heading, Matrix

_HEAD: Final = 3
_NARROWEST, _WIDEST = 8, 12
"""Cells a column takes: as many as there is room for, so that a thesis fits on one screen."""
_TOTAL: Final = 8
_COLD, _HOT = (0x24, 0x3B, 0x55), (0x2E, 0x7D, 0xC8)
_COLD_LIGHT, _HOT_LIGHT = (0xE8, 0xF1, 0xFA), (0x9D, 0xC3, 0xE6)


class MatrixView(ScrollView, can_focus=True):
    """Codes in rows, cases (or others) in columns."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MatrixView { background: $background; overflow-x: hidden; }
    MatrixView > .matrix--head { text-style: bold; }
    MatrixView > .matrix--group { text-style: bold; color: $text-accent; }
    MatrixView > .matrix--quiet { text-style: dim; }
    MatrixView > .matrix--cursor { text-style: reverse bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--head",
        "matrix--group",
        "matrix--quiet",
        "matrix--cursor",
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

    def __init__(self) -> None:
        super().__init__(id="matrix")
        self.matrix: Matrix | None = None
        self.row = self.column = 0
        self._left = 0
        self._top_of_heat = 1.0

    def show(self, matrix: Matrix) -> None:
        """Show a matrix, the cursor staying where it can."""
        self.matrix = matrix
        self.row = min(self.row, max(0, len(matrix.rows) - 1))
        self.column = min(self.column, max(0, len(matrix.columns) - 1))
        numbers = sorted(
            float(cell) for row in matrix.cells for cell in row if isinstance(cell, int | float) and cell
        )
        self._top_of_heat = numbers[int(0.95 * (len(numbers) - 1))] if numbers else 1.0
        self.virtual_size = Size(self.size.width, len(matrix.rows) + _HEAD + 1)
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the cell in view."""
        if self.matrix is not None:
            self.virtual_size = Size(self.size.width, len(self.matrix.rows) + _HEAD + 1)
        self._reveal()

    @property
    def _label(self) -> int:
        return min(38, max(20, self.size.width // 4))

    @property
    def _room(self) -> int:
        return self.size.width - self._label - 2 * _TOTAL

    @property
    def _width(self) -> int:
        columns = len(self.matrix.columns) if self.matrix else 1
        return min(_WIDEST, max(_NARROWEST, self._room // max(1, columns)))

    @property
    def _visible(self) -> int:
        return max(1, self._room // self._width)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        if self.matrix is None or not self.matrix.rows:
            return
        self.row = min(max(0, self.row + rows), len(self.matrix.rows) - 1)
        self.column = min(max(0, self.column + columns), max(0, len(self.matrix.columns) - 1))
        self._reveal()
        self.refresh()
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        if self.column < self._left:
            self._left = self.column
        elif self.column >= self._left + self._visible:
            self._left = self.column - self._visible + 1
        room = max(1, self.size.height - _HEAD - 1)
        top = round(self.scroll_offset.y)
        if self.row < top:
            self.scroll_to(y=self.row, animate=False, force=True)
        elif self.row >= top + room:
            self.scroll_to(y=self.row - room + 1, animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Give a line of the screen; the first ones stay while the rest scrolls."""
        width, base = self.size.width, self.rich_style
        if self.matrix is None:
            return Strip.blank(width, base)
        if y < _HEAD:
            segments = self._heading_line(y)
        else:
            row = y - _HEAD + round(self.scroll_offset.y)
            if row < len(self.matrix.rows):
                segments = self._row_line(row)
            elif row == len(self.matrix.rows):
                segments = self._total_line()
            else:
                return Strip.blank(width, base)
        return Strip(segments).apply_style(base).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"matrix--{name}", partial=True)

    def _columns(self) -> list[tuple[int, Heading]]:
        assert self.matrix is not None
        return list(enumerate(self.matrix.columns))[self._left : self._left + self._visible]

    def _heading_line(self, y: int) -> list[Segment]:
        assert self.matrix is not None
        more = f"‹{self._left} " if self._left and y == 1 else ""
        segments = [Segment(_padded(more, self._label), self._style("quiet"))]
        group = None
        for n, heading in self._columns():
            if y == 0:
                text = heading.group if heading.group != group else ""
                group = heading.group
                segments.append(
                    Segment(_padded(shown(cut(text, self._width)), self._width), self._style("group"))
                )
                continue
            first, _space, rest = _two_lines(heading.name, self._width - 1)
            text = first if y == 1 else rest
            style = self._style("cursor" if n == self.column else "head")
            segments += [Segment(_right(shown(text), self._width - 1), style), Segment(" ")]
        from interviewcoder.locales import _

        titles = (_("Total"), _("Cases")) if y == 2 else ("", "")
        segments += [Segment(_right(title, _TOTAL), self._style("head")) for title in titles]
        return segments

    def _row_line(self, row: int) -> list[Segment]:
        assert self.matrix is not None
        heading = self.matrix.rows[row]
        levels = heading.levels or (heading.name,)
        name = "  " * (len(levels) - 1) + levels[-1]
        style = (
            self._style("cursor")
            if row == self.row
            else (self._style("head") if len(levels) == 1 else Style.null())
        )
        segments = [Segment(_padded(shown(cut_left(name, self._label - 1)), self._label), style)]
        for column, _heading in self._columns():
            segments += self._cell(row, column)
        segments.append(Segment(_right(written(self.matrix.row_totals[row]), _TOTAL), self._style("head")))
        if self.matrix.rows_are == "codes":
            cases = f"{self.matrix.cases_with[row]}/{self.matrix.n_cases}"
            segments.append(Segment(_right(cases, _TOTAL), self._style("quiet")))
        return segments

    def _cell(self, row: int, column: int) -> list[Segment]:
        assert self.matrix is not None
        cell = self.matrix.cells[row][column]
        text = written(cell) if cell else self._blank(row, column)
        if (row, column) == (self.row, self.column):
            style = self._style("cursor")
        elif isinstance(cell, int | float) and cell:
            style = self._heat(float(cell))
        else:
            style = self._style("quiet")
        return [Segment(_right(text, self._width - 1), style), Segment(" ")]

    def _blank(self, row: int, column: int) -> str:
        assert self.matrix is not None
        status = self.matrix.blanks.get((row, column))
        return {"not raised": "—", "not applicable": "n/a", "not yet coded": "?"}.get(status or "", "·")

    def _heat(self, value: float) -> Style:
        if self.app.theme.startswith("ansi") or self.app.no_color:
            return Style(bold=value >= self._top_of_heat)
        share = min(1.0, value / self._top_of_heat)
        cold, hot = (_COLD, _HOT) if self.app.current_theme.dark else (_COLD_LIGHT, _HOT_LIGHT)
        mixed = (round(a + (b - a) * share) for a, b in zip(cold, hot, strict=True))
        return Style(
            bgcolor=Color.from_rgb(*mixed), color="white" if self.app.current_theme.dark else "black"
        )

    def _total_line(self) -> list[Segment]:
        from interviewcoder.locales import _

        assert self.matrix is not None
        segments = [Segment(_padded(_("Distinct passages"), self._label), self._style("head"))]
        for column, _heading in self._columns():
            text = written(self.matrix.column_totals[column])
            segments += [Segment(_right(text, self._width - 1), self._style("head")), Segment(" ")]
        return [*segments, Segment(_right(written(self.matrix.grand_total), _TOTAL), self._style("head"))]


def written(cell: Cell) -> str:
    """Write a cell as the screen shows it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{100 * cell:.0f} %"
    if isinstance(cell, tuple):
        return str(len(cell))
    return cell if isinstance(cell, str) else str(cell)


def cut_left(text: str, width: int) -> str:
    """Cut a text to a width, keeping the white space it begins with."""
    indent = len(text) - len(text.lstrip())
    return text[:indent] + cut(text[indent:], max(1, width - indent))


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cells(text))


def _right(text: str, width: int) -> str:
    text = cut(text, width)
    return " " * max(0, width - cells(text)) + text


def _two_lines(name: str, width: int) -> tuple[str, str, str]:
    if cells(name) <= width:
        return "", " ", name
    head, space, tail = name.partition(" ")
    while space and cells(tail) > width:
        word, space, tail = tail.partition(" ")
        head = f"{head} {word}"
    return (head, " ", tail) if tail else (name[:width], "", name[width:])
