"""Readings as plain data, to pass them from the child that reads files to the program that asked.

Owns the one conversion to JSON and back. JSON and not pickle, because the child has just read a file
from outside and nothing it says may run here. Must not read files.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.records import Moment, Turn
from interviewcoder.domain.text import Span
from interviewcoder.formats.transcripts.reading import Label, Note, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence


def packed(readings: Sequence[Reading]) -> bytes:
    """Write readings as JSON."""
    return json.dumps([_plain(reading) for reading in readings], ensure_ascii=False).encode()


def unpacked(data: bytes) -> tuple[Reading, ...]:
    """Read what `packed` wrote. Raises `ValueError`, `TypeError` or `KeyError` for anything else."""
    return tuple(_reading(content) for content in json.loads(data))


def _plain(reading: Reading) -> dict[str, Any]:
    return {
        "format": reading.format,
        "name": reading.name,
        "text": reading.text,
        "turns": [_turn(turn) for turn in reading.turns],
        "labels": [asdict(label) for label in reading.labels],
        "notes": [asdict(note) for note in reading.notes],
        "moments": [[moment.at, moment.time] for moment in reading.moments],
        "left_out": reading.left_out,
        "metadata": dict(reading.metadata),
        "language": reading.language,
        "encoding": reading.encoding,
        "counts": dict(reading.counts),
        "warnings": reading.warnings,
    }


def _turn(turn: Turn) -> list[Any]:
    label = turn.label_span
    ends = (label.start, label.end) if label else None
    return [turn.n, turn.label, ends, turn.span.start, turn.span.end, turn.time, turn.time_end]


def _reading(content: dict[str, Any]) -> Reading:
    content["turns"] = tuple(_turn_from(*fields) for fields in content["turns"])
    content["labels"] = tuple(Label(**fields) for fields in content["labels"])
    content["notes"] = tuple(Note(**fields) for fields in content["notes"])
    content["moments"] = tuple(Moment(at, time) for at, time in content["moments"])
    content["left_out"] = tuple((kind, words) for kind, words in content["left_out"])
    content["warnings"] = tuple(content["warnings"])
    return Reading(**content)


def _turn_from(
    n: int, label: str | None, ends: list[int] | None, start: int, end: int, time: float | None,
    time_end: float | None,
) -> Turn:  # fmt: skip
    label_span = Span(*ends) if ends else None
    return Turn(n=n, label=label, label_span=label_span, span=Span(start, end), time=time, time_end=time_end)
