"""LRC, the lines with times that Whisper and karaoke programs write: ``[00:43.810]Bonjour``.

A line lasts until the next time in the file. Every line is words, a time, or a tag that becomes
metadata. Must not join lines into turns: that is `compose`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.plain import decoded, doubts
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.formats.transcripts.voices import with_named_speakers
from interviewcoder.locales import N_, _

WORD_TIMES: Final = N_("times inside lines left out")
REPEATED: Final = N_("lines told at several times")

_STAMP: Final = re.compile(r"\s*\[(\d{1,3}:\d{1,2}(?::\d{2})?(?:[.,]\d{1,4})?)\]")
_WORD_STAMP: Final = re.compile(r"<\d{1,3}:\d{2}(?:[.,:]\d{1,3})?>")
_TAG: Final = re.compile(r"\s*\[([A-Za-z]+|#):(.*)\]\s*")
_TAGS: Final = {
    "ti": "title",
    "ar": "artist",
    "al": "album",
    "au": "author",
    "by": "transcriber",
    "re": "program",
    "tool": "program",
    "ve": "version",
    "length": "duration",
    "la": "language",
    "offset": "offset",
    "#": "note",
}


@dataclass(slots=True)
class _Line:
    times: list[float]
    words: list[str] = field(default_factory=list)


def _lines(text: str, metadata: dict[str, str]) -> list[_Line]:
    """Split a file into its lines with times; a line without one goes on with the line before it."""
    lines: list[_Line] = []
    for typed in text.split("\n"):
        tag = _TAG.fullmatch(typed)
        if tag and (name := _TAGS.get(tag[1].lower())):
            metadata[name] = "\n".join(filter(None, [metadata.get(name), tag[2].strip()]))
            continue
        rest, times = typed, []
        while stamp := _STAMP.match(rest):
            times.append(seconds(stamp[1]) or 0.0)
            rest = rest[stamp.end() :]
        if times or not lines:
            lines.append(_Line(times))
        if rest.strip():
            lines[-1].words.append(rest)
    return lines


def _utterances(lines: list[_Line], shift: float, counts: Counter[str]) -> list[Utterance]:
    every = sorted({time for line in lines for time in line.times})
    nexts = dict(pairwise(every))
    said: list[tuple[float, Utterance]] = []
    for line in lines:
        words, stamps = _WORD_STAMP.subn("", "\n".join(line.words))
        counts[WORD_TIMES] += stamps
        counts[REPEATED] += len(line.times) > 1 and bool(words.strip())
        for time in line.times:
            ends = nexts.get(time)
            begins, until = max(0.0, time - shift), None if ends is None else max(0.0, ends - shift)
            said.append((time, Utterance(speaker=None, text=words, time=begins, time_end=until)))
        if not line.times:
            said.append((-1.0, Utterance(speaker=None, text=words)))
    return [utterance for _time, utterance in sorted(said, key=lambda one: one[0]) if utterance.text.strip()]


def _shift(metadata: dict[str, str]) -> float:
    """Give the seconds by which the file says its times are late."""
    try:
        return int(metadata.get("offset", "0")) / 1000
    except ValueError:
        return 0.0


class LyricsReader:
    """Reads .lrc."""

    name = "lrc"
    suffixes = (".lrc",)

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read lines with times. Raises `PackageRefused` when there are none."""
        found = decoded(data, encoding)
        metadata: dict[str, str] = {}
        counts: Counter[str] = Counter()
        lines = _lines(canonical(found.text), metadata)
        if not any(line.times for line in lines):
            raise PackageRefused(_("The file holds no times such as [00:43.81]."))
        return Source(
            utterances=tuple(with_named_speakers(_utterances(lines, _shift(metadata), counts))),
            metadata=metadata,
            encoding=found.encoding,
            counts=+counts,
            warnings=doubts(found),
        )


READER: Final = LyricsReader()
