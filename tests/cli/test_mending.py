"""``check`` and ``restore --damaged`` on a study that was damaged: what, what it touches, where it comes back from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from interviewcoder.domain.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "étude" / "study.db", isolation_level=None)) as there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        there.execute(statement)


def test_a_lost_coding_is_missed_and_comes_back(study: Callable[..., Any], tmp_path: Path) -> None:
    """A row that vanished leaves everything else sound: `check` still names whose coding it was, and the history has it."""
    study("code", "Anne", 50, 60, "Budget", "--coder", "Ana")
    before = study("quotes", "--format", "json").json
    _damage(tmp_path, "DELETE FROM codings")
    checked = study("check")
    assert checked.code == 1
    assert "A coding of “Budget” by Ana in Anne" in checked.out
    assert "The history holds it." in checked.out
    assert "restore --damaged" in checked.err
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "1 thing was brought back from the history" in restored.err
    assert study("quotes", "--format", "json").json == before
    assert study("check").code == 0
    assert "Mended after damage" in study("history").out


def test_a_damaged_text_comes_from_a_copy_or_from_its_quotations(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """The copy that holds it is named; without one the words of its codings are put back and the rest is said to be in doubt."""
    text = study("transcripts", "show", "Anne", "--format", "json").json["text"]
    study("code", "Anne", 50, 60, "Budget")
    study("backup", tmp_path / "étude" / "backups" / "mine.db")
    _damage(
        tmp_path, "UPDATE versions SET text = replace(text, 'budget', 'bidget') WHERE text LIKE '%budget de%'"
    )
    checked = study("check", "--format", "json")
    assert "mine.db" in checked.json["damage"][0]["source"]
    assert "Anne" in checked.json["damage"][0]["touches"]
    assert study("restore", "--damaged").code == 0
    assert study("transcripts", "show", "Anne", "--format", "json").json["text"] == text
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    _damage(
        tmp_path,
        f"UPDATE versions SET text = replace(text, '{text[52:54]}', '##') WHERE text LIKE '%budget de%'",
    )
    lost = study("restore", "--damaged")
    assert lost.code == 0
    assert "The exact text of the transcript Anne" in lost.err
    assert study("transcripts", "show", "Anne", "--format", "json").json["text"][50:60] == text[50:60]
    assert study("check").code == 0


def test_a_study_that_does_not_open_is_replaced_by_a_copy(study: Callable[..., Any], tmp_path: Path) -> None:
    """One sentence says which, and what was there is kept; without a copy there is one sentence, too."""
    database = tmp_path / "étude" / "study.db"
    study("backup", tmp_path / "étude" / "backups" / "mine.db")
    database.write_bytes(b"\0" * 9_000)
    checked = study("check")
    assert checked.code == 1
    assert "is whole" in checked.out
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "newest whole copy" in restored.err
    assert study("check").code == 0
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    database.write_bytes(b"\0" * 9_000)
    assert "there is no copy" in study("restore", "--damaged").err


def test_what_is_sound_is_left_alone(study: Callable[..., Any], tmp_path: Path) -> None:
    """Not a byte changes."""
    before = (tmp_path / "étude" / "study.db").read_bytes()
    assert study("restore", "--damaged").code == 0
    assert (tmp_path / "étude" / "study.db").read_bytes() == before


def test_a_text_that_is_nowhere_any_more_is_named_as_lost(study: Callable[..., Any], tmp_path: Path) -> None:
    """Without a copy the transcript goes with its codings, each named; the other one stays, and the study is sound."""
    study("code", "Anne", 50, 60, "Budget")
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    _damage(tmp_path, "DELETE FROM versions WHERE text LIKE '%budget de%'")
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "Lost:" in restored.err
    assert [one["name"] for one in study("transcripts", "list", "--format", "json").json] == ["Bruno"]
    assert study("check").code == 0


def test_what_is_locked_is_not_damaged(
    study: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the study `check` and `restore --damaged` say so, with the exit code for it."""
    monkeypatch.setattr("interviewcoder.store.connection.BUSY_SECONDS", 0.05)
    database = tmp_path / "étude" / "study.db"
    before = database.read_bytes()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for command in (("check",), ("restore", "--damaged")):
            result = study(*command)
            assert result.code == 3
            assert "Another program is writing to this study" in result.err
            assert "damage" not in result.out + result.err
    assert database.read_bytes() == before


def test_a_lock_that_comes_while_it_is_proved_is_no_damage(
    study: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same when the study had been opened already."""
    from interviewcoder.store import check
    from interviewcoder.study import Study

    monkeypatch.setattr("interviewcoder.store.connection.BUSY_SECONDS", 0.05)
    assert study("check").code == 0
    with (
        Study.open(tmp_path / "étude") as opened,
        closing(sqlite3.connect(tmp_path / "étude" / "study.db", isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy), opened.database.reading() as at:
            list(check.damages(at))
