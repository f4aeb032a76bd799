"""Which turns a passage touches, for the derived columns of codings and for what a search finds.

Owns a small cache for the length of one transaction. Reads, never writes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from interviewcoder.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from interviewcoder.domain.records import Guid


class _Zones(NamedTuple):
    """Where the turns of a transcript begin and end, their numbers and labels, in order."""

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    labels: list[str | None]


class TurnFinder:
    """Looks up turns by position, each transcript's turns read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._zones: dict[Guid, _Zones] = {}

    def touched(self, transcript: Guid, start: int, end: int) -> tuple[int | None, int | None]:
        """Give the numbers of the first and the last turn that share a character with the passage."""
        zones = self._of(transcript)
        first = bisect_right(zones.ends, start)
        last = bisect_right(zones.starts, end - 1) - 1
        if first > last:
            return None, None
        return zones.numbers[first], zones.numbers[last]

    def first(self, transcript: Guid, start: int, end: int) -> tuple[int, str | None] | None:
        """Give the number and the label of the first turn that shares a character with the passage."""
        zones = self._of(transcript)
        first = bisect_right(zones.ends, start)
        if first == len(zones.starts) or zones.starts[first] >= end:
            return None
        return zones.numbers[first], zones.labels[first]

    def _of(self, transcript: Guid) -> _Zones:
        if transcript not in self._zones:
            self._zones[transcript] = self._read(transcript)
        return self._zones[transcript]

    def _read(self, transcript: Guid) -> _Zones:
        turns, transcripts = schema.turns, schema.transcripts
        begins = func.coalesce(turns.c.label_start, turns.c.start)
        rows = self._connection.execute(
            select(begins, turns.c.end, turns.c.n, turns.c.label)
            .join(transcripts, transcripts.c.version == turns.c.version)
            .where(transcripts.c.id == transcript)
            .order_by(turns.c.n)
        ).all()
        return _Zones(*([row[column] for row in rows] for column in range(4)))
