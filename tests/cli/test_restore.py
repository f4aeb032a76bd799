"""``backup`` and ``restore`` from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_there_and_back(study: Callable[..., Any], tmp_path: Path) -> None:
    """A backup, a change, a restore: the change is gone, and kept."""
    copy = tmp_path / "copy.db"
    assert study("backup", copy).code == 0
    study("codebook", "add", "Nouveau")
    result = study("restore", copy)
    assert result.code == 0
    assert "What was there is kept as" in result.err
    assert "Nouveau" not in study("codebook", "show").out
    assert "before-restore" in study("restore").out
    assert study("check").code == 0
    assert study("restore", tmp_path / "gone.db").code == 1
