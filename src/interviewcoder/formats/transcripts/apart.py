"""Files read in a child process, so that none of them can hurt the program that asked.

Owns the child's life, how long it may take, and what is said when it does not answer. What the child
does is in `child`. Must not read a file's content itself.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer, local
from typing import IO, TYPE_CHECKING, Final, Self, TypeAlias

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts.passing import unpacked
from interviewcoder.locales import _, language, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from interviewcoder.formats.transcripts.reading import Reading
    from interviewcoder.locales import Language

_PROGRAM: Final = "from interviewcoder.formats.transcripts.child import serve; serve()"
_LENGTH: Final = struct.Struct(">Q")
_LONGEST_ANSWER: Final = 256 * 2**20
_SECONDS: Final = 3
_SECONDS_A_MEGABYTE: Final = 2
_MOST_SECONDS: Final = 60
_CHILDREN: Final = 2
_AHEAD: Final = 6
Answer: TypeAlias = "tuple[Reading, ...] | Unreadable"
"""What comes of a file: every interview in it, or why it cannot be taken."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path (for its name), its bytes, and what overrules how it looks."""

    path: Path
    data: bytes
    as_format: str | None = None
    encoding: str | None = None


class Apart:
    """One child process that reads files, one at a time; begun when first needed, and anew after a death."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def begin(self) -> None:
        """Start the child now, so that it is ready when the first file comes."""
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own program
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            with suppress(OSError):
                child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def read_all(self, file: File) -> tuple[Reading, ...]:
        """Read every interview in a file. Raises `Unreadable`, and nothing else, when it cannot be taken."""
        seconds = min(_MOST_SECONDS, _SECONDS + _SECONDS_A_MEGABYTE * len(file.data) // 2**20)
        answer = self._ask(file, seconds)
        kind, content = answer[:1], answer[1:]
        if kind == b"R":
            with suppress(ValueError, TypeError, KeyError):
                return unpacked(content)
        if kind == b"N":
            reason, advice = json.loads(content)
            raise Unreadable(file.path.name, reason, advice)
        self.close()
        if kind == b"M":
            raise Unreadable(file.path.name, _("Reading the file takes more memory than a transcript may."))
        if kind == b"T":
            raise Unreadable(file.path.name, _("Reading the file takes longer than a transcript may."))
        raise Unreadable(
            file.path.name, _("The file made its reader fail."), _("It may be damaged, or made to do harm.")
        )

    def _ask(self, file: File, seconds: int) -> bytes:
        """Give the child's answer; ``T`` when it took too long, nothing when it died otherwise."""
        self.begin()
        assert self._child is not None
        child, late = self._child, []
        task = {
            "name": file.path.name, "as_format": file.as_format, "encoding": file.encoding,
            "language": language(), "seconds": seconds, "size": len(file.data),
        }  # fmt: skip

        def end() -> None:
            late.append(True)
            child.kill()

        timer = Timer(2 * seconds + 1, end)
        timer.start()
        try:
            answer = _exchange(child, json.dumps(task).encode() + b"\n", file.data)
        finally:
            timer.cancel()
        if not answer:
            # The system ends a child that has computed for too long by SIGPROF.
            late = late or [True] * (child.wait() == -27)
        return answer or (b"T" if late else b"")


def _exchange(child: subprocess.Popen[bytes], header: bytes, data: bytes) -> bytes:
    """Send a task and receive the answer; nothing when the child has gone."""
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(OSError, EOFError, struct.error):
        child.stdin.write(header)
        child.stdin.write(data)
        child.stdin.flush()
        (length,) = _LENGTH.unpack(_exactly(child.stdout, _LENGTH.size))
        if length <= _LONGEST_ANSWER:
            return _exactly(child.stdout, length)
    return b""


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) != length:
        raise EOFError
    return content


class Readers:
    """A few children that read files side by side; the answers come in the order of the files.

    They are begun at once, so that they are ready while the program still prepares itself.
    """

    def __init__(self, files: int = _CHILDREN) -> None:
        number = max(1, min(files, _CHILDREN))
        self._all = [Apart() for _child in range(number)]
        self._free = list(self._all)
        self._mine = local()
        self._over = False
        self._threads = ThreadPoolExecutor(number)
        for child in self._all:
            child.begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._all:
            child.close()
        self._threads.shutdown()
        for child in self._all:  # one may have been begun anew meanwhile
            child.close()

    def read(self, files: Iterable[Callable[[], File]]) -> Iterator[tuple[File | None, Answer]]:
        """Give for each file what it holds, or why it cannot be taken; a few files are read ahead."""
        waiting: deque[Future[tuple[File | None, Answer]]] = deque()
        chosen = language()
        for get in files:
            waiting.append(self._threads.submit(self._one, get, chosen))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _one(self, get: Callable[[], File], chosen: Language) -> tuple[File | None, Answer]:
        if not hasattr(self._mine, "child"):
            self._mine.child = self._free.pop()
        with speaking(chosen):
            if self._over:
                return None, Unreadable("", "")
            try:
                file = get()
            except Unreadable as error:
                return None, error
            try:
                return file, self._mine.child.read_all(file)
            except Unreadable as error:
                return file, error
