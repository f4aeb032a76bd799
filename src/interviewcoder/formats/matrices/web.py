"""A matrix as one HTML file: no script, nothing loaded, fit for print and for screen readers.

Owns the page. Every figure leads to its words further down, where there is not too much of them for a page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.cells import grid
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.matrices.cells import Grid

_STYLE: Final = """
body { font: 10pt/1.4 sans-serif; color: #1a1a1a; background: #fff; margin: 2em; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; font-size: 12pt; padding-bottom: .5em; }
th, td { border: 1px solid #999; padding: .2em .5em; vertical-align: top; }
thead th { vertical-align: bottom; }
thead.turned th + th { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; max-height: 22em; }
th[scope=row] { text-align: left; font-weight: normal; min-width: 12em; }
tfoot th, tfoot td { font-weight: bold; }
td.figure { text-align: right; }
td p { margin: 0; white-space: pre-line; }
blockquote { margin: .6em 0; white-space: pre-line; }
cite { font-style: normal; color: #555; }
@media print {
  @page { size: A4 landscape; margin: 15mm; }
  body { font-size: 8pt; margin: 0; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, blockquote { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""


_TURNED_FROM: Final = 12
"""Columns from which their heads are turned."""


def as_html(matrix: Matrix, title: str, language: str, behind: Matrix | None = None) -> str:
    """Give the whole page; `behind` is the same matrix with the quotations that its figures lead to."""
    behind = matrix if matrix.cells_are == "quotes" else behind
    laid = grid(matrix, words=matrix.cells_are == "summary")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *_table(matrix, laid, title, behind),
        *(f"<p>{escape(note)}</p>" for note in laid.notes),
        *(_quotations(behind) if behind else ()),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _table(matrix: Matrix, laid: Grid, title: str, behind: Matrix | None) -> Iterator[str]:
    yield "<table>"
    yield f"<caption>{escape(title)}</caption>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in laid.head)
    turned = ' class="turned"' if len(laid.head) > _TURNED_FROM and matrix.cells_are != "summary" else ""
    yield f'<thead{turned}><tr><th scope="col">{escape(laid.corner)}</th>{heads}</tr></thead>'
    yield "<tbody>"
    for r, (label, depth, row) in enumerate(zip(laid.labels, laid.depths, laid.body, strict=True)):
        cells = "".join(_cell(matrix, r, c, text, behind) for c, text in enumerate(row))
        indent = f' style="padding-left: {0.5 + 1.2 * depth:.1f}em"' if depth else ""
        yield f'<tr><th scope="row"{indent}>{escape(label)}</th>{cells}</tr>'
    yield "</tbody>"
    if laid.foot:
        yield "<tfoot>"
        for label, line in laid.foot:
            cells = "".join(f'<td class="figure">{escape(text)}</td>' for text in line)
            yield f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>'
        yield "</tfoot>"
    yield "</table>"


def _cell(matrix: Matrix, row: int, column: int, text: str, behind: Matrix | None) -> str:
    if matrix.cells_are == "summary" and column < len(matrix.columns):
        return f"<td><p>{escape(text)}</p></td>"
    if behind and column < len(matrix.columns) and behind.cells[row][column]:
        return f'<td class="figure"><a href="#{_anchor(row, column)}">{escape(text)}</a></td>'
    return f'<td class="figure">{escape(text)}</td>'


def _anchor(row: int, column: int) -> str:
    return f"r{row + 1}c{column + 1}"


def _quotations(matrix: Matrix) -> Iterator[str]:
    for r, row in enumerate(matrix.rows):
        filled = [c for c in range(len(matrix.columns)) if matrix.cells[r][c]]
        if filled:
            yield f"<h2>{escape(row.name)}</h2>"
        for c in filled:
            yield f'<h3 id="{_anchor(r, c)}">{escape(matrix.columns[c].name)}</h3>'
            value = matrix.cells[r][c]
            for quotation in value if isinstance(value, tuple) else ():
                source = _("({reference})").format(reference=quotation.reference)
                yield f"<blockquote>{escape(quotation.text)} <cite>{escape(source)}</cite></blockquote>"
