"""Reading: records, texts, codings and passages, as the rooms above ask for them.

Owns every SELECT that is not about the history. Never writes.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import func, null, select

from interviewcoder.analysis.combining import Placed
from interviewcoder.domain.records import (
    Attribute,
    Blind,
    Case,
    Code,
    Coder,
    Coding,
    Edition,
    Finished,
    ImportReport,
    Memo,
    Moment,
    Pending,
    Record,
    Speaker,
    Status,
    Summary,
    Transcript,
    Turn,
    Version,
)
from interviewcoder.domain.text import Span
from interviewcoder.store import codec, schema
from interviewcoder.store.rows import streamed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Select

    from interviewcoder.analysis.counting import Passage
    from interviewcoder.analysis.filters import Selection
    from interviewcoder.domain.changes import Edit
    from interviewcoder.domain.records import Guid

R = TypeVar("R", bound=Record)
_STREAM: Final = 2_000
_AT_ONCE: Final = 500
"""So many codings may be named in a statement; more are picked out of what it gives."""


@dataclass(frozen=True, slots=True)
class Small:
    """The small things of a study, held in memory while nothing changes."""

    coders: tuple[Coder, ...]
    attributes: tuple[Attribute, ...]
    cases: tuple[Case, ...]
    transcripts: tuple[Transcript, ...]
    codes: tuple[Code, ...]
    blinds: tuple[Blind, ...]

    def after(self, edits: Iterable[Edit]) -> Small:
        """Give what is held after a change, without reading it again."""
        kinds: dict[type[Any], list[Edit]] = {}
        for edit in edits:
            kinds.setdefault(type(edit.record), []).append(edit)
        return Small(
            _after(self.coders, kinds.get(Coder), _by_name),
            _after(self.attributes, kinds.get(Attribute), _by_place),
            _after(self.cases, kinds.get(Case), _by_place),
            _after(self.transcripts, kinds.get(Transcript), _by_place),
            _after(self.codes, kinds.get(Code), _by_id),
            _after(self.blinds, kinds.get(Blind), _by_id),
        )


def _after(held: tuple[R, ...], edits: Iterable[Edit] | None, order: Callable[[R], Any]) -> tuple[R, ...]:
    if not edits:
        return held
    by_id = {record.id: record for record in held}
    for edit in edits:
        by_id.pop(edit.record.id, None)
        if edit.after is not None:
            by_id[edit.record.id] = edit.after  # type: ignore[assignment]
    return tuple(sorted(by_id.values(), key=order))


def _by_id(record: Record) -> str:
    return record.id


def _by_name(record: Coder) -> str:
    return record.name


def _by_place(record: Attribute | Case | Transcript) -> tuple[int, str]:
    return record.position, record.name


def records(connection: Connection, cls: type[R], *conditions: Any, order: Any = None) -> list[R]:
    """Give the records of a class that meet the conditions."""
    table = codec.table_of(cls)
    statement = select(table).where(*conditions)
    if order is not None:
        statement = statement.order_by(*order)
    return [codec.from_row(cls, row) for row in connection.execute(statement).mappings()]


def small(connection: Connection) -> Small:
    """Give everything that screens and commands hold in memory, in the same order on every database."""
    return Small(
        tuple(sorted(records(connection, Coder), key=_by_name)),
        tuple(sorted(records(connection, Attribute), key=_by_place)),
        tuple(sorted(records(connection, Case), key=_by_place)),
        tuple(sorted(records(connection, Transcript), key=_by_place)),
        tuple(sorted(records(connection, Code), key=_by_id)),
        tuple(sorted(records(connection, Blind), key=_by_id)),
    )


def version(connection: Connection, guid: Guid) -> Version:
    """Give a text with its turns, its moments and the report of its import."""
    return versions(connection, [guid])[guid]


def versions(connection: Connection, guids: Collection[Guid]) -> dict[Guid, Version]:
    """Give some texts, each with its turns, its moments and the report of its import."""
    c = schema.turns.c
    turns: dict[Guid, list[Turn]] = {guid: [] for guid in guids}
    columns = (c.n, c.label, c.label_start, c.label_end, c.start, c.end, c.time, c.time_end)
    for row in connection.execute(
        select(c.version, *columns).where(c.version.in_(guids)).order_by(c.version, c.n)
    ):
        turns[row[0]].append(_turn(*row[1:]))
    table = schema.versions
    rows = connection.execute(
        select(table.c.id, table.c.text, table.c.moments, table.c.report).where(table.c.id.in_(guids))
    )
    return {
        guid: Version(
            id=guid, text=text, turns=tuple(turns[guid]),
            moments=tuple(Moment(at, time) for at, time in json.loads(moments)), report=report_of(report),
        )
        for guid, text, moments, report in rows
    }  # fmt: skip


def report_of(text: str) -> ImportReport | None:
    """Read the report of an import."""
    content = json.loads(text)
    if content is None:
        return None
    content["warnings"] = tuple(content["warnings"])
    content["left_out"] = tuple((kind, words) for kind, words in content["left_out"])
    return ImportReport(**content)


def file(connection: Connection, sha256: str) -> bytes | None:
    """Give the bytes of a file as received; None when they were not kept."""
    table = schema.files
    content = connection.execute(select(table.c.content).where(table.c.sha256 == sha256)).scalar()
    return None if content is None else zlib.decompress(content)


def turn_of(row: Mapping[str, Any]) -> Turn:
    """Give the turn a row holds."""
    names = ("n", "label", "label_start", "label_end", "start", "end", "time", "time_end")
    return _turn(*(row[name] for name in names))


def _turn(
    n: int, label: str | None, label_start: int | None, label_end: int | None, start: int, end: int,
    time: float | None, time_end: float | None,
) -> Turn:  # fmt: skip
    label_span = None if label_start is None or label_end is None else Span(label_start, label_end)
    return Turn(n=n, label=label, label_span=label_span, span=Span(start, end), time=time, time_end=time_end)


def texts(connection: Connection, transcripts: Collection[Guid] | None = None) -> Iterator[tuple[Guid, str]]:
    """Give (transcript, text), one at a time, in the order of the transcripts."""
    table = schema.transcripts
    statement = select(table.c.id, schema.versions.c.text).join(
        schema.versions, schema.versions.c.id == table.c.version
    )
    if transcripts is not None:
        statement = statement.where(table.c.id.in_(transcripts))
    statement = statement.order_by(table.c.position, table.c.name)
    with streamed(connection, statement, 20) as rows:
        for row in rows:
            yield row[0], row[1]


def text(connection: Connection, transcript: Guid) -> str | None:
    """Give the present text of a transcript."""
    table = schema.transcripts
    return connection.execute(
        select(schema.versions.c.text)
        .join(table, table.c.version == schema.versions.c.id)
        .where(table.c.id == transcript)
    ).scalar()


def same_source(connection: Connection, sha256: str) -> str | None:
    """Give the name of the transcript made from a file with this SHA-256."""
    table = schema.transcripts
    return connection.execute(select(table.c.name).where(table.c.source_sha256 == sha256).limit(1)).scalar()


def _selected(statement: Select[Any], selection: Selection) -> Select[Any]:
    table = schema.codings
    if selection.codes is not None:
        statement = statement.where(table.c.code.in_(selection.codes))
    if selection.transcripts is not None:
        statement = statement.where(table.c.transcript.in_(selection.transcripts))
    if selection.coders is not None:
        statement = statement.where(table.c.coder.in_(selection.coders))
    if selection.at is not None:
        statement = statement.where(table.c.start == selection.at.start, table.c.end == selection.at.end)
    if selection.key:
        statement = statement.where(table.c.key == 1)
    if selection.since:
        statement = statement.where(func.substr(table.c.made, 1, 10) >= selection.since)
    if selection.until:
        statement = statement.where(func.substr(table.c.made, 1, 10) <= selection.until)
    if selection.codings is not None and len(selection.codings) <= _AT_ONCE:
        statement = statement.where(table.c.id.in_(selection.codings))
    if selection.roles is not None:
        statement = (
            statement.join(schema.transcripts, schema.transcripts.c.id == table.c.transcript)
            .outerjoin(
                schema.turns,
                (schema.turns.c.version == schema.transcripts.c.version)
                & (schema.turns.c.n == table.c.first_turn),
            )
            .outerjoin(
                schema.speakers,
                (schema.speakers.c.transcript == table.c.transcript)
                & (schema.speakers.c.label == schema.turns.c.label),
            )
            .where(func.coalesce(schema.speakers.c.role, "unknown").in_(selection.roles))
        )
    return statement


def passages(connection: Connection, selection: Selection, *, turns: bool = False) -> Iterator[Passage]:
    """Give the selected codings as passages, ordered by transcript, start and end.

    Without `turns` everything comes from the covering index and the turns are None.
    """
    table = schema.codings
    columns: list[Any] = [table.c.transcript, table.c.start, table.c.end, table.c.code, table.c.coder]
    columns += [table.c.first_turn, table.c.last_turn] if turns else [null(), null()]
    if selection.codings is not None:
        columns.append(table.c.id)
    statement = _selected(select(*columns), selection).order_by(
        table.c.transcript, table.c.start, table.c.end, table.c.code, table.c.coder
    )
    wanted = selection.codings
    with streamed(connection, statement, _STREAM * 5) as rows:
        for row in rows:
            if wanted is None:
                yield tuple(row)
            elif row.id in wanted:
                yield tuple(row)[:-1]


def codings(connection: Connection, selection: Selection) -> Iterator[Coding]:
    """Give the selected codings, ordered by transcript, start and end."""
    table = schema.codings
    statement = _selected(select(table), selection).order_by(
        table.c.transcript, table.c.start, table.c.end, table.c.code, table.c.coder
    )
    wanted = selection.codings
    with streamed(connection, statement, _STREAM) as rows:
        for row in rows.mappings():
            if wanted is None or row["id"] in wanted:
                yield codec.from_row(Coding, row)


def placed(connection: Connection, selection: Selection) -> Iterator[Placed]:
    """Give the selected codings as far as combining them needs, ordered by transcript, start and end."""
    table = schema.codings
    columns = (table.c.id, table.c.transcript, table.c.start, table.c.end, table.c.code)
    statement = _selected(select(*columns, table.c.first_turn, table.c.last_turn), selection)
    ordered = statement.order_by(table.c.transcript, table.c.start, table.c.end, table.c.id)
    with streamed(connection, ordered, _STREAM * 5) as rows:
        for row in rows:
            yield Placed(*row)


def speakers(connection: Connection, transcripts: Collection[Guid] | None = None) -> list[Speaker]:
    """Give the speakers of some transcripts, or of all."""
    table = schema.speakers
    conditions = [] if transcripts is None else [table.c.transcript.in_(transcripts)]
    return records(connection, Speaker, *conditions, order=(table.c.transcript, table.c.label))


def memos(connection: Connection, targets: Collection[Guid] | None = None) -> list[Memo]:
    """Give the memos on `targets`, or all."""
    table = schema.memos
    conditions = [] if targets is None else [table.c.target.in_(targets)]
    return records(connection, Memo, *conditions, order=(table.c.made, table.c.id))


def noted_codings(connection: Connection, transcript: Guid) -> frozenset[Guid]:
    """Give the codings of a transcript that have a memo."""
    memos, codings = schema.memos, schema.codings
    rows = connection.execute(
        select(memos.c.target)
        .join(codings, codings.c.id == memos.c.target)
        .where(codings.c.transcript == transcript, memos.c.on == "coding")
    )
    return frozenset(row[0] for row in rows)


def coding_memos(connection: Connection, transcripts: Collection[Guid]) -> dict[Guid, dict[Guid, str]]:
    """Give the words of the memos on the codings of some transcripts, by transcript and coding."""
    memos, codings = schema.memos, schema.codings
    found: dict[Guid, dict[Guid, str]] = {guid: {} for guid in transcripts}
    for transcript, coding, words in connection.execute(
        select(codings.c.transcript, codings.c.id, memos.c.text)
        .join(memos, (memos.c.target == codings.c.id) & (memos.c.on == "coding"))
        .where(codings.c.transcript.in_(transcripts))
    ):
        found[transcript][coding] = words
    return found


def summaries(connection: Connection) -> list[Summary]:
    """Give all summaries."""
    return records(connection, Summary, order=(schema.summaries.c.case, schema.summaries.c.code))


def pending(connection: Connection, transcript: Guid | None = None) -> list[Pending]:
    """Give the codings that wait for a decision, of one transcript or of all, in the order of their text."""
    table = schema.pending
    conditions = () if transcript is None else (table.c.transcript == transcript,)
    return records(
        connection, Pending, *conditions, order=(table.c.transcript, table.c.start, table.c.end, table.c.id)
    )


def finished(connection: Connection) -> list[Finished]:
    """Give which coders have finished which transcripts."""
    return records(connection, Finished)


def editions(connection: Connection) -> list[Edition]:
    """Give the versions of the codebook that were frozen, the oldest first."""
    return records(connection, Edition, order=(schema.editions.c.made, schema.editions.c.name))


def statuses(connection: Connection) -> list[Status]:
    """Give all statuses of codes in transcripts."""
    return records(connection, Status)
