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
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
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

    def __init__(self, draft: Draft, stressed_styles: frozenset[str]) -> None:
        self.draft = draft
        self.stressed_styles = stressed_styles
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
        before = self.draft.length
        self._all_in(parent)
        if parent.get(f"{_TEXT}style-name") in self.stressed_styles:
            self.draft.stress(before, self.draft.length)

    def _all_in(self, parent: _Element) -> None:
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
            if words := "".join(_said(change)).strip():
                self.draft.leave_out(DELETIONS, words)
        self.draft.counts[INSERTIONS] += sum(1 for _change in element.iter(f"{_TEXT}insertion"))

    def _footnote(self, element: _Element) -> None:
        body = element.find(f"{_TEXT}note-body")
        kind = "endnote" if element.get(f"{_TEXT}note-class") == "endnote" else "footnote"
        self._note(body, kind, FOOTNOTES)

    def _note(self, body: _Element | None, kind: str, counted: str, author: str = "") -> None:
        text = self.inner(body) if body is not None else ""
        if text.strip():
            self.draft.counts[counted] += 1
            self.draft.note(self.draft.length, self.draft.length, text, kind=kind, author=author)

    def inner(self, element: _Element) -> str:
        """Give the text inside a note or box; what was special in it is reported with the rest."""
        draft = Draft()
        _Walk(draft, self.stressed_styles).blocks(element)
        return self.draft.take_in(draft)

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
            described = [part.text for part in element if local(part) in {"title", "desc"} and part.text]
            self.draft.leave_out(PICTURES, " ".join(described))

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
                if self.draft.length > before:
                    self.draft.take_back_line_end()
            self.draft.add("\n")


def _inside_paragraph(element: _Element) -> bool:
    return next(element.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None) is not None


def _said(element: _Element) -> list[str]:
    """Give the text nodes under an element that are its words, not its author or date."""
    return [part for node in element.iter(f"{_TEXT}p", f"{_TEXT}h") for part in map(str, node.itertext())]


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
        styles = package.xml("styles.xml") if "styles.xml" in package else None
        walk = _Walk(draft, _stressed_styles(text.getroottree().getroot(), styles))
        walk.blocks(text)
        for margin in _margins(styles):
            if words := walk.inner(margin).strip():
                draft.leave_out(HEADERS, words)
        if draft.counts[LIST_MARKS]:
            draft.warnings.append(
                _("List numbers and dashes that the word processor adds are not part of the text.")
            )
        return draft.source()


def _margins(styles: _Element | None) -> list[_Element]:
    """Give the headers and footers."""
    kinds = ("header", "footer")
    names = [f"{_STYLE}{kind}{page}" for kind in kinds for page in ("", "-left", "-first")]
    return [] if styles is None else list(styles.iter(*names))


def _stressed_styles(*roots: _Element | None) -> frozenset[str]:
    """Give the names of the styles that set words in bold or italics, by themselves or by their parents."""
    styles = [style for root in roots if root is not None for style in root.iter(f"{_STYLE}style")]
    parents = {style.get(f"{_STYLE}name"): style.get(f"{_STYLE}parent-style-name") for style in styles}
    found = {style.get(f"{_STYLE}name") for style in styles if any(map(_is_stressed, style))}
    while more := {name for name, parent in parents.items() if name not in found and parent in found}:
        found |= more
    return frozenset(name for name in found if name)


def _is_stressed(properties: _Element) -> bool:
    return properties.get(f"{_FO}font-weight") == "bold" or properties.get(f"{_FO}font-style") == "italic"


READER: Final = OdtReader()
