"""What cannot be taken is refused in one sentence that names the file and the way out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from interviewcoder.domain.errors import Unreadable
from interviewcoder.formats.transcripts import formats, packages, read, suffixes
from interviewcoder.formats.transcripts.packages import Package, PackageRefused

from .packing import docx, odt, paragraph, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
SECRET = "phrase confidentielle"

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"),
    "only white space": ("a.txt", b" \n ", "empty"),
    "no words": ("a.docx", docx(paragraph("")), "no words"),
    "old Word": ("a.doc", OLE + b"\0" * 600, "Save it as .docx"),
    "protected docx": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "truncated docx": ("a.docx", docx(paragraph(SECRET))[:200], "damaged"),
    "text called docx": ("a.docx", SECRET.encode(), "damaged"),
    "broken XML": ("a.docx", docx(f"<w:p>{SECRET}"), "XML"),
    "DOCTYPE in docx": ("a.docx", docx(paragraph(SECRET), prologue=DOCTYPE), "document type"),
    "zip that is no document": ("a.docx", zipped({"a.txt": SECRET}), "no Word document"),
    "unknown suffix": ("a.xyz", SECRET.encode(), "--as"),
    "binary called txt": ("a.txt", bytes(range(256)) * 4, "not text"),
    "lock file": ("~$a.docx", b"\x05abc" + b"\0" * 100, "lock file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_reason(case: str) -> None:
    """Each refusal names the file and the reason, and holds nothing of the text."""
    name, data, reason = REFUSED[case]
    with pytest.raises(Unreadable) as refused:
        read(Path(name), data=data)
    assert refused.value.file == name
    assert reason in refused.value.sentence
    assert SECRET not in refused.value.sentence


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there, or a folder, is refused like any other."""
    with pytest.raises(Unreadable, match="no such file"):
        read(tmp_path / "a.txt")
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(tmp_path)


def test_format_can_be_told() -> None:
    """`as_format` takes a format's name or suffix, and overrules the file's suffix."""
    assert read(Path("a.xyz"), data=b"oui", as_format="text").format == "text"
    assert read(Path("a.xyz"), data=b"oui", as_format="md").format == "markdown"
    with pytest.raises(Unreadable, match="no format"):
        read(Path("a.txt"), data=b"oui", as_format="klingon")


def test_content_says_what_the_suffix_does_not() -> None:
    """A file with a foreign suffix, or none, is recognised by its content."""
    vtt = b"WEBVTT\n\n00:01.000 --> 00:02.000\noui\n"
    srt = b"1\n00:00:01,000 --> 00:00:02,000\noui\n"
    samples = {"docx": docx(paragraph("oui")), "odt": odt("<text:p>oui</text:p>"), "vtt": vtt, "srt": srt}
    for name, data in samples.items():
        assert read(Path("a.bin"), data=data).format == name
    assert read(Path("README"), data=b"oui").format == "text"


def test_formats_and_suffixes_are_told() -> None:
    """The formats of this room are there, with their suffixes."""
    assert {"docx", "odt", "text", "markdown", "vtt", "srt"} <= set(formats())
    assert {".docx", ".odt", ".txt", ".md", ".vtt", ".srt"} <= set(suffixes())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A part that unpacks to far more than its size is refused by what it declares."""
    with pytest.raises(PackageRefused, match="more than a document"):
        Package(zipped({"word/document.xml": b"0" * (packages.RATIO_MATTERS_ABOVE + 1)}))


def test_too_many_entries_are_refused() -> None:
    """A package of more parts than any document has is refused."""
    with pytest.raises(PackageRefused, match="more than a document"):
        Package(zipped({f"{n}": b"" for n in range(packages.MOST_ENTRIES + 1)}))


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "a/../../b.xml", "C:/a.xml", "..\\a.xml"])
def test_names_outside_are_refused(name: str) -> None:
    """A part whose name leads out of the package is refused."""
    with pytest.raises(PackageRefused, match="outside"):
        Package(zipped({name: b"x"}))


def test_overlapping_parts_are_refused() -> None:
    """Two entries that point to the same bytes are refused."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        package.writestr("a.xml", "x" * 100)
        package.writestr("b.xml", "x" * 100)
        package.filelist[1].header_offset = package.filelist[0].header_offset
    with pytest.raises(PackageRefused, match="overlap"):
        Package(buffer.getvalue())
