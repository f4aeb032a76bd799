"""Files are read with one sentence for whatever is wrong, and written whole or not at all."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from interviewcoder.domain.errors import NotFound, Refused, Unreadable
from interviewcoder.formats.files import Output, read_bytes, write_atomically, write_bytes


def test_a_missing_file_is_named_with_its_nearest_neighbour(tmp_path: Path) -> None:
    """A typing error in a file's name is answered with the name it was meant to be."""
    (tmp_path / "codebook.yaml").touch()
    with pytest.raises(NotFound, match=r"codebok\.yaml.*codebook\.yaml"):
        read_bytes(tmp_path / "codebok.yaml")


@pytest.mark.parametrize("name", [".", "no\0name"])
def test_what_is_no_file_is_unreadable(tmp_path: Path, name: str) -> None:
    """A folder and an impossible name are refused in one sentence."""
    with pytest.raises(Unreadable):
        read_bytes(tmp_path / name)


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    """A path that leads through a file is unreadable, not a traceback."""
    (tmp_path / "a").touch()
    with pytest.raises(Unreadable):
        read_bytes(tmp_path / "a" / "b")


def test_writing_makes_the_folder_and_a_private_file(tmp_path: Path) -> None:
    """The folder is made, the file holds the bytes, and only its owner may read it."""
    final = write_bytes(tmp_path / "exports" / "a.xlsx", b"new")
    assert final == tmp_path / "exports" / "a.xlsx"
    assert final.read_bytes() == b"new"
    if sys.platform != "win32":
        assert stat.S_IMODE(final.stat().st_mode) == 0o600


def fail_half_way(output: Output) -> None:
    output.temporary.write_text("half")
    raise RuntimeError


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """When writing fails half-way the old file is untouched and no temporary file stays."""
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(RuntimeError), write_atomically(path) as output:
        fail_half_way(output)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_up_while_bytes_are_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk takes only half of the bytes, the old file has all of its own."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def half(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(Refused, match="full"):
        write_bytes(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_held_open_elsewhere_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Excel holds the file the new one is called “name (3)” when “name (2)” is taken."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"held")
    (tmp_path / "a (2).xlsx").write_bytes(b"taken")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with write_atomically(path) as output:
        output.temporary.write_bytes(b"new")
    assert output.final == tmp_path / "a (3).xlsx"
    assert output.final.read_bytes() == b"new"
    assert path.read_bytes() == b"held"


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    """A folder given as the file to write is refused."""
    with pytest.raises(Refused), write_atomically(tmp_path):
        pass


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    """A full disk is told as such and leaves no temporary file."""
    with pytest.raises(Refused, match="full"), write_atomically(tmp_path / "a.csv"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
