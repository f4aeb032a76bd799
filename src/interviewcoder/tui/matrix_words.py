"""What the matrix screen says in words: what is counted, what the cell holds, what the signs mean.

Owns sentences only. Drawing is the view's, counting the study's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from interviewcoder.domain.records import STATUSES
from interviewcoder.formats.matrices.cells import holds_words, shown_cell, shown_figure, sign
from interviewcoder.locales import N_, _, ngettext, number
from interviewcoder.study import ordering, selecting
from interviewcoder.study.correcting import waiting_in_words
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.results import Cell, CellKind, Heading, Matrix, Quotation
    from interviewcoder.study import Study
    from interviewcoder.study.cells import Behind
    from interviewcoder.tui.matrix_plan import Plan

CELLS: Final[dict[CellKind, str]] = {
    "segments": N_("Segments"),
    "turns": N_("Turns"),
    "transcripts": N_("Transcripts"),
    "presence": N_("Presence"),
    "words": N_("Words"),
    "coverage": N_("Share of the participants’ words"),
    "quotes": N_("Quotations"),
    "summary": N_("Summaries"),
}
AXES: Final = {"cases": N_("case"), "transcripts": N_("transcript"), "coders": N_("coder")}
_MOST: Final = 60
"""Quotations shown at most beside a cell or a summary; all of them are a key away."""


def title(plan: Plan, matrix: Matrix | None, *, counting: bool) -> Content:
    """Say what is counted: of what, over what, and how much there is of it."""
    others = _(AXES[plan.others]) if plan.others in AXES else plan.others
    sides = _(" by {columns} and code") if plan.swapped else _(" by code and {columns}")
    parts: list[str | tuple[str, str]] = [(_(CELLS[plan.cells]), "bold"), sides.format(columns=others)]
    if matrix is not None:
        n, k = matrix.n_cases, matrix.n_segments
        parts.append(" – " + ngettext("{n} case", "{n} cases", n).format(n=number(n)))
        parts.append(", " + ngettext("{n} segment", "{n} segments", k).format(n=number(k)))
    if counting:
        parts.append((_(" – counting … Esc stops"), "bold $warning"))
    return joined(*parts)


def chosen(study: Study, plan: Plan) -> str:
    """Say what is not as usual: filters, own passages only, the order, what waits; empty when all is usual."""
    said = []
    filters = selecting.in_words(plan.filters)
    if filters:
        said.append(_("Filters: {filters}.").format(filters=filters.rstrip(".")))
    if not plan.rollup:
        said.append(_("A code counts its own passages only."))
    if plan.order is not None:
        said.append(_("Order of the cases: {rule}").format(rule=ordering.in_words(study, plan.order)))
    waiting = sum(study.waiting.values())
    if waiting:
        said.append(_("{sentence}: gv.").format(sentence=waiting_in_words(waiting)))
    return " ".join(said)


def legend(matrix: Matrix) -> str:
    """Say what the signs in empty cells mean."""
    signs = [sign(status) for status in STATUSES]
    if matrix.cells_are == "summary":
        signs.append(_("(3) passages, no summary yet"))
    return "  ".join(signs)


def cell(
    matrix: Matrix, figures: Matrix | None, found: Behind, row: int | None, column: int | None
) -> Content:
    """Say on one line which cell it is, what it holds, and in how many cases its code occurs."""
    passages = passages_in(figures or matrix, row, column)
    if row is None or column is None:
        held = shown_figure(matrix, _total(matrix, row, column))
    elif matrix.cells_are == "summary" or (matrix.cells_are == "quotes" and passages):
        held = ngettext("{n} quotation", "{n} quotations", passages).format(n=number(passages))
    elif passages:
        held = shown_cell(matrix, row, column)
    elif (row, column) in matrix.blanks:
        held = sign(matrix.blanks[row, column])
    else:
        held = _("nothing coded (= says why)")
    headings = [_at(matrix.rows, row), _at(matrix.columns, column)]
    if matrix.rows_are != "codes":
        headings.reverse()
    names = " × ".join(name for name in headings if name) or found.title
    parts: list[str | tuple[str, str]] = [(names, "bold"), f" – {held}"]
    at = row if matrix.rows_are == "codes" else column
    if found.code is not None and at is not None:
        cases = _("; the code is in {n} of {cases} cases")
        parts.append((cases.format(n=matrix.cases_with[at], cases=matrix.n_cases), "dim"))
    return joined(*parts)


def _at(headings: Sequence[Heading], place: int | None) -> str:
    """Give the name of a row or a column without the codes above it, which are on the screen."""
    if place is None:
        return ""
    return headings[place].levels[-1] if headings[place].levels else headings[place].name


def _total(matrix: Matrix, row: int | None, column: int | None) -> Cell:
    if row is not None:
        return matrix.row_totals[row]
    return matrix.column_totals[column] if column is not None else matrix.grand_total


def passages_in(matrix: Matrix, row: int | None, column: int | None) -> int:
    """Give a number that is 0 only where no passage is counted, whatever the cells hold."""
    value = _total(matrix, row, column) if row is None or column is None else matrix.cells[row][column]
    if isinstance(value, tuple):
        return len(value)
    return max(1, round(value)) if isinstance(value, int | float) and value else 0


def whole(matrix: Matrix, row: int | None, column: int | None, passages: int) -> Content | None:
    """Give what is in a cell of words, whole; None where cells are figures."""
    if not holds_words(matrix):
        return None
    value = matrix.cells[row][column] if row is not None and column is not None else None
    if isinstance(value, tuple) and value:
        return quoted(value)
    if isinstance(value, str) and value:
        return paragraphs(value)
    if matrix.cells_are == "summary" and passages:
        return plain(_("No summary yet: s writes it, with the quotations beside it."), "dim")
    return plain("")


def quoted(quotations: Sequence[Quotation]) -> Content:
    """Give quotations as a text to be read: the reference, then the words."""
    parts: list[Content] = []
    for quotation in quotations[:_MOST]:
        coded = f"  {quotation.code}"
        parts += [joined((quotation.reference, "bold"), (coded, "dim italic")), Content("\n")]
        parts += [paragraphs(quotation.text), Content("\n\n")]
    if len(quotations) > _MOST:
        n = len(quotations) - _MOST
        parts.append(plain(ngettext("and {n} more", "and {n} more", n).format(n=number(n)), "dim"))
    return Content("").join(parts)


def paragraphs(text: str) -> Content:
    """Give a text with its line breaks."""
    lines = [plain(line) for line in text.split("\n")]
    return Content("\n").join(lines)
