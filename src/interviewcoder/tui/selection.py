"""The cursor and the selection, and every way they move.

Pure: owns motions by character, word, sentence, turn and paragraph, growing and shrinking. Knows no
screen; moving by lines is the layout's. A turn is selected by its words, without its label.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.sentences import sentences
from interviewcoder.domain.text import Span

if TYPE_CHECKING:
    from interviewcoder.domain.document import Document

_WORDS: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor is, and from where a selection reaches to it; `grown` are the steps to shrink by."""

    cursor: int = 0
    anchor: int | None = None
    free: bool = False
    grown: tuple[Span | None, ...] = ()

    @property
    def span(self) -> Span | None:
        """The characters selected; None when nothing is."""
        if self.anchor is None:
            return None
        start, end = sorted((self.anchor, self.cursor))
        return Span(start, end + 1) if end >= start else None


@dataclass(slots=True)
class Mover:
    """Moves a place through one document."""

    document: Document
    _sentences: dict[int, list[Span]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last offset a cursor can be at."""
        return max(0, len(self.document.text) - 1)

    def to(self, place: Place, offset: int) -> Place:
        """Move the cursor; a free selection follows, another one is given up."""
        offset = min(max(0, offset), self.last)
        if place.free:
            return replace(place, cursor=offset, grown=())
        return Place(cursor=offset)

    def extended(self, place: Place, offset: int) -> Place:
        """Move the cursor and keep the selection from where it began."""
        anchor = place.cursor if place.anchor is None else place.anchor
        return Place(min(max(0, offset), self.last), anchor, place.free)

    def selected(self, span: Span, place: Place | None = None) -> Place:
        """Select a span; the cursor is on its last character."""
        grown = (*place.grown, place.span) if place else ()
        return Place(span.end - 1, span.start, free=False, grown=grown)

    # Where things are

    def word_at(self, offset: int) -> Span:
        """Give the word at an offset, or the one character when it is in none."""
        start, end = self.paragraph_at(offset)
        for match in _WORDS.finditer(self.document.text, start, end):
            if match.start() <= offset < match.end():
                return Span(*match.span())
        return Span(offset, min(offset + 1, max(1, len(self.document.text))))

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """Give start and end of the paragraph at an offset, its line feed left out."""
        text = self.document.text
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        return start, len(text) if end < 0 else end

    def _zone(self, offset: int) -> tuple[int, int]:
        """Give the part of the paragraph that is spoken: after the turn's label."""
        start, end = self.paragraph_at(offset)
        turn = self.document.turn_at(offset)
        if turn is not None and start < turn.span.start <= end:
            return (turn.span.start, end) if offset >= turn.span.start else (start, turn.span.start)
        return start, end

    def sentences_at(self, offset: int) -> list[Span]:
        """Give the sentences of the spoken part of a paragraph."""
        start, end = self._zone(offset)
        if start not in self._sentences:
            self._sentences[start] = [
                Span(start + span.start, start + span.end)
                for span in sentences(self.document.text[start:end])
            ]
        return self._sentences[start]

    def sentence_at(self, offset: int) -> Span | None:
        """Give the sentence at an offset; between two sentences, the one before."""
        found = self.sentences_at(offset)
        index = bisect_right([span.start for span in found], offset) - 1
        return found[max(0, index)] if found else None

    def turn_at(self, offset: int) -> Span | None:
        """Give the words of the turn at an offset."""
        turn = self.document.turn_at(offset)
        return turn.span if turn else None

    # Motions: each gives an offset

    def word_forward(self, offset: int) -> int:
        """Give where the next word begins."""
        match = _WORDS.search(self.document.text, self.word_at(offset).end)
        return match.start() if match else self.last

    def word_end(self, offset: int) -> int:
        """Give the last character of this word, or of the next when that is where the cursor is."""
        match = _WORDS.search(self.document.text, min(offset + 1, self.last))
        end = self.word_at(offset).end - 1
        if offset < end:
            return end
        return match.end() - 1 if match else self.last

    def word_back(self, offset: int) -> int:
        """Give where this word begins, or the one before when that is where the cursor is."""
        word = self.word_at(offset)
        if word.start < offset:
            return word.start
        at = max(0, offset - 1)
        while at > 0 and not self.document.text[at].isalnum():
            at -= 1
        return self.word_at(at).start

    def sentence_forward(self, offset: int) -> int:
        """Give where the next sentence begins, in the next paragraph if need be."""
        later = [span.start for span in self.sentences_at(offset) if span.start > offset]
        if later:
            return later[0]
        at = self._zone(offset)[1]
        while at < self.last:
            at += 1 if self.document.text[at] == "\n" else 0
            turn = self.document.turn_at(at)
            if turn is not None and at < turn.span.start:
                at = turn.span.start
            found = self.sentences_at(at)
            if found and found[0].start > offset:
                return found[0].start
            at = max(at + 1, self.paragraph_at(at)[1])
        return self.last

    def sentence_back(self, offset: int) -> int:
        """Give where this sentence begins, or the one before when that is where the cursor is."""
        earlier = [span.start for span in self.sentences_at(offset) if span.start < offset]
        if earlier:
            return earlier[-1]
        at = self._zone(offset)[0] - 1
        while at > 0:
            found = [span.start for span in self.sentences_at(at) if span.start < offset]
            turn = self.document.turn_at(at)
            spoken = turn is None or at >= turn.span.start
            if found and spoken:
                return found[-1]
            at = self._zone(at)[0] - 1
        return 0

    def turn_forward(self, offset: int) -> int:
        """Give where the words of the next turn begin."""
        starts = [turn.span.start for turn in self.document.turns]
        index = bisect_right(starts, offset)
        return starts[index] if index < len(starts) else self.last

    def turn_back(self, offset: int) -> int:
        """Give where the words of this turn begin, or of the one before."""
        starts = [turn.span.start for turn in self.document.turns]
        index = bisect_left(starts, offset) - 1
        return starts[index] if index >= 0 else 0

    def paragraph_forward(self, offset: int) -> int:
        """Give where the next paragraph begins."""
        return min(self.last, self.paragraph_at(offset)[1] + 1)

    def paragraph_back(self, offset: int) -> int:
        """Give where this paragraph begins, or the one before."""
        start = self.paragraph_at(offset)[0]
        return start if start < offset else self.paragraph_at(max(0, start - 1))[0]

    # Growing and shrinking

    def grown(self, place: Place) -> Place:
        """Select the next larger extent: word, sentence, paragraph, turn."""
        now = place.span
        at = place.cursor if now is None else now.start
        start, end = self._zone(at)
        paragraph = Span(start, end) if start < end else None
        for extent in (self.word_at(at), self.sentence_at(at), paragraph, self.turn_at(at)):
            if extent is None or extent.end <= extent.start:
                continue
            if now is None or (extent.contains(now) and extent != now):
                return self.selected(extent, place)
        return place

    def shrunk(self, place: Place) -> Place:
        """Take back the last growing."""
        if not place.grown:
            return Place(cursor=place.cursor if place.anchor is None else place.anchor)
        *before, last = place.grown
        if last is None:
            return Place(cursor=place.anchor or 0)
        return Place(last.end - 1, last.start, grown=tuple(before))
