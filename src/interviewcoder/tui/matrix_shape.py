"""The shape a matrix has on the screen: which rows and columns are there, in which lines, and how wide.

Owns folding codes away, group bands, and fitting columns to the width. Draws nothing, knows no cursor.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import shown
from interviewcoder.formats.matrices.cells import holds_words, labels_of, shown_figure
from interviewcoder.locales import _
from interviewcoder.tui.layout import cells
from interviewcoder.tui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.results import Heading, Matrix
    from interviewcoder.domain.records import Guid
    from interviewcoder.tui.matrix_plan import Place

_NARROWEST, _WIDEST = 7, 14
_CROWDED, _CROWDED_CODES = 9, 11
"""Cells a column takes when they cannot all be seen whatever is done: enough to tell their names apart."""
_NARROWEST_WORDS, _WIDEST_WORDS = 22, 44
"""Cells a column takes: as many as there is room for, so that a thesis fits on one screen."""
_HIGHEST: Final = 2
"""Lines a name takes at most in the headings."""


class Shape:
    """A matrix with some codes folded, in a width.

    `rows` and `columns` are those not folded away, in order, with None for the total as the last; `lines` are the
    lines of the body: a row's number, or the name of a group. `label`, `width`, `total` and `cases` are the cells
    the first column, each column and the margins take, 0 for a margin that is not there; `whole` is all of them.
    """

    def __init__(self, matrix: Matrix, folded: frozenset[Guid], width: int) -> None:
        self.matrix = matrix
        self.wordy = holds_words(matrix)
        self.has_totals = matrix.cells_are != "summary"
        self._folded = folded
        rows, columns = _unfolded(matrix.rows, folded), _unfolded(matrix.columns, folded)
        total: list[int | None] = [None] if self.has_totals and rows and columns else []
        self.rows: list[int | None] = [*rows, *total]
        self.columns: list[int | None] = [*columns, *total]
        self.lines = _with_bands(matrix, rows)
        self._line_of = [n for n, line in enumerate(self.lines) if not isinstance(line, str)]
        self.n_columns = len(columns)
        self.band = int(any(heading.group for heading in matrix.columns))
        self._labels, self._depths = labels_of(matrix.rows)
        self.whole = width
        self._has_below = any(map(_is_below, matrix.rows[1:], matrix.rows))
        self.label = self.width = self.total = self.cases = self.head = 1
        self.names: dict[int, list[str]] = {}
        self.in_sight = 1
        self.measure(width)

    @property
    def foot(self) -> int:
        """The lines below the body: the totals, and the number of cases where the columns are codes."""
        return int(self.has_totals) + int(self.matrix.columns_are == "codes")

    @cached_property
    def hottest(self) -> float:
        """The figure from which on a cell has the strongest shade: the 95th percentile, so that one does not fade all others."""
        values = (len(cell) if isinstance(cell, tuple) else cell for row in self.matrix.cells for cell in row)
        numbers = sorted(value for value in values if isinstance(value, int | float) and value)
        return numbers[int(0.95 * (len(numbers) - 1))] if numbers else 1.0

    # Rows and columns

    def line_of(self, row: int) -> int:
        """Give the line of the body the `row`-th row is in; the total is below them all."""
        return self._line_of[row] if row < len(self._line_of) else len(self.lines)

    def row_of(self, line: int) -> int:
        """Give which row, counting those that are shown, a line is."""
        return self._line_of.index(line)

    def ids(self, row: int | None, column: int | None) -> Place:
        """Give the ids of a row and a column."""
        return (
            None if row is None else self.matrix.rows[row].id,
            None if column is None else self.matrix.columns[column].id,
        )

    def row_at(self, guid: Guid | None, otherwise: int) -> int:
        """Give which row has this id; the total for None."""
        return _at(guid, self.matrix.rows, self.rows, otherwise)

    def column_at(self, guid: Guid | None, otherwise: int) -> int:
        """Give which column has this id; the total for None."""
        return _at(guid, self.matrix.columns, self.columns, otherwise)

    def is_top(self, row: int) -> bool:
        """Say whether a row is at the top of the tree of codes."""
        return self.matrix.rows_are == "codes" and self._depths[row] == 0

    def label_of(self, row: int) -> str:
        """Give the label of a row: indented, with a mark when there are codes below it."""
        mark = _mark(self.matrix.rows, row, self._folded)
        gap = "  " if self._has_below and not mark else ""
        return f"{' ' * self._depths[row]}{mark}{gap}{self._labels[row]}"

    # Measures

    def measure(self, width: int) -> None:
        """Fit to a width: the label first, then the margins, then as many columns as there is room for."""
        matrix, self.whole = self.matrix, width
        labels = (cells(shown(self.label_of(row))) for row in self.rows if row is not None)
        widest = max((*labels, cells(_("Distinct passages")))) + 3
        self.label = min(widest, max(20, width // 4))
        self.total = self.cases = 0
        if self.has_totals:
            figures = (shown_figure(matrix, total) for total in (*matrix.row_totals, matrix.grand_total))
            self.total = max(cells(_("Total")), *map(cells, figures)) + 2
        if matrix.rows_are == "codes":
            self.cases = max(cells(_("Cases")), len(f"{matrix.n_cases}/{matrix.n_cases}")) + 2
        room = max(1, width - self.label - self.total - self.cases)
        narrowest, widest = (_NARROWEST, _WIDEST)
        if self.wordy:
            narrowest, widest = _NARROWEST_WORDS, _WIDEST_WORDS
        elif matrix.column_totals:
            figures = (shown_figure(matrix, total) for total in matrix.column_totals)
            narrowest = max(narrowest, *(cells(figure) + 1 for figure in figures))
        if narrowest * self.n_columns > room:
            narrowest = max(narrowest, _CROWDED_CODES if matrix.columns_are == "codes" else _CROWDED)
        self.width = max(1, min(max(narrowest, min(widest, room // max(1, self.n_columns))), room))
        self.in_sight = max(1, min(self.n_columns, room // self.width))
        self._name_columns()

    def _name_columns(self) -> None:
        names = {}
        for column in self.columns:
            if column is not None:
                heading = self.matrix.columns[column]
                mark = _mark(self.matrix.columns, column, self._folded).replace("▾ ", "")
                names[column] = broken(
                    f"{mark}{heading.levels[-1] if heading.levels else heading.name}", self.width - 1
                )
        height = max(1, *map(len, names.values())) if names else 1
        self.names = {column: [""] * (height - len(lines)) + lines for column, lines in names.items()}
        self.head = self.band + height


def _at(guid: Guid | None, headings: Sequence[Heading], places: list[int | None], otherwise: int) -> int:
    ids = [None if place is None else headings[place].id for place in places]
    return ids.index(guid) if guid in ids else otherwise


def _unfolded(headings: Sequence[Heading], folded: frozenset[Guid]) -> list[int]:
    """Give the headings that are below no folded one, by number."""
    shut = {heading.levels for heading in headings if heading.id in folded}
    return [
        n
        for n, heading in enumerate(headings)
        if not any(heading.levels[:depth] in shut for depth in range(1, len(heading.levels)))
    ]


def _mark(headings: Sequence[Heading], at: int, folded: frozenset[Guid]) -> str:
    below = at + 1 < len(headings) and _is_below(headings[at + 1], headings[at])
    if not below:
        return ""
    return "▸ " if headings[at].id in folded else "▾ "


def _is_below(heading: Heading, other: Heading) -> bool:
    """Say whether a heading is somewhere below another in the tree of codes."""
    depth = len(other.levels)
    return 0 < depth < len(heading.levels) and heading.levels[:depth] == other.levels


def _with_bands(matrix: Matrix, rows: Sequence[int]) -> list[int | str]:
    """Give the lines of the body: where rows are cases in groups, each group below its name."""
    if matrix.rows_are == "codes" or not any(heading.group for heading in matrix.rows):
        return list(rows)
    lines: list[int | str] = []
    group = None
    for row in rows:
        if matrix.rows[row].group != group:
            group = matrix.rows[row].group
            lines.append(group or "–")
        lines.append(row)
    return lines


def broken(name: str, width: int) -> list[str]:
    """Break a name into the few lines a heading may have, at its blanks where that fits."""
    lines = [""]
    for word in shown(name).split():
        longer = f"{lines[-1]} {word}".strip()
        if cells(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _HIGHEST:
        lines = [*lines[: _HIGHEST - 1], " ".join(lines[_HIGHEST - 1 :])]
    return [_cut(line, width) for line in lines]


def _cut(line: str, width: int) -> str:
    """Cut a line, keeping the number it ends with: it is what tells “Interview 12” from “Interview 13”."""
    end = len(line.rstrip("0123456789"))
    digits = line[end:]
    if cells(line) <= width or not digits or len(digits) > width - 2:
        return cut(line, width)
    return cut(line[:end], width - len(digits)) + digits
