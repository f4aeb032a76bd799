"""Where a study is: synchronised folders, network disks, copies of a conflict; told once, on opening."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from interviewcoder.study import Study, surroundings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("OneDrive/Thèse", "OneDrive"),
        ("OneDrive - Université de Lyon/étude", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal/étude", "OneDrive"),
        ("Dropbox (Personal)/étude", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs/étude", "iCloud"),
        ("Nextcloud/étude", "Nextcloud"),
        ("Library/CloudStorage/GoogleDrive-a@b.c/Mon Drive/étude", "Google Drive"),
        ("Documents/étude", None),
        ("My Dropbox notes/étude", None),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, place: str, service: str | None) -> None:
    """Whatever the service's folder is called, at any depth; and no other folder is taken for one."""
    (tmp_path / place).mkdir(parents=True)
    assert surroundings.synchronised(tmp_path / place) == service


@pytest.mark.parametrize(
    ("marker", "service"),
    [(".dropbox.cache", "Dropbox"), (".sync_1a2b3c.db", "Nextcloud"), (".stfolder", "Syncthing")],
)
def test_a_synchronised_folder_is_known_by_what_lies_in_it(tmp_path: Path, marker: str, service: str) -> None:
    """A marker file in the folder or above it gives it away under any name."""
    (tmp_path / "work" / "study").mkdir(parents=True)
    (tmp_path / "work" / marker).touch()
    assert surroundings.synchronised(tmp_path / "work" / "study") == service


def test_a_network_disk_is_known_by_its_kind(tmp_path: Path) -> None:
    """The mount nearest to the folder decides; spaces in its name are no hindrance."""
    (tmp_path / "my disk" / "study").mkdir(parents=True)
    mounts = tmp_path / "mounts"
    where = str(tmp_path / "my disk").replace(" ", r"\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {where} nfs4 rw 0 0\n", encoding="utf-8")
    assert surroundings.on_network(tmp_path / "my disk" / "study", mounts)
    assert not surroundings.on_network(tmp_path, mounts)
    assert not surroundings.on_network(tmp_path, tmp_path / "no mounts")


_COPIES = (
    "study (conflicted copy 2026-11-01 by Ana).db",
    "study (Ana's conflicted copy).db",
    "study_conflict-20261101.db",
    "study.sync-conflict-20261101-101010-ABCDEF.db",
    "study (1).db",
    "study-DESKTOP-7A.db",
    "study 2.db",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a study with one code."""
    with Study.create(tmp_path / "Dropbox" / "étude", coder="Ana", language="fr") as study:
        study.add_code(["Un"])
        return study.folder


@pytest.mark.parametrize("name", _COPIES)
def test_a_copy_left_by_a_conflict_is_pointed_out(folder: Path, name: str) -> None:
    """Under each of the names that services give it."""
    shutil.copy(folder / "study.db", folder / name)
    with Study.open(folder) as study:
        assert [path.name for path in surroundings.conflicting_copies(study)] == [name]


@pytest.mark.parametrize(
    "name", ["study-version-2.db", "study-backup.db", "studyroom.db", "other (1).db", "study (1).xlsx"]
)
def test_no_other_file_is_taken_for_one(folder: Path, name: str) -> None:
    """Copies made on purpose, and files of other names, are left alone."""
    shutil.copy(folder / "study.db", folder / name)
    with Study.open(folder) as study:
        assert surroundings.conflicting_copies(study) == []


def test_all_of_it_is_said_once(folder: Path) -> None:
    """The second opening is silent; a new copy is told anew, alone."""
    with Study.open(folder) as study:
        (first,) = surroundings.told(study)
        assert "Dropbox" in first
    with Study.open(folder) as study:
        assert surroundings.told(study) == []
    shutil.copy(folder / "study.db", folder / "study (1).db")
    with Study.open(folder) as study:
        (second,) = surroundings.told(study)
        assert "study (1).db" in second
    with Study.open(folder) as study:
        assert surroundings.told(study) == []
