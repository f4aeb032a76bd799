"""All figures of a code: from how often which coders used it together to what is reported.

Owns the table a, b, c, d, positive agreement, prevalence, and saying why a figure has no value. The coefficients
are those of this package; resampling is `resampling`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.agreement.krippendorff import krippendorff_alpha
from interviewcoder.analysis.agreement.nominal import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    holsti,
    percent_agreement,
    scott_pi,
)
from interviewcoder.locales import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_UNITS: Final = N_("there are no units to compare")
UNUSED: Final = N_("nobody used it, and agreement on silence says nothing")
EVERYWHERE: Final = N_("everybody used it in every unit, so chance explains all of it")
COEFFICIENTS: Final = (
    "percent", "positive", "kappa", "alpha", "scott", "fleiss", "brennan_prediger", "ac1", "holsti",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is known about agreement on one code, or on several taken together.

    `a` all used it, `d` nobody did; `b` only the first coder, `c` only the second: None with more coders than two.
    Shares are 0 to 1. `kappa` of more than two coders is the mean over their pairs. `reason` says why what is None
    has no value, empty when all have one; it is an English message.
    """

    units: int
    a: int
    b: int | None
    c: int | None
    d: int
    percent: float | None
    positive: float | None
    kappa: float | None
    alpha: float | None
    scott: float | None
    fleiss: float | None
    brennan_prediger: float | None
    ac1: float | None
    holsti: float | None
    prevalence: float | None
    reason: str = ""
    alpha_interval: tuple[float, float] | None = None


def figures(
    used: Mapping[tuple[int, ...], int],
    units: int,
    coders: int,
    alpha_interval: tuple[float, float] | None = None,
) -> Figures:
    """Compute all figures. `used` says how many units have each pattern of coders (1 used it, 0 did not)."""
    everybody, nobody = (1,) * coders, (0,) * coders
    ratings = {**used, nobody: units - sum(times for pattern, times in used.items() if any(pattern))}
    uses = sum(sum(pattern) * times for pattern, times in ratings.items())
    pairs = sum(sum(pattern) * (sum(pattern) - 1) * times for pattern, times in ratings.items())
    two = coders == 2
    return Figures(
        units=units,
        a=ratings.get(everybody, 0),
        b=ratings.get((1, 0), 0) if two else None,
        c=ratings.get((0, 1), 0) if two else None,
        d=ratings[nobody],
        percent=percent_agreement(ratings),
        positive=pairs / (uses * (coders - 1)) if uses else None,
        kappa=cohen_kappa(ratings),
        alpha=krippendorff_alpha(ratings),
        scott=scott_pi(ratings),
        fleiss=fleiss_kappa(ratings),
        brennan_prediger=brennan_prediger(ratings),
        ac1=gwet_ac1(ratings),
        holsti=holsti(ratings),
        prevalence=uses / (units * coders) if units else None,
        reason=_reason(units, uses, coders),
        alpha_interval=alpha_interval,
    )


def _reason(units: int, uses: int, coders: int) -> str:
    if not units:
        return NO_UNITS
    if not uses:
        return UNUSED
    return EVERYWHERE if uses == units * coders else ""


def averaged(rows: list[Figures]) -> dict[str, float | None]:
    """Give the mean of each coefficient over the codes for which it has a value."""
    means: dict[str, float | None] = {}
    for name in COEFFICIENTS:
        known = [value for row in rows if (value := getattr(row, name)) is not None]
        means[name] = sum(known) / len(known) if known else None
    return means
