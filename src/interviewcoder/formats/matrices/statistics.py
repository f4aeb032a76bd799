"""A matrix for R, SPSS and QCA programs, which read it without cleaning.

Owns names that those programs take as they are, and what a missing value is there. Both forms are UTF-8 without a mark,
commas and decimal points, in every language: programs read them, not people.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.matrix import transposed
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.analysis.results import Heading, Matrix

_LONGEST: Final = 60
"""SPSS takes names of 64 bytes."""
_MISSING: Final = frozenset({"not applicable", "not yet coded"})
"""What a zero may mean that is not 0 but unknown; “not raised” and “raised” are 0."""


def plain_names(names: Iterable[str]) -> list[str]:
    """Give names of ASCII letters, digits and `_`, in capitals, that begin with a letter and are all different."""
    given: list[str] = []
    for name in names:
        ascii_only = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE")).encode(
            "ascii", "ignore"
        )
        plain = re.sub(r"[^A-Z0-9]+", "_", ascii_only.decode().upper()).strip("_")[:_LONGEST].strip("_")
        if not plain or not plain[0].isalpha():
            plain = f"V_{plain}".rstrip("_")
        n, free = 1, plain
        while free in given:
            n += 1
            free = f"{plain[: _LONGEST - 4]}_{n}"
        given.append(free)
    return given


def as_presence_table(matrix: Matrix) -> str:
    """Give a table of 1 and 0, a row for each case and a column for each code: what QCA calls the data.

    “Not applicable” and “not yet coded” are empty. Raises `Refused` for a matrix that is not of codes against cases.
    """
    if matrix.rows_are == "codes":
        matrix = transposed(matrix)
    if matrix.columns_are != "codes" or matrix.rows_are == "codes" or matrix.cells_are == "summary":
        raise Refused(_("A table for QCA is of codes against cases, with cells that are counted."))
    rows = [
        [heading.name, *(_presence(matrix, row, column) for column in range(len(matrix.columns)))]
        for row, heading in enumerate(matrix.rows)
        if heading.id
    ]
    return _written([["CASE", *_columns(matrix.columns)], *rows])


def as_tidy_table(matrix: Matrix) -> str:
    """Give a row for each cell, with group, theme and level beside it; what is unknown is empty."""
    if matrix.cells_are in {"quotes", "summary"}:
        raise Refused(_("A tidy table is of figures; quotations and summaries are written as csv."))
    rows: list[list[object]] = []
    for r, row in enumerate(matrix.rows):
        for c, column in enumerate(matrix.columns):
            value, status = matrix.cells[r][c], matrix.blanks.get((r, c))
            unknown = not value and status in _MISSING
            rows.append(
                [*_about(row), *_about(column), "" if unknown or value is None else value, status or ""]
            )
    kinds = [matrix.rows_are, "other_codes" if matrix.within else matrix.columns_are]
    head = [f"{kind.rstrip('s')}{part}" for kind in kinds for part in ("", "_group", "_level")]
    return _written(
        [[*(name.upper() for name in plain_names(head)), matrix.cells_are.upper(), "STATUS"], *rows]
    )


def _about(heading: Heading) -> list[object]:
    return [heading.name, heading.group, max(1, len(heading.levels))]


def _columns(headings: Sequence[Heading]) -> list[str]:
    """Name columns by the code alone where that is clear, by its path where it is not."""
    last = [heading.levels[-1] if heading.levels else heading.name for heading in headings]
    clear = {name for name in last if last.count(name) == 1}
    return plain_names(
        name if name in clear else heading.name for name, heading in zip(last, headings, strict=True)
    )


def _presence(matrix: Matrix, row: int, column: int) -> str:
    value = matrix.cells[row][column]
    if value:
        return "1"
    return "" if matrix.blanks.get((row, column)) in _MISSING else "0"


def _written(rows: Sequence[Sequence[object]]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
