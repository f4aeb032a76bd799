"""Which turns a passage touches, for the derived columns of codings.

Owns a small cache for the length of one transaction. Reads, never writes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from interviewcoder.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from interviewcoder.domain.records import Guid


class TurnFinder:
    """Looks up turns by position, each transcript's turns read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._zones: dict[Guid, tuple[list[int], list[int], list[int]]] = {}

    def touched(self, transcript: Guid, start: int, end: int) -> tuple[int | None, int | None]:
        """Give the numbers of the first and the last turn that share a character with the passage."""
        if transcript not in self._zones:
            self._zones[transcript] = self._read(transcript)
        starts, ends, numbers = self._zones[transcript]
        first = bisect_right(ends, start)
        last = bisect_right(starts, end - 1) - 1
        if first > last:
            return None, None
        return numbers[first], numbers[last]

    def _read(self, transcript: Guid) -> tuple[list[int], list[int], list[int]]:
        turns, transcripts = schema.turns, schema.transcripts
        begins = func.coalesce(turns.c.label_start, turns.c.start)
        rows = self._connection.execute(
            select(begins, turns.c.end, turns.c.n)
            .join(transcripts, transcripts.c.version == turns.c.version)
            .where(transcripts.c.id == transcript)
            .order_by(turns.c.n)
        ).all()
        return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
