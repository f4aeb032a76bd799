"""A matrix as aligned plain text, for a terminal.

Owns how wide characters are and how columns break. Every text from the study is made safe to show.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import shown
from interviewcoder.formats.matrices.cells import grid, holds_words, notes, shown_cell
from interviewcoder.formats.matrices.shortening import distinct
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.matrices.cells import Grid

_HEAD_WIDTH: Final = 12
_GAP: Final = "  "
_LABEL_WIDTH, _LEAST = 44, 12
"""Columns of a terminal that labels take at most, and that they may always have."""


def as_text(matrix: Matrix, title: str, width: int | None = None) -> str:
    """Give the matrix as text; `width` breaks it into panels of that many columns of a terminal."""
    if holds_words(matrix):
        return "\n".join(_in_words(matrix, title)) + "\n"
    laid = grid(matrix)
    lines = [shown(title), ""]
    labels = _labels(laid, width)
    for panel in _panels(laid, labels, width):
        lines += [*_panel(laid, labels, panel), ""]
    return "\n".join([*lines, *map(shown, laid.notes)]) + "\n"


def cell_width(text: str) -> int:
    """Count the columns a terminal gives a text."""
    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) in {"Mn", "Me", "Cf"} else
        2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1
        for c in text
    )  # fmt: skip


def _padded(text: str, width: int, *, right: bool = False) -> str:
    room = " " * (width - cell_width(text))
    return room + text if right else text + room


def wrapped(text: str, width: int) -> list[str]:
    """Break a text at spaces into lines a terminal shows in `width` columns; longer words are cut up."""
    lines = [""]
    for word in shown(text).split(" "):
        rest = word
        if lines[-1] and cell_width(lines[-1]) + 1 + cell_width(rest) <= width:
            lines[-1] += " " + rest
            continue
        if lines[-1]:
            lines.append("")
        while cell_width(rest) > width:
            at = len(rest)
            while at > 1 and cell_width(rest[:at]) > width:
                at -= 1
            lines[-1] = rest[:at]
            lines.append("")
            rest = rest[at:]
        lines[-1] = rest
    return lines


def _labels(laid: Grid, width: int | None) -> list[str]:
    """Give the labels as they stand before the rows: in a terminal of some `width` they leave room for figures."""
    indented = ["  " * depth + shown(label) for label, depth in zip(laid.labels, laid.depths, strict=True)]
    return (
        indented
        if width is None
        else distinct(indented, max(_LEAST, min(_LABEL_WIDTH, width // 2)), cell_width)
    )


def _label_width(laid: Grid, labels: Sequence[str]) -> int:
    return max(map(cell_width, [*labels, shown(laid.corner), *(label for label, _line in laid.foot)]))


def _column_width(laid: Grid, column: int) -> int:
    figures = [row[column] for row in laid.body] + [line[column] for _label, line in laid.foot]
    return max(map(cell_width, [*wrapped(laid.head[column], _HEAD_WIDTH), *figures]))


def _panels(laid: Grid, labels: Sequence[str], width: int | None) -> Iterator[list[int]]:
    columns = list(range(len(laid.head)))
    if width is None:
        yield columns
        return
    panel: list[int] = []
    used = _label_width(laid, labels)
    for column in columns:
        needed = len(_GAP) + _column_width(laid, column)
        if panel and used + needed > width:
            yield panel
            panel, used = [], _label_width(laid, labels)
        panel.append(column)
        used += needed
    yield panel


def _panel(laid: Grid, labels: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    first = _label_width(laid, labels)
    widths = [_column_width(laid, column) for column in columns]
    heads = [wrapped(laid.head[column], _HEAD_WIDTH) for column in columns]
    height = max(map(len, heads), default=1)
    for level in range(height):
        at_bottom = [
            head[level - height + len(head)] if level >= height - len(head) else "" for head in heads
        ]
        label = shown(laid.corner) if level == height - 1 else ""
        yield _line(label, first, at_bottom, widths)
    rule = "─" * (first + sum(widths) + len(_GAP) * len(widths))
    yield rule
    for label, row in zip(labels, laid.body, strict=True):
        yield _line(label, first, [row[column] for column in columns], widths)
    if laid.foot:
        yield rule
    for label, line in laid.foot:
        yield _line(label, first, [line[column] for column in columns], widths)


def _line(label: str, first: int, cells: Sequence[str], widths: Sequence[int]) -> str:
    figures = [_padded(cell, width, right=True) for cell, width in zip(cells, widths, strict=True)]
    return _GAP.join([_padded(label, first), *figures]).rstrip()


def _in_words(matrix: Matrix, title: str) -> Iterator[str]:
    """Give a matrix of words as blocks, row by row: no terminal is wide enough for a grid of them."""
    yield shown(title)
    for r, row in enumerate(matrix.rows):
        yield ""
        yield f"{shown(row.name)}"
        yield "─" * max(1, cell_width(shown(row.name)))
        empty = []
        for c, column in enumerate(matrix.columns):
            value = matrix.cells[r][c]
            if not value:
                empty.append(f"{shown(column.name)} {shown_cell(matrix, r, c)}")
                continue
            yield f"  {shown(column.name)}"
            texts = [value] if isinstance(value, str) else []
            if isinstance(value, tuple):
                texts = [f"{quotation.text} ({quotation.reference})" for quotation in value]
            for text in texts:
                yield from (f"    {line}" for line in wrapped(text, 90))
        if empty:
            yield from (
                f"  {line}" for line in wrapped(_("Nothing: {cases}").format(cases=", ".join(empty)), 92)
            )
    yield ""
    yield from map(shown, notes(matrix))
