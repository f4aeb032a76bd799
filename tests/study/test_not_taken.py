"""What comes back with a workbook and cannot be taken: it is told with its cell and its words, and the rest is taken."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.cli.main import main
from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.formats.tables import read_table
from interviewcoder.study import Study, codes, returning
from interviewcoder.study.returning import compare
from tests.study.edited import cell_of, definition_cell, edit, exported, said, studied, value_cell, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Give a study with something that may come back of every kind."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with studied(tmp_path) as made:
        yield made


def test_values_that_cannot_be_are_told_one_by_one_and_the_rest_is_taken(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run and the import say the same: the cell, the case, the attribute and what is wrong with the words."""

    def do(book: Any) -> None:
        value_cell(book, study, "Firme A", "Effectif").value = "abc"
        value_cell(book, study, "Firme A", "Depuis").value = "2020-02-30"
        value_cell(book, study, "Agence B", "Cotée").value = "peut-être"
        value_cell(book, study, "Agence B", "Effectif").value = 5
        cell_of(book["Synthèses"], study, "Firme A", "Moyens > Budget").value = "Autre."

    path = edit(exported(study), do)
    command = ["--lang", "en", "--study", str(study.folder), "summaries", "import", str(path)]
    told = []
    for options in (["--dry-run"], []):
        assert main([*command, *options]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    refused = told[0].split("Not taken:")[1]
    assert "Firme A, Effectif  (Cas!D2)" in refused
    assert "“abc” is not a number, and “Effectif” holds numbers." in refused
    assert "“2020-02-30” is not a day of the calendar" in refused
    assert "“peut-être” is neither yes nor no" in refused
    study.refresh()
    effectif = study.attribute("Effectif").id
    assert (study.case("Firme A").values[effectif], study.case("Agence B").values[effectif]) == (12, 5)
    assert said(study, "Firme A") == "Autre."


def test_words_for_what_is_gone_are_shown_and_what_nobody_edited_is_counted(study: Study) -> None:
    """Under a code, for a case and in an attribute that are no longer there; nothing of it is taken."""
    path = exported(study)

    def do(book: Any) -> None:
        cell_of(book["Synthèses"], study, "Firme A", "Moyens > Budget").value = "Un autre budget."
        cell_of(book["Synthèses"], study, "Agence B", "Moyens > Budget").value = None
        cell_of(book["Synthèses"], study, "Firme D", "Vécu").value = "Du vécu."
        definition_cell(book, study, "Budget").value = "Tout ce qui se paie."
        value_cell(book, study, "Firme A", "Type").value = "entreprise"

    edit(path, do)
    study.apply(codes.remove(study, study.codebook.find("Budget"))[0])
    gone = study.case("Firme D")
    study.apply(case_gestures.remove_case(gone, transcripts=[study.transcripts[3]], memos=(), summaries=()))
    study.apply(case_gestures.remove_attribute(study.attribute("Type"), study.cases))
    home = compare(study, path)
    assert [(d.what, d.where.split("!")[0], d.theirs) for d in home.of("problem")] == [
        ("Firme A – Moyens > Budget", "Synthèses", "Un autre budget."),
        ("Firme D – Vécu", "Synthèses", "Du vécu."),
        ("Moyens > Budget, definition", "Codes", "Tout ce qui se paie."),
        ("Firme A, Type", "Cas", "entreprise"),
    ]
    assert home.differences == home.of("problem")
    assert "1 cell that nobody has edited" in home.said[0]
    assert returning.apply(study, home) is None


def test_an_edit_of_a_text_that_was_cut_is_told(study: Study) -> None:
    """A cell that holds only the beginning of a text is compared with that beginning, and never taken."""
    long = "mot " * 9_000
    write(study, "Firme A", "Moyens > Budget", long)
    study.apply(case_gestures.set_values(study.case("Firme A"), {"Type": long.strip()}, study.attributes))
    path = exported(study)
    assert compare(study, path).differences == []

    def do(book: Any) -> None:
        for cell in (
            cell_of(book["Synthèses"], study, "Firme A", "Moyens > Budget"),
            value_cell(book, study, "Firme A", "Type"),
        ):
            cell.value += " et un mot de plus"

    home = compare(study, edit(path, do))
    assert [(d.outcome, d.what) for d in home.differences] == [
        ("problem", "Firme A – Moyens > Budget"),
        ("problem", "Firme A, Type"),
    ]
    assert "only the beginning" in home.differences[0].problem
    assert returning.apply(study, home) is None


def _copied_row(book: Any, study: Study, first: str, second: str) -> None:
    """Copy a row of the sheet of summaries under the others, and write into both."""
    sheet = book["Synthèses"]
    cell = cell_of(sheet, study, "Firme A", "Moyens > Budget")
    cell.value = first
    at = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(at, column).value = sheet.cell(cell.row, column).value
    sheet.cell(at, cell.column).value = second


@pytest.mark.parametrize("sheets", [False, True])
def test_copies_that_differ_are_told_with_both_cells(study: Study, *, sheets: bool) -> None:
    """A copied row, or a copied sheet: neither is taken, and each names the other."""

    def do(book: Any) -> None:
        if sheets:
            copy = book.copy_worksheet(book["Synthèses"])
            for sheet, text in ((book["Synthèses"], "L’un."), (copy, "L’autre.")):
                cell_of(sheet, study, "Firme A", "Moyens > Budget").value = text
        else:
            _copied_row(book, study, "L’un.", "L’autre.")

    home = compare(study, edit(exported(study), do))
    one, other = home.differences
    assert (one.outcome, one.theirs, other.outcome, other.theirs) == (
        "problem", "L’un.", "problem", "L’autre.",
    )  # fmt: skip
    assert other.where in one.problem
    assert one.where in other.problem
    assert home.said == []


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("Pareil.", "Pareil. ", "Pareil."),
        ("Firme A : peu d’argent.\nEt du temps.", "Seule la copie.", "Seule la copie."),
        ("Seul l’original.", None, "Seul l’original."),
        ("Firme A : peu d’argent.\nEt du temps.", None, None),
    ],
)
def test_a_copy_that_says_nothing_of_its_own_does_no_harm(
    study: Study, first: str, second: str | None, taken: str | None
) -> None:
    """Equal copies are one; what was left as it was exported, or was emptied beside a copy, does not count."""
    home = compare(study, edit(exported(study), lambda book: _copied_row(book, study, first, second or "")))
    assert [(d.outcome, d.theirs) for d in home.differences] == ([("theirs", taken)] if taken else [])


