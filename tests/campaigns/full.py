"""The disk full, failing, and read-only while a person codes: one clear sentence, and the data as it was.

Each step of the work is tried with the room for the database growing bit by bit: by a limit of the system (writing
fails), on a disk of one megabyte (it is full), and as a user who may not write there. What cannot be tried on a
machine is said. ``python -m tests.campaigns.full 200`` runs it at a size of one's choosing.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import InterviewCoderError
from interviewcoder.store import Store
from interviewcoder.study import Study
from tests.campaigns.kills import new_study, step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

_NOBODY: Final = 65534
_ORDINARY: Final = ("There is nothing to undo.", "There is nothing to do again.")


@dataclass(frozen=True, slots=True)
class Result:
    """How many actions met a failure of a kind, what was said, and whether what was acknowledged is there and sound."""

    kind: str
    actions: int
    refused: int
    said: frozenset[str]
    sound: bool

    def __str__(self) -> str:
        state = "all that was acknowledged is there and sound" if self.sound else "DATA LOST OR UNSOUND"
        return f"{self.kind}: {self.refused} of {self.actions} actions refused, {state}; said: {' / '.join(sorted(self.said))}"


def _work(folder: Path, actions: int, prepare: Callable[[Path, int], None], says: Connection) -> None:
    """Try actions, each after the world was made narrower; tell what came of each, and the last line of history."""
    random = Random(actions)
    with Study.open(folder) as study:
        for n in range(actions):
            prepare(folder, n)
            sentence = ""
            try:
                step(study, random)
            except InterviewCoderError as error:
                sentence = "" if error.sentence in _ORDINARY else error.sentence
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            says.send((sentence, *_last(study.database)))
    says.send(None)


def _last(store: Store) -> tuple[int, str]:
    hashes = store.line_hashes()
    return len(hashes), hashes[-1]


def _tried(kind: str, folder: Path, actions: int, prepare: Callable[[Path, int], None]) -> Result:
    context = multiprocessing.get_context("forkserver")
    hears, says = context.Pipe(duplex=False)
    before = Store.open(folder / "study.db")
    last = _last(before)
    before.close()
    child = context.Process(target=_work, args=(folder, actions, prepare, says))
    child.start()
    says.close()
    said: list[str] = []
    sound = True
    told = [last]
    with suppress(EOFError):
        while (heard := hears.recv()) is not None:
            sentence, *line = heard
            # What is refused leaves no line behind.
            sound = sound and (not sentence or tuple(line) == told[-1])
            said.append(sentence)
            told.append((line[0], line[1]))
    child.join()
    store = Store.open(folder / "study.db")
    hashes = store.line_hashes()
    sound = sound and len(said) == actions and not store.problems() and _last(store) == told[-1]
    sound = sound and all(hashes[number - 1] == digest for number, digest in told)
    store.close()
    refused = [sentence for sentence in said if sentence]
    return Result(kind, actions, len(refused), frozenset(refused), sound)


def _narrow(folder: Path, n: int) -> None:
    """Leave room for a few kilobytes more than the database has, or for less than it has: writing fails beyond."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = (-4_096, 1_000, 0, 5_000, 20_000)[n % 5]
    most = (folder / "study.db").stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def _fill(folder: Path, n: int) -> None:
    """Take what room is left on a small disk; now and then give some back."""
    filling = folder / "filling"
    if n % 10 == 0 and filling.exists():
        os.truncate(filling, max(0, filling.stat().st_size - 60_000))
    elif n % 10 > 5:
        with suppress(OSError), filling.open("ab", buffering=0) as handle:
            while handle.write(b"\0" * 1_024):
                pass


def _give_up_rights(_folder: Path, _n: int) -> None:
    if os.geteuid() == 0:
        os.setuid(_NOBODY)


def failing(folder: Path, actions: int) -> Result:
    """Let writing fail (an I/O error) at a place that differs from action to action."""
    return _tried("writing fails", new_study(folder / "failing"), actions, _narrow)


def full(folder: Path, actions: int) -> Result | None:
    """Code on a disk of two megabytes until it is full, and beyond; None where no such disk can be made."""
    with _small_disk(folder / "small") as disk:
        if disk is None:
            return None
        return _tried("the disk is full", new_study(disk / "study"), actions, _fill)


@contextmanager
def _small_disk(place: Path) -> Iterator[Path | None]:
    place.mkdir()
    made = shutil.which("mount") and os.geteuid() == 0
    made = (
        made
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)], capture_output=True, check=False
        ).returncode
    )
    if not made:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def read_only(folder: Path, actions: int) -> Result:
    """Code as somebody who may read the study but not write to it."""
    study = new_study(folder / "read-only")
    for path in (folder, study, *study.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        return _tried("read-only", study, actions, _give_up_rights)
    finally:
        folder.chmod(0o700)
        for path in (study, *study.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)


def run(size: int) -> tuple[list[Result], list[str]]:
    """Try each kind of failure with `size` actions; give what came of it, and what could not be tried here."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [failing(folder, size)]
        small = full(folder, size)
        readable = folder / "readable"
        readable.mkdir()
        folder.chmod(0o755)
        found.append(read_only(readable, size))
    if small is None:
        return found, ["a small disk cannot be made here: it needs the right to mount one"]
    return [*found, small], []


if __name__ == "__main__":
    results, untried = run(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    sys.stdout.write("".join(f"{line}\n" for line in [*results, *untried]))
    sys.exit(not all(result.sound for result in results))
