"""Whether a history that is left goes to its end: what the records, each proved by itself, say was done after its last line.

Owns the signs. Which records are believed then is `mending`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from interviewcoder.store import history
from interviewcoder.store.chain import Fate, entry, replay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviewcoder.domain.records import Guid
    from interviewcoder.store.salvage import Row

Lines: TypeAlias = "Sequence[tuple[Row, list[Row]]]"
States: TypeAlias = "dict[Guid, tuple[str, str | Fate]]"
Held: TypeAlias = "Mapping[Guid, Mapping[str, str]]"
"""The JSON of the rows that prove themselves, by identity and kind."""
_STEPS: Final = 50
"""So many changes from the end on are looked at: was their taking back lost, or their being done again?"""


def states(lines: Lines) -> States:
    """Give for every record what it is after lines."""
    by_n = {row["n"]: entries for row, entries in lines}
    return replay(
        ((row["kind"], row["of"], map(entry, entries)) for row, entries in lines),
        lambda n: map(entry, by_n.get(n, ())),
        lambda content: content,
    )


def disagreeing(told: States, held: Held) -> int:
    """Count the records that are not what lines say."""
    wrong = sum(
        1 for guid, (_kind, state) in told.items() if state is not Fate.UNKNOWN and _of(held, guid) != state
    )
    return wrong + sum(1 for guid in held if guid not in told)


def goes_further(lines: Lines, told: States, held: Held) -> bool:
    """Say whether a record proves itself that no line ever made, while nothing that lines did to it was erased."""
    suspects = {
        guid
        for guid, kinds in held.items()
        if _of(held, guid) != told.get(guid, ("", Fate.GONE))[1] and kinds
    }
    if not suspects:
        return False
    made: dict[Guid, set[str | None]] = {guid: set() for guid in suspects}
    for _row, entries in lines:
        for at in entries:
            if at["record"] in made:
                made[at["record"]] |= {at["before"], at["after"]} if at["before"] or at["after"] else {""}
    return any("" not in made[guid] and not set(held[guid].values()) & made[guid] for guid in suspects)


def after_lost_steps(lines: Lines, told: States, held: Held) -> States:
    """Give what the records are if the end lacks undoings, or redoings, whose outcome the records show in full.

    A change whose taking back would only remove what is not there any more shows nothing: its rows may be lost.
    """
    now = dict(told)
    changes = [
        (row, entries) for row, entries in lines if row["kind"] == "do" and not row["remains"] and entries
    ]
    for row, entries in reversed(changes[-_STEPS:]):
        taken_back = row["undone"] == history.DONE
        if not taken_back and row["undone"] != history.TAKEN_BACK:
            continue
        before, after = _outcome("undo", entries), _outcome("do", entries)
        from_here, to = (after, before) if taken_back else (before, after)
        stood = all(now.get(guid, ("", Fate.GONE))[1] == state for guid, (_kind, state) in from_here.items())
        shown = [guid for guid, (_kind, state) in to.items() if _of(held, guid) == state]
        proved = any(guid in held and from_here[guid][1] != to[guid][1] for guid in shown)
        if stood and proved and len(shown) == len(to):
            now |= to
    return now


def _outcome(kind: str, entries: Sequence[Row]) -> States:
    return replay(
        [(kind, None, map(entry, entries))], lambda _n: map(entry, entries), lambda content: content
    )


def _of(held: Held, guid: Guid) -> str | Fate:
    return next(iter(held.get(guid, {}).values()), Fate.GONE)
