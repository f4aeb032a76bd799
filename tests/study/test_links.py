"""Every figure of a single matrix leads to its quotations, in the files that can hold a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from docx import Document

from interviewcoder.locales import speaking
from interviewcoder.study import exporting
from tests.study.generated import generated_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interviewcoder.study import Study

ASKED: Final[dict[str, dict[str, Any]]] = {
    "cases": {},
    "own": {"rollup": False, "columns": "coders"},
    "words": {"cells": "words", "columns": "Type"},
    "turned": {"rows": "cases", "cells": "presence"},
}
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with generated_study(tmp_path_factory.mktemp("linked"), 7) as made:
        yield made


def behind(study: Study, asked: dict[str, Any]) -> dict[tuple[int, int], int]:
    """Give how many passages stand behind each cell that has some, from another count."""
    counted = study.matrix(**{**asked, "cells": "segments"})
    return {
        (r, c): int(cell)
        for r, row in enumerate(counted.cells)
        for c, cell in enumerate(row)
        if isinstance(cell, int) and cell
    }


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_figures_in_excel_lead_to_their_quotations_and_back(
    study: Study, tmp_path: Path, asked: dict[str, Any]
) -> None:
    """Each to a heading with as many passages as it counts, whose link leads back to it; still a number for sums."""
    path = exporting.export_matrix(study, tmp_path / "m.xlsx", **asked)
    book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    matrix, quotes = book["Matrice"], book["Verbatims"]
    with speaking("fr"):
        expected, columns = behind(study, asked), study.matrix(**asked).columns
    found = {}
    for r, row in enumerate(matrix.iter_rows(min_row=4, min_col=2, max_col=1 + len(columns))):
        for c, cell in enumerate(row):
            if led := re.match(r"=HYPERLINK\(\"#'Verbatims'!A(\d+)\",", str(cell.value)):
                at = int(led[1])
                assert quotes.cell(at, 1).value == columns[c].name
                assert f'!{cell.coordinate}"' in str(quotes.cell(at, 5).value)
                passages = 0
                while quotes.cell(at + 1 + passages, 4).value:
                    passages += 1
                found[r, c] = passages
                assert isinstance(values["Matrice"][cell.coordinate].value, int | float)
    assert found == expected


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_figures_in_word_lead_to_their_quotations(
    study: Study, tmp_path: Path, asked: dict[str, Any]
) -> None:
    """Each to a heading below the tables, under which stand as many quotations as it counts."""
    document = Document(str(exporting.export_matrix(study, tmp_path / "m.docx", **asked)))
    paragraphs = list(document.element.body.iter(f"{_W}p"))
    names = {
        mark.get(f"{_W}name"): n for n, at in enumerate(paragraphs) for mark in at.iter(f"{_W}bookmarkStart")
    }
    styles = {at._p: at.style.name for at in document.paragraphs if at.style}
    found = {}
    for link in document.element.body.iter(f"{_W}hyperlink"):
        name = link.get(f"{_W}anchor")
        passages, at = 0, names[name] + 1
        while at < len(paragraphs) and styles.get(paragraphs[at]) == "Quote":
            passages, at = passages + 1, at + 2
        r, c = map(int, re.findall(r"\d+", name))
        found[r - 1, c - 1] = passages
    assert found == behind(study, asked)


def test_what_is_too_much_for_a_file_is_left_out_of_it(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the figures stand there without links; codes against codes and words have none either."""
    monkeypatch.setattr(exporting, "_BEHIND", {"docx": 3})
    some: list[tuple[str, dict[str, Any]]] = [
        ("docx", {}), ("csv", {}), ("docx", {"columns": "codes"}), ("docx", {"cells": "summary"}),
    ]  # fmt: skip
    for form, asked in some:
        assert exporting.quotations_behind(study, study.matrix(**asked), form, asked) is None
