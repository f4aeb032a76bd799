"""The codebook as an appendix: what stands in it is what the study holds, and how it came to be."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document

from interviewcoder.domain.gestures import codes as gestures
from interviewcoder.study import Study, codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Give a study whose codebook was added to, renamed, and once changed for nothing."""
    with Study.create(tmp_path / "study", language="en", coder="Ana") as made:
        made.add_code(["Means", "Budget | money"])
        made.apply(gestures.rename_code(made.codebook, made.codebook.find("Means"), "Resources"))
        made.add_code(["Mistaken"])
        made.undo()
        yield made


def said(study: Study, suffix: str, folder: Path) -> list[list[str]]:
    """Give the rows that say how the codebook changed."""
    path = codes.write(study, folder / f"codebook.{suffix}")
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(path)["Changes"]
        return [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    if suffix == "docx":
        table = Document(BytesIO(path.read_bytes())).tables[-1]
        return [[cell.text for cell in row.cells] for row in table.rows][1:]
    lines = path.read_text(encoding="utf-8").split("## How the codebook changed")[1].strip().split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md"])
def test_it_says_what_was_done_and_is_not_taken_back(study: Study, suffix: str, tmp_path: Path) -> None:
    """Number, day, coder and sentence of each change, the oldest first; what was undone is left out."""
    rows = said(study, suffix, tmp_path)
    wanted = [line for line in reversed(study.history()) if line.kind == "do" and not line.undone]
    assert [int(row[0]) for row in rows] == [line.n for line in wanted]
    assert {row[2] for row in rows} == {"Ana"}
    assert "Resources" in rows[-1][3]
    assert not any("Mistaken" in row[3] for row in rows)


def test_other_changes_of_the_study_are_no_changes_of_the_codebook(study: Study) -> None:
    """A case added is in the history, not here."""
    from interviewcoder.domain.gestures import cases

    before = study.standing("code")
    study.apply(cases.add_case("Firm", study.cases))
    assert study.standing("code") == before


def test_a_codebook_in_excel_is_read_back_for_all_its_second_sheet(study: Study, tmp_path: Path) -> None:
    """The changes do not come in as codes."""
    path = codes.write(study, tmp_path / "codebook.xlsx")
    assert codes.take_in(study, codes.read(study, path)[0], path.name) is None
