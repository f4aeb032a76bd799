"""Inserting rows, few or very many.

Owns the one short cut around SQLAlchemy: it looks at every row once more before the driver does, which
for hundreds of thousands of rows is half the time.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

_WORTH_IT: Final = 100


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have values for the same columns."""
    if len(rows) < _WORTH_IT:
        connection.execute(insert(table), rows)
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    if statement.positiontup is None:  # PostgreSQL takes its values by name
        connection.execute(insert(table), rows)
        return
    values = itemgetter(*statement.positiontup)
    connection.exec_driver_sql(str(statement), [values(row) for row in rows])
