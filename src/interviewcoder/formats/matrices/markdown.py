"""A matrix as a Markdown pipe table, and how any text is made harmless in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.cells import grid, holds_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.analysis.results import Matrix

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LINE_START: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


def escaped(text: str) -> str:
    """Escape what Markdown, or HTML inside it, would take for its own."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


def in_cell(text: str) -> str:
    """Escape a text for a cell of a pipe table, which is one line."""
    return escaped(text).replace("\n", "<br>")


def as_markdown(matrix: Matrix, title: str) -> str:
    """Give the matrix under a heading, totals last, notes below."""
    laid = grid(matrix, words=holds_words(matrix))
    align = ":--" if holds_words(matrix) else "--:"
    lines = [
        f"# {in_cell(title)}",
        "",
        _line([laid.corner, *laid.head]),
        "|" + "|".join([" :-- ", *[f" {align} "] * len(laid.head)]) + "|",
    ]
    for label, depth, row in zip(laid.labels, laid.depths, laid.body, strict=True):
        lines.append(_line([label, *row], before="&emsp;" * depth))
    lines += [_line([label, *cells]) for label, cells in laid.foot]
    return "\n".join([*lines, "", *(f"{in_cell(note)}  " for note in laid.notes)]) + "\n"


def pipe_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Give the lines of a table of words."""
    return [_line([*headers]), "|" + " :-- |" * len(headers), *(_line([*row]) for row in rows)]


def _line(cells: list[str], before: str = "") -> str:
    first, *rest = map(in_cell, cells)
    return "| " + " | ".join([before + first, *rest]) + " |"
