"""What rests on a text that one side of a merge has corrected: carried along, or waiting for a decision.

Owns on which text each record stands. Where its words are in another one is `analysis.anchoring`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.gestures.corrections import waiting_for
from interviewcoder.domain.records import Coding, Memo, Pending, Transcript
from interviewcoder.domain.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from interviewcoder.domain.records import Guid, Record

    Passage = Coding | Pending | Memo


class Resettling:
    """Carries what stands on one side's text to the text both will have.

    `sides` are the records of both, references already in our identities, and of what they were before.
    """

    def __init__(self, sides: Sequence[Mapping[Guid, Record]], text: Callable[[Guid], str]) -> None:
        self._sides, self._text = sides, text
        self._anchors: dict[tuple[Guid, Guid], Anchors] = {}

    def settled(self, one: Passage, transcript: Transcript) -> Passage:
        """Give a record as it is in the present text of its transcript."""
        before = self._stands_on(one, transcript)
        if before == transcript.version or self._text(before) == self._text(transcript.version):
            return one
        if isinstance(one, Pending):
            return self._proposed_anew(one, before, transcript.version)
        text = self._text(transcript.version)
        found = self._between(before, transcript.version).carry(Span(one.start or 0, one.end or 0))
        if isinstance(one, Memo):
            if found.span is None:
                return replace(one, on="transcript", start=None, end=None)
            return replace(one, start=found.span.start, end=found.span.end, quote=found.span.of(text))
        if found.sure and found.span is not None:
            return replace(one, start=found.span.start, end=found.span.end)
        return waiting_for(one, before, found.span, found.reason)

    def _stands_on(self, one: Passage, transcript: Transcript) -> Guid:
        """Give the version of the text a record's place is in: that of a side which has it in this place."""
        versions = []
        for side in self._sides:
            known, there = side.get(one.id), side.get(transcript.id)
            if known is not None and isinstance(there, Transcript) and _place(known) == _place(one):
                versions.append(there.version)
        if transcript.version in versions or not versions:
            return transcript.version
        return versions[0]

    def _proposed_anew(self, one: Pending, before: Guid, now: Guid) -> Pending:
        if one.found_start is None or one.found_end is None:
            return one
        found = self._between(before, now).carry(Span(one.found_start, one.found_end)).span
        return replace(
            one, found_start=found.start if found else None, found_end=found.end if found else None
        )

    def _between(self, before: Guid, now: Guid) -> Anchors:
        if (before, now) not in self._anchors:
            self._anchors[before, now] = Anchors(self._text(before), self._text(now))
        return self._anchors[before, now]


def _place(one: Record) -> tuple[object, ...]:
    if isinstance(one, Pending):
        return one.start, one.end, one.found_start, one.found_end, one.version
    return getattr(one, "start", None), getattr(one, "end", None), getattr(one, "quote", None)
