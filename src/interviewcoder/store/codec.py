"""Records as rows and as JSON, and the hash over them.

Owns the one conversion between records and what the database holds. The JSON of a record is canonical
(sorted keys, no spaces), so equal records have equal hashes on every machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, TypeVar

from interviewcoder.domain.records import (
    Attribute,
    Blind,
    Case,
    Code,
    Coder,
    Coding,
    Edition,
    Finished,
    Memo,
    Pending,
    Record,
    Speaker,
    Status,
    Summary,
    Transcript,
)
from interviewcoder.domain.text import name_key
from interviewcoder.store import schema

if TYPE_CHECKING:
    from sqlalchemy import RowMapping, Table

    from interviewcoder.domain.records import Version
    from interviewcoder.domain.text import Span

R = TypeVar("R", bound=Record)

KINDS: Final[dict[str, tuple[type[Record], Table]]] = {
    "coder": (Coder, schema.coders),
    "attribute": (Attribute, schema.attributes),
    "case": (Case, schema.cases),
    "transcript": (Transcript, schema.transcripts),
    "speaker": (Speaker, schema.speakers),
    "code": (Code, schema.codes),
    "coding": (Coding, schema.codings),
    "memo": (Memo, schema.memos),
    "summary": (Summary, schema.summaries),
    "status": (Status, schema.statuses),
    "finished": (Finished, schema.finished),
    "blind": (Blind, schema.blinds),
    "pending": (Pending, schema.pending),
    "edition": (Edition, schema.editions),
}
"""Every kind of record in the order in which it can be inserted."""
_KIND_OF: Final[dict[type[Any], str]] = {cls: kind for kind, (cls, _table) in KINDS.items()}
_STRUCTURED: Final[dict[type[Any], frozenset[str]]] = {
    Attribute: frozenset({"choices"}),
    Case: frozenset({"values"}),
    Transcript: frozenset({"metadata"}),
    Code: frozenset({"name", "definition", "use", "avoid", "example"}),
    Blind: frozenset({"transcripts"}),
    Edition: frozenset({"codes", "counts"}),
}
_SEQUENCES: Final[dict[type[Any], str]] = {Attribute: "choices", Blind: "transcripts"}
"""Fields that JSON gives back as lists."""


_TRUTHS: Final[dict[type[Any], tuple[str, ...]]] = {Coding: ("key",), Pending: ("key", "aside")}
"""The fields that are yes or no, which SQLite keeps as 1 or 0."""


def kind_of(record: Record) -> str:
    """Give the kind of a record: ``coding``."""
    return _KIND_OF[type(record)]


def table_of(cls: type[Any]) -> Table:
    """Give the table of a class of records."""
    return KINDS[_KIND_OF[cls]][1]


_NAMES: Final[dict[type[Any], tuple[str, ...]]] = {
    cls: tuple(field.name for field in fields(cls)) for cls, _table in KINDS.values()
}


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> str:
    """Write a value as canonical JSON."""
    return _ENCODER.encode(value)


def to_json(record: Record) -> str:
    """Write a record as canonical JSON."""
    return plain({name: getattr(record, name) for name in _NAMES[type(record)]})


def from_json(kind: str, text: str) -> Record:
    """Read a record of a kind from its JSON."""
    cls, content = KINDS[kind][0], json.loads(text)
    if (name := _SEQUENCES.get(cls)) is not None:
        content[name] = tuple(content[name])
    return cls(**content)


def digesting() -> blake2b:
    """Begin a hash of the kind used everywhere here."""
    return blake2b(digest_size=16)


def encoded(text: str) -> bytes:
    """Give a text as the bytes that are hashed."""
    return text.encode("utf-8", "surrogatepass")


def digest(text: str) -> str:
    """Give the hash of a record's JSON, in hexadecimal."""
    return blake2b(encoded(text), digest_size=16).hexdigest()


def seal(version: Version) -> str:
    """Give the hash of what stands beside a text: its turns, its moments, the report of its import."""
    turns = [
        [
            turn.n,
            turn.label,
            _ends(turn.label_span),
            _ends(turn.span),
            _seconds(turn.time),
            _seconds(turn.time_end),
        ]
        for turn in version.turns
    ]
    moments = [[moment.at, _seconds(moment.time)] for moment in version.moments]
    return digest(plain([turns, moments, asdict(version.report) if version.report else None]))


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _seconds(time: float | None) -> float | None:
    return None if time is None else float(time)  # a whole number comes back from the database as 3.0


def to_row(record: Record) -> dict[str, Any]:
    """Give a record as a row of its table, hash included; derived columns are the writer's."""
    cls = type(record)
    structured = _STRUCTURED.get(cls, frozenset())
    row: dict[str, Any] = {
        name: plain(getattr(record, name)) if name in structured else getattr(record, name)
        for name in _NAMES[cls]
    }
    for name in _TRUTHS.get(cls, ()):
        row[name] = int(row[name])
    if isinstance(record, Code):
        row["name_key"] = name_key(next(iter(record.name.values()), ""))
    row["hash"] = digest(to_json(record))
    return row


def from_row(cls: type[R], row: RowMapping) -> R:
    """Give the record a row holds."""
    structured = _STRUCTURED.get(cls, frozenset())
    content = {name: json.loads(row[name]) if name in structured else row[name] for name in _NAMES[cls]}
    if (sequence := _SEQUENCES.get(cls)) is not None:
        content[sequence] = tuple(content[sequence])
    for name in _TRUTHS.get(cls, ()):
        content[name] = bool(content[name])
    return cls(**content)
