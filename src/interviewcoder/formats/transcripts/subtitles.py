"""WebVTT and SubRip: cues with times, voices and entities, read leniently.

Every line that holds something becomes a time, an identifier, words, or a count in the report. Rolling
captions that repeat their last line are told once. Must not join cues into turns: that is `compose`.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from interviewcoder.domain.text import canonical
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.packages import PackageRefused
from interviewcoder.formats.transcripts.plain import decoded, doubts
from interviewcoder.formats.transcripts.reading import Source, Utterance
from interviewcoder.formats.transcripts.voices import with_named_speakers
from interviewcoder.locales import N_, _

REPEATS: Final = N_("repeated caption lines left out")
STYLING: Final = N_("styling marks left out")
BLOCKS: Final = N_("style and region blocks left out")
BAD_TIMES: Final = N_("times repaired")
IDENTIFIERS: Final = N_("cue identifiers left out")

_CLOCK: Final = r"-?\d+(?::-?\d+){1,2}(?:[.,]-?\d{1,4})?"
_TIMING: Final = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})(?:\s.*)?")
_BARE: Final = re.compile(r"(?<![\d:.-])-?\d+:-?\d(?:\d)?:-?\d(?!\d)|(?<![\d:.-])-?\d+:-?\d:-?\d")
_IDENTIFIER: Final = re.compile(r"\d+|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{20,}\S*")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]*)>|</v>")
_TAG: Final = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d+:[\d:.]+>", re.IGNORECASE)
_PLACING: Final = re.compile(r"\{\\[^{}]*\}")


@dataclass(slots=True)
class _Cue:
    time: float | None
    time_end: float | None
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Parsed:
    cues: list[_Cue] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def _parse(text: str) -> _Parsed:
    """Split a file into cues; words after a blank line stay with the cue before them."""
    parsed = _Parsed()
    thousandths = any(_BARE.search(line) for line in text.split("\n") if "-->" in line)
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n", text)]
    for number, block in enumerate(blocks):
        lines = [line for line in block if line.strip()]
        if number == 0 and lines and lines[0].startswith("WEBVTT"):
            lines = _header(lines, parsed)
        elif lines and lines[0].split()[0] in {"STYLE", "REGION"}:
            parsed.counts[BLOCKS] += 1
            continue
        elif lines and lines[0].split()[0] == "NOTE" and not any(map(_TIMING.fullmatch, lines)):
            said = [lines[0].removeprefix("NOTE").strip(), parsed.metadata.get("note", "")]
            parsed.metadata["note"] = "\n".join(filter(None, [said[1], said[0], *lines[1:]]))
            continue
        _cues(lines, parsed, thousandths=thousandths)
    return parsed


def _header(lines: list[str], parsed: _Parsed) -> list[str]:
    """Take the file's first block: a title and settings before the first cue."""
    if title := lines[0].removeprefix("WEBVTT").strip(" \t-"):
        parsed.metadata["title"] = title
    for at, line in enumerate(lines[1:], start=1):
        key, colon, value = line.partition(":")
        if "-->" in line or not colon or " " in key.strip():
            return lines[at:]
        parsed.metadata[key.strip().lower()] = value.strip()
    return []


def _cues(lines: list[str], parsed: _Parsed, *, thousandths: bool) -> None:
    for at, line in enumerate(lines):
        if timing := _TIMING.fullmatch(line):
            begins, ends = (seconds(time, thousandths=thousandths) for time in timing.groups())
            parsed.counts[BAD_TIMES] += "-" in timing[1] + timing[2]
            parsed.cues.append(_Cue(begins, ends))
        elif (
            at + 1 < len(lines)
            and _TIMING.fullmatch(lines[at + 1])
            and (at == 0 or _IDENTIFIER.fullmatch(line.strip()))
        ):
            parsed.counts[IDENTIFIERS] += not line.strip().isdigit()
        elif parsed.cues:
            parsed.cues[-1].lines.append(line.strip(" \t"))
        elif not _IDENTIFIER.fullmatch(line.strip()):
            parsed.cues.append(_Cue(None, None, [line.strip(" \t")]))


def _without_repeats(parsed: _Parsed) -> list[_Cue]:
    """Tell the lines of rolling captions once; captions roll when most cues begin with the line before."""
    cues = [cue for cue in parsed.cues if cue.lines]
    rolls = sum(1 for one, after in pairwise(cues) if _bare(one.lines[-1]) == _bare(after.lines[0]))
    if len(cues) < 4 or rolls * 2 < len(cues):
        return cues
    kept: list[_Cue] = []
    shown = ""
    for cue in cues:
        lines = list(cue.lines)
        while lines and _bare(lines[0]) == shown:
            lines.pop(0)
            parsed.counts[REPEATS] += 1
        if lines:
            shown = _bare(lines[-1])
            kept.append(replace(cue, lines=lines))
    return kept


def _bare(line: str) -> str:
    return _TAG.sub("", line).strip()


def _voiced(cue: _Cue, counts: Counter[str]) -> list[Utterance]:
    """Split a cue's words by its voice tags; other marks are taken off, other angle brackets stay."""
    text = "\n".join(cue.lines)
    utterances: list[Utterance] = []
    speaker: str | None = None
    position = 0
    for tag in [*_VOICE.finditer(text), None]:
        words = text[position : tag.start() if tag else len(text)]
        if words.strip():
            cleaned, styled = _TAG.subn("", words)
            counts[STYLING] += styled
            said = html.unescape(cleaned)
            utterances.append(Utterance(speaker=speaker, text=said, time=cue.time, time_end=cue.time_end))
        if tag:
            speaker = html.unescape(tag[1]).strip() or None if tag[1] else None
            position = tag.end()
    return utterances


def _plain(cue: _Cue, counts: Counter[str]) -> list[Utterance]:
    """Take the styling of SubRip off a cue."""
    text, styled = _TAG.subn("", "\n".join(cue.lines))
    text, placed = _PLACING.subn("", text)
    counts[STYLING] += styled + placed
    return [Utterance(speaker=None, text=text, time=cue.time, time_end=cue.time_end)] if text.strip() else []


@dataclass(frozen=True, slots=True)
class SubtitleReader:
    """Reads cues; `voices` says whether the format has voice tags and entities."""

    name: str
    suffixes: tuple[str, ...]
    voices: bool

    def read(self, data: bytes, *, encoding: str | None = None) -> Source:
        """Read a file of cues. Raises `PackageRefused` when there are none."""
        found = decoded(data, encoding)
        parsed = _parse(canonical(found.text))
        if not any(cue.time is not None for cue in parsed.cues):
            raise PackageRefused(_("The file holds no times such as 00:00:01.000 --> 00:00:04.000."))
        split = _voiced if self.voices else _plain
        utterances = [part for cue in _without_repeats(parsed) for part in split(cue, parsed.counts)]
        return Source(
            utterances=tuple(with_named_speakers(utterances)),
            metadata=parsed.metadata,
            encoding=found.encoding,
            counts=+parsed.counts,
            warnings=doubts(found),
        )


VTT: Final = SubtitleReader("vtt", (".vtt",), voices=True)
SRT: Final = SubtitleReader("srt", (".srt",), voices=False)
