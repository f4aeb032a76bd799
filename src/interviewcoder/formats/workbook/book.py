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
    from collections.abc import Iterable
    from pathlib import Path

    from interviewcoder.formats.workbook.links import Shown

CellValue: TypeAlias = str | int | float | bool | date | datetime | None

A4: Final = 9
SMALLEST_SCALE: Final = 0.7
"""Below it a sheet is several pages wide."""
_MARGIN: Final = 0.4
LANDSCAPE_PIXELS: Final = int((11.69 - 2 * _MARGIN) * 96)
_TOP_MARGIN, _TOP_HEADED = 0.5, 0.75
_BOTTOM_MARGIN: Final = 0.65
_SLACK: Final = 0.93
"""What programs agree on of the room across a page: LibreOffice's columns are 6 % wider than Excel's."""
_SLACK_DOWN: Final = 0.98


def pixels(width: float) -> int:
    """Give a column's width on the screen."""
    return int(width * 7 + 0.5) + 5


def page_height(scale: float) -> float:
    """Give how tall rows may be together, in points, on a portrait page without a header printed at `scale`."""
    return _SLACK_DOWN * (11.69 - _TOP_MARGIN - _BOTTOM_MARGIN) * 72 / scale


def room(scale: float) -> float:
    """Give how wide columns may be together, in pixels, on a landscape page printed at `scale`."""
    return _SLACK * LANDSCAPE_PIXELS / scale


@dataclass(frozen=True, slots=True)
class LongText:
    """A text too long for its cell, or only for its row on paper: where the cell is, what it is, and the whole of it."""

    place: Place
    reference: str
    text: str
    cut: bool


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
        self.book.long_texts.append(LongText(Place(self.name, row, column), reference, text, cut=True))
        return limits.cut(text, reference)

    def keep_whole(self, row: int, column: int, text: str, reference: str) -> bool:
        """Keep the whole of a text elsewhere that its row is not tall enough for on paper; say whether that is done here.

        A text that no cell can hold is kept when it is written.
        """
        if limits.too_long(limits.tidy(text)):
            return False
        place = Place(self.name, row, column)
        self.book.long_texts.append(LongText(place, reference, limits.tidy(text), cut=False))
        return True

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
        top = _TOP_HEADED if headed else _TOP_MARGIN
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=top, bottom=_BOTTOM_MARGIN)
        sheet.hide_gridlines(2)
        if headed:
            title, name = _shortened(self.book.title, 90), self.name.replace("&", "&&")
            sheet.set_header(f'&L&"Arial,Bold"&10 {title}&R&"Arial,Regular"&9 {name}')
        title = _shortened(self.book.title, 90 if landscape else 58)
        sheet.set_footer(
            '&C&"Arial,Regular"&9&P / &N'
            if headed
            else f'&L&"Arial,Regular"&8 {title}&C&"Arial,Regular"&9&P / &N'
        )
        sheet.fit_to_pages(1, 0)

    def broken(self, scale: float, across: Iterable[int]) -> None:
        """Print several pages wide at a fixed `scale`, with pages that begin at these columns."""
        self.sheet.fit_page = False
        self.sheet.set_print_scale(int(100 * scale))
        self.sheet.set_v_pagebreaks(list(across))


def _shortened(title: str, letters: int) -> str:
    """Give as much of a title as leaves room for what stands beside it in a header or a footer."""
    if len(title) > letters:
        title = title[: letters - 1].rstrip() + "…"
    return title.replace("&", "&&")


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
