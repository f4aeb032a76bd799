"""The table in a file of interviews, as its writer meant it, whoever wrote it without quoting its cells.

Owns decoding, quotation marks in tables parted by tabs, tables without a header, and words that separators
cut. Must not know which column is what, beyond the names of those that hold words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical, name_key
from interviewcoder.formats.separated import rows_of
from interviewcoder.formats.tables import Row, Table, read_table
from interviewcoder.formats.transcripts import rows_columns as known
from interviewcoder.formats.transcripts.packages import Package, PackageRefused
from interviewcoder.formats.transcripts.plain import decoded, doubts
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.tables import CellValue

_ZIP: Final = b"PK\x03\x04"
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_NEEDS_QUOTES: Final = re.compile(r'[",;\t\n]|^\s|\s$')
_MOST_TITLES: Final = 11
_REGULAR: Final = 0.9


def table_in(data: bytes, encoding: str | None) -> tuple[Table, tuple[str, ...]]:
    """Give the table in a file, and the words of the title rows above it. Raises `PackageRefused`."""
    if data.startswith(_ZIP):
        Package(data)
        table = _read(Path("table.xlsx"), data)
        return table, _titles(table, data)
    found = decoded(data, encoding)
    table, titles = table_of(found.text)
    return replace(table, encoding=found.encoding, warnings=(*doubts(found), *table.warnings)), titles


def table_of(text: str) -> tuple[Table, tuple[str, ...]]:
    """Give the table a text is. Raises `PackageRefused`."""
    text = _requoted(text.lstrip("\ufeff").replace("\r\n", "\n"))
    data = text.encode("utf-8-sig", "replace")
    table = _read(Path("table.csv"), data)
    return _mended(_with_header(table)), _titles(table, data)


def parted_by_tabs(text: str) -> list[str]:
    """Give the cells of the first line of a text of which most lines have as many tabs; else nothing."""
    lines = [line for line in text.split("\n") if line.strip()]
    tabs = lines[0].count("\t") if lines else 0
    alike = sum(1 for line in lines if line.count("\t") == tabs)
    return lines[0].split("\t") if tabs and len(lines) > 1 and alike >= _REGULAR * len(lines) else []


def _read(path: Path, data: bytes) -> Table:
    try:
        return read_table(path, data)
    except Unreadable as error:
        raise PackageRefused(f"{error.reason} {error.advice}".strip()) from error


def _requoted(text: str) -> str:
    """Quote the cells of a table parted by tabs whose writer, such as Whisper, never quotes.

    Otherwise a line that begins with a quotation mark would run on to the next one.
    """
    if '"' not in text or not parted_by_tabs(text):
        return text
    rows = [line.split("\t") for line in text.split("\n")]
    cells = [cell.strip("\r") for row in rows for cell in row if '"' in cell]
    as_csv = all(_QUOTED.fullmatch(cell) for cell in cells)
    if as_csv and any(_NEEDS_QUOTES.search(cell[1:-1]) for cell in cells):
        return text
    return "\n".join(
        "\t".join('"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in row)
        for row in rows
    )


def _with_header(table: Table) -> Table:
    """Give a table without a header, such as Whisper's ``start end words``, its header."""
    if len(table.headers) < 3 or not all(known.number(header) is not None for header in table.headers[:2]):
        return table
    rest = tuple(f"{n}" for n in range(4, len(table.headers) + 1))
    rows = (Row(0, tuple(table.headers)), *table.rows)
    return replace(table, headers=("start", "end", "text", *rest), rows=rows)


def _mended(table: Table) -> Table:
    """Put words together again that separators without quotes cut, into columns without a header."""
    named = [n for n, header in enumerate(table.headers) if header != _("Column {n}").format(n=n + 1)]
    last = named[-1] if named else 0
    if last == len(table.headers) - 1 or name_key(table.headers[last]) not in known.TEXT | known.WEAK_TEXT:
        return table
    rows = tuple(
        replace(row, cells=(*row.cells[:last], _together(row.cells[last:], table.separator)))
        for row in table.rows
    )
    said = _("The last column holds separators without quotation marks; its words were put together again.")
    return replace(table, headers=table.headers[: last + 1], rows=rows, warnings=(*table.warnings, said))


def _together(cells: Sequence[object], separator: str) -> str | None:
    filled = ["" if cell is None else str(cell) for cell in cells]
    while filled and not filled[-1]:
        filled.pop()
    return separator.join(filled) or None


def _titles(table: Table, data: bytes) -> tuple[str, ...]:
    """Give the words of rows that stand above the header."""
    if not table.rows or table.rows[0].number <= 2:
        return ()
    titles: list[str] = []
    for record in islice(_records(data), _MOST_TITLES):
        filled = [canonical(str(cell)).strip() for cell in record if cell is not None and str(cell).strip()]
        if len(filled) > 1:
            return tuple(titles)
        titles += filled
    return ()


def _records(data: bytes) -> Iterable[Sequence[CellValue]]:
    if data.startswith(_ZIP):
        from interviewcoder.formats.spreadsheets import read_rows

        return read_rows(Path("table.xlsx"), data)[0]
    return rows_of(data.decode("utf-8-sig"))[1]
