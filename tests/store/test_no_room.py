"""A full disk, a limit on sizes, a disk that fails: one clear sentence, and what was there is there."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import InterviewCoderError, Refused
from interviewcoder.domain.records import Memo
from interviewcoder.formats.files import write_bytes
from interviewcoder.store import Store, backup
from tests.store.building import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def _fill_up(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(bytes(4096)):
                pass
        except OSError:
            return


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    """A change is refused with what to do and nothing of it is kept; when there is room again it works."""
    store = Store.create(small_disk / "study.db")
    fill(store)
    _fill_up(small_disk)
    memo = Memo(on="study", text="x" * 50_000)
    with pytest.raises(InterviewCoderError, match="Nothing is lost"):
        store.apply(Change("Begun", {}, added(memo)), "Ana")
    assert store.head() == 1
    assert store.problems() == []
    with pytest.raises(InterviewCoderError):
        backup.copy(small_disk / "study.db", small_disk / "copy.db")
    assert not (small_disk / "copy.db").exists()
    (small_disk / "filler").unlink()
    store.apply(Change("Begun", {}, added(memo)), "Ana")
    assert store.problems() == []
    store.close()


def test_an_export_to_a_full_disk_leaves_the_old_one(small_disk: Path) -> None:
    """The old file is untouched, the unfinished one is gone."""
    old = write_bytes(small_disk / "matrix.csv", b"old")
    _fill_up(small_disk)
    with pytest.raises(Refused, match="full"):
        write_bytes(old, bytes(3_000_000))
    assert old.read_bytes() == b"old"
    assert sorted(path.name for path in small_disk.iterdir()) == ["filler", "matrix.csv"]


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from interviewcoder.domain.changes import Change, added
from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.domain.records import Memo
from interviewcoder.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]))
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    store.apply(Change("Begun", {}, added(Memo(on="study", text="x" * 500_000))), "Ana")
except InterviewCoderError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fails_half_way_loses_nothing(tmp_path: Path) -> None:
    """Writing that stops in the middle is one sentence; the study is what it was."""
    store = Store.create(tmp_path / "study.db")
    fill(store)
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path / "study.db")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "Nothing is lost" in done.stdout, done.stderr
    store = Store.open(tmp_path / "study.db")
    assert store.head() == 1
    assert store.problems() == []
    store.close()


def test_a_read_only_disk_opens_for_reading(small_disk: Path) -> None:
    """It opens, is read, and says why it cannot be changed."""
    store = Store.create(small_disk / "study.db")
    fill(store)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    store = Store.open(small_disk / "study.db")
    assert store.read_only
    assert store.problems() == []
    with pytest.raises(Refused, match="read-only"):
        store.apply(Change("Begun", {}, added(Memo(on="study", text="x"))), "Ana")
    store.close()
    with closing(sqlite3.connect(f"{(small_disk / 'study.db').as_uri()}?mode=ro", uri=True)) as there:
        assert there.execute("PRAGMA quick_check").fetchone() == ("ok",)
