"""The grid of codes and cases that Matrix and Presence share: where everything stands, and its frame.

Owns the geometry (rows, columns, widths, page breaks) and the headings. The figures are written by
`matrix`; `quotes` asks the geometry where its links back lead. Must not know quotations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.book import LANDSCAPE_PIXELS, SMALLEST_SCALE, pixels, room
from interviewcoder.formats.workbook.heights import height
from interviewcoder.formats.workbook.styles import GUTTER
from interviewcoder.formats.workbook.widths import lines_in, wide
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.results import Heading, Matrix
    from interviewcoder.formats.workbook.book import Page

LEFT: Final = 2
"""The columns before the cases: theme and code."""
_SIZE: Final = 9
_TURNED, _LOWEST, _LETTER, _AROUND = 25.0, 5.0, 0.59, 8.0
"""How long a turned name may be on one line, how low a header and how short a letter, in ems; and the points around it."""
_FIGURE: Final = 4.7
_CLOSING: Final = 8.0


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring columns of one group: ``first`` to ``last``, both included."""

    group: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Where everything of a matrix stands on its sheet, rows and columns counted from 0."""

    matrix: Matrix
    notes: tuple[str, ...]
    closing: tuple[str, ...]
    runs: tuple[Run, ...]
    widths: tuple[float, ...]
    header_height: float
    wrapped: bool
    notes_at: int = 0

    @property
    def banded(self) -> bool:
        """Say whether there is a band of case groups above the header."""
        return any(run.group for run in self.runs)

    @property
    def header(self) -> int:
        """The row of the header."""
        return 1 + len(self.notes) + self.banded

    @property
    def top(self) -> int:
        """The row of the first code."""
        return self.header + 1

    @property
    def bottom(self) -> int:
        """The row below the last code."""
        return self.top + len(self.matrix.rows)

    @property
    def right(self) -> int:
        """The column after the last case: the first closing column."""
        return LEFT + len(self.matrix.columns)

    @property
    def last(self) -> int:
        """The last column."""
        return max(self.right + len(self.closing) - 1, LEFT)

    @property
    def borders(self) -> frozenset[int]:
        """The columns with which a group of cases, or the closing columns, begin."""
        return frozenset([run.first for run in self.runs if self.banded] + [self.right])

    @property
    def scale(self) -> float:
        """The scale at which the sheet is one landscape page wide."""
        return _scale(self.widths)

    def page_breaks(self) -> list[int]:
        """Give the columns before which pages break, by case group, when one page would be too small."""
        if self.scale >= SMALLEST_SCALE:
            return []
        beside = room(SMALLEST_SCALE) - sum(map(pixels, self.widths[:LEFT]))
        units = [(run.first, run.last) for run in self.runs] + [(self.right, self.last)]
        breaks: list[int] = []
        used = 0.0
        for first, last in _no_wider_than(units, beside, self.widths):
            width = sum(map(pixels, self.widths[first : last + 1]))
            if used and used + width > beside:
                breaks.append(first)
                used = 0.0
            used += width
        return breaks


def lay_out(matrix: Matrix, notes: list[str], closing: list[str]) -> Grid:
    """Find the place of everything. `notes` stand between the title and the header, a line each."""
    if LEFT + len(matrix.columns) + len(closing) > limits.MAX_COLUMNS:
        raise Refused(
            _(
                "An Excel sheet has room for {room} columns, and the matrix has {n} cases. "
                "Export it as CSV, or filter the cases."
            ).format(room=limits.MAX_COLUMNS, n=len(matrix.columns))
        )
    runs = _runs(matrix.columns)
    names = [heading.name for heading in matrix.columns]
    lines = min(max([1, *(lines_in(name, _TURNED, bold=True) for name in names)]), 4)
    figure = _FIGURE + 2.4 * (lines - 1)
    turned = (
        _SIZE
        * min(max([_LOWEST, *(max(wide(name, bold=True), _LETTER * len(name)) for name in names)]), _TURNED)
        + _AROUND
    )
    widths = [*_label_widths(matrix.rows)]
    for run in runs:
        widths += [max(figure, _group_width(run))] * (run.last - run.first + 1)
    widths += [_CLOSING] * len(closing)
    grid = Grid(
        matrix=matrix,
        notes=tuple(notes),
        closing=tuple(closing),
        runs=runs,
        widths=tuple(widths),
        header_height=turned,
        wrapped=lines > 1,
    )
    return _with_notes(grid)


def _with_notes(grid: Grid) -> Grid:
    """Wrap the notes. On several pages across they stand beside the columns that each page repeats, on the first."""
    at, end = 0, len(grid.widths)
    if grid.scale < SMALLEST_SCALE:
        at, end = LEFT, min([*grid.page_breaks(), end])
    across = max(60, int(min(sum(grid.widths[at:end]), 150) * 1.25))
    return replace(grid, notes_at=at, notes=tuple(line for note in grid.notes for line in wrap(note, across)))


def _scale(widths: Sequence[float]) -> float:
    return LANDSCAPE_PIXELS / sum(map(pixels, widths))


def write_frame(page: Page, grid: Grid, title: str) -> None:
    """Write all that stands above the first row of figures, and set the sheet up for screen and paper."""
    sheet, styles = page.sheet, page.book.styles
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, width)
    page.text(0, 0, title, styles["title"])
    for row, line in enumerate(grid.notes, 1):
        sheet.set_row(row, 15 if row == 1 else 11.25)
        page.text(row, grid.notes_at, line, styles["subtitle" if row == 1 else "note"])
    if grid.banded:
        _write_band(page, grid)
    _write_header(page, grid)
    sheet.freeze_panes(grid.top, LEFT)
    sheet.outline_settings(True, False, True, False)
    page.printed(landscape=True)
    sheet.repeat_rows(grid.header - grid.banded, grid.header)
    breaks = grid.page_breaks()
    if breaks or grid.scale < SMALLEST_SCALE:
        sheet.repeat_columns(0, LEFT - 1)
        page.broken(SMALLEST_SCALE, breaks)


def write_label(page: Page, grid: Grid, place: int) -> int:
    """Write theme and code of the row in `place`, and give the row."""
    styles, heading, row = page.book.styles, grid.matrix.rows[place], grid.top + place
    levels = heading.levels or (heading.name,)
    depth = len(levels) - 1
    texts = [(levels[0], grid.widths[0]), (levels[-1], grid.widths[1] - GUTTER * max(depth - 1, 0))]
    tall = height(texts) if depth else height((), bold=texts)
    page.sheet.set_row(row, tall, None, {"level": min(depth, 7)})
    if depth:
        page.text(row, 0, levels[0], styles["theme"])
        page.text(row, 1, levels[-1], styles["label"].but(indent=min(depth - 1, 15)))
        return row
    page.text(row, 0, levels[0], styles["total_label"].but(text_wrap=True))
    under = place + 1 < len(grid.matrix.rows) and len(grid.matrix.rows[place + 1].levels) > 1
    whole = _("whole theme") if under and grid.matrix.rolled_up else levels[0]
    page.text(row, 1, whole, styles["total_label"].but(text_wrap=True, italic=under))
    return row


def is_theme(heading: Heading) -> bool:
    """Say whether a row is a top-level code."""
    return len(heading.levels) <= 1


def _runs(columns: tuple[Heading, ...]) -> tuple[Run, ...]:
    runs = []
    at = LEFT
    for group, headings in groupby(columns, key=lambda heading: heading.group):
        n = len(list(headings))
        runs.append(Run(group, at, at + n - 1))
        at += n
    return tuple(runs)


def _no_wider_than(
    units: list[tuple[int, int]], beside: float, widths: tuple[float, ...]
) -> list[tuple[int, int]]:
    fitting: list[tuple[int, int]] = []
    for first, last in units:
        if sum(map(pixels, widths[first : last + 1])) <= beside:
            fitting.append((first, last))
        else:
            fitting += [(column, column) for column in range(first, last + 1)]
    return fitting


def _group_width(run: Run) -> float:
    return min(len(run.group) * 1.15 + 1, 18) / (run.last - run.first + 1)


def _label_widths(rows: tuple[Heading, ...]) -> tuple[float, float]:
    themes = [len((heading.levels or (heading.name,))[0]) for heading in rows]
    codes = [
        len(heading.levels[-1]) + 2 * (len(heading.levels) - 2) for heading in rows if len(heading.levels) > 1
    ]
    theme = min(max([10, *themes]), 28) + 1.5
    code = min(max([14, *codes]), 42) + 1.5
    return (theme, code)


def _write_band(page: Page, grid: Grid) -> None:
    row = grid.header - 1
    for run in grid.runs:
        style = page.book.styles["band" if run.group else "plain"]
        if run.group:
            style = style.but(left=1)
        for column in range(run.first, run.last + 1):
            page.text(row, column, run.group if column == run.first else "", style)
            style = style.but(left=0)


def _write_header(page: Page, grid: Grid) -> None:
    styles, row = page.book.styles, grid.header
    page.sheet.set_row(row, grid.header_height)
    page.text(row, 0, _("Theme"), styles["header"].but(valign="bottom"))
    page.text(row, 1, _("Code"), styles["header"].but(valign="bottom"))
    turned = styles["header_turned"].but(text_wrap=grid.wrapped)
    for column, heading in enumerate(grid.matrix.columns, LEFT):
        page.text(row, column, heading.name, turned)
    for column, title in enumerate(grid.closing, grid.right):
        page.text(row, column, title, styles["header_middle"].but(valign="bottom"))
