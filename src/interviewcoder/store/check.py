"""Proving that the study is what it was: quotations, hashes, references, the chain of the history.

Owns the proof. Reads only; what is damaged is named, never repaired here.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from interviewcoder.domain.errors import Busy
from interviewcoder.domain.records import Coding
from interviewcoder.domain.text import canonical, fingerprint, words
from interviewcoder.locales import _, ngettext
from interviewcoder.store import codec, erasing, history, layout, queries, schema
from interviewcoder.store.chain import Fate
from interviewcoder.store.connection import failure
from interviewcoder.store.rows import streamed
from interviewcoder.store.turns import TurnFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from interviewcoder.domain.records import Guid

_TEXTS: Final = 20
_ROWS: Final = 2_000
"""How many texts, and how many rows without one, are in memory at once."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be: a sentence; the kind of what it is about, and its identity if it has one."""

    sentence: str
    kind: str = "database"
    record: Guid = ""


def damages(connection: Connection) -> Iterator[Damage]:
    """Give everything that is not as it should be; nothing when all is sound. What cannot be read is damaged, too.

    Raises `Busy` when somebody writes meanwhile: what is locked is not damaged.
    """
    for section in (_database, _texts, _files, _records, _quotations, _waiting, _history, _replayed):
        try:
            yield from section(connection)
        except (SQLAlchemyError, ValueError, TypeError, KeyError, AttributeError) as error:
            if isinstance(error, DBAPIError) and isinstance(told := failure(error.orig), Busy):
                raise told from error
            yield Damage(_("Database file: a part of it cannot be read."))


def _history(connection: Connection) -> Iterator[Damage]:
    if (n := history.broken_at(connection)) is not None:
        yield Damage(_("History: line {n} or one before it was altered.").format(n=n), "history", str(n))
    elif not erasing.sealed(connection):
        yield Damage(_("History: what remains of the lines that were purged was altered."), "history")
    if (n := history.misjudged(connection)) is not None:
        yield Damage(_("History: whether line {n} is taken back was altered.").format(n=n), "history", str(n))


def _replayed(connection: Connection) -> Iterator[Damage]:
    """Prove that the records are those the history has made: none missing, none more, none another."""
    states = history.outcome(connection)
    for kind, (_cls, table) in codec.KINDS.items():
        with streamed(connection, select(table.c.id, table.c.hash), _ROWS) as rows:
            for row in rows:
                _kind, state = states.pop(row.id, (kind, Fate.GONE))
                if state not in {row.hash, Fate.UNKNOWN}:
                    yield Damage(
                        _("Record {kind} {id}: it is not what the history says.").format(kind=kind, id=row.id),
                        kind, row.id,
                    )  # fmt: skip
    for guid, (kind, state) in states.items():
        if not isinstance(state, Fate):
            yield Damage(_("Record {kind} {id}: it is missing.").format(kind=kind, id=guid), kind, guid)


def _files(connection: Connection) -> Iterator[Damage]:
    with streamed(connection, select(schema.files), 1) as rows:
        for row in rows:
            try:
                sound = sha256(zlib.decompress(row.content)).hexdigest() == row.sha256
            except zlib.error:
                sound = False
            if not sound:
                yield Damage(_("A file as it was received was altered."), "file", row.sha256)


def _waiting(connection: Connection) -> Iterator[Damage]:
    """Prove what waits after a correction against the text it was made on."""
    table, versions = schema.pending, schema.versions
    rows = connection.execute(
        select(
            table.c.id, table.c.start, table.c.end, table.c.quote, versions.c.text, schema.transcripts.c.name
        )
        .join(versions, versions.c.id == table.c.version)
        .join(schema.transcripts, schema.transcripts.c.id == table.c.transcript)
    )
    for row in rows:
        if row.text[row.start : row.end] != row.quote:
            sentence = _("A coding that waits after a correction of {name} is not what its text said.")
            yield Damage(sentence.format(name=row.name), "pending", row.id)


