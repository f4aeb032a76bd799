"""The hidden sheet `_meta`: identities and hashes, by which an edited file is recognised when it comes back.

Owns the shape of that sheet. It is for the program, so it is never translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import in_language
from interviewcoder.formats.workbook.cases import attribute_value
from interviewcoder.formats.workbook.comparing import cut_fingerprint, fingerprint, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book
    from interviewcoder.formats.workbook.summaries import Exported

SHEET: Final = "_meta"
REVISION: Final = 4
CODE_TEXTS: Final = ("definition", "use", "avoid", "example")
"""The texts of a code that may be edited in the file."""
HEADER: Final = ("kind", "id", "id2", "value", "sheet", "note")


def _code_texts(contents: Contents) -> Iterator[tuple[str, ...]]:
    for code in contents.codebook:
        for name in CODE_TEXTS:
            if text := in_language(getattr(code, name), contents.language):
                cut = cut_fingerprint(text, contents.codebook.path(code.id))
                yield ("code_text", code.id, name, fingerprint(text), "", cut)


def _values(contents: Contents) -> Iterator[tuple[str, ...]]:
    for case in contents.cases:
        for attribute in contents.attributes:
            value = attribute_value(case, attribute)
            if value is not None:
                text = value_text(value)
                yield (
                    "value",
                    case.id,
                    attribute.id,
                    fingerprint(text),
                    "",
                    cut_fingerprint(text, case.name),
                )


def _figures(contents: Contents) -> Iterator[tuple[str, ...]]:
    """Give the figures above zero: a cell by code and case, and a code's segments with its cases."""
    matrix = contents.segments
    for heading, cells, total, cases in zip(
        matrix.rows, matrix.cells, matrix.row_totals, matrix.cases_with, strict=True
    ):
        if total:
            yield ("total", heading.id, "", str(total), "", str(cases))
        for column, cell in zip(matrix.columns, cells, strict=True):
            if cell:
                yield ("figure", heading.id, column.id, str(cell), "", "")


def write_meta(book: Book, contents: Contents, exported: Sequence[Exported]) -> None:
    """Write the sheet."""
    rows: list[tuple[str, ...]] = [
        HEADER,
        ("file", "revision", "", str(REVISION), "", ""),
        ("file", "version", "", contents.version, "", ""),
        ("file", "language", "", contents.language, "", ""),
        ("file", "made", "", contents.made, "", ""),
        ("file", "content_hash", "", contents.content_hash, "", ""),
        ("file", "study", "", contents.identity, "", ""),
        ("file", "filters", "", contents.asked, "", ""),
        ("file", "rolled_up", "", str(int(contents.segments.rolled_up)), "", ""),
    ]
    rows += [
        ("code", code.id, code.parent or "", contents.codebook.path(code.id), "", "")
        for code in contents.codebook
    ]
    rows += [("case", case.id, "", case.name, "", "") for case in contents.cases]
    rows += [
        ("attribute", attribute.id, "", attribute.name, "", attribute.kind)
        for attribute in contents.attributes
    ]
    rows += [("transcript", at.id, at.case or "", at.name, "", at.version) for at in contents.transcripts]
    rows += [("summary", at.case, at.code, at.sha256, at.sheet, at.cut) for at in exported]
    rows += _code_texts(contents)
    rows += _values(contents)
    rows += _figures(contents)
    page, style = book.page(SHEET), book.styles["plain"]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value:
                page.text(row, column, value, style, value[:60])
    page.sheet.very_hidden()
