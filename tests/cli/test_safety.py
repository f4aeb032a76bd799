"""What the program says of the place and the state of a study, whatever the command."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.study import keeping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_study_of_a_later_version_is_read_and_not_written(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """Every command says so on stderr; reading works, a change is refused with what to do."""
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db")) as connection, connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    result = study("transcripts", "list", "--format", "json")
    assert result.code == 0
    assert [one["name"] for one in result.json] == ["Anne", "Bruno"]
    assert "later version" in result.err
    before = (tmp_path / "étude" / "study.db").read_bytes()
    refused = study("codebook", "add", "Nouveau")
    assert refused.code == 1
    assert "Update the program" in refused.err
    assert (tmp_path / "étude" / "study.db").read_bytes() == before


def test_a_copy_left_by_a_conflict_is_told_once_and_by_check(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """On stderr, so that data stay data; `check` says it each time and still finds the study sound."""
    shutil.copy(tmp_path / "étude" / "study.db", tmp_path / "étude" / "study (conflicted copy).db")
    assert "conflicted copy" in study("cases", "list").err
    assert "conflicted copy" not in study("cases", "list").err
    checked = study("check")
    assert checked.code == 0
    assert "conflicted copy" in checked.err


def test_a_copy_is_kept_on_closing_and_before_much_changes(study: Callable[..., Any], tmp_path: Path) -> None:
    """The first change is in a copy when the command ends; a hundred codings at once are not in the one made before them."""
    folder = tmp_path / "étude"
    shutil.rmtree(folder / "backups", ignore_errors=True)
    study("codebook", "add", "Nouveau")
    (first,) = keeping.copies(folder)
    rows = [f"Anne;{start};{start + 2};Nouveau" for start in range(120)]
    file = tmp_path / "codings.csv"
    file.write_text("transcript;start;end;code\n" + "\n".join(rows), encoding="utf-8")
    first.path.unlink()
    assert study("codings", "import", file).code == 0
    (before,) = keeping.copies(folder)
    with closing(sqlite3.connect(before.path)) as copy:
        assert copy.execute("SELECT count(*) FROM codings").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM codes WHERE name_key = 'nouveau'").fetchone() == (1,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_read_what_the_program_writes(study: Callable[..., Any], tmp_path: Path) -> None:
    """Every file is 0600 and every folder 0700: database, settings, backups, exports, state."""
    study("codebook", "add", "Nouveau")
    study("export")
    study("backup")
    study("matrix", "--format", "csv", "-o", tmp_path / "étude" / "exports" / "m.csv")
    written = [
        path
        for path in (tmp_path / "étude").rglob("*")
        if path.is_dir() or path.suffix in {".db", ".toml", ".xlsx", ".csv", ".json"}
    ]
    assert {path.suffix for path in written} >= {".db", ".toml", ".xlsx", ".csv"}
    for path in written:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_the_history_is_searched_by_words_and_shows_its_chain(study: Callable[..., Any]) -> None:
    """Words in the language of the screen, accents aside; the hashes are those the study holds, each another."""
    study("codebook", "add", "Éthique")
    found = study("history", "--match", "ethique", "--format", "json").json
    assert ["Éthique" in line["label"] for line in found] == [True]
    everything = study("history", "--format", "json").json
    assert len({line["hash"] for line in everything}) == len(everything)
    assert all(len(line["hash"]) == 32 for line in everything)


def test_an_export_held_open_elsewhere_is_written_beside_and_said(
    study: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where Excel holds the file: the old one stays, the new one has another name, and that is told."""
    from pathlib import Path as AnyPath

    held = tmp_path / "m.csv"
    held.write_text("old", encoding="utf-8")
    replace = AnyPath.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == held:
            raise PermissionError
        return replace(self, target)

    monkeypatch.setattr(AnyPath, "replace", refuse)
    result = study("matrix", "--format", "csv", "-o", held)
    assert result.code == 0
    assert "held open" in result.err
    assert "m (2).csv" in result.err
    assert held.read_text(encoding="utf-8") == "old"
    assert (tmp_path / "m (2).csv").stat().st_size > 0


def test_the_codebook_is_kept_and_compared(study: Callable[..., Any], tmp_path: Path) -> None:
    """A version by name, listed, compared with now as text and JSON, and as Word in a file."""
    assert study("codebook", "freeze", "pilote").code == 0
    study("codebook", "rename", "Budget", "Argent")
    assert [one["name"] for one in study("codebook", "versions", "--format", "json").json] == ["pilote"]
    found = study("codebook", "compare", "pilote", "--format", "json").json
    assert [(one["what"], one["before"], one["after"]) for one in found["differences"]] == [
        ("renamed", "Budget", "Argent")
    ]
    assert "renamed: Moyens > Argent" in study("codebook", "compare", "pilote").out
    assert study("codebook", "compare", "pilote", "--format", "docx", "-o", tmp_path / "c.docx").code == 0
    assert study("codebook", "compare", "pilot").code == 1
