"""The campaign of people at work at once, at the size of each run: SAFETY asks for 2 × 100 actions without a lost update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.campaigns import together

if TYPE_CHECKING:
    from pathlib import Path


def test_two_people_at_once_lose_nothing(database: Path | str, tmp_path: Path) -> None:
    """Each of two processes does 100 things; all are in the history, in force unless undone, and no lock reaches a user."""
    url = database if isinstance(database, str) else ""
    result = together.run(tmp_path / "study", 2, 100, url)
    assert result.wrong == []
    assert result.acknowledged == 200
