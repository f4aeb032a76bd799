"""What a line of the matrix looks like: headings, figures with their shades, first words, totals.

Owns text and style of each line, given the shape and where the cursor is. Moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from interviewcoder.domain.text import shown
from interviewcoder.formats.matrices.cells import shown_cell, shown_figure
from interviewcoder.locales import _, number
from interviewcoder.tui.layout import cells
from interviewcoder.tui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.domain.records import Guid
    from interviewcoder.tui.matrix_shape import Shape

_COLD, _HOT = (0x22, 0x36, 0x4E), (0x28, 0x73, 0xBB)
_COLD_LIGHT, _HOT_LIGHT = (0xE8, 0xF1, 0xFA), (0x9D, 0xC3, 0xE6)
_SHADES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Painter:
    """Paints lines of a matrix, the cursor at `row` and `column` (None in a total), `left` the first column in sight.

    `figures` says how many passages there are behind the cells of a matrix of summaries; `shades` are for a dark or
    a light page, or bold type where there are few colours; `style` gives the style of a part by its name.
    """

    shape: Shape
    figures: Matrix | None
    colours: Mapping[Guid, str]
    row: int | None
    column: int | None
    left: int
    heated: bool
    shades: Literal["dark", "light", "bold"]
    style: Callable[[str], Style]

    def _columns(self) -> list[int]:
        """Give the columns in sight, those of the totals not among them."""
        seen = self.shape.columns[self.left : self.left + self.shape.in_sight]
        return [column for column in seen if column is not None]

    def heading(self, y: int) -> list[Segment]:
        """Give a line of the headings."""
        shape = self.shape
        if y < shape.band:
            return [Segment(" " * shape.label), *self._bands()]
        last = y == shape.head - 1
        segments = [Segment(_padded(self._beyond() if last else "", shape.label), self.style("quiet"))]
        for column in self._columns():
            style = self.style("here" if column == self.column else "head")
            segments += self._fitted(shape.names[column][y - shape.band], style)
        titles = [(shape.total, _("Total"), self.column is None), (shape.cases, _("Cases"), False)]
        segments += [
            Segment(_right(title if last else "", width), self.style("here" if here else "head"))
            for width, title, here in titles
            if width
        ]
        return segments

    def _bands(self) -> list[Segment]:
        """Give the groups of the columns in sight, each over all its columns."""
        groups = [self.shape.matrix.columns[column].group for column in self._columns()]
        segments = []
        for group, run in groupby(groups):
            width = self.shape.width * len(list(run))
            segments.append(Segment(_padded(cut(shown(group), width - 1), width), self.style("group")))
        return segments

    def _beyond(self) -> str:
        """Say how many columns are out of sight, to the left and to the right."""
        after = self.shape.n_columns - self.left - self.shape.in_sight
        return f"{f'‹{self.left} ' if self.left else ''}{f'{after}›' if after > 0 else ''}"

    def body(self, line: int) -> list[Segment]:
        """Give a line of the body: a row, or the name of a group."""
        shape = self.shape
        row = shape.lines[line]
        if isinstance(row, str):
            return [Segment(cut(shown(row), shape.whole), self.style("group"))]
        heading = shape.matrix.rows[row]
        style = "here" if row == self.row else "head" if shape.is_top(row) else ""
        segments = self._label(heading.id, shape.label_of(row), self.style(style) if style else Style.null())
        for column in self._columns():
            segments += self._cell(row, column)
        if shape.total:
            here = row == self.row and self.column is None
            figure = shown_figure(shape.matrix, shape.matrix.row_totals[row])
            segments += self._margin(figure, shape.total, "cursor" if here else "head")
        if shape.cases:
            figure = f"{shape.matrix.cases_with[row]}/{shape.matrix.n_cases}"
            segments += self._margin(figure, shape.cases, "quiet")
        return segments

    def _label(self, guid: Guid, text: str, style: Style) -> list[Segment]:
        colour = self.colours.get(guid, "")
        stripe = [Segment("▌", Style.parse(colour))] if colour else []
        width = self.shape.label - len(stripe)
        return [*stripe, Segment(_padded(_cut_left(shown(text), width - 1), width), style)]

    def _margin(self, figure: str, width: int, style: str) -> list[Segment]:
        return [Segment(" "), Segment(_right(figure, width - 1), self.style(style))]

    def _cell(self, row: int, column: int) -> list[Segment]:
        heat = self._heat(row, column) if self.heated else 0.0
        if (row, column) == (self.row, self.column):
            style = self.style("cursor")
        elif heat:
            style = self._shade(heat)
        else:
            style = Style.null() if self.shape.matrix.cells[row][column] else self.style("quiet")
        return self._fitted(self._text(row, column), style)

    def _text(self, row: int, column: int) -> str:
        """Write a cell: a figure, or how many quotations with the first words, or a summary's first words."""
        matrix = self.shape.matrix
        value = matrix.cells[row][column]
        if isinstance(value, tuple) and value:
            return f"{number(len(value))} · {value[0].text}"
        if value == "" and self.figures is not None:
            passages = self.figures.cells[row][column]
            if isinstance(passages, int) and passages:
                return f"({number(passages)})"
        return shown_cell(matrix, row, column)

    def _fitted(self, text: str, style: Style) -> list[Segment]:
        width = self.shape.width - 1
        place = _padded if self.shape.wordy else _right
        return [Segment(place(cut(shown(text), width), width), style), Segment(" ")]

    def _heat(self, row: int, column: int) -> float:
        value = self.shape.matrix.cells[row][column]
        if isinstance(value, tuple):
            value = len(value)
        return min(1.0, value / self.shape.hottest) if isinstance(value, int | float) else 0.0

    def _shade(self, share: float) -> Style:
        if self.shades == "bold":
            return Style(bold=share > 0.5)
        dark = self.shades == "dark"
        cold, hot = (_COLD, _HOT) if dark else (_COLD_LIGHT, _HOT_LIGHT)
        step = round(share * _SHADES) / _SHADES
        mixed = (round(a + (b - a) * step) for a, b in zip(cold, hot, strict=True))
        return Style(bgcolor=Color.from_rgb(*mixed), color="white" if dark else "black")

    def foot(self, at: int) -> list[Segment]:
        """Give a line below the body: the totals, or the cases."""
        shape = self.shape
        matrix = shape.matrix
        if at == 0 and shape.total:
            here = self.row is None
            style = self.style("here" if here else "head")
            segments = [Segment(_padded(cut(_("Distinct passages"), shape.label - 1), shape.label), style)]
            for column in self._columns():
                cursor = here and column == self.column
                figure = shown_figure(matrix, matrix.column_totals[column])
                segments += self._fitted(figure, self.style("cursor" if cursor else "head"))
            cursor = here and self.column is None
            whole = shown_figure(matrix, matrix.grand_total)
            return segments + self._margin(whole, shape.total, "cursor" if cursor else "head")
        cases = _("Cases (of {n})").format(n=matrix.n_cases)
        segments = [Segment(_padded(cut(cases, shape.label - 1), shape.label), self.style("quiet"))]
        for column in self._columns():
            segments += self._fitted(number(matrix.cases_with[column]), self.style("quiet"))
        return segments


def _cut_left(text: str, width: int) -> str:
    """Cut a text to a width, keeping the white space it begins with."""
    indent = len(text) - len(text.lstrip())
    return text[:indent] + cut(text[indent:], max(1, width - indent))


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cells(text))


def _right(text: str, width: int) -> str:
    return " " * max(0, width - cells(text)) + text
