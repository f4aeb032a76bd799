"""Edits: the words of one turn, or of a paragraph outside any, written anew in the program.

Owns which words those are and what the text and its turns are then; all else of the text stays as it is. What becomes
of the codings is `correcting`'s, as for a corrected file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.errors import Refused
from interviewcoder.domain.text import Span, canonical
from interviewcoder.formats.transcripts.reading import Label, Reading
from interviewcoder.locales import _
from interviewcoder.study import correcting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.domain.document import Document
    from interviewcoder.domain.records import Moment, Transcript, Turn
    from interviewcoder.study.correcting import Correction
    from interviewcoder.study.study import Study


def words_at(document: Document, position: int) -> Span:
    """Give the words that are edited together: those of the turn at a position, else of the paragraph.

    On an empty line those that follow. Raises `Refused` where no words follow.
    """
    text = document.text
    turn = document.turn_at(position)
    while turn is None and position < len(text) and text[position].isspace():
        position += 1
        turn = document.turn_at(position)
    if turn is not None:
        return turn.span
    if position >= len(text):
        raise Refused(_("There are no words here to be corrected."))
    start = max(text.rfind("\n", 0, position) + 1, _end_before(document, position))
    end = text.find("\n", position)
    return Span(start, min(len(text) if end < 0 else end, _start_after(document, position)))


def _end_before(document: Document, position: int) -> int:
    return max((turn.zone.end for turn in document.turns if turn.zone.end <= position), default=0)


def _start_after(document: Document, position: int) -> int:
    starts = (turn.zone.start for turn in document.turns if turn.zone.start > position)
    return min(starts, default=len(document.text))


def edited(study: Study, transcript: Transcript, span: Span, words: str) -> Correction:
    """Work out the correction that puts other words in the place of `span`, as `words_at` gave it; changes nothing.

    Words that are none take their turn away, with its label. Raises `Refused` when nothing of the text would be left.
    """
    document = study.document(transcript)
    turn = next((turn for turn in document.turns if turn.span == span), None)
    if not words.strip():
        words, span = "", _with_its_line(document.text, turn.zone if turn is not None else span)
    text = document.text[: span.start] + words + document.text[span.end :]
    fixed = canonical(text)
    end = span.start + len(fixed) - len(document.text) + len(span)
    around = (document.text[: span.start], document.text[span.end :])
    if (fixed[: span.start], fixed[end:]) != around or not fixed.strip():
        raise Refused(_("These words cannot stand there: give others."))
    reading = Reading(
        format=transcript.format, text=fixed, turns=tuple(_turns(document, span, end)),
        labels=tuple(
            Label(label=one.label, name=one.name, role=one.role, turns=0) for one in study.speakers(transcript)
        ),
        moments=tuple(_moments(document, span, fixed[span.start : end])),
    )  # fmt: skip
    return correcting.from_reading(study, transcript, reading)


def _with_its_line(text: str, zone: Span) -> Span:
    """Widen a place by the line feeds after it; at the end of a text by those before it."""
    start, end = zone.start, zone.end
    while end < len(text) and text[end] == "\n":
        end += 1
    if end == zone.end == len(text):
        start = len(text[:start].rstrip("\n"))
    return Span(start, end)


def _turns(document: Document, span: Span, end: int) -> Iterator[Turn]:
    """Give the turns where they are when `span` ends at `end`; one that lay in `span` with its label is gone."""
    moved, n = end - span.end, 0
    for turn in document.turns:
        if span.contains(turn.zone) and end == span.start:
            continue
        n += 1
        if turn.zone.end <= span.start:
            yield replace(turn, n=n)
        elif turn.span == span:
            yield replace(turn, n=n, span=Span(span.start, end))
        else:
            label = turn.label_span and Span(turn.label_span.start + moved, turn.label_span.end + moved)
            yield replace(
                turn, n=n, label_span=label, span=Span(turn.span.start + moved, turn.span.end + moved)
            )


def _moments(document: Document, span: Span, words: str) -> Iterator[Moment]:
    """Give the places whose time is known where they are now; those in the words stay with their words."""
    anchors = Anchors(span.of(document.text), words)
    moved = len(words) - len(span)
    for moment in document.moments:
        if moment.at < span.start:
            yield moment
        elif moment.at >= span.end:
            yield replace(moment, at=moment.at + moved)
        elif words:
            yield replace(
                moment,
                at=min(span.start + anchors.position(moment.at - span.start), span.start + len(words) - 1),
            )
