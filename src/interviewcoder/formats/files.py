"""Reading a file whole and writing one so that it is either the old or the new, never half.

Owns what may go wrong on the disk and the sentence for it. Must not know what is in a file.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.disk import flush
from interviewcoder.domain.errors import NotFound, Refused, Unreadable
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_MOST_NAMES: Final = 100


class Output:
    """A file being written: `temporary` to write to, `final` where it is afterwards."""

    def __init__(self, temporary: Path, final: Path) -> None:
        self.temporary = temporary
        self.final = final

    def __fspath__(self) -> str:
        return str(self.temporary)


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises `NotFound` or `Unreadable` with one sentence, nothing else."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(_("file"), str(path), _neighbours(path)) from error
    except IsADirectoryError as error:
        raise Unreadable(str(path), _("This is a folder, not a file.")) from error
    except PermissionError as error:
        # Windows says "permission denied" of a folder.
        reason = _("This is a folder, not a file.") if path.is_dir() else _("You are not allowed to read it.")
        raise Unreadable(str(path), reason) from error
    except (OSError, ValueError) as error:
        raise Unreadable(str(path), _("It cannot be read from the disk.")) from error


def _neighbours(path: Path) -> list[str]:
    try:
        return [str(path.with_name(entry.name)) for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        return []


@contextmanager
def write_atomically(path: Path) -> Iterator[Output]:
    """Give a temporary file beside `path`, which takes its place when the block ends well.

    The folder is made when it is missing. Where the old file is held open and cannot be replaced, the
    new one is called ``name (2)``; `Output.final` tells. When the block fails nothing has changed. What is there and
    is no regular file – a device, a pipe – is refused: replacing it would take it from everybody who uses it.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.is_dir():
        raise Refused(_("{path} is a folder; name a file in it.").format(path=path))
    if path.exists() and not path.is_file():
        raise Refused(_("{path} is no file that could be replaced; name one.").format(path=path))
    output = Output(_temporary_beside(path), path)
    try:
        yield output
        flush(output.temporary)
        output.final = _put(output.temporary, path)
    except OSError as error:
        if error.errno in _FULL:
            raise Refused(_("The disk is full; {path} was not written.").format(path=path)) from error
        raise Refused(
            _("{path} was not written: {reason}.").format(
                path=path, reason=error.strerror or type(error).__name__
            )
        ) from error
    finally:
        output.temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a whole file atomically; gives the path it ended at."""
    with write_atomically(path) as output:
        output.temporary.write_bytes(data)
    return output.final


def write_text(path: Path, text: str) -> Path:
    """Write a whole file of text, in UTF-8, atomically."""
    return write_bytes(path, text.encode())


def _temporary_beside(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    except OSError as error:
        if error.errno in _FULL:
            raise Refused(_("The disk is full; {path} was not written.").format(path=path)) from error
        raise Refused(_("Nothing can be written in {folder}.").format(folder=path.parent)) from error
    except ValueError as error:
        raise Refused(_("This is no name for a file.")) from error
    os.close(handle)
    return Path(name)


def _put(temporary: Path, path: Path) -> Path:
    for final in _names(path):
        try:
            temporary.replace(final)
        except PermissionError:
            continue
        flush(final.parent)
        return final
    raise Refused(_("{path} is open in another program; close it and try again.").format(path=path))


def _names(path: Path) -> Iterator[Path]:
    yield path
    for n in range(2, _MOST_NAMES):
        other = path.with_name(f"{path.stem} ({n}){path.suffix}")
        if not other.exists():
            yield other
