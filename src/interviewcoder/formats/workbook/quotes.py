"""The sheet Quotes: every passage under its code and its case, ready to print.

Owns the layout of the quotations and says where each heading stands, so that the figures of the matrix
can lead there. Under a heading stand exactly the passages its cell counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.codebook import split_path
from interviewcoder.domain.errors import Refused
from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.book import page_height
from interviewcoder.formats.workbook.heights import height
from interviewcoder.formats.workbook.links import Place
from interviewcoder.formats.workbook.matrix import Targets
from interviewcoder.formats.workbook.passages import blocks, blocks_behind
from interviewcoder.formats.workbook.styles import GUTTER
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.analysis.results import Matrix
    from interviewcoder.domain.records import Guid
    from interviewcoder.formats.workbook.book import Book, Page
    from interviewcoder.formats.workbook.passages import Block, Passage
    from interviewcoder.formats.workbook.styles import Style

_TOP: Final = 3
_PRINTED: Final = 5
_WIDTHS: Final = (22, 6, 13, 58, 18, 24, 16)
_PAGE: Final = page_height(0.85)
"""The printed columns are one page wide at that scale, or a little below."""
_OPENING, _REPEATED = 54.0, 15.0
"""Points that the first page, and each other one, begins with."""
_CODE_TALL, _CASE_TALL = 18.0, 15.75
_LONG: Final = 1_900
"""Characters beyond which a passage is set smaller, so that its row does not outgrow Excel's tallest."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted: a matrix, the passages behind it in the order of its rows, and the names of all codes on them."""

    title: str
    matrix: Matrix
    blocks: Callable[[], Iterator[Block]]
    names: Mapping[Guid, str]


@dataclass(frozen=True, slots=True)
class Back:
    """Where the figures of the matrix stand, so that headings lead back: the first, and the column of the totals."""

    sheet: str
    top: int
    left: int
    totals: int


def quoted(contents: Contents) -> Quoted:
    """Give what the workbook quotes."""
    names = {code.id: contents.codebook.name(code) for code in contents.codebook}
    title = _("Quotations, by code and by case")
    return Quoted(title, contents.segments, partial(blocks, contents), names)


def quoted_behind(matrix: Matrix, title: str) -> Quoted:
    """Give what stands behind the figures of any matrix: the same one with quotations as its cells."""
    cells = (cell for row in matrix.cells for cell in row if isinstance(cell, tuple))
    names = {at.code_id: split_path(at.code)[-1] for cell in cells for at in cell}
    return Quoted(title, matrix, partial(blocks_behind, matrix), names)


