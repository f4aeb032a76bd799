"""Ratings as every coefficient reads them: how often each pattern of ratings occurs, and what is in it.

Owns what a missing rating is and which units can be compared. Computes no coefficient.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Unit: TypeAlias = Sequence[Hashable | None]
"""What was rated: one rating per rater, None (or not-a-number) where she gave none."""
Ratings: TypeAlias = Iterable[Unit] | Mapping[tuple[Hashable | None, ...], float]
"""The units one after the other, or how often each pattern of ratings occurs."""
Bag: TypeAlias = "Counter[Hashable]"
"""The ratings of one unit, whoever gave them: how often each value."""


def patterns(ratings: Ratings) -> dict[tuple[Hashable | None, ...], float]:
    """Give how often each pattern of ratings occurs."""
    found: dict[tuple[Hashable | None, ...], float] = {}
    pairs = ratings.items() if isinstance(ratings, Mapping) else ((unit, 1) for unit in ratings)
    for unit, times in pairs:
        pattern = tuple(None if rating != rating else rating for rating in unit)  # noqa: PLR0124 - NaN
        found[pattern] = found.get(pattern, 0) + times
    return found


def bags(ratings: Ratings, *, least: int = 1) -> list[tuple[Bag, float]]:
    """Give the bag of each pattern that holds at least `least` ratings, and how often it occurs."""
    found = (
        (Counter(rating for rating in pattern if rating is not None), times)
        for pattern, times in patterns(ratings).items()
        if times
    )
    return [(bag, times) for bag, times in found if bag.total() >= least]


def by_pair(ratings: Ratings) -> Iterator[dict[tuple[Hashable | None, Hashable | None], float]]:
    """Give for each pair of raters how often they rated a unit in which way."""
    known = patterns(ratings)
    raters = max(map(len, known), default=0)
    for one, other in combinations(range(raters), 2):
        table: dict[tuple[Hashable | None, Hashable | None], float] = {}
        for pattern, times in known.items():
            pair = _at(pattern, one), _at(pattern, other)
            table[pair] = table.get(pair, 0) + times
        yield table


def _at(pattern: tuple[Hashable | None, ...], rater: int) -> Hashable | None:
    return pattern[rater] if rater < len(pattern) else None
