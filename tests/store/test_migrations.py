"""Studies of earlier versions: opened, brought to the present layout, and killed on the way."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.errors import Refused
from interviewcoder.store import Store, queries, schema

OLD = sorted(Path(__file__).parent.glob("schemas/*.sql"))


def old_study(folder: Path, script: Path) -> Path:
    path = folder / "study.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return path


def test_every_earlier_layout_is_kept_for_this_test() -> None:
    """There is a study of every version of the schema before the present one."""
    assert [int(path.stem) for path in OLD] == list(range(1, schema.SCHEMA_VERSION))


@pytest.mark.parametrize("script", OLD, ids=lambda path: f"version {path.stem}")
def test_an_earlier_study_opens(tmp_path: Path, script: Path) -> None:
    """A study of an earlier version is copied, brought to the present layout, and is sound and usable."""
    path = old_study(tmp_path, script)
    store = Store.open(path)
    with store.reading() as at:
        transcripts = queries.small(at).transcripts
        version = queries.version(at, transcripts[0].version)
    assert [transcript.name for transcript in transcripts] == ["petit", "petit (2)"]
    assert (version.moments, version.report) == ((), None)
    assert store.problems() == []
    store.undo("Ana")
    assert store.problems() == []
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
    with closing(sqlite3.connect(tmp_path / f"study-version-{script.stem}.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (int(script.stem),)


def test_an_earlier_study_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier study in a read-only folder is refused with what to do, and stays as it is."""
    path = old_study(tmp_path, OLD[0])
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_anything: False)
    with pytest.raises(Refused, match="earlier version"):
        Store.open(path)
    assert path.read_bytes() == before


KILLED = """
import os, signal, sys
from pathlib import Path
from interviewcoder.store import Store, migrations
step, when = migrations.STEPS[1], sys.argv[2]
def dying(connection):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    step(connection)
    os.kill(os.getpid(), signal.SIGKILL)
migrations.STEPS = {**migrations.STEPS, 1: dying}
Store.open(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_on_the_way(tmp_path: Path, when: str) -> None:
    """A program killed while it brings a study to the present layout leaves the old one, which opens."""
    path = old_study(tmp_path, OLD[0])
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), when], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    store = Store.open(path)
    assert store.problems() == []
    store.close()
