"""What was recognised, corrected by a person: a label that is no speaker, a speaker that was missed.

Pure functions over turns; the text never changes, so whatever is coded stays where it is. Must not
recognise a file anew: where nothing was recognised at all, `turns.recognise` is told the speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.records import Turn
from interviewcoder.domain.text import Span, name_key
from interviewcoder.formats.transcripts.marks import candidates, lines
from interviewcoder.formats.transcripts.speakers import describe
from interviewcoder.formats.transcripts.turns import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.formats.transcripts.marks import Mark
    from interviewcoder.formats.transcripts.reading import Label, Reading


def corrected(reading: Reading, *, not_speakers: Iterable[str] = (), speakers: Iterable[str] = ()) -> Reading:
    """Give a reading whose turns are told anew after what a person said of its labels."""
    turns = reading.turns
    for label in not_speakers:
        turns = without_label(turns, label)
    for label in speakers:
        turns = with_label(reading.text, turns, label)
    labels, _warnings = describe(turns, reading.text, ())
    return replace(reading, turns=turns, labels=_with_roles_of(reading.labels, labels))


def without_label(turns: Sequence[Turn], label: str) -> tuple[Turn, ...]:
    """Give the turns when `label` is no speaker: its words, and itself, belong to the turn before."""
    key = name_key(label)
    kept: list[Turn] = []
    for turn in turns:
        if turn.label is None or name_key(turn.label) != key:
            kept.append(turn)
        elif kept:
            kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, turn.span.end))
        else:
            kept.append(replace(turn, label=None, label_span=None, span=turn.zone))
    return _numbered(kept)


def with_label(text: str, turns: Sequence[Turn], label: str) -> tuple[Turn, ...]:
    """Give the turns when lines that begin with `label` begin a turn of that speaker."""
    if all(turn.label is None for turn in turns):
        return recognise(text, speakers=frozenset({label})).turns
    key = name_key(label)
    told: list[Turn] = []
    marks = [mark for line in lines(text) for mark in _first(candidates(text, line), key)]
    for turn in turns:
        inside = [mark for mark in marks if turn.span.start <= mark.line < turn.span.end]
        told += _split(text, turn, inside)
    return _numbered(told)


def _first(marks: Iterable[Mark], key: str) -> list[Mark]:
    return [mark for mark in marks if name_key(mark.name) == key][:1]


def _split(text: str, turn: Turn, marks: Sequence[Mark]) -> Iterable[Turn]:
    """Give a turn cut at marks inside it; a piece without words is left out."""
    pieces = [(turn.span.start, turn.label, turn.label_span, turn.time)]
    pieces += [(mark.words, mark.name, mark.label, mark.time) for mark in marks]
    ends = [*(mark.line for mark in marks), turn.span.end]
    for (start, label, label_span, time), end in zip(pieces, ends, strict=True):
        words = text[start:end]
        if words.strip():
            begin = start + len(words) - len(words.lstrip())
            span = Span(begin, begin + len(words.strip()))
            yield Turn(n=0, label=label, label_span=label_span, span=span, time=time)


def _numbered(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    return tuple(replace(turn, n=n) for n, turn in enumerate(turns, start=1))


def _with_roles_of(before: Sequence[Label], after: Sequence[Label]) -> tuple[Label, ...]:
    """Keep names and roles of labels that were there; the new ones are as described."""
    known = {label.label: label for label in before}
    return tuple(
        replace(label, name=known[label.label].name, role=known[label.label].role)
        if label.label in known
        else label
        for label in after
    )
