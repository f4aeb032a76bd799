"""The sheet History: what was done to the study, by whom and when, the newest first.

Owns the columns of that table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.formats.workbook.segments import moment
from interviewcoder.formats.workbook.styles import MOMENT
from interviewcoder.formats.workbook.tables import Column, Table, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from interviewcoder.analysis.contents import Contents
    from interviewcoder.formats.workbook.book import Book


def write_history(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet."""
    columns = [
        Column(_("No."), 8, "number"),
        Column(_("When (UTC)"), 16, number=MOMENT),
        Column(_("Coder"), 20, "words"),
        Column(_("What"), 90, "words"),
        Column(_("Taken back"), 11, "cell"),
    ]
    rows = (
        [line.n, moment(line.at), line.coder, line.sentence, _("yes") if line.undone else None]
        for line in contents.computed.history()
    )
    write_table(book, Table("History_log", sheet, columns, printed=5), rows)
