"""The comparison matrix: rows, columns and cells put together from what was counted.

Owns roll-up, totals, and what a zero means. Counting itself is `counting`; names come from the study.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.analysis.results import Heading, Matrix

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from interviewcoder.analysis.counting import Tally
    from interviewcoder.analysis.results import Cell, CellKind, Quotation
    from interviewcoder.domain.codebook import Codebook
    from interviewcoder.domain.records import Case, Guid, Status, StatusValue, Transcript

_PRECEDENCE: Final[tuple[StatusValue, ...]] = ("raised", "not yet coded", "not raised", "not applicable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The outline of a matrix of codes against something, before anything is counted.

    `columns_of` gives the columns of a transcript; `participant_words` are by column, for coverage.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    columns_are: str
    rows_of: Mapping[Guid, tuple[int, ...]]
    columns_of: Mapping[Guid, tuple[int, ...]]
    column_of_coder: Mapping[Guid, int] | None = None
    participant_words: Sequence[int] = ()
    all_participant_words: int = 0
    n_cases: int = 0


def code_rows(
    codebook: Codebook, codes: Collection[Guid] | None, *, rollup: bool
) -> tuple[tuple[Heading, ...], dict[Guid, tuple[int, ...]]]:
    """Give the rows for the codes (all when None) in tree order, and which rows each code counts in."""
    shown = [code for code in codebook if codes is None or code.id in codes]
    place = {code.id: n for n, code in enumerate(shown)}
    rows = tuple(
        Heading(
            id=code.id, name=codebook.path(code.id), levels=codebook.names(code.id),
            group=codebook.names(code.id)[0],
        )
        for code in shown
    )  # fmt: skip
    rows_of: dict[Guid, tuple[int, ...]] = {}
    for code in shown:
        line = codebook.lineage(code.id) if rollup else (code,)
        rows_of[code.id] = tuple(place[at.id] for at in line if at.id in place)
    return rows, rows_of


def build(
    frame: Frame,
    counted: Tally,
    cells_are: CellKind,
    *,
    cases_of: Mapping[Guid, Guid | None],
    blanks: Mapping[tuple[int, int], StatusValue],
    rolled_up: bool,
    filters: str,
    case_order: str = "",
) -> Matrix:
    """Put a matrix of numbers together. `cases_of` gives the case of each transcript."""
    n_rows, n_columns = range(len(frame.rows)), range(len(frame.columns))

    def value(number: int, words: int) -> Cell:
        if cells_are == "presence":
            return min(number, 1)
        if cells_are == "coverage":
            return number / words if words else None
        return number

    words = frame.participant_words or [0] * len(frame.columns)
    everything = frame.all_participant_words
    cells = tuple(
        tuple(value(counted.cells.get((row, column), 0), words[column]) for column in n_columns)
        for row in n_rows
    )
    return Matrix(
        cells_are=cells_are, rows_are="codes", columns_are=frame.columns_are,
        rows=frame.rows, columns=frame.columns, cells=cells,
        row_totals=tuple(value(counted.rows.get(row, 0), everything) for row in n_rows),
        column_totals=tuple(value(counted.columns.get(column, 0), words[column]) for column in n_columns),
        cases_with=cases_with(counted, n_rows, cases_of),
        n_cases=frame.n_cases, n_segments=counted.segments, grand_total=value(counted.total, everything),
        rolled_up=rolled_up, filters=filters, case_order=case_order,
        blanks={cell: status for cell, status in blanks.items() if not cells[cell[0]][cell[1]]},
    )  # fmt: skip


def cases_with(counted: Tally, rows: range, cases_of: Mapping[Guid, Guid | None]) -> tuple[int, ...]:
    """Give for each row in how many cases it occurs."""
    return tuple(
        len({cases_of.get(transcript) for transcript in counted.transcripts_of.get(row, ())} - {None})
        for row in rows
    )


def with_cells(matrix: Matrix, cells: Mapping[tuple[int, int], Cell], empty: Cell) -> Matrix:
    """Give the matrix with other cells: quotations or summaries in the place of their number."""
    filled = tuple(
        tuple(cells.get((row, column), empty) for column in range(len(matrix.columns)))
        for row in range(len(matrix.rows))
    )
    return replace(matrix, cells=filled)


def quotation_cells(
    frame: Frame, quotations: Sequence[Quotation], coders: Mapping[Guid, Guid]
) -> dict[tuple[int, int], Cell]:
    """Give for each cell its quotations, each distinct passage once. `coders` gives the coder of a coding."""
    found: dict[tuple[int, int], dict[tuple[Guid, int, int], Quotation]] = {}
    for quotation in quotations:
        if frame.column_of_coder is not None:
            column = frame.column_of_coder.get(coders[quotation.coding])
            columns: tuple[int, ...] = () if column is None else (column,)
        else:
            columns = frame.columns_of.get(quotation.transcript_id, ())
        key = (quotation.transcript_id, quotation.start, quotation.end)
        for row in frame.rows_of.get(quotation.code_id, ()):
            for at in columns:
                found.setdefault((row, at), {}).setdefault(key, quotation)
    return {cell: tuple(passages.values()) for cell, passages in found.items()}


def blanks_by_cell(
    frame: Frame, statuses: Sequence[Status], transcripts: Sequence[Transcript], cases: Sequence[Case] = ()
) -> dict[tuple[int, int], StatusValue]:
    """Give what a zero means where the study says so; several transcripts: what says most wins.

    A case of `cases` that has no transcript at all is not yet coded, whatever the code.
    """
    place = {heading.id: row for row, heading in enumerate(frame.rows)}
    columns = {transcript.id: frame.columns_of.get(transcript.id, ()) for transcript in transcripts}
    found: dict[tuple[int, int], StatusValue] = {}
    for status in statuses:
        if status.code not in place:
            continue
        for column in columns.get(status.transcript, ()):
            cell = (place[status.code], column)
            there = found.get(cell, status.value)
            found[cell] = min(there, status.value, key=_PRECEDENCE.index)
    without = {case.id for case in cases} - {transcript.case for transcript in transcripts}
    silent = [column for column, heading in enumerate(frame.columns) if heading.id in without]
    found.update(((row, column), "not yet coded") for row in place.values() for column in silent)
    return found


def transposed(matrix: Matrix) -> Matrix:
    """Give the same matrix with rows and columns changed over; `cases_with` stays by code."""
    return replace(
        matrix,
        rows_are=matrix.columns_are, columns_are=matrix.rows_are,
        rows=matrix.columns, columns=matrix.rows,
        cells=tuple(zip(*matrix.cells, strict=True)) if matrix.cells else tuple(() for _ in matrix.columns),
        row_totals=matrix.column_totals, column_totals=matrix.row_totals,
        blanks={(column, row): status for (row, column), status in matrix.blanks.items()},
    )  # fmt: skip


def ordered_cases(cases: Sequence[Case], group_of: Mapping[Guid, str]) -> list[Case]:
    """Give the cases group by group (groups as they first come), by hand within a group."""
    first: dict[str, int] = {}
    for place, case in enumerate(cases):
        first.setdefault(group_of.get(case.id, ""), place)
    return sorted(cases, key=lambda case: first[group_of.get(case.id, "")])
