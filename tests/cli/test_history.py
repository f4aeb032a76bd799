"""The history as an audit trail: filtered, and as files; and a code split from a script."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_history_is_filtered_by_whom_what_and_when(study: Callable[..., Any]) -> None:
    """Only what touched codes, only a coder's, only of some days; what was taken back stays in it."""
    everything = study("history", "--format", "json").json
    study("codebook", "add", "Nouveau")
    study("undo")
    study("code", "Anne", 50, 60, "Budget", "--coder", "Ben")
    codes = study("history", "--of", "code", "--format", "json").json
    assert "Nouveau" in codes[0]["label"]
    assert "Nouveau" in codes[1]["label"]
    assert not any("Budget" in line["label"] and "Anne" in line["label"] for line in codes)
    assert study("history", "--since", "2999-01-01", "--format", "json").json == []
    assert len(study("history", "--until", "31/12/2999", "--format", "json").json) == len(everything) + 3
    assert study("history", "--coder", "Nobody", "--format", "json").json == []
    assert len(study("history", "-n", "2", "--of", "code", "--format", "json").json) == 2
    assert study("history", "--since", "3/4").code == 1


def test_the_history_as_csv_and_word(study: Callable[..., Any], tmp_path: Path) -> None:
    """The same lines, read back."""
    wanted = [str(line["n"]) for line in study("history", "--format", "json").json]
    rows = list(
        csv.reader(io.StringIO(study("history", "--format", "csv").out.lstrip("\ufeff")), delimiter=";")
    )
    assert [row[0] for row in rows[1:]] == wanted
    file = tmp_path / "history.docx"
    assert study("history", "--format", "docx", "-o", file).code == 0
    table = Document(str(file)).tables[0]
    assert [row.cells[0].text for row in table.rows][1:] == wanted


def test_a_code_is_split_by_what_its_codings_are_about(study: Callable[..., Any]) -> None:
    """Those that pass the filters go to a code that is made for them; undo brings them back; none is refused."""
    text = study("transcripts", "show", "Anne").out
    for words in ("un budget de 300 euros", "Une personne et demie"):
        start = text.index(words)
        study("code", "Anne", start, start + len(words), "Budget")
    assert study("codebook", "split", "Budget", "Moyens > Personnes", "--text", "personne").code == 0
    assert [q["text"] for q in study("quotes", "--code", "Personnes", "--format", "json").json] == [
        "Une personne et demie"
    ]
    assert [q["text"] for q in study("quotes", "--code", "Budget", "--format", "json").json] == [
        "un budget de 300 euros"
    ]
    assert study("codebook", "split", "Budget", "Autre", "--text", "introuvable").code == 1
    assert "Autre" not in study("codebook", "show").out
    assert study("undo").code == 0
    assert len(study("quotes", "--code", "Budget", "--format", "json").json) == 2
    assert study("check").code == 0


def test_the_history_is_written_to_a_file_in_every_form(study: Callable[..., Any], tmp_path: Path) -> None:
    """With -o nothing is printed, and the file holds what is printed without it."""
    for form, name in (("text", "h"), ("json", "h.json"), ("csv", "h.csv"), ("docx", "h.docx")):
        target = tmp_path / "exports" / name
        result = study("history", "--format", form, "-o", target)
        assert (result.code, result.out) == (0, "")
        if form != "docx":
            written = target.read_text(encoding="utf-8-sig")
            assert written.rstrip("\n") == study("history", "--format", form).out.rstrip("\n")
