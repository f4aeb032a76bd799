"""Codings laid over a text: which stand where, and in which margin column each is drawn.

Pure: owns the interval index and the stripe columns. A passage keeps its column over all its lines, and
passages that share a line never share a column. Both follow a change by what it touches, because a key press
must not wait for the 20,000 codings it has nothing to do with.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from interviewcoder.domain.records import Coding

_BLOCK: Final = 1024


def _place(coding: Coding) -> tuple[int, int, str, str, str]:
    return (coding.start, -coding.end, coding.code, coding.coder, coding.id)


class Codings:
    """The codings of one text, in the order in which they begin, found by position through fixed blocks."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self.in_order: list[Coding] = sorted(codings, key=_place)
        self._by_id = {coding.id: coding for coding in self.in_order}
        self._blocks: dict[int, list[Coding]] = defaultdict(list)
        for coding in self.in_order:
            for block in _blocks_of(coding):
                self._blocks[block].append(coding)

    def become(self, codings: Iterable[Coding]) -> tuple[list[Coding], list[Coding]]:
        """Hold other codings; give those that went and those that came."""
        wanted = {coding.id: coding for coding in codings}
        gone, come = _missing(self._by_id, wanted), _missing(wanted, self._by_id)
        for coding in gone:
            del self.in_order[self.number(coding)]
            for block in _blocks_of(coding):
                self._blocks[block].remove(coding)
        for coding in come:
            insort(self.in_order, coding, key=_place)
            for block in _blocks_of(coding):
                insort(self._blocks[block], coding, key=_place)
        self._by_id = wanted
        return gone, come

    def number(self, coding: Coding) -> int:
        """Give where a coding is, or would be, in the order."""
        return bisect_left(self.in_order, _place(coding), key=_place)

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


def _missing(of: Mapping[str, Coding], among: Mapping[str, Coding]) -> list[Coding]:
    """Give the codings that are not among the others as they are; most are the very same object."""
    missing = []
    for guid, coding in of.items():
        other = among.get(guid)
        if other is not coding and other != coding:
            missing.append(coding)
    return missing


def _blocks_of(coding: Coding) -> range:
    return range(coding.start // _BLOCK, (coding.end - 1) // _BLOCK + 1)


class Stripe(NamedTuple):
    """A passage as drawn in the margin: lines `top` to `bottom`, in `column`."""

    top: int
    bottom: int
    column: int
    coding: Coding


class Stripes:
    """The stripe of every coding, by line. `line_at` gives the line an offset stands on."""

    def __init__(self, codings: Codings, line_at: Callable[[int], int]) -> None:
        self._codings, self._line_at = codings, line_at
        self._on: dict[int, list[Stripe]] = {}
        self._of: dict[str, Stripe] = {}
        self._place_all()

    def on(self, line: int) -> Sequence[Stripe]:
        """Give the stripes on a line, in the order in which their passages begin."""
        return self._on.get(line, ())

    def follow(self, gone: Sequence[Coding], come: Sequence[Coding]) -> set[int]:
        """Place anew what a change of the codings touches; give the lines whose stripes are others now."""
        changed: set[int] = set()
        for coding in gone:
            changed |= self._take_away(self._of[coding.id])
        for coding in sorted([*gone, *come], key=_place):
            changed |= self._place_from(self._codings.number(coding), self._lines(coding)[1])
        return changed

    def _lines(self, coding: Coding) -> tuple[int, int]:
        return self._line_at(coding.start), self._line_at(coding.end - 1)

    def _take_away(self, stripe: Stripe) -> set[int]:
        del self._of[stripe.coding.id]
        lines = range(stripe.top, stripe.bottom + 1)
        for line in lines:
            self._on[line].remove(stripe)
        return set(lines)

    def _place_all(self) -> None:
        free_from: list[int] = []
        for coding in self._codings.in_order:
            stripe = self._stripe(coding, free_from)
            self._of[coding.id] = stripe
            for line in range(stripe.top, stripe.bottom + 1):
                self._on.setdefault(line, []).append(stripe)

    def _stripe(self, coding: Coding, free_from: list[int]) -> Stripe:
        """Give a coding the first column that is free where it begins; `free_from` are lines, by column."""
        top, bottom = self._lines(coding)
        column = next((n for n, line in enumerate(free_from) if line <= top), len(free_from))
        if column == len(free_from):
            free_from.append(0)
        free_from[column] = bottom + 1
        return Stripe(top, bottom, column, coding)

    def _place_from(self, number: int, until: int) -> set[int]:
        """Place the `number`-th coding and those after it, as long as they share a line with one that changed.

        `until` is the last line of what is known to change. Give the lines that changed.
        """
        codings, changed = self._codings.in_order, set[int]()
        free_from = self._columns_before(number)
        for at in range(number, len(codings)):
            coding = codings[at]
            if self._line_at(coding.start) > until:
                break
            stripe, before = self._stripe(coding, free_from), self._of.get(coding.id)
            if stripe == before:
                continue
            if before is not None:
                self._take_away(before)
            self._of[coding.id] = stripe
            for line in range(stripe.top, stripe.bottom + 1):
                insort(self._on.setdefault(line, []), stripe, key=lambda other: _place(other.coding))
            changed.update(range(stripe.top, stripe.bottom + 1))
            until = max(until, stripe.bottom)
        return changed

    def _columns_before(self, number: int) -> list[int]:
        """Give from which line on each column is free of the codings before the `number`-th."""
        free_from: list[int] = []
        if number < len(self._codings.in_order):
            coding = self._codings.in_order[number]
            for stripe in self._on.get(self._line_at(coding.start), ()):
                if _place(stripe.coding) < _place(coding):
                    free_from += [0] * (stripe.column + 1 - len(free_from))
                    free_from[stripe.column] = stripe.bottom + 1
        return free_from


def glyph(stripe: Stripe, line: int) -> str:
    """Give how a stripe looks on a line: caps where it begins and ends, a dot when it is one line."""
    if stripe.top == stripe.bottom:
        return "•"
    if line == stripe.top:
        return "╷"
    return "╵" if line == stripe.bottom else "│"
