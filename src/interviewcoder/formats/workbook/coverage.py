"""The sheet Coverage: which share of what participants said a code covers, case by case.

Owns what those figures look like. The frame around them is `grid`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook.grid import LEFT, is_theme, lay_out, write_frame, write_label
from interviewcoder.formats.workbook.matrix import scope, shade
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.contents import Contents
    from interviewcoder.analysis.results import Cell
    from interviewcoder.formats.workbook.book import Book
    from interviewcoder.formats.workbook.styles import Style

_TENTHS: Final = '0.0;;"·"'


def write_coverage(book: Book, contents: Contents, name: str) -> None:
    """Write the sheet."""
    matrix = contents.computed.measured("coverage")
    notes = [
        scope(contents, matrix),
        _(
            "Of the participants' words in the case, those coded with the code or one below it, in per cent. "
            "A word in several passages counts once, questions not at all. "
            "A case without participants' words has no figure."
        ),
    ]
    grid = lay_out(matrix, notes, [_("Total")])
    page, styles = book.page(name), book.styles
    write_frame(page, grid, _("Share of the participants' words coded, by code and by case"))

    def write(row: int, column: int, share: Cell, style: Style) -> None:
        page.number(row, column, 100 * share if isinstance(share, int | float) else None, style)

    for place, heading in enumerate(matrix.rows):
        row = write_label(page, grid, place)
        for column, cell in enumerate(matrix.cells[place], LEFT):
            edge = {"left": 2} if column in grid.borders else {}
            write(row, column, cell, styles["count"].but(num_format=_TENTHS, bold=is_theme(heading), **edge))
        write(row, grid.right, matrix.row_totals[place], styles["total"].but(num_format=_TENTHS, left=2))
    if matrix.rows and matrix.columns:
        shade(
            page,
            grid,
            [100.0 * cell for row in matrix.cells for cell in row if isinstance(cell, int | float)],
        )
        page.sheet.autofilter(grid.header, 0, grid.bottom - 1, grid.last)
    page.sheet.print_area(0, 0, max(grid.bottom - 1, grid.header), grid.last)
