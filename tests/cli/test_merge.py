"""``merge`` from the command line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_copy_comes_back(study: Callable[..., Any], run: Callable[..., Any], tmp_path: Path) -> None:
    """A dry run says what would come; then it is there; a second time there is nothing; undo takes it back."""
    copy = tmp_path / "copy"
    shutil.copytree(next(tmp_path.rglob("study.toml")).parent, copy)
    assert run("--study", copy, "code", "Anne", 50, 60, "Budget", "--coder", "Ben").code == 0
    dry = study("merge", copy, "--dry-run", "--format", "json").json
    assert dry["counts"]["Coding"] == {"added": 1, "changed": 0, "removed": 0}
    assert study("quotes", "--format", "json").json == []
    assert "Codings: 1 added" in study("merge", copy).out
    assert [quote["coder"] for quote in study("quotes", "--format", "json").json] == ["Ben"]
    assert "nothing in copy" in study("merge", copy).err
    assert study("undo").code == 0
    assert study("quotes", "--format", "json").json == []
    assert study("merge", tmp_path / "nowhere").code == 1
    assert study("check").code == 0
