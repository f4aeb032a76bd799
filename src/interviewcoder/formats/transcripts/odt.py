"""OpenDocument texts: our own walk over the content.

White space is collapsed as the standard says; tracked deletions are left out; comments, footnotes and
text boxes become notes; a table row becomes one line with tabs. Must not recognise turns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.transcripts.docx_parts import local
from interviewcoder.formats.transcripts.drafts import Draft
from interviewcoder.formats.transcripts.packages import Package, PackageRefused
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
LIST_MARKS: Final = N_("automatic list marks left out")

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_WHITE: Final = re.compile(r"[ \t\r\n]+")
_SKIPPED: Final = frozenset(
    {
        "forms", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "note-citation",
        "soft-page-break", "title", "desc", "ruby-text", "table-column", "table-columns", "creator", "date",
        "date-string", "meta-creator-initials", "binary-data",
    }
)  # fmt: skip
_MOST_REPEATS: Final = 1_000


class _Walk:
    """One walk through the text, or through the paragraphs of a note."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.at_start = True
        self.annotations: dict[str, int] = {}
        self._handlers: Mapping[str, Callable[[_Element], None]] = {
            "p": self._paragraph,
            "h": self._paragraph,
            "s": self._spaces,
            "tab": lambda _element: self._verbatim("\t"),
            "line-break": lambda _element: self._verbatim("\n"),
            "tracked-changes": self._tracked,
            "note": self._footnote,
            "annotation": self._annotation,
            "annotation-end": self._annotation_end,
            "text-box": self._box,
            "frame": self._frame,
            "table": self._table,
            "list-item": self._list_item,
        }

    def into(self, parent: _Element) -> None:
        """Walk through an element's text and children."""
        self._collapsed(parent.text)
        for element in parent:
            if isinstance(element.tag, str):
                self._visit(element)
            self._collapsed(element.tail)

    def blocks(self, parent: _Element) -> None:
        """Walk through the children of an element that holds no text of its own."""
        for element in parent:
            if isinstance(element.tag, str):
                self._visit(element)

    def _visit(self, element: _Element) -> None:
        name = local(element)
        if name in _SKIPPED:
            return
        if handler := self._handlers.get(name):
            handler(element)
        elif str(element.tag).startswith(_TEXT) and _inside_paragraph(element):
            self.into(element)
        else:
            self.blocks(element)

    def _collapsed(self, text: str | None) -> None:
        """Add text with its runs of white space as one space, none where a line begins."""
        if not text:
            return
        text = _WHITE.sub(" ", text)
        if self.at_start:
            text = text.lstrip(" ")
        if text:
            self.draft.add(text)
            self.at_start = text.endswith(" ")

    def _verbatim(self, text: str) -> None:
        self.draft.add(text)
        self.at_start = False

    def _paragraph(self, element: _Element) -> None:
        self.at_start = True
        self.into(element)
        self.draft.add("\n")
        self.at_start = True

    def _spaces(self, element: _Element) -> None:
        count = element.get(f"{_TEXT}c") or "1"
        self._verbatim(" " * min(int(count) if count.isdigit() else 1, _MOST_REPEATS))

    def _list_item(self, element: _Element) -> None:
        self.draft.counts[LIST_MARKS] += 1
        self.blocks(element)

    def _tracked(self, element: _Element) -> None:
        for change in element.iter(f"{_TEXT}deletion"):
            self.draft.counts[DELETIONS] += any(text.strip() for text in _said(change))
        self.draft.counts[INSERTIONS] += sum(1 for _change in element.iter(f"{_TEXT}insertion"))

    def _footnote(self, element: _Element) -> None:
        body = element.find(f"{_TEXT}note-body")
        kind = "endnote" if element.get(f"{_TEXT}note-class") == "endnote" else "footnote"
        self._note(body, kind, FOOTNOTES)

    def _note(self, body: _Element | None, kind: str, counted: str, author: str = "") -> None:
        text = _text_of(body) if body is not None else ""
        if text.strip():
            self.draft.counts[counted] += 1
            self.draft.note(self.draft.length, self.draft.length, text, kind=kind, author=author)

    def _annotation(self, element: _Element) -> None:
        before = len(self.draft.notes)
        self._note(element, "comment", COMMENTS, element.findtext(f"{_DC}creator") or "")
        name = element.get(f"{_OFFICE}name")
        if name and len(self.draft.notes) > before:
            self.annotations[name] = before

    def _annotation_end(self, element: _Element) -> None:
        index = self.annotations.pop(element.get(f"{_OFFICE}name") or "", None)
        if index is not None:
            note = self.draft.notes[index]
            self.draft.notes[index] = type(note)(
                start=note.start, end=self.draft.length, text=note.text, author=note.author, kind=note.kind
            )

    def _box(self, element: _Element) -> None:
        self._note(element, "text box", BOXES)

    def _frame(self, element: _Element) -> None:
        before = self.draft.counts[BOXES]
        self.blocks(element)
        if self.draft.counts[BOXES] == before:
            self.draft.counts[PICTURES] += 1

    def _table(self, element: _Element) -> None:
        for row in element.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not element:
                continue
            cells = [
                cell
                for cell in row
                if str(cell.tag) in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
            ]
            for number, cell in enumerate(cells):
                if number:
                    self.draft.add("\t")
                before = self.draft.length
                self.blocks(cell)
                if self.draft.length > before and self.draft.pieces[-1] == "\n":
                    self.draft.pieces.pop()
                    self.draft.length -= 1
            self.draft.add("\n")


def _inside_paragraph(element: _Element) -> bool:
    return next(element.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None) is not None


def _said(element: _Element) -> list[str]:
    """Give the text nodes under an element that are its words, not its author or date."""
    return [part for node in element.iter(f"{_TEXT}p", f"{_TEXT}h") for part in map(str, node.itertext())]


def _text_of(element: _Element) -> str:
    draft = Draft()
    _Walk(draft).blocks(element)
    return "".join([*draft.pieces, *(f"\n{note.text}" for note in draft.notes)]).strip("\n")


class OdtReader:
    """Reads .odt."""

    name = "odt"
    suffixes = (".odt",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:  # noqa: ARG002 - XML says its own
        """Read an OpenDocument text. Raises `PackageRefused` with a sentence when it cannot be."""
        package = Package(data)
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise PackageRefused(_("The file is protected by a password."))
        text = package.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
        if text is None:
            raise PackageRefused(_("The file is no OpenDocument text."))
        draft = Draft()
        _Walk(draft).blocks(text)
        draft.counts[HEADERS] = _margins(package)
        if draft.counts[LIST_MARKS]:
            draft.warnings.append(
                _("List numbers and dashes that the word processor adds are not part of the text.")
            )
        return draft.source()


def _margins(package: Package) -> int:
    """Count the headers and footers that say something."""
    if "styles.xml" not in package:
        return 0
    margins = package.xml("styles.xml").iter()
    return sum(
        1
        for element in margins
        if isinstance(element.tag, str)
        and local(element)
        in {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
        and _text_of(element).strip()
    )


READER: Final = OdtReader()
