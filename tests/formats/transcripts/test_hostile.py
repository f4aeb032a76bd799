"""Broken and hostile files: each is read or refused as expected, soon, in silence, within its memory."""

from __future__ import annotations

import resource
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.apart import Apart, File

from . import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = dict(hostile.cases())
MOST_MEMORY = 512 * 2**20
MOST_SECONDS = 5.0


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    """Give the child that reads, as the program has it."""
    with Apart() as child:
        child.read_all(File(Path("a.txt"), b"oui"))
        yield child


def test_there_are_enough() -> None:
    """The set is as large as was promised."""
    assert len(CASES) >= 120


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file(case: str, apart: Apart, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The file is read or refused as expected, in under five seconds of computing and 512 MB, and nothing is printed."""
    name, data, expected = CASES[case]
    used = _seconds()
    try:
        readings = apart.read_all(File(tmp_path / name, data))
    except Unreadable as refusal:
        said = refusal.sentence
        assert expected.startswith("!") or not expected, said
        assert expected[1:] in said
        assert hostile.SAID not in said
        assert "\n" not in said
    else:
        assert not expected.startswith("!"), f"read: {readings[0].text[:60]!r}"
        assert expected in readings[0].text
        assert canonical(readings[0].text) == readings[0].text
    assert _seconds() - used < MOST_SECONDS
    assert _most_memory(apart) <= MOST_MEMORY
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def _seconds() -> float:
    """Give a clock that a busy machine does not hurry: what children have computed, and at least nothing."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _most_memory(apart: Apart) -> int:
    """Give the most memory the present child has held so far, in bytes; 0 where the system does not say."""
    status = Path(f"/proc/{apart._child.pid}/status") if apart._child is not None else None
    if status is None or not status.exists():
        return 0
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) * 1024


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file whose reading never ends is refused after the time a transcript may take, and the next is read."""
    monkeypatch.setattr("interviewcoder.formats.transcripts.apart._SECONDS", 1)
    with Apart() as child:
        begun = perf_counter()
        with pytest.raises(Unreadable, match="takes longer"):
            child.read_all(
                File(Path("a.hang"), b"x", as_format=_plug(tmp_path, monkeypatch, "while True: pass"))
            )
        assert perf_counter() - begun < 10
        assert child.read_all(File(Path("a.txt"), b"oui"))[0].text == "oui"


def test_a_reader_that_computes_for_ever_is_ended_by_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also when nobody looks at the clock on the wall: what counts is what was computed for the file."""
    monkeypatch.setattr("interviewcoder.formats.transcripts.apart._SECONDS", 1)
    monkeypatch.setattr("interviewcoder.formats.transcripts.apart.Timer", Mock())
    name = _plug(tmp_path, monkeypatch, _computing(8))
    with Apart() as child, pytest.raises(Unreadable, match="takes longer"):
        child.read_all(File(Path("a.plug"), b"x", as_format=name))


def test_each_file_has_its_own_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the child has computed for other files is not held against the next one."""
    monkeypatch.setattr("interviewcoder.formats.transcripts.apart._SECONDS", 1)
    name = _plug(tmp_path, monkeypatch, _computing(0.5))
    with Apart() as child:
        for _n in range(4):
            with pytest.raises(Unreadable, match="cannot be read as"):
                child.read_all(File(Path("a.plug"), b"x", as_format=name))


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("return [0] * 10**10", "more memory"),
        ("import os; os._exit(3)", "made its reader fail"),
        ("import os; os.kill(os.getpid(), 11)", "made its reader fail"),
        ("open('written.txt', 'w').write('x' * 100000)", "cannot be read as"),
        ("print('x' * 100000); raise ValueError", "cannot be read as"),
        ("def deep(n): return deep(n + 1)\n        return deep(0)", "cannot be read as"),
        ("raise SystemExit", "made its reader fail"),
    ],
)
def test_a_reader_that_misbehaves(
    does: str, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever a reader does, the answer is one refusal; the program goes on and nothing is written or printed."""
    name = _plug(tmp_path, monkeypatch, does)
    with Apart() as child:
        with pytest.raises(Unreadable, match=reason):
            child.read_all(File(Path("a.plug"), b"x", as_format=name))
        assert child.read_all(File(Path("a.txt"), b"oui"))[0].text == "oui"
    assert capfd.readouterr() == ("", "")
    written = tmp_path / "written.txt"
    assert not written.exists() or written.stat().st_size == 0


def _computing(seconds: float) -> str:
    """Give a reader's code that computes for so many seconds, and then cannot read the file."""
    return (
        f"import time; end = time.process_time() + {seconds}\n"
        "        while time.process_time() < end: pass\n        raise ValueError"
    )


def _plug(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> str:
    """Install a plug-in whose reader does something wrong; give the name of its format."""
    (folder / "plug_reader.py").write_text(
        "class Reader:\n    name = 'plug'\n    suffixes = ('.plug',)\n"
        f"    def read(self, data, *, encoding=None):\n        {does}\nREADER = Reader()\n",
        encoding="utf-8",
    )
    about = folder / "plug_reader-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: plug-reader\nVersion: 1\n", encoding="utf-8"
    )
    (about / "entry_points.txt").write_text(
        "[interviewcoder.readers]\nplug = plug_reader:READER\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=":")
    monkeypatch.chdir(folder)
    return "plug"
