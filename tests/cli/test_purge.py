"""``purge`` from the command line: it asks, it says what still holds the words, and they are gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_transcript_is_purged(study: Callable[..., Any], tmp_path: Path) -> None:
    """Not without --yes where nobody can be asked; then its words are in no file of the study but the copies named."""
    words = b"un budget de 300 euros"
    database = tmp_path / "étude" / "study.db"
    assert study("backup").code == 0
    refused = study("purge", "transcript", "Anne")
    assert refused.code == 1
    assert "--yes" in refused.err
    assert words in database.read_bytes()
    done = study("purge", "transcript", "Anne", "--yes")
    assert done.code == 0
    assert "A copy that still holds it" in done.err
    assert words not in database.read_bytes()
    assert study("check").code == 0
    assert "Anne" not in study("history").out
    again = study("purge", "removed", "--yes", "--backups")
    assert again.code == 0
    assert "Deleted" in again.err
    left = [path for path in (tmp_path / "étude").rglob("*.db") if words in path.read_bytes()]
    assert left == []
    assert study("transcripts", "list", "--format", "json").json[0]["name"] == "Bruno"


def test_a_case_is_purged_after_what_was_removed(study: Callable[..., Any], tmp_path: Path) -> None:
    """Whatever was purged before, nothing of it is in the file, and what is announced is what is done."""
    words = b"un budget de 300 euros"
    folder = tmp_path / "étude"
    text = study("transcripts", "show", "Anne").out
    assert words.decode() in text
    corrected = tmp_path / "Anne 2.txt"
    original = next(path for path in tmp_path.rglob("Anne*.txt"))
    corrected.write_text(original.read_text(encoding="utf-8") + "Anne : Voilà.\n", encoding="utf-8")
    assert study("transcripts", "correct", "Anne", str(corrected)).code == 0
    assert study("purge", "removed", "--yes").code == 0
    assert words in (folder / "study.db").read_bytes()
    done = study("purge", "transcript", "Anne", "--yes", "--backups")
    assert "1 text, 1 file as received" in done.err
    said = [line.partition(": ")[2] for line in done.err.splitlines() if "file as received" in line]
    assert len(said) == 2
    assert said[0] == said[1]
    assert words not in (folder / "study.db").read_bytes()
    assert study("check").code == 0


def test_nothing_is_announced_where_nothing_can_be_purged(study: Callable[..., Any], tmp_path: Path) -> None:
    """A study of a later version is refused before it is said what would be erased."""
    with closing(sqlite3.connect(tmp_path / "étude" / "study.db")) as at:
        at.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
        at.commit()
    refused = study("purge", "transcript", "Anne", "--yes")
    assert refused.code == 1
    assert "later version" in refused.err
    assert "erased for good" not in refused.err
