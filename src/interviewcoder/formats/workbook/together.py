"""The sheets Co-occurrences: codes against codes, how often and as Jaccard's share.

Owns what those figures look like. The frame around them is `grid`'s, the figures are `analysis.cooccurrence`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook.grid import LEFT, is_theme, lay_out, write_frame, write_label
from interviewcoder.formats.workbook.matrix import scope
from interviewcoder.formats.workbook.styles import COUNT, Shades
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.workbook.book import Book

_HUNDREDTHS: Final = '0.00;;"·"'


def write_together(book: Book, contents: Contents, name: str) -> None:
    """Write both sheets: how often two codes are on the same passage, and Jaccard's share of it."""
    rule = _(
        "How many passages carry both codes (two coders on exactly the same words are one passage). The diagonal says "
        "how many carry the code at all."
    )
    _write(book, contents, name, contents.computed.together("segments"), rule, COUNT)
    rule = _(
        "Passages that carry both codes, out of those that carry either: 1 where the two always go together, "
        "0 where they never do. No figure where neither occurs."
    )
    _write(book, contents, f"{name} (Jaccard)", contents.computed.together("jaccard"), rule, _HUNDREDTHS)


def _write(book: Book, contents: Contents, name: str, matrix: Matrix, rule: str, form: str) -> None:
    notes = [scope(contents, matrix), rule]
    if matrix.rolled_up:
        notes.append(
            _(
                "A code stands for those below it too, so it is on every passage of theirs: those figures are pale."
            )
        )
    columns = tuple(replace(heading, name=heading.levels[-1]) for heading in matrix.columns)
    grid = lay_out(replace(matrix, columns=columns), notes, [])
    page = book.page(name)
    write_frame(page, grid, _("Codes on the same passages"))
    said = [figure for row, other, figure in _figures(matrix) if not _trivial(matrix, row, other)]
    shades = Shades(said)
    for place in range(len(matrix.rows)):
        write_label(page, grid, place)
    for row, other, figure in _figures(matrix):
        trivial = _trivial(matrix, row, other)
        look: dict[str, object] = {"left": 2} if LEFT + other in grid.borders else {}
        if not trivial:
            look |= {"bold": is_theme(matrix.rows[row]), **shades.of(figure)}
        style = book.styles["mark" if trivial else "count"].but(num_format=form, **look)
        page.number(grid.top + row, LEFT + other, figure, style)
    if matrix.rows:
        page.sheet.autofilter(grid.header, 0, grid.bottom - 1, max(grid.last, LEFT))
    page.sheet.print_area(0, 0, max(grid.bottom - 1, grid.header), grid.last)


def _figures(matrix: Matrix) -> Iterator[tuple[int, int, float | None]]:
    for row, cells in enumerate(matrix.cells):
        for other, cell in enumerate(cells):
            yield row, other, cell if isinstance(cell, int | float) else None


def _trivial(matrix: Matrix, row: int, other: int) -> bool:
    """Say whether a figure says nothing: that of a code with itself, or with one above or below it."""
    one, two = matrix.rows[row].levels, matrix.columns[other].levels
    short = min(len(one), len(two))
    return row == other or (matrix.rolled_up and one[:short] == two[:short])
