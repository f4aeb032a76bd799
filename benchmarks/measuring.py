"""Measures whole processes: wall time and the most memory they held.

Owns starting, timing and ending processes. What is run is `rows`. The memory is `ru_maxrss` of `wait4`,
which on Linux is never less than what this small process holds itself.
"""

from __future__ import annotations

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
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COLUMNS: Final = 120
LINES: Final = 40
PATIENCE: Final = 30.0
"""Seconds after which a screen that does not show what it should is given up."""


class Failed(Exception):
    """What was to be measured did not work; the message says why."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took."""

    seconds: float
    mebibytes: float


def environment() -> Mapping[str, str]:
    """Give the environment all processes run in: quiet, in French, with a terminal of many colours."""
    return {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "fr",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def timed(command: Sequence[str], folder: Path, output: Path) -> Measured:
    """Run a command to its end, its output going to a file. Raises `Failed` unless it ends well."""
    with output.open("wb") as out:
        before = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = output.read_text(encoding="utf-8", errors="replace").strip()[-300:]
        raise Failed(f"exit code {process.returncode}: {said}")
    return Measured(seconds, _mebibytes(usage.ru_maxrss))


def _mebibytes(maxrss: int) -> float:
    return maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def until_painted(command: Sequence[str], folder: Path, sought: str) -> Measured:
    """Run a command in a terminal until its screen holds `sought`, then end it. Raises `Failed`."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    before = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        start_new_session=True,
    )
    os.close(theirs)
    try:
        painted = _wait_for(ours, sought.encode(), before + PATIENCE)
        seconds = time.perf_counter() - before
    finally:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        os.close(ours)
    if painted is not None:
        raise Failed(f"the screen never showed “{sought}”: {painted[-200:]!r}")
    return Measured(seconds, _mebibytes(usage.ru_maxrss))


def _wait_for(terminal: int, sought: bytes, until: float) -> bytes | None:
    """Read the terminal until it shows `sought`; give what it showed when it did not."""
    shown = b""
    with suppress(OSError):
        while (left := until - time.perf_counter()) > 0:
            ready, _writable, _failed = select.select([terminal], [], [], left)
            if not ready:
                break
            read = os.read(terminal, 65_536)
            if not read:
                break
            shown += read
            if sought in shown:
                return None
    return shown
