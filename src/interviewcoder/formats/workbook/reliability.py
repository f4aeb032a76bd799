"""The sheet Reliability: agreement between coders, a row a code, with what has to be reported about it above.

Owns the layout. The figures are `analysis.agreement`'s, the words `formats.agreement`'s.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.agreement import facts, headers, interval
from interviewcoder.formats.workbook.heights import height
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.agreement.figures import Figures
    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book, Page

_WIDTHS: Final = (44.0, 10.0)
_WIDE: Final = 14.0
_NOTE: Final = 190
"""Letters of a note that stand on one line."""
_COEFFICIENT: Final = "0.000"


def write_reliability(book: Book, contents: Contents, name: str) -> None:
    """Write the sheet; where there is nobody to compare, it says so."""
    page, styles = book.page(name), book.styles
    page.text(0, 0, _("Agreement between coders"), styles["title"])
    page.printed(landscape=True)
    report = contents.computed.agreement()
    if report is None:
        page.text(1, 0, _("Only one coder has coded: there is nothing to compare."), styles["subtitle"])
        return
    row = 1
    lines = [line for fact in facts(report) for line in wrap(fact, _NOTE)]
    for row, line in enumerate(lines, 1):
        page.sheet.set_row(row, 11.25)
        page.text(row, 0, line, styles["note"])
    titles = headers(report)
    top = row + 2
    for column, title in enumerate(titles):
        page.sheet.set_column(
            column, column, _WIDTHS[0] if not column else _WIDE if column > 4 else _WIDTHS[1]
        )
        page.text(top, column, title, styles["header_middle" if column else "header"])
    page.sheet.set_row(top, height((), bold=((title, _WIDTHS[1]) for title in titles)))
    used = [code for code in report.codes if code.used]
    for at, code in enumerate(used, top + 1):
        _write(page, at, code.code, code.figures, code.u_alpha)
    _write(page, top + 1 + len(used), _("All codes, pooled"), report.pooled, report.u_alpha)
    page.sheet.autofilter(top, 0, top + max(len(used), 1), len(titles) - 1)
    page.sheet.freeze_panes(top + 1, 1)
    page.sheet.repeat_rows(top)
    page.sheet.print_area(0, 0, top + 1 + len(used), len(titles) - 1)


def _write(page: Page, row: int, label: str, figures: Figures, u_alpha: float | None) -> None:
    styles = page.book.styles
    some = figures.units - figures.a - figures.d
    counts = [figures.a, figures.b, figures.c] if figures.b is not None else [figures.a, some]
    page.sheet.set_row(row, height([(label, _WIDTHS[0])]))
    page.text(row, 0, label, styles["label"])
    for column, count in enumerate([*counts, figures.d], 1):
        page.number(row, column, count, styles["count"].but(num_format="0"))
    column = len(counts) + 2
    for value in (figures.percent, figures.positive, figures.kappa, figures.alpha):
        page.number(row, column, value, styles["count"].but(num_format=_COEFFICIENT))
        column += 1
    page.text(row, column, interval(figures), styles["count"])
    page.number(row, column + 1, u_alpha, styles["count"].but(num_format=_COEFFICIENT))
