"""Attribute tables, csv or xlsx: which column names the cases, and what kind of values the others hold.

Owns recognising the key column. Matching keys to cases and transcripts is the study's business; the kinds
of values are recognised in `formats.values`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.drafts import AttributeDraft, AttributeTable, CaseDraft
from interviewcoder.domain.errors import NotFound
from interviewcoder.domain.naming import taken
from interviewcoder.domain.text import name_key
from interviewcoder.formats.tables import read_table
from interviewcoder.formats.values import recognise
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interviewcoder.domain.records import Value
    from interviewcoder.formats.tables import CellValue, Table

_INDEX_HEADERS: Final = frozenset(
    (
        "index",
        "n°",
        "nº",
        "n",
        "no",
        "no.",
        "#",
        "id",
        "num",
        "numero",
        "number",
        "nr",
        "row",
        "ligne",
        "rang",
    )
)
_CASE_HEADERS: Final = frozenset(
    map(
        name_key,
        (
            "Cas", "Case", "Case name", "Nom du cas", "Transcript", "TranscriptName", "Transcript name",
            "Transcription", "Entretien", "Nom de l'entretien", "Interview", "Interview name", "Document",
            "Document name", "Nom du document", "File", "File name", "FileName", "Fichier", "Nom Fichier",
            "Nom du fichier", "Nom de fichier", "Source", "Participant", "Répondant", "Respondent",
            "Organisation", "Organization", "Entreprise", "Company",
        ),
    )
)  # fmt: skip
_MOST_NAMED: Final = 10


def read_attributes(path: Path, key: str | None = None, data: bytes | None = None) -> AttributeTable:
    """Read a table with a row a case. `key` is the column that names the cases, the first when not given.

    Where the first column only counts and another is called like a name of cases or files, that one is
    taken and said. Raises `NotFound` for a `key` that is no column, `Unreadable` for the file.
    """
    table = read_table(path, data)
    warnings = list(table.warnings)
    place = _key_column(table, key, warnings)
    attributes, values = _columns(table, place, warnings)
    rows = _rows(table, place, attributes, values, warnings)
    return AttributeTable(
        key=table.headers[place], attributes=tuple(attributes), rows=rows, warnings=tuple(warnings)
    )


def _key_column(table: Table, key: str | None, warnings: list[str]) -> int:
    if key is not None:
        place = table.column(key)
        if place is None:
            columns = ", ".join(table.headers)
            raise NotFound(
                _("column"), key, table.headers, _("The columns are: {columns}.").format(columns=columns)
            )
        return place
    other = next(
        (i for i, header in enumerate(table.headers) if i and name_key(header) in _CASE_HEADERS), None
    )
    if other is None or not _only_counts(table):
        return 0
    warnings.append(
        _(
            "The column “{index}” only counts; cases are named by “{key}”. Give --key to choose another."
        ).format(index=table.headers[0], key=table.headers[other])
    )
    return other


def _only_counts(table: Table) -> bool:
    """Say whether the first column is called like an index, or holds 0, 1, 2 … and nothing else."""
    numbers = [_whole(row.cells[0]) for row in table.rows if row.cells[0] is not None]
    known = [n for n in numbers if n is not None]
    if name_key(table.headers[0]) in _INDEX_HEADERS and len(known) == len(numbers):
        return True
    return bool(known) and known == list(range(known[0], known[0] + len(numbers))) and known[0] in {0, 1}


def _whole(cell: CellValue) -> int | None:
    if isinstance(cell, int):
        return int(cell)
    text = str(cell).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _columns(
    table: Table, key: int, warnings: list[str]
) -> tuple[list[AttributeDraft], list[list[Value | None]]]:
    attributes, columns = [], []
    named = [row for row in table.rows if _key_of(row.cells[key])]
    for place, header in enumerate(table.headers):
        if place == key:
            continue
        column = recognise([row.cells[place] for row in named], thousands=table.separator == ",")
        if column.month_first:
            warnings.append(
                _("The dates in “{column}” were read with the month first.").format(column=header)
            )
        attributes.append(
            AttributeDraft(name=taken(header, warnings), kind=column.kind, choices=column.choices)
        )
        columns.append(column.values)
    return attributes, columns


def _rows(
    table: Table,
    key: int,
    attributes: Sequence[AttributeDraft],
    columns: Sequence[Sequence[Value | None]],
    warnings: list[str],
) -> tuple[CaseDraft, ...]:
    rows: list[CaseDraft] = []
    nameless: list[int] = []
    again: list[int] = []
    seen: set[str] = set()
    for row in table.rows:
        name = _key_of(row.cells[key])
        if not name:
            nameless.append(row.number)
            continue
        if name_key(name) in seen:
            again.append(row.number)
        seen.add(name_key(name))
        found = {
            attribute.name: column[len(rows)] for attribute, column in zip(attributes, columns, strict=True)
        }
        values = {attribute: value for attribute, value in found.items() if value is not None}
        rows.append(CaseDraft(row=row.number, key=name, values=values))
    if nameless:
        warnings.append(
            ngettext(
                "Row {rows} was left out: it has nothing under “{key}”.",
                "Rows {rows} were left out: they have nothing under “{key}”.",
                len(nameless),
            ).format(rows=_listed(nameless), key=table.headers[key])
        )
    if again:
        warnings.append(
            ngettext(
                "Row {rows} names a case that an earlier row names.",
                "Rows {rows} name cases that earlier rows name.",
                len(again),
            ).format(rows=_listed(again))
        )
    return tuple(rows)


def _key_of(cell: CellValue) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _listed(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:_MOST_NAMED]))
    return shown if len(rows) <= _MOST_NAMED else shown + " …"
