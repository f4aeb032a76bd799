"""Time stamps inside a text: ``[00:01:00]``, ``(inaudible 1:18:49)``, ``#00:02:31-4#``, a line of its own.

Owns which of them are times in the recording and not times of day somebody speaks of. Must not know speakers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Moment
from interviewcoder.domain.text import Span, fold
from interviewcoder.formats.transcripts.clock import CLOSING, MARKED, OPENING, TIME, TO, seconds
from interviewcoder.formats.transcripts.vocabulary import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from interviewcoder.domain.records import Turn
    from interviewcoder.formats.transcripts.marks import Line

_SPAN: Final = rf"(?P<time>{MARKED}(?:-\d(?=#))?)(?:{TO}(?P<end>{MARKED}))?"
_INSIDE: Final = re.compile(
    rf"{OPENING}[^\S\n]*(?P<event>[^\W\d_][^\W\d]{{0,30}}(?:[ ,:]{{1,2}}[^\W\d]{{1,20}}){{0,2}}[ ,:]{{1,3}})?{_SPAN}[^\S\n]*{CLOSING}"
)
_ALONE: Final = re.compile(
    rf"[^\w\n]{{0,12}}(?P<time>{TIME}(?:-\d(?=#))?)(?:{TO}(?P<end>{TIME}))?[^\w\n]{{0,12}}\Z"
)
_FIRST: Final = re.compile(rf"{OPENING}[^\S\n]*{_SPAN}[^\S\n]*{CLOSING}[^\S\n]*(?:[-–—|:][^\S\n]+)?(?=\S)")
_FIRST_BARE: Final = re.compile(
    rf"(?P<time>{TIME})(?:{TO}(?P<end>{TIME}))?[^\S\n]*(?:[-–—|:][^\S\n]*)?(?<=[^\d:])(?=[^\s\d:])"
)
_LAST: Final = re.compile(
    rf"\s*{OPENING}[^\S\n]*{_SPAN}[^\S\n]*{CLOSING}\s*\Z|[^\S\n]*\t[^\S\n]*(?P<column>{TIME})\Z"
)
_LAST_F4: Final = re.compile(r"\s*#(?P<time>\d{1,2}:\d\d:\d\d-\d)#\Z")
_TIME_OF_DAY: Final = {
    "a", "at", "vers", "around", "by", "about", "before", "after", "avant", "apres", "until", "jusqu'a", "des",
    "from",
}  # fmt: skip
_LONGEST: Final = 60
_AT_THE_BEGINNING: Final = 300
_THREE_FIELDS: Final = re.compile(r"\d+:\d\d:\d\d")


def alone(text: str, line: Line) -> tuple[float | None, float | None] | None:
    """Give the time, and the end of the time span, of a line that holds nothing else."""
    if line.end - line.start > _LONGEST or text[line.start].isalpha() or text[line.end - 1].isalpha():
        return None
    found = _ALONE.match(text[line.start : line.end])
    return (seconds(found["time"]), seconds(found["end"])) if found else None


def first(text: str, line: Line, *, bare: bool) -> tuple[float, int] | None:
    """Give the time a line begins with and where its words begin; `bare` allows times without brackets."""
    found = _FIRST.match(text, line.start, min(line.end, line.start + _LONGEST))
    if not found and bare:
        found = _FIRST_BARE.match(text, line.start, min(line.end, line.start + _LONGEST))
    time = seconds(found["time"]) if found else None
    return (time, found.end()) if found and time is not None else None


def begin_lines(text: str, body: Sequence[Line]) -> bool:
    """Say whether a file's lines begin with a time without brackets."""
    timed = [found[0] for line in body if (found := first(text, line, bare=True))]
    if len(timed) < 3 or len(timed) * 2 <= len(body) or timed != sorted(timed):
        return False
    return timed[0] < _AT_THE_BEGINNING or all(map(_THREE_FIELDS.match, _beginnings(text, body)))


def _beginnings(text: str, body: Sequence[Line]) -> Iterator[str]:
    """Give the beginnings of the lines that begin with a time."""
    return (text[line.start : line.end][:12] for line in body if first(text, line, bare=True))


def last(text: str, span: Span, *, any_brackets: bool) -> tuple[float, int] | None:
    """Give the time the words of `span` end with and where it stands; `any_brackets` or only ``#…#``."""
    if text[span.end - 1] not in "#])}>›0123456789":
        return None
    pattern = _LAST if any_brackets else _LAST_F4
    tail = max(span.start, span.end - _LONGEST)
    found = pattern.search(text, tail, span.end)
    time = seconds(found["time"] or found.groupdict().get("column")) if found else None
    return (time, found.start()) if found and time is not None else None


def end_turns(text: str, spans: Sequence[Span]) -> bool:
    """Say whether a file writes its times after the words."""
    timed = sum(1 for span in spans if last(text, span, any_brackets=True))
    return timed > 1 and timed * 2 >= len(spans)


def moments(text: str, turns: Sequence[Turn], lines: Iterable[Line]) -> tuple[Moment, ...]:
    """Give every place of `text` whose time is known: beginnings of turns, and stamps elsewhere.

    A stamp that stands before the words of a turn and gives its time is not told twice.
    """
    found = {Moment(turn.span.start, turn.time) for turn in turns if turn.time is not None}
    stamped = [
        Moment(stamp.start(), time)
        for stamp in _INSIDE.finditer(text)
        if (time := seconds(stamp["time"])) is not None and _is_recording_time(text, stamp)
    ]
    stamped += [
        Moment(line.start, found_time[0])
        for line in lines
        if (found_time := alone(text, line)) and found_time[0] is not None
    ]
    starts = [turn.span.start for turn in turns]
    for stamp in stamped:
        after = bisect_left(starts, stamp.at)
        outside = after == 0 or turns[after - 1].span.end <= stamp.at
        begins_turn = outside and after < len(turns) and turns[after].time == stamp.time
        if not begins_turn:
            found.add(stamp)
    return tuple(sorted(found))


def _is_recording_time(text: str, stamp: re.Match[str]) -> bool:
    """Say whether a stamp is no time of day: what stands in it is an event, what stands before no “at”."""
    if stamp["event"]:
        return any(
            word in EVENTS for word in fold(stamp["event"]).replace(",", " ").replace(":", " ").split()
        )
    if stamp.group().lstrip("\\")[0] not in "([（":
        return True
    before = text[max(0, stamp.start() - 12) : stamp.start()].rpartition("\n")[2].split()
    return not before or fold(before[-1]) not in _TIME_OF_DAY
