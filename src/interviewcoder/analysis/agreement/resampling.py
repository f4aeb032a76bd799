"""How sure α is: the interval that drawing the transcripts anew, with replacement, gives.

Owns the bootstrap. Transcripts are drawn, not units: the turns of one interview resemble each other, and an interval
over units would be far too narrow.
"""

from __future__ import annotations

from operator import itemgetter, mul
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST: Final = 3
"""Fewer transcripts than that say nothing about transcripts in general."""
_COVERED: Final = 0.95
_DEFINED: Final = 0.5
"""Share of the draws in which α must have a value; a code in one interview only is missing from many."""


class Uses(NamedTuple):
    """One code in one transcript: how often it was used, and the disagreement Σ k(m − k) over units."""

    uses: int
    apart: int


def uses_of(used: Mapping[tuple[int, ...], int]) -> Uses:
    """Sum up the patterns of one transcript."""
    k_times = [(sum(pattern), len(pattern), times) for pattern, times in used.items()]
    return Uses(sum(k * n for k, _m, n in k_times), sum(k * (m - k) * n for k, m, n in k_times))


class Draws:
    """The same draws for every code: how often each transcript is in each."""

    def __init__(self, units: Sequence[int], coders: int, *, draws: int, seed: int) -> None:
        self._coders = coders
        self._times: list[list[int]] = []
        self._units: list[int] = []
        if len(units) < FEWEST:
            return
        random = Random(seed)  # noqa: S311 - repeatable on purpose
        every = range(len(units))
        for _n in range(draws):
            times = [0] * len(units)
            for transcript in random.choices(every, k=len(units)):
                times[transcript] += 1
            self._times.append(times)
            self._units.append(sum(map(mul, times, units)))

    def interval(self, found: Mapping[int, Uses], codes: int = 1) -> tuple[float, float] | None:
        """Give the interval of α of a code (of `codes` of them, pooled), None when too few draws have one.

        `found` has the uses in each transcript, by its place, that has any.
        """
        if not found or not self._times:
            return None
        places = [*found, next(iter(found))]  # one more, so that there are always several to take
        uses = [one.uses for one in found.values()]
        apart = [one.apart for one in found.values()]
        times_of = itemgetter(*places)
        alphas: list[float] = []
        for times, units in zip(self._times, self._units, strict=True):
            here = times_of(times)
            ones = sum(map(mul, uses, here))
            ratings = units * codes * self._coders
            zeros = ratings - ones
            if ones and zeros:
                disagreeing = sum(map(mul, apart, here)) / (self._coders - 1)
                alphas.append(1 - (ratings - 1) * disagreeing / (ones * zeros))
        if len(alphas) < _DEFINED * len(self._times):
            return None
        alphas.sort()
        return _quantile(alphas, (1 - _COVERED) / 2), _quantile(alphas, (1 + _COVERED) / 2)


def _quantile(values: Sequence[float], share: float) -> float:
    """Give the value below which a share of sorted values lies, between neighbours in proportion."""
    at = share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])
