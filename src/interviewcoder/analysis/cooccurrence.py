"""Codes that occur together: in the same passage, overlapping, in the same turn, transcript or case.

Owns what “together” means and the counting. Passages come as for `counting`, ordered by transcript; rows, and which
rows a code counts in, come from `matrix`. Names are for the caller.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from interviewcoder.analysis.counting import Passage
    from interviewcoder.domain.records import Guid

Within: TypeAlias = Literal["passage", "overlap", "turn", "transcript", "case"]
WITHINS: Final[tuple[Within, ...]] = ("passage", "overlap", "turn", "transcript", "case")


@dataclass(frozen=True, slots=True)
class Together:
    """How often rows occur, and how often two of them together: ``both[row, other]`` with ``row < other``.

    What is counted are passages, turns, transcripts or cases that carry the row (both rows); for ``overlap`` the
    passages of a row, and the pairs of passages of two rows that share at least one character (a passage that
    carries both is such a pair), so that `both` may exceed what either has. `total` counts what carries any row.
    """

    each: tuple[int, ...]
    both: Mapping[tuple[int, int], int]
    total: int

    def count(self, row: int, other: int) -> int:
        """Give how often two rows occur together; a row with itself: how often it occurs."""
        return self.each[row] if row == other else self.both.get((min(row, other), max(row, other)), 0)

    def jaccard(self, row: int, other: int) -> float | None:
        """Give both / (one + other − both): 0 to 1, None where neither occurs.

        For ``overlap`` it is the coefficient c of ATLAS.ti, which passes 1 (or has no value) where one passage
        overlaps many; it is given as it comes out.
        """
        both = self.count(row, other)
        either = self.each[row] + self.each[other] - both
        return both / either if either > 0 else None


def together(
    passages: Iterable[Passage],
    rows_of: Mapping[Guid, Sequence[int]],
    n_rows: int,
    within: Within,
    case_of: Mapping[Guid, Guid | None],
) -> Together:
    """Count rows together. Transcripts without a case count in no case."""
    if within == "overlap":
        return _overlapping(passages, rows_of, n_rows)
    units: list[set[int]] = [set() for _row in range(n_rows)]
    number = 0
    places: dict[Hashable, int] = {}
    for transcript, start, end, code, _coder, first, last in passages:
        rows = rows_of.get(code)
        if not rows:
            continue
        for unit in _units(within, transcript, (start, end), (first, last), case_of):
            at = places.setdefault(unit, number)
            number = len(places)
            for row in rows:
                units[row].add(at)
    marks = [_bits(found, number) for found in units]
    both = {
        (row, other): shared
        for row, other in combinations(range(n_rows), 2)
        if marks[row] and marks[other] and (shared := (marks[row] & marks[other]).bit_count())
    }
    return Together(tuple(map(len, units)), both, number)


def _units(
    within: Within,
    transcript: Guid,
    span: tuple[int, int],
    turns: tuple[int | None, int | None],
    case_of: Mapping[Guid, Guid | None],
) -> list[Hashable]:
    if within == "passage":
        return [(transcript, span)]
    if within == "transcript":
        return [transcript]
    if within == "case":
        case = case_of.get(transcript)
        return [] if case is None else [case]
    first, last = turns
    return [] if first is None or last is None else [(transcript, n) for n in range(first, last + 1)]


def _bits(units: Iterable[int], size: int) -> int:
    """Give a set of small numbers as the bits of one: two sets are compared in one step."""
    marks = bytearray(size // 8 + 1)
    for unit in units:
        marks[unit >> 3] |= 1 << (unit & 7)
    return int.from_bytes(marks, "little")


def _overlapping(passages: Iterable[Passage], rows_of: Mapping[Guid, Sequence[int]], n_rows: int) -> Together:
    each = [0] * n_rows
    both: Counter[tuple[int, int]] = Counter()
    total = 0
    for _transcript, group in groupby(passages, key=itemgetter(0)):
        carried: dict[tuple[int, int], set[int]] = defaultdict(set)
        for _guid, start, end, code, _coder, _first, _last in group:
            if rows := rows_of.get(code):
                carried[start, end].update(rows)
        total += len(carried)
        open_ones: list[tuple[int, set[int]]] = []
        for (start, end), rows_here in sorted(carried.items()):
            for row in rows_here:
                each[row] += 1
            both.update(combinations(sorted(rows_here), 2))
            open_ones = [one for one in open_ones if one[0] > start]
            for _end, rows_there in open_ones:
                both.update((min(a, b), max(a, b)) for a in rows_here for b in rows_there if a != b)
            open_ones.append((end, rows_here))
    return Together(tuple(each), both, total)
