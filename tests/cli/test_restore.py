"""``backup`` and ``restore`` from the command line."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def _three_copies(study: Callable[..., Any], folder: Path) -> list[Path]:
    """Make copies of the study one change apart, under names and with times of the disk that say the contrary; oldest first."""
    for path in (folder / "backups").glob("*.db"):
        path.unlink()
    made = [folder / "backups" / f"{name}.db" for name in ("z", "m", "a")]
    for n, path in enumerate(made):
        study("codebook", "add", f"Code {n}")
        for own in (folder / "backups").glob("auto-*.db"):
            own.unlink()
        assert study("backup", path).code == 0
        os.utime(path, (2_000_000_000 - n, 2_000_000_000 - n))
    return made


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


def test_backups_are_listed_by_what_they_hold(study: Callable[..., Any], tmp_path: Path) -> None:
    """The newest first by the last line of history in it, whatever its name and the disk say; a damaged one is said to be."""
    made = _three_copies(study, tmp_path / "étude")
    listed = study("restore", "--format", "json").json
    assert [one["file"] for one in listed] == [str(path) for path in reversed(made)]
    assert [one["lines"] for one in listed] == sorted((one["lines"] for one in listed), reverse=True)
    made[0].write_bytes(made[0].read_bytes()[:5_000])
    table = study("restore").out
    assert [line.split()[-1] for line in table.splitlines()[2:]] == [str(path) for path in reversed(made)]
    assert "damaged" in table.splitlines()[-1]


def test_the_newest_copy_takes_the_place_of_what_cannot_be_read(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """Not the one that was last copied or touched; how far it goes is said, and that what came after is lost."""
    folder = tmp_path / "étude"
    _three_copies(study, folder)
    (folder / "study.db").write_bytes(b"")
    assert "a.db is whole: 8 lines of history" in study("check").out
    restored = study("restore", "--damaged")
    assert restored.code == 0
    assert "It has 8 lines of history, the last of 20" in restored.err
    assert "Whatever was done after that is lost" in restored.err
    assert "Code 2" in study("codebook", "show").out
    assert study("check").code == 0


def test_a_damaged_newest_copy_is_mended_by_the_others(study: Callable[..., Any], tmp_path: Path) -> None:
    """It is not put in place as it is and called sound."""
    folder = tmp_path / "étude"
    made = _three_copies(study, folder)
    before = study("codebook", "show").out
    with closing(sqlite3.connect(made[-1], isolation_level=None)) as there:
        there.execute("UPDATE codes SET name_key = 'x', name = '{}' WHERE name LIKE '%Code 2%'")
    (folder / "study.db").write_bytes(b"")
    assert study("restore", "--damaged").code == 0
    assert study("check").code == 0
    assert study("codebook", "show").out == before


def test_copies_of_more_than_one_study_are_not_chosen_among(
    study: Callable[..., Any], run: Callable[..., Any], tmp_path: Path
) -> None:
    """Nothing can be read of the study and nobody can say which it was: somebody has to."""
    folder = tmp_path / "étude"
    run("new", tmp_path / "other", "--coder", "Ben")
    run("--study", tmp_path / "other", "codebook", "add", "X")
    run("--study", tmp_path / "other", "backup", folder / "backups" / "other.db")
    (folder / "study.db").write_bytes(b"")
    refused = study("restore", "--damaged")
    assert refused.code == 1
    assert "more than one study" in refused.err
    assert (folder / "study.db").read_bytes() == b""


def test_what_a_restore_gives_up_is_said(study: Callable[..., Any], tmp_path: Path) -> None:
    """A backup that goes less far than the study: how far both go; `check` says when the newest is much older."""
    folder = tmp_path / "étude"
    made = _three_copies(study, folder)
    restored = study("restore", made[0])
    assert "goes less far than what was there: 6 lines of history" in restored.err
    assert "has 8 lines of history" in restored.err
    for path in (folder / "backups").glob("*.db"):
        path.unlink()
    assert "There is no backup" in study("check").err
    study("backup", folder / "backups" / "old.db")
    assert "backup" not in study("check").err
    with closing(sqlite3.connect(folder / "backups" / "old.db", isolation_level=None)) as there:
        there.execute("UPDATE changes SET at = '2020-01-01T00:00:00Z'")
    assert "much older than the study: 6 lines of history, the last of 2020" in study("check").err


def test_a_study_that_was_restored_and_goes_on_is_copied_again(
    study: Callable[..., Any], tmp_path: Path
) -> None:
    """A copy with as many lines of another course of events is no copy of this one."""
    folder = tmp_path / "étude"
    made = _three_copies(study, folder)
    named = folder / "backups" / "auto-20200101T000000Z.db"
    shutil.copy(made[1], named)
    study("restore", made[0])
    study("codebook", "add", "Autrement")
    copies = [path for path in (folder / "backups").glob("auto-*.db") if path != named]
    assert len(copies) == 1


def test_a_missing_study_is_brought_back(study: Callable[..., Any], tmp_path: Path) -> None:
    """With backups the way back is named; a folder in the place of the file is told as what it is."""
    folder = tmp_path / "étude"
    study("backup")
    before = study("codebook", "show").out
    (folder / "study.db").unlink()
    refused = study("codebook", "show")
    assert refused.code == 1
    assert "interviewcoder restore" in refused.err
    assert "“new”" not in refused.err
    (folder / "study.db").mkdir()
    copy = study("restore", "--format", "json").json[0]["file"]
    for command in (("codebook", "show"), ("restore", copy), ("restore", "--damaged")):
        refused = study(*command)
        assert refused.code == 1
        assert "is a folder where the study’s file should be" in refused.err
    (folder / "study.db").rmdir()
    assert study("restore", "--damaged").code == 0
    assert study("codebook", "show").out == before


def test_a_study_behind_a_link_is_restored_where_it_is(study: Callable[..., Any], tmp_path: Path) -> None:
    """The link stays a link; the file it leads to is the one that is restored."""
    folder, real = tmp_path / "étude", tmp_path / "disk" / "real.db"
    made = _three_copies(study, folder)
    real.parent.mkdir()
    (folder / "study.db").rename(real)
    (folder / "study.db").symlink_to(real)
    assert study("restore", made[0]).code == 0
    assert (folder / "study.db").is_symlink()
    assert real.read_bytes() == made[0].read_bytes()
    shutil.rmtree(real.parent)
    refused = study("restore", made[0])
    assert refused.code == 1
    assert "is not there" in refused.err


def test_a_read_only_folder_says_what_can_be_done(
    study: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup goes elsewhere, nothing is restored, and why a change is refused is said once."""
    folder = tmp_path / "étude"
    (copy,) = _three_copies(study, folder)[:1]
    before = (folder / "study.db").read_bytes()
    monkeypatch.setattr(os, "access", lambda _path, mode, **_more: mode != os.W_OK)
    refused = study("backup")
    assert refused.code == 1
    assert "Name a file elsewhere" in refused.err
    assert study("backup", tmp_path / "elsewhere.db").code == 0
    assert "can only be read" in study("restore", copy).err
    assert study("codebook", "add", "Nouveau").err.count("This study can only be read here") == 1
    assert (folder / "study.db").read_bytes() == before


