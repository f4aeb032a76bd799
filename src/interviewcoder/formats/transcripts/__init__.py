"""Transcripts from files: one `read` for every format.

Owns the promise that whatever goes wrong is one `Unreadable`. Readers are found by the entry point group
``interviewcoder.readers``; only the one needed is loaded, and nothing here before a file is read. Must not
write anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.domain.errors import Unreadable
from interviewcoder.domain.text import words
from interviewcoder.formats.transcripts import choosing
from interviewcoder.formats.transcripts.choosing import formats, suffixes
from interviewcoder.formats.transcripts.reading import (
    Label,
    Note,
    Reader,
    Reading,
    Source,
    Utterance,
)
from interviewcoder.locales import _

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Label", "Note", "Reader", "Reading", "Source", "Utterance", "formats", "read", "read_all", "suffixes",
]  # fmt: skip

_LARGEST: Final = 100 * 2**20


def read(
    path: Path,
    *,
    data: bytes | None = None,
    as_format: str | None = None,
    encoding: str | None = None,
) -> Reading:
    """Read the one interview in a file; see `read_all`. Raises `Unreadable` when it holds several."""
    readings = read_all(path, data=data, as_format=as_format, encoding=encoding)
    if len(readings) > 1:
        raise Unreadable(path.name, _("The file holds several interviews."))
    return readings[0]


def read_all(
    path: Path,
    *,
    data: bytes | None = None,
    as_format: str | None = None,
    encoding: str | None = None,
) -> tuple[Reading, ...]:
    """Read every interview in a file; `data` are the file's bytes when they are at hand already.

    `as_format` (one of `formats()`) and `encoding` overrule what the file looks like. Raises
    `Unreadable`, and nothing else, when the file cannot be taken.
    """
    from interviewcoder.formats.transcripts.packages import PackageRefused
    from interviewcoder.formats.transcripts.understanding import understood

    content = _content(path) if data is None else data
    if not content.strip():
        raise Unreadable(path.name, _("The file is empty."))
    name, reader = choosing.reader_for(path, content, as_format)
    try:
        found = reader.read(content, encoding=encoding)
        sources = found if isinstance(found, tuple) else (found,)
        readings = tuple(understood(name, source) for source in sources)
    except PackageRefused as error:
        raise Unreadable(path.name, str(error), _advice(encoding)) from error
    except MemoryError:
        raise
    except Exception as error:
        reason = _("The file cannot be read as {format}.").format(format=name)
        raise Unreadable(path.name, reason, _("It may be damaged, or have the wrong suffix.")) from error
    readings = tuple(reading for reading in readings if words(reading.text))
    if not readings:
        raise Unreadable(path.name, _("The file holds no words."))
    return readings


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable(path.name, _("The file is larger than any transcript."))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(path.name, _("There is no such file.")) from error
    except OSError as error:
        raise Unreadable(path.name, _("The file cannot be opened.")) from error


def _advice(encoding: str | None) -> str:
    return _("Leave out the encoding, or name another.") if encoding else ""
