"""Copies of a study: made by themselves, thinned out, and put back without losing what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.errors import Busy, NotFound, Refused, Unreadable
from interviewcoder.study import Study, keeping
from interviewcoder.study.keeping import Copy

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a study with one code."""
    with Study.create(tmp_path / "study", coder="Ana", language="en") as study:
        study.add_code(["First"])
    return tmp_path / "study"


def names(folder: Path) -> list[str]:
    with Study.open(folder) as study:
        assert study.problems() == []
        return [study.codebook.path(code.id) for code in study.codebook]


def test_a_copy_is_made_when_something_changed_and_ten_minutes_have_passed(folder: Path) -> None:
    """Not twice in ten minutes, not without a change, and it is the study, whole."""
    with Study.open(folder) as study:
        later = datetime.now(UTC) + timedelta(minutes=1)
        (first,) = [copy.path for copy in keeping.copies(folder)]  # made when the study was closed
        assert keeping.keep(study, later + timedelta(minutes=5)) is None
        assert keeping.keep(study, later + timedelta(minutes=11)) is None
        study.add_code(["Second"])
        assert keeping.keep(study, later + timedelta(minutes=5)) is None
        second = keeping.keep(study, later + timedelta(minutes=11))
        assert [copy.path for copy in keeping.copies(folder)] == [second, first]
    with closing(sqlite3.connect(first)) as copy:
        assert copy.execute("SELECT count(*) FROM codes").fetchone() == (1,)


@given(st.lists(st.integers(0, 400 * 24 * 60), max_size=120, unique=True))
def test_the_newest_stay_and_every_span_keeps_one(minutes: list[int]) -> None:
    """At most 12 + 7 + 5 + 12 copies; the newest always; one of today, of this week and this month if there is any."""
    known = [Copy(Path(f"{n}.db"), NOW - timedelta(minutes=n)) for n in minutes]
    gone = keeping.superfluous(known)
    kept = [copy for copy in known if copy not in gone]
    assert len(kept) <= 36
    if known:
        newest = max(known, key=lambda copy: copy.made)
        assert newest in kept
        for form in ("%Y%m%d", "%G-%V", "%Y%m"):
            assert any(f"{copy.made:{form}}" == f"{newest.made:{form}}" for copy in kept)
    assert keeping.superfluous(kept) == []


def test_restoring_brings_back_what_was_and_keeps_what_is(folder: Path, tmp_path: Path) -> None:
    """The copy is in place; the study of a moment ago is beside it, and can be restored in its turn."""
    copy = tmp_path / "copy.db"
    with Study.open(folder) as study:
        study.backup(copy)
        study.add_code(["Second"])
    kept = keeping.restore(folder, copy)
    assert names(folder) == ["First"]
    assert kept is not None
    keeping.restore(folder, kept)
    assert names(folder) == ["First", "Second"]


def test_a_damaged_study_is_restored_and_its_remains_are_kept(folder: Path, tmp_path: Path) -> None:
    """Whatever is there, even if it cannot be opened any more."""
    copy = tmp_path / "copy.db"
    with Study.open(folder) as study:
        study.backup(copy)
    (folder / "study.db").write_bytes(b"rubbish" * 100)
    kept = keeping.restore(folder, copy)
    assert names(folder) == ["First"]
    assert kept is not None
    assert kept.read_bytes() == b"rubbish" * 100
    (folder / "study.db").unlink()
    assert keeping.restore(folder, copy) is None
    assert names(folder) == ["First"]


def test_what_is_no_copy_is_refused_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """A missing file, another file, a damaged copy, a copy of another study unless it is meant."""
    before = (folder / "study.db").read_bytes()
    with pytest.raises(NotFound):
        keeping.restore(folder, tmp_path / "gone.db")
    other = tmp_path / "other.db"
    other.write_bytes(b"something else")
    with pytest.raises(Unreadable):
        keeping.restore(folder, other)
    torn = tmp_path / "torn.db"
    torn.write_bytes(before[: len(before) // 2])
    with pytest.raises(Unreadable):
        keeping.restore(folder, torn)
    with Study.create(tmp_path / "another", coder="Ben") as study:
        study.add_code(["Elsewhere"])
        other.unlink()
        study.backup(other)
    with pytest.raises(Refused, match="another study"):
        keeping.restore(folder, other)
    assert (folder / "study.db").read_bytes() == before
    keeping.restore(folder, other, other=True)
    assert names(folder) == ["Elsewhere"]


def test_nothing_is_restored_while_somebody_writes(folder: Path, tmp_path: Path) -> None:
    """Busy, with what to do; the study is as it was."""
    copy = tmp_path / "copy.db"
    with Study.open(folder) as study:
        study.backup(copy)
    with closing(sqlite3.connect(folder / "study.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            keeping.restore(folder, copy)
    assert names(folder) == ["First"]
