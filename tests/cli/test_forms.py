"""What is said on the command line about the form of an export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

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


def test_a_table_for_the_thesis_comes_without_its_quotations_if_asked(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """With --figures-only the workbook has the one sheet; without, the quotations stand on a second one."""
    sheets = []
    for said in ((), ("--figures-only",)):
        assert study("matrix", "-o", tmp_path / "m.xlsx", *said).code == 0
        sheets.append(openpyxl.load_workbook(tmp_path / "m.xlsx").sheetnames)
    assert len(sheets[0]) == 2
    assert sheets[1] == sheets[0][:1]


WRITERS = (
    ("matrix",), ("quotes",), ("memos", "list"), ("summaries", "list"), ("agreement",), ("history",),
    ("report", "theme", "Budget"), ("codebook", "compare", "v1"),
)  # fmt: skip
SIGNS = {
    ".docx": b"PK",
    ".xlsx": b"PK",
    ".png": b"\x89PNG",
    ".csv": b"\xef\xbb\xbf",
    ".html": b"<!DOCTYPE html>",
}


@pytest.fixture
def coded(study: Callable[..., Any]) -> Callable[..., Any]:
    """Have something to write of every kind: two coders, a memo, a summary, a version of the codebook."""
    for coder in ("Ana", "Ben"):
        assert study("code", "Anne", 52, 60, "Budget", "--coder", coder).code == 0
    assert study("memos", "write", "Une note").code == 0
    assert study("summaries", "write", "Firme A", "Budget", "Peu.").code == 0
    assert study("codebook", "freeze", "v1").code == 0
    return study


@pytest.mark.parametrize("verb", WRITERS, ids=" ".join)
def test_a_file_is_written_in_the_form_its_suffix_says(
    coded: Callable[..., Any], tmp_path: Path, verb: tuple[str, ...]
) -> None:
    """For every verb with -o, every suffix gives the bytes of its form and nothing on stdout, or no file and a refusal."""
    written = set()
    for suffix in (".txt", ".json", ".csv", ".md", ".html", ".docx", ".xlsx", ".png"):
        target = tmp_path / "exports" / f"a{suffix}"
        result = coded(*verb, "-o", target)
        assert result.out == ""
        assert target.exists() == (result.code == 0)
        if not result.code:
            written.add(suffix)
            data = target.read_bytes()
            assert data.startswith(SIGNS.get(suffix, b""))
            assert suffix != ".json" or json.loads(data) is not None
    assert len(written) >= 2
    assert ".docx" in written or verb[0] in {"summaries", "agreement"}


@pytest.mark.parametrize("verb", WRITERS, ids=" ".join)
def test_a_form_that_contradicts_the_suffix_is_refused_in_one_line(
    coded: Callable[..., Any], tmp_path: Path, verb: tuple[str, ...]
) -> None:
    """Whichever of the two is said first, no file is made; a suffix that is no form's wants the form to be said."""
    form = "docx" if verb == ("history",) else "md"
    for order in (
        ("--format", form, "-o", tmp_path / "a.json"),
        ("-o", tmp_path / "a.json", "--format", form),
    ):
        result = coded(*verb, *order)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
        assert "contradicts" in result.err
    assert coded(*verb, "--format", form, "-o", tmp_path / "a.2026").code == 0
    assert coded(*verb, "-o", tmp_path / "a.pdf").err.count("\n") == 1
    assert not (tmp_path / "a.json").exists()
    assert not (tmp_path / "a.pdf").exists()


def test_parts_of_agreement_and_the_workbook_are_refused_in_forms_they_do_not_have(
    coded: Callable[..., Any], tmp_path: Path
) -> None:
    """The places of disagreement as a table, the paragraph as JSON, the workbook as csv: one line and no file."""
    for arguments in (
        ("agreement", "--disagreements", "-o", tmp_path / "a.csv"),
        ("agreement", "--method", "-o", tmp_path / "a.json"),
        ("export", "-o", tmp_path / "a.csv"),
    ):
        result = coded(*arguments)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert coded("agreement", "--method", "-o", tmp_path / "a.txt").out == ""
    assert "Ben" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.glob("a.*")] == ["a.txt"]


def test_the_tables_of_other_programs_are_csv_by_their_suffix(
    coded: Callable[..., Any], tmp_path: Path
) -> None:
    """Tidy and qca are written under .csv when they are asked for."""
    target = tmp_path / "a.csv"
    for form in ("tidy", "qca"):
        assert coded("matrix", "--format", form, "-o", target).code == 0
        assert target.read_text(encoding="utf-8").rstrip("\n") == coded(
            "matrix", "--format", form
        ).out.rstrip("\n")
