"""The sheet Long texts: the whole of every text that no cell could hold, or no row on paper.

Owns that sheet, which is there only when there is such a text, so that file and print stay complete by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.links import letters
from interviewcoder.formats.workbook.tables import Column, Table, write_table
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.formats.workbook.book import Book, CellValue, LongText

_PRINTABLE: Final = 3_000
"""What a row has room for on paper."""


NAME: Final = N_("Long texts")


def write_long_texts(book: Book, sheet: str) -> None:
    """Write the sheet."""
    columns = [
        Column(_("Reference"), 30, "words"),
        Column(_("Sheet"), 16, "words"),
        Column(_("Cell"), 9, "words"),
        Column(_("Part"), 7, "number"),
        Column(_("Text"), 110, "words"),
    ]
    table = Table("Long_texts", sheet, columns, printed=len(columns))
    write_table(book, table, _rows(list(book.long_texts)))


def cut_texts(book: Book) -> str:
    """Give the texts that no cell could hold, each once, with its reference, to stand in a file beside the workbook."""
    whole = dict.fromkeys((long.reference, long.text) for long in book.long_texts if long.cut)
    return "\n\n".join(f"# {reference}\n\n{text}\n" for reference, text in whole)


def _rows(texts: list[LongText]) -> Iterator[list[CellValue]]:
    for long in texts:
        place = long.place
        for part, text in enumerate(limits.pieces(long.text, _PRINTABLE), 1):
            yield [long.reference, place.sheet, f"{letters(place.column)}{place.row + 1}", part, text]
