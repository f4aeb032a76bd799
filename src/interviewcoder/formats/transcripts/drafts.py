"""A text being put together by a walk through a document, with the notes that hang on it.

Owns the bookkeeping shared by the docx and odt readers: positions, notes, counts, and the step to
canonical text that carries the notes along. Must not know any file format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from interviewcoder.domain.text import canonical
from interviewcoder.formats.fixing import fixed
from interviewcoder.formats.transcripts.reading import Note, Source


@dataclass(slots=True)
class Draft:
    """The pieces of a text so far. Positions are those of the pieces joined."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    notes: list[Note] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append `text`."""
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def note(self, start: int, end: int, text: str, *, kind: str, author: str = "") -> None:
        """Hang a note on the characters from `start` to `end`; nothing when it says nothing."""
        if text.strip():
            self.notes.append(
                Note(start=start, end=end, text=canonical(text.strip()), author=author, kind=kind)
            )

    def source(self, metadata: dict[str, str] | None = None) -> Source:
        """Give the whole, its text canonical, every note on at least one character."""
        raw = "".join(self.pieces)
        text = fixed(raw)
        return Source(
            text=text,
            notes=tuple(_settled(note, raw, text) for note in self.notes) if text else (),
            metadata=metadata or {},
            counts=+self.counts,
            warnings=tuple(self.warnings),
        )


def _settled(note: Note, raw: str, text: str) -> Note:
    """Carry a note from the raw text to the canonical one; on nothing, it moves to the words before it."""
    start, end = (
        at if raw == text else min(len(text), len(canonical(raw[:at]))) for at in (note.start, note.end)
    )
    if not text[start:end].strip():
        end = len(text[:end].rstrip()) or len(text) - len(text.lstrip()) + 1
        start = max(text.rfind(gap, 0, end - 1) for gap in " \n\t") + 1
    return replace(note, start=min(start, end - 1), end=end)
