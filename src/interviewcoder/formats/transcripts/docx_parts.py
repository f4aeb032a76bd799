"""The parts of a Word package: which one is the text, and which hold comments, notes and margins.

The main part is found through the package's relations, whatever it is called. Must not walk the text.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.transcripts.packages import Package, PackageRefused
from interviewcoder.locales import _

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def local(element: _Element) -> str:
    """Give an element's name without its namespace."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]


def attribute(element: _Element, name: str) -> str | None:
    """Give an attribute of Word's namespace."""
    return element.get(W + name)


def is_stressed(properties: _Element | None) -> bool:
    """Say whether properties of a run set it in bold or italics."""
    if properties is None:
        return False
    marks = (properties.find(f"{W}b"), properties.find(f"{W}i"))
    return any(mark is not None and attribute(mark, "val") not in {"0", "false", "off"} for mark in marks)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, footnote or endnote: who wrote it, and the element that holds its paragraphs."""

    element: _Element
    author: str = ""


@dataclass(slots=True)
class Document:
    """An opened Word file: the body, and its other parts by kind of relation."""

    package: Package
    body: _Element
    related: dict[str, list[str]]
    _remarks: dict[str, dict[str, Remark]] = field(default_factory=dict)

    def remarks(self, kind: str) -> dict[str, Remark]:
        """Give the remarks of a kind (comment, footnote, endnote) by their id; separators are none."""
        if kind not in self._remarks:
            self._remarks[kind] = {
                attribute(element, "id") or "": Remark(element, attribute(element, "author") or "")
                for name in self.related.get(f"{kind}s", [])
                for element in _xml(self.package, name)
                if isinstance(element.tag, str)
                and local(element) == kind
                and attribute(element, "type") is None
            }
        return self._remarks[kind]

    def stressed_styles(self) -> frozenset[str]:
        """Give the ids of the styles that set words in bold or italics, by themselves or by what they rest on."""
        names = self.related.get("styles", [])
        styles = [style for name in names for style in _xml(self.package, name).iter(f"{W}style")]
        rests_on = {attribute(style, "styleId"): style.find(f"{W}basedOn") for style in styles}
        found = {attribute(style, "styleId") for style in styles if is_stressed(style.find(f"{W}rPr"))}
        while True:
            more = {
                name
                for name, base in rests_on.items()
                if name not in found and base is not None and attribute(base, "val") in found
            }
            if not more:
                return frozenset(name for name in found if name)
            found |= more

    def margins(self) -> list[_Element]:
        """Give the headers and footers."""
        names = self.related.get("header", []) + self.related.get("footer", [])
        return [_xml(self.package, name) for name in names]

    def drawn(self) -> list[str]:
        """Give the words of diagrams and charts, which are parts of their own."""
        names = self.related.get("diagramData", []) + self.related.get("chart", [])
        return [" ".join(map(str, self.package.xml(name).itertext())) for name in names]


def open_document(data: bytes) -> Document:
    """Open a Word file's bytes. Raises `PackageRefused` when they are none."""
    package = Package(data)
    main = _relations(package, "").get("officeDocument")
    if not main:
        raise PackageRefused(_("The file is no Word document."))
    body = _xml(package, main[0]).find(f"{W}body")
    if body is None:
        raise PackageRefused(_("The Word document has no text."))
    return Document(package, body, _relations(package, main[0]))


def _xml(package: Package, name: str) -> _Element:
    """Parse a part; the strict dialect is read as the common one."""
    root = package.xml(name)
    if str(root.tag).startswith(_STRICT):
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(_STRICT):
                element.tag = W + element.tag[len(_STRICT) :]
                for key, value in list(element.attrib.items()):
                    if str(key).startswith(_STRICT):
                        element.set(W + str(key)[len(_STRICT) :], value)
    return root


def _relations(package: Package, part: str) -> dict[str, list[str]]:
    """Give what a part is related to: names of parts by the last word of the relation's type."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    related: dict[str, list[str]] = {}
    if listed not in package:
        return related
    for element in package.xml(listed):
        target = element.get("Target") or ""
        if element.get("TargetMode") == "External" or not target:
            continue
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path in package:
            related.setdefault((element.get("Type") or "").rsplit("/", 1)[-1], []).append(path)
    return related
