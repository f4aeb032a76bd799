"""The words in a finished file, whatever its form: what somebody who opens it would read.

Owns taking markup away without tearing words apart. Pictures made of points hold no words here.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.errors import Refused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

_CHUNK: Final = 2**20
_WITHIN_WORDS: Final = re.compile(
    r"</?(?:w:(?:r|rPr|t|b|i|u|lang|color|sz|rFonts|proofErr|bookmarkStart|bookmarkEnd)|r|rPr|t|text:span)(?:\s[^<>]*)?/?>"
)
_LOOK: Final = re.compile(r"<(w:)?rPr(?:\s[^<>]*)?>.*?</(?:w:)?rPr>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_TELLING: Final = re.compile(
    r'\b(?:name|tooltip|title|descr|display|displayName|alt|caption|author)="([^"]+)"'
)
_ESCAPED: Final = re.compile(r"\\([^\w\s])")
_MARKUP: Final = frozenset({".xml", ".rels", ".html", ".htm", ".svg", ".xhtml", ".qde", ".qdc"})
_DOCUMENTS: Final = frozenset({".docx", ".xlsx", ".odt", ".pdf", ".rtf"})
_CLOSED: Final = (b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def words_in_file(path: Path) -> Iterator[str]:
    """Give the words of a file, a stretch at a time; a word is never in two of them."""
    with path.open("rb") as file:
        first = file.read(4)
        file.seek(0)
        if first == b"PK\x03\x04":
            yield from _in_archive(file)
        else:
            yield from _in_part(file, path.suffix.lower())


def words_in_data(data: str | bytes, form: str) -> Iterator[str]:
    """Give the words of data of a form (``csv``, ``docx``), as `words_in_file` does."""
    import io

    raw = data.encode() if isinstance(data, str) else data
    if raw[:4] == b"PK\x03\x04":
        yield from _in_archive(io.BytesIO(raw))
    else:
        yield from _in_part(io.BytesIO(raw), f".{form}")


def _in_archive(file: IO[bytes]) -> Iterator[str]:
    """Give the words of all parts, also of documents within: an exchange file holds the interviews as they came."""
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            yield entry.filename
            suffix = f".{entry.filename.rpartition('.')[2].lower()}"
            with archive.open(entry) as part:
                if suffix in _DOCUMENTS:
                    yield from words_in_data(part.read(), suffix[1:])
                elif suffix in _MARKUP or suffix in {".txt", ".csv", ".json", ".md"}:
                    yield from _in_part(part, suffix)


def _in_part(file: IO[bytes], suffix: str) -> Iterator[str]:
    first = file.read(8)
    file.seek(0)
    if first.startswith(_PICTURES):
        return
    if first.startswith(_CLOSED):
        raise Refused(
            _("This kind of file cannot be looked through for real names; say --with-real-names to have it.")
        )
    if suffix == ".json":
        yield from _in_json(file.read())
    elif suffix in _MARKUP:
        yield from map(_without_markup, _stretches(file, b"</w:p>", b">"))
    else:
        for stretch in _stretches(file, b"\n"):
            yield _ESCAPED.sub(r"\1", stretch)


def _in_json(raw: bytes) -> Iterator[str]:
    try:
        content = json.loads(raw)
    except ValueError:
        yield raw.decode("utf-8", "replace")
        return
    yield "\n".join(_strings(content))


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for name, value in content.items():
            yield name
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


def _stretches(file: IO[bytes], *ends: bytes) -> Iterator[str]:
    """Read a file in stretches that stop after a sign at which no word goes on: the first of `ends` that is there."""
    rest = b""
    while chunk := file.read(_CHUNK):
        rest += chunk
        end = next((end for end in ends if end in rest), None)
        if end is not None:
            at = rest.rindex(end) + len(end)
            yield _decoded(rest[:at])
            rest = rest[at:]
    if rest:
        yield _decoded(rest)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _without_markup(text: str) -> str:
    told = _TELLING.findall(text) if '="' in text else []
    plain = _TAG.sub("\n", _WITHIN_WORDS.sub("", _LOOK.sub("", text)))
    return html.unescape("\n".join([plain, *told]))
