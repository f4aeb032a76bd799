"""What the coefficients take as ratings: any rectangle of them, from any library; anything else is refused in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from interviewcoder.analysis.agreement import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    holsti,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    u_alpha,
)

EVERY: list[Any] = [
    percent_agreement, cohen_kappa, scott_pi, fleiss_kappa, brennan_prediger, gwet_ac1, holsti, krippendorff_alpha,
]  # fmt: skip
NAMES = [function.__name__ for function in EVERY]
UNITS = [(1, 1), (1, 2), (2, 2), (2, 2), (1, None)]


@pytest.mark.parametrize("function", EVERY, ids=NAMES)
def test_ratings_come_from_anywhere(function: Any) -> None:
    """Tuples, lists, a generator, numpy with NaN, a frame of pandas, pandas’ own gap: the same figure."""
    known = function(UNITS)
    numbers = np.array(UNITS, dtype=float)
    frame = pd.DataFrame(UNITS)
    others: list[Any] = [
        [list(unit) for unit in UNITS], iter(UNITS), zip(*zip(*UNITS, strict=True), strict=True), numbers, frame,
        frame.astype("Int64"), [pd.Series(unit) for unit in UNITS],
    ]  # fmt: skip
    for other in others:
        assert function(other) == pytest.approx(known)


@pytest.mark.parametrize("function", EVERY, ids=NAMES)
def test_kinds_of_values_may_be_mixed(function: Any) -> None:
    """Strings, numbers and truth beside each other are names like any other; True is 1, as everywhere in Python."""
    mixed = [("oui", "oui"), (1, True), (2.5, "2.5"), (None, "oui")]
    named = [("a", "a"), ("b", "b"), ("c", "d"), (None, "a")]
    assert function(mixed) == pytest.approx(function(named))


@pytest.mark.parametrize("function", EVERY, ids=NAMES)
@pytest.mark.parametrize(
    "ratings",
    [
        [(1, 1), (1, 2, 2)], [(1,), (1, 2)], {(1, 2): 3, (1,): 1},
        ["oui", "non"], [1, 2, 3], pd.Series([1, 2]), "oui", None, 7, [[(1, 2), [3]], [{}, {}]],
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_rectangle_of_ratings_is_refused(function: Any, ratings: Any) -> None:
    """Units of unequal length, texts and numbers in the place of units, no units at all: a sentence saying which."""
    with pytest.raises(ValueError, match=r"unit"):
        function(ratings)


def test_a_level_that_is_none_is_refused() -> None:
    """With those there are; values that cannot be ordered are a `TypeError`."""
    with pytest.raises(ValueError, match="nominal, ordinal, interval, ratio"):
        krippendorff_alpha(UNITS, "cardinal")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        krippendorff_alpha([("a", 1), (1, 1)], "ordinal")
    with pytest.raises(TypeError, match="numbers"):
        krippendorff_alpha([("a", "b")], "interval")


def test_raters_could_choose_what_nobody_chose() -> None:
    """More categories than occur make chance smaller; fewer than occur are refused."""
    units = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    assert brennan_prediger(units, categories=4) == pytest.approx((0.75 - 0.25) / 0.75)
    assert gwet_ac1(units, categories=2) == gwet_ac1(units)
    assert brennan_prediger([("a", "a")], categories=2) == 1
    for function in (brennan_prediger, gwet_ac1):
        with pytest.raises(ValueError, match="2 categories occur"):
            function(units, categories=1)


def test_continua_come_from_anywhere() -> None:
    """Lists and arrays are units as tuples are; one coder and an empty continuum have no figure."""
    spans = [[(0, 4), (6, 9)], [(1, 4)]]
    as_tuples = u_alpha([[(start, end, "a") for start, end in coder] for coder in spans], 12)
    as_lists = u_alpha([[[start, end, "a"] for start, end in coder] for coder in spans], 12)  # type: ignore[misc]
    assert as_lists == as_tuples
    rows = [np.array([[start, end, 1] for start, end in coder]) for coder in spans]
    assert u_alpha(rows, 12).u_alpha == pytest.approx(as_tuples.u_alpha)  # type: ignore[arg-type]
    assert u_alpha([], 12).u_alpha is None
    assert u_alpha([[(0, 4, "a")]], 12).u_alpha is None
    assert u_alpha([[], []], 0).u_alpha is None
    with pytest.raises(ValueError, match="no unit"):
        u_alpha([[(-1, 3, "a")], []], 12)
