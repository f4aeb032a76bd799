"""Tidy sheets: one table from the first cell on, one row a thing, that people filter and programs read.

Owns how a table is written: an Excel table, or a plain range with a filter when it is very long.
Must not know what the rows are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.book import SMALLEST_SCALE, pixels, room
from interviewcoder.formats.workbook.heights import LOWEST, height
from interviewcoder.formats.workbook.styles import GUTTER
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.workbook.book import Book, CellValue, Page
    from interviewcoder.formats.workbook.styles import Style

_HEADER: Final = 30.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width, its style by name, a number format, whether it is out of sight.

    `key` names the column in the file, so that it is found again wherever somebody moves it.
    """

    title: str
    width: float
    style: str = "cell"
    number: str = ""
    hidden: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` names it in formulas, `printed` is how many of its first columns go to paper.

    `reference` is the column that says which row it is, for a text that had to be cut.
    """

    key: str
    sheet: str
    columns: Sequence[Column]
    printed: int
    frozen: int = 1
    reference: int = 0


def write_table(
    book: Book, table: Table, rows: Iterable[Sequence[CellValue]], *, plain: bool = False
) -> None:
    """Write the rows, on as many sheets as they need; `plain` makes a range with a filter of each, not a table."""
    if len(table.columns) > limits.MAX_COLUMNS:
        raise Refused(
            _("The sheet {sheet} would need {n} columns, and Excel has {room}. Export it as CSV.").format(
                sheet=table.sheet, n=len(table.columns), room=limits.MAX_COLUMNS
            )
        )
    styles = [_style(book, column) for column in table.columns]
    part, page, row = 1, _begin(book, table), 1
    wrapped = [
        (at, column.width - GUTTER) for at, column in enumerate(table.columns) if column.style == "words"
    ]
    for values in rows:
        if row >= limits.MAX_ROWS:
            _finish(page, table, row, part, plain=plain)
            part, page, row = part + 1, _begin(book, table), 1
        tall = height((str(values[at] or ""), width) for at, width in wrapped)
        if tall > LOWEST:
            page.sheet.set_row(row, tall)
        reference = str(values[table.reference])
        for column, value in enumerate(values):
            if value.__class__ is str and value:  # most cells, so the shortest way
                page.text(row, column, value, styles[column], reference)
            elif column < table.printed or (value is not None and value != ""):
                page.value(row, column, value, styles[column], reference)
        row += 1
    _finish(page, table, row, part, plain=plain)


def _style(book: Book, column: Column) -> Style:
    style = book.styles[column.style]
    return style.but(num_format=column.number) if column.number else style


def _header(book: Book, column: Column) -> Style:
    """Give the look of a column's title: over figures on their side, over words on theirs."""
    return book.styles["header"].but(align="right" if column.style == "number" else "left", indent=1)


def _begin(book: Book, table: Table) -> Page:
    page = book.page(table.sheet, streamed=True)
    titles = limits.headers(column.title for column in table.columns)
    for at, column in enumerate(table.columns):
        page.sheet.set_column(at, at, column.width, None, {"hidden": column.hidden})
    shown = zip(titles, table.columns, strict=True)
    tall = height((), bold=((title, column.width - GUTTER) for title, column in shown if not column.hidden))
    page.sheet.set_row(0, max(tall, _HEADER))
    for at, title in enumerate(titles):
        page.text(0, at, title, _header(book, table.columns[at]))
    page.sheet.freeze_panes(1, table.frozen)
    page.printed(landscape=True, headed=True)
    page.sheet.repeat_rows(0)
    on_paper = [column.width for column in table.columns[: table.printed] if not column.hidden]
    if sum(map(pixels, on_paper)) > room(SMALLEST_SCALE):
        page.broken(SMALLEST_SCALE, [])
        page.sheet.repeat_columns(0, table.frozen - 1)
    return page


def level_width(depth: int, together: float) -> float:
    """Give how wide a level of the codebook is where all of them have so much room `together`."""
    return max(10.0, min(19.0, together / depth))


def _finish(page: Page, table: Table, rows: int, part: int, *, plain: bool) -> None:
    last_row, last = max(rows - 1, 1), len(table.columns) - 1
    page.sheet.print_area(0, 0, last_row, table.printed - 1)
    for at, column in enumerate(table.columns):
        if column.key and part == 1:
            page.book.name_column(column.key, page, at, last_row)
    if plain:
        page.sheet.autofilter(0, 0, last_row, last)
        return
    titles = limits.headers(column.title for column in table.columns)
    page.sheet.add_table(
        0, 0, last_row, last,
        {
            "name": table.key if part == 1 else f"{table.key}_part_{part}",
            "style": "Table Style Light 1",
            "columns": [
                {"header": title, "header_format": _header(page.book, column).plain}
                for title, column in zip(titles, table.columns, strict=True)
            ],
        },
    )  # fmt: skip
