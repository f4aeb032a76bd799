"""Copies of the database: in their place only when all of their bytes are on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.store import Store, backup
from tests.store.building import fill

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_copy_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy beside the target is flushed while the target is not there yet, the folder once it is."""
    source, target = tmp_path / "study.db", tmp_path / "copies" / "copy.db"
    store = Store.create(source)
    fill(store)
    store.close()
    target.parent.mkdir()
    flushed: list[tuple[str, bool]] = []
    monkeypatch.setattr(backup, "flush", lambda path: flushed.append((path.name, target.exists())))
    backup.copy(source, target)
    assert flushed == [(".copy.db.partial", False), ("copies", True)]
    assert backup.prove(target)
