"""Making an empty database: tables, triggers, and the marks that say whose file it is.

Owns nothing but that; what the tables are is `schema`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Make the triggers."""
    for trigger in schema.SQLITE_TRIGGERS if at.dialect.name == "sqlite" else schema.POSTGRES_TRIGGERS:
        at.exec_driver_sql(trigger)
