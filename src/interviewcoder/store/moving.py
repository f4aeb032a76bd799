"""A whole study from one database to another, row for row, and the proof that nothing was lost.

Owns copying every table there is, whatever it holds, and comparing both afterwards. Reads and writes a batch at
a time. Never looks into a row: what a record is does not matter here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Text, collate, func, select

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.locales import _
from interviewcoder.store import schema
from interviewcoder.store.rows import pour, streamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Table

_BATCH: Final = 1_000


def copy_rows(source: Connection, target: Connection, told: Callable[[str, int], None]) -> dict[str, int]:
    """Copy the rows of all tables into those of an empty study; `told` hears of each table and its number of rows.

    Gives the numbers by table.
    """
    numbers: dict[str, int] = {}
    for table in schema.metadata.sorted_tables:
        told(table.name, _number(source, table))
        numbers[table.name] = pour(target, table, _rows(source, table))
    return numbers


def prove_same(source: Connection, target: Connection) -> None:
    """Compare every row of every table. Raises `InterviewCoderError` with the table in which they differ."""
    for table in schema.metadata.sorted_tables:
        theirs = _rows(target, table)
        same = all(row == next(theirs, None) for row in _rows(source, table))
        if not same or next(theirs, None) is not None:
            raise InterviewCoderError(
                _("The copy of “{table}” is not what it was made from, so nothing was moved.").format(
                    table=table.name
                )
            )


def _number(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Give the rows in the order of their key, which is the same on every database."""
    byte_order = "C" if connection.dialect.name == "postgresql" else "BINARY"
    order = [
        collate(column, byte_order) if isinstance(column.type, Text) else column
        for column in table.primary_key.columns
    ]
    statement = select(table).order_by(*order)
    with streamed(connection, statement, _BATCH) as rows:
        for row in rows:
            yield tuple(row)