def _database(connection: Connection) -> Iterator[Damage]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Damage(_("Database file: {problem}").format(problem=row[0]))
    said = connection.execute(
        select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")
    ).scalar()
    if str(marked := layout.marked(connection)) != said:
        yield Damage(
            _("Database file: its header says version {header} of the layout, the study {study}.").format(
                header=marked, study=said
            )
        )
    yield from _pointing_nowhere(connection)


def _pointing_nowhere(connection: Connection) -> Iterator[Damage]:
    """Name what rows point at and is gone, once for all rows of a table."""
    gone = Counter(
        (table, other, _pointed_at(connection, table, row, key))
        for table, row, other, key in connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    )
    kinds = {table.name: kind for kind, (_cls, table) in codec.KINDS.items()}
    kinds |= {schema.versions.name: "text", schema.changes.name: "history"}
    for (table, other, guid), n in gone.items():
        sentence = ngettext(
            "Table {table}: {n} row points at something in {other} that is gone.",
            "Table {table}: {n} rows point at something in {other} that is gone.", n,
        )  # fmt: skip
        yield Damage(sentence.format(table=table, n=n, other=other), kinds.get(other, "database"), guid)


def _pointed_at(connection: Connection, table: str, row: int | None, key: int) -> Guid:
    """Give the identity a row points at, by the number of the pointer; empty for a table without numbers of rows."""
    pointers = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all()
    column = next((str(one[3]) for one in pointers if one[0] == key), None)
    if column is None or row is None:
        return ""
    found = connection.exec_driver_sql(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row,)).scalar()
    return str(found or "")


def _texts(connection: Connection) -> Iterator[Damage]:
    """Prove the texts, those before a correction too, which undo needs."""
    table, transcripts = schema.versions, schema.transcripts
    names = {
        row.version: row.name for row in connection.execute(select(transcripts.c.version, transcripts.c.name))
    }
    there = set()
    with streamed(
        connection,
        select(table.c.id.label("version"), table.c.text, table.c.sha256, table.c.words, table.c.seal),
        _TEXTS,
    ) as rows:
        for row in rows:
            there.add(row.version)
            name = names.get(row.version, _("before a correction"))
            if fingerprint(row.text) != row.sha256 or canonical(row.text) != row.text:
                yield Damage(
                    _("Transcript {name}: its text was altered.").format(name=name), "text", row.version
                )
            if row.seal and not _sealed(connection, row):
                sentence = _("Transcript {name}: its turns, times or the report of its import were altered.")
                yield Damage(sentence.format(name=name), "text", row.version)
    for version in history.texts(connection) - there - erasing.absent(connection):
        yield Damage(_("A text that the history knows is missing."), "text", version)


def _sealed(connection: Connection, row: Any) -> bool:
    """Say whether what stands beside a text is what was sealed with it, the words counted for its turns too."""
    version = queries.version(connection, row.version)
    turns = schema.turns
    counted = connection.execute(
        select(turns.c.words).where(turns.c.version == row.version).order_by(turns.c.n)
    ).scalars()
    there = [words(turn.span.of(version.text)) for turn in version.turns]
    return list(counted) == there and row.words == words(version.text) and codec.seal(version) == row.seal


def _records(connection: Connection) -> Iterator[Damage]:
    for kind, (cls, table) in codec.KINDS.items():
        with streamed(connection, select(table), _ROWS) as rows:
            for row in rows.mappings():
                try:
                    sound = codec.digest(codec.to_json(codec.from_row(cls, row))) == row["hash"]
                except (ValueError, TypeError):
                    sound = False
                if not sound:
                    sentence = _("Record {kind} {id}: its content was altered.")
                    yield Damage(sentence.format(kind=kind, id=row["id"]), kind, row["id"])


def _quotations(connection: Connection) -> Iterator[Damage]:
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
                sentence = _("Coding {id}: its quotation is not what the transcript says.")
                yield Damage(sentence.format(id=coding.id), "coding", coding.id)
            elif turns.touched(coding.transcript, coding.start, coding.end) != (
                row["first_turn"],
                row["last_turn"],
            ):
                sentence = _("Coding {id}: the turns it touches are not those of the transcript.")
                yield Damage(sentence.format(id=coding.id), "coding", coding.id)
