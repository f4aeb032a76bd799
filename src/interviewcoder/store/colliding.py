"""What stands in the way of a change that was refused: the record as it is now, and who made it so.

Owns the search, which only reads; it is made when a change has failed, never before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from interviewcoder.domain.colliding import Collision
from interviewcoder.domain.errors import Conflict, Refused
from interviewcoder.locales import _
from interviewcoder.store import codec, erasing, history, schema

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from interviewcoder.domain.changes import Change, Edit, HistoryLine
    from interviewcoder.domain.errors import InterviewCoderError
    from interviewcoder.domain.records import Record


def told(
    connection: Connection, conflict: Conflict, line: HistoryLine | None, change: Change
) -> InterviewCoderError:
    """Give what to say of a change that met something else; where it is an old line and the study was mended since, that."""
    if line is None or not erasing.mended_since(connection, line.n):
        return Conflict(str(conflict), found(connection, change))
    sentence = _(
        "Line {n} of the history can no longer be taken back or done again: the study was damaged and mended since, and "
        "what that line changed is not what it was then. Nothing was changed."
    )
    return Refused(sentence.format(n=line.n))


def found(connection: Connection, change: Change) -> Collision | None:
    """Give the first edit of a change that cannot be made, with what is in its way; None when all can be."""
    for edit in change.edits:
        theirs = _now(connection, edit) if edit.before is not None else _occupant(connection, edit.record)
        if theirs == edit.before:
            continue
        line = history.last_about(connection, (theirs or edit.record).id)
        by, at = (line.coder, line.at) if line else ("", "")
        return Collision(change, edit.before, edit.after, theirs, by, at)
    return None


def _now(connection: Connection, edit: Edit) -> Record | None:
    return _one(connection, edit.record, codec.table_of(type(edit.record)).c.id == edit.record.id)


def _occupant(connection: Connection, record: Record) -> Record | None:
    """Give the record that has the identity, the name or the place a new one wants, of which there can be but one."""
    table, row = codec.table_of(type(record)), codec.to_row(record)
    ways: list[list[ColumnElement[bool]]] = [[table.c.id == record.id]]
    if table is schema.codes:
        above = func.coalesce(table.c.parent, "") == (row["parent"] or "")
        ways.append([above, table.c.name_key == row["name_key"]])
    else:
        ways += [
            [column == row[column.name] for column in index.columns]
            for index in table.indexes
            if index.unique
        ]
    return next((one for way in ways if (one := _one(connection, record, *way)) is not None), None)


def _one(connection: Connection, record: Record, *conditions: ColumnElement[bool]) -> Record | None:
    row = connection.execute(select(codec.table_of(type(record))).where(*conditions)).mappings().first()
    return None if row is None else codec.from_row(type(record), row)
