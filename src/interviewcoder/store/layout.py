"""Making an empty database: tables, triggers, and the marks that say whose file it is.

Owns nothing but that and reading the marks; what the tables are is `schema`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, select

from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.locales import _
from interviewcoder.store import connection, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection


def lay_out(at: Connection) -> None:
    """Make the tables. Raises `Refused` when a study is there."""
    if inspect(at).has_table("meta"):
        raise Refused(_("That database holds a study already. Open it instead."))
    schema.metadata.create_all(at)
    if at.dialect.name == "sqlite":
        at.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        at.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def guard(at: Connection) -> None:
    """Make the triggers."""
    for trigger in schema.SQLITE_TRIGGERS if at.dialect.name == "sqlite" else schema.POSTGRES_TRIGGERS:
        at.exec_driver_sql(trigger)


def version(at: Connection) -> int:
    """Give the version of the layout a database is in: what it says, or what its header says if that is later."""
    found = None
    if inspect(at).has_table("meta"):
        found = at.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")).scalar()
    if found is None or not found.isdigit():
        wrong = _("{file} is damaged or not a study. Restore a backup.")
        raise InterviewCoderError(wrong.format(file=connection.file_of(at)))
    return max(int(found), marked(at))


def marked(at: Connection) -> int:
    """Give the version of the layout that the header of a file is marked with; 0 for a server."""
    return int(at.exec_driver_sql("PRAGMA user_version").scalar() or 0) if at.dialect.name == "sqlite" else 0
