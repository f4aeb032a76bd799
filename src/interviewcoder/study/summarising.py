"""Framework summaries: the researcher's own words for a case under a code, found and written.

Owns looking a summary up and the change that writes one over what the study holds now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.analysis.results import FrameworkSummary
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.text import canonical
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from interviewcoder.analysis.filters import Filters
    from interviewcoder.domain.changes import Change
    from interviewcoder.domain.records import Case, Code, Summary
    from interviewcoder.study.study import Study


def summary_of(study: Study, case: Case, code: Code) -> Summary | None:
    """Give the summary of a case under a code, None when there is none."""
    return next(
        (known for known in study.summaries() if (known.case, known.code) == (case.id, code.id)), None
    )


def written(study: Study, case: Case, code: Code, text: str) -> Change:
    """Give the change that writes a summary by the present coder; an empty text removes it."""
    return notes.write_summary(
        case, code, study.codebook.path(code.id), canonical(text).strip(),
        before=summary_of(study, case, code), coder=study.coder.id,
    )  # fmt: skip


def summaries(study: Study, filters: Filters) -> list[FrameworkSummary]:
    """Give the summaries of some cases under some codes, by code in tree order, then in the order of the cases."""
    codes = selecting.codes_for(study, filters)
    cases = study.in_order(selecting.cases_for(study, filters))
    case_place = {case.id: n for n, case in enumerate(cases)}
    code_place = {code.id: n for n, code in enumerate(study.codebook)}
    coders = {coder.id: coder.name for coder in study.coders}
    found = [
        summary
        for summary in study.summaries()
        if summary.case in case_place
        and summary.code in code_place
        and (codes is None or summary.code in codes)
    ]
    found.sort(key=lambda summary: (code_place[summary.code], case_place[summary.case]))
    return [
        FrameworkSummary(
            case=cases[case_place[summary.case]].name, code=study.codebook.path(summary.code),
            text=summary.text, coder=coders.get(summary.coder or "", ""), made=summary.made,
        )
        for summary in found
    ]  # fmt: skip
