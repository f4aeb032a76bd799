"""An order in which those that are alike stand beside each other.

Owns the measure and the chain. What is ordered, and what they may have in common, is for the caller.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def distance(one: set[Any], other: set[Any]) -> float | None:
    """Give Jaccard's distance, 1 − |both| / |either|: 0 to 1, None for two that have nothing at all."""
    either = len(one | other)
    return 1 - len(one & other) / either if either else None


def seriated(sets: Sequence[set[Any]]) -> list[int]:
    """Give the places of `sets` as a chain: the closest two first, then at either end whichever is nearest to it.

    Of equally near ones the first comes first, so the same sets give the same chain. Empty ones come last.
    """
    filled = [n for n, one in enumerate(sets) if one]
    if len(filled) < 3:
        return [*filled, *(n for n, one in enumerate(sets) if not one)]
    apart: dict[tuple[int, int], float] = {}
    for one, other in combinations(filled, 2):
        apart[one, other] = apart[other, one] = distance(sets[one], sets[other]) or 0.0
    closest = min(apart, key=lambda pair: (apart[pair], pair))
    chain = list(closest)
    left = [n for n in filled if n not in chain]
    while left:
        head, tail = (min((apart[end, n], n) for n in left) for end in (chain[0], chain[-1]))
        if head[0] < tail[0]:
            chain.insert(0, head[1])
            left.remove(head[1])
        else:
            chain.append(tail[1])
            left.remove(tail[1])
    return [*chain, *(n for n, one in enumerate(sets) if not one)]
