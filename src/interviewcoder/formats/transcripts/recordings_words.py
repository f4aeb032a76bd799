"""From single words with times to what somebody says in one go, and the seconds of raw numbers.

Must not know files or where in them the words are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.formats.transcripts import recordings_keys as keys
from interviewcoder.formats.transcripts.reading import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.transcripts.recordings_lists import Piece

_PUNCTUATION: Final = re.compile(r"[.,;:?!…)\]»”%]+")
_ENDS_SENTENCE: Final = re.compile(r"[.?!…][\"'”’»)\]\s]*\Z")
_UNITS: Final = (1.0, 1e3, 1e6, 1e7, 1e9)
_SLOWEST: Final = 0.3
_SLOWEST_WITH_PAUSES: Final = 0.03
_A_DATE: Final = 3e8


def unit_of(pieces: Sequence[Piece]) -> float | None:
    """Say how many of the file's raw numbers make a second, by how fast people speak; None for dates."""
    raw = [time for piece in pieces for time in (piece.start, piece.end) if isinstance(time, keys.Raw)]
    if not raw or any(number % 1 for number in raw):
        return 1.0
    both = [
        piece for piece in pieces if isinstance(piece.start, keys.Raw) and isinstance(piece.end, keys.Raw)
    ]
    length = sum(len(piece.text) for piece in both or pieces)
    if both:
        lasts, slowest = sum((piece.end or 0) - (piece.start or 0) for piece in both), _SLOWEST
    else:
        lasts, slowest = max(raw) - min(raw), _SLOWEST_WITH_PAUSES
    if lasts <= 0:
        return 1.0
    unit = next((unit for unit in _UNITS if length * unit / lasts >= slowest), _UNITS[-1])
    return unit if min(raw) / unit < _A_DATE else None


def in_seconds(time: float | None, unit: float | None) -> float | None:
    """Give a time in seconds; raw numbers are divided by `unit`."""
    if not isinstance(time, keys.Raw):
        return time
    return None if unit is None else round(float(time) / unit, 3)


@dataclass(slots=True)
class _Run:
    """Words of one speaker up to the end of a sentence."""

    speaker: str | None
    parent: int
    glued: bool
    start: float | None = None
    end: float | None = None
    words: list[str] = field(default_factory=list)

    def add(self, text: str, start: float | None, end: float | None) -> None:
        if self.words and not self.glued and not _PUNCTUATION.fullmatch(text):
            self.words.append(" ")
        self.words.append(text)
        self.start = start if self.start is None else self.start
        self.end = end if end is not None else self.end

    def goes_on(self, text: str, speaker: str | None, parent: int) -> bool:
        if speaker != self.speaker or (parent != self.parent and speaker is None and not self.glued):
            return False
        apart = text[:1].isspace() or not self.glued
        return not (
            apart and not _PUNCTUATION.fullmatch(text) and _ENDS_SENTENCE.search("".join(self.words[-2:]))
        )

    def utterance(self) -> Utterance:
        return Utterance(speaker=self.speaker, text="".join(self.words), time=self.start, time_end=self.end)


def joined(pieces: Iterable[Piece]) -> list[Utterance]:
    """Join single words into sentences; words that bring their spaces along are put side by side."""
    pieces = list(pieces)
    glued = any(piece.text != piece.text.strip() for piece in pieces)
    runs: list[_Run] = []
    for piece in pieces:
        speaker = piece.speaker
        if speaker is None and runs and (_PUNCTUATION.fullmatch(piece.text) or not piece.text.strip()):
            speaker = runs[-1].speaker
        if not runs or not runs[-1].goes_on(piece.text, speaker, piece.parent):
            runs.append(_Run(speaker, piece.parent, glued))
        runs[-1].add(piece.text, piece.start, piece.end)
    return [run.utterance() for run in runs if "".join(run.words).strip()]


def by_voices(text: str, words: Sequence[dict[str, Any]]) -> list[tuple[str | None, int]]:
    """Say where in `text` another speaker's words begin: (speaker, position), by the words of a phrase.

    Words without a speaker are those of the speaker before. Nothing when the words are not the text.
    """
    changes: list[tuple[str | None, int]] = []
    position = 0
    for word in words:
        said = next((value for _name, value in keys.by_name(word, keys.TEXT) if isinstance(value, str)), "")
        found = text.find(said.strip(), position)
        if found < 0 or text[position:found].strip():
            return []
        named = next((keys.speaker(value) for _name, value in keys.by_name(word, keys.SPEAKER[:5])), None)
        if named and (not changes or named != changes[-1][0]):
            changes.append((named, found))
        position = found + len(said.strip())
    return changes
