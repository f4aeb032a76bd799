"""Erasing for good: texts, files, and what the history says of them.

Owns what becomes of the history then: an erased entry keeps what kind of record it was about and loses its contents, the
names in its line are replaced, and the line keeps its place in the chain. What goes with what is `reaching`'s. What remains of an erased line has a hash of its
own (`changes.remains`), and the line that says what was purged seals these hashes, so that `check` can still prove it all.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, select, text, update

from interviewcoder.domain.changes import Change, HistoryLine
from interviewcoder.locales import N_
from interviewcoder.store import codec, history, schema
from interviewcoder.store.reaching import reach

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from interviewcoder.domain.records import Guid

KIND: Final = "purge"
MENDED: Final = "mend"
"""The kinds of lines that seal what remains of others: a purge, and what was brought back after damage."""
LABEL: Final = N_("Purged for good: {texts} texts, {entries} entries of the history")
_NOTHING: Final = codec.digest(codec.plain([]))
_NO_WORDS: Final = frozenset({"head"})
"""Details of a line that are hashes, which merging needs."""
_LONGEST: Final = 500
"""How many identities are named in one statement."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """What is to be erased: entries of the history by what they hold, files by their SHA-256, names in its lines.

    `entry` is asked with the kind of a record, its contents and its identity; `roots` are remembered, so that no merge
    brings them back. Texts and files that neither the study nor the history names then are erased with them.
    """

    roots: frozenset[Guid]
    files: frozenset[str]
    names: frozenset[str]
    entry: Callable[[str, Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased, or would be; `files` are named by their SHA-256."""

    texts: int
    files: frozenset[str]
    entries: int


def measure(connection: Connection, doomed: Doomed, removal: Change) -> Erased:
    """Say how much would be erased, once the study was changed by `removal`."""
    without = {edit.record.id for edit in removal.edits if edit.after is None}
    found = reach(connection, doomed.entry, without=without)
    there = _there(connection, doomed.files)
    return Erased(len(found.versions), found.files | there, len(found.entries) + len(removal.edits))


def erase(connection: Connection, doomed: Doomed, *, at: str, coder: str) -> tuple[HistoryLine, Erased]:
    """Erase, and write the line that says so; inside the caller's transaction."""
    found = reach(connection, doomed.entry)
    files = found.files | _there(connection, doomed.files)
    if found.entries:
        emptied = update(schema.edits).where(
            schema.edits.c.change == bindparam("the_change"), schema.edits.c.seq == bindparam("the_seq")
        )
        rows = [{"the_change": change, "the_seq": seq} for change, seq in found.entries]
        connection.execute(emptied.values(before=None, after=None), rows)
    _forget_names(connection, doomed, {change for change, _seq in found.entries})
    for n in found.closed:
        _hash_remains(connection, n)
    for versions in _some(found.versions):
        connection.execute(delete(schema.turns).where(schema.turns.c.version.in_(versions)))
        connection.execute(delete(schema.versions).where(schema.versions.c.id.in_(versions)))
    for some in _some(files):
        connection.execute(delete(schema.files).where(schema.files.c.sha256.in_(some)))
    done = Erased(len(found.versions), files, len(found.entries))
    details: dict[str, str | int] = {
        "texts": done.texts, "entries": done.entries, "seal": seal(connection),
        "ids": " ".join(sorted(found.versions | doomed.roots)),
    }  # fmt: skip
    return history.append(connection, Change(LABEL, details), at=at, coder=coder, kind=KIND), done


