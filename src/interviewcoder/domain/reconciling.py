"""Two copies of a record that went their own ways, and what they were before: one record, and where they clash.

Owns the comparison of three, field by field, and what a clash becomes when nobody says. Which records belong together
is for the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from interviewcoder.domain.records import Coding, Memo, Pending, Summary, Transcript

if TYPE_CHECKING:
    from interviewcoder.domain.records import Guid, Record

Side: TypeAlias = Literal["ours", "theirs", "both"]
"""Whose value stands after a clash; ``both`` joins words that somebody wrote, or keeps what one side removed."""

_TOGETHER: Final[dict[type[Any], tuple[tuple[str, ...], ...]]] = {
    Coding: (("transcript", "start", "end", "quote"),),
    Pending: (("transcript", "version", "start", "end", "found_start", "found_end", "reason", "aside", "quote"),),
    Memo: (("on", "target", "start", "end", "quote"),),
    Transcript: (("version", "length", "source", "source_sha256", "format", "words"),),
}  # fmt: skip
"""Fields that mean something only together: where a passage is, which text there is. The last is shown in a clash."""
_PROSE: Final = ((Memo, "text"), (Summary, "text"))
"""Fields that are somebody's own words."""
_OF_A_CODING: Final = ("code", "coder", "weight", "key")
"""What a coding has whether it has a place in the present text or waits for one."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What both sides changed in different ways: the field (empty for the record as a whole), and both values."""

    record: Record
    field: str
    ours: Any
    theirs: Any

    @property
    def key(self) -> tuple[Guid, str]:
        """What a decision about it is remembered by."""
        return self.record.id, self.field

    @property
    def prose(self) -> bool:
        """Whether it is about somebody's own words."""
        return any(isinstance(self.record, kind) and self.field == name for kind, name in _PROSE)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of clashes: what was said one by one, else nothing that was written is lost, else `side` stands."""

    side: Literal["ours", "theirs"] = "ours"
    made: Mapping[tuple[Guid, str], Side] = field(default_factory=dict)

    def on(self, clash: Clash) -> Side:
        """Say whose value stands."""
        said = self.made.get(clash.key)
        if said is not None:
            return said
        return "both" if clash.prose or clash.field == "" else self.side


def reconciled(
    base: Record | None, ours: Record | None, theirs: Record | None, decide: Decisions
) -> tuple[Record | None, tuple[Clash, ...]]:
    """Give the record that holds what both sides did, and where they clash, as `decide` says."""
    if theirs in (base, ours):
        return ours, ()
    if ours == base:
        return theirs, ()
    if ours is None or theirs is None:
        there = ours or theirs
        assert there is not None
        clash = Clash(there, "", ours, theirs)
        return {"ours": ours, "theirs": theirs, "both": there}[decide.on(clash)], (clash,)
    if (
        isinstance(ours, Coding | Pending)
        and isinstance(theirs, Coding | Pending)
        and type(ours) is not type(theirs)
    ):
        return _one_waits(base, ours, theirs, decide)
    return _fields(base, ours, theirs, decide)


def joined(before: str, first: str, then: str) -> str:
    """Give the words of two people, line by line: a line of before stays if both have kept it, a new one always."""
    lines, others = first.split("\n"), then.split("\n")
    was = set(before.split("\n")) if before else set()
    kept = [line for line in lines if line not in was or line in others]
    return "\n".join([*kept, *(line for line in others if line not in was and line not in lines)])


def _one_waits(
    base: Record | None, ours: Coding | Pending, theirs: Coding | Pending, decide: Decisions
) -> tuple[Record, tuple[Clash, ...]]:
    """Reconcile a coding with the same one that waits on the other side, because its text was corrected there.

    It waits, unless somebody has given it a place since.
    """
    changed, clashes = _changes(base, ours, theirs, [(name,) for name in _OF_A_CODING], decide)
    waits, placed = (ours, theirs) if isinstance(ours, Pending) else (theirs, ours)
    stayed = isinstance(base, Coding) and _values(base, _TOGETHER[Coding][0]) == _values(
        placed, _TOGETHER[Coding][0]
    )
    same = {name: getattr(ours, name) for name in _OF_A_CODING}
    return replace(waits if stayed else placed, **{**same, **changed}), clashes


def _fields(
    base: Record | None, ours: Record, theirs: Record, decide: Decisions
) -> tuple[Record, tuple[Clash, ...]]:
    if base is not None and type(base) is not type(ours):
        base = None  # both sides have placed, or lost, the same coding in their own way
    changed, clashes = _changes(base, ours, theirs, _groups(type(ours)), decide)
    return replace(ours, **changed), clashes


def _changes(
    base: Record | None, ours: Record, theirs: Record, groups: list[tuple[str, ...]], decide: Decisions
) -> tuple[dict[str, Any], tuple[Clash, ...]]:
    """Give the fields of ours that become others, and where the sides clash."""
    changed: dict[str, Any] = {}
    clashes: list[Clash] = []
    for group in groups:
        before = None if base is None else _values(base, group)
        here, there = _values(ours, group), _values(theirs, group)
        if there in (before, here):
            continue
        if here == before:
            changed |= dict(zip(group, there, strict=True))
        elif len(group) == 1 and isinstance(here[0], Mapping) and isinstance(there[0], Mapping):
            value, apart = _mapping(
                before[0] if before else {}, Clash(ours, group[0], here[0], there[0]), decide
            )
            changed[group[0]] = value
            clashes += apart
        else:
            clash = Clash(ours, group[-1], here[-1], there[-1])
            clashes.append(clash)
            changed |= _decided(clash, group, before, there, decide)
    return changed, tuple(clashes)


def _decided(
    clash: Clash,
    group: tuple[str, ...],
    before: tuple[Any, ...] | None,
    there: tuple[Any, ...],
    decide: Decisions,
) -> dict[str, Any]:
    side = decide.on(clash)
    if side == "theirs":
        return dict(zip(group, there, strict=True))
    if side == "both" and clash.prose:
        words = [clash.ours, clash.theirs]
        return {
            group[0]: joined(before[0] if before else "", *(words if decide.side == "ours" else words[::-1]))
        }
    return {}


def _values(record: Record, group: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in group)


def _groups(kind: type[Any]) -> list[tuple[str, ...]]:
    together = _TOGETHER.get(kind, ())
    taken = {name for group in together for name in group}
    alone = [
        (known.name,)
        for known in fields(kind)
        if known.name not in taken and known.name not in {"id", "made", "position"}
    ]
    return [*alone, *together]


def _mapping(
    before: Mapping[str, Any], clash: Clash, decide: Decisions
) -> tuple[dict[str, Any], list[Clash]]:
    """Reconcile texts by language, or values by attribute, each for itself."""
    here, there = clash.ours, clash.theirs
    value: dict[str, Any] = dict(here)
    apart: list[Clash] = []
    for key in sorted({*before, *there}):
        if there.get(key) in (before.get(key), here.get(key)):
            continue
        if here.get(key) != before.get(key):
            one = Clash(clash.record, f"{clash.field}.{key}", here.get(key), there.get(key))
            apart.append(one)
            if decide.on(one) != "theirs":
                continue
        if key in there:
            value[key] = there[key]
        else:
            value.pop(key, None)
    return value, apart
