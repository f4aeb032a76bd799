"""The turns of a text: where speakers begin and end, over the whole file.

Owns the step from marks to turns: what continues a turn, what belongs to none. The patterns are in
`marks`, the choice of labels in `labels`, the roles in `speakers`, files without speakers in
`paragraphs` and `questions`. The text itself is never changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Moment, Turn
from interviewcoder.domain.text import Span, name_key
from interviewcoder.formats.transcripts import headers, labels, paragraphs, questions, stamps
from interviewcoder.formats.transcripts.marks import WHOLE_LINE, Line, Mark, candidates, lines
from interviewcoder.formats.transcripts.speakers import describe, role_by_name
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from interviewcoder.formats.transcripts.reading import Label

_DASH: Final = re.compile(r"[^\S\n]*(?:[-–—]|>{2,3})\s+\S")
_NUMBERED: Final = re.compile(r"\d{1,3}\s?[.)]\s+[^\W\d_]")
_BOLD: Final = re.compile(r"\*{2,3}|_{2,3}")
_MANY_WORDS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was found in a text: turns, labels with roles, metadata of the header, warnings."""

    turns: tuple[Turn, ...]
    labels: tuple[Label, ...] = ()
    moments: tuple[Moment, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a turn begins: the end of the turn before it, its words, its mark if it has one, its time."""

    line: int
    words: int
    mark: Mark | None = None
    time: float | None = None
    time_end: float | None = None


def recognise(
    text: str,
    *,
    stressed: Sequence[tuple[int, int]] = (),
    speakers: Collection[str] = frozenset(),
    not_speakers: Collection[str] = frozenset(),
) -> Recognised:
    """Find the turns of a canonical text.

    `stressed` is what is set in bold or italics (see `Source`); `speakers` and `not_speakers` are labels
    of which a person said that they are, or are not.
    """
    found = lines(text)
    bold = _by_line(found, stressed)
    header = _header(text, found, bold)
    body = [line for line in found if line.start >= header.end]
    end = headers.closing(text, body)
    body = [line for line in body if line.start < end]
    told = labels.Told(
        header.names, frozenset(map(name_key, speakers)), frozenset(map(name_key, not_speakers))
    )
    marks = _marks(text, body, bold, told)
    warnings: Iterable[str] = ()
    if header.heading and (not marks or header.heading.start < marks[0].line):
        header.take_title(text, header.heading)
    if marks:
        turns = _turns(text, _starts(text, body, marks), end)
        warnings = _doubts(text, turns, marks)
    elif turns := _questions(text, body, bold, told):
        warnings = (_("No speaker is named; what is set in bold or italics was taken for the questions."),)
    else:
        turns = tuple(paragraphs.turns(text, body))
        return Recognised(turns=turns, moments=stamps.moments(text, turns, found), metadata=header.metadata)
    first = marks[0].line if marks else turns[0].zone.start
    if first > found[0].end:
        header.take_above(text, [line for line in found[:20] if line.end < first])
    described, misspelt = describe(turns, text, header.interviewers, header.interviewees, header.participants)
    return Recognised(
        turns=turns,
        labels=described,
        moments=stamps.moments(text, turns, found),
        metadata=header.metadata,
        warnings=(*misspelt, *warnings),
    )


def _header(text: str, found: Sequence[Line], bold: Mapping[int, int]) -> headers.Header:
    """Read the header; it ends where the first turn begins, though a turn may hold a line like its own."""
    header = headers.read(text, found)
    if len(header.skipped) < 2:
        return header
    lines_of_turns = {mark.line for mark in _marks(text, found, bold, labels.Told(header.names))}
    begun = next((line.start for line in header.skipped if line.start in lines_of_turns), None)
    if begun is None:
        return header
    return headers.read(text, [line for line in found if line.start < begun])


def _by_line(found: Sequence[Line], stressed: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Give where the stressed beginning of each line ends, by the start of the line."""
    ends: dict[int, int] = {}
    spans = iter(sorted(stressed))
    span = next(spans, None)
    for line in found:
        while span is not None and span[1] <= line.start:
            span = next(spans, None)
        if span is None:
            break
        if span[0] <= line.start:
            ends[line.start] = min(span[1], line.end)
    return ends


def _marks(text: str, body: Sequence[Line], bold: Mapping[int, int], told: labels.Told) -> list[Mark]:
    """Give the marks at which turns begin; a label alone needs words on the line below it."""
    following = {line.start: text[line.end : after.start].count("\n") for line, after in pairwise(body)}
    possible = [
        mark
        for line in body
        for mark in candidates(text, line, bold.get(line.start, 0))
        if mark.style not in WHOLE_LINE or following.get(mark.line) in {1, 2}
    ]
    spoken = sum(1 for line in body if not _DASH.match(text, line.start))
    return labels.choose(possible, lines=spoken, told=told)


def _questions(
    text: str, body: Sequence[Line], bold: Mapping[int, int], told: labels.Told
) -> tuple[Turn, ...]:
    """Give the turns of an interview whose questions are stressed, unless a person said that they are not."""
    found = questions.turns(text, body, bold)
    refused = any(name_key(turn.label or "") in told.not_speakers for turn in found[:2])
    return () if refused else tuple(found)


def _starts(text: str, body: Sequence[Line], marks: Sequence[Mark]) -> list[_Start]:
    """Give all beginnings of turns: the marks, and unlabelled lines that are surely another speaker's."""
    by_line = {mark.line: mark for mark in marks}
    dashes = sum(1 for mark in marks if _DASH.match(text, mark.words)) >= 2
    names = {mark.name for mark in marks}
    one_named = len({name_key(name) for name in names}) == 1
    numbered = _numbered_questions(text, body, by_line, names)
    by_clock = marks[0].style.startswith("clock")
    counters = _counters(text, body, by_line)
    starts: list[_Start] = []
    stamp: tuple[Line, float | None, float | None] | None = None
    for line, after in zip(body, [*body[1:], None], strict=True):
        mark = by_line.get(line.start)
        stamped = None if mark else stamps.alone(text, line)
        is_question = text[line.end - 1] == "?" and after is not None and after.start in by_line
        inside = line.start > marks[0].line
        if mark:
            begun = _started(mark, stamp)
            starts.append(replace(begun, line=counters[mark.line]) if mark.line in counters else begun)
        elif stamp and by_clock and inside and stamp[0].start not in by_line:
            starts.append(_Start(stamp[0].start, line.start, None, stamp[1], stamp[2]))
        elif (
            (dashes and inside and _DASH.match(text, line.start))
            or (one_named and is_question)
            or line.start in numbered
        ):
            starts.append(_Start(line.start, line.start))
        stamp = (line, *stamped) if stamped else None
    return starts


def _started(mark: Mark, stamp: tuple[Line, float | None, float | None] | None) -> _Start:
    """Give the start at a mark, with the time from the line above where the mark has none."""
    if stamp is None:
        return _Start(mark.line, mark.words, mark, mark.time, mark.time_end)
    line, time, time_end = stamp
    if mark.time is not None:
        time, time_end = mark.time, mark.time_end
    return _Start(line.start, mark.words, mark, time, time_end)


def _counters(text: str, body: Sequence[Line], by_line: Mapping[int, Mark]) -> dict[int, int]:
    """Give where the number above a turn stands, by the turn's line, in a file that numbers its turns so."""
    found = {
        after.start: line.start
        for line, after in pairwise(body)
        if after.start in by_line and text[line.start : line.end][:8].isdigit() and line.end - line.start < 8
    }
    return found if len(found) > 1 and len(found) * 2 >= len(by_line) else {}


def _numbered_questions(
    text: str, body: Sequence[Line], by_line: Mapping[int, Mark], names: Collection[str]
) -> set[int]:
    """Give the lines of numbered questions to which respondents known by a letter or number answer."""
    if len(names) < 2 or any(len(name) > 3 or role_by_name(name) == "interviewer" for name in names):
        return set()
    found = {
        line.start
        for line, after in pairwise(body)
        if line.start not in by_line and after.start in by_line and _NUMBERED.match(text, line.start)
    }
    return found if len(found) > 1 else set()


def _turns(text: str, starts: Sequence[_Start], end: int) -> tuple[Turn, ...]:
    spans = [
        _stripped(text, start, after.line if after else end)
        for start, after in zip(starts, [*starts[1:], None], strict=True)
    ]
    timed = sum(1 for start in starts if start.time is not None)
    at_end = timed * 5 < len(starts) and stamps.end_turns(text, [span for span in spans if span])
    turns: list[Turn] = []
    for start, span in zip(starts, spans, strict=True):
        if span is None:
            continue
        time_end = start.time_end
        if found := stamps.last(text, span, any_brackets=at_end):
            time_end = found[0] if time_end is None else time_end
            kept = len(text[span.start : found[1]].rstrip())
            span = Span(span.start, span.start + kept) if kept else span  # noqa: PLW2901 - shortened
        mark = start.mark
        turns.append(
            Turn(
                n=len(turns) + 1,
                label=mark.name if mark else None,
                label_span=mark.label if mark else None,
                span=span,
                time=start.time,
                time_end=time_end,
            )
        )
    return tuple(turns)


def _stripped(text: str, start: _Start, end: int) -> Span | None:
    """Give the words of a turn without surrounding white space, or the last bar of a table's row."""
    words = text[start.words : end]
    left = len(words) - len(words.lstrip())
    words = words.rstrip()
    if words.endswith("|") and text.startswith("|", start.line):
        words = words.rstrip("|").rstrip()
    if (opened := _BOLD.match(text, start.line)) and words.count(opened[0]) == 1:
        words = words.removesuffix(opened[0]).rstrip()
    return Span(start.words + left, start.words + len(words)) if len(words) > left else None


def _doubts(text: str, turns: Sequence[Turn], marks: Sequence[Mark]) -> Iterable[str]:
    """Say what the user should look at."""
    unnamed = sum(1 for turn in turns if turn.label is None)
    if unnamed:
        sentence = ngettext("{n} turn has no speaker's name.", "{n} turns have no speaker's name.", unnamed)
        yield sentence.format(n=unnamed)
    empty = len(marks) - sum(1 for turn in turns if turn.label is not None)
    if empty:
        sentence = ngettext(
            "{n} speaker's label is followed by no words.",
            "{n} speakers' labels are followed by no words.",
            empty,
        )
        yield sentence.format(n=empty)
    before = text[: marks[0].line].strip()
    if len(before.split()) > _MANY_WORDS:
        yield _("The text before the first speaker belongs to no turn.")
