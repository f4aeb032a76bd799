"""What is behind a cell of a matrix: its code, its case, its transcripts, and which codings it counts.

Owns going from a cell, or a total, back to the study. What a cell counts is `matrices`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewcoder.locales import _
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from interviewcoder.analysis.filters import Filters
    from interviewcoder.analysis.results import Heading, Matrix
    from interviewcoder.domain.records import Case, Code, Transcript
    from interviewcoder.study.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Where a figure comes from. `code` is None in a total over the codes; `case` only where columns are cases.

    `transcripts` are those of the case or the transcript of the cell, none for coders, attributes and totals.
    `filters` select exactly the codings that were counted; `title` names the cell in words.
    """

    code: Code | None
    case: Case | None
    transcripts: tuple[Transcript, ...]
    filters: Filters
    title: str


def behind(study: Study, matrix: Matrix, row: int | None, column: int | None, filters: Filters) -> Behind:
    """Give what is behind a cell; a `row` or `column` of None is that total. `filters` are the matrix's own."""
    swapped = matrix.rows_are != "codes"
    of_code = _at(matrix.columns, column) if swapped else _at(matrix.rows, row)
    other = _at(matrix.rows, row) if swapped else _at(matrix.columns, column)
    code = None
    if of_code is not None and of_code.id in study.codebook:
        code = study.codebook[of_code.id]
        filters = _of_code(study, code, filters, rollup=matrix.rolled_up)
    others_are = matrix.rows_are if swapped else matrix.columns_are
    case = _case(study, others_are, other)
    transcripts: tuple[Transcript, ...] = ()
    if other is not None:
        if others_are in {"cases", "transcripts"}:
            asked = selecting.transcripts_for(study, filters)
            transcripts = tuple(
                transcript
                for transcript in study.transcripts
                if other.id == (transcript.id if others_are == "transcripts" else transcript.case or "")
                and (asked is None or transcript.id in asked)
            )
        filters = _of_column(study, others_are, other, filters, case, transcripts)
    names = [heading.name if heading else "" for heading in (of_code, other)]
    title = " × ".join(name for name in names if name) or _("Everything")
    return Behind(code=code, case=case, transcripts=transcripts, filters=filters, title=title)


def _at(headings: tuple[Heading, ...], place: int | None) -> Heading | None:
    return headings[place] if place is not None and place < len(headings) else None


def _case(study: Study, others_are: str, other: Heading | None) -> Case | None:
    if other is None or others_are != "cases":
        return None
    return next((case for case in study.cases if case.id == other.id), None)


def _of_code(study: Study, code: Code, filters: Filters, *, rollup: bool) -> Filters:
    """Narrow filters to the codes whose passages count in the row of a code."""
    counted = set(study.codebook.with_below(code.id) if rollup else (code.id,))
    asked = selecting.codes_for(study, filters)
    codes = counted if asked is None else counted & asked
    paths = tuple(study.codebook.path(known.id) for known in study.codebook if known.id in codes)
    return replace(filters, codes=paths, with_below=False)


def _of_column(
    study: Study, others_are: str, other: Heading, filters: Filters, case: Case | None,
    transcripts: tuple[Transcript, ...],
) -> Filters:  # fmt: skip
    if case is not None:
        return replace(filters, cases=(case.name,))
    if others_are in {"cases", "transcripts"}:
        return replace(filters, transcripts=tuple(transcript.name for transcript in transcripts))
    if others_are == "coders":
        return replace(filters, coders=(other.name,))
    attribute = study.attribute(others_are)
    values = {case.id: case.values.get(attribute.id) for case in selecting.cases_for(study, filters)}
    cases = tuple(
        case.name
        for case in study.cases
        if (value := values.get(case.id)) is not None and selecting.value_as_text(value) == other.id
    )
    return replace(filters, cases=cases)
