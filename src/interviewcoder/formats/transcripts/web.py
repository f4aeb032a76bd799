"""Web pages: our own walk over the tree that lxml makes of them.

Block elements make lines, white space is collapsed as browsers do, a table row becomes one line with tabs;
what no browser shows is left out and told. noScribe's pages, with a time and a speaker in every anchor, become
utterances. Must not recognise turns, and never fetches anything.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Moment
from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.drafts import Draft
from interviewcoder.formats.transcripts.encodings import Decoded
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.plain import decoded, doubts
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

HIDDEN: Final = N_("hidden passages left out")
PICTURES: Final = N_("pictures left out")
COMMENTS: Final = N_("remarks in the page’s source left out")
FORMS: Final = N_("form fields left out")

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_WHITE: Final = re.compile(r"[ \t\r\n\f]+")
_ESCAPED: Final = re.compile(r"\\([\"'/])")
_ANCHOR: Final = re.compile(r"ts_(\d+)_(\d+)_(.*)", re.DOTALL)
_STAMP: Final = re.compile(r"\[\d{1,2}:\d\d:\d\d\]\s*")
_SHORT_LABEL: Final = 60
_LANGUAGE_TOKENS: Final = 4_000
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "meta",
        "link",
        "base",
        "iframe",
        "object",
        "embed",
        "svg",
    ]
)
_FIELDS: Final = frozenset(["input", "select", "textarea", "button", "option", "datalist"])
_STRESSED: Final = frozenset(["b", "strong", "i", "em", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"])
_STRESSED_CLASS: Final = re.compile(
    r"\b(?:gras|bold|strong|italic|italique|question|speaker|locuteur)\b", re.IGNORECASE
)
_STRESSED_STYLE: Final = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*italic", re.IGNORECASE
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class _Walk:
    """One walk over a page, without recursion: pages may be nested as deeply as they like."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.moments: list[Moment] = []
        self._at_start = True
        self._verbatim = 0

    def over(self, root: _Element) -> None:
        """Walk over everything below an element."""
        waiting: list[tuple[_Element, bool]] = [(root, True)]
        begun: list[int] = []
        while waiting:
            element, opens = waiting.pop()
            if opens and self._skips(element):
                self._words(element.tail)
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
            if element.text and element.text.strip() and "Comment" in type(element).__name__:
                self.draft.leave_out(COMMENTS, element.text)
            return True
        if tag in _UNSEEN:
            return True
        if tag == "img":
            self.draft.leave_out(PICTURES, element.get("alt") or "")
            return True
        if tag in _FIELDS:
            self.draft.leave_out(FORMS, " ".join(map(str, element.itertext())))
            return True
        style = element.get("style") or ""
        if element.get("hidden") is not None or _HIDDEN_STYLE.search(style):
            self.draft.leave_out(HIDDEN, " ".join(map(str, element.itertext())))
            return True
        return False

    def _open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self.draft.add("\n")
            self._at_start = True
        elif tag in {"td", "th"} and element.getprevious() is not None:
            self.draft.add("\t")
            self._at_start = True
        elif tag in _BLOCKS:
            self._new_line()
        self._verbatim += tag == "pre"
        stamp = element.get("data-timestamp")
        if stamp is not None and (time := _time(stamp)) is not None:
            self.moments.append(Moment(self.draft.length, time))

    def _close(self, element: _Element, begun: int) -> None:
        tag = element.tag
        self._verbatim -= tag == "pre"
        if _is_stressed(element):
            self.draft.stress(begun, self.draft.length)
        if tag in _BLOCKS:
            self._new_line()

    def _new_line(self) -> None:
        if self.draft.pieces and not self.draft.pieces[-1].endswith("\n"):
            self.draft.add("\n")
        self._at_start = True

    def _words(self, text: str | None) -> None:
        if not text:
            return
        if not self._verbatim:
            text = _WHITE.sub(" ", text)
            if self._at_start:
                text = text.lstrip(" ")
        if text:
            self.draft.add(text)
            self._at_start = text[-1] in " \n"


def _time(stamp: str) -> float | None:
    """Read oTranscribe's time: seconds, in old files a clock's."""
    try:
        return max(0.0, float(stamp))
    except ValueError:
        return seconds(stamp)


def _is_stressed(element: _Element) -> bool:
    return (
        element.tag in _STRESSED
        or _STRESSED_CLASS.search(element.get("class") or "") is not None
        or _STRESSED_STYLE.search(element.get("style") or "") is not None
    )


def _parsed(html: str) -> _Element:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    data = html.encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PackageRefused(_("The page cannot be read.")) from error
    if root is None:
        raise PackageRefused(_("The page holds nothing."))
    return root


def _unescaped(html: str) -> str:
    """Take the backslashes off a page that was cut out of a program, where every quotation mark has one."""
    quoted = html.count('\\"')
    if quoted and quoted >= html.count('"') * 0.9:
        return _ESCAPED.sub(r"\1", html).replace("\\n", "\n")
    return html


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    """Decode a page: told, by its mark, as it declares, or as any text."""
    if encoding is None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        declared = _DECLARED.search(data[:_LANGUAGE_TOKENS])
        if declared:
            name = (declared[1] or declared[2]).decode("ascii", "replace").lower()
            try:
                # Pages that say Latin-1 are written in Windows-1252, as every browser knows.
                name = "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii"} else name
                return Decoded(data.decode(name), name)
            except (LookupError, UnicodeDecodeError):
                pass
    return decoded(data, encoding)


def _noscribe(root: _Element) -> Iterator[Utterance]:
    """Give what is said in noScribe's anchors ``ts_0_4220_S00``: milliseconds from, to, and the speaker."""
    for anchor in root.iter("a"):
        found = _ANCHOR.fullmatch(anchor.get("name") or "")
        if not found:
            continue
        words = _STAMP.sub("", " ".join("".join(map(str, anchor.itertext())).split()))
        label, colon, said = words.partition(":")
        named = bool(colon) and len(label) <= _SHORT_LABEL and not label.startswith("//")
        speaker = (label.strip() if named else "") or found[3].strip()
        yield Utterance(
            speaker=speaker or None, text=_STAMP.sub("", said).strip() if named else words,
            time=int(found[1]) / 1000, time_end=int(found[2]) / 1000,
        )  # fmt: skip


def page(html: str, metadata: dict[str, str] | None = None) -> Source:
    """Give what a page says. Raises `PackageRefused` when it is none."""
    root = _parsed(_unescaped(html))
    facts = dict(metadata or {})
    title = root.findtext(".//head/title")
    if title and title.strip():
        facts.setdefault("title", " ".join(canonical(title).split()))
    if utterances := tuple(_noscribe(root)):
        return Source(utterances=utterances, metadata=facts)
    walk = _Walk()
    walk.over(root)
    return walk.draft.source(facts, walk.moments)


def otranscribe_source(html: str, metadata: dict[str, str]) -> Source:
    """Give what the HTML inside an oTranscribe file says; its time stamps stay visible and become moments."""
    return page(unescape(html) if "&lt;" in html and "<" not in html else html, metadata)


class WebReader:
    """Reads .html."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read a web page. Raises `PackageRefused` with a sentence when it cannot be."""
        from dataclasses import replace

        found = _decoded(data, encoding)
        source = page(canonical(found.text))
        return replace(source, encoding=found.encoding, warnings=(*doubts(found), *source.warnings))


READER: Final = WebReader()
