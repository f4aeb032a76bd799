"""From the layout a study was written in to the present one, one numbered step after another.

Owns the steps; each runs in the transaction that also writes the new number, so a study is in the old
layout or in the new one, never between. A step is never changed once released. The copy made before
is the store's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import update
from sqlalchemy.schema import CreateIndex

from interviewcoder.store import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection


def _keep_files_and_reports(connection: Connection) -> None:
    """Give texts their moments and the report of their import, and keep files as received."""
    connection.exec_driver_sql("ALTER TABLE versions ADD COLUMN moments TEXT NOT NULL DEFAULT '[]'")
    connection.exec_driver_sql("ALTER TABLE versions ADD COLUMN report TEXT NOT NULL DEFAULT 'null'")
    schema.files.create(connection)


def _know_what_is_finished_and_pending(connection: Connection) -> None:
    """Keep who has finished what and who works blind, the codings that wait for a decision, seals of texts, and what remains of purged lines.

    Texts of before stay without a seal, because a text is never changed.
    """
    schema.finished.create(connection)
    schema.pending.create(connection)
    schema.blinds.create(connection)
    schema.editions.create(connection)
    connection.exec_driver_sql("ALTER TABLE versions ADD COLUMN seal TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("ALTER TABLE changes ADD COLUMN remains TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("DROP INDEX codings_code")
    for table in schema.metadata.sorted_tables:
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))


STEPS: Final[Mapping[int, Callable[[Connection], None]]] = {
    1: _keep_files_and_reports,
    2: _know_what_is_finished_and_pending,
}
"""The step that leads from each version of the schema to the next."""


def migrate(connection: Connection, version: int) -> None:
    """Bring a study from `version` of the schema to the present one, inside the caller's transaction."""
    for number in range(version, schema.SCHEMA_VERSION):
        STEPS[number](connection)
    present = str(schema.SCHEMA_VERSION)
    connection.execute(update(schema.meta).where(schema.meta.c.key == "schema_version").values(value=present))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {present}")
