"""Broken and hostile files, each with what must come of it: words that are read, or a reason for refusing.

An expectation that begins with ``!`` is part of the refusal's sentence, any other a part of the text.
"""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from .packing import docx, odt, paragraph, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

Case = tuple[str, bytes, str]
SAID: Final = "phrase confidentielle à ne pas répéter"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS: Final = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_OUTSIDE: Final = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_ALONE: Final = "The file is damaged or is not what its name says"
_UNPACKS: Final = "unpacks to more than a document can hold"
_LIMIT: Final = "than a transcript"


def cases() -> Iterator[tuple[str, Case]]:
    """Give every file by its description."""
    yield from packages()
    yield from word()
    yield from opendocument()
    yield from text()
    yield from cues()
    yield from data()
    yield from trees()
    yield from tables()
    yield from web()
    yield from rich_text()
    yield from portable()


def _bomb(name: str, part: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package, package.open(part, "w", force_zip64=True) as inside:
        for _block in range(300):
            inside.write(b"\0" * 2**20)
    return buffer.getvalue()


def _entry(name: str, content: bytes = b"x", **facts: int) -> bytes:
    buffer = BytesIO()
    info = ZipInfo(name)
    for fact, value in facts.items():
        setattr(info, fact, value)
    with ZipFile(buffer, "w", ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<x/>")
        package.writestr(info, content)
    return buffer.getvalue()


def _patched(package: bytes, place: bytes, offset: int, value: bytes) -> bytes:
    """Change bytes of the central directory."""
    at = package.rindex(place) + offset
    return package[:at] + value + package[at + len(value) :]


def packages() -> Iterator[tuple[str, Case]]:
    """Give zip packages that are broken or lie."""
    good = docx(paragraph(SAID))
    yield "empty file", ("a.docx", b"", "!empty")
    yield "only zeros", ("a.docx", b"\0" * 1000, f"!{_ALONE}")
    yield "a picture called docx", ("a.docx", b"\xff\xd8\xff\xe0" + bytes(500), f"!{_ALONE}")
    for share in (2, 10, 50, 90, 99):
        yield f"docx cut at {share} %", ("a.docx", good[: len(good) * share // 100], f"!{_ALONE}")
    yield "bytes before the zip", ("a.docx", b"\0\0\0\0" + good, SAID)
    yield "bytes after the zip", ("a.docx", good + b"\0" * 40, SAID)
    yield "bomb in the document", ("a.docx", _bomb("a", "word/document.xml"), f"!{_UNPACKS}")
    yield "bomb in an odt", ("a.odt", _bomb("a", "content.xml"), f"!{_UNPACKS}")
    yield "bomb in a workbook", ("a.xlsx", _bomb("a", "xl/workbook.xml"), "!")
    many: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<x/>",
        **{f"p{n}": b"" for n in range(5_100)},
    }
    yield "thousands of parts", ("a.docx", zipped(many), f"!{_UNPACKS}")
    for n, name in enumerate(("../../a.xml", "/etc/a", "C:/a.xml", "..\\a.xml", "a/../../../b")):
        yield f"climbing name {n}", ("a.docx", _entry(name), "!outside itself")
    yield "link", ("a.docx", _entry("link", b"/etc/passwd", external_attr=0o120777 << 16), "!outside itself")
    locked = _patched(good, b"PK\x01\x02", 8, struct.pack("<H", 1))
    yield "entry said to be encrypted", ("a.docx", locked, "!password")
    yield "unknown compression", ("a.docx", _patched(good, b"PK\x01\x02", 10, struct.pack("<H", 99)), "!")
    yield "false size", ("a.docx", _patched(good, b"PK\x01\x02", 24, struct.pack("<I", 3)), "!")
    yield "false checksum", ("a.docx", _patched(good, b"PK\x01\x02", 16, b"\1\2\3\4"), "!")
    yield (
        "directory that points nowhere",
        ("a.docx", _patched(good, b"PK\x05\x06", 16, b"\xff\xff\xff\x7f"), "!"),
    )
    yield "zip inside a zip only", ("a.docx", zipped({"a.docx": good}), "!no Word document")
    yield (
        "protected by Office",
        ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "!password"),
    )
    yield "Word 97", ("a.doc", _OLE + bytes(2000), "!Save it as .docx")
    yield "lock file of Word", ("~$a.docx", b"\x05Ana" + bytes(158), "!lock file")
    yield "docx called doc", ("a.doc", good, SAID)
    yield "docx called txt", ("a.txt", good, SAID)
    yield "odt called docx", ("a.docx", odt(f"<text:p>{SAID}</text:p>"), SAID)


def word() -> Iterator[tuple[str, Case]]:
    """Give Word files whose XML is broken, deep, huge or empty."""
    yield "entities that multiply", ("a.docx", docx(paragraph("&i;"), prologue=_LAUGHS), "!document type")
    yield "entity from outside", ("a.docx", docx(paragraph("&a;"), prologue=_OUTSIDE), "!document type")
    yield "undefined entity", ("a.docx", docx(paragraph("&rien;")), "!XML")
    yield "unclosed paragraph", ("a.docx", docx(f"<w:p><w:r><w:t>{SAID}"), "!XML")
    yield "unknown namespace prefix", ("a.docx", docx(f"<q:p>{SAID}</q:p>"), "!XML")
    yield (
        "no body",
        ("a.docx", zipped({"_rels/.rels": _relations(), "word/document.xml": "<x/>"}), "!no text"),
    )
    yield (
        "no main part",
        ("a.docx", zipped({"_rels/.rels": _relations(), "word/other.xml": "<x/>"}), "!no Word document"),
    )
    yield "only empty paragraphs", ("a.docx", docx("<w:p/>" * 50_000), "!no words")
    yield (
        "only deleted words",
        ("a.docx", docx(f"<w:p><w:del><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>"), "!no words"),
    )
    yield "only a picture", ("a.docx", docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "!no words")
    yield "deep nesting", ("a.docx", docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), "!XML")
    yield (
        "tables in tables",
        ("a.docx", docx("<w:tbl><w:tr><w:tc>" * 40 + paragraph(SAID) + "</w:tc></w:tr></w:tbl>" * 40), SAID),
    )
    yield "zero byte in the XML", ("a.docx", docx(f"<w:p><w:r><w:t>{SAID}\0</w:t></w:r></w:p>"), "!XML")
    yield "lone surrogate by number", ("a.docx", docx("<w:p><w:r><w:t>&#xD800;</w:t></w:r></w:p>"), "!XML")
    latin = zipped({"_rels/.rels": _relations(), "word/document.xml": b"<x>\xe9\xff</x>"})
    yield "XML that is no UTF-8", ("a.docx", latin, "!XML")
    yield "XML in UTF-16", (
        "a.docx",
        zipped({
            "_rels/.rels": _relations(),
            "word/document.xml": (
                '<?xml version="1.0" encoding="UTF-16"?><w:document '
                'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                f"{paragraph(SAID)}</w:body></w:document>"
            ).encode("utf-16"),
        }),
        SAID,
    )  # fmt: skip
    yield "broken comments", ("a.docx", docx(paragraph(SAID), comments="<w:comment"), "!XML")
    yield (
        "comment that is nowhere",
        (
            "a.docx",
            docx(paragraph(SAID), comments='<w:comment w:id="9">' + paragraph("là") + "</w:comment>"),
            SAID,
        ),
    )
    yield (
        "range that never ends",
        ("a.docx", docx(f'<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>{SAID}</w:t></w:r></w:p>'), SAID),
    )
    yield "one run of a megabyte", ("a.docx", docx(paragraph("oui " * 250_000)), "oui oui")
    yield (
        "a hundred thousand runs",
        (
            "a.docx",
            docx("<w:p>" + "".join(f"<w:r><w:t>{n * n} </w:t></w:r>" for n in range(100_000)) + "</w:p>"),
            "0 1 4 9",
        ),
    )
    yield "relation to itself", (
        "a.docx",
        zipped({"_rels/.rels": _relations("_rels/.rels"), "word/document.xml": "<x/>"}),
        "!no text",
    )  # fmt: skip
    yield (
        "symbol out of range",
        ("a.docx", docx(f'<w:p><w:r><w:sym w:char="FFFFFFFF"/><w:t>{SAID}</w:t></w:r></w:p>'), SAID),
    )


def _relations(target: str = "word/document.xml") -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return f'<Relationships><Relationship Id="r" Type="{kind}" Target="{target}"/></Relationships>'


def opendocument() -> Iterator[tuple[str, Case]]:
    """Give OpenDocument texts of the same kinds."""
    good = odt(f"<text:p>{SAID}</text:p>")
    yield "odt cut in half", ("a.odt", good[: len(good) // 2], f"!{_ALONE}")
    yield (
        "odt without content",
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "!content.xml"),
    )
    yield (
        "odt of a spreadsheet",
        ("a.odt", zipped({"mimetype": "x", "content.xml": "<a/>"}), "!no OpenDocument text"),
    )
    yield "odt with entities", ("a.odt", zipped({"content.xml": _LAUGHS + "<x>&i;</x>"}), "!document type")
    yield (
        "odt with a password",
        (
            "a.odt",
            zipped({"META-INF/manifest.xml": "<encryption-data/>", "content.xml": "<a/>"}),
            "!password",
        ),
    )
    yield (
        "odt with very many spaces",
        ("a.odt", odt(f'<text:p>{SAID}<text:s text:c="999999999"/>x</text:p>'), SAID),
    )
    yield "odt with a bad count", ("a.odt", odt(f'<text:p>{SAID}<text:s text:c="-3x"/></text:p>'), SAID)
    yield (
        "odt with deep lists",
        (
            "a.odt",
            odt(
                "<text:list><text:list-item>" * 90
                + f"<text:p>{SAID}</text:p>"
                + "</text:list-item></text:list>" * 90
            ),
            SAID,
        ),
    )
    yield "odt nested beyond reason", ("a.odt", odt("<text:list>" * 9_000 + "</text:list>" * 9_000), "!XML")
    yield "odt of empty paragraphs", ("a.odt", odt("<text:p/>" * 30_000), "!no words")
    yield "odt whose styles are broken", ("a.odt", zipped({"content.xml": "<a/>", "styles.xml": "<b"}), "!")


def text() -> Iterator[tuple[str, Case]]:
    """Give plain texts in odd encodings and shapes."""
    yield "only white space", ("a.txt", b" \r\n\t\n", "!empty")
    yield "only a byte-order mark", ("a.txt", b"\xef\xbb\xbf", "!no words")
    yield "only punctuation", ("a.txt", b"... --- !!!", "!no words")
    yield "all bytes", ("a.txt", bytes(range(256)) * 8, "!not text")
    yield "a program", ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(3000), "!not text")
    yield "zero bytes in a text", ("a.txt", SAID.encode() + b"\0\0\0", "!not text")
    yield "UTF-16 with an odd length", ("a.txt", SAID.encode("utf-16") + b"\x41", SAID)
    yield "UTF-16 without a mark", ("a.txt", SAID.encode("utf-16-be"), SAID)
    yield "UTF-32", ("a.txt", SAID.encode("utf-32"), SAID)
    yield "cut inside a letter", ("a.txt", (SAID + " é").encode()[:-1], "confidentielle")
    yield "UTF-8 and Windows mixed", ("a.txt", "été\n".encode() * 20 + "été\n".encode("cp1252"), "été")
    yield "surrogates in UTF-8", ("a.txt", SAID.encode() + b"\xed\xa0\xbd\xed\xb8\x80", "confidentielle")
    yield (
        "carriage returns alone",
        ("a.txt", f"Ana : {SAID}\rBob : non\rAna : si".encode(), f"Ana : {SAID}\nBob"),
    )
    yield "control sequences", ("a.txt", f"\x1b[2J\x1b]0;titre\x07{SAID * 6}".encode(), SAID)
    yield "bidirectional overrides", ("a.txt", f"\u202e{SAID}\u202c".encode(), SAID)
    yield "marks piled up", ("a.txt", ("e" + "\u0301" * 5_000 + " " + SAID).encode(), SAID)
    yield "one line of five megabytes", ("a.txt", b"oui " * 1_250_000, "oui oui")
    yield "no space in a megabyte", ("a.txt", b"a" * 1_000_000, "aaaa")
    yield "a megabyte of brackets", ("a.txt", b"[" * 1_000_000 + b" oui", "oui")
    yield "a megabyte of colons", ("a.txt", b"a:" * 500_000, "a:a:")
    spaces = ("**" + "\u00a0" * 250 + "oui\n") * 40
    yield "stars and spaces without end", ("a.md", spaces.encode(), "oui")
    yield "stars without end", ("a.md", b"**" * 300_000 + b" oui", "oui")
    yield "a hundred thousand short lines", ("a.txt", b"A: a\nB: b\n" * 50_000, "A: a")
    yield "times without end", ("a.txt", b"[00:00:01] " * 100_000 + b"oui", "oui")
    yield "dashes without end", ("a.txt", b"- " * 300_000 + b"oui", "oui")
    yield "hashes without end", ("a.txt", b"#" * 500_000 + b" oui", "oui")
    yield "front matter that never ends", ("a.md", b"---\n" + b"a: b\n" * 50_000, "a: b")
    yield "a label of a thousand words", ("a.txt", (" ".join(["mot"] * 1_000) + f" : {SAID}").encode(), SAID)
    yield "unknown suffix", ("a.xyz", SAID.encode(), "!--as")
    yield "no suffix", ("entretien", SAID.encode(), SAID)
    yield "a name with control characters", ("a\x1b[2J\n.txt", SAID.encode(), SAID)


def cues() -> Iterator[tuple[str, Case]]:
    """Give subtitles with broken times, voices and blocks."""
    cue = f"00:01.000 --> 00:02.000\n{SAID}\n"
    yield "vtt without cues", ("a.vtt", b"WEBVTT\n\nNOTE rien\n", "!no times")
    yield "vtt without times", ("a.vtt", f"WEBVTT\n\n{SAID}\n".encode(), "!no times")
    yield "srt that is a text", ("a.srt", SAID.encode(), "!no times")
    yield "vtt without header", ("a.vtt", cue.encode(), SAID)
    yield "times that run back", ("a.vtt", f"WEBVTT\n\n00:09.000 --> 00:01.000\n{SAID}\n".encode(), SAID)
    yield (
        "times beyond all days",
        ("a.vtt", f"WEBVTT\n\n99999999:00:00.000 --> 99999999:00:01.000\n{SAID}\n".encode(), SAID),
    )
    yield "times of letters", ("a.vtt", f"WEBVTT\n\naa:bb.000 --> 00:cc.000\n{SAID}\n".encode(), "!no times")
    yield "voice never closed", ("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>{SAID}".encode(), SAID)
    yield (
        "voices in voices",
        ("a.vtt", ("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>" * 5_000 + SAID).encode(), SAID),
    )
    yield (
        "a bracket that never closes",
        ("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{SAID} <3 oui\n".encode(), "<3 oui"),
    )
    yield "arrows without end", ("a.vtt", ("WEBVTT\n\n" + "-->" * 100_000 + "\n" + cue).encode(), SAID)
    yield (
        "a hundred thousand cues",
        (
            "a.srt",
            "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\noui\n\n" for n in range(100_000)).encode(),
            "oui",
        ),
    )
    yield (
        "cues without blank lines",
        ("a.srt", (f"1\n00:00:01,000 --> 00:00:02,000\n{SAID}\n" * 3).encode(), SAID),
    )
    yield "vtt in UTF-16", ("a.vtt", ("WEBVTT\n\n" + cue).encode("utf-16"), SAID)
    yield (
        "style block that never ends",
        ("a.vtt", ("WEBVTT\n\nSTYLE\n" + "a{}\n" * 10_000 + "\n" + cue).encode(), SAID),
    )
    yield "lrc without stamps", ("a.lrc", SAID.encode(), "!")
    yield "lrc of stamps only", ("a.lrc", b"[00:01.00]\n" * 10_000, "!")


