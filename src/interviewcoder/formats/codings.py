"""Codings as a table, one row a coding, csv or xlsx: our own, and those of tools with the same columns.

Owns the names of the columns and which rows are wrong. Whether a transcript or a code exists, and where
a quote stands, is the study's business.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.drafts import CodingDraft
from interviewcoder.domain.errors import Refused, Unreadable, WrongRows
from interviewcoder.formats.collecting import no_collecting
from interviewcoder.formats.files import write_atomically
from interviewcoder.formats.separated import BOM, csv_lines
from interviewcoder.formats.tables import read_table
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO

    from interviewcoder.formats.files import Output
    from interviewcoder.formats.tables import CellValue, Row, Table

HEADERS: Final = ("transcript", "start", "end", "code", "coder", "quote", "memo", "created")
_ALSO: Final = {
    "transcript": (
        "transcription",
        "entretien",
        "document",
        "document name",
        "nom du document",
        "file",
        "fichier",
    ),
    "start": ("début", "from"),
    "end": ("fin", "to"),
    "code": ("tag", "codename", "code name", "étiquette"),
    "coder": ("codeur", "user", "annotator"),
    "quote": ("quotation", "verbatim", "content", "segment", "coded", "text", "texte", "citation"),
    "memo": ("mémo", "comment", "commentaire", "coded memo"),
    "created": ("made", "date", "créé", "créé le"),
}
_WIDTHS: Final = {0: 24, 1: 8, 2: 8, 3: 30, 4: 14, 5: 70, 6: 30, 7: 20}


class _Wrong(Exception):
    """A row that cannot be taken; the message says why, without the words of the transcript."""


def read_codings(path: Path, data: bytes | None = None) -> list[CodingDraft]:
    """Read codings in the order of the file. Columns in any order, others ignored.

    Raises `Unreadable` naming the missing column, or every wrong row: nothing is taken then.
    """
    with no_collecting():
        table = read_table(path, data)
        return _drafts(path, table)


def _drafts(path: Path, table: Table) -> list[CodingDraft]:
    places = _places(path, table)
    drafts: list[CodingDraft] = []
    wrong: list[tuple[int, str]] = []
    for row in table.rows:
        try:
            drafts.append(_draft(row, places))
        except _Wrong as error:
            wrong.append((row.number, str(error)))
    if wrong:
        raise WrongRows(str(path), wrong, _("Nothing was taken from this file."))
    return drafts


def _places(path: Path, table: Table) -> tuple[int | None, ...]:
    found = {name: table.column(name, *_ALSO[name]) for name in HEADERS}
    missing = [name for name in ("transcript", "code") if found[name] is None]
    if found["quote"] is None:
        missing += [name for name in ("start", "end") if found[name] is None]
    if missing:
        raise Unreadable(
            str(path),
            ngettext(
                "The column {names} is missing.", "The columns {names} are missing.", len(missing)
            ).format(names=", ".join(_("“{name}”").format(name=name) for name in missing)),
            _("Needed are transcript, code, and either start and end or quote."),
        )
    return tuple(found[name] for name in HEADERS)


def _draft(row: Row, places: tuple[int | None, ...]) -> CodingDraft:
    cells = [None if place is None else row.cells[place] for place in places]
    transcript, start, end, code, coder, quote, memo, created = cells
    draft = CodingDraft(
        row=row.number,
        transcript=_name(transcript),
        start=_position(start, "start"),
        end=_position(end, "end"),
        code=_name(code),
        coder=_name(coder),
        quote="" if quote is None else str(quote),
        memo="" if memo is None else str(memo),
        made=_name(created),
    )
    if not draft.transcript or not draft.code:
        raise _Wrong(_("no transcript") if not draft.transcript else _("no code"))
    if draft.start is None and draft.end is None:
        if not draft.quote:
            raise _Wrong(_("neither start and end nor a quote"))
    elif draft.start is None or draft.end is None:
        raise _Wrong(_("start without end, or end without start"))
    elif draft.start >= draft.end:
        raise _Wrong(_("start is not before end"))
    return draft


def _name(cell: CellValue) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


def _position(cell: CellValue, column: str) -> int | None:
    if cell is None:
        return None
    if isinstance(cell, str) and cell.isdecimal() and cell.isascii() and len(cell) < 12:
        return int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    text = str(cell).strip()
    if not text:
        return None
    if text != cell:
        return _position(text, column)
    raise _Wrong(_("{column} is not a whole number from 0").format(column=column))


def write_codings(
    rows: Iterable[CodingDraft],
    target: Path | IO[str],
    language: str,
    *,
    guard: bool = True,
    into: Callable[[Path], AbstractContextManager[Output]] = write_atomically,
) -> Path | None:
    """Write codings to a file made by `into`, csv or xlsx by its suffix, or as csv to a text stream.

    Gives the path the file ended at. Column names are the same in every language.
    """
    if not isinstance(target, Path):
        target.writelines(csv_lines(HEADERS, map(_cells, rows), language, guard=guard))
        return None
    suffix = target.suffix.lower()
    if suffix == ".xlsx":
        from interviewcoder.formats.spreadsheets import one_sheet

        with into(target) as output:
            output.temporary.write_bytes(one_sheet(_("Codings"), HEADERS, _whole(rows), _WIDTHS))
        return output.final
    if suffix != ".csv":
        raise Refused(_("Codings are written as .csv or .xlsx, not as “{suffix}”.").format(suffix=suffix))
    with into(target) as output, output.temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        file.writelines(csv_lines(HEADERS, map(_cells, rows), language, guard=guard))
    return output.final


def _cells(draft: CodingDraft) -> tuple[CellValue, ...]:
    return (
        draft.transcript, draft.start, draft.end, draft.code,
        draft.coder, draft.quote, draft.memo, draft.made,
    )  # fmt: skip


def _whole(rows: Iterable[CodingDraft]) -> Iterator[tuple[CellValue, ...]]:
    """Give the cells, refusing a quote that Excel would cut: it must stay the passage's exact words."""
    from interviewcoder.formats.spreadsheets import LONGEST_CELL, units

    for draft in rows:
        if max(units(draft.quote), units(draft.memo)) > LONGEST_CELL:
            raise Refused(
                _(
                    "A passage of “{transcript}” is longer than an Excel cell. Write the codings as .csv."
                ).format(transcript=draft.transcript)
            )
        yield _cells(draft)
