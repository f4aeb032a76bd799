"""Which reader takes a file: the one asked for, the one of its suffix, or the one of its content.

Owns the refusals of what no reader takes (old Word files, protected files). Loads only the
reader that is needed. Must not read the file's text.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Final, cast

from interviewcoder.domain.errors import Unreadable
from interviewcoder.locales import _

if TYPE_CHECKING:
    from pathlib import Path

    from interviewcoder.formats.transcripts.reading import Reader

GROUP: Final = "interviewcoder.readers"
_OURS: Final = {
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".vtt": "vtt",
    ".srt": "srt",
    ".lrc": "lrc",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".json": "json",
    ".otr": "json",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "table",
    ".eaf": "eaf",
    ".trs": "trs",
    ".xml": "tei",
}
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_STRONG: Final = ((b"{\\rtf", "rtf"), (b"%PDF", "pdf"), (_ZIP, ""))
_SRT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\s*\d+:\d+:\d+[,.]\d+\s*-->")
_VTT: Final = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT")


@cache
def _found() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def formats() -> tuple[str, ...]:
    """Give the names of the formats that can be read, as ``--as`` takes them."""
    return tuple(sorted(_found()))


def suffixes() -> tuple[str, ...]:
    """Give the file suffixes that can be read, lower case with their dot."""
    theirs = {suffix for name in _foreign() for suffix in _load(name).suffixes}
    return tuple(sorted(theirs | {suffix for suffix, name in _OURS.items() if name in _found()}))


def _foreign() -> list[str]:
    return [name for name in _found() if name not in _OURS.values()]


def _load(name: str) -> Reader:
    return cast("Reader", _found()[name].load())


def reader_for(path: Path, data: bytes, as_format: str | None) -> tuple[str, Reader]:
    """Give the name of the format of a file and its reader. Raises `Unreadable` when there is none."""
    name: str | None
    if as_format:
        name = _asked(path, as_format)
    else:
        _refuse_foreign(path, data)
        name = (
            _by_first_bytes(data)
            or _by_suffix(path.suffix.lower())
            or _by_content(data, text=not path.suffix)
        )
    if not name:
        known = ", ".join(suffixes())
        reason = _("Files with the suffix {suffix} are not read.").format(suffix=path.suffix)
        advice = _("Readable are {known}; --as names the format of a file with another suffix.")
        raise Unreadable(path.name, reason, advice.format(known=known))
    try:
        return name, _load(name)
    except Exception as error:
        reason = _("The reader for {format} cannot be loaded.").format(format=name)
        raise Unreadable(path.name, reason) from error


def _asked(path: Path, as_format: str) -> str:
    wanted = as_format.lower().lstrip(".")
    name = wanted if wanted in _found() else _by_suffix(f".{wanted}")
    if not name:
        reason = _("There is no format “{format}”.").format(format=as_format)
        raise Unreadable(path.name, reason, _("There are {known}.").format(known=", ".join(formats())))
    return name


def _by_suffix(suffix: str) -> str | None:
    name = _OURS.get(suffix)
    if name in _found():
        return name
    return next((other for other in _foreign() if suffix in _load(other).suffixes), None) if suffix else None


def _by_first_bytes(data: bytes) -> str | None:
    """Recognise what no suffix can hide: a Word file called .doc, rich text called .txt."""
    for mark, name in _STRONG:
        if data.startswith(mark):
            return name or _kind_of_package(data)
    return None


def _by_content(data: bytes, *, text: bool) -> str | None:
    """Recognise a file by its first bytes; as plain text only where `text` allows it."""
    if _VTT.match(data):
        return "vtt"
    if _SRT.match(data):
        return "srt"
    return "text" if text and b"\0" not in data[:1000] else None


def _kind_of_package(data: bytes) -> str | None:
    from interviewcoder.formats.transcripts.packages import Package, PackageRefused

    try:
        package = Package(data)
        if "mimetype" in package and b"opendocument.text" in package.read("mimetype"):
            return "odt"
        names = package.names
    except PackageRefused:
        return None
    is_word = "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    if is_word:
        return "docx"
    return "table" if any(name.startswith("xl/") for name in names) else None


def _refuse_foreign(path: Path, data: bytes) -> None:
    """Refuse what is known to be something else, with the way out."""
    if path.name.startswith("~$"):
        raise Unreadable(path.name, _("This is the lock file Word leaves while a document is open."))
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable(
                path.name, _("The file is protected by a password."), _("Save it without one and try again.")
            )
        raise Unreadable(path.name, _("This is the format of Word before 2007."), _("Save it as .docx."))
