r"""A matrix as a LaTeX fragment for ``\input``: xltabular, booktabs, heads turned.

Owns escaping: nothing from a study may act as a command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.cells import axis, grid, holds_words, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.results import Matrix
    from interviewcoder.formats.matrices.cells import Grid

PREAMBLE: Final = r"""% \usepackage[T1]{fontenc}
% \usepackage{graphicx}
% \usepackage{xltabular}
% \usepackage{booktabs}
% \usepackage{textcomp}
\providecommand{\otherletter}[1]{\ifdefined\Umathcode\symbol{"#1}\else\texttt{[U+#1]}\fi}
"""
_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}",
    "[": "{[}", "]": "{]}", "*": "{*}", "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,",
    "·": r"\textperiodcentered{}", "●": r"\textbullet{}", "—": r"\textemdash{}", "–": r"\textendash{}",
    "…": r"\ldots{}", "«": r"\guillemotleft{}", "»": r"\guillemotright{}", "€": r"\texteuro{}",
    "\n": r"\newline ", "\t": " ",
}  # fmt: skip
_FIRST, _SECOND = r">{\raggedright\arraybackslash}X", r">{\hsize=1.5\hsize\raggedright\arraybackslash}X"
_KNOWN: Final = frozenset("‘’“”‚„†‡•‰‹›™")
"""What LaTeX with T1 knows beyond Latin letters, besides the special ones."""
_LAST_LATIN: Final = "\u017f"
_ANY: Final = re.compile("|".join(map(re.escape, _SPECIAL)))
_LIGATURES: Final = re.compile(r"([-',!?])(?=[-',`])")
_BLANK_LINES: Final = re.compile(r"\s*\n\s*")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def escaped(text: str) -> str:
    """Make a text mean nothing but itself, on one line of the source."""
    text = _CONTROLS.sub("\ufffd", _BLANK_LINES.sub("\n", text.strip("\n")))
    text = _LIGATURES.sub("\\1\u0000", text)
    text = _ANY.sub(lambda found: _SPECIAL[found[0]], text).replace("\u0000", "{}")
    return "".join(map(_letter, text)) if any(letter > _LAST_LATIN for letter in text) else text


def _letter(letter: str) -> str:
    """Give a letter pdfLaTeX has no shape for by its number: newer engines print it, that one names it."""
    if letter <= _LAST_LATIN or letter in _KNOWN:
        return letter
    return rf"\otherletter{{{ord(letter):04X}}}"


def as_latex(matrix: Matrix, title: str) -> str:
    """Give the fragment; its packages are listed at its top.

    Figures stand in a grid. Words would not fit into its columns: they stand in two, under each code the case and
    beside it the summary, or its quotations one by one, so that the table breaks between them.
    """
    laid = grid(matrix, words=holds_words(matrix))
    table = _of_words(matrix, laid, title) if holds_words(matrix) else _of_figures(laid, title)
    notes = [rf"\par\noindent\footnotesize {escaped(note)}" for note in laid.notes]
    return "\n".join([PREAMBLE + r"\begingroup\small", *table, *notes, r"\endgroup"]) + "\n"


def _of_figures(laid: Grid, title: str) -> Iterator[str]:
    heads = " & ".join(rf"\rotatebox{{90}}{{{escaped(head)}}}" for head in laid.head)
    yield from _opening("r" * len(laid.head), title, f"{escaped(laid.corner)} & {heads}")
    for label, depth, row in zip(laid.labels, laid.depths, laid.body, strict=True):
        yield rf"\hangindent={depth + 1}em\hspace*{{{depth}em}}" + _row([label, *row])
    if laid.foot:
        yield r"\midrule"
    yield from (_row([label, *line]) for label, line in laid.foot)
    yield r"\end{xltabular}"


def _of_words(matrix: Matrix, laid: Grid, title: str) -> Iterator[str]:
    yield from _opening(_SECOND, title, f"{escaped(axis(matrix.columns_are))} & {escaped(measure(matrix))}")
    for r, (label, row) in enumerate(zip(laid.labels, laid.body, strict=True)):
        filled = [c for c in range(len(matrix.columns)) if matrix.cells[r][c]]
        if not filled:
            continue
        yield rf"\multicolumn{{2}}{{@{{}}l@{{}}}}{{\bfseries {escaped(label)}}} \\*"
        for c in filled:
            value = matrix.cells[r][c]
            texts = [f"{at.text} ({at.reference})" for at in value] if isinstance(value, tuple) else [row[c]]
            for n, text in enumerate(texts):
                yield _row([matrix.columns[c].name if n == 0 else "", text]) + r"[2pt]"
        yield r"\addlinespace"
    yield r"\end{xltabular}"


def _opening(columns: str, title: str, head: str) -> Iterator[str]:
    first = r">{\hsize=.5\hsize\raggedright\arraybackslash}X" if columns == _SECOND else _FIRST
    yield rf"\begin{{xltabular}}{{\linewidth}}{{@{{}}{first}{columns}@{{}}}}"
    yield rf"\caption{{{escaped(title)}}}\label{{tab:{_label(title)}}}\\"
    yield rf"\toprule {head} \\ \midrule"
    yield r"\endfirsthead"
    yield rf"\toprule {head} \\ \midrule"
    yield r"\endhead"
    yield r"\bottomrule"
    yield r"\endfoot"


def _row(cells: list[str]) -> str:
    return " & ".join(map(escaped, cells)) + r" \\"


def _label(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "matrix"
