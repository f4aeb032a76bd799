"""The history: one line a change, chained by hashes, and what can be undone.

Owns the tables `changes` and `edits`. Lines are only ever added; the one thing that moves is the
mark that says whether a change is done, taken back, or taken back for good.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import desc, func, insert, or_, select, update

from interviewcoder.domain.changes import Change, Edit, HistoryLine
from interviewcoder.domain.records import Transcript
from interviewcoder.locales import N_
from interviewcoder.store import codec, roles, schema
from interviewcoder.store.chain import Entry, Fate, entry, marks, replay
from interviewcoder.store.rows import insert_rows, streamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from interviewcoder.domain.records import Record

DONE: Final = 0
TAKEN_BACK: Final = 1
GONE: Final = 2
"""Taken back, and something else was done since: it cannot be done again."""
LOST_LABEL: Final = N_("A line of the history that was lost")
_BATCH: Final = 5_000
_FEW_LINES: Final = 200
_FEW_EDITS: Final = 1_000
"""Up to here what others did is followed edit by edit; beyond, everything held is read again."""

_changes, _edits = schema.changes, schema.edits


def head(connection: Connection) -> int:
    """Give the number of the last line, 0 when there is none; on a server with roles whoever wrote it."""
    if roles.guarded(connection):
        return roles.last_line(connection)[0]
    return int(connection.execute(select(func.coalesce(func.max(_changes.c.n), 0))).scalar_one())


def append(
    connection: Connection, change: Change, *, at: str, coder: str, kind: str = "do", of: int | None = None
) -> HistoryLine:
    """Write the next line and the edits of a ``do``; undo and redo refer to the line they are about."""
    last, previous = _last(connection)
    n = last + 1
    line = HistoryLine(
        n=n, at=at, coder=coder, label=change.label, details=dict(change.details), kind=kind, of=of
    )
    digest = _write_edits(connection, n, change.edits)
    connection.execute(
        insert(_changes),
        {
            "n": n, "at": at, "coder": coder, "label": change.label,
            "details": codec.plain(dict(change.details)), "kind": kind, "of": of, "undone": DONE,
            "hash": chained(previous, line, digest),
        },
    )  # fmt: skip
    return line


def _last(connection: Connection) -> tuple[int, str]:
    """Give number and hash of the last line."""
    if roles.guarded(connection):
        return roles.last_line(connection)
    statement = select(_changes.c.n, _changes.c.hash).order_by(desc(_changes.c.n)).limit(1)
    row = connection.execute(statement).first()
    return (row.n, row.hash) if row else (0, "")


def _write_edits(connection: Connection, n: int, edits: Sequence[Edit]) -> str:
    """Write the edits of line `n`, batch by batch so that a large change is never held twice; give their hash."""
    digest = _EditsDigest()
    for start in range(0, len(edits), _BATCH):
        rows = [_edit_row(n, seq, edit) for seq, edit in enumerate(edits[start : start + _BATCH], start)]
        insert_rows(connection, _edits, rows)
        digest.update(rows)
    return digest.hexdigest()


class _EditsDigest:
    """The hash over the edits of a line, in their order."""

    def __init__(self) -> None:
        self._digest = codec.digesting()

    def update(self, rows: Iterable[Any]) -> None:
        """Take more edits in."""
        for row in rows:
            self._digest.update(codec.encoded(f"{row['kind']}\n{row['before']}\n{row['after']}\n"))

    def hexdigest(self) -> str:
        """Give the hash so far."""
        return self._digest.hexdigest()


def _edit_row(n: int, seq: int, edit: Edit) -> dict[str, Any]:
    return {
        "change": n,
        "seq": seq,
        "kind": codec.kind_of(edit.record),
        "record": edit.record.id,
        "before": codec.to_json(edit.before) if edit.before else None,
        "after": codec.to_json(edit.after) if edit.after else None,
    }


def chained(previous: str, line: HistoryLine, edits: str) -> str:
    """Give the hash of a line over the line before it, itself, and the hash of its edits."""
    content = [
        previous, line.n, line.at, line.coder, line.label, dict(line.details), line.kind, line.of, edits,
    ]  # fmt: skip
    return codec.digest(codec.plain(content))


def remains(connection: Connection, n: int) -> str:
    """Give the hash over what is left of a line that was erased: itself, and the entries that still hold something."""
    row = connection.execute(select(_changes).where(_changes.c.n == n)).one()
    digest = _EditsDigest()
    statement = select(_edits).where(_edits.c.change == n).order_by(_edits.c.seq)
    digest.update(connection.execute(statement.execution_options(yield_per=_BATCH)).mappings())
    return left(row.hash, _line(row), digest.hexdigest())


def left(chain: str, line: HistoryLine, edits: str) -> str:
    """Give the hash over what is left of a line: its own hash in the chain, itself, and the hash of its edits."""
    content = [chain, line.n, line.at, line.coder, line.label, dict(line.details), line.kind, line.of, edits]
    return codec.digest(codec.plain(content))


def digest(rows: Iterable[Any]) -> str:
    """Give the hash over edits, in their order."""
    found = _EditsDigest()
    found.update(rows)
    return found.hexdigest()


def _line(row: Row[Any]) -> HistoryLine:
    return HistoryLine(
        n=row.n, at=row.at, coder=row.coder, label=row.label, details=json.loads(row.details),
        kind=row.kind, of=row.of, undone=row.undone != DONE,
    )  # fmt: skip


def lines(connection: Connection, limit: int | None = None, kind: str = "") -> list[HistoryLine]:
    """Give the lines, the newest first; with `kind` those that touched records of it, and what took them back."""
    statement = select(_changes).order_by(desc(_changes.c.n))
    if kind:
        touching = select(_edits.c.change).where(_edits.c.kind == kind).distinct()
        statement = statement.where(_changes.c.n.in_(touching) | _changes.c.of.in_(touching))
    if limit is not None:
        statement = statement.limit(limit)
    return [_line(row) for row in connection.execute(statement)]


def standing(connection: Connection, kind: str) -> list[HistoryLine]:
    """Give the lines that touched records of a kind and are not taken back, the oldest first."""
    touching = select(_edits.c.change).where(_edits.c.kind == kind).distinct()
    statement = (
        select(_changes).where(_changes.c.n.in_(touching), _changes.c.undone == DONE).order_by(_changes.c.n)
    )
    return [_line(row) for row in connection.execute(statement)]


def last_done(connection: Connection, coder: str | None) -> HistoryLine | None:
    """Give the change an undo would take back: what was erased cannot be."""
    statement = select(_changes).where(*_standing_of(coder))
    row = connection.execute(statement.order_by(desc(_changes.c.n)).limit(1)).first()
    return _line(row) if row else None


def _standing_of(coder: str | None, mark: int = DONE) -> Iterator[ColumnElement[bool]]:
    """Give what holds of the changes of a coder, or of anybody, that stand, or that were taken back."""
    yield _changes.c.kind == "do"
    yield _changes.c.undone == mark
    yield _changes.c.remains == ""
    if coder is not None:
        yield _changes.c.coder == coder


def steps(connection: Connection, coder: str | None) -> tuple[int, int]:
    """Say how many changes an undo, and a redo, can follow one after the other."""
    back, forth = (
        connection.execute(select(func.count()).select_from(_changes).where(*_standing_of(coder, mark)))
        for mark in (DONE, TAKEN_BACK)
    )
    return back.scalar_one(), forth.scalar_one()


def erased(connection: Connection) -> bool:
    """Say whether there are lines that cannot be taken back because what they changed was erased."""
    erased_one = select(_changes.c.n).where(_changes.c.kind == "do", _changes.c.remains != "").limit(1)
    return connection.execute(erased_one).first() is not None


def last_undone(connection: Connection, coder: str | None) -> HistoryLine | None:
    """Give the change a redo would do again: the one taken back last."""
    taken = select(_changes.c.n).where(_changes.c.undone == TAKEN_BACK, _changes.c.remains == "")
    if coder is not None:
        taken = taken.where(_changes.c.coder == coder)
    undoing = select(_changes.c.n, _changes.c.of).where(_changes.c.kind == "undo", _changes.c.of.in_(taken))
    # Not sorted by the database, which would go through the whole history for it.
    last = max(connection.execute(undoing), default=None)
    row = (
        None if last is None else connection.execute(select(_changes).where(_changes.c.n == last[1])).first()
    )
    return _line(row) if row else None


def last_about(connection: Connection, record: str) -> HistoryLine | None:
    """Give the line that last did something to a record."""
    touching = select(_edits.c.change).where(_edits.c.record == record)
    about = or_(_changes.c.n.in_(touching), _changes.c.of.in_(touching))
    row = connection.execute(select(_changes).where(about).order_by(desc(_changes.c.n)).limit(1)).first()
    return _line(row) if row else None


def load(connection: Connection, line: HistoryLine) -> Change:
    """Give the change behind a line, its edits included."""
    return Change(line.label, line.details, tuple(_load_edits(connection, line.n)))


def _load_edits(connection: Connection, n: int) -> Iterator[Edit]:
    rows = connection.execute(select(_edits).where(_edits.c.change == n).order_by(_edits.c.seq))
    for row in rows:
        if row.before is None and row.after is None:  # erased
            continue
        yield Edit(
            codec.from_json(row.kind, row.before) if row.before else None,
            codec.from_json(row.kind, row.after) if row.after else None,
        )


def hashes(connection: Connection) -> list[str]:
    """Give the hashes of all lines, the oldest first: two copies share the history up to where these differ."""
    return list(connection.execute(select(_changes.c.hash).order_by(_changes.c.n)).scalars())


def since(connection: Connection, n: int) -> Iterator[tuple[Edit, ...]]:
    """Give what each line after the `n`-th did to the records, the oldest first; what is taken back did nothing."""
    standing = (_changes.c.n > n) & (_changes.c.kind == "do") & (_changes.c.undone == DONE)
    for line in (
        connection.execute(select(_changes.c.n).where(standing).order_by(_changes.c.n)).scalars().all()
    ):
        yield tuple(_load_edits(connection, line))


@dataclass(frozen=True, slots=True)
class News:
    """What was done after a line of history: the last line now, and the edits in order, None when they are too many."""

    head: int
    edits: tuple[Edit, ...] | None


def news(connection: Connection, n: int) -> News | None:
    """Give what was done after the `n`-th line; None when nothing was.

    Edits are given when they are few and all of them are seen: on a server somebody may be kept from seeing some.
    """
    now = head(connection)
    if now == n:
        return None
    few = select(_changes.c.n, _changes.c.kind, _changes.c.of).where(_changes.c.n > n).order_by(_changes.c.n)
    lines = connection.execute(few.limit(_FEW_LINES + 1)).all()
    if [line.n for line in lines] != list(range(n + 1, now + 1)):
        return News(now, None)
    touched = {line.of or line.n for line in lines}
    counted = (
        select(_edits.c.change, func.count()).where(_edits.c.change.in_(touched)).group_by(_edits.c.change)
    )
    numbers: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted)}
    if len(numbers) < len(touched) or sum(numbers.values()) > _FEW_EDITS:
        return News(now, None)
    found: list[Edit] = []
    for line in lines:
        edits = list(_load_edits(connection, line.of or line.n))
        found += [edit.inverse for edit in reversed(edits)] if line.kind == "undo" else edits
    return News(now, tuple(found))


def past(connection: Connection, kind: str, record: str) -> Iterator[Record]:
    """Give what a record was at any time, as far as the history says, the newest first."""
    statement = select(_edits).where(_edits.c.kind == kind, _edits.c.record == record)
    for row in connection.execute(statement.order_by(desc(_edits.c.change), desc(_edits.c.seq))):
        for content in (row.after, row.before):
            if content:
                yield codec.from_json(kind, content)


def ever(connection: Connection, kinds: Iterable[str]) -> dict[str, list[Record]]:
    """Give all that records of some kinds ever were, by identity."""
    found: dict[str, list[Record]] = {}
    statement = select(_edits).where(_edits.c.kind.in_(tuple(kinds)))
    for row in connection.execute(statement.execution_options(yield_per=_BATCH)):
        states = found.setdefault(row.record, [])
        states += [codec.from_json(row.kind, content) for content in (row.before, row.after) if content]
    return found


def misjudged(connection: Connection) -> int | None:
    """Give the first line that is said to be taken back and is not, or the other way round; None when there is none."""
    rows = connection.execute(
        select(_changes.c.n, _changes.c.kind, _changes.c.coder, _changes.c.of, _changes.c.undone).order_by(
            _changes.c.n
        )
    ).all()
    told = marks((row.n, row.kind, row.coder, row.of) for row in rows)
    return next((row.n for row in rows if told[row.n] != row.undone), None)


def outcome(connection: Connection) -> dict[str, tuple[str, str | Fate]]:
    """Give for every record its kind and the hash it has if all that the history says was done to it."""

    def entries_of(n: int) -> Iterator[Entry]:
        rows = connection.execute(
            select(_edits).where(_edits.c.change == n).order_by(_edits.c.seq)
        ).mappings()
        yield from map(entry, rows.all())

    lines = connection.execute(
        select(_changes.c.n, _changes.c.kind, _changes.c.of).order_by(_changes.c.n)
    ).all()
    with streamed(connection, select(_edits).order_by(_edits.c.change, _edits.c.seq), _BATCH) as edits:
        by_line = groupby(edits.mappings(), key=itemgetter("change"))
        return replay(_in_step(lines, by_line), entries_of, codec.digest)


def _in_step(
    lines: Iterable[Any], by_line: Iterator[Any]
) -> Iterator[tuple[str, int | None, Iterator[Entry]]]:
    edited, theirs = next(by_line, (None, iter(())))
    for line in lines:
        while edited is not None and edited < line.n:
            edited, theirs = next(by_line, (None, iter(())))
        mine = edited == line.n
        yield line.kind, line.of, map(entry, theirs) if mine else iter(())
        if mine:
            edited, theirs = next(by_line, (None, iter(())))


def texts(connection: Connection) -> set[str]:
    """Give the identities of all texts the history knows of."""
    found = set()
    for states in ever(connection, ("transcript",)).values():
        found |= {state.version for state in states if isinstance(state, Transcript)}
    return found


def mark(connection: Connection, n: int, state: int) -> None:
    """Say whether a change is done or taken back."""
    connection.execute(update(_changes).where(_changes.c.n == n).values(undone=state))


def forget_redo(connection: Connection, coder: str) -> None:
    """Leave for good what `coder` had taken back, now that something else is done."""
    connection.execute(
        update(_changes).where(_changes.c.undone == TAKEN_BACK, _changes.c.coder == coder).values(undone=GONE)
    )


def broken_at(connection: Connection) -> int | None:
    """Give the first line whose hash does not fit the lines before it; None when the chain is whole."""
    with (
        streamed(connection, select(_edits).order_by(_edits.c.change, _edits.c.seq), _BATCH) as edits,
        streamed(connection, select(_changes).order_by(_changes.c.n), _BATCH) as rows,
    ):
        by_line = groupby(edits.mappings(), key=itemgetter("change"))
        edited, theirs = next(by_line, (None, None))
        previous = ""
        for row in rows:
            digest = _EditsDigest()
            if theirs is not None and edited == row.n:
                digest.update(theirs)
                edited, theirs = next(by_line, (None, None))
            found = digest.hexdigest()
            if row.remains:
                sound = left(row.hash, _line(row), found) == row.remains
            else:
                sound = chained(previous, _line(row), found) == row.hash
            if not sound:
                return int(row.n)
            previous = row.hash
    return None
