"""How tall a row must be for the words in it.

Owns the estimate. Excel and LibreOffice do not agree on when they fit a row to wrapped text by
themselves, and a printed appendix must not depend on it. Must not know sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interviewcoder.formats.workbook.limits import MAX_ROW_HEIGHT
from interviewcoder.formats.workbook.widths import lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable

LOWEST: Final = 15.0
_POINTS: Final = 5.25
"""How wide a unit of column width is."""
_BESIDE: Final = 0.7
"""Units that programs leave free, or set letters wider by on a screen."""


def lines(text: str, width: float, size: float = 9, *, bold: bool = False) -> int:
    """Say on how many lines a text stands in a column of `width`, in a font of `size` points."""
    return lines_in(text, max(1.0, (width - _BESIDE) * _POINTS / size), bold=bold)


def height(
    cells: Iterable[tuple[str, float]], size: float = 9, *, bold: Iterable[tuple[str, float]] = ()
) -> float:
    """Give the height in points of a row with these texts and widths, those of `bold` in bold letters."""
    tallest = max(
        [
            1,
            *(lines(text, width, size) for text, width in cells if text),
            *(lines(text, width, size, bold=True) for text, width in bold if text),
        ]
    )
    return min(max(LOWEST, _of_lines(tallest, size)), MAX_ROW_HEIGHT)


def _of_lines(number: int, size: float) -> float:
    return number * size * 1.3 + 3.5


def outgrows(text: str, width: float, size: float = 9) -> bool:
    """Say whether a text needs a taller row than there is: on paper its end is cut off."""
    return _of_lines(lines(text, width, size), size) > MAX_ROW_HEIGHT
