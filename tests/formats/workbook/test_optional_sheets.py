"""The sheets that are there when asked for: what they show equals the matrices, read back with openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.study.generated import TYPES, generated_study

from interviewcoder.domain.errors import NotFound
from interviewcoder.locales import _, speaking
from interviewcoder.study import exporting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Give a generated study, with everything said in its language."""
    with speaking("fr"), generated_study(tmp_path, 5) as made:
        yield made


def opened(study: Study, *sheets: str) -> Any:
    return openpyxl.load_workbook(exporting.export(study, sheets=sheets or None), data_only=True)


def grid(sheet: Any) -> tuple[list[str], dict[str, list[Any]]]:
    """Give the turned header of a grid, and for each label (theme, code) its figures."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(rows) if row[:2] == ["Thème", "Code"])
    return rows[at][2:], {f"{row[0]}|{row[1]}": row[2:] for row in rows[at + 1 :] if row[0]}


def test_what_is_handed_in_has_no_optional_sheet_and_all_has_every_one(study: Study) -> None:
    """Nine sheets and the hidden one; the others by name, in either language, or all."""
    assert opened(study).sheetnames[-1] == "_meta"
    assert not {"Couverture", "Données", "Journal", "Graphiques"} & set(opened(study).sheetnames)
    every = opened(study, "all").sheetnames
    assert {
        "Couverture",
        "Co-occurrences",
        "Co-occurrences (Jaccard)",
        "Graphiques",
        "Données",
        "Journal",
    } <= set(every)
    assert opened(study, "données", "Coverage").sheetnames == ["Lisez-moi", "Couverture", "Données", "_meta"]
    with pytest.raises(NotFound):
        opened(study, "Feuille inconnue")


def test_coverage_is_the_share_of_participants_words_in_per_cent(study: Study) -> None:
    """Every cell is the matrix of coverage, times a hundred."""
    matrix = study.matrix(cells="coverage")
    head, lines = grid(opened(study, "coverage")["Couverture"])
    assert head[: len(matrix.columns)] == [heading.name for heading in matrix.columns]
    for figures, row in zip(lines.values(), matrix.cells, strict=True):
        assert figures[: len(row)] == [None if cell is None else pytest.approx(100 * cell) for cell in row]


@pytest.mark.parametrize(
    ("name", "kind"), [("Co-occurrences", "segments"), ("Co-occurrences (Jaccard)", "jaccard")]
)
def test_cooccurrences_are_the_matrix_of_codes_against_codes(study: Study, name: str, kind: str) -> None:
    """Every figure, the diagonal too."""
    matrix = study.matrix(columns="codes", cells=kind)
    _head, lines = grid(opened(study, "cooccurrences")[name])
    assert [figures[: len(matrix.columns)] for figures in lines.values()] == [
        [None if cell is None else pytest.approx(cell) for cell in row] for row in matrix.cells
    ]


def test_data_has_a_row_for_each_case_and_code(study: Study) -> None:
    """Zeros too, the attributes of the case beside them, the same figures as the matrices."""
    rows = list(opened(study, "data")["Données"].iter_rows(values_only=True))
    head, body = rows[0], rows[1:]
    matrices = {
        kind: study.matrix(cells=kind)
        for kind in ("segments", "transcripts", "words", "coverage", "presence")
    }
    matrix = matrices["segments"]
    assert len(body) == len(matrix.rows) * len(matrix.columns)
    columns = {"presence": "Présence", "segments": "Segments", "transcripts": "Entretiens", "words": "Mots",
               "coverage": "Part des mots des participants"}  # fmt: skip
    for n, line in enumerate(body):
        column, row = divmod(n, len(matrix.rows))
        shown = dict(zip(head, line, strict=True))
        assert (shown["Cas"], shown["Code"]) == (matrix.columns[column].name, matrix.rows[row].name)
        for kind, title in columns.items():
            expected = matrices[kind].cells[row][column]
            assert shown[title] == (None if expected is None else pytest.approx(expected))
        assert shown["Type"] == TYPES.get(shown["Cas"])


def test_the_log_has_every_line_of_the_history(study: Study) -> None:
    """The newest first, with who and what, in the language of the study."""
    rows = list(opened(study, "history")["Journal"].iter_rows(values_only=True))[1:]
    assert [row[0] for row in rows] == [line.n for line in study.history()]
    assert {row[2] for row in rows} == {"Ana"}


def test_the_chart_draws_how_many_cases_of_each_group_have_a_code(study: Study) -> None:
    """The table beside it is counted from the matrix of presence, and the chart says in words what it is."""
    book = openpyxl.load_workbook(exporting.export(study, sheets=["charts"]))
    sheet = book["Graphiques"]
    rows = list(sheet.iter_rows(values_only=True))
    groups = rows[0][1:]
    presence = study.matrix(cells="presence")
    for line, cells in zip(rows[1:], presence.cells, strict=True):
        for group, figure in zip(groups, line[1:], strict=True):
            cases = [
                cell for cell, heading in zip(cells, presence.columns, strict=True)
                if heading.id and (heading.group or "Cas") == group
            ]  # fmt: skip
            assert figure == sum(1 for cell in cases if cell)
    assert len(vars(sheet)["_charts"]) == 1


def test_the_order_of_the_cases_is_the_one_asked_for_on_every_sheet(study: Study) -> None:
    """Matrix and quotations follow it, and the figures lead where they say (the file is refused otherwise)."""
    from interviewcoder.study.ordering import CaseOrder

    path = exporting.export(study, order=CaseOrder("similarity"))
    book = openpyxl.load_workbook(path, data_only=True)
    wanted = [heading.name for heading in study.matrix(order=CaseOrder("similarity")).columns]
    head, _lines = grid(book["Matrice"])
    assert head[: len(wanted)] == wanted
    cases = [row[1] for row in book["Cas"].iter_rows(min_row=2, values_only=True)]
    assert cases == [name for name in wanted if name in cases]
    readme = "\n".join(
        str(cell) for row in book["Lisez-moi"].iter_rows(values_only=True) for cell in row if cell
    )
    assert "Par ressemblance" in readme


def test_reliability_is_the_report_on_agreement(study: Study) -> None:
    """A row for each code that was used, numbers as numbers, the whole last."""
    report = study.agreement()
    rows = list(opened(study, "reliability")["Fiabilité"].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if row[0] == "Code")
    used = [code for code in report.codes if code.used]
    assert [row[0] for row in rows[top + 1 :]] == [*(code.code for code in used), _("All codes, pooled")]
    for row, figures in zip(rows[top + 1 :], [*(code.figures for code in used), report.pooled], strict=True):
        assert row[1:5] == (figures.a, figures.b, figures.c, figures.d)
        assert row[7:9] == (pytest.approx(figures.kappa), pytest.approx(figures.alpha))
