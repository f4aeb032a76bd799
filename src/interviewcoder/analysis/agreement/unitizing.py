"""Krippendorff’s uα family: agreement on where units begin and end in a continuum, and on what they are.

Owns the coincidences on a continuum and the four coefficients (Krippendorff, Mathet, Bouvry and Widlöcher 2016, On the
reliability of unitizing textual continua, Quality & Quantity 50). What to lay out on the continuum is for the caller.
"""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from interviewcoder.analysis.agreement.continua import side_by_side

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

Line: TypeAlias = "Sequence[tuple[int, int, Hashable]]"
"""One coder’s units: start, end (half-open), value; in order and without overlap."""


class UAlpha(NamedTuple):
    """The family. None where a coefficient has no value.

    `u_alpha` is about units and gaps with their values; `binary_u_alpha` (|uα) only about what is a unit and
    what a gap; `cu_alpha` only about the values where both have a unit; `k_u_alpha` the same for each value.
    """

    u_alpha: float | None
    binary_u_alpha: float | None
    cu_alpha: float | None
    k_u_alpha: Mapping[Hashable, float | None]


def u_alpha(continua: Sequence[Line], length: int) -> UAlpha:
    """Give the uα family of one continuum 0..`length`, on which each coder has her units.

    ℓ_ck = (1/(m − 1)) Σ_{i≠j} Σ_g Σ_h |S_ig(c) ∩ S_jh(k)|, gaps (φ) included;
    ε_ck = (ℓ_c ℓ_k − [c = k] corr_c) / (ℓ.. − Σ corr / ℓ..), corr_c = Σ length² of the units of value c, and for
    gaps their mere length, because a gap has no structure; uα = 1 − (ℓ.. − Σ ℓ_cc) / (Σ ε − Σ ε_cc).
    Raises `ValueError` for units that overlap, are empty, or lie outside the continuum.
    """
    tally = Coincidences(len(continua))
    tally.add(continua, length)
    return tally.result()


class Coincidences:
    """What coincides on one continuum or on several, each added with `add`."""

    def __init__(self, coders: int) -> None:
        self._coders = coders
        self._length = 0
        self._marked = 0
        self._found: Counter[tuple[Hashable, Hashable]] = Counter()
        self._squares: Counter[Hashable] = Counter()
        self._crossed: Counter[Hashable] = Counter()

    @property
    def length(self) -> int:
        """How long all continua are together."""
        return self._length

    def add(self, lines: Sequence[Line], length: int) -> None:
        """Add a continuum with the units of each coder."""
        lines = [sorted(((s, e, v) for s, e, v in line), key=itemgetter(0, 1)) for line in lines]
        for line in lines:
            _check(line, length)
            for start, end, value in line:
                self._squares[value] += (end - start) ** 2
                self._marked += end - start
        self._length += length
        crossed: Counter[tuple[int, int, int]] = Counter()
        at = [0] * len(lines)
        for start, end, values in side_by_side(lines):
            for n, line in enumerate(lines):
                while at[n] < len(line) and line[at[n]][1] <= start:
                    at[n] += 1
            for i, j in permutations(range(len(lines)), 2):
                self._found[values[i], values[j]] += end - start
                if values[i] is not None and values[j] is not None:
                    crossed[i, at[i], j] += end - start
        for (i, unit, _j), shared in crossed.items():
            self._crossed[lines[i][unit][2]] += shared * shared

    def result(self) -> UAlpha:
        """Give the coefficients."""
        if self._coders < 2 or not self._length:
            return UAlpha(None, None, None, dict.fromkeys(self._squares))
        others = self._coders - 1
        whole = self._coders * self._length
        # What nobody marked is agreed on too, and is not among the stretches.
        unmarked = whole * others - self._found.total()
        coincidences = self._found + Counter({(None, None): unmarked})
        found = {pair: shared / others for pair, shared in coincidences.items()}
        everything = _Expected(found, {**self._squares, None: whole - self._marked})
        valued = {pair: shared for pair, shared in found.items() if None not in pair}
        crossed = {value: square / others for value, square in self._crossed.items()}
        inside = _Expected(valued, crossed)
        return UAlpha(
            everything.alpha(),
            everything.alpha_of(None),
            inside.alpha(),
            {value: inside.alpha_of(value, among=True) for value in sorted(self._squares, key=repr)},
        )


class _Expected:
    """Observed coincidences and those expected by chance, with their correction for pairs within one unit."""

    def __init__(
        self, found: Mapping[tuple[Hashable, Hashable], float], corrections: Mapping[Hashable, float]
    ) -> None:
        self._found = found
        self._corrections = corrections
        self._margins: dict[Hashable, float] = {}
        for (value, _other), shared in found.items():
            self._margins[value] = self._margins.get(value, 0) + shared
        self._total = sum(self._margins.values())
        self._rest = self._total - sum(corrections.values()) / self._total if self._total else 0

    def _by_chance(self, value: Hashable) -> float:
        """Give ε_cc."""
        return (self._margins[value] ** 2 - self._corrections.get(value, 0)) / self._rest

    def alpha(self) -> float | None:
        """Give 1 − observed over expected disagreement, over all values."""
        if sum(margin > 0 for margin in self._margins.values()) < 2 or self._rest <= 0:
            return None
        agreed = sum(self._found.get((value, value), 0) for value in self._margins)
        chance = sum(map(self._by_chance, self._margins))
        expected = self._total - chance
        return 1 - (self._total - agreed) / expected if expected > 0 else None

    def alpha_of(self, value: Hashable, *, among: bool = False) -> float | None:
        """Give the same for one value against all others.

        `among` weighs it as the (k)uα of the intersections is: by the share of the value that is expected.
        """
        margin = self._margins.get(value, 0)
        if margin <= 0 or self._rest <= 0 or margin >= self._total:
            return None
        apart = margin * (self._total - margin) / self._rest
        weight = (apart + self._by_chance(value)) / margin if among else 1
        return 1 - weight * (margin - self._found.get((value, value), 0)) / apart


def _check(line: Line, length: int) -> None:
    before: float = 0
    for start, end, value in line:
        if value is None or start >= end or start < before or end > length:
            message = f"no unit of its own within 0..{length}: {start}..{end}"
            raise ValueError(message)
        before = end
