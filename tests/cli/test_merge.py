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


def test_a_clash_is_said_as_what_would_happen(
    study: Callable[..., Any], run: Callable[..., Any], tmp_path: Path
) -> None:
    """A dry run says who would stand, in the typography of the language; nothing claims that nothing is new."""
    copy = tmp_path / "copy"
    assert study("codebook", "add", "Budget").code == 0
    shutil.copytree(next(tmp_path.rglob("study.toml")).parent, copy)
    assert run("--study", copy, "codebook", "rename", "Budget", "Argent").code == 0
    assert study("codebook", "rename", "Budget", "Finances").code == 0
    dry = study("--lang", "fr", "merge", copy, "--dry-run")
    assert "! Codes «\u00a0Finances\u00a0»" in dry.out
    assert "“" not in dry.out
    assert "la nôtre resterait" in dry.out
    assert "Il n’y a rien" not in dry.out + dry.err
    assert "ours was kept" in study("--lang", "en", "merge", copy).out
    assert "theirs would be taken;" in study("--lang", "en", "merge", copy, "--theirs", "--dry-run").out
    assert study("merge", copy, "--theirs").code == 0
    assert "Argent" in study("codebook", "show").out
