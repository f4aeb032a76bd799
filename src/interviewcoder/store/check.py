"""Proving that the study is what it was: quotations, hashes, references, the chain of the history.

Owns the proof. Reads only; what is damaged is named, never repaired here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from interviewcoder.domain.records import Coding
from interviewcoder.domain.text import canonical, fingerprint, words
from interviewcoder.locales import _
from interviewcoder.store import codec, erasing, history, queries, schema
from interviewcoder.store.rows import streamed
from interviewcoder.store.turns import TurnFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_TEXTS: Final = 20
_ROWS: Final = 2_000
"""How many texts, and how many rows without one, are in memory at once."""


def problems(connection: Connection) -> Iterator[str]:
    """Give a sentence for everything that is not as it should be; nothing when all is sound."""
    yield from _database(connection)
    yield from _texts(connection)
    yield from _records(connection)
    yield from _quotations(connection)
    yield from _waiting(connection)
    if (n := history.broken_at(connection)) is not None:
        yield _("History: line {n} or one before it was altered.").format(n=n)
    elif not erasing.sealed(connection):
        yield _("History: what remains of the lines that were purged was altered.")


def _waiting(connection: Connection) -> Iterator[str]:
    """Prove what waits after a correction against the text it was made on."""
    table, versions = schema.pending, schema.versions
    rows = connection.execute(
        select(table.c.start, table.c.end, table.c.quote, versions.c.text, schema.transcripts.c.name)
        .join(versions, versions.c.id == table.c.version)
        .join(schema.transcripts, schema.transcripts.c.id == table.c.transcript)
    )
    for row in rows:
        if row.text[row.start : row.end] != row.quote:
            yield _("A coding that waits after a correction of {name} is not what its text said.").format(
                name=row.name
            )


def _database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield _("Database file: {problem}").format(problem=row[0])
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _("Table {table}: a row points at something that is gone.").format(table=row[0])


def _texts(connection: Connection) -> Iterator[str]:
    table = schema.versions
    texts = (
        select(schema.transcripts.c.name, table.c.id.label("version"), table.c.text,
               table.c.sha256, table.c.words, table.c.seal)
        .join(schema.versions, schema.versions.c.id == schema.transcripts.c.version)
    )  # fmt: skip
    with streamed(connection, texts, _TEXTS) as rows:
        for row in rows:
            if fingerprint(row.text) != row.sha256 or canonical(row.text) != row.text:
                yield _("Transcript {name}: its text was altered.").format(name=row.name)
            if row.seal and not _sealed(connection, row):
                yield _(
                    "Transcript {name}: its turns, times or the report of its import were altered."
                ).format(name=row.name)


def _sealed(connection: Connection, row: Any) -> bool:
    """Say whether what stands beside a text is what was sealed with it, the words counted for its turns too."""
    version = queries.version(connection, row.version)
    turns = schema.turns
    counted = connection.execute(
        select(turns.c.words).where(turns.c.version == row.version).order_by(turns.c.n)
    ).scalars()
    there = [words(turn.span.of(version.text)) for turn in version.turns]
    return list(counted) == there and row.words == words(version.text) and codec.seal(version) == row.seal


def _records(connection: Connection) -> Iterator[str]:
    for kind, (cls, table) in codec.KINDS.items():
        with streamed(connection, select(table), _ROWS) as rows:
            for row in rows.mappings():
                try:
                    sound = codec.digest(codec.to_json(codec.from_row(cls, row))) == row["hash"]
                except (ValueError, TypeError):
                    sound = False
                if not sound:
                    yield _("Record {kind} {id}: its content was altered.").format(kind=kind, id=row["id"])


def _quotations(connection: Connection) -> Iterator[str]:
    table, known, text = schema.codings, "", ""
    turns = TurnFinder(connection)
    codings = select(table).order_by(table.c.transcript, table.c.start)
    with streamed(connection, codings, _ROWS) as rows:
        for row in rows.mappings():
            coding = codec.from_row(Coding, row)
            if coding.transcript != known:
                known, text = coding.transcript, queries.text(connection, coding.transcript) or ""
                turns = TurnFinder(connection)
            if text[coding.start : coding.end] != coding.quote:
                yield _("Coding {id}: its quotation is not what the transcript says.").format(id=coding.id)
            elif turns.touched(coding.transcript, coding.start, coding.end) != (
                row["first_turn"],
                row["last_turn"],
            ):
                yield _("Coding {id}: the turns it touches are not those of the transcript.").format(
                    id=coding.id
                )
