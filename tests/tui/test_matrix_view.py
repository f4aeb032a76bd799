"""Laws of the matrix on the screen: any matrix, any width, any folding; what is remembered; speed."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from interviewcoder.analysis.filters import Filters
from interviewcoder.analysis.matrix import transposed
from interviewcoder.analysis.results import CELL_KINDS, Heading, Matrix
from interviewcoder.study.ordering import CaseOrder
from interviewcoder.tui.layout import cells
from interviewcoder.tui.matrix_plan import Plan, as_remembered, remembered
from interviewcoder.tui.matrix_shape import Shape, broken
from interviewcoder.tui.matrix_view import MatrixView

names = st.text(min_size=1, max_size=40) | st.sampled_from(
    ["[b]x[/b]", "Émotion 👨‍👩‍👧", "x" * 200, "\x1b[2J", "日本語"]
)


def code_rows(tree: list[tuple[str, int]]) -> tuple[Heading, ...]:
    """Make headings from names with depths, none more than one below the one before."""
    path: list[str] = []
    rows = []
    for n, (name, depth) in enumerate(tree):
        path = [*path[: min(depth, len(path))], f"{name}{n}"]
        rows.append(Heading(id=f"c{n}", name=" > ".join(path), levels=tuple(path), group=path[0]))
    return tuple(rows)


def a_matrix(rows: tuple[Heading, ...], columns: tuple[Heading, ...], figure: int = 3) -> Matrix:
    return Matrix(
        cells_are="segments", rows_are="codes", columns_are="cases", rows=rows, columns=columns,
        cells=tuple(tuple((r * c) % (figure + 1) for c in range(len(columns))) for r in range(len(rows))),
        row_totals=tuple(figure for _row in rows), column_totals=tuple(figure for _column in columns),
        cases_with=tuple(1 for _row in rows), n_cases=len(columns), n_segments=figure, grand_total=figure,
    )  # fmt: skip


matrices = st.builds(
    a_matrix,
    st.lists(st.tuples(names, st.integers(0, 4)), min_size=1, max_size=12).map(code_rows),
    st.lists(st.tuples(names, names), min_size=1, max_size=9).map(
        lambda found: tuple(
            Heading(id=f"k{n}", name=name, group=group) for n, (name, group) in enumerate(found)
        )
    ),
    st.integers(0, 10**9),
)


@given(matrices, st.sets(st.integers(0, 11)), st.integers(20, 200), st.booleans())
def test_folding_hides_exactly_the_codes_below(
    matrix: Matrix, folded: set[int], width: int, swapped: bool
) -> None:
    """A code is there unless one above it is folded; the total stays last; every column has a place in the head."""
    ids = frozenset(f"c{n}" for n in folded)
    shut = {heading.levels for heading in matrix.rows if heading.id in ids}
    there = [
        n
        for n, heading in enumerate(matrix.rows)
        if not any(heading.levels[:depth] in shut for depth in range(1, len(heading.levels)))
    ]
    shape = Shape(transposed(matrix) if swapped else matrix, ids, width)
    assert (shape.columns if swapped else shape.rows) == [*there, None]
    assert set(shape.names) == {column for column in shape.columns if column is not None}
    assert {len(lines) for lines in shape.names.values()} == {shape.head - shape.band}
    for place, row in enumerate(shape.rows):
        if row is not None:
            assert shape.lines[shape.line_of(place)] == row
            assert shape.row_of(shape.line_of(place)) == place
    assert shape.label + shape.width + shape.total + shape.cases <= max(width, 60)


@given(names, st.integers(4, 30))
def test_a_name_in_the_headings_has_at_most_two_lines_that_fit(name: str, width: int) -> None:
    """Whatever the name; one that fits is whole."""
    lines = broken(name, width)
    assert 1 <= len(lines) <= 2
    assert all(cells(line) <= width for line in lines)
    if name.isalpha() and cells(name) <= width:
        assert lines == [name]


def test_a_number_at_the_end_of_a_name_is_kept() -> None:
    """Otherwise a hundred interviews would all be called the same in narrow columns."""
    assert broken("Entretien numéro 12", 8) == ["Entreti…", "numéro12"]
    assert broken("Entretien12", 6) == ["Ent…12"]
    assert broken("123456789012", 6) == ["12345…"]


plans = st.builds(
    Plan,
    others=st.sampled_from(["cases", "transcripts", "coders"]) | names,
    swapped=st.booleans(),
    cells=st.sampled_from([kind for kind in CELL_KINDS if kind != "summary"]),
    rollup=st.booleans(),
    order=st.none() | st.builds(CaseOrder, st.sampled_from(["group", "hand", "name", "attribute"]), names),
    filters=st.builds(
        Filters,
        codes=st.lists(names).map(tuple),
        where=st.lists(st.tuples(names, names)).map(tuple),
        with_below=st.booleans(),
    ),
    heat=st.booleans(),
    folded=st.frozensets(names),
)


@given(plans)
def test_what_was_chosen_is_remembered(plan: Plan) -> None:
    """Through a file of JSON and back."""
    assert remembered(json.loads(json.dumps(as_remembered(plan)))) == plan


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(
    json_values
    | st.fixed_dictionaries(dict.fromkeys(as_remembered(Plan()), json_values), optional={"more": json_values})
)
def test_whatever_else_is_in_the_file_is_the_usual_matrix_or_a_sound_one(held: Any) -> None:
    """A file anybody may have edited never keeps the matrix from opening."""
    plan = remembered(held)
    assert plan.cells in CELL_KINDS
    assert isinstance(plan.filters.codes, tuple)
    assert json.dumps(as_remembered(plan))


class Alone(App[None]):
    """An app that is nothing but the view."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield MatrixView()


@pytest.mark.parametrize("swapped", [False, True])
async def test_300_codes_by_100_cases_are_shown_and_walked_through_at_once(swapped: bool) -> None:
    """Showing takes less than a tenth of a second, a screen of lines less than a frame or two."""
    rows = code_rows([("Code avec un nom ", n % 3) for n in range(300)])
    columns = tuple(Heading(id=f"k{n}", name=f"Cas numéro {n}", group=f"G{n // 10}") for n in range(100))
    matrix = a_matrix(rows, columns, 40)
    app = Alone()
    async with app.run_test(size=(200, 60)) as pilot:
        view = app.query_one(MatrixView)
        begun = time.perf_counter()
        view.show(transposed(matrix) if swapped else matrix)
        shown = time.perf_counter() - begun
        assert shown < 0.3
        await pilot.pause()
        begun = time.perf_counter()
        for _step in range(20):
            view.action_move(12, 5)
            for y in range(view.size.height):
                assert view.render_line(y).cell_length == view.size.width
        assert (time.perf_counter() - begun) / 20 < 0.1
        view.go(
            (matrix.rows[299].id, matrix.columns[99].id) if not swapped else (columns[99].id, rows[299].id)
        )
        last = "\n".join(view.render_line(y).text for y in range(view.size.height))
        assert ("299" if swapped else "Code avec un nom 299") in last
        assert ("Cas numéro 99" if swapped else "numéro99") in last
        assert "‹" in last


@given(matrices, st.integers(20, 120), st.booleans())
def test_every_line_fits_the_label_and_the_columns(matrix: Matrix, width: int, swapped: bool) -> None:
    """Labels, margins and the columns in sight never need more than there is, from 60 cells on."""
    shape = Shape(transposed(matrix) if swapped else matrix, frozenset(), width)
    if width >= 60:
        assert shape.label + shape.in_sight * shape.width + shape.total + shape.cases <= width
