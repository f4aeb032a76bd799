"""What proves a row that was read from a damaged file: its own hash, its place in the chain, what it says of itself.

Owns the single proofs. Which of several rows is believed is `mending`'s.
"""

from __future__ import annotations

import json
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.changes import HistoryLine
from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Finished,
    Moment,
    Speaker,
    Status,
    Summary,
    Transcript,
    Version,
)
from interviewcoder.domain.text import fingerprint, name_key
from interviewcoder.store import codec, erasing, history, queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewcoder.domain.records import Record
    from interviewcoder.store.salvage import Row


def place(  # noqa: PLR0911 - one line a kind of record
    record: Record,
) -> tuple[Any, ...] | None:
    """Give what no two records may share."""
    match record:
        case Coder() | Attribute() | Case() | Transcript():
            return type(record), record.name
        case Coding():
            return Coding, record.transcript, record.start, record.end, record.code, record.coder
        case Speaker():
            return Speaker, record.transcript, record.label
        case Code():
            return Code, record.parent, name_key(next(iter(record.name.values()), ""))
        case Summary():
            return Summary, record.case, record.code
        case Status():
            return Status, record.transcript, record.code
        case Finished():
            return Finished, record.transcript, record.coder
        case _:
            return None


def fits(row: Row, entries: Sequence[Row], previous: str) -> bool:
    """Say whether a line fits the chain after the line with the hash `previous`, or is proved by what remains of it."""
    try:
        said = line(row)
        if row["remains"]:
            return bool(history.left(row["hash"], said, history.digest(entries)) == row["remains"])
        return bool(history.chained(previous, said, history.digest(entries)) == row["hash"])
    except (ValueError, TypeError, KeyError):
        return False


def line(row: Row) -> HistoryLine:
    """Give the line of history a row holds. Raises `ValueError`."""
    return HistoryLine(
        n=row["n"], at=row["at"], coder=row["coder"], label=row["label"], details=json.loads(row["details"]),
        kind=row["kind"], of=row["of"], undone=row["undone"] != history.DONE,
    )  # fmt: skip


def kept(row: Row, entries: Sequence[Row]) -> Row:
    """Give a line that does not fit the chain as one that is proved by what remains of it."""
    return {**row, "remains": history.left(row["hash"], line(row), history.digest(entries))}


def readable(row: Row) -> bool:
    """Say whether a row can be read as a line at all."""
    try:
        return bool(line(row).sentence and row["hash"])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False


def sound_entry(row: Row) -> bool:
    """Say whether an entry holds records that can be read."""
    contents = [content for content in (row["before"], row["after"]) if content is not None]
    return row["kind"] in codec.KINDS and all(
        from_history(row["kind"], content) is not None for content in contents
    )


def erased(row: Row) -> list[str]:
    """Give what a line says was purged, or lost before."""
    if row["kind"] not in {erasing.KIND, erasing.MENDED}:
        return []
    details = json.loads(row["details"])
    return f"{details.get('ids', '')} {details.get('gone', '')}".split()


def named(row: Row) -> Row:
    """Give an entry with the identity that its contents have, which is what its line is hashed over."""
    content = row["after"] or row["before"]
    return row if content is None else {**row, "record": json.loads(content)["id"]}


def from_history(kind: str, content: str) -> Record | None:
    """Give the record an entry holds, None when it cannot be read."""
    try:
        record = codec.from_json(kind, content)
        return record if codec.to_json(record) else None
    except (ValueError, TypeError, KeyError):
        return None


def proved_record(cls: Any, row: Row | None) -> Any:
    """Give the record a row holds if its hash proves it."""
    if row is None:
        return None
    try:
        record = codec.from_row(cls, row)  # type: ignore[arg-type]
        return record if codec.digest(codec.to_json(record)) == row["hash"] else None
    except (ValueError, TypeError, KeyError):
        return None


def as_it_is(cls: Any, row: Row) -> Any:
    """Give the record a row holds, whether or not its hash proves it; None when it cannot be read."""
    try:
        return codec.from_row(cls, row)  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError):
        return None


def proved(row: Row, turns: Sequence[Row]) -> bool:
    """Say whether a text and what stands beside it are what their hashes say."""
    try:
        if fingerprint(row["text"]) != row["sha256"]:
            return False
        return not row["seal"] or codec.seal(as_version(row, turns)) == row["seal"]
    except (ValueError, TypeError, KeyError):
        return False


def as_version(row: Row, turns: Sequence[Row]) -> Version:
    """Give a text with its turns."""
    moments = tuple(Moment(at, time) for at, time in json.loads(row["moments"]))
    return Version(
        id=row["id"], text=row["text"], turns=tuple(map(queries.turn_of, turns)), moments=moments,
        report=queries.report_of(row["report"]),
    )  # fmt: skip


def turns(rows: Sequence[Row], length: int) -> Iterator[Any]:
    """Give the turns that can be read and lie within the text, in order."""
    end = 0
    for row in rows:
        try:
            turn = queries.turn_of(row)
        except (ValueError, TypeError):
            continue
        if end <= turn.zone.start and turn.span.end <= length:
            end = turn.span.end
            yield turn


def whole(content: bytes, name: str) -> bool:
    """Say whether a file is the one its SHA-256 names."""
    try:
        return sha256(zlib.decompress(content)).hexdigest() == name
    except zlib.error:
        return False
