"""A study with everything that may come back from a workbook, and edits of the workbook as people make them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.domain.gestures import codes as code_gestures
from interviewcoder.domain.gestures import notes
from interviewcoder.domain.text import Span
from interviewcoder.study import Study, exporting, importing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from interviewcoder.domain.records import AttributeKind, Value

CASES = ("Firme A", "Agence B", "Cabinet C", "Firme D")
PATHS = (("Moyens",), ("Moyens", "Budget"), ("Moyens", "Équipe"), ("Vécu",))


def interviewed(tmp_path: Path, cases: Iterable[str]) -> Study:
    """Make a study with one interview a case."""
    made = Study.create(tmp_path / "study", title="Étude", language="fr", coder="Ana")
    for n, name in enumerate(cases):
        file = tmp_path / f"Entretien {n}.txt"
        file.write_text(f"Anne : Oui, le budget {n}.\nBruno : Non.\n", encoding="utf-8")
        importing.import_file(made, file, case=name)
    return made


@contextmanager
def studied(tmp_path: Path) -> Iterator[Study]:
    """Make a study with summaries, definitions and attributes of every kind."""
    made = interviewed(tmp_path, CASES)
    for path in PATHS:
        made.add_code(path)
    budget = made.codebook.find("Budget")
    made.apply(code_gestures.describe_code(made.codebook, budget, {"definition": {"fr": "L’argent."}}))
    made.code_passage(made.transcripts[0], Span(7, 10), [budget])
    kinds: dict[str, AttributeKind] = {
        "Type": "text",
        "Effectif": "number",
        "Depuis": "date",
        "Cotée": "boolean",
    }
    for name, kind in kinds.items():
        made.apply(case_gestures.add_attribute(name, kind, made.attributes))
    values: dict[str, Value] = {"Type": "firme", "Effectif": 12, "Depuis": "2010-03-01", "Cotée": True}
    made.apply(case_gestures.set_values(made.case("Firme A"), values, made.attributes))
    for case in CASES[:3]:
        write(made, case, "Moyens > Budget", f"{case} : peu d’argent.\nEt du temps.")
    yield made
    made.close()


def write(study: Study, case: str, code: str, text: str) -> None:
    """Write a summary in the study."""
    found = study.codebook.find(code)
    before = summary(study, case, code)
    study.apply(notes.write_summary(study.case(case), found, code, text, before=before, coder=None))


def summary(study: Study, case: str, code: str) -> Any:
    """Give the summary of a case under a code."""
    wanted = (study.case(case).id, study.codebook.find(code).id)
    return next((s for s in study.summaries() if (s.case, s.code) == wanted), None)


def said(study: Study, case: str, code: str = "Moyens > Budget") -> str:
    """Give the words of a summary, empty when there is none."""
    found = summary(study, case, code)
    return found.text if found else ""


def exported(study: Study) -> Path:
    """Write the workbook."""
    return exporting.export(study, made="2024-03-01T14:05:00+01:00")


def cell_of(sheet: Any, study: Study, case: str, code: str) -> Any:
    """Give the cell of a summary, by its ids."""
    guid, wanted = study.codebook.find(code).id, study.case(case).id
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == guid)
    row = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == wanted)
    return sheet.cell(row, column)


def edit(path: Path, do: Callable[[Any], None]) -> Path:
    """Edit a workbook as somebody would."""
    book = load_workbook(path)
    do(book)
    book.save(path)
    return path


def value_cell(book: Any, study: Study, case: str, attribute: str) -> Any:
    """Give the cell of a value on the sheet of cases."""
    sheet = book["Cas"]
    row = next(cell.row for cell in sheet["A"] if cell.value == study.case(case).id)
    return sheet.cell(row, next(cell.column for cell in sheet[1] if cell.value == attribute))


def definition_cell(book: Any, study: Study, code: str) -> Any:
    """Give the cell of a definition."""
    sheet = book["Codes"]
    row = next(cell.row for cell in sheet["A"] if cell.value == study.codebook.find(code).id)
    return sheet.cell(row, next(cell.column for cell in sheet[1] if cell.value == "Définition"))
