"""The sheets of summaries: cases in rows, codes in columns, the researcher's own words in the cells.

Owns their layout and the ids in the hidden first row and column by which the cells are found again when
the file comes back. Only the cells of summaries can be edited. Must not read anything back.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook.book import SMALLEST_SCALE, pixels, room
from interviewcoder.formats.workbook.comparing import cut_fingerprint, fingerprint
from interviewcoder.formats.workbook.heights import height, outgrows
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.domain.records import Code
    from interviewcoder.formats.workbook.book import Book, Page

ONE_SHEET: Final = 12
"""Codes that fit on one sheet; beyond, each theme has its own."""
_LEFT: Final = 2
_CASE: Final = 20
_TOP: Final = 2
_WIDEST, _NARROWEST, _EMPTY = 48.0, 22.0, 12.0
_BROKEN, _ON_PAPER = 0.75, 40.0
"""The scale, and the width of a column, where a sheet is several pages wide."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A summary as it left: found by its ids, known by the hash of its text, and of what stands in its cell if it was cut."""

    case: str
    code: str
    sheet: str
    sha256: str
    cut: str


def write_summaries(book: Book, contents: Contents, sheet: str) -> list[Exported]:
    """Write the sheets, and say what was exported in each cell."""
    exported: list[Exported] = []
    for name, codes in _sheets(contents, sheet):
        exported += _write_sheet(book, contents, name, codes)
    return exported


def offered(contents: Contents) -> list[Code]:
    """Give the codes there are cells for: the themes and every code of a theme that has a summary already, or all."""
    codebook = contents.codebook
    if contents.every_summary:
        return list(codebook)
    theme_of = {code.id: codebook.lineage(code.id)[0].id for code in codebook}
    begun = {theme_of[summary.code] for summary in contents.summaries if summary.code in theme_of}
    return [code for code in codebook if code.parent is None or theme_of[code.id] in begun]


def _sheets(contents: Contents, sheet: str) -> Iterator[tuple[str, list[Code]]]:
    codebook = contents.codebook
    codes = offered(contents)
    if len(codes) <= ONE_SHEET:
        yield sheet, codes
        return
    for theme, group in groupby(codes, key=lambda code: codebook.names(code.id)[0]):
        yield f"{sheet} {theme}", list(group)


def _write_sheet(book: Book, contents: Contents, name: str, codes: list[Code]) -> list[Exported]:
    page = book.page(name)
    texts = {(summary.case, summary.code): summary.text for summary in contents.summaries}
    begun = {code for _case, code in texts}
    widths, breaks = _widths([code.id in begun for code in codes])
    _write_frame(page, contents, codes, widths)
    if breaks:
        page.broken(_BROKEN, breaks)
    open_cell = book.styles["summary"].but(locked=False)
    exported: list[Exported] = []
    for row, case in enumerate(contents.cases, _TOP):
        written = [texts.get((case.id, code.id), "") for code in codes]
        page.sheet.set_row(row, height(zip(written, widths, strict=True), bold=[(case.name, _CASE)]))
        page.text(row, 0, case.id, book.styles["note"])
        page.text(row, 1, case.name, book.styles["summary"].but(bold=True))
        for column, code in enumerate(codes, _LEFT):
            text = texts.get((case.id, code.id), "")
            reference = f"{case.name} – {contents.codebook.path(code.id)}"
            page.text(row, column, text, open_cell, reference)
            if outgrows(text, widths[column - _LEFT]):
                page.keep_whole(row, column, text, reference)
            if text:
                cut = cut_fingerprint(text, reference)
                exported.append(Exported(case.id, code.id, page.name, fingerprint(text), cut))
    return exported


def _widths(written: Sequence[bool]) -> tuple[list[float], list[int]]:
    """Give how wide each code's column is, and the columns that begin a page where one page would be too small.

    A code that nothing is `written` under yet takes little room beside those where something is.
    """
    empty = _EMPTY if any(written) else _NARROWEST
    full = sum(written) or len(written)
    for scale in (1.0, 0.9, 0.8, SMALLEST_SCALE):
        left = room(scale) - pixels(_CASE) - (len(written) - full) * pixels(empty)
        width = min(_WIDEST, (left / full - 5) / 7)
        if width >= _NARROWEST:
            return [width if wide or not any(written) else empty for wide in written], []
    widths = [_ON_PAPER if wide else _EMPTY for wide in written]
    breaks, used = [], 0
    for at, width in enumerate(widths):
        if used and used + pixels(width) > room(_BROKEN) - pixels(_CASE):
            breaks.append(_LEFT + at)
            used = 0
        used += pixels(width)
    return widths, breaks


def _write_frame(page: Page, contents: Contents, codes: list[Code], widths: Sequence[float]) -> None:
    sheet, styles = page.sheet, page.book.styles
    sheet.set_column(0, 0, 38, None, {"hidden": True})
    sheet.set_column(1, 1, _CASE)
    for column, width in enumerate(widths, _LEFT):
        sheet.set_column(column, column, width)
    sheet.set_row(0, None, None, {"hidden": True})
    for column, code in enumerate(codes, _LEFT):
        page.text(0, column, code.id, styles["note"])
    paths = [contents.codebook.path(code.id) for code in codes]
    sheet.set_row(1, max(28, height((), bold=zip(paths, widths, strict=True))))
    page.text(1, 1, _("Case"), styles["header"])
    for column, path in enumerate(paths, _LEFT):
        page.text(1, column, path, styles["header"])
    sheet.freeze_panes(_TOP, _LEFT)
    sheet.protect(
        "",
        {
            "format_cells": True, "format_columns": True, "format_rows": True, "sort": True,
            "autofilter": True, "insert_rows": True, "insert_columns": True,
        },
    )  # fmt: skip
    page.printed(landscape=True, headed=True)
    sheet.repeat_rows(1)
    sheet.repeat_columns(1)
    sheet.print_area(1, 1, max(_TOP + len(contents.cases) - 1, _TOP), _LEFT + len(codes) - 1)
