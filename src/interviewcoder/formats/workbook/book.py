"""The workbook being written: its sheets in order, its styles, and what did not fit.

Owns the XlsxWriter workbook and the writing of a single value into a single cell. Must not know what
any sheet holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.links import Place, formula
from interviewcoder.formats.workbook.streamed import StreamedSheet
from interviewcoder.formats.workbook.styles import FONT, Style, Styles

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.formats.workbook.links import Shown

CellValue: TypeAlias = str | int | float | bool | date | datetime | None

A4: Final = 9
_MARGIN: Final = 0.4
LANDSCAPE_PIXELS: Final = int((11.69 - 2 * _MARGIN) * 96)


@dataclass(frozen=True, slots=True)
class LongText:
    """A text too long for its cell: where the cell is, what it is, and the whole of it."""

    place: Place
    reference: str
    text: str


class Page:
    """One sheet. Rows are to be written from the top down: a streamed sheet forgets those it has left."""

    def __init__(self, book: Book, name: str, sheet: Any) -> None:
        self.book, self.name, self.sheet = book, name, sheet

    def text(self, row: int, column: int, text: str, style: Style, reference: str = "") -> None:
        """Write words, as words whatever they begin with; blank when there are none."""
        if not text:
            self.sheet.write_blank(row, column, None, style.plain)
            return
        # The limits are looked at only where they can matter: this runs for every cell of a large study.
        if len(text) > limits.MAX_LINE_FEEDS or not text.isprintable():
            text = self._fitted(row, column, text, reference)
        look = style.prefixed if text[0] in limits.FORMULA_LIKE else style.plain
        self.sheet.write_string(row, column, text, look)

    def _fitted(self, row: int, column: int, text: str, reference: str) -> str:
        text = limits.tidy(text)
        if not limits.too_long(text):
            return text
        self.book.long_texts.append(LongText(Place(self.name, row, column), reference, text))
        return limits.cut(text, reference)

    def number(self, row: int, column: int, value: float | None, style: Style) -> None:
        """Write a number as a number; blank when there is none."""
        if value is None:
            self.sheet.write_blank(row, column, None, style.plain)
        else:
            self.sheet.write_number(row, column, value, style.plain)

    def value(self, row: int, column: int, value: CellValue, style: Style, reference: str = "") -> None:
        """Write a value by its kind."""
        if isinstance(value, str):
            self.text(row, column, value, style, reference)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.sheet.write_number(row, column, value, style.plain)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, style.plain)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, style.plain)
        else:
            self.text(row, column, "", style)

    def link(self, row: int, column: int, place: Place, shown: Shown, style: Style) -> None:
        """Write a link that shows a figure, or words of the program's own."""
        self.sheet.write_formula(row, column, formula(place, shown), style.plain, shown)

    def printed(self, *, landscape: bool, headed: bool = False) -> None:
        """Set the page up: A4, no grid lines, page x / n in the footer, one page wide."""
        sheet = self.sheet
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.75 if headed else 0.5, bottom=0.65)
        sheet.hide_gridlines(2)
        title = self.book.title.replace("&", "&&")
        if headed:
            sheet.set_header(f'&L&"Arial,Bold"&10 {title[:110]}&R&"Arial,Regular"&9 {self.name}')
        sheet.set_footer(
            '&C&"Arial,Regular"&9&P / &N'
            if headed
            else f'&L&"Arial,Regular"&8 {title[:90]}&C&"Arial,Regular"&9&P / &N'
        )
        sheet.fit_to_pages(1, 0)


class Book:
    """The workbook: give it sheets in the order in which they stand."""

    def __init__(self, path: Path, folder: str, title: str) -> None:
        import xlsxwriter

        self.title = " ".join(limits.tidy(title).split())
        self.workbook: Any = xlsxwriter.Workbook(
            str(path),
            {
                "tmpdir": folder,
                "default_format_properties": {"font_name": FONT, "font_size": 10},
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.workbook.use_zip64()
        self.styles = Styles(self.workbook)
        self.long_texts: list[LongText] = []
        self.pages: dict[str, Page] = {}
        self._streamed: list[StreamedSheet] = []

    def page(self, name: str, *, streamed: bool = False) -> Page:
        """Add a sheet called like `name`, a streamed one when its rows may be many."""
        name = limits.sheet_name(name, self.pages)
        sheet = self.workbook.add_worksheet(name, StreamedSheet if streamed else None)
        if streamed:
            self._streamed.append(sheet)
        self.pages[name] = Page(self, name, sheet)
        return self.pages[name]

    def name_column(self, key: str, page: Page, column: int, last_row: int) -> None:
        """Give a column a name that goes with it when columns are inserted or moved."""
        from xlsxwriter.utility import quote_sheetname, xl_range_abs

        place = xl_range_abs(0, column, last_row, column)
        self.workbook.define_name(f"_ic_{key}", f"={quote_sheetname(page.name)}!{place}")

    def close(self) -> None:
        """Write the file."""
        self.workbook.close()

    def abandon(self) -> None:
        """Let go of the files of streamed sheets after something went wrong."""
        for sheet in self._streamed:
            sheet.abandon()
