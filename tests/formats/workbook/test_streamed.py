"""Streamed sheets hold what the library's own sheets would, read back with another library."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.formats.workbook.streamed import StreamedSheet

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
VALUES = st.one_of(
    TEXTS, st.sampled_from(["_x0041_", " a ", "a\nb", "\ttab", "<&>", "=1+1", "x_x000D_y", "😀"]), st.none(), st.booleans(),
    st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01")).map(lambda at: at.replace(microsecond=0)),
)  # fmt: skip
ROWS = st.lists(st.lists(VALUES, max_size=5), max_size=6)


def put(sheet: Any, row: int, column: int, value: object, looks: dict[str, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, looks["words"])
    elif value is None:
        sheet.write_blank(row, column, None, looks["words"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, looks["words"])
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, looks["day"])
    else:
        sheet.write_number(row, column, value, looks["words"])


def written(path: Path, rows: list[list[object]], kind: type | None) -> Any:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    looks = {
        "words": book.add_format({"bold": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    sheet = book.add_worksheet("One", kind)
    for row, values in enumerate(rows):
        if row % 2:
            sheet.set_row(row, 30, looks["words"])
        for column, value in enumerate(values):
            put(sheet, row, column, value, looks)
    book.close()
    return openpyxl.load_workbook(path)["One"]


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_a_streamed_sheet_is_read_back_as_any_other(rows: list[list[object]]) -> None:
    """Values, formats, and heights of rows that hold something, cell by cell."""
    with tempfile.TemporaryDirectory() as folder:
        ours = written(Path(folder) / "ours.xlsx", rows, StreamedSheet)
        theirs = written(Path(folder) / "theirs.xlsx", rows, None)
        for row, values in enumerate(rows, 1):
            for column in range(1, len(values) + 1):
                one, other = ours.cell(row, column), theirs.cell(row, column)
                assert (one.value, one.font.b, one.number_format) == (
                    other.value,
                    other.font.b,
                    other.number_format,
                )
            if values:
                assert ours.row_dimensions[row].height == theirs.row_dimensions[row].height


def test_rows_come_from_the_top_down(tmp_path: Path) -> None:
    """A row that was left cannot be written to again: it is on disk, and nothing is lost in silence."""
    book = xlsxwriter.Workbook(str(tmp_path / "book.xlsx"))
    sheet = book.add_worksheet("One", StreamedSheet)
    look = book.add_format()
    sheet.write_string(3, 0, "below", look)
    with pytest.raises(ValueError, match="comes after"):
        sheet.write_string(1, 0, "above", look)
    sheet.abandon()
