"""What waits for a decision after corrections, as somebody reads who has to decide.

Owns the order and the words: in the text the coding was made on, and where it is proposed in the present one. What a
decision does is a gesture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interviewcoder.analysis.anchoring import Anchors
from interviewcoder.domain.text import Span
from interviewcoder.store import queries
from interviewcoder.study import correcting

if TYPE_CHECKING:
    from interviewcoder.domain.records import Guid, Pending, Transcript
    from interviewcoder.study.study import Study


class Surrounded(NamedTuple):
    """Words with what stands before and after them, with an ellipsis where the text goes on."""

    before: str
    words: str
    after: str


class Reviewing:
    """What waits in a study now: what was not yet looked at first, then what was set aside, as it stands in the texts."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._transcripts = {transcript.id: transcript for transcript in study.transcripts}
        order = {guid: n for n, guid in enumerate(self._transcripts)}
        self.waiting: list[Pending] = sorted(
            study.pending(), key=lambda one: (one.aside, order[one.transcript], one.start, one.end)
        )
        self._coders = {coder.id: coder.name for coder in study.coders}
        self._texts: dict[Guid, str] = {}

    def transcript(self, pending: Pending) -> Transcript:
        """Give the transcript a coding waits in."""
        return self._transcripts[pending.transcript]

    def coder(self, pending: Pending) -> str:
        """Give the name of who made the coding."""
        return self._coders[pending.coder]

    def before(self, pending: Pending, around: int) -> Surrounded:
        """Give the words in the text the coding was made on, with so many characters on either side."""
        return _surrounded(self._text_before(pending), Span(pending.start, pending.end), around)

    def _text_before(self, pending: Pending) -> str:
        if pending.version not in self._texts:
            with self._study.database.reading() as at:
                self._texts[pending.version] = queries.version(at, pending.version).text
        return self._texts[pending.version]

    def now(self, pending: Pending, span: Span, around: int) -> Surrounded:
        """Give the words of a place in the present text, with so many characters on either side."""
        return _surrounded(self._study.document(self.transcript(pending)).text, span, around)

    def nearest(self, pending: Pending) -> int:
        """Give the place of the present text that is nearest to where it stood."""
        now = self._study.document(self.transcript(pending)).text
        return min(Anchors(self._text_before(pending), now).position(pending.start), max(0, len(now) - 1))

    def alike(self, pending: Pending) -> list[Pending]:
        """Give all that wait in the same transcript for the same reason and have a proposal."""
        return [
            one
            for one in self.waiting
            if (one.transcript, one.reason) == (pending.transcript, pending.reason)
            and correcting.proposal(one) is not None
        ]


def _surrounded(text: str, span: Span, around: int) -> Surrounded:
    first, last = max(0, span.start - around), min(len(text), span.end + around)
    before, after = text[first : span.start], text[span.end : last]
    return Surrounded(
        f"…{before}" if first else before, span.of(text), f"{after}…" if last < len(text) else after
    )
