"""Ratings as every coefficient reads them: how often each pattern of ratings occurs, and what is in it.

Owns what a missing rating is and which units can be compared. Computes no coefficient.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Unit: TypeAlias = Sequence[Hashable | None]
"""What was rated: one rating per rater, None (or not-a-number) where she gave none."""
Ratings: TypeAlias = Iterable[Unit] | Mapping[tuple[Hashable | None, ...], float]
"""The units one after the other, or how often each pattern of ratings occurs."""
Bag: TypeAlias = "Counter[Hashable]"
"""The ratings of one unit, whoever gave them: how often each value."""


def patterns(ratings: Ratings) -> dict[tuple[Hashable | None, ...], float]:
    """Give how often each pattern of ratings occurs. Rows of numpy and of a pandas frame are units too.

    Raises `ValueError` where a unit is no sequence of ratings, or has more or fewer of them than the first.
    """
    found: dict[tuple[Hashable | None, ...], float] = {}
    raters = None
    for n, (unit, times) in enumerate(_counted(ratings), 1):
        pattern = _pattern(unit, n)
        raters = len(pattern) if raters is None else raters
        if len(pattern) != raters:
            message = (
                f"every unit needs one rating per rater, None where one is missing: "
                f"unit {n} has {len(pattern)}, the first has {raters}"
            )
            raise ValueError(message)
        found[pattern] = found.get(pattern, 0) + times
    return found


def _counted(ratings: Any) -> Iterable[tuple[Any, float]]:
    """Give the units, each with how often it occurs."""
    if isinstance(ratings, Mapping):
        return ratings.items()
    if hasattr(ratings, "itertuples"):  # a frame of pandas, which iterates over its columns
        ratings = ratings.itertuples(index=False, name=None)
    if isinstance(ratings, str) or not isinstance(ratings, Iterable):
        message = f"ratings are a sequence of units, not {type(ratings).__name__}"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is wrong
    return ((unit, 1) for unit in ratings)


def _pattern(unit: Any, n: int) -> tuple[Hashable | None, ...]:
    if isinstance(unit, str | bytes | Mapping) or not isinstance(unit, Iterable):
        message = f"unit {n} is no sequence with one rating per rater: {unit!r}"
        raise ValueError(message)  # noqa: TRY004
    pattern = tuple(map(_given, unit))
    try:
        hash(pattern)
    except TypeError:
        message = f"unit {n} holds what is no single rating: {unit!r}"
        raise ValueError(message) from None
    return pattern


def _given(rating: Any) -> Any:
    """Give a rating, None for what is not a number or not known."""
    try:
        return None if rating is None or rating != rating else rating  # noqa: PLR0124 - NaN
    except (TypeError, ValueError):  # pandas.NA, which is neither; an array, which is refused after this
        return None if not isinstance(rating, Iterable) else rating


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
            pair = pattern[one], pattern[other]
            table[pair] = table.get(pair, 0) + times
        yield table
