"""What is said on the command line about the form of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_csv_for_programs_has_no_apostrophes(study: Callable[..., Any], tmp_path: Path) -> None:
    """Words that begin like a formula are guarded for Excel, unless asked otherwise; the next command guards again."""
    assert study("summaries", "write", "Firme A", "Budget", "=SOMME(A1)").code == 0
    assert "'=SOMME(A1)" in study("summaries", "list", "--format", "csv").out
    bare = study("summaries", "list", "--format", "csv", "--no-apostrophe").out
    assert "=SOMME(A1)" in bare
    assert "'=" not in bare
    assert "'=SOMME(A1)" in study("summaries", "list", "--format", "csv").out
    target = tmp_path / "codings.csv"
    assert study("codings", "export", target, "--no-apostrophe").code == 0


def test_a_text_no_cell_can_hold_stands_whole_beside_the_workbook(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """In a text file with its reference; the cell ends with it, Read me says so, and the cell does not come back."""
    whole = "= un mot 😀 " * 4_000 + "fin"
    assert study("summaries", "write", "Firme A", "Budget", whole).code == 0
    target = tmp_path / "book.xlsx"
    assert study("export", "-o", target, "--date", "2026-03-01T10:00:00+01:00").code == 0
    (beside,) = tmp_path.glob("book – *.txt")
    assert beside.read_text(encoding="utf-8") == f"# Firme A – Moyens > Budget\n\n{whole}\n"
    book: Any = openpyxl.load_workbook(target)
    cut = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).endswith("[…] Firme A – Moyens > Budget")
    ]
    assert len(cut) == 1
    assert len(cut[0].encode("utf-16-le")) // 2 <= 32_767
    assert any("à côté de celui-ci" in str(row[1].value) for row in book.worksheets[0].iter_rows(max_col=2))
    assert "0 cells differ" in study("summaries", "import", target, "--dry-run").err
    first = target.read_bytes()
    assert study("export", "-o", target, "--date", "2026-03-01T10:00:00+01:00").code == 0
    assert target.read_bytes() == first
