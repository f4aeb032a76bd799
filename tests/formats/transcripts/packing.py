"""Small docx and odt files made in memory for the tests of this folder."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts into a zip file."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    """Give a Word paragraph of one run; a line feed becomes a soft break."""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def docx(body: str, *, main: str = "word/document.xml", prologue: str = "", **parts: str) -> bytes:
    """Give a Word file with this body; `parts` are the inside of comments, footnotes, endnotes, header."""
    folder, name = main.rsplit("/", 1)
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    packed: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{_RELATION}/officeDocument" Target="{main}"/></Relationships>',
        main: f"{prologue}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{name}.rels": f"<Relationships>{related}</Relationships>",
    }
    for kind, content in parts.items():
        packed[f"{folder}/{kind}.xml"] = f"<w:{kind} {_NAMESPACES}>{content}</w:{kind}>"
    return zipped(packed)


def odt(body: str, *, margins: str = "") -> bytes:
    """Give an OpenDocument text with this body; `margins` is the inside of its master page."""
    names = " ".join(
        f'xmlns:{name}="{_ODF}:{part}:1.0"'
        for name, part in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("style", "style"),
        )
    )
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {names}><style:master-page>{margins}</style:master-page></office:document-styles>",
        }
    )
