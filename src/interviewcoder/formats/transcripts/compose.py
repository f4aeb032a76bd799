"""From utterances that know their speaker and time to the one text a study keeps.

One paragraph a turn, ``Speaker: words``; consecutive utterances of one speaker are joined by a space.
Utterances without a speaker are joined only until a sentence ends. Must not read files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Moment, Turn
from interviewcoder.domain.text import Span, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interviewcoder.formats.transcripts.reading import Utterance

_SPACE: Final = re.compile(r"[ \t\n]+")
_ENDS_SENTENCE: Final = re.compile(r"[.?!…][\"'”’»)\]\s]*\Z")
_LONGEST_GAP: Final = 3.0
_LONG_PARAGRAPH: Final = 600


@dataclass(slots=True)
class _Paragraph:
    speaker: str | None
    time: float | None
    time_end: float | None
    words: list[str] = field(default_factory=list)
    times: list[float | None] = field(default_factory=list)
    length: int = 0

    def goes_on(self, utterance: Utterance, speaker: str | None) -> bool:
        """Say whether an utterance belongs to this paragraph."""
        if speaker != self.speaker:
            return False
        if speaker is not None:
            return True
        known = utterance.time is not None and self.time_end is not None
        gap = (
            utterance.time - self.time_end
            if known and utterance.time is not None and self.time_end is not None
            else 0
        )
        return (
            gap <= _LONGEST_GAP
            and self.length < _LONG_PARAGRAPH
            and not _ENDS_SENTENCE.search(self.words[-1])
        )


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", canonical(text)).strip()


def paragraphs(utterances: Iterable[Utterance]) -> list[_Paragraph]:
    """Join utterances that belong together; those without words are left out."""
    joined: list[_Paragraph] = []
    for utterance in utterances:
        words = _one_line(utterance.text)
        if not words:
            continue
        speaker = _one_line(utterance.speaker or "") or None
        if not joined or not joined[-1].goes_on(utterance, speaker):
            joined.append(_Paragraph(speaker, utterance.time, utterance.time_end))
        paragraph = joined[-1]
        paragraph.words.append(words)
        paragraph.times.append(utterance.time)
        paragraph.length += len(words) + 1
        if utterance.time_end is not None:
            paragraph.time_end = max(paragraph.time_end or 0.0, utterance.time_end)
    return joined


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of utterances, canonical; its turns; and when each utterance begins, where that is known."""

    text: str
    turns: tuple[Turn, ...]
    moments: tuple[Moment, ...]


def compose(utterances: Iterable[Utterance]) -> Composed:
    """Write utterances as one text."""
    pieces: list[str] = []
    turns: list[Turn] = []
    moments: list[Moment] = []
    position = 0
    for n, paragraph in enumerate(paragraphs(utterances), start=1):
        label = f"{paragraph.speaker}: " if paragraph.speaker else ""
        words = " ".join(paragraph.words)
        start = position + len(label)
        turns.append(
            Turn(
                n=n,
                label=paragraph.speaker,
                label_span=Span(position, position + len(paragraph.speaker)) if paragraph.speaker else None,
                span=Span(start, start + len(words)),
                time=paragraph.time,
                time_end=paragraph.time_end,
            )
        )
        moments += _moments(paragraph, start)
        pieces.append(label + words)
        position = start + len(words) + 1
    return Composed("\n".join(pieces), tuple(turns), tuple(moments))


def _moments(paragraph: _Paragraph, start: int) -> Iterator[Moment]:
    """Give where each utterance of a paragraph begins; its words are joined by single spaces."""
    for words, time in zip(paragraph.words, paragraph.times, strict=True):
        if time is not None:
            yield Moment(start, time)
        start += len(words) + 1
