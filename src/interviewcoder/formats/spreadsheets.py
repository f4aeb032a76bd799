"""One-sheet Excel files: reading the first sheet that holds something, and writing a plain one.

Owns the border to openpyxl (reading) and XlsxWriter (writing), and what a cell can hold. The big
workbook is made in `formats.workbook`. Must not know what the columns mean.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeVar

from interviewcoder.domain.errors import InterviewCoderError, Refused, Unreadable
from interviewcoder.domain.text import canonical
from interviewcoder.formats import dating
from interviewcoder.formats.transcripts.packages import Package, PackageRefused
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from interviewcoder.formats.separated import CellValue

R = TypeVar("R")
LONGEST_CELL: Final = 32_767
"""In UTF-16 units, as Excel counts."""
_SMALLEST: Final = 0.7
"""The scale below which a sheet is several pages wide."""
CUT_AT: Final = 32_000
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_MOST_CELLS: Final = 30_000_000
_MOST_EMPTY_ROWS: Final = 10_000
_KIND, _SPREADSHEET = "mimetype", b"vnd.oasis.opendocument.spreadsheet"
"""The part of a package that says what an OpenDocument file is, and what it says of a spreadsheet."""
_FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def read_rows(path: Path, data: bytes) -> tuple[list[list[CellValue]], list[str]]:
    """Read the first visible sheet that holds something: its rows, and what is worth saying about it."""
    return carefully(path, data, partial(_read, path, data))


def carefully(path: Path, data: bytes, read: Callable[[], R]) -> R:
    """Look through a file before `read` opens it, and tell whatever goes wrong as one refusal.

    Raises `Unreadable`, and what of ours `read` raises.
    """
    try:
        _check(path, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except InterviewCoderError:
        raise
    except PackageRefused as error:
        raise Unreadable(str(path), str(error)) from error
    except Exception as error:  # a mutated file makes openpyxl raise anything
        raise Unreadable(
            str(path), _("This Excel file is damaged."), _("Open it in Excel and save it again.")
        ) from error


def _check(path: Path, data: bytes) -> None:
    """Look whether a file may be opened at all. Raises `PackageRefused`, or `Unreadable` for what is no Excel file."""
    package = Package(data)
    if _KIND in package and _SPREADSHEET in package.read(_KIND):
        raise Unreadable(
            str(path),
            _("This is an OpenDocument spreadsheet, not an Excel file."),
            _("Save it as .xlsx, and try again."),
        )
    for name in package.names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name):
            raise PackageRefused(_("The file declares a document type, which is how attacks look."))


def _read(path: Path, data: bytes) -> tuple[list[list[CellValue]], list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    filled: list[str] = []
    rows: list[list[CellValue]] = []
    errors = 0
    for sheet in sheets:
        found, wrong = _sheet_rows(path, sheet, only_first=bool(filled))
        if found and not filled:
            rows, errors = found, wrong
        filled.extend([sheet.title] if found else [])
    said = []
    if len(filled) > 1:
        said.append(
            _("Only the sheet “{sheet}” was read; the file has others: {others}.").format(
                sheet=filled[0], others=", ".join(filled[1:])
            )
        )
    if errors:
        said.append(
            ngettext(
                "{n} cell holds an Excel error and counts as empty.",
                "{n} cells hold an Excel error and count as empty.",
                errors,
            ).format(n=errors)
        )
    return rows, said


def _sheet_rows(path: Path, sheet: Any, *, only_first: bool) -> tuple[list[list[CellValue]], int]:
    """Read a sheet up to its last filled row; the extent it declares is not believed."""
    sheet.reset_dimensions()
    rows: list[list[CellValue]] = []
    waiting = cells = errors = 0
    for record in sheet.iter_rows():
        cells += len(record) + 1
        if cells > _MOST_CELLS:
            raise Unreadable(str(path), _("The table is larger than this program reads."))
        errors += sum(1 for cell in record if cell.data_type == "e")
        row = [None if cell.data_type == "e" else _value(cell.value) for cell in record]
        while row and row[-1] is None:
            row.pop()
        if not row:
            waiting += 1
            if waiting > _MOST_EMPTY_ROWS:
                break
            continue
        rows.extend([] for _n in range(waiting))
        waiting = 0
        rows.append(row)
        if only_first:
            break
    return rows, errors


def _value(value: object) -> CellValue:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    # Excel writes a carriage return inside a cell as this.
    return canonical(str(value).replace("_x000D_\n", "\n")) or None


def new_book() -> tuple[Any, BytesIO]:
    """Open a new workbook in memory in which text stays text; close it, then take the bytes."""
    import xlsxwriter

    target = BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "default_date_format": "yyyy-mm-dd",
        "default_format_properties": {"font_name": "Arial", "font_size": 9},
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": dating.moment()})
    return book, target


def sheet_name(title: str) -> str:
    """Make a name Excel takes for a sheet out of `title`."""
    name = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", title).split())[:31].strip("' ")
    return "Sheet" if not name or name.casefold() == "history" else name


def units(text: str) -> int:
    """Count a text as Excel does, in UTF-16 units."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def fitting(text: str, ending: str = "") -> str:
    """Give `text`, cut on a word boundary and closed by “…” and `ending` when no cell can hold it."""
    if len(text) * 2 <= LONGEST_CELL or units(text) <= LONGEST_CELL:
        return text
    room = CUT_AT - units(ending) - 4
    cut, used = 0, 0
    for cut, character in enumerate(text):  # noqa: B007 - the place reached is the result
        used += 2 if ord(character) > 0xFFFF else 1
        if used > room:
            break
    words = text[:cut].rsplit(None, 1)[0] if any(map(str.isspace, text[:cut])) else text[:cut]
    return f"{words} … {ending}".rstrip()


