"""Web pages: our own walk over the tree that lxml makes of them.

Block elements make lines, white space is collapsed as browsers do, a table row becomes one line with tabs;
what no browser shows is left out and told. noScribe's pages, with a time and a speaker in every anchor, become
utterances. Must not recognise turns, and never fetches anything.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from html import unescape
from math import isfinite
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Moment
from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts import noscribe
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.drafts import Draft
from interviewcoder.formats.transcripts.encodings import Decoded
from interviewcoder.formats.transcripts.noscribe import Anchor
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.plain import decoded, doubts
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from lxml.etree import _Element

    from interviewcoder.formats.transcripts.reading import Source

HIDDEN: Final = N_("hidden passages left out")
PICTURES: Final = N_("pictures left out")
COMMENTS: Final = N_("remarks in the page’s source left out")
FORMS: Final = N_("form fields left out")

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_PROLOGUE: Final = 4_000
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP: Final = b"<a href='x'>+AGE- \\u00e9 \\n &amp;</a>"
_WHITE: Final = re.compile(r"[ \t\r\n\f]+")
_ESCAPED: Final = re.compile(r"\\([\"'/\\nrt])")
_MEANT: Final = {"n": "\n", "r": "\n", "t": "\t"}
_MOSTLY: Final = 0.9
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
        "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN: Final = frozenset({"script", "style", "head", "meta", "link", "base"})
_HIDDEN: Final = frozenset({"template", "noscript", "iframe", "object", "embed", "canvas", "audio", "video"})
_PICTURES: Final = frozenset({"svg", "math"})
_FIELDS: Final = frozenset({"input", "select", "textarea", "button", "option", "datalist"})
_CELLS: Final = frozenset({"td", "th"})
_STRESSED: Final = frozenset({"b", "strong", "i", "em", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"})
_STRESSED_CLASS: Final = re.compile(
    r"\b(?:gras|bold|strong|italic|italique|question|speaker|locuteur)\b", re.IGNORECASE
)
_STRESSED_STYLE: Final = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*italic", re.IGNORECASE
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VERBATIM_STYLE: Final = re.compile(r"white-space\s*:\s*(?:pre(?!-line)|break-spaces)", re.IGNORECASE)

_ANCHOR: Final = re.compile(r"ts_(\d{1,12})_(\d{1,12})_(.*)", re.DOTALL)


class _Walk:
    """One walk over a page, without recursion."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.moments: list[Moment] = []
        self.anchors: list[Anchor] = []
        self._fresh = True  # nothing stands on this line, or in this cell, yet
        self._space = False  # white space was passed that counts once a word follows on the line
        self._verbatim = 0

    def over(self, root: _Element) -> None:
        """Walk over an element and everything below it."""
        waiting: list[tuple[_Element, bool]] = [(root, True)]
        begun: list[int] = []
        while waiting:
            element, opens = waiting.pop()
            if opens and self._skips(element):
                self._words(element.tail if element is not root else None)
            elif opens:
                waiting.append((element, False))
                self._open(element)
                begun.append(self.draft.length)
                self._words(element.text)
                waiting.extend((child, True) for child in reversed(element))
            else:
                self._close(element, begun.pop())
                if element is not root:
                    self._words(element.tail)

    def _skips(self, element: _Element) -> bool:
        """Leave out what no browser shows, and say what words it held."""
        tag = element.tag
        if not isinstance(tag, str):
            if "Comment" in type(element).__name__ and not (element.text or "").startswith("?xml"):
                self._leave_out(COMMENTS, element.text or "")
            return True
        if tag == "img" or tag in _PICTURES:
            self.draft.leave_out(PICTURES, element.get("alt") or _inside(element))
        elif tag in _FIELDS:
            self.draft.leave_out(FORMS, _inside(element))
        elif tag in _HIDDEN or _is_hidden(element):
            self._leave_out(HIDDEN, _inside(element))
        else:
            return tag in _UNSEEN
        return True

    def _leave_out(self, kind: str, words: str) -> None:
        if words.strip():
            self.draft.leave_out(kind, words)

    def _open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self._end_line()
        elif tag in _CELLS and any(before.tag in _CELLS for before in element.itersiblings(preceding=True)):
            self.draft.add("\t")
            self._fresh, self._space = True, False
        elif tag in _BLOCKS:
            self._new_line()
        self._verbatim += _is_verbatim(element)
        stamp = element.get("data-timestamp")
        if stamp is not None and (time := _time(stamp)) is not None:
            self._spaced()
            self.moments.append(Moment(self.draft.length, time))

    def _close(self, element: _Element, begun: int) -> None:
        tag = element.tag
        self._verbatim -= _is_verbatim(element)
        if _is_stressed(element):
            self.draft.stress(begun, self.draft.length)
        if tag == "a" and (found := _ANCHOR.fullmatch(element.get("name") or "")):
            times = int(found[1]), int(found[2])
            self.anchors.append(Anchor(begun, self.draft.length, *times, found[3].strip()))
        if tag in _CELLS:
            if self.draft.length > begun:
                self.draft.take_back_line_end()
            self._fresh = not self.draft.pieces or self.draft.pieces[-1].endswith("\n")
            self._space = False
        elif tag in _BLOCKS:
            self._new_line()

    def _new_line(self) -> None:
        if not self._fresh:
            self._end_line()
        self._space = False

    def _end_line(self) -> None:
        self.draft.add("\n")
        self._fresh, self._space = True, False

    def _spaced(self) -> None:
        if self._space and not self._fresh:
            self.draft.add(" ")
        self._space = False

    def _words(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim:
            self._spaced()
            self.draft.add(text)
            self._fresh = text.endswith("\n")
            return
        text = _WHITE.sub(" ", text)
        self._space = self._space or text.startswith(" ")
        if words := text.strip(" "):
            self._spaced()
            self.draft.add(words)
            self._fresh, self._space = False, text.endswith(" ")


def _inside(element: _Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def _time(stamp: str) -> float | None:
    """Read oTranscribe's time: seconds, in old files a clock's."""
    try:
        time = float(stamp)
    except ValueError:
        return seconds(stamp)
    return max(0.0, time) if isfinite(time) else None


def _is_hidden(element: _Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_verbatim(element: _Element) -> bool:
    return element.tag == "pre" or _VERBATIM_STYLE.search(element.get("style") or "") is not None


def _is_stressed(element: _Element) -> bool:
    return (
        element.tag in _STRESSED
        or _STRESSED_CLASS.search(element.get("class") or "") is not None
        or _STRESSED_STYLE.search(element.get("style") or "") is not None
    )


def _parsed(html: str) -> list[_Element]:
    """Give all that stands at the top of a page: words after its end make a second one."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PackageRefused(_("The page cannot be read.")) from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise PackageRefused(_("The page is nested too deeply or is too long to be read whole."))
    if root is None:
        raise PackageRefused(_("The page holds nothing."))
    return [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]


def _unescaped(html: str) -> str:
    """Take the backslashes off a page that was cut out of a program, where every quotation mark has one."""
    escaped = {mark: html.count("\\" + mark) for mark in "\"'" if "\\" + mark in html}
    if not escaped and ("<\\/" not in html or "</" in html):
        return html
    if any(times < _MOSTLY * html.count(mark) for mark, times in escaped.items()):
        return html
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), html)


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    """Decode a page: told, by its mark, as it declares, or as any text."""
    declared = _DECLARED.search(data[:_PROLOGUE])
    if encoding is None and declared and not data.startswith(_MARKS):
        said = (declared[1] or declared[2]).decode("ascii", "replace").lower()
        try:
            name = codecs.lookup(said.removeprefix("x-")).name
            # Pages that say Latin-1 are written in Windows-1252, as every browser knows.
            name = "cp1252" if name in {"iso8859-1", "ascii"} else name
            # The declaration was read as ASCII: the encoding has to leave that alone, as UTF-16 does not.
            if _MARKUP.decode(name) == _MARKUP.decode("ascii"):
                return Decoded(data.decode(name), name)
        except (LookupError, UnicodeError):
            pass
    return decoded(data, encoding)


def page(html: str, metadata: dict[str, str] | None = None) -> Source:
    """Give what a page says. Raises `PackageRefused` when it is none."""
    top = _parsed(_unescaped(html))
    facts = dict(metadata or {})
    title = next((found for root in top if (found := root.findtext(".//head/title"))), "")
    if title.strip():
        facts.setdefault("title", " ".join(canonical(title).split()))
    walk = _Walk()
    for root in top:
        walk.over(root)
    if not walk.anchors:
        return walk.draft.source(facts, walk.moments)
    raw = "".join(walk.draft.pieces)
    said = noscribe.utterances(raw, walk.anchors)
    noscribe.headed(raw, walk.anchors, facts)
    return replace(walk.draft.source(facts), text="", stressed=(), utterances=tuple(said))


def otranscribe_source(html: str, metadata: dict[str, str]) -> Source:
    """Give what the HTML inside an oTranscribe file says; its time stamps stay visible and become moments."""
    return page(unescape(html) if "&lt;" in html and "<" not in html else html, metadata)


class WebReader:
    """Reads .html."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read a web page. Raises `PackageRefused` with a sentence when it cannot be."""
        found = _decoded(data, encoding)
        source = page(canonical(found.text))
        return replace(source, encoding=found.encoding, warnings=(*doubts(found), *source.warnings))


READER: Final = WebReader()
