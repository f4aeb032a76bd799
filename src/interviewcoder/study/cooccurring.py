"""Codes against codes: which occur together, as a matrix like any other.

Owns putting that matrix together. Counting is `analysis.cooccurrence`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.analysis import matrix as matrices
from interviewcoder.analysis.cooccurrence import WITHINS, together
from interviewcoder.analysis.counting import tally
from interviewcoder.analysis.filters import Filters
from interviewcoder.analysis.results import TOGETHER_KINDS, Matrix
from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _
from interviewcoder.study import selecting

if TYPE_CHECKING:
    from interviewcoder.analysis.cooccurrence import Together
    from interviewcoder.analysis.results import Cell
    from interviewcoder.study.study import Study


def matrix(
    study: Study,
    *,
    cells: str = "segments",
    within: str = "passage",
    rollup: bool = True,
    filters: Filters | None = None,
) -> Matrix:
    """Count codes against codes: how often (``segments``), whether (``presence``), or Jaccard’s share.

    `within` is what they occur together in: ``passage``, ``overlap``, ``turn``, ``transcript`` or ``case``.
    Raises `Refused` or `NotFound`.
    """
    filters = filters or Filters()
    if cells not in TOGETHER_KINDS:
        raise Refused(
            _("Cells of codes against codes are one of: {kinds}.").format(kinds=", ".join(TOGETHER_KINDS))
        )
    if within not in WITHINS:
        raise Refused(_("Codes occur together in one of: {places}.").format(places=", ".join(WITHINS)))
    rows, rows_of = matrices.code_rows(study.codebook, selecting.codes_for(study, filters), rollup=rollup)
    case_of = {transcript.id: transcript.case for transcript in study.transcripts}
    with study.passages(selecting.selection_for(study, filters), turns=within == "turn") as found:
        passages = list(found)
    counted = tally(passages, rows_of=rows_of, columns_of=None, measure=lambda _transcript, marks: len(marks))
    shared = together(passages, rows_of, len(rows), within, case_of)
    every = range(len(rows))
    return Matrix(
        cells_are=cells, rows_are="codes", columns_are="codes", rows=rows, columns=rows,
        cells=tuple(tuple(_cell(shared, cells, row, other) for other in every) for row in every),
        row_totals=shared.each, column_totals=shared.each, cases_with=matrices.cases_with(counted, every, case_of),
        n_cases=len(selecting.cases_for(study, filters)), n_segments=counted.segments, grand_total=shared.total,
        rolled_up=rollup, filters=selecting.in_words(filters), within=within,
    )  # fmt: skip


def _cell(shared: Together, cells: str, row: int, other: int) -> Cell:
    if cells == "jaccard":
        return shared.jaccard(row, other)
    count = shared.count(row, other)
    return min(count, 1) if cells == "presence" else count
