"""Presses keys in a real pseudo-terminal and says how long it takes until the frame is painted.

Owns the table of keys and the waiting. A frame ends where the program tells the terminal that it does, the
sequence that ends a synchronised update; the time runs from the write of the key to the read of that sequence.
The floor is a bare widget on the same line API, in the same terminal: `keys_floor`.

    .venv/bin/python benchmarks/keys.py [--words 15k 300k] [--size 80x24] [--presses 60]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import studies
from measuring import PATIENCE, Failed, environment
from sizes import DATA, LONG, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ASKED: Final = b"\x1b[?2026$p"
_ANSWER: Final = b"\x1b[?2026;2$y"
_FRAME_ENDS: Final = b"\x1b[?2026l"
_TARGETS: Final = {"15k": 16.0, "300k": 33.0}
"""Milliseconds a frame may take at the 95th percentile."""
_REST: Final = 0.05
"""Seconds between the end of a frame and the next key, three of Textual's frames: a key pressed within one waits
for its end, the bare widget's as much as ours, and that is not what is asked here."""

KEYS: Final = {
    "cursor right": b"l",
    "cursor down": b"j",
    "next sentence": b"s",
    "next turn": b"t",
    "half a page down": b"d",
    "select more, then less": b" \x7f",
    "next coding": b"n",
    "code, then undo": b"1u",
}
"""What is pressed; of two keys, each is measured."""


class Terminal:
    """A program in a pseudo-terminal that says when its frames end."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def until(self, sought: bytes, patience: float = PATIENCE) -> bytes:
        """Read until `sought` is shown and a frame has ended; give all that was read. Raises `Failed`."""
        shown, end = b"", time.perf_counter() + patience
        while (left := end - time.perf_counter()) > 0:
            ready, _writable, _failed = select.select([self._descriptor], [], [], left)
            if not ready:
                break
            read = os.read(self._descriptor, 65_536)
            if _ASKED in read:
                os.write(self._descriptor, _ANSWER)
            shown += read
            if sought in shown and _FRAME_ENDS in shown[shown.index(sought) :]:
                return shown
        raise Failed(f"the screen never showed {sought!r}: {shown[-200:]!r}")

    def rest(self, seconds: float) -> None:
        """Read what still comes for a while."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                os.read(self._descriptor, 65_536)

    def press(self, key: bytes) -> float:
        """Press a key; give the milliseconds until its frame has ended."""
        before = time.perf_counter()
        os.write(self._descriptor, key)
        self.until(b"")
        took = time.perf_counter() - before
        self.rest(_REST)
        return took * 1000


@contextmanager
def running(command: Sequence[str], folder: Path, columns: int, lines: int) -> Iterator[Terminal]:
    """Run a command in a terminal of that size and end it afterwards."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(), start_new_session=True
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(ours)
    finally:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)


def measure(terminal: Terminal, keys: bytes, presses: int) -> tuple[float, float]:
    """Press a key, or two in turn, many times; give the median and the 95th percentile in milliseconds."""
    took = [terminal.press(keys[n % len(keys) :][:1]) for n in range(presses)]
    return median(took), quantiles(took, n=20)[-1]


def lines_of(words: str, columns: int, lines: int, presses: int) -> Iterator[str]:
    """Measure every key on a transcript of that size, beside the floor; give a line of the table for each."""
    size = LONG[words]
    studies.prepare(size)
    floor = [sys.executable, str(Path(__file__).parent / "keys_floor.py"), str(size.words)]
    with TemporaryDirectory(prefix="interviewcoder-", dir=DATA) as folder:
        study = studies.copy(size.coded, Path(folder) / "study")
        with (
            running(floor, study, columns, lines) as bare,
            running([studies.PROGRAM, "--study", str(study), "open"], study, columns, lines) as ours,
        ):
            bare.until(TITLE.encode())
            ours.until(TITLE.encode())
            ours.rest(3)
            for title, keys in KEYS.items():
                of_floor, _most = measure(bare, b"l", presses)
                middle, most = measure(ours, keys, presses)
                verdict = "over" if most > _TARGETS[words] else ""
                yield (
                    f"{title:<24}{words:>6}{middle:>9.1f}{most:>9.1f}{of_floor:>9.1f}"
                    f"{middle / of_floor:>8.1f}×{_TARGETS[words]:>9.0f}  {verdict}"
                )


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description="Measure key presses in a terminal.")
    parser.add_argument("--words", nargs="+", choices=LONG, default=list(LONG))
    parser.add_argument("--size", default="80x24", metavar="COLUMNSxLINES")
    parser.add_argument("--presses", type=int, default=60, metavar="N")
    asked = parser.parse_args()
    columns, lines = map(int, asked.size.split("x"))
    print(f"milliseconds from a key to its painted frame, {asked.size}, {asked.presses} presses each")
    print(f"{'':<24}{'words':>6}{'median':>9}{'p95':>9}{'floor':>9}{'ratio':>9}{'p95 ≤':>9}")
    for words in asked.words:
        for line in lines_of(words, columns, lines, asked.presses):
            print(line.rstrip(), flush=True)


if __name__ == "__main__":
    main()
