"""Agreement on categories that have no order: percent, Cohen, Scott, Fleiss, Brennan–Prediger, Gwet, Holsti.

Owns those coefficients. All that are corrected for chance are (Po − Pe) / (1 − Pe) and differ in Pe only. Each
takes ratings (a sequence of units, each a sequence with one rating per rater, None where missing) and gives None
where it has no value, most often because only one category occurs.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from interviewcoder.analysis.agreement.ratings import bags, by_pair, patterns

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from interviewcoder.analysis.agreement.ratings import Bag, Ratings


def percent_agreement(ratings: Ratings) -> float | None:
    """Give the share of agreeing pairs of ratings, averaged over the units with two ratings or more.

    Po = mean over units of Σ n_k(n_k − 1) / (n(n − 1)).
    """
    units = bags(ratings, least=2)
    if not units:
        return None
    agreeing = fsum(
        times * sum(n * (n - 1) for n in bag.values()) / (bag.total() * (bag.total() - 1))
        for bag, times in units
    )
    return agreeing / fsum(times for _bag, times in units)


def cohen_kappa(ratings: Ratings) -> float | None:
    """Give Cohen’s κ: Pe = Σ p_k1·p_k2, each rater with her own shares (Cohen 1960).

    Counts the units both have rated. Of more than two raters it is the mean over the pairs that have a value
    (Light 1971).
    """
    return _mean(_cohen(table) for table in by_pair(ratings))


def _cohen(table: Mapping[tuple[Hashable | None, Hashable | None], float]) -> float | None:
    first: dict[Hashable, float] = {}
    second: dict[Hashable, float] = {}
    total = agreeing = 0.0
    for (one, other), times in table.items():
        if one is None or other is None:
            continue
        total += times
        agreeing += times if one == other else 0
        first[one] = first.get(one, 0) + times
        second[other] = second.get(other, 0) + times
    by_chance = fsum(n * second.get(value, 0) for value, n in first.items())
    # Whole numbers until the last division: perfect agreement is 1, not nearly 1.
    rest = total * total - by_chance
    return (total * agreeing - by_chance) / rest if rest else None


def scott_pi(ratings: Ratings) -> float | None:
    """Give Scott’s π: Pe = Σ ((n_k1 + n_k2) / 2n)², the raters’ shares taken together (Scott 1955).

    Counts the units with two ratings or more, so of more than two raters without gaps it is Fleiss’ κ.
    """
    known = patterns(ratings)
    shares = _shares(bags(known, least=2))
    return _corrected(known, fsum(share * share for share in shares), len(shares))


def fleiss_kappa(ratings: Ratings) -> float | None:
    """Give Fleiss’ κ: Pe = Σ π_k², π_k the mean share of k in a unit (Fleiss 1971; with gaps Gwet 2014).

    A unit with one rating says how common its category is, though nothing about agreement.
    """
    known = patterns(ratings)
    shares = _shares(bags(known))
    return _corrected(known, fsum(share * share for share in shares), len(shares))


def brennan_prediger(ratings: Ratings, *, categories: int | None = None) -> float | None:
    """Give the coefficient of Brennan and Prediger: Pe = 1/q (1981; Bennett’s S).

    q is the number of categories that occur, or `categories` when the raters could choose among more.
    """
    known = patterns(ratings)
    q = _number(categories, len(_shares(bags(known))))
    return _corrected(known, 1 / q if q else 0, q)


def gwet_ac1(ratings: Ratings, *, categories: int | None = None) -> float | None:
    """Give Gwet’s AC1: Pe = Σ π_k(1 − π_k) / (q − 1) (Gwet 2008); q is as in `brennan_prediger`.

    High where a category is rare, so never a headline for codes: silence is agreed on easily.
    """
    known = patterns(ratings)
    shares = _shares(bags(known))
    q = _number(categories, len(shares))
    by_chance = fsum(share * (1 - share) for share in shares) / (q - 1) if q > 1 else 0
    return _corrected(known, by_chance, q)


def holsti(ratings: Ratings) -> float | None:
    """Give Holsti’s coefficient: 2M / (N1 + N2), M agreements, N ratings of each rater (Holsti 1969).

    A unit that only one has rated counts against them. Of more than two raters it is the mean over the pairs.
    """
    return _mean(_holsti(table) for table in by_pair(ratings))


def _holsti(table: Mapping[tuple[Hashable | None, Hashable | None], float]) -> float | None:
    agreeing = fsum(times for (one, other), times in table.items() if one is not None and one == other)
    decisions = fsum(times * sum(rating is not None for rating in pair) for pair, times in table.items())
    return 2 * agreeing / decisions if decisions else None


def _shares(units: Sequence[tuple[Bag, float]]) -> list[float]:
    """Give the mean share of each category in a unit."""
    parts: dict[Hashable, list[float]] = {}
    for bag, times in units:
        for value, n in bag.items():
            parts.setdefault(value, []).append(times * n / bag.total())
    total = fsum(times for _bag, times in units)
    return [fsum(part) / total for part in parts.values()]


def _number(categories: int | None, observed: int) -> int:
    """Give how many categories there are. Raises `ValueError` for fewer than occur."""
    if categories is not None and categories < observed:
        message = f"{observed} categories occur, so there are not {categories}"
        raise ValueError(message)
    return observed if categories is None else categories


def _corrected(ratings: Ratings, by_chance: float, categories: int) -> float | None:
    """Correct the percent agreement of the ratings for what chance gives; None with a single category."""
    observed = percent_agreement(ratings)
    if observed is None or categories < 2:
        return None
    return (observed - by_chance) / (1 - by_chance)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known else None
