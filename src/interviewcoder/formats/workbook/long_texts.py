"""The sheet Long texts: the whole of every text that was cut because no cell could hold it.

Owns that sheet, which is there only when something was cut, so that the file stays complete by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.links import letters
from interviewcoder.formats.workbook.tables import Column, Table, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.formats.workbook.book import Book, CellValue, LongText


def write_long_texts(book: Book) -> None:
    """Write the sheet if a text had to be cut."""
    if not book.long_texts:
        return
    columns = [
        Column(_("Reference"), 30, "words"),
        Column(_("Sheet"), 16, "words"),
        Column(_("Cell"), 9, "words"),
        Column(_("Part"), 7, "number"),
        Column(_("Text"), 110, "words"),
    ]
    table = Table("Long_texts", _("Long texts"), columns, printed=len(columns))
    write_table(book, table, _rows(list(book.long_texts)))


def _rows(texts: list[LongText]) -> Iterator[list[CellValue]]:
    for long in texts:
        place = long.place
        for part, text in enumerate(limits.pieces(long.text), 1):
            yield [long.reference, place.sheet, f"{letters(place.column)}{place.row + 1}", part, text]
