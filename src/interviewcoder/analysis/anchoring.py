"""Where passages of a text are in a corrected one: surely, by proposal, or nowhere.

Owns the rule: identical words with sixteen matching characters of context move by themselves, everything else is for
somebody to decide. The differences of the whole texts come from Google's diff-match-patch.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from interviewcoder.domain.text import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

Reason: TypeAlias = Literal["same", "moved", "changed", "unsure", "gone"]
CONTEXT: Final = 16
"""Characters beside a passage that must match before it moves by itself."""
_LOOKED_AT: Final = 200
"""Characters of context that are compared, and places of the same words that are considered."""
_AMPLE: Final = 120
"""Characters of context beyond which it is not asked whether they come back elsewhere."""
_ALIKE: Final = 0.3
"""Share of a passage that must have stayed for its place to be proposed."""
_EDGE: Final = 20
"""Characters of its beginning and its end by which a passage that was moved and changed is looked for."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage is: `sure` moves by itself. `span` is None only for ``gone``.

    ``same``: where the differences say; ``moved``: the same words elsewhere; ``changed``: other words now;
    ``unsure``: the same words, with too little around them to be certain.
    """

    span: Span | None
    sure: bool
    reason: Reason


class _Run(NamedTuple):
    """A stretch that both texts have, or what stands in one place of each."""

    old: int
    old_end: int
    new: int
    new_end: int
    equal: bool


class Anchors:
    """The correspondence of two texts."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._runs = list(_runs(old, new))
        self._starts = [run.old for run in self._runs]
        self._new_starts = [run.new for run in self._runs]

    def carry(self, span: Span) -> Anchored:
        """Say where a passage of the old text is in the new one; a proposal begins and ends with words."""
        found = self._carried(span)
        if found.span is None or found.sure:
            return found
        words = trimmed(found.span, self._new)
        return Anchored(None, False, "gone") if words is None else Anchored(words, False, found.reason)

    def _carried(self, span: Span) -> Anchored:
        run = self._run_at(span.start)
        if run is not None and run.equal and span.end <= run.old_end:
            here = Span(span.start - run.old + run.new, span.end - run.old + run.new)
            whole = self._whole_words(span, here)
            if whole != here:
                return Anchored(whole, False, "changed")
            sure = self._rooted(run, span) or self._only_one(span)
            return Anchored(here, sure, "same" if sure else "unsure")
        elsewhere = self._elsewhere(span)
        if elsewhere is not None and elsewhere.sure:
            return elsewhere
        return self._in_place(span) or elsewhere or self._by_its_edges(span) or Anchored(None, False, "gone")

    def kept(self, span: Span) -> Span | None:
        """Give where a passage is that the differences left as it was; None when they touch it."""
        run = self._run_at(span.start)
        if run is None or not run.equal or span.end > run.old_end:
            return None
        return Span(span.start - run.old + run.new, span.end - run.old + run.new)

    def position(self, at: int) -> int:
        """Give the place of a character in the new text, or the nearest one."""
        run = self._run_at(at)
        if run is None:
            return len(self._new)
        if run.equal:
            return at - run.old + run.new
        size, room = run.old_end - run.old, run.new_end - run.new
        return run.new + (round((at - run.old) * room / size) if size else 0)

    def _run_at(self, at: int) -> _Run | None:
        """Give the run that holds a character of the old text."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0 and self._runs[index].old_end <= at:
            index += 1
            if index == len(self._runs):
                return None
        return self._runs[index] if index >= 0 else None

    def _whole_words(self, span: Span, here: Span) -> Span:
        """Widen a place to the end of a word that was longer afterwards: “page” tagged, “pages” now."""
        start, end = here.start, here.end
        if not _inside_word(self._old, span.start):
            while _inside_word(self._new, start):
                start -= 1
        if not _inside_word(self._old, span.end):
            while _inside_word(self._new, end):
                end += 1
        return Span(start, end)

    def _rooted(self, run: _Run, span: Span) -> bool:
        """Say whether enough matches around a passage; the ends of a text match as well as any words."""
        start, end = max(run.old, span.start - _LOOKED_AT), min(run.old_end, span.end + _LOOKED_AT)
        before, after = span.start - start, end - span.end
        if run.old == run.new == 0 or (run.old_end, run.new_end) == (len(self._old), len(self._new)):
            return True
        context = before + after
        return _enough(span, before, after) and (context >= _AMPLE or self._unique(start, end))

    def _unique(self, start: int, end: int) -> bool:
        """Say whether a stretch of the old text is there once, and once in the new: no formula that comes back."""
        words = self._old[start:end]
        return self._old.count(words) == 1 and self._new.count(words) == 1

    def _only_one(self, span: Span) -> bool:
        words = self._old[span.start : span.end]
        return len(words) >= CONTEXT and self._old.count(words) == 1 and self._new.count(words) == 1

    def _elsewhere(self, span: Span) -> Anchored | None:
        """Find the same words in text that is new there: not where another passage of the old text has gone."""
        words = self._old[span.start : span.end]
        free = [at for at in _occurrences(self._new, words) if not self._taken(at, len(words))]
        if not free:
            return None
        best = max(free, key=lambda at: sum(self._context(span, at)))
        before, after = self._context(span, best)
        here = Span(best, best + len(words))
        rooted = _enough(span, before, after) and self._unique(span.start - before, span.end + after)
        sure = (rooted or self._only_one(span)) and self._whole_words(span, here) == here
        return Anchored(self._whole_words(span, here), sure, "moved" if sure else "unsure")

    def _taken(self, at: int, size: int) -> bool:
        """Say whether a stretch of the new text is one that the old text has in its place."""
        index = bisect_right(self._new_starts, at) - 1
        held = 0
        while 0 <= index < len(self._runs) and self._runs[index].new < at + size:
            run = self._runs[index]
            if run.equal:
                held += max(0, min(run.new_end, at + size) - max(run.new, at))
            index += 1
        return held * 2 > size

    def _context(self, span: Span, at: int) -> tuple[int, int]:
        """Count the characters that match before, and after, a passage and a place of the new text."""
        size, before, after = span.end - span.start, 0, 0
        while (
            before < min(span.start, at, _LOOKED_AT)
            and self._old[span.start - before - 1] == self._new[at - before - 1]
        ):
            before += 1
        room = min(len(self._old) - span.end, len(self._new) - at - size, _LOOKED_AT)
        while after < room and self._old[span.end + after] == self._new[at + size + after]:
            after += 1
        return before, after

    def _in_place(self, span: Span) -> Anchored | None:
        """Give what stands where the passage stood, if enough of it has stayed."""
        kept = sum(
            min(run.old_end, span.end) - max(run.old, span.start)
            for run in self._runs
            if run.equal and run.old < span.end and run.old_end > span.start
        )
        start, end = self.position(span.start), self._end_position(span.end)
        if end <= start or kept < _ALIKE * (span.end - span.start):
            return None
        return Anchored(Span(start, end), False, "changed")

    def _end_position(self, end: int) -> int:
        run = self._run_at(end - 1)
        if run is None or run.equal:
            return self.position(end - 1) + 1
        return run.new_end if end == run.old_end else self.position(end)

    def _by_its_edges(self, span: Span) -> Anchored | None:
        """Find a passage that was moved and changed by how it begins and how it ends."""
        words = self._old[span.start : span.end]
        if len(words) < 2 * _EDGE:
            return None
        first, last = words[:_EDGE], words[-_EDGE:]
        if self._new.count(first) != 1 or self._new.count(last) != 1:
            return None
        start, end = self._new.index(first), self._new.index(last) + _EDGE
        if not len(words) // 2 <= end - start <= 2 * len(words):
            return None
        return Anchored(Span(start, end), False, "changed")


def _enough(span: Span, before: int, after: int) -> bool:
    """Say whether enough matches around a passage.

    Of short ones more, because they come back, and on both sides: “Oui.” may be how two turns begin that were exchanged.
    """
    if len(span) >= CONTEXT:
        return before + after >= CONTEXT
    return before + after >= _AMPLE // 2 and min(before, after) >= CONTEXT


def _inside_word(text: str, at: int) -> bool:
    """Say whether a place lies between two letters or digits of one word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _runs(old: str, new: str) -> Iterator[_Run]:
    """Give the stretches of two texts side by side, equal ones and others by turns."""
    import fast_diff_match_patch as differences

    at_old = at_new = 0
    gone = come = 0
    for kind, size in differences.diff(old, new, timelimit=0, checklines=True, cleanup="Semantic"):
        if kind == "=":
            if gone or come:
                yield _Run(at_old, at_old + gone, at_new, at_new + come, False)
                at_old, at_new, gone, come = at_old + gone, at_new + come, 0, 0
            yield _Run(at_old, at_old + size, at_new, at_new + size, True)
            at_old, at_new = at_old + size, at_new + size
        elif kind == "-":
            gone += size
        else:
            come += size
    if gone or come:
        yield _Run(at_old, at_old + gone, at_new, at_new + come, False)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at, n = text.find(words), 0
    while at >= 0 and n < _LOOKED_AT:
        yield at
        at, n = text.find(words, at + 1), n + 1
