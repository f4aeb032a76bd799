"""A matrix as data for other programs: one row a cell in csv, the shape scripts rely on in json.

Both have the same keys in every language.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.separated import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.results import Cell, Matrix
    from interviewcoder.formats.separated import CellValue

_ONE: Final = {"codes": "code", "cases": "case", "transcripts": "transcript", "coders": "coder"}


def as_csv(matrix: Matrix, language: str) -> str:
    """Give a row for each row × column, zeros too, with what a zero means where the study says so.

    A matrix of quotations has a row for each quotation, and one for each empty cell.
    """
    axes = [_ONE.get(axis, axis) for axis in (matrix.rows_are, matrix.columns_are)]
    if matrix.within:
        axes[1] = "other_code"
    measured = ["segments", "reference", "text"] if matrix.cells_are == "quotes" else [matrix.cells_are]
    return write_csv([*axes, *measured, "status"], _rows(matrix), language)


def _rows(matrix: Matrix) -> Iterator[tuple[CellValue, ...]]:
    for r, row in enumerate(matrix.rows):
        for c, column in enumerate(matrix.columns):
            value = matrix.cells[r][c]
            status = matrix.blanks.get((r, c), "") if not value else ""
            if matrix.cells_are != "quotes":
                assert not isinstance(value, tuple)
                yield (row.name, column.name, value, status)
            elif not isinstance(value, tuple) or not value:
                yield (row.name, column.name, 0, None, None, status)
            else:
                for quotation in value:
                    yield (row.name, column.name, len(value), quotation.reference, quotation.text, status)


def as_json(matrix: Matrix) -> str:
    """Give the shape scripts rely on; shares are 0 to 1."""
    return json.dumps(
        {
            "cells_are": matrix.cells_are,
            "rows": [heading.name for heading in matrix.rows],
            "columns": [heading.name for heading in matrix.columns],
            **(
                {} if matrix.columns_are in _ONE else {"columns_n": [heading.n for heading in matrix.columns]}
            ),
            "cells": [[_plain(cell) for cell in row] for row in matrix.cells],
            "row_totals": [_total(cell) for cell in matrix.row_totals],
            "column_totals": [_total(cell) for cell in matrix.column_totals],
            "cases_with": list(matrix.cases_with),
        },
        ensure_ascii=False,
    )


def _plain(cell: Cell) -> object:
    if isinstance(cell, tuple):
        return [{"reference": quotation.reference, "text": quotation.text} for quotation in cell]
    return cell


def _total(cell: Cell) -> object:
    return len(cell) if isinstance(cell, tuple) else cell