def check_size(rows: int, columns: int) -> None:
    """Raise `Refused` when an Excel sheet cannot hold so much."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise Refused(
            _("An Excel sheet holds {rows} rows and {columns} columns; this needs more. Use csv.").format(
                rows=MOST_ROWS, columns=MOST_COLUMNS
            )
        )


def write_cell(sheet: Any, row: int, column: int, value: CellValue, form: Any = None) -> None:
    """Write one cell: numbers as numbers, text as text whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, value, form)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plain sheet: its name, its headers, its rows, the widths of columns that are not 11."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[CellValue]]
    widths: Mapping[int, int] | None = None


def one_sheet(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[CellValue]],
    widths: Mapping[int, int] | None = None,
) -> bytes:
    """Write a plain sheet: header row frozen, filtered and repeated on each page, text wrapped."""
    return sheets(Sheet(title, headers, rows, widths))


def sheets(*wanted: Sheet) -> bytes:
    """Write plain sheets into one workbook."""
    from interviewcoder.formats.workbook.heights import height
    from interviewcoder.formats.workbook.styles import GUTTER

    book, target = new_book()
    words = {"align": "left", "indent": 1, "valign": "top", "text_wrap": True}
    head = book.add_format({**words, "bold": True, "bottom": 1})
    body = book.add_format({**words, "quote_prefix": True})
    figure = book.add_format({"valign": "top"})
    for one in wanted:
        sheet = book.add_worksheet(sheet_name(one.title))
        widths = [(one.widths or {}).get(column, 11) for column in range(len(one.headers))]
        room = [width - GUTTER for width in widths]
        for column, (header, width) in enumerate(zip(one.headers, widths, strict=True)):
            sheet.write_string(0, column, header, head)
            sheet.set_column(column, column, width)
        sheet.set_row(0, height((), bold=zip(one.headers, room, strict=True)))
        last = 0
        for last, row in enumerate(_counted(one.rows, len(one.headers)), start=1):
            texts = (
                (value, width) for value, width in zip(row, room, strict=False) if isinstance(value, str)
            )
            sheet.set_row(last, height(texts))
            for column, value in enumerate(row):
                write_cell(sheet, last, column, value, body if isinstance(value, str) else figure)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), max(len(one.headers) - 1, 0))
        for_print(sheet, widths, title_rows=(0, 0))
    book.close()
    return target.getvalue()


def _counted(rows: Iterable[Sequence[CellValue]], columns: int) -> Iterator[Sequence[CellValue]]:
    for n, row in enumerate(rows, start=2):
        check_size(n, columns)
        yield row


def for_print(
    sheet: Any, widths: Iterable[float], *, title_rows: tuple[int, int], title_columns: tuple[int, int] | None = None,
) -> None:  # fmt: skip
    """Set a sheet up for paper: A4 landscape, one page wide unless nobody could read it, titles on each page, page x / n."""
    from interviewcoder.formats.workbook.book import pixels, room

    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4)
    if sum(map(pixels, widths)) <= room(_SMALLEST):
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(int(100 * _SMALLEST))
    sheet.repeat_rows(*title_rows)
    if title_columns:
        sheet.repeat_columns(*title_columns)
    sheet.set_footer("&C&P / &N")
    sheet.hide_gridlines(2)
