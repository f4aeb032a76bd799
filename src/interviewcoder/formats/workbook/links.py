"""Links inside the workbook: formulas that lead from a figure to its quotations and back.

Owns how a link is written. Every text in such a formula is the program's own: words of the study must
not enter, because a formula holds at most 255 characters of text and is not a place for foreign words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Shown: TypeAlias = int | float | str


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the workbook, rows and columns counted from 0."""

    sheet: str
    row: int = 0
    column: int = 0

    @property
    def address(self) -> str:
        """The place as a link writes it: ``#'Quotes'!A120``."""
        return "#'{}'!{}{}".format(self.sheet.replace("'", "''"), letters(self.column), self.row + 1)


def letters(column: int) -> str:
    """Name a column as Excel does: 0 is ``A``, 26 is ``AA``."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def formula(place: Place, shown: Shown) -> str:
    """Give the formula that shows `shown` (a number stays a number) and leads to `place`."""
    return f"=HYPERLINK({_literal(place.address)},{_literal(shown)})"


def _literal(value: Shown) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(value)
