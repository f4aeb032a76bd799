"""The shapes of a report on agreement: what commands print, screens show and the methods paragraph says.

Owns no computation. Names and references are ready to be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviewcoder.analysis.agreement.figures import Figures
    from interviewcoder.analysis.agreement.units import UnitKind
    from interviewcoder.analysis.results import Quotation
    from interviewcoder.domain.records import Guid


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Agreement on the weights of codings, over the units that two coders or more have weighed."""

    units: int
    ordinal: float | None
    interval: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """Agreement on one code. `used` says whether any of the coders used it.

    `u_alpha` is of the characters coded with it against all others; `cu_alpha`, for a code with codes below it, says
    whether text that both coded under it was given the same codes below it. Both are over characters whatever
    the unit is.
    """

    id: Guid
    code: str
    levels: tuple[str, ...]
    used: bool
    figures: Figures
    u_alpha: float | None = None
    cu_alpha: float | None = None
    weights: Weighed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A transcript that does not count, and who of the coders has not coded it."""

    transcript: str
    without: tuple[str, ...]


Stage: TypeAlias = Literal["", "before", "after"]
STAGES: Final[tuple[Stage, ...]] = ("before", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """What is known of the discussion: whether the figures are from before it or after, empty when nobody said.

    `coder` is who stands for what was agreed on, empty when nothing is coded as agreed; of the `apart` places at which
    a code was used by some and not by others, `settled` are settled.
    """

    stage: Stage = ""
    coder: str = ""
    settled: int = 0
    apart: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """Agreement between coders, by code and over all codes, with all that has to be reported about it.

    `share` is that of the compared transcripts’ words in the words of all, 0 to 1. `pooled` takes each code’s own
    codings together, of the `n_used` codes that anybody used; `averaged` is the mean over the codes of the table that
    have a value. `outside` counts codings that touch no unit. `intervals` says whether there are any: there are none
    with too few transcripts. `u_alpha`, `binary_u_alpha` (|uα) and `cu_alpha` are of the topmost codes, over characters.
    """

    unit: UnitKind
    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    n_transcripts: int
    left_out: tuple[LeftOut, ...]
    share: float
    units: int
    codes: tuple[CodeAgreement, ...]
    n_used: int
    pooled: Figures
    averaged: Mapping[str, float | None]
    u_alpha: float | None
    cu_alpha: float | None
    outside: int
    all_speakers: bool
    rolled_up: bool
    seed: int
    draws: int
    intervals: bool
    filters: str = ""
    binary_u_alpha: float | None = None
    consensus: Consensus = Consensus()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one coder did at a place: her passages with the code, and the other codes she used there."""

    coder: str
    passages: tuple[Quotation, ...]
    others: tuple[str, ...]


Settled: TypeAlias = Literal["", "coded", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One place where some coders used a code and others did not, with what each did there.

    `settled` says what was agreed on there: that it is coded, that the code shall not be there, or nothing yet.
    """

    code_id: Guid
    code: str
    transcript_id: Guid
    transcript: str
    reference: str
    turn: int | None
    start: int
    end: int
    text: str
    sides: tuple[Side, ...]
    settled: Settled = ""
