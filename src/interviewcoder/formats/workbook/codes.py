"""The sheet Codes: the codebook as a thesis appendix, with how far each code reaches.

Owns the columns of that table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.analysis.results import CodeCounts
from interviewcoder.domain.records import in_language
from interviewcoder.formats.workbook.segments import moment
from interviewcoder.formats.workbook.styles import DAY
from interviewcoder.formats.workbook.tables import Column, Table, level_width, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book, CellValue


def write_codes(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet."""
    depth = max([1, *(contents.codebook.depth(code.id) + 1 for code in contents.codebook)])
    width = level_width(depth, 48)
    levels = [Column(_("Level {n}").format(n=level), width, "words") for level in range(1, depth + 1)]
    columns = [
        Column(_("Id"), 38, hidden=True, key="code"),
        *levels,
        Column(_("Definition"), 33, "words", key="code_definition"),
        Column(_("When to use"), 27, "words", key="code_use"),
        Column(_("When not to use"), 27, "words", key="code_avoid"),
        Column(_("Example"), 27, "words", key="code_example"),
        Column(_("Segments"), 9, "number"),
        Column(_("Transcripts"), 10, "number"),
        Column(_("Cases"), 7, "number"),
        Column(_("Code"), 40, key="code_path"),
        Column(_("Origin"), 20),
        Column(_("Made on"), 12, "number", DAY),
    ]
    table = Table("Codes", sheet, columns, printed=8 + depth, frozen=1 + depth, reference=8 + depth)
    write_table(book, table, _rows(contents, depth))


def _rows(contents: Contents, depth: int) -> Iterator[list[CellValue]]:
    codebook, language = contents.codebook, contents.language
    for code in codebook:
        names = codebook.names(code.id)
        counts = contents.counts.get(code.id, CodeCounts())
        yield [
            code.id,
            *names,
            *[None] * (depth - len(names)),
            in_language(code.definition, language),
            in_language(code.use, language),
            in_language(code.avoid, language),
            in_language(code.example, language),
            counts.segments,
            counts.transcripts,
            counts.cases,
            codebook.path(code.id),
            code.origin,
            moment(code.made),
        ]
