"""Where each character of a text stands on a screen of a given width.

Pure: owns wrapping and the two-way lookup between offsets and (line, cell). Knows no turn, no coding, no
Textual. Lines are cut at white space; the white space at a cut belongs to the line before it, so every
offset stands on exactly one line. A paragraph of one-cell characters is measured by `len`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

_NARROW: Final = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u202f-\u205e\u20a0-\u20cf\u2190-\u21ff]*"
)
"""Characters known to take one cell each: what French and English texts are made of."""
_WORD: Final = re.compile(r"[^ \t\n]+[ \t]*|[ \t]+")
"""A word with the blanks after it; a no-break space is part of a word, as French typography wants."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text wrapped to a width. ``starts[n]`` is the offset at which line `n` begins."""

    text: str
    width: int
    starts: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def bounds(self, line: int) -> tuple[int, int]:
        """Give the offsets of a line: half-open, white space at its end included."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.starts[line], end

    def line_at(self, offset: int) -> int:
        """Give the line an offset stands on; the end of the text is on the last line."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def cell_at(self, offset: int) -> int:
        """Give the cell, from 0, at which an offset stands on its line."""
        return cells(self.text[self.starts[self.line_at(offset)] : offset])

    def offset_at(self, line: int, cell: int) -> int:
        """Give the offset nearest to a cell of a line, never past the line's last character."""
        line = min(max(0, line), len(self.starts) - 1)
        start, end = self.bounds(line)
        last = max(start, end - 1) if line + 1 < len(self.starts) else end
        taken = 0
        for offset in range(start, last):
            taken += cells(self.text[offset])
            if taken > cell:
                return offset
        return last


def cells(text: str) -> int:
    """Give the cells a text takes; tabs and line feeds count as the one space they are shown as."""
    if _NARROW.fullmatch(text):
        return len(text)
    return cell_len(text.replace("\t", " ").replace("\n", " "))


def wrap(text: str, width: int) -> Layout:
    """Wrap a text to `width` cells (at least 8), cutting at white space, and long words where they end."""
    width = max(8, width)
    starts: list[int] = []
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        _wrap_paragraph(text, at, end, width, starts)
        at = end + 1
    return Layout(text, width, starts)


def _wrap_paragraph(text: str, start: int, end: int, width: int, starts: list[int]) -> None:
    starts.append(start)
    if end - start <= width and _NARROW.fullmatch(text, start, end):
        return
    narrow = _NARROW.fullmatch(text, start, end) is not None
    taken = 0
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        whole = len(word) if narrow else cells(word)
        shown = whole - (len(word) - len(word.rstrip(" \t")))
        if taken and taken + shown > width:
            starts.append(match.start())
            taken = 0
        if shown > width:
            taken = _cut(text, match.start(), match.end(), width, taken, starts)
        else:
            taken += whole


def _cut(text: str, start: int, end: int, width: int, taken: int, starts: list[int]) -> int:
    for offset in range(start, end):
        wide = cells(text[offset])
        if taken + wide > width:
            starts.append(offset)
            taken = 0
        taken += wide
    return taken
