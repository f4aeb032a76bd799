"""The order by similarity: neighbours share most, and the order depends on nothing but the sets."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.seriation import distance, seriated

SETS = st.lists(st.sets(st.integers(0, 6)), max_size=8)


def test_the_distance_is_that_of_jaccard() -> None:
    """1/3, 1, 3/4, 0; none between two that have nothing."""
    a, b, c, d = {1, 2}, {1, 2, 3}, {3, 4}, {3, 4}
    assert [distance(a, b), distance(a, c), distance(b, c), distance(c, d)] == [1 - 2 / 3, 1.0, 0.75, 0.0]
    assert distance(set(), set()) is None


def test_likes_stand_together() -> None:
    """Two pairs of twins, one between, one with nothing: twins beside each other, the empty one last."""
    order = seriated([{1, 2}, {5, 6}, set(), {1, 2}, {2, 5}, {5, 6}])
    assert order[-1] == 2
    assert abs(order.index(0) - order.index(3)) == 1
    assert abs(order.index(1) - order.index(5)) == 1
    assert order.index(4) == 2


@given(SETS)
def test_everything_is_there_once_and_the_closest_two_are_neighbours(sets: list[set[int]]) -> None:
    """A chain is a permutation; the closest two of it (whichever) stand beside each other; empty ones are last."""
    order = seriated(sets)
    assert sorted(order) == list(range(len(sets)))
    filled = [n for n in order if sets[n]]
    assert order[: len(filled)] == filled
    if len(filled) > 1:
        apart = [distance(sets[one], sets[other]) for one, other in pairwise(filled)]
        least = min(
            distance(sets[one], sets[other]) or 0 for one in filled for other in filled if one != other
        )
        assert min(at or 0 for at in apart) == least