@pytest.mark.parametrize("sheet", ["Codes", "Cas", "Synthèses"])
def test_a_sheet_without_its_ids_is_named(study: Study, sheet: str) -> None:
    """Its hidden column deleted, nothing on it is read, and that is said."""
    home = compare(study, edit(exported(study), lambda book: book[sheet].delete_cols(1)))
    assert home.differences == []
    (sentence,) = home.said
    assert f"“{sheet}”" in sentence
    assert "Nothing was read" in sentence


def test_the_row_of_ids_deleted_is_told_as_well_and_so_is_a_copy_of_the_codes(study: Study) -> None:
    """Summaries without their codes' ids; a second sheet of codes, which is not read."""

    def do(book: Any) -> None:
        book["Synthèses"].delete_rows(1)
        book.copy_worksheet(book["Codes"])

    home = compare(study, edit(exported(study), do))
    assert [sentence.split("”")[0].split("“")[1] for sentence in home.said] == ["Synthèses", "Codes Copy"]


@pytest.mark.parametrize(("sheet", "row"), [("Codes", 3), ("Cas", 3), ("Synthèses", 4)])
def test_a_row_without_its_id_is_named(study: Study, sheet: str, row: int) -> None:
    """The id of one row deleted, that row is not read, and its number is said; all others are read."""

    def do(book: Any) -> None:
        book[sheet].cell(row, 1).value = None
        cell_of(book["Synthèses"], study, "Cabinet C", "Moyens > Budget").value = "Autre."

    home = compare(study, edit(exported(study), do))
    assert [d.outcome for d in home.differences] == ["theirs"]
    (sentence,) = home.said
    assert f"Row {row} of the sheet “{sheet}” was not read" in sentence


@pytest.mark.needs_tool("soffice")
def test_an_opendocument_spreadsheet_is_called_what_it_is(study: Study, tmp_path: Path) -> None:
    """The workbook, and any other table, saved as .ods: one line says what to do."""
    shutil.copy(exported(study), tmp_path / "book.xlsx")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "book.xlsx")], check=True, capture_output=True, timeout=120)
    for read in (lambda path: compare(study, path), read_table):
        with pytest.raises(Unreadable, match=r"OpenDocument spreadsheet.*\.xlsx"):
            read(tmp_path / "book.ods")


def test_a_whole_number_is_not_edited_because_it_was_kept_with_a_point(study: Study) -> None:
    """12.0 leaves as 12 and comes back as 12, so that nobody has edited it when its attribute is gone."""
    study.apply(case_gestures.set_values(study.case("Firme A"), {"Effectif": 12.0}, study.attributes))
    path = exported(study)
    study.apply(case_gestures.remove_attribute(study.attribute("Effectif"), study.cases))
    home = compare(study, path)
    assert home.differences == []
    assert "1 cell that nobody has edited" in home.said[0]
