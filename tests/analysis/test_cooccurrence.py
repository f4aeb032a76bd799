"""Codes together: the definitions on cases small enough to count by hand, and the published coefficient."""

from __future__ import annotations

import pytest

from interviewcoder.analysis.cooccurrence import Together, together

ROWS = {"a": (0,), "b": (1,), "c": (2,), "aa": (0, 3)}
CASES = {"T1": "K", "T2": "K", "T3": None}
PASSAGES = [
    ("T1", 0, 10, "a", "ana", 1, 1),
    ("T1", 0, 10, "a", "ben", 1, 1),  # the same passage, another coder: once
    ("T1", 0, 10, "b", "ana", 1, 1),
    ("T1", 5, 40, "c", "ana", 1, 2),
    ("T1", 20, 30, "b", "ana", 2, 2),
    ("T2", 0, 5, "c", "ana", 1, 1),
    ("T2", 5, 9, "aa", "ana", 3, 3),  # touches the one before, shares nothing with it
    ("T3", 0, 5, "b", "ana", None, None),
    ("T3", 0, 5, "c", "ana", None, None),
]


@pytest.mark.parametrize(
    ("within", "each", "ab", "ac", "bc"),
    [
        ("passage", (2, 3, 3, 1), 1, 0, 1),
        ("overlap", (2, 3, 3, 1), 1, 1, 3),
        ("turn", (2, 2, 3, 1), 1, 1, 2),
        ("transcript", (2, 2, 3, 1), 1, 2, 2),
        ("case", (1, 1, 1, 1), 1, 1, 1),
    ],
)
def test_together_is_what_it_says(within: str, each: tuple[int, ...], ab: int, ac: int, bc: int) -> None:
    """Passages, overlaps, turns, transcripts and cases that carry one code, and two."""
    found = together(PASSAGES, ROWS, 4, within, CASES)  # type: ignore[arg-type]
    assert found.each == each
    assert [found.count(0, 1), found.count(2, 0), found.count(1, 2)] == [ab, ac, bc]
    assert found.count(0, 3) == found.each[3]  # a code rolled up is there wherever one below it is


def test_the_coefficient_is_the_published_one() -> None:
    """n1 = 100, n2 = 10, n12 = 5: c = 5 / 105, as ATLAS.ti's manual prints it."""
    found = Together((100, 10), {(0, 1): 5}, 105)
    assert found.jaccard(0, 1) == pytest.approx(0.047619, abs=5e-7)
    assert found.jaccard(1, 0) == found.jaccard(0, 1)


def test_many_overlaps_pass_one_and_are_not_clamped() -> None:
    """n1 = n2 = 2, n12 = 3 gives 3; where nothing occurs there is no figure."""
    assert Together((2, 2), {(0, 1): 3}, 4).jaccard(0, 1) == pytest.approx(3)
    assert Together((2, 2), {(0, 1): 4}, 4).jaccard(0, 1) is None
    assert Together((0, 0), {}, 0).jaccard(0, 1) is None
