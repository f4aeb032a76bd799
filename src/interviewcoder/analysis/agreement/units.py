"""Which units of a transcript a passage touches: turns and sentences as wholes, or single characters.

Owns counting units along the text. Units are numbered from 0 in the order of the text; what lies between the zones
(an interviewer’s turns, labels, blank lines) is no unit. Where the zones are is for the caller.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

UnitKind: TypeAlias = Literal["turn", "sentence", "character"]
UNIT_KINDS: Final[tuple[UnitKind, ...]] = ("turn", "sentence", "character")


class Units(Protocol):
    """The units of one transcript."""

    @property
    def number(self) -> int:
        """How many units there are."""

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Give the first unit a passage touches and the one after the last; both the same when it touches none."""

    def places(self, first: int, after: int) -> list[tuple[int, int]]:
        """Give where units lie in the text, neighbours that are read as one thing together."""


class Wholes:
    """Turns or sentences: touching one character of it is touching it."""

    def __init__(self, zones: Sequence[tuple[int, int]]) -> None:
        self._zones = zones
        self._starts = [start for start, _end in zones]
        self._ends = [end for _start, end in zones]

    @property
    def number(self) -> int:
        """How many units there are."""
        return len(self._zones)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Give the units a passage touches."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def places(self, first: int, after: int) -> list[tuple[int, int]]:
        """Give the zone of each unit."""
        return list(self._zones[first:after])


class Characters:
    """The characters of the zones, laid end to end."""

    def __init__(self, zones: Sequence[tuple[int, int]]) -> None:
        self._zones = zones
        self._starts = [start for start, _end in zones]
        self._before = [0, *accumulate(end - start for start, end in zones)]

    @property
    def number(self) -> int:
        """How many characters there are."""
        return self._before[-1]

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Give the characters of a passage that lie in the zones."""
        return self._number_at(start), self._number_at(end)

    def _number_at(self, position: int) -> int:
        zone = bisect_right(self._starts, position) - 1
        if zone < 0:
            return 0
        start, end = self._zones[zone]
        return self._before[zone] + min(position, end) - start

    def places(self, first: int, after: int) -> list[tuple[int, int]]:
        """Give the stretches of text the characters are, cut where a zone ends."""
        found: list[tuple[int, int]] = []
        zone = bisect_right(self._before, first) - 1
        while first < after and zone < len(self._zones):
            start = self._zones[zone][0] + first - self._before[zone]
            last = min(after, self._before[zone + 1])
            if last > first:
                found.append((start, start + last - first))
            first, zone = last, zone + 1
        return found
