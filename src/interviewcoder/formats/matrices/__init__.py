"""A comparison matrix in every form a reader may want it in.

Owns which form is called what. Each form is in its own module. Must not compute: a matrix comes finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.analysis.results import Matrix

__all__ = ["FIGURES", "FORMS", "render"]

FIGURES: Final = ("tidy", "qca", "png", "svg")
"""Forms for matrices of figures only."""
FORMS: Final = ("text", "csv", "json", "md", "html", "tex", "docx", "xlsx", *FIGURES)


def render(
    matrix: Matrix,
    form: str,
    *,
    language: str,
    title: str = "",
    width: int | None = None,
    picture: str = "heat",
    behind: Matrix | None = None,
    scratch: Path | None = None,
) -> str | bytes:
    """Give a matrix as `form`: bytes for docx, xlsx, png and svg, text for the others.

    `language` decides on separators in csv. `width` breaks the text form into panels that fit a terminal. `picture` is
    what png and svg show: ``heat`` or ``bars``. `behind` is the same matrix with quotations, for html, docx and xlsx to lead to.
    `scratch` is the folder in which what cannot be made in memory is made. Raises `Refused` for what a form cannot show.
    """
    title = title or _("Matrix")
    if form in {"docx", "xlsx"}:
        return _for_office(matrix, form, title, behind, scratch)
    if form == "text":
        from interviewcoder.formats.matrices.plain import as_text

        return as_text(matrix, title, width)
    if form in {"csv", "json"}:
        from interviewcoder.formats.matrices.tidy import as_csv, as_json

        return as_csv(matrix, language) if form == "csv" else as_json(matrix)
    if form in {"md", "html", "tex"}:
        return _for_pages(matrix, form, title, language, behind)
    if form in {"tidy", "qca"}:
        from interviewcoder.formats.matrices.statistics import as_presence_table, as_tidy_table

        return as_tidy_table(matrix) if form == "tidy" else as_presence_table(matrix)
    if form in {"png", "svg"}:
        from interviewcoder.formats.matrices.pictures import as_picture

        return as_picture(matrix, form, title, picture)
    raise Refused(
        _("A matrix is written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _for_office(matrix: Matrix, form: str, title: str, behind: Matrix | None, scratch: Path | None) -> bytes:
    if form == "docx":
        from interviewcoder.formats.matrices.document import as_document

        return as_document(matrix, title, behind)
    from interviewcoder.formats.matrices.sheet import as_sheet

    return as_sheet(matrix, title, behind, scratch)


def _for_pages(matrix: Matrix, form: str, title: str, language: str, behind: Matrix | None) -> str:
    if form == "md":
        from interviewcoder.formats.matrices.markdown import as_markdown

        return as_markdown(matrix, title)
    if form == "html":
        from interviewcoder.formats.matrices.web import as_html

        return as_html(matrix, title, language, behind)
    from interviewcoder.formats.matrices.latex import as_latex

    return as_latex(matrix, title)
