"""Tables as people keep them, csv or xlsx, to headers and rows.

Owns finding the header, naming its columns, and the numbers of the rows. Must not know what the
columns mean, nor turn texts into numbers: that is for who knows the column.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical, name_key
from interviewcoder.formats.files import read_bytes
from interviewcoder.formats.fixing import is_fixed
from interviewcoder.formats.separated import CellValue, encode_csv, rows_of, unguarded, write_csv
from interviewcoder.formats.transcripts.encodings import NotText, decode
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["CellValue", "Row", "Table", "encode_csv", "read_table", "write_csv"]

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_MOST_TITLE_ROWS: Final = 10
_SHORT: Final = 60
_MOST_CELLS: Final = 30_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and a cell for each header, None when empty."""

    number: int
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read. `headers` are filled and unique; rows without any cell are left out.

    `encoding` and `separator` are empty for xlsx. Cells of a csv are texts.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""

    def column(self, *names: str) -> int | None:
        """Give the place of the first column called by one of `names`, forgiving case and accents."""
        keys = [name_key(header) for header in self.headers]
        return next((keys.index(key) for key in map(name_key, names) if key in keys), None)


def read_table(path: Path, data: bytes | None = None) -> Table:
    """Read a csv or xlsx file, whichever it is by its content. `data` when the bytes are known already.

    Raises `NotFound` or `Unreadable`.
    """
    data = read_bytes(path) if data is None else data
    if data.startswith(_ZIP):
        from interviewcoder.formats.spreadsheets import read_rows

        cells, warnings = read_rows(path, data)
        return _table(path, cells, warnings)
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(
            str(path),
            _("This is an old or a password-protected Excel file."),
            _("Save it as .xlsx without a password, or as .csv."),
        )
    return _read_csv(path, data)


def _read_csv(path: Path, data: bytes) -> Table:
    text, encoding, warnings = _decoded(path, data)
    try:
        separator, records = rows_of(text)
        rows = _within_limits(path, _tidied(records, fixed=is_fixed(text)))
        return _table(path, rows, warnings, encoding=encoding, separator=separator)
    except csv.Error as error:
        raise Unreadable(str(path), _("A cell is larger than any table holds.")) from error


def _decoded(path: Path, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Give the text of a csv, its encoding, and a warning where that was guessed."""
    try:
        decoded = decode(data)
    except NotText as error:
        raise Unreadable(str(path), _("This is neither a csv nor an xlsx table.")) from error
    warnings = () if decoded.certain else (_guessed(decoded.encoding),)
    return decoded.text.replace("\r\n", "\n").lstrip("\ufeff"), decoded.encoding, warnings


def _tidied(records: Iterable[list[str]], *, fixed: bool) -> Iterator[list[CellValue]]:
    """Give the cells as they are meant; short ones that come again are held once."""
    met: dict[str, str] = {}
    for record in records:
        cells = record if fixed else map(canonical, record)
        yield [
            unguarded(cell)
            if cell[:1] == "'"
            else (met.setdefault(cell, cell) if len(cell) < _SHORT else cell) or None
            for cell in cells
        ]


def _guessed(encoding: str) -> str:
    return _("The file does not say its encoding; it was read as {encoding}.").format(encoding=encoding)


def _within_limits(path: Path, rows: Iterable[list[CellValue]]) -> Iterator[list[CellValue]]:
    cells = 0
    for row in rows:
        cells += len(row) + 1
        if cells > _MOST_CELLS:
            raise Unreadable(str(path), _("The table is larger than this program reads."))
        yield row


def _table(
    path: Path,
    records: Iterable[list[CellValue]],
    warnings: Sequence[str] = (),
    *,
    encoding: str = "",
    separator: str = "",
) -> Table:
    rows = [Row(n, tuple(row)) for n, row in enumerate(records, start=1) if any(map(_filled, row))]
    if not rows:
        raise Unreadable(str(path), _("The table is empty."))
    titles = _title_rows([row.cells for row in rows[: _MOST_TITLE_ROWS + 1]])
    said = list(warnings)
    if titles:
        said.append(
            ngettext(
                "{n} title row above the header was left out.",
                "{n} title rows above the header were left out.",
                titles,
            ).format(n=titles)
        )
    header, body = rows[titles].cells, rows[titles + 1 :]
    places = _columns_used(header, body)
    headers = _named(header, places, said)
    straight = places == list(range(len(header)))
    return Table(
        name=path.name,
        headers=headers,
        rows=tuple(row if straight and len(row.cells) == len(places) else _only(row, places) for row in body),
        warnings=tuple(said),
        encoding=encoding,
        separator=separator,
    )


def _only(row: Row, places: Sequence[int]) -> Row:
    """Give the cells in these places, those that the row does not reach empty."""
    width = len(row.cells)
    return Row(row.number, tuple(row.cells[i] if i < width else None for i in places))


def _filled(cell: CellValue) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _title_rows(rows: Sequence[tuple[CellValue, ...]]) -> int:
    """Count the rows with one cell above the first that can be a header: several texts, all different."""
    for n, row in enumerate(rows):
        filled = [cell for cell in row if _filled(cell)]
        if len(filled) > 1:
            header = all(isinstance(cell, str) for cell in filled) and len(set(filled)) == len(filled)
            return n if header and _filled(row[0]) else 0
    return 0


def _columns_used(header: Sequence[CellValue], body: Sequence[Row]) -> list[int]:
    """Give the places of the columns that have a header or any cell."""
    used = {i for i, cell in enumerate(header) if _filled(cell)}
    width = max((len(row.cells) for row in body), default=0)
    nameless = [i for i in range(max(width, len(header))) if i not in used]
    if nameless:
        for row in body:
            found = [i for i in nameless if i < len(row.cells) and _filled(row.cells[i])]
            if found:
                used.update(found)
                nameless = [i for i in nameless if i not in used]
    return sorted(used)


def _named(header: Sequence[CellValue], places: Sequence[int], said: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    seen: set[str] = set()
    for place in places:
        cell = header[place] if place < len(header) else None
        given = " ".join(str(cell).split()) if _filled(cell) else ""
        name = given or _("Column {n}").format(n=place + 1)
        n = 1
        while name_key(name) in seen:
            n += 1
            name = f"{given or _('Column {n}').format(n=place + 1)} ({n})"
        if n > 1 and given:
            said.append(
                _("Two columns are called “{name}”; the later one is read as “{other}”.").format(
                    name=given, other=name
                )
            )
        seen.add(name_key(name))
        names.append(name)
    return tuple(names)
