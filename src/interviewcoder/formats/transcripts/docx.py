"""Word files: our own walk over the whole tree of the main part.

Insertions are kept, deletions skipped, content controls, fields and smart tags read, text boxes,
footnotes and comments become notes, a table row becomes one line with tabs; everything treated specially
is counted. Must not recognise turns. The parts themselves are found in `docx_parts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from interviewcoder.formats.transcripts.docx_parts import (
    Document,
    Remark,
    W,
    attribute,
    is_stressed,
    local,
    open_document,
)
from interviewcoder.formats.transcripts.drafts import Draft
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from interviewcoder.formats.transcripts.reading import Source

INSERTIONS: Final = N_("insertions kept")
DELETIONS: Final = N_("deletions left out")
COMMENTS: Final = N_("comments kept as notes")
FOOTNOTES: Final = N_("footnotes kept as notes")
BOXES: Final = N_("text boxes kept as notes")
HEADERS: Final = N_("headers and footers left out")
PICTURES: Final = N_("pictures left out")
SYMBOLS: Final = N_("symbols not readable")
SOFT_HYPHENS: Final = N_("soft hyphens left out")
LIST_MARKS: Final = N_("automatic list marks left out")
HIDDEN: Final = N_("hidden passages kept")
EMBEDDED: Final = N_("embedded documents left out")
DIAGRAMS: Final = N_("diagrams left out")
FIELD_CODES: Final = N_("field codes left out")
UNKNOWN: Final = N_("unknown elements kept")

_SKIPPED: Final = frozenset(
    {
        "pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr",
        "delInstrText", "fldData", "ffData", "docPr", "cNvGraphicFramePr", "positionH", "positionV",
    }
)  # fmt: skip
_Handler: TypeAlias = "Callable[[_Element], None]"
_DELETED: Final = tuple(f"{W}{name}" for name in ("delText", "t", "delInstrText", "instrText"))
_PRIVATE: Final = range(0xE000, 0xF900)


def _skip(_element: _Element) -> None:
    """Leave an element out, and all that is in it."""


class _Walk:
    """One walk through the body, or through the paragraphs of a note."""

    def __init__(self, draft: Draft, root: _Element, document: Document | None = None) -> None:
        self.draft = draft
        self.root = root
        self.document = document
        self.open_comments: dict[str, int] = {}
        self.comment_spans: dict[str, tuple[int, int]] = {}
        self._hides = next(root.iter(f"{W}vanish"), None) is not None
        self._styles = document.stressed_styles() if document else frozenset()
        self._stresses = bool(self._styles) or next(root.iter(f"{W}b", f"{W}i"), None) is not None
        self._paragraph_stressed = False
        self._by_tag: dict[object, _Handler] = {}
        self._handlers: Mapping[str, _Handler] = {
            **dict.fromkeys(_SKIPPED, _skip),
            "br": lambda _element: self.draft.add("\n"),
            "cr": lambda _element: self.draft.add("\n"),
            "p": self._paragraph,
            "r": self._run,
            "t": self._text,
            "tab": lambda _element: self.draft.add("\t"),
            "ptab": lambda _element: self.draft.add("\t"),
            "noBreakHyphen": lambda _element: self.draft.add("\u2011"),
            "softHyphen": lambda _element: self._count(SOFT_HYPHENS),
            "sym": self._symbol,
            "instrText": lambda element: self.draft.leave_out(FIELD_CODES, element.text or ""),
            "ins": self._insertion,
            "moveTo": self._insertion,
            "del": self._deletion,
            "moveFrom": self._deletion,
            "tbl": self._table,
            "txbxContent": self._box,
            "AlternateContent": self._alternate,
            "footnoteReference": self._footnote,
            "endnoteReference": self._footnote,
            "commentRangeStart": self._comment_starts,
            "commentRangeEnd": self._comment_ends,
            "commentReference": self._comment_ends,
            "drawing": self._picture,
            "pict": self._picture,
            "altChunk": lambda _element: self._count(EMBEDDED),
        }

    def _count(self, what: str, n: int = 1) -> None:
        self.draft.counts[what] += n

    def whole(self) -> None:
        """Walk through everything."""
        self.into(self.root)

    def into(self, parent: _Element) -> None:
        """Walk through the children of an element."""
        known = self._by_tag
        for element in parent:
            tag = element.tag
            (known.get(tag) or self._handler(element))(element)

    def _handler(self, element: _Element) -> _Handler:
        """Find what handles elements like this one, and remember it by their tag."""
        is_element = isinstance(element.tag, str)
        handler = self._handlers.get(local(element), self._unknown) if is_element else _skip
        self._by_tag[element.tag] = handler
        return handler

    def _unknown(self, element: _Element) -> None:
        if element.text and element.text.strip():
            self._count(UNKNOWN)
            self.draft.add(element.text)
        self.into(element)

    def _paragraph(self, element: _Element) -> None:
        properties = element.find(f"{W}pPr")
        if properties is not None and properties.find(f"{W}numPr") is not None:
            self._count(LIST_MARKS)
        self._paragraph_stressed = self._stresses and self._has_stressed_style(properties, "pStyle")
        self.into(element)
        if properties is None or properties.find(f"{W}rPr/{W}del") is None:
            self.draft.add("\n")

    def _run(self, element: _Element) -> None:
        vanish = element.find(f"{W}rPr/{W}vanish") if self._hides else None
        if vanish is not None and attribute(vanish, "val") not in {"0", "false"}:
            self._count(HIDDEN)
        before = self.draft.length
        self.into(element)
        if self._stresses and self.draft.length > before and self._is_stressed(element):
            self.draft.stress(before, self.draft.length)

    def _is_stressed(self, run: _Element) -> bool:
        properties = run.find(f"{W}rPr")
        return (
            is_stressed(properties)
            or self._paragraph_stressed
            or self._has_stressed_style(properties, "rStyle")
        )

    def _has_stressed_style(self, properties: _Element | None, kind: str) -> bool:
        style = properties.find(f"{W}{kind}") if properties is not None and self._styles else None
        return style is not None and attribute(style, "val") in self._styles

    def _text(self, element: _Element) -> None:
        self.draft.add((element.text or "").replace("\n", " ").replace("\r", " "))

    def _symbol(self, element: _Element) -> None:
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            code = 0xFFFD
        if code in _PRIVATE or code > 0x10FFFF:
            self._count(SYMBOLS)
            code = 0xFFFD
        self.draft.add(chr(code))

    def _insertion(self, element: _Element) -> None:
        before = self.draft.length
        self.into(element)
        if self.draft.length > before:
            self._count(INSERTIONS)

    def _deletion(self, element: _Element) -> None:
        said = [child.text for child in element.iter(*_DELETED) if child.text]
        if said:
            self.draft.leave_out(DELETIONS, "".join(said))

    def _table(self, element: _Element) -> None:
        for row in _inside(element, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.draft.leave_out(DELETIONS, self._inner(row))
                continue
            for number, cell in enumerate(_inside(row, "tc")):
                if number:
                    self.draft.add("\t")
                self._cell(cell)
            self.draft.add("\n")

    def _cell(self, element: _Element) -> None:
        """Walk through a cell; the line end of its last paragraph is the row's."""
        before = self.draft.length
        self.into(element)
        if self.draft.length > before:
            self.draft.take_back_line_end()

    def _inner(self, element: _Element) -> str:
        """Give the text inside a note or box; what was special in it is reported with the rest."""
        draft = Draft()
        _Walk(draft, element).whole()
        draft.counts.pop(LIST_MARKS, None)
        return self.draft.take_in(draft)

    def _box(self, element: _Element) -> None:
        text = self._inner(element)
        if text.strip():
            self._count(BOXES)
            self.draft.note(self.draft.length, self.draft.length, text, kind="text box")

    def _alternate(self, element: _Element) -> None:
        """Read one of the two forms a drawing is stored in."""
        for form in ("Choice", "Fallback"):
            for chosen in _inside(element, form):
                if len(chosen):
                    self.into(chosen)
                    return

    def _picture(self, element: _Element) -> None:
        before = self.draft.counts[BOXES], self.draft.length
        self.into(element)
        if (self.draft.counts[BOXES], self.draft.length) == before:
            described = element.iter("{*}docPr")
            self.draft.leave_out(
                PICTURES, " ".join(said for each in described if (said := each.get("descr")))
            )

    def _footnote(self, element: _Element) -> None:
        if self.document is None:
            return
        kind = "footnote" if local(element) == "footnoteReference" else "endnote"
        found = self.document.remarks(kind).pop(attribute(element, "id") or "", None)
        if found is not None:
            self._remark(found, (self.draft.length, self.draft.length), kind, FOOTNOTES)

    def _comment_starts(self, element: _Element) -> None:
        self.open_comments[attribute(element, "id") or ""] = self.draft.length

    def _comment_ends(self, element: _Element) -> None:
        key = attribute(element, "id") or ""
        start = self.open_comments.pop(key, None)
        if start is not None or key not in self.comment_spans:
            self.comment_spans[key] = (self.draft.length if start is None else start, self.draft.length)

    def _remark(self, remark: Remark, place: tuple[int, int], kind: str, counted: str) -> None:
        text = self._inner(remark.element)
        if text.strip():
            self._count(counted)
            self.draft.note(*place, text, kind=kind, author=remark.author)

    def hang_remarks(self, document: Document) -> None:
        """Hang the comments on their places, and what no place refers to on the text's beginning."""
        for key, remark in document.remarks("comment").items():
            start = self.open_comments.get(key, 0)
            self._remark(remark, self.comment_spans.get(key, (start, start)), "comment", COMMENTS)
        for kind in ("footnote", "endnote"):
            for remark in document.remarks(kind).values():
                self._remark(remark, (0, 0), kind, FOOTNOTES)

    def report_what_is_beside(self, document: Document) -> None:
        """Say which words of the file stand beside its text: in headers, footers, diagrams and charts."""
        for part in document.margins():
            if words := self._inner(part).strip():
                self.draft.leave_out(HEADERS, words)
        for words in document.drawn():
            self.draft.leave_out(DIAGRAMS, words)


def _inside(element: _Element, name: str) -> list[_Element]:
    """Give the nearest descendants called `name`, also through content controls and insertions."""
    found: list[_Element] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if local(child) == name:
            found.append(child)
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            found.extend(_inside(child, name))
    return found


class DocxReader:
    """Reads .docx."""

    name = "docx"
    suffixes = (".docx", ".docm")

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:  # noqa: ARG002 - XML says its own
        """Read a Word file. Raises `PackageRefused` with a sentence when it cannot be."""
        document = open_document(data)
        draft = Draft()
        walk = _Walk(draft, document.body, document)
        walk.whole()
        walk.hang_remarks(document)
        walk.report_what_is_beside(document)
        if draft.counts[LIST_MARKS]:
            draft.warnings.append(
                _("List numbers and dashes that Word adds by itself are not part of the text.")
            )
        if draft.counts[EMBEDDED]:
            draft.warnings.append(_("The file holds another document, which was not read."))
        return draft.source()


READER: Final = DocxReader()
