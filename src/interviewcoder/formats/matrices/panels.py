"""A matrix too wide for a page: as several tables, one below the other, each with some of the columns.

Owns where the columns are parted, and the rows of a matrix of words in the form that fits any page. Must not know forms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewcoder.formats.matrices.cells import labels_of, words_of
from interviewcoder.formats.workbook.limits import pieces
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.matrices.cells import Grid


@dataclass(frozen=True, slots=True)
class Page:
    """What a page has room for beside the labels, in letters, and what each column needs beside its letters."""

    letters: float
    gap: float


def panels(laid: Grid, page: Page, tallest: int = 1) -> list[Grid]:
    """Part a grid into grids that fit `page`; the totals are the last columns of the last.

    Heads longer than `tallest` letters are set in lines of that length, which makes their column wider.
    """
    wide = [_width(laid, column, page, tallest) for column in range(len(laid.head))]
    if sum(wide) <= page.letters:
        return [laid]
    parts: list[list[int]] = [[]]
    for column, width in enumerate(wide):
        if parts[-1] and sum(wide[at] for at in parts[-1]) + width > page.letters:
            parts.append([])
        parts[-1].append(column)
    return [_part(laid, columns) for columns in parts]


def lines(head: str, tallest: int) -> int:
    """Say on how many lines a head is set."""
    return -(-len(head) // tallest) or 1


def _width(laid: Grid, column: int, page: Page, tallest: int) -> float:
    longest = max(
        [1, *(len(row[column]) for row in laid.body), *(len(line[column]) for _name, line in laid.foot)]
    )
    return max(longest, 2 * lines(laid.head[column], tallest)) + page.gap


def _part(laid: Grid, columns: list[int]) -> Grid:
    totals = range(len(laid.head) - laid.margins, len(laid.head))
    return replace(
        laid,
        head=tuple(laid.head[at] for at in columns),
        body=tuple(tuple(row[at] for at in columns) for row in laid.body),
        foot=tuple((name, tuple(line[at] for at in columns)) for name, line in laid.foot),
        margins=sum(1 for at in columns if at in totals),
    )


def numbered(title: str, at: int, of: int) -> str:
    """Say which of several tables one is."""
    return _("{title} ({n} of {all})").format(title=title, n=at, all=of) if of > 1 else title


def in_rows(matrix: Matrix, longest: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the words of a matrix row by row: its label, and beside each filled column's name one text after the other.

    A name stands beside the first of its texts only. A text longer than `longest` goes on in the next pair.
    """
    labels, depths = labels_of(matrix.rows)
    for r, (label, depth, heading) in enumerate(zip(labels, depths, matrix.rows, strict=True)):
        filled = [c for c in range(len(matrix.columns)) if matrix.cells[r][c]]
        if filled:
            yield (
                heading.name if depth else label,
                [pair for c in filled for pair in _pairs(matrix, r, c, longest)],
            )


def _pairs(matrix: Matrix, row: int, column: int, longest: int) -> Iterator[tuple[str, str]]:
    name, value = matrix.columns[column].name, matrix.cells[row][column]
    texts = (
        [_("{text} ({reference})").format(text=at.text, reference=at.reference) for at in value]
        if isinstance(value, tuple)
        else [words_of(matrix, row, column)]
    )
    for text in texts:
        for piece in pieces(text, longest):
            yield name, piece
            name = ""
