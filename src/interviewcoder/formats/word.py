"""The blocks Word documents are built of: pages, tables that print well, captions that Word can list.

Owns the border to python-docx. Must not know what is written.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats import dating
from interviewcoder.locales import _, language

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

_NOT_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARGIN_CM: Final = 2.0
SMALL: Final = 8
_LINKED: Final = "1F3864"
_KEPT: Final = 1_500
_RIGHT: Final = 2
"""WD_ALIGN_PARAGRAPH.RIGHT, which is not worth loading python-docx for."""


def clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def new_document(title: str, *, landscape: bool = False) -> Any:
    """Start a document: A4, titled, in the current language, pages numbered."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = Document()
    section = document.sections[0]
    width, height = Cm(21.0), Cm(29.7)
    if landscape:
        width, height = height, width
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    document.core_properties.title = clean(title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    tag = "fr-FR" if language() == "fr" else "en-GB"
    for run in document.styles.element.iter(f"{_WORD}lang"):
        run.set(f"{_WORD}val", tag)
    _number_pages(section)
    return document


def _number_pages(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = 1
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" / ")
    add_field(paragraph, "NUMPAGES", "1")


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field that Word computes; `shown` stands until it does."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(f"{_WORD}instr", f" {instruction} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def add_caption(document: Any, text: str, number: int = 1) -> None:
    """Add a caption that enters Word's list of tables; `number` stands until Word counts."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    label = _("Table")
    paragraph.add_run(f"{label} ")
    add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
    separator = "\u00a0: " if language() == "fr" else ": "
    paragraph.add_run(separator + clean(text))


def add_quote(document: Any, text: str, source: str) -> None:
    """Add words that somebody said, with where they are from below them on the same page."""
    words = document.add_paragraph(clean(text), style="Quote")
    words.paragraph_format.space_after = 0
    # Kept together with what is below it, a long one would leave the page before it empty.
    words.paragraph_format.keep_with_next = len(text) < _KEPT
    document.add_paragraph(clean(source)).alignment = _RIGHT


def add_table(
    document: Any,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    shares: Sequence[float] | None = None,
    of: float | None = None,
    figures_from: int | None = None,
    turned: int = 0,
    bold: Container[int] = (),
    links: Mapping[tuple[int, int], str] | None = None,
) -> Any:
    """Add a table whose header comes back on each page and whose rows stay whole.

    `shares` are the columns' parts of the width, out of `of`, or of themselves. Cells from the column `figures_from` on
    are centred; with `turned` their headers read upwards, in lines of so many letters. Rows `bold` are bold. `links` says of cells, by row and
    column, to which bookmark they lead. A row of one cell where there are more columns is a heading over those below it.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT

    table = document.add_table(rows=1, cols=len(headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _soften(table)
    _set_widths(document, table, shares or [1.0] * len(headers), of)
    first_figure = len(headers) if figures_from is None else figures_from
    head = table.rows[0]
    for i, (cell, header) in enumerate(zip(head.cells, headers, strict=True)):
        fill(cell, header, bold=True, centred=i >= first_figure and not turned)
        _shade(cell)
        if turned and i >= first_figure:
            _turn(cell)
    _flag(head, "w:tblHeader")
    _flag(head, "w:cantSplit")
    if turned:
        longest = max((len(header) for header in headers[first_figure:]), default=0)
        _set_height(head, min(longest, turned))
    for n, texts in enumerate(rows):
        row = table.add_row()
        _flag(row, "w:cantSplit")
        cells = row.cells
        if len(texts) < len(cells):
            cells = (cells[0].merge(cells[-1]),)
            _shade(cells[0])
        for i, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            strong = n in bold or len(cells) < len(headers)
            fill(cell, text, bold=strong, centred=i >= first_figure, to=(links or {}).get((n, i), ""))
        if len(cells) < len(headers):
            cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    return table


def _soften(table: Any) -> None:
    """Draw the lines of a table thin and grey, and leave little beside the words in its cells."""
    from docx.oxml import OxmlElement

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "A6A6A6")):
            line.set(f"{_WORD}{name}", value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx draws no borders
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(f"{_WORD}w", "57")
        margin.set(f"{_WORD}type", "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - nor has it margins


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E7ECF5")):
        shading.set(f"{_WORD}{name}", value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx shades no cells


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Give a paragraph a name that links lead to, and the number that no other in the document has."""
    from docx.oxml import OxmlElement

    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(f"{_WORD}id", str(number))
        if kind == "w:bookmarkStart":
            mark.set(f"{_WORD}name", name)
        paragraph._p.append(mark)  # noqa: SLF001 - python-docx has no bookmarks


def _lead(paragraph: Any, run: Any, to: str) -> None:
    """Let a run lead to a bookmark."""
    from docx.oxml import OxmlElement
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(f"{_WORD}anchor", to)
    run.font.color.rgb = RGBColor.from_string(_LINKED)
    paragraph._p.append(link)  # noqa: SLF001 - python-docx writes no links
    link.append(run._r)  # noqa: SLF001 - as above


def fill(cell: Any, text: str, *, bold: bool = False, centred: bool = False, to: str = "") -> None:
    """Write a text in a cell, a paragraph for each of its own; one that leads `to` a bookmark where there is one."""
    from docx.shared import Pt

    for i, piece in enumerate(clean(text).split("\n\n")):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = 1
        run = paragraph.add_run(piece)
        run.bold = bold or None
        run.font.size = Pt(SMALL)
        if to:
            _lead(paragraph, run, to)


def _set_widths(document: Any, table: Any, shares: Sequence[float], of: float | None = None) -> None:
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(table.columns, shares, strict=True):
        width = int(room * share / (of or sum(shares)))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _set_height(row: Any, characters: int) -> None:
    from docx.shared import Pt

    row.height = Pt(max(40, characters * 5 + 10))


def _turn(cell: Any) -> None:
    from docx.oxml import OxmlElement

    direction = OxmlElement("w:textDirection")
    direction.set(f"{_WORD}val", "btLr")
    cell._tc.get_or_add_tcPr().append(direction)  # noqa: SLF001 - python-docx turns no text


def _flag(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no such setting


def saved(document: Any) -> bytes:
    """Give the document's bytes: the same at the same moment (`dating`)."""
    properties = document.core_properties
    properties.created = properties.modified = dating.moment()
    target = BytesIO()
    document.save(target)
    return dating.undated(target.getvalue())
