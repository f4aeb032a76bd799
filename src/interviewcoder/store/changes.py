"""Writing changes: the edits, and their line in the history, in one transaction.

Owns `apply`, `undo` and `redo`. An edit whose `before` is not what the database holds is a conflict and
nothing is written. Rows are written in bulk, kind by kind.
"""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, delete, insert, select, update

from interviewcoder.domain.changes import Change, Edit, HistoryLine
from interviewcoder.domain.errors import Conflict, Refused
from interviewcoder.domain.records import Coding, Transcript, Version, now
from interviewcoder.domain.text import canonical, fingerprint, words
from interviewcoder.locales import _
from interviewcoder.store import codec, history, quotations, schema
from interviewcoder.store.rows import insert_rows
from interviewcoder.store.turns import TurnFinder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from interviewcoder.domain.records import Guid, Record

BATCH: Final = 5_000


def apply(connection: Connection, change: Change, coder: str) -> HistoryLine:
    """Write a change and its line of history. Raises `Conflict`; then the transaction must be given up."""
    _write_versions(connection, change.versions)
    _write_files(connection, change.files)
    write_edits(connection, change.edits)
    history.forget_redo(connection, coder)
    return history.append(connection, change, at=now(), coder=coder)


def undo(connection: Connection, at: str, by: str, *, coder: str | None) -> tuple[HistoryLine, Change]:
    """Take the last change back (of `coder`, or of anybody when None); give the line and what it changed.

    Raises `Refused` when there is none.
    """
    line, change = to_undo(connection, coder)
    write_edits(connection, change.edits)
    history.mark(connection, line.n, history.TAKEN_BACK)
    marked = Change(line.label, line.details)
    return history.append(connection, marked, at=at, coder=by, kind="undo", of=line.n), change


def redo(connection: Connection, at: str, by: str, *, coder: str | None) -> tuple[HistoryLine, Change]:
    """Do the change last taken back once more; give the line and what it changed. Raises `Refused` when there is none."""
    line, change = to_redo(connection, coder)
    write_edits(connection, change.edits)
    history.mark(connection, line.n, history.DONE)
    marked = Change(line.label, line.details)
    return history.append(connection, marked, at=at, coder=by, kind="redo", of=line.n), change


def to_undo(connection: Connection, coder: str | None) -> tuple[HistoryLine, Change]:
    """Give the line an undo would take back, and what that changes. Raises `Refused` when there is none."""
    line = history.last_done(connection, coder)
    if line is None:
        if history.erased(connection):
            raise Refused(_("There is nothing to undo: what was done before has been purged."))
        raise Refused(_("There is nothing to undo."))
    return line, history.load(connection, line).inverse


def to_redo(connection: Connection, coder: str | None) -> tuple[HistoryLine, Change]:
    """Give the line a redo would do again, and what that changes. Raises `Refused` when there is none."""
    line = history.last_undone(connection, coder)
    if line is None:
        raise Refused(_("There is nothing to do again."))
    return line, history.load(connection, line)


def _write_versions(connection: Connection, versions: Iterable[Version]) -> None:
    for version in versions:
        if canonical(version.text) != version.text:
            message = "a version's text must be canonical"
            raise ValueError(message)
        connection.execute(insert(schema.versions), version_row(version))
        if version.turns:
            insert_rows(connection, schema.turns, [turn_row(version, turn) for turn in version.turns])


def version_row(version: Version) -> dict[str, Any]:
    """Give a text as a row, with the hashes it is proved by."""
    return {
        "id": version.id,
        "text": version.text,
        "sha256": fingerprint(version.text),
        "words": words(version.text),
        "moments": codec.plain([[moment.at, moment.time] for moment in version.moments]),
        "report": codec.plain(asdict(version.report) if version.report else None),
        "seal": codec.seal(version),
    }


def _write_files(connection: Connection, files: Mapping[str, bytes]) -> None:
    """Keep files as received, each content once."""
    table = schema.files
    for sha256, content in files.items():
        there = connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first()
        if there is None:
            connection.execute(insert(table), {"sha256": sha256, "content": zlib.compress(content, 1)})


def turn_row(version: Version, turn: Any) -> dict[str, Any]:
    """Give a turn of a text as a row."""
    return {
        "version": version.id,
        "n": turn.n,
        "label": turn.label,
        "label_start": turn.label_span.start if turn.label_span else None,
        "label_end": turn.label_span.end if turn.label_span else None,
        "start": turn.span.start,
        "end": turn.span.end,
        "words": words(turn.span.of(version.text)),
        "time": turn.time,
        "time_end": turn.time_end,
    }


@dataclass(slots=True)
class _Pile:
    """The edits of one kind, by what they do."""

    gone: list[Edit]
    changed: list[Edit]
    new: list[Edit]


