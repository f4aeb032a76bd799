"""What a coder who works blind may see: views that take the names of the tables, for her connection alone.

Owns what is hidden: of others' work every coding, whatever waits, memos but those on codes and on the study, summaries,
marks, and the lines of history about them. Reading statements know nothing of it: the name `codings` means the view while
she reads. Writing, checking, merging and copying go to the tables themselves.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import MetaData, Table, and_, exists, false, or_, select, true

from interviewcoder.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Select

    from interviewcoder.domain.records import Guid

KINDS: Final = ("coding", "pending", "memo", "summary", "status")
"""The kinds of records that say what somebody has made of a transcript."""
OPEN_MEMOS: Final = ("code", "study")
"""What memos of others may be on and still be seen: they are about the method, not about an interview."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes a study is read with: a coder's identity and name, and where she is blind; nowhere named is everywhere."""

    coder: Guid
    name: str
    transcripts: tuple[Guid, ...] = ()


@contextmanager
def narrowed(connection: Connection, sight: Sight | None) -> Iterator[None]:
    """Let a connection see what `sight` may see, meanwhile; None sees everything."""
    if sight is None:
        yield
        return
    meanwhile = connection.begin_nested()
    try:
        _narrow(connection, sight)
        yield
    finally:
        meanwhile.rollback()


def _narrow(connection: Connection, sight: Sight) -> None:
    here = "main" if connection.dialect.name == "sqlite" else _schema_of(connection)
    for name, body in _views(sight, here):
        words = body.compile(connection, compile_kwargs={"literal_binds": True})
        connection.exec_driver_sql(f"CREATE TEMP VIEW {name} AS {words}")


def _schema_of(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())


def _views(sight: Sight, here: str) -> Iterator[tuple[str, Select[Any]]]:
    there = _Tables(here)
    for table in (there.codings, there.pending, there.statuses):
        yield table.name, select(table).where(_own_or_elsewhere(table, table.c.transcript, sight))
    yield "memos", select(there.memos).where(_memo_seen(there, sight))
    cases = select(there.transcripts.c.case).where(
        there.transcripts.c.id.in_(sight.transcripts), there.transcripts.c.case.is_not(None)
    )
    elsewhere = there.summaries.c.case.not_in(cases) if sight.transcripts else false()
    yield "summaries", select(there.summaries).where(or_(there.summaries.c.coder == sight.coder, elsewhere))
    yield (
        "changes",
        select(there.changes).where(
            or_(there.changes.c.coder == sight.name, and_(*_harmless(there, there.changes)))
        ),
    )
    own_line = exists().where(there.changes.c.n == there.edits.c.change, there.changes.c.coder == sight.name)
    yield "edits", select(there.edits).where(or_(there.edits.c.kind.not_in(KINDS), own_line))


class _Tables:
    """The tables themselves, named so that no view comes between."""

    def __init__(self, here: str) -> None:
        metadata = MetaData()
        for table in schema.metadata.sorted_tables:
            table.to_metadata(metadata, schema=here)
        self.codings, self.pending, self.statuses, self.memos, self.summaries, self.transcripts = (
            metadata.tables[f"{here}.{table.name}"]
            for table in (
                schema.codings, schema.pending, schema.statuses, schema.memos, schema.summaries, schema.transcripts
            )
        )  # fmt: skip
        self.changes, self.edits = (
            metadata.tables[f"{here}.{table.name}"] for table in (schema.changes, schema.edits)
        )


def _own_or_elsewhere(table: Table, transcript: Any, sight: Sight) -> ColumnElement[bool]:
    elsewhere = transcript.not_in(sight.transcripts) if sight.transcripts else false()
    return or_(table.c.coder == sight.coder, elsewhere)


def _memo_seen(there: _Tables, sight: Sight) -> ColumnElement[bool]:
    memos, codings = there.memos, there.codings
    elsewhere: ColumnElement[bool] = false()
    if sight.transcripts:
        inside = select(codings.c.id).where(codings.c.transcript.in_(sight.transcripts))
        cases = select(there.transcripts.c.case).where(
            there.transcripts.c.id.in_(sight.transcripts), there.transcripts.c.case.is_not(None)
        )
        elsewhere = and_(
            memos.c.target.not_in(sight.transcripts),
            memos.c.target.not_in(inside),
            memos.c.target.not_in(cases),
        )
    return or_(memos.c.coder == sight.coder, memos.c.on.in_(OPEN_MEMOS), elsewhere)


def _harmless(there: _Tables, line: Table) -> Iterator[ColumnElement[bool]]:
    """Say of a line of history that neither it nor what it takes back is about anybody's work on an interview."""
    yield true()
    for n in (line.c.n, line.c.of):
        yield ~exists().where(there.edits.c.change == n, there.edits.c.kind.in_(KINDS))
