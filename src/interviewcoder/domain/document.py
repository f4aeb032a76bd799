"""A transcript with its text, its turns and its speakers: everything needed to read and to cite it.

Owns looking up by position: the turn, the line, the speaker and the reference of a passage.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from interviewcoder.domain.records import Moment
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from interviewcoder.domain.records import Role, Speaker, Transcript, Turn
    from interviewcoder.domain.text import Span


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript as read. `speakers` by label; `moments` are places whose time is known, in order."""

    transcript: Transcript
    case: str
    text: str
    turns: tuple[Turn, ...]
    speakers: Mapping[str, Speaker]
    moments: tuple[Moment, ...] = ()
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)
    _lines: list[int] = field(default_factory=list, repr=False, compare=False)
    _timed: list[Moment] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._starts.extend(turn.zone.start for turn in self.turns)
        self._lines.append(0)
        at = self.text.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = self.text.find("\n", at + 1)
        self._timed.extend(sorted({*self.moments, *_moments(self.turns)}))

    def turn_at(self, position: int) -> Turn | None:
        """Give the turn that holds a position; None before the first turn and between turns."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.turns[index].zone.end:
            return None
        return self.turns[index]

    def turns_touched(self, span: Span) -> tuple[Turn, ...]:
        """Give the turns that share a character with `span`, labels included."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_right(self._starts, span.end - 1)
        return tuple(turn for turn in self.turns[first:last] if turn.zone.overlaps(span))

    def turn_of(self, span: Span) -> Turn | None:
        """Give the turn a passage is cited by: the first it touches."""
        return next(iter(self.turns_touched(span)), None)

    def line_at(self, position: int) -> int:
        """Give the number of the text's line, from 1, that holds a position."""
        return bisect_right(self._lines, position)

    def time_at(self, position: int) -> float | None:
        """Give where in the recording a character is heard, in seconds; None when nothing near it is known.

        Between two places whose times are known speech is taken as even: a third of the characters is a
        third of the time.
        """
        index = bisect_right(self._timed, Moment(position, inf)) - 1
        if index < 0:
            return None
        here = self._timed[index]
        if index + 1 == len(self._timed):
            return here.time if self.turn_at(position) == self.turn_at(here.at) else None
        after = self._timed[index + 1]
        if after.time <= here.time:
            return here.time
        share = (position - here.at) / (after.at - here.at)
        return round(here.time + share * (after.time - here.time), 1)

    @property
    def has_times(self) -> bool:
        """Whether the time of any place is known."""
        return bool(self._timed)

    def speaker(self, turn: Turn | None) -> str:
        """Give the name of who speaks in a turn, empty when unknown."""
        if turn is None or turn.label is None:
            return ""
        speaker = self.speakers.get(turn.label)
        return speaker.name if speaker else turn.label

    def role(self, turn: Turn | None) -> Role:
        """Give the role of who speaks in a turn."""
        if turn is None or turn.label is None:
            return "unknown"
        speaker = self.speakers.get(turn.label)
        return speaker.role if speaker else "unknown"

    def participants_said(self) -> Iterator[Span]:
        """Give what is said by all who are not interviewers, turn by turn."""
        return (turn.span for turn in self.turns if self.role(turn) != "interviewer")

    def reference(self, span: Span) -> str:
        """Give the stable reference of a passage: ``Case – Transcript, turn 42``."""
        turn = self.turn_of(span)
        return reference(self.case, self.transcript.name, turn.n if turn else None)


def _moments(turns: Iterable[Turn]) -> Iterator[Moment]:
    """Give the places and times of the beginnings and ends of turns."""
    for turn in turns:
        if turn.time is not None:
            yield Moment(turn.zone.start, turn.time)
            if turn.time_end is not None and turn.time_end > turn.time:
                yield Moment(turn.span.end, turn.time_end)


def reference(case: str, transcript: str, turn: int | None) -> str:
    """Compose a reference from the number of the turn; a passage outside any is cited by its transcript alone."""
    where = f"{case} – {transcript}" if case else transcript
    return _("{where}, turn {n}").format(where=where, n=turn) if turn is not None else where
