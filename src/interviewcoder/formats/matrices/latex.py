r"""A matrix as a LaTeX fragment for ``\input``: xltabular, booktabs, heads turned.

Owns escaping: nothing from a study may act as a command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.matrices.cells import axis, grid, holds_words, measure
from interviewcoder.formats.matrices.naming import caption, label
from interviewcoder.formats.matrices.panels import Page, in_rows, numbered, panels

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
_FIRST: Final = r">{\raggedright\arraybackslash}X"
_PAGE: Final = Page(letters=50, gap=1.4)
"""What a page of LaTeX’s own widths has room for, beside labels a third of it wide."""
_TURNED: Final = 32
_LONGEST: Final = 1_500
"""Letters of a row of words: a row does not break."""
_KNOWN: Final = frozenset("‘’“”‚„†‡•‰‹›™")
"""What LaTeX with T1 knows beyond Latin letters, besides the special ones."""
_LAST_LATIN: Final = "\u017f"
_ANY: Final = re.compile("|".join(map(re.escape, _SPECIAL)))
_LIGATURES: Final = re.compile(r"([-',!?])(?=[-',`])")
_UNBROKEN: Final = re.compile(r"\S{30,}")
_JOINTS: Final = re.compile(r"([/?&=_.\-])(?=\S)")
"""Where a word too long for a line may break: addresses, most of all."""
_BLANK_LINES: Final = re.compile(r"\s*\n\s*")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def escaped(text: str) -> str:
    """Make a text mean nothing but itself, on one line of the source."""
    text = _CONTROLS.sub("\ufffd", _BLANK_LINES.sub("\n", text.strip("\n")))
    text = _LIGATURES.sub("\\1\u0000", text)
    text = _UNBROKEN.sub(lambda found: _JOINTS.sub("\\1\u0001", found[0]), text)
    text = _ANY.sub(lambda found: _SPECIAL[found[0]], text)
    text = text.replace("\u0000", "{}").replace("\u0001", r"\allowbreak{}")
    return "".join(map(_letter, text)) if any(letter > _LAST_LATIN for letter in text) else text


def _letter(letter: str) -> str:
    """Give a letter pdfLaTeX has no shape for by its number: newer engines print it, that one names it."""
    if letter <= _LAST_LATIN or letter in _KNOWN:
        return letter
    return rf"\otherletter{{{ord(letter):04X}}}"


def as_latex(matrix: Matrix, title: str) -> str:
    """Give the fragment; its packages are listed at its top.

    Figures stand in a grid, in several where one would be wider than a page. Words would not fit into its columns: they
    stand in two, under each code the case and beside it the summary, or its quotations one by one, in a table that
    breaks between them and is set page by page, however long.
    """
    laid = grid(matrix)
    called, name = caption(matrix, title), label(matrix, title)
    table = _of_words(matrix, called, name) if holds_words(matrix) else _of_figures(laid, called, name)
    notes = [rf"\par\noindent\footnotesize {escaped(note)}" for note in laid.notes]
    opening = r"\begingroup\small\setlength{\tabcolsep}{3pt}"
    return "\n".join([PREAMBLE + opening, *table, *notes, r"\endgroup"]) + "\n"


def _of_figures(laid: Grid, called: str, name: str) -> Iterator[str]:
    parts = panels(laid, _PAGE, _TURNED)
    for n, part in enumerate(parts, 1):
        columns = f"@{{}}{_FIRST}{'r' * len(part.head)}@{{}}"
        heads = [_turned(head) for head in part.head]
        yield rf"\begin{{xltabular}}{{\linewidth}}{{{columns}}}"
        head = " & ".join([escaped(laid.corner), *heads])
        yield from _opening(numbered(called, n, len(parts)), f"{name}-{n}", head)
        for heading, depth, row in zip(part.labels, part.depths, part.body, strict=True):
            yield rf"\hangindent={depth + 1}em\hspace*{{{depth}em}}" + _row([heading, *row])
        if part.foot:
            yield r"\midrule"
        yield from (_row([heading, *line]) for heading, line in part.foot)
        yield r"\end{xltabular}"


def _turned(head: str) -> str:
    if len(head) <= _TURNED:
        return rf"\rotatebox{{90}}{{{escaped(head)}}}"
    return rf"\rotatebox{{90}}{{\parbox[b]{{14em}}{{\raggedright {escaped(head)}}}}}"


def _of_words(matrix: Matrix, called: str, name: str) -> Iterator[str]:
    wide = r">{\raggedright\arraybackslash}p{%s\linewidth}"
    yield rf"\begin{{longtable}}{{@{{}}{wide % '.26'}{wide % '.7'}@{{}}}}"
    head = f"{escaped(axis(matrix.columns_are))} & {escaped(_sentence(measure(matrix)))}"
    yield from _opening(called, f"{name}-1", head)
    for heading, pairs in in_rows(matrix, _LONGEST):
        yield rf"\multicolumn{{2}}{{@{{}}p{{.98\linewidth}}@{{}}}}{{\bfseries {escaped(heading)}}} \\*"
        for beside, text in pairs:
            yield _row([beside, text]) + "[2pt]"
        yield r"\addlinespace"
    yield r"\end{longtable}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _opening(called: str, name: str, head: str) -> Iterator[str]:
    yield rf"\caption{{{escaped(called)}}}\label{{tab:{name}}}\\"
    yield rf"\toprule {head} \\ \midrule"
    yield r"\endfirsthead"
    yield rf"\toprule {head} \\ \midrule"
    yield r"\endhead"
    yield r"\bottomrule"
    yield r"\endfoot"


def _row(cells: list[str]) -> str:
    return " & ".join(map(escaped, cells)) + r" \\"
