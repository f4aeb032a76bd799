"""What runs in the child process: it reads one file after another and answers with readings or a refusal.

Owns the limits the child puts on itself and its half of the conversation with `apart`. It may not write a
file, and what a library prints goes nowhere. Must not be imported by anything but the child.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_MEMORY: Final = 512 * 2**20
"""Bytes of address space a child may use beyond what it has when it starts."""
_LENGTH: Final = struct.Struct(">Q")


def serve() -> None:
    """Answer until nothing more is asked."""
    asked = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    _limit()
    while header := asked.readline():
        task = json.loads(header)
        _allow(task["seconds"])
        data = asked.read(task["size"])
        answer = _answer(task, data)
        del data
        _send(answers, answer)


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(_LENGTH.pack(len(answer)))
    answers.write(answer)
    answers.flush()


def _answer(task: Mapping[str, Any], data: bytes) -> bytes:
    """Read one file; the first byte says what follows: readings, a refusal, or that memory ran out."""
    from interviewcoder.domain.errors import Unreadable
    from interviewcoder.formats.transcripts import read_all
    from interviewcoder.formats.transcripts.passing import packed
    from interviewcoder.locales import choose

    choose(task["language"])
    try:
        readings = read_all(
            Path(task["name"]), data=data, as_format=task["as_format"], encoding=task["encoding"]
        )
        return b"R" + packed(readings)
    except Unreadable as error:
        return b"N" + json.dumps([error.reason, error.advice]).encode()
    except MemoryError:
        return b"M"


def _limit() -> None:
    """Set what this process may never do: write a file, leave a core, or grow beyond measure."""
    with suppress(ImportError):  # there are no such limits on Windows
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (_size() + MOST_MEMORY,) * 2)


def _size() -> int:
    """Give the address space in use now, in bytes."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf(
            "SC_PAGESIZE"
        )
    except (OSError, ValueError):
        return 512 * 2**20


def _allow(seconds: int) -> None:
    """Allow so many more seconds of computing; the system ends the process after them, by SIGPROF.

    Not by a limit on the process: the kernel holds that against its clock of ticks, which runs ahead of the exact time
    by a seventh for a child that reads thousands of small files, until one of them is refused for no fault of its own.
    """
    with suppress(ImportError, AttributeError, OSError):  # there are no such clocks on Windows
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)
