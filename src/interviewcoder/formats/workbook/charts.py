"""The sheet Charts: in how many cases of each group a code occurs, as a table and as a native chart.

Owns the table the chart draws, and the chart. The counts come from the matrix of presence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.shortening import distinct
from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.styles import FONT, LINE
from interviewcoder.formats.workbook.tables import Column, Table, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book, CellValue, Page

_COLOURS: Final = ("#1F3864", "#9DC3E6", "#7F7F7F", "#E2A72E", "#5B9B8A", "#B55D60", "#8064A2", "#C4BD97")
"""Apart in grey as well, neighbours most of all."""
_ROW_PIXELS: Final = 17
_TALLEST: Final = 500
"""Pixels of bars that stand on one page."""
_TIGHT: Final = 12
_COLUMNS_ACROSS, _LEGEND_ROWS = 12, 10
_NAME: Final = 40
"""Letters of a name beside a bar."""
_MOST_CODES: Final = 60
"""More bars than that on one picture cannot be read."""


def write_charts(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet: the table from the first cell on, the chart beside it."""
    groups, rows = grouped(contents)
    columns = [Column(_("Code"), 44, "words"), *(Column(group, 13, "number") for group in groups)]
    printed, names = len(columns), [str(row[0]) for row in rows]
    short = shortened(names)
    if short != names:
        columns.append(Column(_("Name on the chart"), 30, hidden=True))
        rows = [[*row, name] for row, name in zip(rows, short, strict=True)]
    first = len(book.pages)
    write_table(book, Table("Charts", sheet, columns, printed=printed), rows)
    page = list(book.pages.values())[first]
    if rows and groups:
        _draw(page, contents, groups, rows[:_MOST_CODES], named=0 if len(columns) == printed else printed)


def shortened(names: Sequence[str]) -> list[str]:
    """Give the names of codes as they stand beside bars, for which long ones leave no room; no two alike."""
    return distinct(names, _NAME)


def grouped(contents: Contents) -> tuple[list[str], list[list[CellValue]]]:
    """Give the groups of cases, and for each code in how many cases of each group it occurs."""
    matrix = contents.presence
    names = [heading.group or _("Cases") for heading in matrix.columns]
    groups = list(
        dict.fromkeys(name for name, heading in zip(names, matrix.columns, strict=True) if heading.id)
    )
    rows: list[list[CellValue]] = []
    for heading, cells in zip(matrix.rows, matrix.cells, strict=True):
        counts = dict.fromkeys(groups, 0)
        for name, column, cell in zip(names, matrix.columns, cells, strict=True):
            if column.id and cell:
                counts[name] += 1
        rows.append([heading.name, *counts.values()])
    return groups, rows


def _draw(page: Page, contents: Contents, groups: list[str], rows: list[list[CellValue]], named: int) -> None:
    """Draw the rows; the column `named` holds what stands beside the bars, in sight or not."""
    chart: Any = page.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    titles = limits.headers([_("Code"), *groups])
    for at, _title in enumerate(titles[1:], 1):
        chart.add_series({
            "name": [page.name, 0, at],
            "categories": [page.name, 1, named, len(rows), named],
            "values": [page.name, 1, at, len(rows), at],
            "fill": {"color": _COLOURS[(at - 1) % len(_COLOURS)]},
            "gap": 40,
        })  # fmt: skip
    chart.show_hidden_data()
    font = {"name": FONT, "size": 9}
    title = _("Cases in which each code occurs (of {n})").format(n=contents.segments.n_cases)
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12}, "overlay": False})
    tall = min(_ROW_PIXELS, _TALLEST / len(rows))
    small = {"name": FONT, "size": 9 if tall == _ROW_PIXELS else 8 if tall > _TIGHT else 7}
    chart.set_y_axis({"reverse": True, "num_font": small, "line": {"color": LINE}, "interval_unit": 1})
    figures = {"num_font": font, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    chart.set_x_axis({**figures, "min": 0, "max": max(contents.segments.n_cases, 1)})
    chart.set_legend({"position": "bottom", "font": font, **({"none": True} if len(groups) < 2 else {})})
    chart.set_size({"width": 64 * _COLUMNS_ACROSS, "height": 140 + tall * len(rows)})
    about = _(
        "Bar chart: for each code the number of cases in which it occurs, by group of cases. The figures are in the table."
    )
    page.sheet.insert_chart(
        1, len(groups) + 2 + bool(named), chart, {"description": about, "object_position": 3}
    )
    # The table's own print area ends before the picture.
    page.sheet.print_area(0, 0, len(rows) + _LEGEND_ROWS, len(groups) + 2 + _COLUMNS_ACROSS)
