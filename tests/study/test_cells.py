"""From a cell of a matrix back to the study, the order of the cases, and what is said of empty cells."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.analysis.filters import Filters
from interviewcoder.domain.errors import NotFound, Refused
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.formats.matrices import FORMS, render
from interviewcoder.study import Study
from interviewcoder.study.cells import behind
from interviewcoder.study.ordering import CaseOrder
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


FILTERS = {
    "none": Filters(),
    "code": Filters(codes=("Moyens",)),
    "own": Filters(codes=("Moyens > Budget", "Moyens > Équipe"), with_below=False),
    "where": Filters(where=(("Type", "Firme"),)),
    "coder": Filters(coders=("Ben",), transcripts=("E0", "E3", "E4")),
}


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with generated_study(tmp_path_factory.mktemp("made"), 5) as study:
        return study.folder


@pytest.fixture
def study(_made: Path, tmp_path: Path) -> Iterator[Study]:
    copy = tmp_path / "study"
    shutil.copytree(_made, copy)
    with Study.open(copy) as opened:
        yield opened


@pytest.mark.parametrize("rollup", [True, False])
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("others", ["cases", "transcripts", "coders", "Type"])
def test_the_quotations_behind_a_figure_are_those_it_counts(
    study: Study, others: str, filters: Filters, rollup: bool
) -> None:
    """In every cell and total, with every filter, on both sides: as many distinct passages as the figure says."""
    for swapped in (False, True):
        rows, columns = (others, "codes") if swapped else ("codes", others)
        matrix = study.matrix(rows=rows, columns=columns, rollup=rollup, filters=filters)
        figures: dict[tuple[int | None, int | None], Any] = {
            **{(r, c): cell for r, row in enumerate(matrix.cells) for c, cell in enumerate(row)},
            **{(r, None): total for r, total in enumerate(matrix.row_totals)},
            **{(None, c): total for c, total in enumerate(matrix.column_totals)},
            (None, None): matrix.grand_total,
        }
        for (row, column), figure in figures.items():
            found = behind(study, matrix, row, column, filters)
            passages = {(q.transcript_id, q.start, q.end) for q in study.quotations(found.filters)}
            assert len(passages) == figure, (found.title, swapped)


def test_a_cell_knows_its_code_case_and_transcripts(study: Study) -> None:
    """A case's cell gives its transcripts, the one without a case none as case, a coder's cell no transcripts."""
    matrix = study.matrix()
    at = [heading.name for heading in matrix.columns].index("Firme A")
    found = behind(study, matrix, 0, at, Filters())
    assert found.code is not None
    assert found.case == study.case("Firme A")
    assert [transcript.name for transcript in found.transcripts] == ["E0", "E1"]
    assert found.title == f"{matrix.rows[0].name} × Firme A"
    without = behind(study, matrix, 0, len(matrix.columns) - 1, Filters())
    assert without.case is None
    assert [transcript.name for transcript in without.transcripts] == ["E4"]
    assert behind(study, study.matrix(columns="coders"), 0, 0, Filters()).transcripts == ()
    assert behind(study, matrix, None, None, Filters()).title == "Everything"


def put(study: Study, values: dict[str, object], kind: str, *choices: str) -> None:
    study.apply(case_gestures.add_attribute("X", kind, study.attributes, choices))  # type: ignore[arg-type]
    for case, value in values.items():
        study.apply(case_gestures.set_value(study.case(case), study.attribute("X"), value))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "choices", "values", "order"),
    [
        ("number", (), {"Firme A": 10.0, "Firme B": 9.0}, ["Firme B", "Firme A", "Agence É", "Sans rien"]),
        ("boolean", (), {"Firme A": False, "Sans rien": True}, ["Sans rien", "Firme A", "Firme B", "Agence É"]),
        (
            "choice", ("Petite", "Grande"), {"Firme A": "Grande", "Agence É": "Petite"},
            ["Agence É", "Firme A", "Firme B", "Sans rien"],
        ),
        ("text", (), {"Firme A": "Ébène", "Agence É": "zinc", "Sans rien": "Étain"},
         ["Firme A", "Sans rien", "Agence É", "Firme B"]),
    ],
)  # fmt: skip
def test_cases_stand_in_the_order_chosen(
    study: Study, kind: str, choices: tuple[str, ...], values: dict[str, object], order: list[str]
) -> None:
    """By an attribute: figures by size, yes first, choices as listed, words by name; those without a value last."""
    put(study, values, kind, *choices)
    matrix = study.matrix(order=CaseOrder("attribute", "X"))
    assert [heading.name for heading in matrix.columns][:4] == order
    assert matrix.columns[3].group == ""
    assert "“X”" in matrix.case_order


def test_the_order_by_hand_and_by_name_have_no_groups(study: Study) -> None:
    """By hand as in the list of cases; by name whatever the accents; transcripts follow their cases."""
    by_hand = study.matrix(order=CaseOrder("hand"))
    assert [heading.name for heading in by_hand.columns[:-1]] == [case.name for case in study.cases]
    by_name = study.matrix(order=CaseOrder("name"))
    assert [heading.name for heading in by_name.columns[:-1]] == [
        "Agence É", "Firme A", "Firme B", "Sans rien",
    ]  # fmt: skip
    assert {heading.group for heading in (*by_hand.columns, *by_name.columns)} == {""}
    transcripts = study.matrix(columns="transcripts", order=CaseOrder("name"))
    assert [heading.name for heading in transcripts.columns] == ["E3", "E0", "E1", "E2", "E4"]
    with pytest.raises(NotFound):
        study.matrix(order=CaseOrder("attribute", "Rien"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", ["transcripts", "coders", "Type"])
def test_a_matrix_with_other_rows_is_written_in_every_form(study: Study, rows: str, form: str) -> None:
    """Whatever the rows are, nothing is missing on its way to a file."""
    matrix = study.matrix(rows=rows, order=CaseOrder("name"))
    assert matrix.rows_are == rows
    assert render(matrix, form, language="en")


def test_both_sides_cannot_be_anything_but_codes(study: Study) -> None:
    """A matrix without codes is refused with a sentence."""
    with pytest.raises(Refused, match="must be codes"):
        study.matrix(rows="cases", columns="transcripts")


def test_statuses_of_a_case_are_one_change(study: Study) -> None:
    """All transcripts of a case at once, taken back at once; the same again changes nothing."""
    code = study.codebook.find("Seul")
    both = [study.transcript("E0"), study.transcript("E1")]
    said = notes.set_statuses(both, code, "Seul", "not applicable", where="Firme A", present=study.statuses())
    line = study.apply(said)
    assert line.sentence == "Seul in Firme A: not applicable"
    assert {status.transcript for status in study.statuses()} == {known.id for known in both}
    assert not notes.set_statuses(both, code, "Seul", "not applicable", where="", present=study.statuses())
    more = notes.set_statuses(both, code, "Seul", "not raised", where="Firme A", present=study.statuses())
    study.apply(more)
    assert {status.value for status in study.statuses()} == {"not raised"}
    study.apply(notes.set_statuses(both, code, "Seul", None, where="Firme A", present=study.statuses()))
    assert study.statuses() == []
    for _each in range(3):
        study.undo()
    assert study.statuses() == []
