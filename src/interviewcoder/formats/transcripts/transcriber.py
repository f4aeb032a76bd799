"""Transcriber: turns with times, with several speakers at once, and events in the words.

Events and comments stand in the words in square brackets. Topics are left out and named in the report.
Must not recognise turns.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.packages import PackageRefused, parse_with_doctype
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.locales import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

EVENTS: Final = N_("events kept in brackets")
COMMENTS: Final = N_("comments kept in brackets")
TOPICS: Final = N_("topics left out")
OUTSIDE: Final = N_("words outside the turns left out")

_LATIN_1: Final = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?:iso-8859-1|latin-?1)[\"']", re.IGNORECASE)
_WINDOWS: Final = re.compile(rb"[\x80-\x9f]")
_AROUND: Final = {"begin": ("", "-"), "end": ("-", "")}
_PREFIXES: Final = {"pronounce": "pron=", "language": "lang="}
_METADATA: Final = {
    "audio_filename": "media",
    "version_date": "date",
    "scribe": "transcriber",
    "{http://www.w3.org/XML/1998/namespace}lang": "language",
}


def _encoding(data: bytes) -> str | None:
    """Overrule ISO 8859-1 where the bytes are those of Windows, which has œ, ’ and … in the same place."""
    return "windows-1252" if _LATIN_1.match(data.lstrip()) and _WINDOWS.search(data) else None


class _Turn:
    """One turn being cut into what one speaker says from one time to the next."""

    def __init__(self, turn: _Element, names: dict[str, str], counts: Counter[str]) -> None:
        self.counts = counts
        self.speakers = [names.get(key, key) for key in (turn.get("speaker") or "").split()]
        self.speaker = self._all()
        self.time = _seconds(turn.get("startTime"))
        self.pieces: list[str] = []
        self.said: list[tuple[str | None, float | None, str]] = []
        self.end = _seconds(turn.get("endTime"))
        self.pieces.append(turn.text or "")
        for element in turn:
            self._take(element)
            self.pieces.append(element.tail or "")
        self._close()

    def _all(self) -> str | None:
        return " + ".join(self.speakers) or None

    def _close(self) -> None:
        words = canonical("".join(self.pieces))
        if words.strip():
            self.said.append((self.speaker, self.time, words))
        self.pieces = []

    def _take(self, element: _Element) -> None:
        description = (element.get("desc") or "").strip()
        if element.tag == "Sync":
            self._close()
            self.speaker = self._all()
            self.time = _seconds(element.get("time"))
        elif element.tag == "Who":
            self._close()
            number = element.get("nb") or ""
            known = number.isdecimal() and 1 <= int(number) <= len(self.speakers)
            self.speaker = self.speakers[int(number) - 1] if known else self._all()
        elif element.tag == "Comment" and description:
            self.counts[COMMENTS] += 1
            self.pieces.append(f" [{description}] ")
        elif element.tag in {"Event", "Vocal"} and description:
            self.counts[EVENTS] += 1
            before, after = _AROUND.get(element.get("extent") or "", ("", ""))
            prefix = _PREFIXES.get(element.get("type") or "", "")
            self.pieces.append(f" [{before}{prefix}{description}{after}] ")
        elif isinstance(element.tag, str):
            self.pieces.append("".join(map(str, element.itertext())))

    def utterances(self) -> Iterator[Utterance]:
        """Give what was said; it lasts until the next time of the turn, or until the turn ends."""
        times = sorted({time for _speaker, time, _words in self.said if time is not None})
        nexts = dict(pairwise(times))
        for speaker, time, words in self.said:
            end = self.end if time is None else nexts.get(time, self.end)
            yield Utterance(speaker=speaker, text=words, time=time, time_end=end)


def _seconds(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return max(0.0, round(number, 3)) if abs(number) < 1e9 else None


def _metadata(root: _Element) -> dict[str, str]:
    found = {ours: root.get(theirs) or "" for theirs, ours in _METADATA.items()}
    episode = root.find("Episode")
    if episode is not None:
        found["title"] = episode.get("program") or ""
        found["recorded"] = episode.get("air_date") or ""
    return {key: canonical(value.strip()) for key, value in found.items() if value.strip()}


def _left_out(root: _Element) -> list[tuple[str, str]]:
    """Give the topics, and any words that stand in no turn."""
    topics = ((TOPICS, topic.get("desc") or "") for topic in root.iter("Topic"))
    texts = root.xpath("//text()[not(ancestor::Turn)]")
    loose = ((OUTSIDE, str(text)) for text in (texts if isinstance(texts, list) else ()))
    return [(kind, canonical(words.strip())) for kind, words in [*topics, *loose] if words.strip()]


class TranscriberReader:
    """Reads .trs."""

    name = "trs"
    suffixes = (".trs",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read the turns. Raises `PackageRefused` when it is no file of Transcriber."""
        overruled = encoding or _encoding(data)
        root = parse_with_doctype(data, overruled)
        if root.tag != "Trans":
            raise PackageRefused(_("The file is XML, but not of Transcriber."))
        names = {
            speaker.get("id") or "": " ".join((speaker.get("name") or "").split()) or speaker.get("id") or ""
            for speaker in root.iter("Speaker")
        }
        counts: Counter[str] = Counter()
        turns = [_Turn(turn, names, counts) for turn in root.iter("Turn")]
        utterances = [utterance for turn in turns for utterance in turn.utterances()]
        if not utterances:
            raise PackageRefused(_("The file holds no turns with words."))
        left_out = _left_out(root)
        return Source(
            utterances=tuple(utterances),
            left_out=tuple(left_out),
            metadata=_metadata(root),
            encoding=(overruled or root.getroottree().docinfo.encoding or "").lower(),
            counts=+(counts + Counter(kind for kind, _words in left_out)),
        )


READER: Final = TranscriberReader()
