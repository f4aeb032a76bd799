"""A matrix as a Word document: landscape, header on every page, a caption Word can list.

Must not know how Word is written, which is in `formats.word`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats import word
from interviewcoder.formats.matrices.cells import axis, grid, holds_words, measure
from interviewcoder.formats.matrices.naming import caption
from interviewcoder.formats.matrices.panels import Page, in_rows, lines, numbered, panels
from interviewcoder.formats.quotations import source_of
from interviewcoder.formats.workbook.passages import blocks_behind
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.matrices.cells import Grid

_PAGE: Final = Page(letters=125, gap=2.4)
"""What a landscape page has room for beside the labels, in letters of the size of a table."""
_TURNED: Final = 30
_LONGEST: Final = 3_000
"""Letters of a row of words: a row stays whole."""
_LABELS: Final = 44.0
_IN_A_GRID: Final = 4
"""Columns of summaries that can be read beside each other."""


def as_document(matrix: Matrix, title: str, behind: Matrix | None = None) -> bytes:
    """Give the document: figures in as many tables as the page is wide, words under each row one below the other.

    `behind` is the same matrix with the quotations that its figures lead to; they stand below it.
    """
    document = word.new_document(title, landscape=True)
    laid = grid(matrix)
    if holds_words(matrix):
        _add_words(document, matrix, title)
    else:
        parts = panels(laid, _PAGE, _TURNED)
        first = 0
        for n, part in enumerate(parts, 1):
            word.add_caption(document, numbered(caption(matrix, title), n, len(parts)), n)
            links = _links(behind, first, len(part.head)) if behind else {}
            _add_figures(document, matrix, part, links, broad=len(parts) == 1)
            first += len(part.head)
    for note in laid.notes:
        document.add_paragraph(word.clean(note))
    if behind:
        _add_quotations(document, behind)
    return word.saved(document)


def _bookmark(row: int, column: int) -> str:
    return f"r{row + 1}c{column + 1}"


def _links(behind: Matrix, first: int, number: int) -> dict[tuple[int, int], str]:
    """Give, for the figures of some columns that have quotations, where these stand; by their places in the table."""
    columns = range(first, min(first + number, len(behind.columns)))
    return {
        (r, 1 + c - first): _bookmark(r, c) for r, row in enumerate(behind.cells) for c in columns if row[c]
    }


def _add_quotations(document: Any, behind: Matrix) -> None:
    rows = {heading.id: n for n, heading in enumerate(behind.rows)}
    columns = {heading.id: n for n, heading in enumerate(behind.columns)}
    document.add_heading(word.clean(_("Quotations")), level=1).paragraph_format.page_break_before = True
    for block in blocks_behind(behind):
        row = rows[block.code]
        document.add_heading(word.clean(behind.rows[row].name), level=2)
        for column, passages in block.cases:
            at = columns[column]
            heading = document.add_heading(word.clean(behind.columns[at].name), level=3)
            word.add_bookmark(heading, _bookmark(row, at), row * len(columns) + at)
            for passage in passages:
                word.add_quote(document, passage.quotation.text, f"— {source_of(passage.quotation)}")


def _add_figures(
    document: Any, matrix: Matrix, laid: Grid, links: dict[tuple[int, int], str], *, broad: bool
) -> None:
    rows = [
        ("\u2002" * 2 * depth + label, *cells)
        for label, depth, cells in zip(laid.labels, laid.depths, laid.body, strict=True)
    ]
    rows += [(label, *line) for label, line in laid.foot]
    themes = [n for n, depth in enumerate(laid.depths) if not depth and matrix.rows_are == "codes"]
    figures = [
        max([2, *(len(row[at]) for row in rows), 2 * lines(head, _TURNED)]) + _PAGE.gap
        for at, head in enumerate(laid.head, 1)
    ]
    if broad:  # little beside the labels: the table need not fill the page
        figures = [max(figure, min(9.0, _PAGE.letters / len(figures))) for figure in figures]
    word.add_table(
        document,
        (laid.corner, *laid.head),
        rows,
        shares=[_LABELS, *figures],
        of=max(_LABELS + _PAGE.letters, _LABELS + sum(figures)),
        figures_from=1,
        turned=_TURNED,
        bold={*themes, *range(len(laid.labels), len(rows))},
        links=links,
    )


def _add_words(document: Any, matrix: Matrix, title: str) -> None:
    word.add_caption(document, caption(matrix, title))
    said = measure(matrix)
    if matrix.cells_are == "summary" and len(matrix.columns) <= _IN_A_GRID:
        laid = grid(matrix, words=True)
        rows = [(label, *cells) for label, cells in zip(laid.labels, laid.body, strict=True)]
        shares = [3.0, *[4.0] * len(matrix.columns), *[1.0] * laid.margins]
        word.add_table(document, (laid.corner, *laid.head), rows, shares=shares)
        return
    headers = (axis(matrix.columns_are), said[:1].upper() + said[1:])
    word.add_table(document, headers, _rows(matrix), shares=[1.0, 4.0])


def _rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for label, pairs in in_rows(matrix, _LONGEST):
        yield (label,)
        yield from pairs
