"""Case and theme reports as documents to read: Word and Markdown.

Owns what a report looks like. Must not gather: a report comes finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.formats import word
from interviewcoder.formats.matrices.markdown import escaped, in_cell
from interviewcoder.formats.quotations import source_of
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.reports import Extract, Report, Section

FORMS: Final = ("md", "docx")
_DEEPEST: Final = 4
"""Headings below that look alike in Word."""


def render(report: Report, form: str) -> str | bytes:
    """Give a report as `form`: bytes for docx, text for md."""
    if form == "docx":
        return _document(report)
    if form == "md":
        return "".join(f"{line}\n" for line in _markdown(report))
    raise Refused(
        _("A report is written as {forms}, not as “{form}”.").format(forms=", ".join(FORMS), form=form)
    )


def _heading(section: Section) -> str:
    return f"{section.title} ({section.segments})" if section.segments else section.title


def _source(extract: Extract) -> str:
    codes = f" [{'; '.join(extract.codes)}]" if extract.codes else ""
    return f"— {source_of(extract.quotation)}{codes}"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {in_cell(report.title)}"
    yield ""
    yield f"*{in_cell(report.subtitle)}*"
    if report.facts:
        yield ""
    for name, value in report.facts:
        yield f"- **{in_cell(name)}** – {in_cell(value)}"
    for note in report.notes:
        yield ""
        yield escaped(note)
    for section in report.sections:
        yield ""
        yield f"{'#' * min(2 + section.depth, 6)} {in_cell(_heading(section))}"
        if section.status:
            yield ""
            yield f"*{in_cell(section.status)}*"
        if section.summary:
            yield ""
            yield escaped(section.summary)
        for extract in section.extracts:
            star = "★ " if extract.quotation.key else ""
            yield ""
            yield from (f"> {line}".rstrip() for line in (star + escaped(extract.quotation.text)).split("\n"))
            yield ">"
            yield f"> {in_cell(_source(extract))}"
    if report.empty:
        yield ""
        yield f"## {in_cell(report.empty_title)}"
        yield ""
        yield from (f"- {in_cell(title)}" for title in report.empty)


def _document(report: Report) -> bytes:
    document = word.new_document(report.title)
    document.add_heading(word.clean(report.title), level=0)
    document.add_paragraph(word.clean(report.subtitle), style="Subtitle")
    for name, value in report.facts:
        line = document.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(word.clean(f"{name}\u2002")).bold = True
        line.add_run(word.clean(value))
    for note in report.notes:
        document.add_paragraph(word.clean(note))
    for section in report.sections:
        document.add_heading(word.clean(_heading(section)), level=min(1 + section.depth, _DEEPEST))
        if section.status:
            document.add_paragraph().add_run(word.clean(section.status)).italic = True
        for paragraph in section.summary.split("\n") if section.summary else ():
            document.add_paragraph(word.clean(paragraph))
        for extract in section.extracts:
            star = "★ " if extract.quotation.key else ""
            word.add_quote(document, star + extract.quotation.text, _source(extract))
    if report.empty:
        document.add_heading(word.clean(report.empty_title), level=1)
        for title in report.empty:
            document.add_paragraph(word.clean(title), style="List Bullet")
    return word.saved(document)
