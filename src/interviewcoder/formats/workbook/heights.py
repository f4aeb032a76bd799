"""How tall a row must be for the words in it.

Owns the estimate. Excel and LibreOffice do not agree on when they fit a row to wrapped text by
themselves, and a printed appendix must not depend on it. Must not know sheets.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook.limits import MAX_ROW_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable

LOWEST: Final = 15.0
_PER_UNIT: Final = 11.5
"""Points of running text that fit a unit of column width, divided by the font size they are set in."""


def lines(text: str, width: float, size: float = 9) -> int:
    """Estimate on how many lines a text runs in a column of `width`, in a font of `size` points."""
    room = _room(width, size)
    if "\n" not in text:
        return -int(-len(text) // room) or 1
    return sum(-int(-len(line) // room) or 1 for line in text.split("\n"))


@lru_cache(maxsize=1_000)  # asked for every cell, and there are few widths
def _room(width: float, size: float) -> float:
    return max(1.0, (width - 0.7) * _PER_UNIT / size)


def height(cells: Iterable[tuple[str, float]], size: float = 9) -> float:
    """Give the height in points of a row with these texts and widths."""
    tallest = 1
    for text, width in cells:
        if len(text) > _room(width, size) or "\n" in text:
            tallest = max(tallest, lines(text, width, size))
    return min(max(LOWEST, _of_lines(tallest, size)), MAX_ROW_HEIGHT)


def _of_lines(number: int, size: float) -> float:
    return number * size * 1.3 + 3.5


def outgrows(text: str, width: float, size: float = 9) -> bool:
    """Say whether a text needs a taller row than there is: on paper its end is cut off."""
    return len(text) > _room(width, size) and _of_lines(lines(text, width, size), size) > MAX_ROW_HEIGHT
