"""What stands in the cells and margins of a matrix, as words, whatever the form.

Owns the signs for the kinds of zero, the margins, and the notes under a matrix. Must not know any form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interviewcoder.locales import N_, _, ngettext, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.results import Cell, CellKind, Heading, Matrix
    from interviewcoder.domain.records import StatusValue

ZERO: Final = "·"
PRESENT: Final = "●"
_SIGNS: Final[dict[StatusValue, str]] = {
    "raised": ZERO,
    "not raised": "—",
    "not applicable": N_("n/a"),
    "not yet coded": "?",
}
_MEANINGS: Final[dict[StatusValue, str]] = {
    "raised": N_("raised, no passage coded"),
    "not raised": N_("not raised"),
    "not applicable": N_("not applicable"),
    "not yet coded": N_("not yet coded"),
}
_MEASURES: Final[dict[CellKind, str]] = {
    "segments": N_("segments"),
    "turns": N_("turns of speech"),
    "transcripts": N_("transcripts"),
    "presence": N_("presence"),
    "words": N_("words coded"),
    "coverage": N_("share of the participants’ words"),
    "quotes": N_("quotations"),
    "summary": N_("summaries"),
    "jaccard": N_("share in common (Jaccard)"),
}
_TOGETHER: Final = {
    "passage": N_("Together: on the same passage."),
    "overlap": N_("Together: pairs of passages that overlap, so a figure may exceed what either code has."),
    "turn": N_("Together: in the same turn of speech."),
    "transcript": N_("Together: in the same transcript."),
    "case": N_("Together: in the same case."),
}
_AXES: Final = {
    "codes": N_("Code"),
    "cases": N_("Case"),
    "transcripts": N_("Transcript"),
    "coders": N_("Coder"),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix as words: a head, a row each with its label and depth, the totals, notes.

    `margins` says how many of the last columns are not cells but totals.
    """

    corner: str
    head: tuple[str, ...]
    labels: tuple[str, ...]
    depths: tuple[int, ...]
    body: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    margins: int


def counts_together(matrix: Matrix) -> bool:
    """Say whether the cells count how often codes occur together."""
    return bool(matrix.within) and matrix.cells_are == "segments"


def measure(matrix: Matrix) -> str:
    """Say what the cells are."""
    return _("times together") if counts_together(matrix) else _(_MEASURES[matrix.cells_are])


def holds_words(matrix: Matrix) -> bool:
    """Say whether the cells hold words, not figures."""
    return matrix.cells_are in {"quotes", "summary"}


def has_totals(matrix: Matrix) -> bool:
    """Say whether a total is worth a column: words have none, and of presence it says no more than that there is some."""
    return matrix.cells_are not in {"summary", "presence"}


def shown_figure(matrix: Matrix, value: Cell) -> str:
    """Write a cell's value; quotations as how many they are."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    count = len(value) if isinstance(value, tuple) else value
    if not count:
        return ZERO
    if matrix.cells_are == "jaccard" and isinstance(count, float):
        return number(count, 2)
    if matrix.cells_are == "coverage":
        return _("{share} %").format(share=number(100 * count, 1))
    return number(count) if isinstance(count, int) else number(count, 1)


def shown_cell(matrix: Matrix, row: int, column: int) -> str:
    """Write one cell: what its zero means where the study says so, a dot or a figure otherwise."""
    value = matrix.cells[row][column]
    if not value and (status := matrix.blanks.get((row, column))):
        return _(_SIGNS[status])
    if matrix.cells_are == "presence" and value:
        return PRESENT
    if value is None and not holds_words(matrix):
        return ""
    return shown_figure(matrix, value) or ZERO


def words_of(matrix: Matrix, row: int, column: int) -> str:
    """Write one cell of a matrix of words: the summary, or each quotation with its reference."""
    value = matrix.cells[row][column]
    if isinstance(value, tuple) and value:
        return "\n\n".join(f"{quotation.text}\n({quotation.reference})" for quotation in value)
    return shown_cell(matrix, row, column)


def axis(name: str) -> str:
    """Give the heading of what the rows or the columns are."""
    return _(_AXES[name]) if name in _AXES else name


def is_axis(name: str) -> bool:
    """Say whether this is a side every study has, not an attribute."""
    return name in _AXES


def labels_of(headings: Sequence[Heading]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give short labels with depths where the heading above is in the matrix too, full names where not."""
    present = {heading.levels for heading in headings}
    labels, depths = [], []
    for heading in headings:
        depth = 0
        while depth + 1 < len(heading.levels) and heading.levels[: depth + 1] in present:
            depth += 1
        labels.append(" > ".join(heading.levels[depth:]) or heading.name)
        depths.append(depth)
    return tuple(labels), tuple(depths)


