"""Codings laid over a text: which stand where, and in which margin column each is drawn.

Pure: owns the interval index and the stripe columns. A passage keeps its column over all its lines, and
passages that share a line never share a column.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interviewcoder.domain.records import Coding

_BLOCK: Final = 1024


class Codings:
    """The codings of one text, found by position through fixed blocks of characters."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self.in_order: tuple[Coding, ...] = tuple(
            sorted(codings, key=lambda coding: (coding.start, -coding.end, coding.code, coding.coder))
        )
        self._blocks: dict[int, list[Coding]] = defaultdict(list)
        for coding in self.in_order:
            for block in range(coding.start // _BLOCK, (coding.end - 1) // _BLOCK + 1):
                self._blocks[block].append(coding)

    def over(self, start: int, end: int) -> list[Coding]:
        """Give the codings that share a character with ``start:end``, in order."""
        if end <= start:
            return []
        first, last = start // _BLOCK, (end - 1) // _BLOCK
        found: dict[str, Coding] = {}
        for block in range(first, last + 1):
            for coding in self._blocks.get(block, ()):
                if coding.start < end and start < coding.end:
                    found[coding.id] = coding
        return (
            list(found.values()) if first == last else sorted(found.values(), key=lambda c: (c.start, -c.end))
        )

    def at(self, offset: int) -> list[Coding]:
        """Give the codings over one character."""
        return self.over(offset, offset + 1)


class Stripe(NamedTuple):
    """A passage as drawn in the margin: lines `top` to `bottom`, in `column`."""

    top: int
    bottom: int
    column: int
    coding: Coding


def columns_for(lines: Sequence[tuple[int, int]]) -> list[int]:
    """Give a column for each (top, bottom), which must come ordered by top: the first that is free.

    Two ranges of lines that share a line never get the same column.
    """
    free_from: list[int] = []
    columns: list[int] = []
    for top, bottom in lines:
        column = next((n for n, line in enumerate(free_from) if line <= top), len(free_from))
        if column == len(free_from):
            free_from.append(0)
        free_from[column] = bottom + 1
        columns.append(column)
    return columns


def glyph(stripe: Stripe, line: int) -> str:
    """Give how a stripe looks on a line: caps where it begins and ends, a dot when it is one line."""
    if stripe.top == stripe.bottom:
        return "•"
    if line == stripe.top:
        return "╷"
    return "╵" if line == stripe.bottom else "│"
