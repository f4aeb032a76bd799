"""Agreement between coders: the coefficients, each with its formula and its source.

Every coefficient takes `ratings`, a sequence of units with one rating per rater and None where one is missing (or a
mapping of such units to how often they occur), and gives None where it has no value. Standard library only.
"""

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
from interviewcoder.analysis.agreement.unitizing import u_alpha

__all__ = [
    "brennan_prediger",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "holsti",
    "krippendorff_alpha",
    "percent_agreement",
    "scott_pi",
    "u_alpha",
]