def overwrite(connection: Connection) -> None:
    """Have what is erased or replaced from now on overwritten on the disk."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _there(connection: Connection, files: frozenset[str]) -> frozenset[str]:
    return files & frozenset(connection.execute(select(schema.files.c.sha256)).scalars())


def clean(engine: Engine) -> None:
    """Write the database anew, so that nothing of what was erased is left between its pages."""
    with engine.connect() as connection:
        at = connection.execution_options(isolation_level="AUTOCOMMIT")
        names = "" if at.dialect.name == "sqlite" else " FULL"
        with suppress(Exception):  # erased it is already; this is the broom
            at.execute(text(f"VACUUM{names}"))


def purged(connection: Connection) -> frozenset[Guid]:
    """Give the identities of all that was ever purged."""
    rows = connection.execute(select(schema.changes.c.details).where(schema.changes.c.kind == KIND)).scalars()
    return frozenset(guid for row in rows for guid in str(json.loads(row).get("ids", "")).split())


def absent(connection: Connection) -> frozenset[Guid]:
    """Give the identities of all texts that are known not to be there: purged, or lost when the study was damaged."""
    table = schema.changes
    rows = connection.execute(select(table.c.details).where(table.c.kind == MENDED)).scalars()
    return purged(connection).union(*(str(json.loads(row).get("gone", "")).split() for row in rows))


def mended_since(connection: Connection, n: int) -> bool:
    """Say whether the study was mended after damage since a line."""
    table = schema.changes
    later = select(table.c.n).where(table.c.n > n, table.c.kind == MENDED).limit(1)
    return connection.execute(later).first() is not None


def coordinates(connection: Connection) -> frozenset[tuple[str, int]]:
    """Give the entries of the history that are empty: the hash of their line, and their place in it."""
    c = schema.edits.c
    rows = connection.execute(
        select(schema.changes.c.hash, c.seq)
        .join(schema.changes, schema.changes.c.n == c.change)
        .where(c.before.is_(None), c.after.is_(None))
    )
    return frozenset((row[0], row[1]) for row in rows)


def seal(connection: Connection) -> str:
    """Give the hash over what remains of all erased lines."""
    table = schema.changes
    statement = select(table.c.n, table.c.remains).where(table.c.remains != "").order_by(table.c.n)
    return codec.digest(codec.plain([[row.n, row.remains] for row in connection.execute(statement)]))


def sealed(connection: Connection) -> bool:
    """Say whether what remains of erased lines is what the last purge has sealed."""
    table = schema.changes
    last = connection.execute(
        select(table.c.n, table.c.details)
        .where(table.c.kind.in_((KIND, MENDED)))
        .order_by(table.c.n.desc())
        .limit(1)
    ).first()
    if last is None:
        return seal(connection) == _NOTHING
    return bool(seal(connection) == json.loads(last.details).get("seal"))


def _forget_names(connection: Connection, doomed: Doomed, lines: Collection[int]) -> None:
    """Take the words out of the lines that are erased, name what is purged, or did nothing; hash what remains of them."""
    table = schema.changes
    acted = set(connection.execute(select(schema.edits.c.change).distinct()).scalars())
    every = connection.execute(select(table).order_by(table.c.n)).all()
    idle = {row.n for row in every if row.kind == "do" and row.n not in acted}
    for row in every:
        details = json.loads(row.details)
        about = {row.n, row.of}
        if row.kind in {KIND, MENDED} or (
            about.isdisjoint(lines) and about.isdisjoint(idle) and not _names(details, doomed.names)
        ):
            continue
        left = {
            key: "…" if isinstance(value, str) and key not in _NO_WORDS else value
            for key, value in details.items()
        }
        connection.execute(update(table).where(table.c.n == row.n).values(details=codec.plain(left)))
        _hash_remains(connection, row.n)


def _names(details: Mapping[str, Any], names: Collection[str]) -> bool:
    """Say whether a line names something, alone or among others."""
    words = [value for value in details.values() if isinstance(value, str)]
    return any(part in names for value in words for part in (value, *value.split(", ")))


def _hash_remains(connection: Connection, n: int) -> None:
    table = schema.changes
    connection.execute(update(table).where(table.c.n == n).values(remains=history.remains(connection, n)))


def _some(names: Iterable[str]) -> Iterator[Sequence[str]]:
    every = sorted(names)
    for start in range(0, len(every), _LONGEST):
        yield every[start : start + _LONGEST]
