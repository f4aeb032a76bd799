"""TEI, the XML of spoken corpora (ESLO, CLAPI, TEICORPO): utterances with speakers and times.

Pauses are told as ``(.)``, what is heard or seen as ``[rire]``. Annotations, notes and the header are left
out and named in the report. Must not recognise turns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.docx_parts import local
from interviewcoder.formats.transcripts.packages import PackageRefused, parse_with_doctype
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.formats.transcripts.tei_times import (
    identity,
    metadata,
    moment,
    named,
    persons,
    text_of,
    timeline,
    who,
)
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

PAUSES: Final = N_("pauses told as (.)")
EVENTS: Final = N_("events kept in brackets")
GAPS: Final = N_("gaps kept in brackets")
ANNOTATIONS: Final = N_("annotations left out")
NOTES: Final = N_("notes left out")
READINGS: Final = N_("other readings left out")
OUTSIDE: Final = N_("words outside the utterances left out")
HEADER: Final = N_("headers of the file left out")

_ROOTS: Final = {"TEI", "teiCorpus", "TEI.2"}
_BLOCKS: Final = {"annotationBlock", "annotatedU"}
_SPOKEN: Final = {"u", "sp"}
_HEARD: Final = {"vocal", "incident", "kinesic", "event", "writing", "stage"}
_APART: Final = {"w", "seg", "p", "l", "lb"}
_CLOSE: Final = {".", ",", "…"}
_LEFT_OUT: Final = {
    "note": NOTES, "spanGrp": ANNOTATIONS, "span": ANNOTATIONS, "linkGrp": ANNOTATIONS, "interpGrp": ANNOTATIONS,
    "fs": ANNOTATIONS, "speaker": "",
}  # fmt: skip


class _Walk:
    """One walk through the text of a transcript."""

    def __init__(self, root: _Element) -> None:
        self.times = timeline(root)
        self.names = persons(root.getroottree().getroot())
        self.said: list[Utterance] = []
        self.left_out: list[tuple[str, str]] = []
        self.counts: Counter[str] = Counter()
        self._pieces: list[str] = []
        self._speaker: str | None = None
        self._start: float | None = None
        self._end: float | None = None
        self._handlers: Mapping[str, Callable[[_Element], None]] = {
            "pause": self._pause,
            "gap": self._gap,
            "anchor": self._anchor,
            "choice": self._choice,
            "pc": self._sign,
        }

    def blocks(self, parent: _Element) -> None:
        """Walk through what is around the utterances."""
        self._loose(parent.text)
        for element in parent:
            if isinstance(element.tag, str):
                self._block(element, local(element))
            self._loose(element.tail)

    def _block(self, element: _Element, name: str) -> None:
        if name in _SPOKEN:
            self._utterance(element, element)
        elif name in _BLOCKS:
            self._loose(element.text)
            for child in element:
                if isinstance(child.tag, str) and local(child) in _SPOKEN:
                    self._utterance(child, element)
                elif isinstance(child.tag, str):
                    self.leave(_LEFT_OUT.get(local(child)) or ANNOTATIONS, child)
                self._loose(child.tail)
        elif name in _HEARD:
            self._open(element, element)
            self._heard(element)
            self._close(self._end)
        elif name in _LEFT_OUT:
            self.leave(_LEFT_OUT[name] or OUTSIDE, element)
        elif name not in {"timeline", "pause"}:
            self.blocks(element)

    def _loose(self, text: str | None) -> None:
        if text and text.strip():
            self.left_out.append((OUTSIDE, canonical(text.strip())))

    def leave(self, kind: str, element: _Element) -> None:
        """Say which words are left out."""
        if words := " ".join(" ".join(map(str, element.itertext())).split()):
            self.left_out.append((kind, canonical(words)))

    def _open(self, element: _Element, block: _Element) -> None:
        speaker = who(element, self.names) or who(block, self.names)
        if speaker is None and local(element) == "sp":
            speaker = next((text_of(one) for one in named(element, "speaker")), None)
        elif local(element) == "sp":
            self.left_out += [
                (OUTSIDE, words) for one in named(element, "speaker") if (words := text_of(one))
            ]
        self._speaker = speaker
        self._start, self._end = (
            next(filter(_known, (moment(one.get(name), self.times) for one in (element, block))), None)
            for name in ("start", "end")
        )

    def _utterance(self, element: _Element, block: _Element) -> None:
        self._open(element, block)
        self._inside(element)
        self._close(self._end)

    def _close(self, end: float | None) -> None:
        words = canonical("".join(self._pieces))
        self._pieces = []
        if words.strip():
            self.said.append(Utterance(speaker=self._speaker, text=words, time=self._start, time_end=end))

    def _inside(self, parent: _Element) -> None:
        self._pieces.append(parent.text or "")
        for element in parent:
            if isinstance(element.tag, str):
                self._take(element, local(element))
            self._pieces.append(element.tail or "")

    def _take(self, element: _Element, name: str) -> None:
        if name in _HEARD:
            self._heard(element)
        elif name in _LEFT_OUT:
            if _LEFT_OUT[name]:
                self.leave(_LEFT_OUT[name], element)
        elif handler := self._handlers.get(name):
            handler(element)
        elif name in _SPOKEN and "who" in element.attrib:
            self._nested(element)
        else:
            if name in _APART:
                self._apart()
            self._inside(element)

    def _pause(self, _element: _Element) -> None:
        self.counts[PAUSES] += 1
        self._pieces.append(" (.) ")

    def _gap(self, element: _Element) -> None:
        self.counts[GAPS] += 1
        self._pieces.append(f" [{_description(element) or '…'}] ")

    def _sign(self, element: _Element) -> None:
        """Take a punctuation mark; a full stop or comma stands close to the word before it."""
        if text_of(element) in _CLOSE:
            while self._pieces and not self._pieces[-1].strip():
                self._pieces.pop()
            if self._pieces:
                self._pieces[-1] = self._pieces[-1].rstrip()
        self._inside(element)

    def _apart(self) -> None:
        """Set a word off from the one before it, where the file has no space between them."""
        before = next((piece for piece in reversed(self._pieces) if piece), " ")[-1]
        if not before.isspace() and before not in "'’-":
            self._pieces.append(" ")

    def _heard(self, element: _Element) -> None:
        description = _description(element)
        self.counts[EVENTS] += 1
        self._pieces.append(f" [{description or local(element)}] ")

    def _anchor(self, element: _Element) -> None:
        time = moment(element.get("synch") or element.get("start"), self.times)
        if time is None and identity(element) in self.times:
            time = self.times[identity(element)]
        if time is not None:
            self._close(time)
            self._start = time

    def _choice(self, element: _Element) -> None:
        for number, child in enumerate(child for child in element if isinstance(child.tag, str)):
            if number:
                self.leave(READINGS, child)
            else:
                self._take(child, local(child))

    def _nested(self, element: _Element) -> None:
        """Take what somebody else says inside an utterance, which then goes on."""
        before = (self._speaker, self._start, self._end)
        self._close(self._end)
        self._utterance(element, element)
        self._speaker, self._start, self._end = before


def _known(time: float | None) -> bool:
    return time is not None


def _description(element: _Element) -> str:
    """Give what an element says of something heard, seen or missing."""
    return text_of(element) or next(
        (said for name in ("desc", "reason", "type", "n") if (said := (element.get(name) or "").strip())), ""
    )


def _interview(root: _Element) -> Source | None:
    """Read one TEI element; nothing when nobody speaks in it."""
    walk = _Walk(root)
    for child in root:
        if isinstance(child.tag, str) and local(child) in {"text", "standOff"}:
            walk.blocks(child)
    if not walk.said:
        return None
    header = next(named(root, "teiHeader"), None)
    if header is not None:
        walk.leave(HEADER, header)
    found = metadata(header)
    return Source(
        utterances=tuple(walk.said),
        left_out=tuple(walk.left_out),
        metadata=found,
        encoding=(root.getroottree().docinfo.encoding or "").lower(),
        counts=+(walk.counts + Counter(kind for kind, _words in walk.left_out)),
    )


class TeiReader:
    """Reads .xml."""

    name = "tei"
    suffixes = (".xml",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source | tuple[Source, ...]:
        """Read a transcript, or each of a corpus. Raises `PackageRefused` when it is none."""
        root = parse_with_doctype(data, encoding)
        if local(root) not in _ROOTS:
            raise PackageRefused(_("The file is XML, but no transcript in TEI."))
        sources = [source for one in named(root, "TEI", "TEI.2") if (source := _interview(one))]
        if not sources:
            raise PackageRefused(_("The file is TEI, but holds nothing said by anybody."))
        return sources[0] if len(sources) == 1 else _told_apart(sources)


def _told_apart(sources: list[Source]) -> tuple[Source, ...]:
    return tuple(
        replace(source, name=source.metadata.get("title") or str(number))
        for number, source in enumerate(sources, start=1)
    )


READER: Final = TeiReader()
