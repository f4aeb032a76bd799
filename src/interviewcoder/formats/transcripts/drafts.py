"""A text being put together by a walk through a document, with the notes that hang on it.

Owns the bookkeeping shared by the docx and odt readers: positions, notes, counts, and the step to
canonical text that carries the notes along. Must not know any file format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from interviewcoder.domain.records import Moment
from interviewcoder.domain.text import canonical
from interviewcoder.formats.fixing import fixed
from interviewcoder.formats.transcripts.reading import Note, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(slots=True)
class Draft:
    """The pieces of a text so far. Positions are those of the pieces joined."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    notes: list[Note] = field(default_factory=list)
    stressed: list[tuple[int, int]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append `text`."""
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def take_back_line_end(self) -> None:
        """Take back the end of the last line: in a table it is the row's."""
        if self.pieces and self.pieces[-1] == "\n":
            self.pieces.pop()
            self.length -= 1

    def stress(self, start: int, end: int) -> None:
        """Say that the characters from `start` to `end` are set in bold or italics."""
        if end > start:
            self.stressed.append((start, end))

    def note(self, start: int, end: int, text: str, *, kind: str, author: str = "") -> None:
        """Hang a note on the characters from `start` to `end`; nothing when it says nothing."""
        if text.strip():
            self.notes.append(
                Note(start=start, end=end, text=canonical(text.strip()), author=author, kind=kind)
            )

    def leave_out(self, kind: str, text: str) -> None:
        """Say which words of the file are left out, and count them by their kind."""
        self.counts[kind] += 1
        if text.strip():
            self.left_out.append((kind, canonical(text.strip())))

    def take_in(self, inner: Draft) -> str:
        """Give the text of a draft of something inside, its notes below it, and take over its report."""
        self.counts.update(inner.counts)
        self.left_out += inner.left_out
        return "".join([*inner.pieces, *(f"\n{note.text}" for note in inner.notes)]).strip("\n")

    def source(self, metadata: Mapping[str, str] | None = None, moments: Sequence[Moment] = ()) -> Source:
        """Give the whole, its text canonical, every note on at least one character."""
        raw = "".join(self.pieces)
        text = fixed(raw)
        stressed = list(_at_line_beginnings(raw, self.stressed))
        marked = [*((note.start, note.end) for note in self.notes), *stressed]
        marked += [(moment.at, moment.at) for moment in moments]
        places = _places(raw, text, {place for span in marked for place in span})
        return Source(
            text=text,
            notes=tuple(_settled(note, places, text) for note in self.notes) if text else (),
            stressed=tuple((places[start], places[end]) for start, end in stressed),
            moments=tuple(Moment(places[moment.at], moment.time) for moment in moments),
            left_out=tuple(self.left_out),
            metadata=metadata or {},
            counts=+self.counts,
            warnings=tuple(self.warnings),
        )


def _at_line_beginnings(raw: str, runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the parts of runs that begin a line, one line each; runs parted by spaces are one."""
    begun, ended = -1, -1
    for start, end in [*sorted(runs), (len(raw) + 1, len(raw) + 1)]:
        if begun >= 0 and start <= len(raw) and not raw[ended:start].strip():
            ended = max(ended, end)
            continue
        if begun >= 0:
            yield from _by_line(raw, begun, ended)
        begun, ended = start, end


def _by_line(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    line = raw.rfind("\n", 0, start) + 1
    if raw[line:start].strip():
        start = raw.find("\n", start, end) + 1 or end
    for piece in raw[start:end].split("\n"):
        if words := piece.strip():
            begin = start + piece.index(words[0])
            yield begin, begin + len(words)
        start += len(piece) + 1


def _places(raw: str, text: str, positions: Iterable[int]) -> Mapping[int, int]:
    """Say where each position of the raw text is in the canonical one."""
    wanted = sorted(positions)
    if raw == text:
        return {at: at for at in wanted}
    places: dict[int, int] = {}
    done, length = 0, 0
    for at in wanted:
        line = raw.rfind("\n", done, at) + 1
        if line > done:
            length += _measure(raw, done, line)
            done = line
        places[at] = min(length + _measure(raw, done, at), len(text))
    return places


def _measure(raw: str, start: int, end: int) -> int:
    """Give the canonical length of a piece that begins a line: nothing composes with a line feed."""
    return len(canonical("\n" + raw[start:end])) - 1 if start else len(canonical(raw[:end]))


def _settled(note: Note, places: Mapping[int, int], text: str) -> Note:
    """Carry a note to the canonical text; on nothing, it moves to the words before it."""
    start, end = places[note.start], places[note.end]
    if not text[start:end].strip():
        end = len(text[:end].rstrip()) or len(text) - len(text.lstrip()) + 1
        start = max(text.rfind(gap, 0, end - 1) for gap in " \n\t") + 1
    return replace(note, start=min(start, end - 1), end=end)
