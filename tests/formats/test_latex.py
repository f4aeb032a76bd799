"""LaTeX fragments: every text means itself, and Debian’s TeX sets them without an error."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from interviewcoder.formats import quotations
from interviewcoder.formats.matrices import render
from interviewcoder.formats.matrices.latex import escaped
from tests.formats.results import COVERAGE, QUOTES, SEGMENTS, SUMMARY, quotation
from tests.formats.test_matrices import wide

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    '100 % de \\{l\'_équipe_} & #1 $x^2$ ~ <a> "b" `c` -- [d] * « œuvre » 😀 日本 e\u0301 – — … \u202f! ?`'
)
DOCUMENT = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}\usepackage{graphicx}
\IfFileExists{french.ldf}{\usepackage[french]{babel}}{}
\usepackage{xltabular}\usepackage{booktabs}\usepackage{textcomp}
\begin{document}\input{fragment.tex}\end{document}
"""


def test_letters_that_tex_has_no_shape_for_are_named() -> None:
    """An emoji is its number, for the engine to print or to name; French letters stay as they are."""
    assert escaped("œuvre 😀 ’") == r"œuvre \otherletter{1F600} ’"


@pytest.mark.needs_tool("pdflatex")
@pytest.mark.parametrize("kind", ["figures", "wide", "coverage", "quotes", "long", "summaries", "quotations"])
def test_it_compiles(kind: str, tmp_path: Path) -> None:
    """With everything that has a meaning of its own in TeX, in names, headings and words; and nothing leaves the page.

    Long tables, tables wider than a page, passages longer than one.
    """
    hostile = quotation(HOSTILE, memo=HOSTILE)
    rows = tuple(replace(row, name=f"{row.name} {HOSTILE}") for row in SEGMENTS.rows)
    long = replace(SUMMARY, cells=((HOSTILE * 30, HOSTILE * 5, ""),) * len(rows), rows=rows)
    fragments = {
        "figures": lambda: render(replace(SEGMENTS, rows=rows * 30, cells=SEGMENTS.cells * 30,
                                          row_totals=SEGMENTS.row_totals * 30, cases_with=SEGMENTS.cases_with * 30),
                                  "tex", language="fr", title=HOSTILE),
        "wide": lambda: render(wide(replace(SEGMENTS, rows=rows), 60), "tex", language="fr", title=HOSTILE),
        "long": lambda: render(
            replace(QUOTES, cells=(((quotation(f"{HOSTILE} https://a.org/{'b/' * 40} " * 250),), (), ()), *QUOTES.cells[1:])),
            "tex", language="fr"),
        "coverage": lambda: render(COVERAGE, "tex", language="fr"),
        "quotes": lambda: render(replace(QUOTES, cells=(((hostile,) * 40, (), ()), *QUOTES.cells[1:])), "tex", language="fr"),
        "summaries": lambda: render(long, "tex", language="fr"),
        "quotations": lambda: quotations.render([hostile] * 3, "tex", "fr"),
    }  # fmt: skip
    (tmp_path / "fragment.tex").write_text(str(fragments[kind]()), encoding="utf-8")
    (tmp_path / "document.tex").write_text(DOCUMENT, encoding="utf-8")
    ran = subprocess.run(
        ["pdflatex", "-file-line-error", "-interaction=nonstopmode", "-no-shell-escape", "document.tex"],
        cwd=tmp_path, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    log = ran.stdout.decode("latin-1")
    assert not re.findall(r"^\./\w+\.tex:\d+:.*", log, re.MULTILINE)
    assert not [
        float(points) for points in re.findall(r"Overfull .hbox \((\d+\.\d+)pt", log) if float(points) > 9
    ]
    assert (tmp_path / "document.pdf").stat().st_size > 1000
