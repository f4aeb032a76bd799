"""The sheet Data: one row for each case and code, zeros too, as statistics programs want it.

Owns the columns of that table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.formats.matrices.cells import meaning
from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.cases import attribute_column, attribute_value
from interviewcoder.formats.workbook.styles import share
from interviewcoder.formats.workbook.tables import Column, Table, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book, CellValue


def write_data(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet."""
    columns = [
        Column(_("Case"), 24, "words"),
        Column(_("Theme"), 22, "words"),
        Column(_("Code"), 42, "words"),
        Column(_("Level"), 7, "number"),
        Column(_("Presence"), 9, "number"),
        Column(_("Segments"), 9, "number"),
        Column(_("Transcripts"), 11, "number"),
        Column(_("Words"), 9, "number"),
        Column(_("Share of the participants' words"), 12, "number", share().replace("0", "0.0", 1)),
        Column(_("If nothing is coded"), 22),
        *(attribute_column(attribute, 16, "cell") for attribute in contents.attributes),
    ]
    rows = len(contents.segments.rows) * len(contents.segments.columns)
    table = Table("Data", sheet, columns, printed=10, frozen=1)
    write_table(book, table, _rows(contents), plain=rows > limits.PLAIN_BEYOND)


def _rows(contents: Contents) -> Iterator[list[CellValue]]:
    matrix = contents.segments
    measures = [contents.computed.measured(kind) for kind in ("transcripts", "words", "coverage")]
    cases = {case.id: case for case in contents.cases}
    for column, heading in enumerate(matrix.columns):
        case = cases.get(heading.id)
        values = [attribute_value(case, attribute) if case else None for attribute in contents.attributes]
        for row, code in enumerate(matrix.rows):
            segments = _number(matrix.cells[row][column])
            status = matrix.blanks.get((row, column))
            yield [
                heading.name, code.levels[0], code.name, len(code.levels), int(bool(segments)), segments,
                *(_number(measure.cells[row][column]) for measure in measures),
                meaning(status) if status else None, *values,
            ]  # fmt: skip


def _number(cell: object) -> int | float | None:
    return cell if isinstance(cell, int | float) else None
