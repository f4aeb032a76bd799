"""The sheet Segments: one row for each passage and code, as they stand in the texts, with all that is known of it.

Owns the columns of that table. The first ones go to paper; the others are for filters and programs.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from interviewcoder.formats.workbook import limits
from interviewcoder.formats.workbook.cases import attribute_column, attribute_value
from interviewcoder.formats.workbook.passages import segments
from interviewcoder.formats.workbook.styles import MOMENT, PRESENCE, TENTHS
from interviewcoder.formats.workbook.tables import Column, Table, level_width, write_table
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.analysis.contents import Contents
    from interviewcoder.domain.records import Role
    from interviewcoder.formats.workbook.book import Book, CellValue
    from interviewcoder.formats.workbook.passages import Passage


def write_segments(book: Book, contents: Contents, sheet: str) -> None:
    """Write the sheet."""
    depth = max([1, *(contents.codebook.depth(code.id) + 1 for code in contents.codebook)])
    columns = _columns(contents, depth)
    table = Table("Segments", sheet, columns, printed=5 + depth)
    write_table(book, table, _rows(contents, depth), plain=contents.n_quotations > limits.PLAIN_BEYOND)


def moment(text: str) -> datetime | str:
    """Give a time as Excel can hold it (in UTC, without a zone), or the text when it is not one."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    if time.tzinfo is not None:
        time = time.astimezone(UTC).replace(tzinfo=None)
    return time if time.year >= 1900 else text


def role_name(role: Role) -> str:
    """Give a speaker's part in the interview in the current language."""
    names: dict[Role, str] = {
        "interviewer": _("interviewer"),
        "participant": _("participant"),
        "unknown": _("unknown"),
    }
    return names[role]


def _columns(contents: Contents, depth: int) -> list[Column]:
    return [
        Column(_("Reference"), 26, "words"),
        Column(_("Case"), 16, "words"),
        Column(_("Speaker"), 13, "words"),
        Column(_("Quotation"), 62, "words"),
        *(
            Column(_("Code, level {n}").format(n=level), level_width(depth, 57), "words")
            for level in range(1, depth + 1)
        ),
        Column(_("Coders"), 13, "words"),
        *(attribute_column(attribute, 15, "cell") for attribute in contents.attributes),
        Column(_("Transcript"), 24),
        Column(_("Role"), 12),
        Column(_("Turn"), 7, "number"),
        Column(_("Line"), 7, "number"),
        Column(_("Start"), 9, "number"),
        Column(_("End"), 9, "number"),
        Column(_("Time (s)"), 9, "number", TENTHS),
        Column(_("Coded on (UTC)"), 16, number=MOMENT),
        Column(_("Key passage"), 8, "number", PRESENCE),
        Column(_("Memo"), 40),
        Column(_("Context before"), 40),
        Column(_("Context after"), 40),
        Column(_("Code"), 40),
        Column(_("All codes on the passage"), 40),
    ]


def _rows(contents: Contents, depth: int) -> Iterator[list[CellValue]]:
    codebook = contents.codebook
    levels: dict[str, list[CellValue]] = {
        code.id: [*codebook.names(code.id), *[None] * (depth - len(codebook.names(code.id)))]
        for code in codebook
    }
    values: dict[str, list[CellValue]] = {
        case.id: [attribute_value(case, attribute) for attribute in contents.attributes]
        for case in contents.cases
    }
    nothing: list[CellValue] = [None] * len(contents.attributes)
    roles: dict[str, str] = {role: role_name(role) for role in ("interviewer", "participant", "unknown")}
    for passage in segments(contents.in_the_texts()):
        quotation = passage.quotation
        yield [
            quotation.reference,
            quotation.case,
            quotation.speaker,
            quotation.text,
            *levels.get(quotation.code_id, [quotation.code, *[None] * (depth - 1)]),
            ", ".join(passage.coders),
            *values.get(quotation.case_id or "", nothing),
            quotation.transcript,
            roles[quotation.role],
            *_position(passage),
            "; ".join(passage.memos),
            quotation.before,
            quotation.after,
            quotation.code,
            "; ".join(contents.all_codes(quotation)),
        ]


def _position(passage: Passage) -> tuple[CellValue, ...]:
    at = passage.quotation
    return (at.turn, at.line, at.start, at.end, at.time, moment(at.made), int(passage.key))
