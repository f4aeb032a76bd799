"""The way back: a workbook that was edited comes home, and only what was edited changes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.cli.main import main
from interviewcoder.domain.errors import Refused, Unreadable
from interviewcoder.domain.gestures import cases as case_gestures
from interviewcoder.study import Study, returning
from interviewcoder.study.returning import compare, three_way
from tests.study.edited import CASES, cell_of, edit, exported, said, studied, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Give a study with something that may come back of every kind."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with studied(tmp_path) as made:
        yield made


def test_an_untouched_workbook_brings_nothing(study: Study) -> None:
    """Nothing differs, and taking it in changes nothing."""
    home = compare(study, exported(study))
    assert home.differences == []
    assert home.said == []
    before = study.history(1)
    assert returning.apply(study, home) is None
    assert study.history(1) == before


def test_edited_and_new_summaries_come_home_as_one_change(study: Study) -> None:
    """Words changed, words in an empty cell; one undo takes both back."""

    def do(book: Any) -> None:
        sheet = book["Synthèses"]
        cell_of(sheet, study, "Firme A", "Moyens > Budget").value = "Beaucoup d’argent."
        cell_of(sheet, study, "Firme D", "Vécu").value = "=Rien n’est dit"
        cell_of(sheet, study, "Firme D", "Vécu").data_type = "s"

    home = compare(study, edit(exported(study), do))
    assert [(d.outcome, d.what) for d in home.differences] == [
        ("theirs", "Firme A – Moyens > Budget"), ("theirs", "Firme D – Vécu"),
    ]  # fmt: skip
    assert home.differences[0].left == "Firme A : peu d’argent.\nEt du temps."
    line = returning.apply(study, home)
    assert line is not None
    assert (said(study, "Firme A"), said(study, "Firme D", "Vécu")) == (
        "Beaucoup d’argent.",
        "=Rien n’est dit",
    )
    study.undo()
    assert (said(study, "Firme D", "Vécu"), said(study, "Firme A")[:7]) == ("", "Firme A")


def test_what_both_changed_is_a_conflict_and_ours_stays_unless_told(study: Study) -> None:
    """The three versions are known; theirs is taken only when asked for."""
    path = exported(study)
    write(study, "Firme A", "Moyens > Budget", "À nous.")
    write(study, "Agence B", "Moyens > Budget", "Seulement à nous.")
    edit(path, lambda book: setattr(
        cell_of(book["Synthèses"], study, "Firme A", "Moyens > Budget"), "value", "À eux.",
    ))  # fmt: skip
    home = compare(study, path)
    conflict, ours = home.differences
    assert (conflict.outcome, conflict.left, conflict.theirs, conflict.ours) == (
        "conflict", "Firme A : peu d’argent.\nEt du temps.", "À eux.", "À nous.",
    )  # fmt: skip
    assert ours.outcome == "ours"
    returning.apply(study, home)
    assert said(study, "Firme A") == "À nous."
    returning.apply(study, home, conflicts="theirs")
    assert (said(study, "Firme A"), said(study, "Agence B")) == ("À eux.", "Seulement à nous.")


def test_an_emptied_cell_removes_only_after_a_yes_and_a_missing_row_never(study: Study) -> None:
    """What is gone from the file is not gone from the study."""

    def do(book: Any) -> None:
        sheet = book["Synthèses"]
        cell_of(sheet, study, "Firme A", "Moyens > Budget").value = None
        sheet.delete_rows(cell_of(sheet, study, "Agence B", "Moyens > Budget").row)

    home = compare(study, edit(exported(study), do))
    assert [d.outcome for d in home.differences] == ["emptied"]
    returning.apply(study, home)
    assert said(study, "Firme A")
    returning.apply(study, home, emptied=True)
    assert not said(study, "Firme A")
    assert said(study, "Agence B")


def test_numbers_formulas_and_dates_are_reported_and_left(study: Study) -> None:
    """Only words are summaries."""

    def do(book: Any) -> None:
        sheet = book["Synthèses"]
        cell_of(sheet, study, "Firme A", "Moyens > Budget").value = 12
        cell_of(sheet, study, "Agence B", "Moyens > Budget").value = "=1+1"

    home = compare(study, edit(exported(study), do))
    assert {d.outcome for d in home.differences} == {"problem"}
    assert len(home.differences) == 2
    assert returning.apply(study, home) is None


def test_definitions_and_attributes_come_home_wherever_their_columns_are(study: Study) -> None:
    """Headings renamed, rows sorted: ids and names find the cells."""

    def do(book: Any) -> None:
        sheet, cases = book["Codes"], book["Cas"]
        row = next(cell.row for cell in sheet["A"] if cell.value == study.codebook.find("Budget").id)
        column = next(cell.column for cell in sheet[1] if cell.value == "Définition")
        sheet.cell(row, column).value = "Tout ce qui se paie."
        sheet.cell(1, column).value = "Sens"
        row = next(cell.row for cell in cases["A"] if cell.value == study.case("Firme A").id)
        titles = {cell.value: cell.column for cell in cases[1]}
        cases.cell(row, titles["Type"]).value = "entreprise"
        cases.cell(row, titles["Effectif"]).value = 120
        row = next(cell.row for cell in cases["A"] if cell.value == study.case("Agence B").id)
        cases.cell(row, titles["Cotée"]).value = "non"

    home = compare(study, edit(exported(study), do))
    assert {d.outcome for d in home.differences} == {"theirs"}
    returning.apply(study, home)
    names = {attribute.name: attribute.id for attribute in study.attributes}
    firm, agency = study.case("Firme A").values, study.case("Agence B").values
    assert study.codebook.find("Budget").definition["fr"] == "Tout ce qui se paie."
    assert (firm[names["Type"]], firm[names["Effectif"]], firm[names["Depuis"]]) == (
        "entreprise",
        120,
        "2010-03-01",
    )
    assert agency == {names["Cotée"]: False}


def test_rows_sorted_without_their_ids_are_refused(study: Study) -> None:
    """Words beside the wrong names are left where they are, and that is said."""

    def do(book: Any) -> None:
        sheet = book["Synthèses"]
        first, second = (cell_of(sheet, study, case, "Moyens > Budget").row for case in CASES[:2])
        for column in range(2, sheet.max_column + 1):
            one, two = sheet.cell(first, column), sheet.cell(second, column)
            one.value, two.value = two.value, one.value

    home = compare(study, edit(exported(study), do))
    assert home.differences == []
    assert "Synthèses" in home.said[0]


def test_another_studys_file_and_no_workbook_at_all_are_refused(study: Study, tmp_path: Path) -> None:
    """One line says why, and nothing changes."""
    path = exported(study)
    with (
        Study.create(tmp_path / "other", title="Autre", language="fr", coder="Ana") as other,
        pytest.raises(Refused, match=r"another study|une autre étude"),
    ):
        compare(other, path)
    bad = tmp_path / "bad.xlsx"
    for content in (b"", b"PK\x03\x04", path.read_bytes()[:2000], b"a;b\n1;2\n"):
        bad.write_bytes(content)
        with pytest.raises(Unreadable):
            compare(study, bad)
    from openpyxl import Workbook

    book = Workbook()
    book.save(bad)
    with pytest.raises(Unreadable, match="export"):
        compare(study, bad)


@pytest.mark.needs_tool("soffice")
def test_a_workbook_sorted_extended_and_saved_by_libreoffice_comes_home(study: Study, tmp_path: Path) -> None:
    """Rows turned round, a column inserted, words changed on both sides, all saved again by LibreOffice."""
    path = exported(study)

    def do(book: Any) -> None:
        sheet = book["Synthèses"]
        cell_of(
            sheet, study, "Firme A", "Moyens > Budget"
        ).value = "Changé là-bas, « ça » — 😀.\nDeux lignes."
        cell_of(sheet, study, "Cabinet C", "Moyens > Budget").value = "Des deux côtés, eux."
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for at, row in enumerate(reversed(rows), 3):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
        sheet.insert_cols(2)
        sheet["B2"] = "Remarque de la directrice"
        sheet["B4"] = "à revoir"
        sheet.title = "Synthèses relues"

    edit(path, do)
    home_of = f"-env:UserInstallation=file://{tmp_path}/profile"
    (tmp_path / "saved").mkdir()
    command = ["soffice", home_of, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    write(study, "Cabinet C", "Moyens > Budget", "Des deux côtés, nous.")
    home = compare(study, tmp_path / "saved" / path.name)
    assert [(d.outcome, d.what, d.theirs) for d in sorted(home.differences, key=lambda d: d.outcome)] == [
        ("conflict", "Cabinet C – Moyens > Budget", "Des deux côtés, eux."),
        ("theirs", "Firme A – Moyens > Budget", "Changé là-bas, « ça » — 😀.\nDeux lignes."),
    ]
    assert home.said == []


def test_a_case_named_like_a_code_is_not_taken_for_it(study: Study) -> None:
    """A label is only held against the labels of the same kind, so the sheet is not left."""
    study.apply(case_gestures.rename_case(study.case("Firme D"), "Moyens", study.cases))
    path = edit(exported(study), lambda book: setattr(
        cell_of(book["Synthèses"], study, "Moyens", "Moyens > Budget"), "value", "Vécu",
    ))  # fmt: skip
    home = compare(study, path)
    assert home.said == []
    assert [(d.outcome, d.what) for d in home.differences] == [("theirs", "Moyens – Moyens > Budget")]


def test_names_of_columns_that_a_program_dropped_are_missed_aloud(study: Study) -> None:
    """Definitions and attributes are not looked for by their headings; summaries come home all the same."""

    def do(book: Any) -> None:
        for name in list(book.defined_names):
            del book.defined_names[name]
        cell_of(book["Synthèses"], study, "Firme A", "Moyens > Budget").value = "Autre."

    home = compare(study, edit(exported(study), do))
    assert [d.outcome for d in home.differences] == ["theirs"]
    assert [sentence.split("”")[0].split("“")[1] for sentence in home.said] == ["Codes", "Cas"]


def test_three_way_is_decided_by_hashes_alone() -> None:
    """Blanks at the ends and kinds of line end do not make a difference; anything else does."""
    from interviewcoder.formats.workbook.comparing import fingerprint

    assert three_way(fingerprint("a\nb"), "a \r\nb ", "a\nb") is None
    assert three_way(fingerprint("a"), "b", "a") == "theirs"
    assert three_way(fingerprint("a"), "", "a") == "emptied"
    assert three_way(fingerprint("a"), "a", "b") == "ours"
    assert three_way(fingerprint("a"), "c", "b") == "conflict"
    assert three_way(fingerprint("a"), "b", "b") is None


def test_the_command_shows_first_and_takes_then(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run prints exactly what would be done, and changes nothing."""
    path = edit(exported(study), lambda book: setattr(
        cell_of(book["Synthèses"], study, "Firme A", "Moyens > Budget"), "value", "\x1b[2JAutre [b]."[4:],
    ))  # fmt: skip
    where = ["--lang", "en", "--study", str(study.folder), "summaries", "import", str(path)]
    assert main([*where, "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert "Firme A – Moyens > Budget" in out
    assert "Autre [b]." in out
    assert "dry run" in err
    assert said(study, "Firme A").startswith("Firme A")
    assert main(where) == 0
    study.refresh()
    assert said(study, "Firme A") == "Autre [b]."
