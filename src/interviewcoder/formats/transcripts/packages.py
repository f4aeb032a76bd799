"""The zip packages docx and odt files are, opened with suspicion, and the XML inside them.

Owns the limits on what a package may unpack to and the one XML parser configuration. Must not
know what the parts mean. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import re
import stat
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ENTRIES: Final = 5_000
MOST_IN_A_PART: Final = 64 * 2**20
MOST_TOGETHER: Final = 200 * 2**20
HIGHEST_RATIO: Final = 200
RATIO_MATTERS_ABOVE: Final = 2**20
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1
_PROLOGUE: Final = 2_000
_ENTITY: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_][\w.-]*;")


class PackageRefused(Exception):
    """The package is broken, locked, or made to do harm. The message is one sentence for the user."""


class Package:
    """A zip file in memory whose parts are read within the limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise PackageRefused(_("The file is damaged or is not what its name says.")) from error
        self._infos = _checked(self._zip.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Read one part. What it declares as its size is all that is read."""
        info = self._infos.get(name)
        if info is None:
            raise PackageRefused(_("The file lacks a part it needs: {part}.").format(part=name))
        try:
            with self._zip.open(info) as part:
                content = part.read(info.file_size + 1)
        except Exception as error:
            raise PackageRefused(
                _("The file is damaged: {part} cannot be unpacked.").format(part=name)
            ) from error
        if len(content) > info.file_size:
            raise PackageRefused(_("The file holds more than it declares, which is how attacks look."))
        return content

    def xml(self, name: str) -> etree._Element:
        """Read one part and parse it."""
        return parse(self.read(name))


def _checked(infos: Sequence[ZipInfo]) -> dict[str, ZipInfo]:
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_TOGETHER:
        raise PackageRefused(_("The file unpacks to more than a document can hold."))
    parts: dict[str, ZipInfo] = {}
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        _check_entry(info)
        if info.filename in parts or info.header_offset < end:
            raise PackageRefused(_("The file's parts overlap, which is how attacks look."))
        end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename.encode()) + info.compress_size
        parts[info.filename] = info
    return parts


def _check_entry(info: ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise PackageRefused(_("The file is protected by a password."))
    inflates = info.file_size > RATIO_MATTERS_ABOVE and info.file_size > HIGHEST_RATIO * max(
        1, info.compress_size
    )
    if inflates or info.file_size > MOST_IN_A_PART:
        raise PackageRefused(_("The file unpacks to more than a document can hold."))
    steps = info.filename.replace("\\", "/").split("/")
    if ".." in steps or steps[0] == "" or ":" in steps[0] or stat.S_ISLNK(info.external_attr >> 16):
        raise PackageRefused(_("The file names parts outside itself, which is how attacks look."))


def parse(data: bytes) -> etree._Element:
    """Parse XML without entities, network or DTD; a DOCTYPE is refused."""
    try:
        root = _root(data)
        declared = root.getroottree().docinfo.internalDTD is not None
    except PackageRefused:
        declared = b"<!DOCTYPE" in data[:_PROLOGUE]
        if not declared:
            raise
    if declared:
        raise PackageRefused(_("The file declares a document type, which is how attacks look."))
    return root


def parse_with_doctype(data: bytes, encoding: str | None = None) -> etree._Element:
    """Parse XML of a format whose files name a document type; none is loaded, no entity is resolved.

    `encoding` overrules what the file says of itself. A file that declares entities is refused.
    """
    root = _root(data, encoding)
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):
        raise PackageRefused(_("The file declares abbreviations of its own, which is how attacks look."))
    unknown = _ENTITY.search(data.replace(b"\0", b"")) if declared is not None else None
    if unknown:
        sentence = _("The file uses the abbreviation {name}, which it does not explain.")
        raise PackageRefused(sentence.format(name=unknown.group().decode("ascii", "replace")))
    return root


def _root(data: bytes, encoding: str | None = None) -> etree._Element:
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding=encoding
        )
        return etree.fromstring(data, parser)
    except LookupError as error:
        raise PackageRefused(_("There is no encoding “{name}”.").format(name=encoding)) from error
    except etree.XMLSyntaxError as error:
        raise PackageRefused(_("The file is damaged: its XML cannot be read.")) from error
