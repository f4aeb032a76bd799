"""Making an empty database: tables, triggers, and the marks that say whose file it is.

Owns nothing but that; what the tables are is `schema`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _
from interviewcoder.store import schema

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
    """Make the triggers, and on a server what everybody may ask."""
    if at.dialect.name == "sqlite":
        for trigger in schema.SQLITE_TRIGGERS:
            at.exec_driver_sql(trigger)
        return
    for trigger in schema.POSTGRES_TRIGGERS:
        at.exec_driver_sql(trigger)
    know_last_line(at)


def know_last_line(at: Connection) -> None:
    """Let everybody chain a line to the last one of the history, on a server, also who may not see that one."""
    preparer: Any = at.dialect.identifier_preparer
    here = preparer.quote_identifier(str(at.exec_driver_sql("SELECT current_schema()").scalar_one()))
    at.exec_driver_sql(schema.LAST_LINE.replace("{here}", here.replace("%", "%%")))
