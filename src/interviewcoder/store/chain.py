"""What the history says the records are: its lines replayed, from the database or from what is left of one.

Owns the replay. Knows neither where lines come from nor what is done with the outcome.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from interviewcoder.domain.records import Guid

T = TypeVar("T")


class Entry(NamedTuple):
    """What a line did to one record: its JSON before and after; both None when that was erased."""

    kind: str
    record: Guid
    before: str | None
    after: str | None


class Fate(Enum):
    """What a record is when it is not there: removed, or not known because the entry was erased or lost."""

    GONE = 0
    UNKNOWN = 1


def replay(
    lines: Iterable[tuple[str, int | None, Iterable[Entry]]],
    entries_of: Callable[[int], Iterable[Entry]],
    held: Callable[[str], T],
) -> dict[Guid, tuple[str, T | Fate]]:
    """Give for every record its kind and what it is after lines (kind, of, entries), in order.

    `entries_of` gives those of an earlier line, which an undo takes back; `held` makes of a record's JSON what is kept.
    """
    states: dict[Guid, tuple[str, T | Fate]] = {}
    for kind, of, entries in lines:
        if kind in {"undo", "redo"}:
            entries = entries_of(of or 0)  # noqa: PLW2901 - an undo has none of its own
        for entry in reversed(list(entries)) if kind == "undo" else entries:
            states[entry.record] = (entry.kind, _state(entry, held, back=kind == "undo"))
    return states


def _state(entry: Entry, held: Callable[[str], T], *, back: bool) -> T | Fate:
    if entry.before is None and entry.after is None:
        return Fate.UNKNOWN
    content = entry.before if back else entry.after
    return Fate.GONE if content is None else held(content)


def marks(lines: Iterable[tuple[int, str, str, int | None]]) -> dict[int, int]:
    """Give for each line (n, kind, coder, of) whether it is done (0), taken back (1), or taken back for good (2)."""
    found: dict[int, int] = {}
    taken_back: dict[str, set[int]] = {}
    coder_of: dict[int, str] = {}
    for n, kind, coder, of in lines:
        found[n], coder_of[n] = 0, coder
        if kind == "do":
            for gone in taken_back.pop(coder, ()):
                found[gone] = 2
        elif of in found and kind in {"undo", "redo"}:
            found[of] = 1 if kind == "undo" else 0
            held = taken_back.setdefault(coder_of[of], set())
            held.add(of) if kind == "undo" else held.discard(of)
    return found


def entry(row: Any) -> Entry:
    """Give the entry in a row of the table `edits`."""
    return Entry(row["kind"], row["record"], row["before"], row["after"])