def test_a_backup_that_cannot_be_written_says_where(study: Callable[..., Any], tmp_path: Path) -> None:
    """Not that the study had gone."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    refused = study("backup", tmp_path / "file" / "copy.db")
    assert refused.code == 1
    assert "was not written: " in refused.err
    assert "copy.db" in refused.err


def test_a_study_that_fell_back_by_itself_is_noticed(study: Callable[..., Any], tmp_path: Path) -> None:
    """An old file in the place of the study – by a service that synchronises, say – is sound; `check` names the backup."""
    folder = tmp_path / "étude"
    made = _three_copies(study, folder)
    assert "goes on from" not in study("check").err
    shutil.copyfile(made[0], folder / "study.db")
    checked = study("check")
    assert checked.code == 0
    assert "The backup a.db goes on from where the study ends: 8 lines of history" in checked.err
    study("codebook", "add", "Autrement")
    assert "goes on from" not in study("check").err


def test_a_damaged_time_in_a_backup_is_no_obstacle(study: Callable[..., Any], tmp_path: Path) -> None:
    """The list and `check` go on."""
    folder = tmp_path / "étude"
    made = _three_copies(study, folder)
    with closing(sqlite3.connect(made[-1], isolation_level=None)) as there:
        there.execute("UPDATE changes SET at = 'z'")
    assert "no time known" in study("restore").out
    assert study("check").code == 0
