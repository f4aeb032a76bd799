"""Known words of a text replaced by others: the new text, and where everything is in it, exactly.

Owns that correspondence. Unlike a correction of which only the two texts are known, nothing here is a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from interviewcoder.domain.records import Moment, Version
from interviewcoder.domain.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from interviewcoder.domain.records import ImportReport, Turn


class Replacement(NamedTuple):
    """The characters `start` to `end` become `words`, which are never empty."""

    start: int
    end: int
    words: str


class Replaced:
    """A text with replacements made. They are in order and do not overlap."""

    def __init__(self, old: str, replacements: Iterable[Replacement]) -> None:
        self.replacements = tuple(replacements)
        self.places: list[Span] = []
        """Where the words put in are in the new text, one a replacement."""
        pieces: list[str] = []
        at = length = 0
        for start, end, words in self.replacements:
            pieces += [old[at:start], words]
            length += start - at
            self.places.append(Span(length, length + len(words)))
            length += len(words)
            at = end
        self.text = "".join([*pieces, old[at:]])
        self._starts = [one.start for one in self.replacements]

    def start(self, at: int) -> int:
        """Give where a passage begins that began at `at`: inside replaced words, with the first of the new ones."""
        n = bisect_right(self._starts, at) - 1
        if n >= 0 and at < self.replacements[n].end:
            return self.places[n].start
        return self._shifted(n, at)

    def end(self, at: int) -> int:
        """Give where a passage ends that ended at `at`: inside replaced words, with the last of the new ones."""
        n = bisect_right(self._starts, at - 1) - 1
        if n >= 0 and at < self.replacements[n].end:
            return self.places[n].end
        return self._shifted(n, at)

    def span(self, span: Span) -> Span:
        """Give where a passage is; it holds the whole of every word put in that it touches."""
        return Span(self.start(span.start), self.end(span.end))

    def clipped(self, span: Span) -> Span:
        """Give where a passage is when it may hold a part of words put in: as far inside them as it was before."""
        start, end = self.start(span.start), self.end(span.end)
        if (inside := self.inside(span.start)) is not None:
            start = min(start + inside, self.places[self.covering(span.start)].end - 1)
        if (inside := self.inside(span.end)) is not None:
            place = self.places[self.covering(span.end)]
            end = min(place.start + inside, place.end)
        return Span(start, max(end, start + 1))

    def covering(self, at: int) -> int:
        """Give which replacement the character at a place is in, -1 for none."""
        n = bisect_right(self._starts, at) - 1
        return n if n >= 0 and at < self.replacements[n].end else -1

    def inside(self, at: int) -> int | None:
        """Give how far inside replaced words a boundary was, None when it was at an edge or outside."""
        n = bisect_right(self._starts, at) - 1
        if n >= 0 and self.replacements[n].start < at < self.replacements[n].end:
            return at - self.replacements[n].start
        return None

    def _shifted(self, n: int, at: int) -> int:
        return at if n < 0 else self.places[n].end + at - self.replacements[n].end

    def version(
        self, before: Version, *, label: Callable[[str], str], rewritten: Callable[[str], str]
    ) -> Version:
        """Give the version with the new text. What the report of its import says passes through `rewritten`.

        A label is what stands for it in the new text; one that is not in the text passes through `label`.
        """
        moments = {Moment(self.start(moment.at), moment.time) for moment in before.moments}
        return Version(
            text=self.text,
            turns=tuple(self._turn(turn, before.text, label) for turn in before.turns),
            moments=tuple(sorted(moments)),
            report=_report(before.report, rewritten) if before.report else None,
        )

    def _turn(self, turn: Turn, text: str, label: Callable[[str], str]) -> Turn:
        words = turn.label
        label_span = self.span(turn.label_span) if turn.label_span else None
        if words is not None:
            at = turn.label_span.of(text).find(words) if turn.label_span and words else -1
            if at >= 0 and turn.label_span is not None:
                at += turn.label_span.start
                words = self.text[self.start(at) : self.end(at + len(words))]
            else:
                words = label(words)
        return replace(turn, label=words, label_span=label_span, span=self.span(turn.span))


def _report(report: ImportReport, rewritten: Callable[[str], str]) -> ImportReport:
    return replace(
        report,
        file=rewritten(report.file),
        part=rewritten(report.part),
        warnings=tuple(map(rewritten, report.warnings)),
        left_out=tuple((kind, rewritten(words)) for kind, words in report.left_out),
    )
