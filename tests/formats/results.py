"""Matrices and quotations to test the exports with, full of what exports get wrong."""

from __future__ import annotations

from dataclasses import replace

from interviewcoder.analysis.results import Heading, Matrix, Quotation


def quotation(text: str, *, time: float | None = None, memo: str = "") -> Quotation:
    """Make a quotation of Anne's."""
    return Quotation(
        coding="c", code_id="x", case_id="y", transcript_id="t", reference="Agence A – E1, turn 3",
        case="Agence A", transcript="E1", turn=3, line=4, speaker="Anne", role="participant", start=1, end=5,
        code="Moyens > Budget", coder="Ana", text=text, memo=memo, time=time,
    )  # fmt: skip


ROWS = (
    Heading(id="1", name="Moyens", levels=("Moyens",)),
    Heading(id="2", name="Moyens > =Budget & <b>", levels=("Moyens", "=Budget & <b>")),
    Heading(id="3", name="Horizon > Long", levels=("Horizon", "Long")),
)
COLUMNS = (
    Heading(id="a", name="Agence Pixel & Compagnie"),
    Heading(id="b", name="日本 Firme_B"),
    Heading(id="c", name="[Conseil] C"),
)
SEGMENTS = Matrix(
    cells_are="segments", rows_are="codes", columns_are="cases", rows=ROWS, columns=COLUMNS,
    cells=((3, 0, 1234), (1, 0, 0), (0, 0, 0)), row_totals=(1237, 1, 0), column_totals=(3, 0, 1234),
    cases_with=(2, 1, 0), n_cases=3, n_segments=1237, grand_total=1237,
    blanks={(2, 0): "not raised", (2, 1): "not applicable", (2, 2): "not yet coded"},
)  # fmt: skip
PRESENCE = replace(
    SEGMENTS, cells_are="presence", cells=((1, 0, 1), (1, 0, 0), (0, 0, 0)),
    row_totals=(2, 1, 0), column_totals=(1, 0, 1), grand_total=2,
)  # fmt: skip
COVERAGE = replace(
    SEGMENTS, cells_are="coverage", cells=((0.125, 0.0, None), (0.5, 0.0, 0.0), (0.0, 0.0, 0.0)),
    row_totals=(0.1, 0.2, 0.0), column_totals=(0.1, 0.0, None), grand_total=0.05,
)  # fmt: skip
QUOTES = replace(
    SEGMENTS, cells_are="quotes",
    cells=(((quotation("Un [rires] <mot>"), quotation("=1+1\nligne 2")), (), ()), ((), (), ()), ((), (), ())),
    row_totals=(2, 0, 0), column_totals=(2, 0, 0), grand_total=2,
)  # fmt: skip
SUMMARY = replace(
    SEGMENTS, cells_are="summary", cells=(("=Peu\nde moyens", "", ""), ("", "", ""), ("", "", "")),
    row_totals=(None, None, None), column_totals=(None, None, None), grand_total=None,
)  # fmt: skip
TURNED = Matrix(
    cells_are="segments", rows_are="cases", columns_are="codes", rows=COLUMNS, columns=ROWS,
    cells=((3, 1, 0), (0, 0, 0), (1234, 0, 0)), row_totals=(3, 0, 1234), column_totals=(1237, 1, 0),
    cases_with=(2, 1, 0), n_cases=3, n_segments=1237, grand_total=1237,
)  # fmt: skip
EMPTY = replace(
    SEGMENTS, rows=(), columns=(), cells=(), row_totals=(), column_totals=(), cases_with=(), blanks={}, grand_total=0,
)  # fmt: skip
ALL = (SEGMENTS, PRESENCE, COVERAGE, QUOTES, SUMMARY, TURNED, EMPTY)
