"""``purge`` from the command line: it asks, it says what still holds the words, and they are gone."""

from __future__ import annotations

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
