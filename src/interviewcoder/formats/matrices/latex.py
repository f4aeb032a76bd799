r"""A matrix as a LaTeX fragment for ``\input``: xltabular, booktabs, heads turned.

Owns escaping: nothing from a study may act as a command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.cells import grid, holds_words

if TYPE_CHECKING:
    from interviewcoder.analysis.results import Matrix

_PREAMBLE: Final = r"""% \usepackage[T1]{fontenc}
% \usepackage{graphicx}
% \usepackage{xltabular}
% \usepackage{booktabs}
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
_ANY: Final = re.compile("|".join(map(re.escape, _SPECIAL)))
_LIGATURES: Final = re.compile(r"([-',!?])(?=[-',`])")
_BLANK_LINES: Final = re.compile(r"\s*\n\s*")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def escaped(text: str) -> str:
    """Make a text mean nothing but itself, on one line of the source."""
    text = _CONTROLS.sub("\ufffd", _BLANK_LINES.sub("\n", text.strip("\n")))
    text = _LIGATURES.sub("\\1\u0000", text)
    return _ANY.sub(lambda found: _SPECIAL[found[0]], text).replace("\u0000", "{}")


def as_latex(matrix: Matrix, title: str) -> str:
    """Give the fragment; its packages are listed at its top."""
    wordy = holds_words(matrix)
    laid = grid(matrix, words=wordy)
    cells = len(matrix.columns)
    columns = "X" + ("X" if wordy else "r") * cells + "r" * laid.margins
    heads = " & ".join(_head(head, turned=not wordy or i >= cells) for i, head in enumerate(laid.head))
    first = f"{escaped(laid.corner)} & {heads} \\\\"
    count = len(laid.head) + 1
    lines = [
        _PREAMBLE + r"\begingroup\small",
        rf"\begin{{xltabular}}{{\linewidth}}{{@{{}}{columns}@{{}}}}",
        rf"\caption{{{escaped(title)}}}\label{{tab:{_label(title)}}}\\",
        rf"\toprule {first} \midrule",
        r"\endfirsthead",
        rf"\toprule {first} \midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
    ]
    for label, depth, row in zip(laid.labels, laid.depths, laid.body, strict=True):
        lines.append(rf"\hspace*{{{depth}em}}" * bool(depth) + _row([label, *row]))
    if laid.foot:
        lines.append(r"\midrule")
    lines += [_row([label, *line]) for label, line in laid.foot]
    lines.append(r"\end{xltabular}")
    lines += [rf"\par\noindent\footnotesize {escaped(note)}" for note in laid.notes]
    return "\n".join([*lines, rf"\endgroup % {count} columns"]) + "\n"


def _head(text: str, *, turned: bool) -> str:
    return rf"\rotatebox{{90}}{{{escaped(text)}}}" if turned else escaped(text)


def _row(cells: list[str]) -> str:
    return " & ".join(map(escaped, cells)) + r" \\"


def _label(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "matrix"
