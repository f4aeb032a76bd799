"""Two copies of a record that went their own ways, and what they were before: one record, and where they clash.

Owns the comparison of three, field by field. Which records belong together is for the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.records import Coding, Memo, Transcript

if TYPE_CHECKING:
    from interviewcoder.domain.records import Record

_TOGETHER: Final[dict[type[Any], tuple[tuple[str, ...], ...]]] = {
    Coding: (("transcript", "start", "end", "quote"),),
    Memo: (("on", "target", "start", "end", "quote"),),
    Transcript: (("version", "words", "length", "source", "source_sha256", "format"),),
}
"""Fields that mean something only together: where a passage is, which text there is."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What both sides changed in different ways: the field (empty for the record as a whole), and both values."""

    record: Record
    field: str
    ours: Any
    theirs: Any


def reconciled(
    base: Record | None, ours: Record | None, theirs: Record | None, *, take_theirs: bool = False
) -> tuple[Record | None, tuple[Clash, ...]]:
    """Give the record that holds what both sides did, and where they clash.

    In a clash ours stays unless `take_theirs`. What one side removed and the other changed stays: nothing that
    somebody worked on is dropped.
    """
    if theirs in (base, ours):
        return ours, ()
    if ours == base:
        return theirs, ()
    if ours is None or theirs is None:
        there = ours or theirs
        assert there is not None
        return there, (Clash(there, "", ours, theirs),)
    return _fields(base, ours, theirs, take_theirs=take_theirs)


def _fields(
    base: Record | None, ours: Record, theirs: Record, *, take_theirs: bool
) -> tuple[Record, tuple[Clash, ...]]:
    changed: dict[str, Any] = {}
    clashes: list[Clash] = []
    for group in _groups(type(ours)):
        before = None if base is None else _values(base, group)
        here, there = _values(ours, group), _values(theirs, group)
        if there in (before, here):
            continue
        if here == before:
            changed |= dict(zip(group, there, strict=True))
        elif len(group) == 1 and isinstance(here[0], Mapping) and isinstance(there[0], Mapping):
            value, apart = _mapping(before[0] if before else {}, here[0], there[0], take_theirs)
            changed[group[0]] = value
            clashes += [
                Clash(ours, f"{group[0]}.{key}", here[0].get(key), there[0].get(key)) for key in apart
            ]
        else:
            clashes.append(Clash(ours, group[-1], here[-1], there[-1]))
            if take_theirs:
                changed |= dict(zip(group, there, strict=True))
    return replace(ours, **changed), tuple(clashes)


def _values(record: Record, group: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in group)


def _groups(kind: type[Any]) -> list[tuple[str, ...]]:
    together = _TOGETHER.get(kind, ())
    taken = {name for group in together for name in group}
    alone = [
        (field.name,)
        for field in fields(kind)
        if field.name not in taken and field.name not in {"id", "made", "position"}
    ]
    return [*alone, *together]


def _mapping(
    before: Mapping[str, Any], here: Mapping[str, Any], there: Mapping[str, Any], take_theirs: bool
) -> tuple[dict[str, Any], list[str]]:
    """Reconcile texts by language, or values by attribute, each for itself."""
    value, apart = dict(here), []
    for key in {*before, *there}:
        if there.get(key) in (before.get(key), here.get(key)):
            continue
        if here.get(key) != before.get(key):
            apart.append(key)
            if not take_theirs:
                continue
        if key in there:
            value[key] = there[key]
        else:
            value.pop(key, None)
    return value, sorted(apart)
