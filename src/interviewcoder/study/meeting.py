"""What two copies of a study have in common: their history up to a line, and which records are the same.

Owns by what records are known to be one: identity, else name, place or words. What becomes of them is `merging`'s.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

from interviewcoder.domain.records import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Finished,
    Memo,
    Pending,
    Speaker,
    Status,
    Summary,
    Transcript,
)
from interviewcoder.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from interviewcoder.domain.records import Guid, Record
    from interviewcoder.store import Store

REFERENCES: Final = ("transcript", "case", "code", "coder", "target", "parent")
"""Fields that hold the identity of another record."""


@dataclass(slots=True)
class Way:
    """The way a copy went since the two were one.

    `before` is what each record it touched was then; `into` are codes that were merged into others; `along` says what
    was removed in the same change as a record.
    """

    before: dict[Guid, Record | None] = field(default_factory=dict)
    into: dict[Guid, Guid] = field(default_factory=dict)
    along: dict[Guid, set[Guid]] = field(default_factory=lambda: defaultdict(set))


def way(store: Store, since: int) -> Way:
    """Follow a copy from a line of its history on."""
    went = Way()
    for edits in store.edits_since(since):
        kept = {edit.record.id for edit in edits if edit.after is not None}
        gone = {edit.record.id: edit.before for edit in edits if edit.after is None}
        gone = {guid: record for guid, record in gone.items() if guid not in kept}
        for edit in edits:
            went.before.setdefault(edit.record.id, edit.before)
            code = getattr(edit.before, "code", None)
            if edit.after is not None and isinstance(gone.get(code or ""), Code):
                went.into[code] = edit.after.code  # type: ignore[index, union-attr]
        for guid, record in gone.items():
            if isinstance(record, Code | Case | Transcript):
                went.along[guid] |= gone.keys()
    return went


def without(records: Mapping[Guid, Record], purged: Collection[Guid]) -> dict[Guid, Record]:
    """Give records without those that were purged here, and without what rests on them: no merge brings them back."""
    if not purged:
        return dict(records)
    gone = {
        one.id
        for one in records.values()
        if {one.id, getattr(one, "transcript", None), isinstance(one, Summary) and one.case} & set(purged)
    }
    gone |= {one.id for one in records.values() if isinstance(one, Memo) and one.target in gone.union(purged)}
    left = {guid: one for guid, one in records.items() if guid not in gone}
    return {
        guid: replace(one, case=None) if isinstance(one, Transcript) and one.case in purged else one
        for guid, one in left.items()
    }


def shared(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Give how many lines of history two copies have in common, from the hashes of all their lines."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((n for n, pair in pairs if pair[0] != pair[1]), min(len(ours), len(theirs)))


def ours_of(record: Record, same: Mapping[Guid, Guid]) -> Record:
    """Give a record with other identities in the place of those it points at."""
    names = {known.name for known in fields(record)}
    changed: dict[str, Any] = {
        name: same[at] for name in REFERENCES if name in names and (at := getattr(record, name)) in same
    }
    if isinstance(record, Case):
        changed["values"] = {same.get(key, key): value for key, value in record.values.items()}
    return replace(record, **changed) if changed else record


def in_order(records: Mapping[Guid, Record], kind: type[Any]) -> list[Any]:
    """Give the records of a kind; codes with those above them first."""
    found = [one for one in records.values() if isinstance(one, kind)]
    if kind is not Code:
        return found
    depth: dict[Guid, int] = {}

    def deep(code: Code) -> int:
        if code.id not in depth:
            above = records.get(code.parent or "")
            depth[code.id] = deep(above) + 1 if isinstance(above, Code) else 0
        return depth[code.id]

    return sorted(found, key=deep)


def place(one: Record) -> tuple[Any, ...]:
    """Give what there may be only one of in a place, empty for what has no such place."""
    match one:
        case Coding():
            return ("coding", one.transcript, one.start, one.end, one.code, one.coder)
        case Summary():
            return ("summary", one.case, one.code)
        case Status():
            return ("status", one.transcript, one.code)
        case Finished():
            return ("finished", one.transcript, one.coder)
        case Speaker():
            return ("speaker", one.transcript, one.label)
        case _:
            return ()


def said(memo: Memo) -> tuple[Any, ...]:
    """Give what makes two memos the same."""
    return memo.on, memo.target, memo.start, memo.end, memo.text, memo.coder, memo.made


def needed(one: Record) -> list[Guid]:
    """Give the identities of what a record cannot be without."""
    names = ("transcript", "case", "code", "coder", "parent", *(("target",) if isinstance(one, Memo) else ()))
    return [at for name in names if isinstance(at := getattr(one, name, None), str) and at]


def name(one: Record) -> tuple[Any, ...]:
    """Give what no two records of a kind may have in common."""
    if isinstance(one, Code):
        return ("code", one.parent or "", name_key(next(iter(one.name.values()), "")))
    return (type(one).__name__, getattr(one, "name", ""))


def called(one: Any, n: int) -> Any:
    """Give a record a name that says it is the `n`-th of that name."""
    if isinstance(one, Code):
        return replace(one, name={language: f"{known} ({n})" for language, known in one.name.items()})
    return replace(one, name=f"{one.name} ({n})")


KEYS: Final[tuple[tuple[type[Any], Callable[[Any], Any]], ...]] = (
    (Coder, lambda one: name_key(one.name)),
    (Attribute, lambda one: name_key(one.name)),
    (Case, lambda one: name_key(one.name)),
    (Code, lambda one: (one.parent, name_key(next(iter(one.name.values()), "")))),
)
"""By what records are known to be the same when their identities are not."""
PASSAGES: Final = (Coding, Pending, Memo)
"""Records with a place in a text."""
