"""``restore --damaged`` on a study whose history lacks a line or its end: the records that prove themselves are believed."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_correcting import prepared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_GUID = re.compile(r"\b[0-9a-f]{8}(-|\b)")


def _damage(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "étude" / "study.db", isolation_level=None)) as there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            there.execute(statement)


def _lose(folder: Path, where: str) -> None:
    """Take lines out of the history with what they did, and all copies away."""
    for path in (folder / "étude" / "backups").glob("*.db"):
        path.unlink()
    _damage(
        folder,
        f'DELETE FROM edits WHERE "change" IN (SELECT n FROM changes WHERE {where})',
        f"DELETE FROM changes WHERE {where}",
    )


def _seen(study: Callable[..., Any]) -> tuple[Any, ...]:
    """Give what a person sees of the study: quotations, figures, what waits, the codebook, the texts."""
    return (
        study("quotes", "--format", "json").json,
        study("matrix", "--format", "json").json["cells"],
        study("transcripts", "review", "Anne", "--format", "json").out,
        study("codebook", "show").out,
        study("transcripts", "show", "Anne").out,
    )


_LAST = "n = (SELECT max(n) FROM changes)"


@pytest.mark.parametrize("stepped", [False, True])
def test_a_lost_line_sends_nothing_sound_back_to_review(
    study: Callable[..., Any], tmp_path: Path, stepped: bool
) -> None:
    """The line by which codings got their places is gone, also when it was undone and redone since: they keep them."""
    study("transcripts", "correct", "Anne", prepared(study, tmp_path))
    study("transcripts", "review", "Anne", "--accept", "all")
    lost = "n = (SELECT max(n) FROM changes WHERE kind = 'do')"
    if stepped:
        study("undo")
        from interviewcoder.study import Study

        with Study.open(tmp_path / "étude") as opened:
            opened.redo()
    else:
        study("codebook", "add", "Après")
        lost = "n = (SELECT max(n) - 1 FROM changes)"
    before = _seen(study)
    _lose(tmp_path, lost)
    assert study("check").code == 1
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "coding" not in restored.err.split("sound again")[0]
    assert "brought back" not in restored.err
    assert _seen(study) == before
    assert study("check").code == 0


def test_an_undoing_that_is_lost_is_seen_by_what_it_did(study: Callable[..., Any], tmp_path: Path) -> None:
    """The last line is gone, which had taken a correction back: the records stay as they are, and the missing end is told.

    What can no longer be taken back is refused with why; what is done from then on can.
    """
    study("transcripts", "correct", "Anne", prepared(study, tmp_path))
    study("undo")
    before = _seen(study)
    _lose(tmp_path, _LAST)
    assert "History: its end is missing, after line 9." in study("check").out
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "The end of the history after line 9" in restored.err
    assert _seen(study) == before
    refused = study("undo")
    assert refused.code == 1
    assert "Line 9 of the history can no longer be taken back" in refused.err
    assert "damaged and mended since" in refused.err
    assert _seen(study) == before
    study("codebook", "add", "Après")
    assert study("undo").code == 0
    assert study("check").code == 0


def test_a_record_further_on_than_the_history_is_believed(study: Callable[..., Any], tmp_path: Path) -> None:
    """A change at the end is gone from the history; its record proves itself, so it stays and the end is said to be missing."""
    study("codebook", "rename", "Budget", "Argent")
    before = _seen(study)
    _lose(tmp_path, _LAST)
    restored = study("restore", "--damaged")
    assert "The end of the history after line 5" in restored.err
    assert "brought back" not in restored.err
    assert _seen(study) == before
    assert study("check").code == 0


def test_an_end_that_a_copy_has_comes_from_there(study: Callable[..., Any], tmp_path: Path) -> None:
    """Then nothing is lost, and what the last line did can be taken back."""
    study("codebook", "rename", "Budget", "Argent")
    before = _seen(study)
    copy = tmp_path / "étude" / "backups" / "mine.db"
    study("backup", tmp_path / "mine.db")
    _lose(tmp_path, _LAST)
    (tmp_path / "mine.db").rename(copy)
    restored = study("restore", "--damaged")
    assert "Lost" not in restored.err
    assert "Line 6 of the history" in restored.err
    assert _seen(study) == before
    assert study("undo").code == 0
    assert "Budget" in study("codebook", "show").out


def test_a_stale_row_is_not_believed_against_a_whole_history(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """One record of several that a line changed is as it was before: an old page of the disk, not an undoing."""
    for n in range(2):
        study("code", "Anne", 50 + 20 * n, 60 + 20 * n, "Budget")
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db")) as there:
        there.row_factory = sqlite3.Row
        old = dict(there.execute("SELECT * FROM codings ORDER BY start").fetchone())
    study("codebook", "merge", "Équipe", "Budget")
    study("codebook", "merge", "Budget", "Écoute")
    before = _seen(study)
    assert "Budget" not in before[3]
    for path in (tmp_path / "étude" / "backups").glob("*.db"):
        path.unlink()
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db", isolation_level=None)) as there:
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        there.execute("PRAGMA foreign_keys = OFF")
        there.execute("UPDATE codings SET code = :code, hash = :hash WHERE id = :id", old)
    restored = study("restore", "--damaged")
    assert "1 thing was brought back from the history" in restored.err
    assert _seen(study) == before


def test_what_comes_back_and_what_is_lost_have_names(study: Callable[..., Any], tmp_path: Path) -> None:
    """Codings by code, coder, transcript and places, together; other things by their names; never an identity."""
    for start in (50, 70):
        study("code", "Anne", start, start + 10, "Budget", "--coder", "Ana")
    study("code", "Bruno", 30, 40, "Équipe", "--coder", "Ana")
    study("memos", "write", "--case", "Firme A", "Attention.")
    _damage(
        tmp_path, "DELETE FROM codings", "DELETE FROM memos", "DELETE FROM codes WHERE name LIKE '%Écoute%'"
    )
    back = study("restore", "--damaged").err
    assert "2 codings of “Budget” by Ana in Anne, characters 50–60, 70–80" in back
    assert "A coding of “Équipe” by Ana in Bruno, characters 30–40" in back
    assert "The code “Écoute”" in back
    assert "A memo on Firme A" in back
    _lose(tmp_path, "label LIKE '%oded%' AND n = (SELECT min(n) FROM changes WHERE label LIKE '%oded%')")
    _damage(tmp_path, "UPDATE codings SET weight = 3 WHERE start = 50")
    lost = study("restore", "--damaged").err
    assert "Lost: A coding of “Budget” by Ana in Anne, characters 50–60." in lost
    for said in (back, lost):
        assert not _GUID.search(re.sub(r"before-restore-\S+|/\S+", "", said))


def test_what_was_removed_at_a_lost_end_comes_back_and_that_is_said(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """A lost row and a lost removal leave the same: it comes back, by name, with what to do if it had been removed."""
    study("code", "Anne", 50, 60, "Budget", "--coder", "Ana")
    study("codebook", "remove", "Budget")
    _lose(tmp_path, _LAST)
    back = study("restore", "--damaged").err
    assert "The code “Budget”" in back
    assert "A coding of “Budget” by Ana in Anne, characters 50–60" in back
    assert "If something of this had been removed at the very end" in back
    assert study("check").code == 0