class Quotes:
    """Writes the quotations, on as many sheets as they need."""

    def __init__(self, book: Book, of: Quoted, name: str, back: Back | None) -> None:
        self.book, self.of, self.name, self.back = book, of, name, back
        self.targets = Targets()
        self.columns = {heading.id: at for at, heading in enumerate(of.matrix.columns)}
        self.rows = {heading.id: at for at, heading in enumerate(of.matrix.rows)}
        self.row = _TOP
        self.used = _OPENING
        self.breaks: list[int] = []
        self.page: Page = self._begin()
        styles = book.styles
        self.cell, self.words = styles["cell"], styles["quote"]
        self.codes = self.words.but(align="left", indent=1)
        self.small, self.turn = self.words.but(font_size=7), self.words.but(align="center")

    def write(self) -> Targets:
        """Write all blocks, and say where their headings stand."""
        for block in self.of.blocks():
            self._write_block(block)
        self._finish()
        return self.targets

    def _begin(self) -> Page:
        page = self.book.page(self.name, streamed=True)
        sheet, styles = page.sheet, self.book.styles
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        page.text(0, 0, self.of.title, styles["title"])
        note = _("Under each heading stand the passages its cell in the matrix counts, each once.")
        page.text(1, 0, note, styles["note"])
        titles = (
            _("Reference"), _("Turn"), _("Speaker"), _("Quotation"), _("Codes"), _("Transcript"), _("Coders"),
        )  # fmt: skip
        for column, title in enumerate(titles):
            page.text(_TOP - 1, column, title, styles["header"])
        sheet.freeze_panes(_TOP, 0)
        sheet.repeat_rows(_TOP - 1)
        page.printed(landscape=False)
        self.row, self.used, self.breaks = _TOP, _OPENING, []
        return page

    def _finish(self) -> None:
        self.page.sheet.print_area(0, 0, max(self.row - 1, _TOP), _PRINTED - 1)
        self.page.sheet.set_h_pagebreaks(self.breaks)

    def _turn_page(self, needed: float) -> None:
        """Begin a page where what belongs together, so many points of it, would not stand on this one."""
        if self.used + needed > _PAGE:
            self.breaks.append(self.row)
            self.used = _REPEATED

    def _room_for(self, rows: int) -> None:
        if self.row + rows > limits.MAX_ROWS and self.row > _TOP:
            self._finish()
            self.page = self._begin()
        if self.row + rows > limits.MAX_ROWS:
            raise Refused(_("A cell of the matrix has more passages than an Excel sheet has rows."))

    def _write_block(self, block: Block) -> None:
        self._room_for(len(block.cases[0][1]) + 2)
        self._turn_page(_CODE_TALL + _CASE_TALL + self._height(block.cases[0][1][0]))
        self.targets.codes[block.code] = Place(self.page.name, self.row)
        self._write_code(block)
        for case, passages in block.cases:
            self._room_for(len(passages) + 1)
            self._turn_page(_CASE_TALL + self._height(passages[0]))
            self.targets.cells[block.code, case] = (Place(self.page.name, self.row), len(passages))
            self._write_case(block.code, case, len(passages))
            for passage in passages:
                self._write_passage(passage)

    def _write_code(self, block: Block) -> None:
        style = self.book.styles["code_heading"]
        row = self.rows[block.code]
        self._heading(self.of.matrix.rows[row].name, _CODE_TALL, style)
        distinct = self.of.matrix.row_totals[row]
        n = int(distinct) if isinstance(distinct, int | float) else 0
        shown = ngettext("{n} segment", "{n} segments", n).format(n=n)
        self._link_back(block.code, None, shown, style)

    def _write_case(self, code: Guid, case: Guid, n: int) -> None:
        style = self.book.styles["case_heading"]
        self._heading(self.of.matrix.columns[self.columns[case]].name, _CASE_TALL, style)
        self._link_back(code, case, ngettext("{n} segment", "{n} segments", n).format(n=n), style)

    def _heading(self, text: str, tall: float, style: Style) -> None:
        self.page.sheet.set_row(self.row, tall, style.plain)
        self.used += tall
        self.page.text(self.row, 0, text, style)

    def _link_back(self, code: Guid, case: Guid | None, shown: str, style: Style) -> None:
        style, column = style.but(align="right", font_size=9), _PRINTED - 1
        if self.back is None:
            self.page.text(self.row, column, shown, style)
        else:
            row = self.back.top + self.rows[code]
            at = self.back.totals if case is None else self.back.left + self.columns[case]
            self.page.link(self.row, column, Place(self.back.sheet, row, at), f"{shown} ↑", style)
        self.row += 1

    def _height(self, passage: Passage) -> float:
        quotation = passage.quotation
        beside = height([
            (quotation.reference, _WIDTHS[0]), (quotation.speaker, _WIDTHS[2]),
            (self._codes_on(passage), _WIDTHS[4] - GUTTER),
        ])  # fmt: skip
        size = 9 if len(quotation.text) < _LONG else 7
        return max(beside, height([(quotation.text, _WIDTHS[3])], size))

    def _codes_on(self, passage: Passage) -> str:
        return ", ".join(self.of.names[code] for code in passage.codes)

    def _write_passage(self, passage: Passage) -> None:
        tall = self._height(passage)
        self._turn_page(tall)
        self.used += tall
        quotation, page, row = passage.quotation, self.page, self.row
        style = self.words if len(quotation.text) < _LONG else self.small
        codes = self._codes_on(passage)
        if tall >= limits.MAX_ROW_HEIGHT and page.keep_whole(row, 3, quotation.text, quotation.reference):
            codes += "\n" + _("(whole on the sheet Long texts)")
        page.sheet.set_row(row, tall)
        page.text(row, 0, quotation.reference, self.words)
        page.number(row, 1, quotation.turn, self.turn)
        page.text(row, 2, quotation.speaker, self.words)
        page.text(row, 3, quotation.text, style, quotation.reference)
        page.text(row, 4, codes, self.codes)
        page.text(row, 5, quotation.transcript, self.cell)
        page.text(row, 6, ", ".join(passage.coders), self.cell)
        self.row += 1
