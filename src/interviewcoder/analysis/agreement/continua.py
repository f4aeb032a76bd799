"""Lines of text with stretches marked on them: overlaps joined, and several lines read side by side.

Owns the two sweeps from left to right. Knows neither coders nor coefficients.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

V = TypeVar("V", bound="Hashable")
R = TypeVar("R", bound="Hashable")


def flattened(
    stretches: Iterable[tuple[int, int, V]], value_of: Callable[[Iterable[V]], R]
) -> list[tuple[int, int, R]]:
    """Give stretches that may overlap as ones that do not, in order, each with the value of all that lie there.

    Neighbours of the same value are one stretch.
    """
    begins: dict[int, list[V]] = {}
    ends: dict[int, list[V]] = {}
    for start, end, value in stretches:
        begins.setdefault(start, []).append(value)
        ends.setdefault(end, []).append(value)
    flat: list[tuple[int, int, R]] = []
    active: Counter[V] = Counter()
    before = 0
    for at in sorted(begins.keys() | ends.keys()):
        if active:
            here = value_of(active)
            if flat and flat[-1][1] == before and flat[-1][2] == here:
                flat[-1] = (flat[-1][0], at, here)
            else:
                flat.append((before, at, here))
        for value in ends.get(at, ()):
            active[value] -= 1
            if not active[value]:
                del active[value]
        active.update(begins.get(at, ()))
        before = at
    return flat


def side_by_side(
    lines: Sequence[Sequence[tuple[int, int, V]]],
) -> Iterator[tuple[int, int, tuple[V | None, ...]]]:
    """Give every stretch over which no line changes, with the value of each line there (None for none).

    Each line is flat. Stretches on which nothing is marked are left out.
    """
    cuts = sorted({at for line in lines for start, end, _value in line for at in (start, end)})
    places = [0] * len(lines)
    for start, end in pairwise(cuts):
        values: list[V | None] = []
        for n, line in enumerate(lines):
            while places[n] < len(line) and line[places[n]][1] <= start:
                places[n] += 1
            there = places[n] < len(line) and line[places[n]][0] <= start
            values.append(line[places[n]][2] if there else None)
        if any(value is not None for value in values):
            yield start, end, tuple(values)