def data() -> Iterator[tuple[str, Case]]:
    """Give JSON that is broken, deep, huge, or no transcript."""
    segments = {"segments": [{"start": 0, "end": 1, "text": SAID}]}
    good = json.dumps(segments, ensure_ascii=False).encode()
    yield "JSON cut short", ("a.json", good[:-8], "!")
    yield "JSON that is a number", ("a.json", b"42", "!")
    yield "JSON that is a list of numbers", ("a.json", json.dumps(list(range(5000))).encode(), "!")
    yield "JSON without words", ("a.json", b'{"segments": []}', "!")
    yield "JSON nested without end", ("a.json", b"[" * 200_000 + b"]" * 200_000, "!")
    yield "objects nested without end", ("a.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "!")
    yield (
        "number without end",
        ("a.json", b'{"segments":[{"start":' + b"9" * 20_000 + b',"end":1,"text":"oui"}]}', "!"),
    )
    yield "infinite time", ("a.json", b'{"segments":[{"start":1e999,"end":NaN,"text":"oui"}]}', "!")
    yield "negative time", ("a.json", b'{"segments":[{"start":-5,"end":-1,"text":"oui"}]}', "oui")
    yield "text that is a list", ("a.json", b'{"segments":[{"start":0,"end":1,"text":[1,2]}]}', "!")
    yield (
        "lone surrogate in JSON",
        ("a.json", b'{"segments":[{"start":0,"end":1,"text":"oui \\ud800 non"}]}', "oui"),
    )
    yield (
        "control characters in JSON",
        ("a.json", b'{"segments":[{"start":0,"end":1,"text":"oui\n\x01non"}]}', "oui"),
    )
    yield "letters cut in JSON", ("a.json", good.replace("à".encode(), b"\xc3"), "confidentielle")
    yield (
        "fifty thousand segments",
        (
            "a.json",
            json.dumps(
                {"segments": [{"start": n, "end": n + 1, "text": "oui"} for n in range(50_000)]}
            ).encode(),
            "oui",
        ),
    )
    yield "otr without text", ("a.otr", b'{"media": "a.mp3"}', "!")


def trees() -> Iterator[tuple[str, Case]]:
    """Give broken ELAN, Transcriber and TEI files."""
    yield (
        "eaf with entities",
        ("a.eaf", (_LAUGHS + "<ANNOTATION_DOCUMENT>&i;</ANNOTATION_DOCUMENT>").encode(), "!"),
    )
    yield "eaf without annotations", ("a.eaf", b"<ANNOTATION_DOCUMENT/>", "!")
    yield "eaf of nothing", ("a.eaf", b"<x/>", "!")
    yield "trs with entities", ("a.trs", (_LAUGHS + "<Trans>&i;</Trans>").encode(), "!")
    yield "trs with an outside entity", ("a.trs", (_OUTSIDE + "<Trans>&a;</Trans>").encode(), "!")
    yield "trs cut short", ("a.trs", b"<Trans><Episode><Section>", "!")
    yield "xml that is no TEI", ("a.xml", f"<note>{SAID}</note>".encode(), "!")
    yield (
        "tei nested without end",
        ("a.xml", b'<TEI xmlns="http://www.tei-c.org/ns/1.0">' + b"<u>" * 50_000, "!"),
    )


def tables() -> Iterator[tuple[str, Case]]:
    """Give tables that are broken, or something else."""
    yield "csv of an attribute table", ("a.csv", "cas;âge;secteur\nA;42;public\nB;33;privé\n".encode(), "!")
    yield "csv of codings", ("a.csv", f"transcript,start,end,code,quote\nA,0,9,Moyens,{SAID}\n".encode(), "!")
    yield "csv with an open quotation mark", ("a.csv", ('locuteur;texte\nAna;"' + SAID).encode(), "")
    yield "csv of zero bytes", ("a.csv", bytes(500), "!")
    yield "a line of commas", ("a.csv", b"," * 300_000, "!")
    yield "xlsx cut short", ("a.xlsx", zipped({"xl/workbook.xml": "<x/>"})[:60], "!")
    yield (
        "xlsx without sheets",
        ("a.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "!"),
    )
    yield (
        "xlsx with entities",
        (
            "a.xlsx",
            zipped(
                {"[Content_Types].xml": _LAUGHS + "<x>&i;</x>", "xl/workbook.xml": _LAUGHS + "<x>&i;</x>"}
            ),
            "!",
        ),
    )


def web() -> Iterator[tuple[str, Case]]:
    """Give HTML that is deep, huge, broken, or says nothing."""
    yield "html of scripts only", ("a.html", b"<script>var a = 'oui';</script>", "!")
    yield "html nested without end", ("a.html", b"<div>" * 100_000 + SAID.encode(), "")
    yield "html with entities", ("a.html", (_LAUGHS + f"<html><body><p>&i; {SAID}").encode(), SAID)
    yield "html that never closes", ("a.html", ("<p><b><i>" + SAID).encode(), SAID)
    yield "html with surrogates", ("a.html", f"<p>{SAID} &#xD83D;&#xDE00;</p>".encode(), SAID)
    yield "html of a hundred thousand paragraphs", ("a.html", b"<p>oui" * 100_000, "oui")
    yield (
        "html that asks for files",
        (
            "a.html",
            f'<img src="file:///etc/passwd"><iframe src="http://x.invalid/"></iframe><p>{SAID}'.encode(),
            SAID,
        ),
    )


def rich_text() -> Iterator[tuple[str, Case]]:
    """Give rich text that is deep, cut, or counts wrongly."""
    yield "braces without end", ("a.rtf", b"{\\rtf1 " + b"{" * 500_000, "!")
    yield "braces closed too often", ("a.rtf", b"{\\rtf1 oui}" + b"}" * 100_000, "oui")
    yield "rtf cut short", ("a.rtf", b"{\\rtf1\\ansi oui \\b no", "oui")
    yield "bytes said to follow", ("a.rtf", b"{\\rtf1 oui \\bin999999999999 abc}", "oui")
    yield "letters out of range", ("a.rtf", b"{\\rtf1 oui \\u99999999? \\'zz \\u-70000?}", "oui")
    yield "a keyword without end", ("a.rtf", b"{\\rtf1 oui \\" + b"a" * 500_000 + b"}", "oui")
    yield "rtf called doc", ("a.doc", b"{\\rtf1\\ansi Ana\\'a0: oui\\par}", "oui")


_FONT: Final = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def _pdf(stream: bytes, *, filters: bytes = b"") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources " + _FONT + b" >>",
        b"<< /Length %d %s>>\nstream\n" % (len(stream), filters) + stream + b"\nendstream",
    ]  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + (b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body)))
    )


def portable() -> Iterator[tuple[str, Case]]:
    """Give PDF files that are broken, empty, locked, or unpack without end."""
    yield "pdf of nothing", ("a.pdf", b"%PDF-1.7", "!")
    yield "pdf cut short", ("a.pdf", _pdf(b"BT /F 12 Tf (oui) Tj ET")[:300], "!")
    yield "pdf without text", ("a.pdf", _pdf(b"0 0 100 100 re f"), "!")
    yield "pdf that is a picture", ("a.pdf", b"%PDF-1.4\n" + b"\xff\xd8\xff" * 2_000, "!")
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    yield "pdf that unpacks without end", ("a.pdf", _pdf(packed, filters=b"/Filter /FlateDecode "), "!")
    loop = _pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    yield "pdf whose pages hold themselves", ("a.pdf", loop, "!")
    yield "pdf with words and no end", ("a.pdf", _pdf(b"BT /F 12 Tf " + b"(a ) Tj " * 10 + b"((((((( "), "!")
