"""``transcripts correct`` and ``transcripts review``: what they print, what they do, what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def prepared(study: Callable[..., Any], tmp_path: Path) -> Path:
    """Code three passages of Anne; give a file in which one stays, one changes, one is gone."""
    text = study("transcripts", "show", "Anne").out
    for words in ("En 2010", "un budget de 300 euros", "Une personne et demie"):
        start = text.index(words)
        assert study("code", "Anne", start, start + len(words), "Budget").code == 0
    file = tmp_path / "corrected.txt"
    file.write_text(text.replace("300", "400").replace(" Une personne et demie.", ""), encoding="utf-8")
    return file


def test_a_correction_says_what_becomes_of_each_coding(study: Callable[..., Any], tmp_path: Path) -> None:
    """A dry run first; then the same, done; the numbers are those of the contract."""
    file = prepared(study, tmp_path)
    dry = study("transcripts", "correct", "Anne", file, "--dry-run", "--format", "json").json
    assert (dry["same"], len(dry["review"]), dry["dry_run"]) == (1, 2, True)
    assert "300" in study("transcripts", "show", "Anne").out
    done = study("transcripts", "correct", "Anne", file, "--format", "json").json
    assert done["review"] == dry["review"]
    assert "400" in study("transcripts", "show", "Anne").out
    assert {line["proposed"] for line in done["review"]} == {"un budget de 400 euros", None}
    assert "2 codings wait" in study("check").err
    assert "already" in study("transcripts", "correct", "Anne", file).err


def test_what_waits_is_decided_from_the_shell(study: Callable[..., Any], tmp_path: Path) -> None:
    """Accept, set aside, remove; a number that is not there is refused; undo takes each back."""
    study("transcripts", "correct", "Anne", prepared(study, tmp_path))
    listed = study("transcripts", "review", "Anne", "--format", "json").json
    gone = next(n for n, line in enumerate(listed, 1) if line["proposed"] is None)
    assert study("transcripts", "review", "Anne", "--accept", gone).code == 1
    assert study("transcripts", "review", "Anne", "--accept", "9").code == 1
    assert study("transcripts", "review", "Anne", "--accept", "all").code == 0
    left = study("transcripts", "review", "Anne", "--format", "json").json
    assert [line["proposed"] for line in left] == [None]
    assert "set aside" in study("transcripts", "review", "Anne", "--aside", "1").out
    assert "Nothing waits" in study("transcripts", "review", "Anne", "--drop", "1").err
    assert study("undo").code == 0
    assert len(study("transcripts", "review", "Anne", "--format", "json").json) == 1
    quotes = [row["text"] for row in study("quotes", "--format", "json").json]
    assert "un budget de 400 euros" in quotes
    assert study("check").code == 0


def test_a_file_that_cannot_be_read_changes_nothing(study: Callable[..., Any], tmp_path: Path) -> None:
    """One line that says what is wrong."""
    before = study("transcripts", "show", "Anne").out
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"not a document")
    assert study("transcripts", "correct", "Anne", broken).code == 1
    assert study("transcripts", "correct", "Anne", tmp_path / "gone.txt").code == 1
    assert study("transcripts", "show", "Anne").out == before


def test_what_waits_is_counted_in_every_list(study: Callable[..., Any], tmp_path: Path) -> None:
    """The list of transcripts, as text and json, the sheet of transcripts and the first sheet say how many."""
    import openpyxl

    assert "To review" not in study("transcripts", "list").out
    study("transcripts", "correct", "Anne", prepared(study, tmp_path))
    rows = study("transcripts", "list", "--format", "json").json
    assert {row["name"]: row["waiting"] for row in rows}["Anne"] == 2
    listed = study("transcripts", "list")
    assert "To review" in listed.out
    assert "2 codings wait for a decision" in listed.err
    assert study("export", "-o", tmp_path / "book.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    first = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(str(value).startswith("2 codages attendent") for value in first)
    (sheet,) = (sheet for sheet in book.worksheets if sheet.title == "Entretiens")
    place = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Anne"]
    headings = next(row for row in sheet.iter_rows(values_only=True) if "À revoir" in row)
    assert place[0][headings.index("À revoir")] == 2


def test_a_place_that_is_none_is_refused_in_a_line(study: Callable[..., Any], tmp_path: Path) -> None:
    """Where a place is given by hand it must be inside the text, and begin before it ends."""
    study("transcripts", "correct", "Anne", prepared(study, tmp_path))
    for start, end in ((5, 5), (9, 5), (0, 99_999), (-4, 5)):
        refused = study("transcripts", "review", "Anne", "--at", 1, start, end)
        assert (refused.code, refused.err.count("\n")) == (1, 1)
        assert "is no passage of it" in refused.err
    assert study("transcripts", "review", "Anne", "--at", 1, 0, 5).code == 0


def test_what_is_set_aside_already_is_not_set_aside_again(study: Callable[..., Any], tmp_path: Path) -> None:
    """The second time nothing is written, also when it is asked together with another."""
    study("transcripts", "correct", "Anne", prepared(study, tmp_path))
    study("transcripts", "review", "Anne", "--aside", 1)
    before = len(study("history", "--format", "json").json)
    assert "already" in study("transcripts", "review", "Anne", "--aside", 1).err
    assert len(study("history", "--format", "json").json) == before
    assert study("transcripts", "review", "Anne", "--aside", 1, "--aside", 2).code == 0
    lines = study("history", "--format", "json").json
    assert len(lines) == before + 1
    waiting = study("transcripts", "review", "Anne", "--format", "json").json
    assert waiting[1]["quote"] in lines[0]["label"]
    assert all(one["aside"] for one in waiting)
