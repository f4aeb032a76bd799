"""A matrix as a plain Excel sheet with figures as figures; the big workbook is made elsewhere.

Must not know what is counted.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats import dating
from interviewcoder.formats.matrices.cells import grid, has_totals, holds_words, shown_cell
from interviewcoder.formats.matrices.naming import subject
from interviewcoder.formats.spreadsheets import (
    check_size,
    fitting,
    for_print,
    write_cell,
)
from interviewcoder.formats.workbook.book import Book
from interviewcoder.formats.workbook.heights import height
from interviewcoder.formats.workbook.links import formula
from interviewcoder.formats.workbook.long_texts import NAME as LONG_TEXTS
from interviewcoder.formats.workbook.long_texts import write_long_texts
from interviewcoder.formats.workbook.matrix import Targets
from interviewcoder.formats.workbook.quotes import Back, Quotes, quoted_behind
from interviewcoder.formats.workbook.styles import COLDEST, GUTTER, HOTTEST, percentile
from interviewcoder.formats.workbook.widths import lines_in, wide
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Cell, Matrix
    from interviewcoder.formats.matrices.cells import Grid
    from interviewcoder.formats.separated import CellValue
    from interviewcoder.formats.workbook.book import Page
    from interviewcoder.formats.workbook.links import Place

_COUNT: Final = '0;-0;"·"'
_SIGN: Final = '"●";;"·"'
_SHARE: Final = '0.0 %;;"·"'
_HUNDREDTHS: Final = '0.00;;"·"'
_HEAT: Final = {
    "type": "2_color_scale", "min_type": "num", "max_type": "num", "min_color": COLDEST, "max_color": HOTTEST,
}  # fmt: skip
_SIZE, _TURNED = 10, 28.0
"""Points of the letters, and ems of a turned name on one line."""
_TOP: Final = 2
"""The rows above the header: the title, and what is counted. The other notes stand below."""


def as_sheet(matrix: Matrix, title: str, behind: Matrix | None = None, scratch: Path | None = None) -> bytes:
    """Give the workbook; `behind` is the same matrix with the quotations that its figures lead to, on a sheet of their own.

    It is made in a folder in `scratch`, the system's when None, which is gone afterwards. Raises `Refused` when no sheet can hold the matrix.
    """
    laid = grid(matrix, words=holds_words(matrix))
    check_size(len(laid.labels) + len(laid.foot) + len(laid.notes) + _TOP, len(laid.head) + 1)
    with TemporaryDirectory(prefix=".", dir=scratch) as folder:
        path = Path(folder) / "matrix.xlsx"
        book = Book(path, folder, title)
        try:
            book.workbook.set_properties({"created": dating.moment()})
            page = book.page(_("Matrix"))
            targets = _write_quotes(book, page, behind) if behind else Targets()
            _write_matrix(page, matrix, laid, title, targets)
            book.close()
        except BaseException:
            book.abandon()
            raise
        return path.read_bytes()


def _write_quotes(book: Book, page: Page, behind: Matrix) -> Targets:
    """Write the quotations behind the figures, and say where they stand."""
    title = subject(behind)
    back = Back(page.name, _TOP + 1, 1, len(behind.columns) + 1)
    targets = Quotes(book, quoted_behind(behind, title[:1].upper() + title[1:]), _("Quotes"), back).write()
    if book.long_texts:
        write_long_texts(book, _(LONG_TEXTS))
    return targets


def _write_matrix(page: Page, matrix: Matrix, laid: Grid, title: str, targets: Targets) -> None:
    sheet, wordy = page.sheet, holds_words(matrix)
    forms = _forms(page.book.workbook, matrix)
    write_cell(sheet, 0, 0, title, forms["title"])
    write_cell(sheet, 1, 0, laid.notes[0], forms["plain"])
    _write_head(sheet, laid, forms, turned=not wordy)
    _write_body(sheet, matrix, laid, forms, targets)
    last = _TOP + len(laid.labels)
    for n, (label, line) in enumerate(laid.foot, start=1):
        write_cell(sheet, last + n, 0, label, forms["total"])
        values = [*matrix.column_totals, matrix.grand_total] if label == _("Total") else [*matrix.cases_with]
        for c in range(len(line)):
            _write(sheet, last + n, c + 1, values[c] if c < len(values) else None, forms["figure total"])
    for n, note in enumerate(laid.notes[1:], start=last + len(laid.foot) + 1):
        write_cell(sheet, n, 0, note, forms["plain"])
    if matrix.cells_are not in {"quotes", "summary", "presence"} and laid.labels and matrix.columns:
        figures = [
            float(cell) for row in matrix.cells for cell in row if isinstance(cell, int | float) and cell
        ]
        most = {"min_value": 0, "max_value": percentile(figures or [1.0], 0.95)}
        sheet.conditional_format(_TOP + 1, 1, last, len(matrix.columns), {**_HEAT, **most})
    sheet.freeze_panes(_TOP + 1, 1)
    for_print(sheet, _widths(laid, turned=not wordy), title_rows=(_TOP, _TOP), title_columns=(0, 0))


def _forms(book: Any, matrix: Matrix) -> dict[str, Any]:
    figures = {"presence": _SIGN, "coverage": _SHARE, "jaccard": _HUNDREDTHS}.get(matrix.cells_are, _COUNT)
    totals = _SHARE if matrix.cells_are == "coverage" else _COUNT
    centred: dict[str, object] = {"align": "center", "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    words: dict[str, object] = {
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#BFBFBF",
        "quote_prefix": True,
    }
    forms: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 12, "quote_prefix": True},
        "plain": {"font_size": 9, "quote_prefix": True},
        "corner": {"bold": True, "valign": "bottom", "bottom": 1, "quote_prefix": True},
        "turned": {
            "bold": True,
            "text_wrap": True,
            "rotation": 90,
            "align": "center",
            "valign": "bottom",
            "bottom": 1,
        },
        "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
        "words": words,
        "figure": {**centred, "num_format": figures},
        "margin": {**centred, "num_format": totals, "bold": True},
        "cases": {**centred, "num_format": "0"},
        "total": {"bold": True, "top": 1, "quote_prefix": True},
        "figure total": {**centred, "num_format": totals, "bold": True, "top": 1},
    }
    made = {name: book.add_format({"font_size": 10, **form}) for name, form in forms.items()}
    for depth in range(1, 10):
        made[f"label {depth}"] = book.add_format({**words, "font_size": 10, "align": "left", "indent": depth})
    made["label 0"] = book.add_format({**words, "font_size": 10, "bold": True})
    return made


def _write_head(sheet: Any, laid: Grid, forms: dict[str, Any], *, turned: bool) -> None:
    cells = len(laid.head) - laid.margins
    write_cell(sheet, _TOP, 0, laid.corner, forms["corner"])
    for c, head in enumerate(laid.head):
        write_cell(sheet, _TOP, c + 1, head, forms["turned" if turned or c >= cells else "head"])
    longest = max((wide(head, bold=True) for head in (laid.head if turned else laid.head[cells:])), default=0)
    sheet.set_row(_TOP, max(30, _SIZE * min(longest, _TURNED) + 8))
    for column, width in enumerate(_widths(laid, turned=turned)):
        sheet.set_column(column, column, width)


def _widths(laid: Grid, *, turned: bool) -> list[float]:
    """Give how wide the columns are: labels, cells, totals."""
    labels = max([18, *map(len, laid.labels)])
    cells = len(laid.head) - laid.margins
    figures = max([4, *(len(figure) for row in laid.body for figure in row[:cells])]) + 1.5 if turned else 40
    # A turned head of several lines makes its own column wider.
    heads = [2.6 * lines_in(head, _TURNED, bold=True) if turned else 0 for head in laid.head[:cells]]
    return [min(60, labels), *(max(figures, head) for head in heads), *[7.0] * laid.margins]


def _write_body(sheet: Any, matrix: Matrix, laid: Grid, forms: dict[str, Any], targets: Targets) -> None:
    wordy = holds_words(matrix)
    by_rows = matrix.rows_are == "codes"
    widths = _widths(laid, turned=not wordy)
    for r, (label, depth) in enumerate(zip(laid.labels, laid.depths, strict=True)):
        at, heading = _TOP + 1 + r, matrix.rows[r]
        name = [(label, widths[0] - GUTTER * depth)]
        texts = [*zip(laid.body[r], widths[1:], strict=True)] if wordy else []
        sheet.set_row(at, height(texts, 10, bold=name) if not depth else height(texts + name, 10))
        write_cell(sheet, at, 0, label, forms[f"label {min(depth, 9)}"])
        for c in range(len(matrix.columns)):
            value = matrix.cells[r][c]
            if wordy:
                text = laid.body[r][c]
                write_cell(sheet, at, c + 1, fitting(text), forms["words"])
            elif not value and (r, c) in matrix.blanks:
                write_cell(sheet, at, c + 1, shown_cell(matrix, r, c), forms["figure"])
            else:
                place = targets.cells.get((heading.id, matrix.columns[c].id), (None, 0))[0]
                _write(sheet, at, c + 1, value, forms["figure"], place)
        column = len(matrix.columns) + 1
        if has_totals(matrix):
            _write(sheet, at, column, matrix.row_totals[r], forms["margin"], targets.codes.get(heading.id))
            column += 1
        if by_rows and matrix.cases_with:
            _write(sheet, at, column, matrix.cases_with[r], forms["cases"])


def _write(sheet: Any, row: int, column: int, value: Cell, form: Any, place: Place | None = None) -> None:
    """Write a figure, which leads to its quotations where there are some."""
    figure: CellValue = len(value) if isinstance(value, tuple) else value
    if place and figure and isinstance(figure, int | float):
        sheet.write_formula(row, column, formula(place, figure), form, figure)
    else:
        write_cell(sheet, row, column, figure, form)
