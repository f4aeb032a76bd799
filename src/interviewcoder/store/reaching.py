"""What a purge takes along: what rests on the erased, texts and files nothing names any more, lines no undo can follow.

Owns working that out from the records that are there and the entries of the history, whatever earlier purges have left
of them. Reads only; erasing is `erasing`'s.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from interviewcoder.store import codec, history, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from interviewcoder.domain.records import Guid

_BATCH: Final = 5_000
_POINTING: Final = ("transcript", "target", "case", "code", "coder", "parent", "version")
"""The fields of records that name another record, or a text."""


class Entry(NamedTuple):
    """An entry of the history: where it stands, what it is about, and what its contents name."""

    change: int
    seq: int
    record: Guid
    empty: bool = False
    wanted: bool = False
    made: bool = False
    put_back: bool = False
    targets: tuple[Guid, ...] = ()
    points: tuple[Guid, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """What goes: entries (line, place), texts, files; `closed` are other lines that can no longer be taken back or done again."""

    entries: tuple[tuple[int, int], ...]
    versions: frozenset[Guid]
    files: frozenset[str]
    closed: frozenset[int]


def reach(
    connection: Connection,
    wanted: Callable[[str, Mapping[str, Any]], bool],
    *,
    without: Collection[Guid] = (),
) -> Reach:
    """Say what goes with the entries that are wanted gone, when the records `without` are gone from the study."""
    entries = list(_entries(connection, wanted))
    present = {guid: points for guid, points in _present(connection) if guid not in without}
    gone = _resting(entries, present)
    left = [one for one in entries if not one.empty and (one.change, one.seq) not in gone]
    named = {guid for one in left for guid in one.points}.union(*present.values())
    sources = {sha256 for one in left for sha256 in one.files} | _sources(connection, without)
    return Reach(
        tuple(sorted(gone)),
        frozenset(connection.execute(select(schema.versions.c.id)).scalars()) - named,
        frozenset(connection.execute(select(schema.files.c.sha256)).scalars()) - sources,
        _closed(connection, entries, gone, present),
    )


def _entries(connection: Connection, wanted: Callable[[str, Mapping[str, Any]], bool]) -> Iterator[Entry]:
    table, known = schema.edits, dict[str, str]()

    def all_of(contents: Iterable[Mapping[str, Any]], *names: str) -> tuple[str, ...]:
        found = {held[name] for held in contents for name in names if held.get(name)}
        return tuple(known.setdefault(guid, guid) for guid in found)

    statement = select(table).order_by(table.c.change, table.c.seq)
    for row in connection.execute(statement.execution_options(yield_per=_BATCH)):
        contents = [json.loads(held) for held in (row.before, row.after) if held]
        record = known.setdefault(row.record, row.record)
        if not contents:
            yield Entry(row.change, row.seq, record, empty=True)
            continue
        yield Entry(
            row.change, row.seq, record,
            wanted=any(wanted(row.kind, held) for held in contents),
            made=row.before is None, put_back=row.after is None,
            targets=all_of(contents, "target"), points=all_of(contents, *_POINTING),
            files=all_of(contents, "source_sha256"),
        )  # fmt: skip


def _present(connection: Connection) -> Iterator[tuple[Guid, tuple[Guid, ...]]]:
    """Give the identity of every record, and what it names."""
    for _cls, table in codec.KINDS.values():
        columns = [table.c[name] for name in _POINTING if name in table.c]
        for row in connection.execute(select(table.c.id, *columns).execution_options(yield_per=_BATCH)):
            yield row[0], tuple(filter(None, row[1:]))


def _sources(connection: Connection, without: Collection[Guid]) -> set[str]:
    table = schema.transcripts
    return {
        row[1]
        for row in connection.execute(select(table.c.id, table.c.source_sha256))
        if row[0] not in without
    }


def _resting(entries: Collection[Entry], present: Collection[Guid]) -> set[tuple[int, int]]:
    """Give the entries that go: those wanted, and those on what nothing tells any more whose it was."""
    gone = {(one.change, one.seq) for one in entries if one.wanted}
    while True:
        told = {one.record for one in entries if not one.empty and (one.change, one.seq) not in gone}
        lost = {one.record for one in entries} - told - set(present)
        more = {
            (one.change, one.seq) for one in entries if not one.empty and not lost.isdisjoint(one.targets)
        } - gone
        if not more:
            return gone
        gone |= more


def _closed(
    connection: Connection, entries: Iterable[Entry], gone: Collection[tuple[int, int]],
    present: Mapping[Guid, tuple[Guid, ...]],
) -> frozenset[int]:  # fmt: skip
    """Give the lines that stay whole but cannot be followed any more, because a step between them and now is erased."""
    of: dict[int, list[Entry]] = {}
    for one in entries:
        of.setdefault(one.change, []).append(one)
    table = schema.changes
    statement = (
        select(table.c.n, table.c.undone, table.c.remains).where(table.c.kind == "do").order_by(table.c.n)
    )
    lines = connection.execute(statement).all()
    erased = {line.n for line in lines if line.remains} | {n for n, _seq in gone}
    stuck = _Stuck(present)
    for line in reversed(lines):
        theirs = of.get(line.n, ())
        if line.undone == history.DONE and (line.n in erased or stuck.stops(theirs)):
            stuck.take(line.n, theirs)
    first = min(
        (n for n, undone, _remains in lines if undone == history.TAKEN_BACK and n in erased), default=None
    )
    ahead = {
        n for n, undone, _remains in lines if first is not None and undone == history.TAKEN_BACK and n > first
    }
    return frozenset((stuck.lines | ahead) - erased)


class _Stuck:
    """The lines that cannot be taken back, going from the newest to the oldest, and what stays as it is with them."""

    def __init__(self, present: Mapping[Guid, tuple[Guid, ...]]) -> None:
        self.lines: set[int] = set()
        self._present = present
        self._fixed: set[Guid] = set()
        self._needed: set[Guid] = set()

    def take(self, n: int, entries: Iterable[Entry]) -> None:
        """Take in a line that cannot be taken back: what it touched stays, and what that names."""
        self.lines.add(n)
        for one in entries:
            self._fixed.add(one.record)
            self._needed.update(self._present.get(one.record, ()))

    def stops(self, entries: Iterable[Entry]) -> bool:
        """Say whether a line cannot be taken back: what it touched is fixed, or needed, or rests on what is gone."""
        return any(
            one.record in self._fixed
            or (one.made and one.record in self._needed)
            or (
                one.put_back and any(guid in self._fixed and guid not in self._present for guid in one.points)
            )
            for one in entries
        )