def heads_of(matrix: Matrix) -> tuple[str, ...]:
    """Give what stands over the columns: codes by their own names where these are clear, groups with their N."""
    if matrix.columns_are == "codes":
        own = [heading.levels[-1] if heading.levels else heading.name for heading in matrix.columns]
        return tuple(
            name if own.count(name) == 1 else heading.name
            for name, heading in zip(own, matrix.columns, strict=True)
        )
    if matrix.columns_are in _AXES:
        return tuple(heading.name for heading in matrix.columns)
    return tuple(
        _("{group} (n\u00a0=\u00a0{n})").format(group=at.name, n=number(at.n)) for at in matrix.columns
    )


def grid(matrix: Matrix, *, words: bool = False) -> Grid:
    """Lay a matrix out as words; with `words` the cells hold summaries and quotations in full."""
    labels, depths = labels_of(matrix.rows)
    shown = words_of if words else shown_cell
    by_rows = matrix.rows_are == "codes"
    totals = has_totals(matrix)
    head = [*heads_of(matrix)]
    body = [[shown(matrix, r, c) for c in range(len(matrix.columns))] for r in range(len(matrix.rows))]
    margins = 0
    if totals:
        margins += 1
        head.append(_("Total"))
        for row, total in zip(body, matrix.row_totals, strict=True):
            row.append(shown_figure(matrix, total))
    if by_rows and matrix.cases_with:
        margins += 1
        head.append(_("Cases (of {n})").format(n=matrix.n_cases))
        for row, cases in zip(body, matrix.cases_with, strict=True):
            row.append(str(cases))
    return Grid(
        corner=axis(matrix.rows_are),
        head=tuple(head),
        labels=labels,
        depths=depths,
        body=tuple(map(tuple, body)),
        foot=_foot(matrix, len(head), totals=totals, by_rows=by_rows),
        notes=notes(matrix),
        margins=margins,
    )


def _foot(
    matrix: Matrix, width: int, *, totals: bool, by_rows: bool
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    foot = []
    if totals:
        line = [shown_figure(matrix, total) for total in (*matrix.column_totals, matrix.grand_total)]
        foot.append((_("Total"), line))
    if not by_rows and matrix.cases_with:
        foot.append((_("Cases (of {n})").format(n=matrix.n_cases), [str(n) for n in matrix.cases_with]))
    return tuple((label, tuple(line + [""] * (width - len(line)))) for label, line in foot)


def notes(matrix: Matrix) -> tuple[str, ...]:
    """Say under a matrix what was counted, what was left out, and what the signs mean."""
    said = [
        _(
            "Cells: {measure}. {cases}, {segments} (distinct passages: one that several codings tag counts once)."
        ).format(
            measure=measure(matrix),
            cases=ngettext("{n} case", "{n} cases", matrix.n_cases).format(n=number(matrix.n_cases)),
            segments=ngettext("{n} segment", "{n} segments", matrix.n_segments).format(
                n=number(matrix.n_segments)
            ),
        )
    ]
    if "codes" in {matrix.rows_are, matrix.columns_are}:
        said.append(
            _("A code counts the passages of the codes below it too.")
            if matrix.rolled_up
            else _("A code counts its own passages only.")
        )
    if not {matrix.rows_are, matrix.columns_are} <= set(_AXES):
        said.append(_("n: how many cases a group holds."))
    if matrix.within:
        said += [
            _(_TOGETHER[matrix.within]),
            _("The diagonal and the totals say how often a code occurs in all."),
        ]
        if matrix.rolled_up:
            said.append(_("A code and one below it always occur together."))
    elif has_totals(matrix) and matrix.cells_are != "quotes":
        said.append(_("Totals count each passage once; they are not the sum of the figures."))
    if matrix.filters:
        said.append(_("Filters: {filters}.").format(filters=matrix.filters.rstrip(".")))
    if matrix.case_order:
        said.append(_("Order of the cases: {rule}").format(rule=matrix.case_order))
    return (*said, *legend(matrix))


def legend(matrix: Matrix) -> tuple[str, ...]:
    """Explain the signs for zero, when more than one is used."""
    used = dict.fromkeys(status for status in _SIGNS if status in matrix.blanks.values())
    if not used:
        return ()
    return (_("Signs: {signs}.").format(signs=", ".join(map(sign, used))),)


def sign(status: StatusValue) -> str:
    """Give the sign for a zero with what it means."""
    return _("{sign} {meaning}").format(sign=_(_SIGNS[status]), meaning=meaning(status))


def meaning(status: StatusValue) -> str:
    """Say what a zero means."""
    return _(_MEANINGS[status])
