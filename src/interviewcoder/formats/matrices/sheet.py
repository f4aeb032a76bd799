"""A matrix as a plain Excel sheet with figures as figures; the big workbook is made elsewhere.

Must not know what is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats.matrices.cells import grid, has_totals, holds_words, shown_cell
from interviewcoder.formats.spreadsheets import (
    check_size,
    fitting,
    for_print,
    new_book,
    sheet_name,
    write_cell,
)
from interviewcoder.formats.workbook.heights import height
from interviewcoder.formats.workbook.styles import COLDEST, GUTTER, HOTTEST, percentile
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Cell, Matrix
    from interviewcoder.formats.matrices.cells import Grid
    from interviewcoder.formats.separated import CellValue

_COUNT: Final = '0;-0;"·"'
_SIGN: Final = '"●";;"·"'
_SHARE: Final = '0.0 %;;"·"'
_HUNDREDTHS: Final = '0.00;;"·"'
_HEAT: Final = {
    "type": "2_color_scale", "min_type": "num", "max_type": "num", "min_color": COLDEST, "max_color": HOTTEST,
}  # fmt: skip
_TOP: Final = 2
"""The rows above the header: the title, and what is counted. The other notes stand below."""


def as_sheet(matrix: Matrix, title: str) -> bytes:
    """Give the workbook. Raises `Refused` when no sheet can hold the matrix."""
    wordy = holds_words(matrix)
    laid = grid(matrix, words=wordy)
    check_size(len(laid.labels) + len(laid.foot) + len(laid.notes) + _TOP, len(laid.head) + 1)
    book, target = new_book()
    sheet = book.add_worksheet(sheet_name(_("Matrix")))
    forms = _forms(book, matrix)
    write_cell(sheet, 0, 0, title, forms["title"])
    write_cell(sheet, 1, 0, laid.notes[0], forms["plain"])
    _write_head(sheet, laid, forms, turned=not wordy)
    _write_body(sheet, matrix, laid, forms)
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
    book.close()
    data: bytes = target.getvalue()
    return data


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
        "turned": {"bold": True, "rotation": 90, "align": "center", "valign": "bottom", "bottom": 1},
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
    longest = max(map(len, laid.head if turned else laid.head[cells:]), default=0)
    sheet.set_row(_TOP, min(400, max(30, 6.2 * longest + 8)))
    for column, width in enumerate(_widths(laid, turned=turned)):
        sheet.set_column(column, column, width)


def _widths(laid: Grid, *, turned: bool) -> list[float]:
    """Give how wide the columns are: labels, cells, totals."""
    labels = max([18, *map(len, laid.labels)])
    cells = len(laid.head) - laid.margins
    figures = max([4, *(len(figure) for row in laid.body for figure in row[:cells])]) + 1.5 if turned else 40
    return [min(60, labels), *[figures] * cells, *[7.0] * laid.margins]


def _write_body(sheet: Any, matrix: Matrix, laid: Grid, forms: dict[str, Any]) -> None:
    wordy = holds_words(matrix)
    by_rows = matrix.rows_are == "codes"
    widths = _widths(laid, turned=not wordy)
    for r, (label, depth) in enumerate(zip(laid.labels, laid.depths, strict=True)):
        at = _TOP + 1 + r
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
                _write(sheet, at, c + 1, value, forms["figure"])
        column = len(matrix.columns) + 1
        if has_totals(matrix):
            _write(sheet, at, column, matrix.row_totals[r], forms["margin"])
            column += 1
        if by_rows and matrix.cases_with:
            _write(sheet, at, column, matrix.cases_with[r], forms["cases"])


def _write(sheet: Any, row: int, column: int, value: Cell, form: Any) -> None:
    figure: CellValue = len(value) if isinstance(value, tuple) else value
    write_cell(sheet, row, column, figure, form)
