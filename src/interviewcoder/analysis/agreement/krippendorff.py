"""Krippendorff’s α: any number of raters, missing ratings, four levels of measurement.

Owns α over units; over a continuum without units it is `unitizing`. Every level is one measure of the
disagreement within a bag of values, applied to each unit and to all values together.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, combinations
from math import fsum, inf, isinf
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from interviewcoder.analysis.agreement.ratings import bags

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from interviewcoder.analysis.agreement.ratings import Ratings

Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(ratings: Ratings, level: Level = "nominal") -> float | None:
    """Give Krippendorff’s α (Krippendorff 2011, “Computing Krippendorff’s Alpha-Reliability”).

    α = 1 − (n − 1)·Σ o_ck δ²_ck / Σ n_c n_k δ²_ck over all ordered pairs of values, where a unit with m ratings
    adds each of its ordered pairs 1/(m − 1) times to o, and units with one rating are left out. δ² is

    * nominal: 1 for different values;
    * ordinal: (Σ n_g from c to k − (n_c + n_k)/2)², in the order in which Python sorts the values;
    * interval: (c − k)²;
    * ratio: ((c − k)/(c + k))², which has no meaning for values that add up to zero.

    None when no unit has two ratings, or all ratings are the same. Raises `ValueError` for another level, and
    `TypeError` for values that cannot be ordered or calculated with as the level asks.
    """
    if level not in _MEASURES:
        message = f"the level of measurement is one of {', '.join(_MEASURES)}, not {level!r}"
        raise ValueError(message)
    measure = _MEASURES[level]
    units = bags(ratings, least=2)
    everything: dict[Hashable, float] = {}
    for bag, times in units:
        for value, n in bag.items():
            everything[value] = everything.get(value, 0) + n * times
    if len(everything) < 2:
        return None
    if level == "ordinal":
        place = _places(everything)
        units = [(Counter({place[value]: n for value, n in bag.items()}), times) for bag, times in units]
        everything = {place[value]: n for value, n in everything.items()}
    expected = measure(everything) / (sum(everything.values()) - 1)
    observed = fsum(times * measure(bag) / (bag.total() - 1) for bag, times in units if len(bag) > 1)
    return None if isinf(expected) or not expected else 1 - observed / expected


def _places(bag: Mapping[Any, float]) -> dict[Hashable, float]:
    """Give each value its mean rank: distances of mean ranks are the ordinal distances."""
    values = sorted(bag)
    ends = accumulate(bag[value] for value in values)
    return {value: end - bag[value] / 2 for value, end in zip(values, ends, strict=True)}


def _nominal(bag: Mapping[Hashable, float]) -> float:
    return sum(bag.values()) ** 2 - fsum(n * n for n in bag.values())


def _interval(bag: Mapping[Hashable, float]) -> float:
    """Give Σ n_c n_k (c − k)², which is twice the number of values times their squares about the mean."""
    values = [(_number(value), n) for value, n in bag.items()]
    total = sum(bag.values())
    mean = fsum(value * n for value, n in values) / total
    return 2 * total * fsum(n * (value - mean) ** 2 for value, n in values)


def _ratio(bag: Mapping[Hashable, float]) -> float:
    values = [(_number(value), n) for value, n in bag.items()]
    return 2 * fsum(
        n * m * ((one - other) / (one + other)) ** 2 if one + other else inf
        for (one, n), (other, m) in combinations(values, 2)
    )


def _number(value: Any) -> float:
    if isinstance(value, str):
        message = f"this level of measurement needs numbers, not {value!r}"
        raise TypeError(message)
    return float(value)


_MEASURES: Final[Mapping[Level, Callable[[Mapping[Hashable, float]], float]]] = {
    "nominal": _nominal,
    "ordinal": _interval,
    "interval": _interval,
    "ratio": _ratio,
}
"""For each level Σ n_c n_k δ²_ck over a bag."""
