"""The turns of a text: where speakers begin and end, over the whole file.

Owns the step from marks to turns: what continues a turn, what belongs to none, and files without
speakers. The patterns are in `marks`, the choice of labels in `labels`, the roles in `speakers`.
The text itself is never changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.records import Turn
from interviewcoder.domain.text import Span, name_key
from interviewcoder.formats.transcripts import headers, labels, speakers
from interviewcoder.formats.transcripts.clock import seconds
from interviewcoder.formats.transcripts.marks import Line, Mark, candidates, lines
from interviewcoder.locales import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.transcripts.reading import Label

_DASH: Final = re.compile(r"[^\S\n]*[-–—]\s+\S")
_F4_TIME: Final = re.compile(r"\s*#(\d{1,2}:\d\d:\d\d)-\d#\Z")
_WRAPPED_AT: Final = 100
_LONG_LINE: Final = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was found in a text: turns, labels with roles, metadata of the header, warnings."""

    turns: tuple[Turn, ...]
    labels: tuple[Label, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a turn begins: the end of the turn before it, its words, and its mark if it has one."""

    line: int
    words: int
    mark: Mark | None = None


def recognise(text: str) -> Recognised:
    """Find the turns of a canonical text."""
    found = lines(text)
    header = headers.read(text, found)
    body = [line for line in found if line.start >= header.end]
    end = headers.closing(text, body)
    body = [line for line in body if line.start < end]
    marks = _marks(text, body, header.names)
    if not marks:
        turns = tuple(_numbered(_paragraphs(text, body)))
        return Recognised(turns=turns, metadata=header.metadata)
    if marks[0].line > found[0].start:
        header.take_title(text, found[0])
    turns = tuple(_numbered(_turns(text, _starts(text, body, marks), end)))
    described, warnings = speakers.describe(turns, text, header.interviewers)
    return Recognised(
        turns=turns,
        labels=described,
        metadata=header.metadata,
        warnings=(*warnings, *_doubts(text, turns, marks)),
    )


def _marks(text: str, body: Sequence[Line], known: Sequence[str]) -> list[Mark]:
    """Give the marks at which turns begin; a label alone needs words on the line below it."""
    following = {line.start: text[line.end : after.start].count("\n") for line, after in pairwise(body)}
    possible = [
        mark
        for line in body
        for mark in candidates(text, line)
        if mark.style not in {"alone", "clock", "clock first"} or following.get(mark.line) in {1, 2}
    ]
    spoken = sum(1 for line in body if not _DASH.match(text, line.start))
    return labels.choose(possible, lines=spoken, known=known)


def _starts(text: str, body: Sequence[Line], marks: Sequence[Mark]) -> list[_Start]:
    """Give all beginnings of turns: the marks, and unlabelled lines that are surely another speaker's."""
    starts = {mark.line: _Start(mark.line, mark.words, mark) for mark in marks}
    dashes = sum(1 for mark in marks if _DASH.match(text, mark.words)) >= 2
    one_named = len({name_key(name) for name in {mark.name for mark in marks}}) == 1
    for line, after in zip(body, [*body[1:], None], strict=True):
        if line.start in starts:
            continue
        inside = line.start > marks[0].line
        by_dash = dashes and inside and _DASH.match(text, line.start)
        is_question = text[line.end - 1] == "?" and after is not None and after.start in starts
        if by_dash or (one_named and is_question):
            starts[line.start] = _Start(line.start, line.start)
    return [starts[line] for line in sorted(starts)]


def _turns(text: str, starts: Sequence[_Start], end: int) -> Iterable[Turn]:
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        mark = start.mark
        span = _stripped(text, start.words, after.line if after else end)
        if span is None:
            continue
        time_end = mark.time_end if mark else None
        if timed := _F4_TIME.search(text, max(span.start, span.end - 20), span.end):
            time_end = seconds(timed[1]) if time_end is None else time_end
            span = Span(span.start, timed.start()) if timed.start() > span.start else span
        yield Turn(
            n=0,
            label=mark.name if mark else None,
            label_span=mark.label if mark else None,
            span=span,
            time=mark.time if mark else None,
            time_end=time_end,
        )


def _stripped(text: str, start: int, end: int) -> Span | None:
    """Give the span from `start` to `end` without surrounding white space; None when nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    kept = len(words.strip())
    return Span(start + left, start + left + kept) if kept else None


def _numbered(turns: Iterable[Turn]) -> Iterable[Turn]:
    for n, turn in enumerate(turns, start=1):
        yield Turn(
            n=n,
            label=turn.label,
            label_span=turn.label_span,
            span=turn.span,
            time=turn.time,
            time_end=turn.time_end,
        )


def _paragraphs(text: str, body: Sequence[Line]) -> Iterable[Turn]:
    """Give one turn a paragraph: a line, or a block of lines where the text is wrapped by hand."""
    blocks: list[list[Line]] = []
    wrapped = _is_wrapped(text, body)
    for line in body:
        joins = wrapped and blocks and text[blocks[-1][-1].end : line.start].count("\n") == 1
        if joins:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    for block in blocks:
        span = Span(block[0].start, block[-1].end)
        if any(map(str.isalnum, span.of(text))):
            yield Turn(n=0, label=None, label_span=None, span=span)


def _is_wrapped(text: str, body: Sequence[Line]) -> bool:
    """Say whether line ends inside a paragraph were put there to keep lines short."""
    inner = [
        line.end - line.start
        for line, after in pairwise(body)
        if text[line.end : after.start].count("\n") == 1
    ]
    if len(inner) < 2 or max(line.end - line.start for line in body) > _WRAPPED_AT:
        return False
    return sum(1 for length in inner if length >= _LONG_LINE) >= 0.8 * len(inner)


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
    if len(before.split()) > 60:
        yield _("The text before the first speaker belongs to no turn.")
