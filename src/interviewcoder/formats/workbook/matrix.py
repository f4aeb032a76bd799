"""The sheets Matrix and Presence: figures of codes against cases.

Owns what the figures look like and where they lead. The frame around them is `grid`'s; where a
quotation stands is `quotes`' to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import Conflict
from interviewcoder.formats.workbook.grid import LEFT, Grid, is_theme, lay_out, write_frame, write_label
from interviewcoder.formats.workbook.styles import COLDEST, HOTTEST, percentile, share
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.analysis.results import Cell, Matrix
    from interviewcoder.domain.records import Guid, StatusValue
    from interviewcoder.formats.workbook.book import Page
    from interviewcoder.formats.workbook.links import Place
    from interviewcoder.formats.workbook.styles import Style


@dataclass(slots=True)
class Targets:
    """Where figures lead: for (code, case) the heading of its quotations and how many stand there."""

    cells: dict[tuple[Guid, Guid], tuple[Place, int]] = field(default_factory=dict)
    codes: dict[Guid, Place] = field(default_factory=dict)


def matrix_grid(contents: Contents) -> Grid:
    """Lay out the sheet Matrix."""
    matrix = contents.segments
    rule = (
        _(
            "A code's row counts the passages coded with it or with a code below it, each passage once. "
            "Totals count distinct passages: they are not the sums of the rows or columns."
        )
        if matrix.rolled_up
        else _(
            "A code's row counts the passages coded with that code alone. "
            "Totals count distinct passages: they are not the sums of the rows or columns."
        )
    )
    notes = [scope(contents, matrix), rule, _blanks(matrix)]
    if contents.filters:
        notes.append(_("Filters: {filters}").format(filters=contents.filters))
    return lay_out(matrix, notes, [_("Total"), _("Cases"), _("% of cases")])


def write_matrix(page: Page, contents: Contents, grid: Grid, targets: Targets | None) -> None:
    """Write the sheet Matrix; without `targets` the figures lead nowhere."""
    write_frame(page, grid, _("Coded segments, by code and by case"))
    matrix = contents.segments
    for place, heading in enumerate(matrix.rows):
        row = write_label(page, grid, place)
        _write_cells(page, grid, place, targets)
        total = matrix.row_totals[place]
        style = page.book.styles["total"].but(left=2)
        link = targets.codes.get(heading.id) if targets else None
        if link and isinstance(total, int | float) and total:
            page.link(row, grid.right, link, total, style)
        else:
            _figure(page, row, grid.right, total, style)
        _write_share(page, grid, row, matrix.cases_with[place], grid.right + 1)
    _write_totals(page, grid)
    if matrix.rows and matrix.columns:
        shade(
            page, grid, [float(cell) for row in matrix.cells for cell in row if isinstance(cell, int | float)]
        )
        page.sheet.autofilter(grid.header, 0, grid.bottom - 1, grid.last)
    page.sheet.print_area(0, 0, grid.bottom, grid.last)


def presence_grid(contents: Contents) -> Grid:
    """Lay out the sheet Presence."""
    matrix = contents.presence
    notes = [
        scope(contents, matrix),
        _(
            "● is the number 1 (at least one coded passage), ○ the number 0: the cells can be added up "
            "and copied into other programs as they are."
        ),
    ]
    if matrix.blanks:
        notes.append(_("The marks — , n/a and ? (see Read me) are the number 0 too."))
    return lay_out(matrix, notes, [_("Cases"), _("% of cases")])


def write_presence(page: Page, contents: Contents, grid: Grid) -> None:
    """Write the sheet Presence: 1 and 0, shown as marks."""
    write_frame(page, grid, _("Presence of codes, by case"))
    matrix, styles = contents.presence, page.book.styles
    for place, heading in enumerate(matrix.rows):
        row = write_label(page, grid, place)
        for column, cell in enumerate(matrix.cells[place]):
            style = styles["presence"].but(bold=is_theme(heading))
            status = matrix.blanks.get((place, column))
            if not cell and status and status != "raised":
                style = style.but(num_format=f'"●";;"{mark(status)}"')
            style = style.but(left=2) if LEFT + column in grid.borders else style
            _figure(page, row, LEFT + column, cell, style)
        _write_share(page, grid, row, matrix.cases_with[place], grid.right)
    if matrix.rows and matrix.columns:
        page.sheet.autofilter(grid.header, 0, grid.bottom - 1, grid.last)
    page.sheet.print_area(0, 0, max(grid.bottom - 1, grid.header), grid.last)


def mark(status: StatusValue) -> str:
    """Give the sign for a cell that is empty for a known reason."""
    marks: Mapping[StatusValue, str] = {
        "raised": "·",
        "not raised": "—",
        "not applicable": _("n/a"),
        "not yet coded": "?",
    }
    return marks[status]


def _write_cells(page: Page, grid: Grid, place: int, targets: Targets | None) -> None:
    matrix, styles, row = grid.matrix, page.book.styles, grid.top + place
    code = matrix.rows[place]
    bold = is_theme(code)
    for at, cell in enumerate(matrix.cells[place]):
        column, status = LEFT + at, matrix.blanks.get((place, at))
        edge = {"left": 2} if column in grid.borders else {}
        style = styles["count"].but(bold=bold, **edge)
        if not cell and status and status != "raised":
            page.text(row, column, mark(status), styles["mark"].but(**edge))
        elif cell and targets is not None and isinstance(cell, int | float):
            page.link(row, column, _target(targets, code.id, matrix.columns[at].id, cell), cell, style)
        else:
            _figure(page, row, column, cell, style)


def _target(targets: Targets, code: Guid, case: Guid, figure: float) -> Place:
    place, behind = targets.cells.get((code, case), (None, 0))
    if place is None or behind != figure:
        raise Conflict(
            _(
                "The matrix counts {figure} passages where there are {behind} quotations: the study changed "
                "while the workbook was made. Nothing was written; try again."
            ).format(figure=figure, behind=behind)
        )
    return place


def _figure(page: Page, row: int, column: int, cell: Cell, style: Style) -> None:
    if isinstance(cell, int | float):
        page.number(row, column, cell, style)
    else:
        page.number(row, column, None, style)


def _write_share(page: Page, grid: Grid, row: int, cases: int, column: int) -> None:
    n, style = grid.matrix.n_cases, page.book.styles["total"]
    left = 2 if column == grid.right else 1
    page.number(row, column, cases, style.but(num_format=f'0" / {n}"', left=left))
    page.number(row, column + 1, cases / n if n else None, style.but(num_format=share()))


def _write_totals(page: Page, grid: Grid) -> None:
    matrix, row, styles = grid.matrix, grid.bottom, page.book.styles
    page.text(row, 0, _("All codes"), styles["total_label"].but(top=2))
    page.text(row, 1, _("distinct passages"), styles["total_label"].but(top=2, italic=True))
    style = styles["total"].but(top=2)
    for column, total in enumerate(matrix.column_totals, LEFT):
        _figure(page, row, column, total, style.but(left=2) if column in grid.borders else style)
    _figure(page, row, grid.right, matrix.grand_total, style.but(left=2))
    touched = sum(
        1 for heading, total in zip(matrix.columns, matrix.column_totals, strict=True) if heading.id and total
    )
    n = matrix.n_cases
    page.number(row, grid.right + 1, touched, style.but(num_format=f'0" / {n}"'))
    page.number(row, grid.right + 2, touched / n if n else None, style.but(num_format=share()))


def shade(page: Page, grid: Grid, figures: list[float]) -> None:
    """Shade the cells from white at 0 to the 95th percentile of those `figures` that are above 0."""
    figures = [figure for figure in figures if figure]
    if not figures:
        return
    page.sheet.conditional_format(
        grid.top,
        LEFT,
        grid.bottom - 1,
        grid.right - 1,
        {
            "type": "2_color_scale",
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": percentile(figures, 0.95),
            "min_color": COLDEST,
            "max_color": HOTTEST,
        },
    )


def scope(contents: Contents, matrix: Matrix) -> str:
    """Say of what a sheet is: the study, how many cases, codes and segments."""
    parts = [
        ngettext("{n} case", "{n} cases", matrix.n_cases).format(n=matrix.n_cases),
        ngettext("{n} code", "{n} codes", len(matrix.rows)).format(n=len(matrix.rows)),
        ngettext("{n} segment", "{n} segments", matrix.n_segments).format(n=matrix.n_segments),
    ]
    return f"{contents.title} – " + " · ".join(parts)


def _blanks(matrix: Matrix) -> str:
    parts = [_("· no passage coded")]
    shown = set(matrix.blanks.values())
    if "not raised" in shown:
        parts.append(_("— not raised"))
    if "not applicable" in shown:
        parts.append(_("n/a not applicable"))
    if "not yet coded" in shown:
        parts.append(_("? not yet coded"))
    return "    ".join(parts)
