"""Rows in and out of the database, few or very many.

Owns the short cuts around SQLAlchemy: it looks at every row once more before the driver does, which
for hundreds of thousands of rows is half the time; and PostgreSQL's COPY, for whole tables.
"""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

from interviewcoder.store.connection import driver_connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, CursorResult, Select, Table

_WORTH_IT: Final = 100
_BATCH: Final = 1_000


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have values for the same columns."""
    if len(rows) < _WORTH_IT:
        connection.execute(insert(table), rows)
        return
    if connection.dialect.name == "postgresql":
        _insert_arrays(connection, table, rows)
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    assert statement.positiontup is not None
    values = itemgetter(*statement.positiontup)
    connection.exec_driver_sql(str(statement), [values(row) for row in rows])


def _insert_arrays(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows as one statement with an array a column; COPY would not do where somebody sees only some rows."""
    names = list(rows[0])
    quoted = [connection.dialect.identifier_preparer.quote(name) for name in names]
    kinds = [table.c[name].type.compile(connection.dialect) for name in names]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(quoted)}) SELECT * FROM unnest({arrays})",
        tuple([row[name] for row in rows] for name in names),
    )


def streamed(
    connection: Connection, statement: Select[*tuple[Any, ...]], at_once: int
) -> CursorResult[*tuple[Any, ...]]:
    """Read rows so many at a time: to be used with `with`, so that nothing stays open when it is left early.

    Not by the options of the connection, which would then hold for every later statement as well.
    """
    return connection.execute(statement, execution_options={"yield_per": at_once})


def pour(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows with values for all columns in their order, as many as come; give how many."""
    number = 0
    names = [column.name for column in table.columns]
    if connection.dialect.name == "postgresql":
        quoted = connection.dialect.identifier_preparer.quote
        into = f"{quoted(table.name)} ({', '.join(map(quoted, names))})"
        with (
            driver_connection(connection).cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
                number += 1
        return number
    for some in _batches(rows):
        insert_rows(connection, table, [dict(zip(names, row, strict=True)) for row in some])
        number += len(some)
    return number


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    at = iter(rows)
    while some := list(islice(at, _BATCH)):
        yield some