def write_edits(connection: Connection, edits: Sequence[Edit]) -> None:
    """Write edits: first what goes, then what changes, then what is new, each in an order the keys allow."""
    piles = _piles(edits)
    others = _with_other_text(piles)
    if "coding" in piles and (others or _in_the_way(piles["coding"].changed)):
        # Codings move past each other: taken out and put in again, none stands in the way of another.
        moved = piles["coding"].changed
        piles["coding"] = _Pile([*piles["coding"].gone, *moved], [], [*piles["coding"].new, *moved])
    turns = TurnFinder(connection)
    for kind in reversed(codec.KINDS):
        if kind in piles:
            _delete(connection, kind, piles[kind].gone)
    for kind in codec.KINDS:
        if kind in piles:
            _update(connection, kind, piles[kind].changed, turns)
            _insert(connection, kind, piles[kind].new, turns)
    for guid in others:
        quotations.settle(connection, guid, turns)


def _in_the_way(changed: Iterable[Edit]) -> bool:
    """Say whether a coding comes to where another one, which goes elsewhere, is now."""
    old, new = set(), set()
    for edit in changed:
        before, after = _place(edit.before), _place(edit.after)
        if before != after:
            old.add(before)
            new.add(after)
    return not old.isdisjoint(new)


def _place(record: Record | None) -> tuple[object, ...]:
    assert isinstance(record, Coding)
    return record.transcript, record.start, record.end, record.code, record.coder


def _with_other_text(piles: Mapping[str, _Pile]) -> list[Guid]:
    """Give the transcripts that have another version of their text now."""
    changed = piles["transcript"].changed if "transcript" in piles else ()
    return [
        edit.after.id
        for edit in changed
        if isinstance(edit.before, Transcript)
        and isinstance(edit.after, Transcript)
        and edit.before.version != edit.after.version
    ]


def _piles(edits: Sequence[Edit]) -> dict[str, _Pile]:
    piles: dict[str, _Pile] = {}
    by_kind = sorted(edits, key=lambda edit: codec.kind_of(edit.record))
    for kind, group in groupby(by_kind, key=lambda edit: codec.kind_of(edit.record)):
        pile = piles[kind] = _Pile([], [], [])
        for edit in group:
            if edit.after is None:
                pile.gone.append(edit)
            elif edit.before is None:
                pile.new.append(edit)
            else:
                pile.changed.append(edit)
    return piles


def _row(record: Record, turns: TurnFinder) -> dict[str, Any]:
    row = codec.to_row(record)
    if isinstance(record, Coding):
        row["first_turn"], row["last_turn"] = turns.touched(record.transcript, record.start, record.end)
    return row


def _insert(connection: Connection, kind: str, edits: Sequence[Edit], turns: TurnFinder) -> None:
    table = codec.KINDS[kind][1]
    codings = [edit.record for edit in edits if isinstance(edit.record, Coding)]
    with quotations.proved(connection, codings):
        for start in range(0, len(edits), BATCH):
            rows = [_row(edit.record, turns) for edit in edits[start : start + BATCH]]
            insert_rows(connection, table, rows)


def _update(connection: Connection, kind: str, edits: Sequence[Edit], turns: TurnFinder) -> None:
    if not edits:
        return
    table = codec.KINDS[kind][1]
    rows = [
        _row(edit.record, turns) | {"the_id": edit.record.id, "the_hash": _hash(edit.before)}
        for edit in edits
    ]
    statement = update(table).where(_unchanged(table))
    values: dict[str, Any] = {
        column.name: bindparam(column.name) for column in table.columns if column.name != "id"
    }
    _expect(connection, statement.values(values), rows, edits)


def _delete(connection: Connection, kind: str, edits: Sequence[Edit]) -> None:
    if not edits:
        return
    table = codec.KINDS[kind][1]
    rows = [{"the_id": edit.record.id, "the_hash": _hash(edit.before)} for edit in edits]
    _expect(connection, delete(table).where(_unchanged(table)), rows, edits)


def _unchanged(table: Any) -> Any:
    return and_(table.c.id == bindparam("the_id"), table.c.hash == bindparam("the_hash"))


def _hash(record: Record | None) -> str:
    assert record is not None
    return codec.digest(codec.to_json(record))


def _expect(
    connection: Connection, statement: Any, rows: list[dict[str, Any]], edits: Sequence[Edit]
) -> None:
    """Do something to rows as they were; what they are now, the door to the store finds out."""
    result = connection.execute(statement, rows)
    if result.rowcount != len(edits):
        raise Conflict(_("Somebody else has changed what this rests on. Nothing was changed; try again."))
