"""The hidden sheet `_meta`: identities and hashes, by which an edited file is recognised when it comes back.

Owns the shape of that sheet. It is for the program, so it is never translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book
    from interviewcoder.formats.workbook.summaries import Exported

SHEET: Final = "_meta"
REVISION: Final = 1
HEADER: Final = ("kind", "id", "id2", "value", "sheet", "note")


def write_meta(book: Book, contents: Contents, exported: Sequence[Exported]) -> None:
    """Write the sheet."""
    rows: list[tuple[str, ...]] = [
        HEADER,
        ("file", "revision", "", str(REVISION), "", ""),
        ("file", "version", "", contents.version, "", ""),
        ("file", "language", "", contents.language, "", ""),
        ("file", "made", "", contents.made, "", ""),
        ("file", "content_hash", "", contents.content_hash, "", ""),
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
    rows += [("summary", at.case, at.code, at.sha256, at.sheet, "" if at.whole else "cut") for at in exported]
    page, style = book.page(SHEET), book.styles["plain"]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value:
                page.text(row, column, value, style, value[:60])
    page.sheet.very_hidden()
